"""The first page of an evaluation: how far it is, who takes part, and what is next for the person who looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.access import WorkspaceRequest, workspace_page
from vendors.choices import StageChoice
from vendors.domain.stages import AwardKind, Stage
from vendors.models import Award, Evaluation
from vendors.queries.awards import award_of
from vendors.queries.names import name_of
from vendors.queries.progress import Progress, progress_of
from vendors.queries.readiness import readiness_of
from vendors.queries.seated import Seated
from vendors.queries.versions import versions_of, with_rows
from vendors.views.door import seated_or_404
from vendors.views.next_steps import Steps


@dataclass(frozen=True, slots=True)
class ShownStage:
    number: int
    title: str
    since: datetime | None
    is_done: bool
    is_current: bool


@workspace_page()
@require_GET
def evaluation_detail(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = seated_or_404(request, evaluation_code)
    evaluation = seated.evaluation
    progress = progress_of(evaluation)
    versions = versions_of(evaluation)
    is_preparing = evaluation.at is Stage.DRAFT and seated.may_moderate
    readiness = readiness_of(*with_rows(evaluation, versions[-1])) if is_preparing else None
    waiting = next((each for each in versions if not each.is_locked and each.number > 1), None)
    award = award_of(evaluation) if evaluation.at is Stage.DECIDED and seated.seat.sees_decision else None
    context = {
        "seated": seated,
        "tab": "overview",
        "finding": _finding(seated, progress, award),
        "stages": _rail(evaluation, award),
        "is_due": evaluation.deadline_at is not None and evaluation.deadline_at <= timezone.now(),
        "steps": Steps(seated, progress, readiness, waiting).all(),
        "progress": progress,
        "versions": versions if evaluation.opened_at else (),
        "shows_settled": seated.seat.sees_result,
    }
    return render(request, "vendors/evaluation_detail.html", context)


def _rail(evaluation: Evaluation, award: Award | None) -> Sequence[ShownStage]:
    since = {
        Stage.DRAFT: evaluation.created_at,
        Stage.SCORING: evaluation.opened_at,
        Stage.CONSENSUS: evaluation.consensus_at,
        Stage.LOCKED: evaluation.locked_at,
        Stage.DECIDED: award.decided_at if award else None,
    }
    return [
        ShownStage(
            number=stage.number,
            title=str(StageChoice(stage.value).label),
            since=since.get(stage) if evaluation.at.is_from(stage) else None,
            is_done=evaluation.at.number > stage.number or evaluation.at is Stage.DECIDED,
            is_current=evaluation.at is stage,
        )
        for stage in Stage
    ]


def _finding(seated: Seated, progress: Progress, award: Award | None) -> str:
    match seated.evaluation.at:
        case Stage.DRAFT:
            return _("In preparation: nothing is scored before it is opened")
        case Stage.SCORING:
            total = len(progress.evaluators)
            sentence = ngettext(
                "%(count)d of %(total)d evaluator has handed in",
                "%(count)d of %(total)d evaluators have handed in",
                total,
            )
            return sentence % {"count": progress.handed_in, "total": total}
        case Stage.CONSENSUS if seated.seat.sees_result:
            said = {"count": progress.accepted, "total": progress.criteria}
            return _("%(count)d of %(total)d criteria are settled") % said
        case Stage.CONSENSUS:
            return _("The evaluators settle where they differ")
        case Stage.LOCKED:
            return _("Quality is locked: prices and result are open")
        case Stage.DECIDED:
            return _decided(seated, award)


def _decided(seated: Seated, award: Award | None) -> str:
    """The outcome, which is every member's from then on."""
    if award is None:
        return _("The evaluation is decided")
    if award.proposal is None:
        return _("Decided: no award is made")
    name = {"name": name_of(award.proposal, seated.seat)}
    if award.kind == AwardKind.CONDITIONAL:
        return _("Decided: %(name)s is awarded, on condition of a pilot") % name
    return _("Decided: %(name)s is awarded") % name
