"""The people of an evaluation: who takes part as what, how far they are, and the conflicts that they declared."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_own
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from vendors.domain.stages import Stage
from vendors.forms.participants import DeclarationForm, ParticipantForm
from vendors.models import Participant
from vendors.operations.declarations import declare_interests
from vendors.operations.participants import (
    HandedInError,
    KnowsPricesError,
    ModeratesError,
    TakesPartAlreadyError,
    TooLateError,
    ask_participant,
    hide_names,
    remove_participant,
    restore_participant,
)
from vendors.queries.declarations import interests_of
from vendors.queries.participants import find_participant, people_of, possible_participants
from vendors.queries.seated import Seated
from vendors.views.door import moderating_or_refused, seated_or_404


@workspace_page()
@require_GET
def participant_list(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = seated_or_404(request, evaluation_code)
    at = seated.evaluation.at
    context = {
        "seated": seated,
        "tab": "people",
        "people": people_of(seated.evaluation, seated.seat),
        "may_invite": can_own(request.membership),
        "may_ask": seated.may_moderate and not at.is_from(Stage.DECIDED),
        "may_change_evaluators": seated.may_moderate and not at.is_from(Stage.CONSENSUS),
        "is_draft": at is Stage.DRAFT,
    }
    return render(request, "vendors/participant_list.html", context)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def participant_create(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    evaluation = seated.evaluation
    form = ParticipantForm(request.POST or None, people=possible_participants(request.workspace, evaluation))
    if form.is_valid():
        try:
            found = ask_participant(evaluation=evaluation, actor=request.user, **form.who)
        except TakesPartAlreadyError as there:
            form.add_error(None, _("%(person)s takes part already.") % {"person": there.participant})
        except ModeratesError:
            form.add_error("part", _("The moderator cannot enter prices: name somebody else as moderator first."))
        except KnowsPricesError:
            form.add_error("part", _("This person has seen prices here, and cannot score any more."))
        except TooLateError:
            form.add_error("part", _too_late(form.who["part"].value))
        else:
            messages.success(request, _("%(person)s is asked.") % {"person": found})
            return redirect(_list(request, seated))
    context = {"form": form, "seated": seated, "tab": "people"}
    return render(request, "vendors/participant_form.html", context, status=422 if form.errors else 200)


@workspace_page()
@require_POST
def participant_remove(request: WorkspaceRequest, evaluation_code: str, participant_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    participant = _participant_or_404(seated, participant_code)
    try:
        remove_participant(participant=participant, actor=request.user)
    except HandedInError:
        sentence = _("%(person)s has handed in scores, which are kept for ever.")
        messages.error(request, sentence % {"person": participant})
    except TooLateError:
        messages.error(request, _too_late(participant.part))
    else:
        args = [request.workspace.code, evaluation_code, participant.code]
        sentence = _("%(person)s no longer takes part.") % {"person": participant}
        offer_undo(request, sentence, reverse("participant_restore", args=args))
    return redirect(_list(request, seated))


@workspace_page()
@require_POST
def participant_restore(request: WorkspaceRequest, evaluation_code: str, participant_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    participant = _participant_or_404(seated, participant_code)
    try:
        restore_participant(participant=participant, actor=request.user)
    except ModeratesError:
        messages.error(request, _("%(person)s moderates the evaluation by now.") % {"person": participant})
    except TooLateError:
        messages.error(request, _too_late(participant.part))
    else:
        messages.success(request, _("%(person)s takes part again.") % {"person": participant})
    return redirect(_list(request, seated))


@workspace_page()
@require_POST
def participant_names(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    """The button says which way, so that two people who press it do not undo each other."""
    seated = moderating_or_refused(request, evaluation_code)
    are_hidden = request.POST.get("hidden") == "yes"
    try:
        hide_names(evaluation=seated.evaluation, actor=request.user, are_hidden=are_hidden)
    except TooLateError:
        messages.error(request, _("The evaluation is open: evaluators have seen the names, or have not, by now."))
    else:
        hidden, shown = _("Evaluators read “Vendor 1” from now on."), _("Evaluators read the vendors’ names.")
        messages.success(request, hidden if are_hidden else shown)
    return redirect(_list(request, seated) + "#names")


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def declaration_list(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    """Of one's own interests, by the real names of the vendors: nobody can know a conflict with “Vendor 3”."""
    seated = seated_or_404(request, evaluation_code)
    participant = seated.participant
    if participant is None or not seated.seat.is_evaluator:
        raise PermissionDenied
    at = seated.evaluation.at
    interests = interests_of(seated.evaluation, participant)
    stays = [each for each in interests if each.is_conflict] if at is not Stage.DRAFT else []
    form = DeclarationForm(request.POST or None, interests=[each for each in interests if each not in stays])
    if request.method == "POST" and form.is_valid():
        try:
            declare_interests(participant=participant, actor=request.user, conflicts=form.conflicts)
        except TooLateError:
            messages.error(request, _("Quality is locked: what was declared stays as it is."))
            return redirect("declaration_list", request.workspace.code, evaluation_code)
        messages.success(request, _("Your declaration is kept."))
        onward = "sheet_detail" if at is Stage.SCORING else "declaration_list"
        return redirect(onward, request.workspace.code, evaluation_code)
    context = {
        "form": form,
        "stays": stays,
        "open": sum(each.declared is None for each in interests),
        "interests": interests,
        "may_declare": not at.is_from(Stage.LOCKED),
        "seated": seated,
        "tab": "people",
    }
    return render(request, "vendors/declaration_list.html", context, status=422 if form.errors else 200)


def _participant_or_404(seated: Seated, code: str) -> Participant:
    try:
        return find_participant(seated.evaluation, code)
    except Participant.DoesNotExist:
        raise Http404 from None


def _too_late(part: str) -> str:
    if part == "evaluator":
        return _("Consensus is open: who scores is settled.")
    return _("The evaluation is decided: who took part is settled.")


def _list(request: WorkspaceRequest, seated: Seated) -> str:
    return reverse("participant_list", args=[request.workspace.code, seated.evaluation.code])
