"""Opening an evaluation: what is still to mend, what is worth a second look, and what it locks."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import WorkspaceRequest, workspace_page
from core.local import clock, day
from core.models import StaleWriteError
from vendors.domain.stages import Stage
from vendors.forms.versions import SeenForm
from vendors.models import Evaluation, ModelVersion
from vendors.operations.criteria import NotEditableError
from vendors.operations.opening import AlreadyOpenError, NotReadyError, open_evaluation
from vendors.queries.progress import Progress, progress_of
from vendors.queries.readiness import readiness_of
from vendors.queries.versions import version_in_force
from vendors.queries.weights import contradictory_scenarios, unfinished_scenarios
from vendors.views.door import moderating_or_refused
from vendors.views.shown_criteria import mends_of


@dataclass(frozen=True, slots=True)
class Advice:
    """What nobody is kept from opening by, and should know."""

    sentence: str
    url: str


@workspace_page()
@require_http_methods(["GET", "POST"])
def evaluation_open(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    evaluation = seated.evaluation
    if evaluation.at is not Stage.DRAFT:
        return redirect(evaluation)
    status = 200
    if request.method == "POST":
        try:
            open_evaluation(evaluation=evaluation, actor=request.user, seen=SeenForm(request.POST).seen)
        except (StaleWriteError, NotReadyError):
            messages.warning(request, _("The criteria were changed meanwhile. Look at them again before you open."))
            status = 409
        except (AlreadyOpenError, NotEditableError):
            return redirect(evaluation)
        else:
            messages.success(request, _("The evaluation is open, and its model is locked."))
            return redirect(evaluation)
    version = version_in_force(evaluation)
    readiness = readiness_of(version)
    context = {
        "seated": seated,
        "tab": "overview",
        "version": version,
        "mends": mends_of(evaluation, version, readiness),
        "advice": [*_advice(evaluation, progress_of(evaluation)), *_of_scenarios(evaluation, version)],
        "hash": readiness.content_hash if readiness.is_ready else "",
        "criteria": sum(each.is_applicable for each in readiness.model.criteria),
        "gates": len(readiness.model.gates),
    }
    return render(request, "vendors/evaluation_open.html", context, status=status)


def _advice(evaluation: Evaluation, progress: Progress) -> list[Advice]:
    place = [evaluation.workspace.code, evaluation.code]
    people = reverse("participant_list", args=place)
    proposals = reverse("proposal_list", args=place)
    count, fewest = len(progress.evaluators), evaluation.fewest_evaluators
    found = []
    if count < fewest:
        sentence = ngettext("%(count)d evaluator is named.", "%(count)d evaluators are named.", count)
        sentence = sentence if count else _("Nobody is named to score.")
        rest = _("A result of fewer than %(fewest)d rests on few eyes.")
        found.append(Advice(f"{sentence} {rest}" % {"count": count, "fewest": fewest}, people))
    if not progress.clerks:
        found.append(Advice(_("Nobody is named to enter the prices."), people))
    if undeclared := sum(not progress.has_declared(each) for each in progress.evaluators):
        sentence = ngettext(
            "%(count)d evaluator has not declared their interests yet, and sees nothing until then.",
            "%(count)d evaluators have not declared their interests yet, and see nothing until then.",
            undeclared,
        )
        found.append(Advice(sentence % {"count": undeclared}, people))
    if progress.proposals < 2:
        found.append(Advice(_("There are no two proposals yet that could be compared."), proposals))
    if missing := progress.proposals - progress.come:
        sentence = ngettext(
            "%(count)d proposal has not been handed in.", "%(count)d proposals have not been handed in.", missing
        )
        after = "" if evaluation.deadline_at else f" {_after_opening(evaluation)}"
        found.append(Advice(f"{sentence % {'count': missing}}{after}", proposals))
    if evaluation.deadline_at and evaluation.deadline_at > timezone.now():
        due = {"day": day(evaluation.deadline_at), "time": clock(evaluation.deadline_at)}
        sentence = _(
            "The deadline for proposals, %(day)s at %(time)s, is still to come: until then vendors can hand in again "
            "what is being scored."
        )
        found.append(Advice(sentence % due, proposals))
    return found


def _after_opening(evaluation: Evaluation) -> str:
    """Where no deadline is set, opening is what makes proposals due."""
    if evaluation.accepts_late:
        return _("No deadline is set, so what comes after opening is marked as late.")
    return _("No deadline is set, so nothing more is taken under the private links after opening.")


def _of_scenarios(evaluation: Evaluation, version: ModelVersion) -> list[Advice]:
    """Locked with the model, so that nobody can complete them afterwards."""
    weights = reverse("weights_detail", args=[evaluation.workspace.code, evaluation.code])
    unfinished = _("The scenario “%(name)s” is not complete, and would be missing in the result.")
    contradictory = _("The comparisons of the scenario “%(name)s” contradict each other, and nobody said why.")
    told = [(unfinished, unfinished_scenarios(version)), (contradictory, contradictory_scenarios(version))]
    return [
        Advice(sentence % {"name": each.name}, f"{weights}?{urlencode({'scenario': each.code})}")
        for sentence, found in told
        for each in found
    ]
