"""One criterion: what each evaluator gave and why, what is agreed, accepting it, and dissents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from core.conflicts import write_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from vendors.domain.stages import Stage
from vendors.forms.consensus import AgreedScoreForm, DissentForm
from vendors.models import AgreedScore, Criterion, Dissent, Participant
from vendors.operations.consensus import (
    AcceptedError,
    LastCriterionError,
    NotSettledError,
    accept_criterion,
    agree_score,
    reopen_criterion,
)
from vendors.operations.dissents import restore_dissent, take_back_dissent, write_dissent
from vendors.queries.consensus import consensus_of
from vendors.queries.names import name_of
from vendors.queries.seated import Seated
from vendors.queries.settling import OnCriterion, find_agreed, find_dissent, settling_of
from vendors.views.consensus_door import (
    at_its_stage,
    criterion_or_404,
    sees_consensus_or_404,
    settling_or_refused,
)
from vendors.views.consensus_shown import settlings_of
from vendors.views.hidden_names import warn_of_names


@workspace_page()
@require_GET
def consensus_criterion(request: WorkspaceRequest, evaluation_code: str, criterion: str) -> HttpResponse:
    seated = sees_consensus_or_404(request, evaluation_code)
    found = settling_of(seated.evaluation, seated.seat, criterion_or_404(seated.evaluation, criterion))
    is_open = seated.evaluation.at is Stage.CONSENSUS and not found.is_accepted
    return _shown(request, seated, found, _forms(found) if is_open and seated.may_settle else [])


@keeps_what_was_sent
@workspace_page()
@require_POST
@at_its_stage
def consensus_agree(request: WorkspaceRequest, evaluation_code: str, criterion: str) -> HttpResponse:
    """The scores of all proposals are agreed in one form, so that nothing typed beside them is lost."""
    seated = settling_or_refused(request, evaluation_code)
    row = criterion_or_404(seated.evaluation, criterion)
    found = settling_of(seated.evaluation, seated.seat, row)
    forms = _forms(found, request.POST)
    is_valid = not [form for form in forms if form.errors]
    if not (is_valid and _saves(request, seated, row, forms)):
        return _shown(request, seated, found, forms)
    if "accept" in request.POST:
        return _accepting(request, seated, row)
    return redirect("consensus_criterion", request.workspace.code, evaluation_code, criterion)


def _shown(
    request: WorkspaceRequest, seated: Seated, found: OnCriterion, forms: Sequence[AgreedScoreForm]
) -> HttpResponse:
    context = {
        "seated": seated,
        "tab": "consensus",
        "criterion": found.criterion,
        "found": found,
        "settlings": settlings_of(found, forms, seated),
        "forms": forms,
        "may_reopen": found.is_accepted and seated.may_moderate and seated.evaluation.at is Stage.CONSENSUS,
        "may_dissent": seated.may_dissent,
    }
    status = max((form.status for form in forms), default=200)
    return render(request, "vendors/consensus_criterion.html", context, status=status)


def _forms(found: OnCriterion, data: QueryDict | None = None) -> list[AgreedScoreForm]:
    """One for each proposal, in the order of the page."""
    return [
        AgreedScoreForm(
            data,
            instance=each.cell.agreed or AgreedScore(proposal=each.proposal, criterion=found.criterion.key),
            suggestion=each.cell.suggestion,
        )
        for each in found.settlings
    ]


def _saves(request: WorkspaceRequest, seated: Seated, row: Criterion, forms: Sequence[AgreedScoreForm]) -> bool:
    """False when the person has to be asked about one of them; the others are stored then."""
    saved, kept, is_whole = 0, [], True
    for form in forms:
        if not form.is_to_be_written:
            continue
        write = partial(
            agree_score,
            evaluation=seated.evaluation,
            actor=request.user,
            proposal=form.stored.proposal,  # type: ignore[attr-defined]
            criterion=row,
        )
        try:
            beside = write_form(form, write)
        except AcceptedError:
            messages.error(request, _("“%(title)s” is accepted already; nothing was changed.") % {"title": row})
            return True
        if beside is None:
            is_whole = False
        else:
            saved += 1
            kept += beside
    if saved:
        said = ngettext("%(n)d agreed score is saved.", "%(n)d agreed scores are saved.", saved) % {"n": saved}
        messages.success(request, " ".join([said, *kept]))
        warn_of_names(request, seated, [form.cleaned_data.get("reason") for form in forms])
    return is_whole


def _accepting(request: WorkspaceRequest, seated: Seated, row: Criterion) -> HttpResponse:
    """And on to the next one of the agenda; the last one is accepted on the page that locks quality."""
    here = [request.workspace.code, seated.evaluation.code]
    try:
        accept_criterion(evaluation=seated.evaluation, actor=request.user, criterion=row.key)
    except NotSettledError:
        messages.error(request, _("Agree on a score for each proposal first."))
        return redirect("consensus_criterion", *here, row.key)
    except LastCriterionError:
        return redirect("consensus_lock", *here)
    messages.success(request, _("“%(title)s” is accepted.") % {"title": row})
    agenda = consensus_of(seated.evaluation, seated.seat).agenda
    if agenda:
        return redirect("consensus_criterion", *here, agenda[0].criterion.code)
    return redirect("consensus_detail", *here)


@workspace_page()
@require_POST
@at_its_stage
def consensus_reopen(request: WorkspaceRequest, evaluation_code: str, criterion: str) -> HttpResponse:
    seated = settling_or_refused(request, evaluation_code)
    row = criterion_or_404(seated.evaluation, criterion)
    reopen_criterion(evaluation=seated.evaluation, actor=request.user, criterion=row)
    messages.success(request, _("“%(title)s” is open again.") % {"title": row})
    return redirect("consensus_criterion", request.workspace.code, evaluation_code, criterion)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
@at_its_stage
def consensus_dissent(
    request: WorkspaceRequest, evaluation_code: str, criterion: str, proposal_code: str
) -> HttpResponse:
    """For an evaluator whose scores count: what they want to be read beside an agreed score."""
    seated = sees_consensus_or_404(request, evaluation_code)
    participant = _dissenting_or_refused(seated)
    row = criterion_or_404(seated.evaluation, criterion)
    try:
        agreed = find_agreed(seated.evaluation, seated.seat, criterion, proposal_code)
    except AgreedScore.DoesNotExist:
        raise Http404 from None
    written = Dissent.objects.filter(agreed=agreed, participant=participant).first()
    form = DissentForm(request.POST or None, initial={"text": written.text if written else ""})
    if form.is_valid():
        write_dissent(evaluation=seated.evaluation, participant=participant, agreed=agreed, **form.cleaned_data)
        messages.success(request, _("Your dissent stands beside the agreed score."))
        return redirect("consensus_criterion", request.workspace.code, evaluation_code, criterion)
    context = {
        "seated": seated,
        "tab": "consensus",
        "criterion": row,
        "agreed": agreed,
        "vendor": name_of(agreed.proposal, seated.seat),
        "form": form,
        "written": written,
    }
    return render(request, "vendors/consensus_dissent.html", context, status=422 if form.errors else 200)


@workspace_page()
@require_POST
@at_its_stage
def dissent_delete(request: WorkspaceRequest, evaluation_code: str, dissent_code: str) -> HttpResponse:
    seated, dissent = _own_dissent(request, evaluation_code, dissent_code)
    take_back_dissent(evaluation=seated.evaluation, dissent=dissent)
    undo = reverse("dissent_restore", args=[request.workspace.code, evaluation_code, dissent_code])
    offer_undo(request, _("Your dissent is taken back."), undo)
    return redirect("consensus_criterion", request.workspace.code, evaluation_code, dissent.agreed.criterion)


@workspace_page()
@require_POST
@at_its_stage
def dissent_restore(request: WorkspaceRequest, evaluation_code: str, dissent_code: str) -> HttpResponse:
    seated, dissent = _own_dissent(request, evaluation_code, dissent_code)
    restore_dissent(evaluation=seated.evaluation, dissent=dissent)
    messages.success(request, _("Your dissent stands beside the agreed score."))
    return redirect("consensus_criterion", request.workspace.code, evaluation_code, dissent.agreed.criterion)


def _own_dissent(request: WorkspaceRequest, evaluation_code: str, code: str) -> tuple[Seated, Dissent]:
    seated = sees_consensus_or_404(request, evaluation_code)
    try:
        return seated, find_dissent(_dissenting_or_refused(seated), code)
    except Dissent.DoesNotExist:
        raise Http404 from None


def _dissenting_or_refused(seated: Seated) -> Participant:
    if seated.participant is None or not seated.may_dissent:
        raise PermissionDenied
    return seated.participant
