"""Moving an assessment to a newer version of its pack."""

from __future__ import annotations

from collections.abc import Mapping, Set

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations.activity import log_activity
from assessments.choices import GroupKind, StateChoice
from assessments.domain.renewal import Renewal, adapted
from assessments.models import Answer, Assessment, CompletedSection, Milestone
from assessments.models.answer import blank_choice, choice_in
from assessments.operations.assessments import refresh_summary
from assessments.operations.bulk import Rewrite, write_all
from assessments.operations.carrying import waiting
from assessments.operations.milestones import freeze_milestone
from assessments.queries.renewal import Obstacle, asked_of, kept_profile, plan_renewal
from catalog.domain.question_pack import Question, QuestionPack
from catalog.operations import pack_of
from catalog.queries import question_pack


class CannotMoveError(Exception):
    """Something stands against it."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


class OtherVersionError(Exception):
    """Not the version that the person has looked at: somebody has moved it, or installed another one, meanwhile."""


@transaction.atomic
def move_to_version(*, assessment: Assessment, actor: User, version: str) -> tuple[Assessment, Milestone]:
    """To the newest version, which must be `version`. What was there before is a milestone, in the same transaction.

    Answers to kept questions stay as they are, to changed ones they are carried over to be confirmed, and to retired
    ones they stay with their history where nothing shows them. Raises CannotMoveError, OtherVersionError.
    """
    locked: Assessment = Assessment.objects.select_related("workspace").locked_with_pack().get(pk=assessment.pk)
    plan = plan_renewal(locked)
    if plan is None or plan.offer.content.version != version:
        raise OtherVersionError(version)
    if plan.obstacle:
        raise CannotMoveError(plan.obstacle)
    old, pack = locked.pack, pack_of(plan.offer)
    content = question_pack(pack)
    milestone = freeze_milestone(
        assessment=locked,
        actor=actor,
        title=_("Before version %(version)s") % {"version": pack.version},
        note=_("Frozen by itself when the assessment moved from version %(old)s of the pack to version %(new)s.")
        % {"old": old.version, "new": pack.version},
    )
    phase_targets = {id_: level for id_, level in locked.phase_targets.items() if id_ in content.phase}
    moved = locked.save_revision(
        seen=locked.revision, pack=pack, phase_targets=phase_targets, profile=kept_profile(locked, content)
    )
    moved.workspace, moved.pack = locked.workspace, pack
    asked = asked_of(moved, content)
    _reopen_sections(moved, asked, plan.renewal)
    again = _ask(moved, plan.renewal)
    fitting = {change.after.id: change.same_criteria for change in plan.renewal.changed}
    fitting |= {question.id: set() for question in again}
    origin = _("version %(version)s") % {"version": old.version}
    write_all(moved, _carried_over(moved, fitting, asked, origin), actor=actor)
    refresh_summary(moved)
    log_activity(
        workspace=moved.workspace,
        actor=actor,
        verb="assessment.moved_to_version",
        target=moved,
        old=old.version,
        new=pack.version,
    )
    return moved, milestone


def _ask(assessment: Assessment, renewal: Renewal) -> list[Question]:
    """Rows for what is new, and none to be seen for what is retired; the questions that were asked once before.

    These have their old rows again.
    """
    rows = Answer.everything.filter(assessment=assessment)
    rows.filter(question__in=[each.question.id for each in renewal.retired]).update(is_asked=False)
    new = {question.id: question for question in renewal.added}
    known = set(rows.filter(question__in=new).values_list("question", flat=True))
    rows.filter(question__in=known).update(is_asked=True)
    Answer.objects.bulk_create(Answer(assessment=assessment, question=id_) for id_ in new if id_ not in known)
    return [new[id_] for id_ in known]


def _carried_over(
    assessment: Assessment, fitting: Mapping[str, Set[str]], pack: QuestionPack, origin: str
) -> list[Rewrite]:
    """To these questions, each with the criteria that say the same: what somebody chose waits, and what waits already
    goes on waiting. What nobody knows is open anyway."""
    rows = assessment.answers.filter(question__in=fitting).select_for_update(no_key=True).order_by("pk")
    rewrites = []
    for row in rows:
        came_from, choice = (row.carried["from"], choice_in(row.carried)) if row.carried else (origin, row.choice)
        if choice["state"] not in (StateChoice.UNANSWERED, StateChoice.UNKNOWN):
            still = adapted(choice, pack.question[row.question], pack, fitting[row.question])
            rewrites.append(Rewrite(row, blank_choice(), carried=waiting(still, came_from)))
    return rewrites


def _reopen_sections(assessment: Assessment, pack: QuestionPack, renewal: Renewal) -> None:
    """Nobody has said of a section with other questions that it is complete."""
    others = [*renewal.added, *(change.after for change in renewal.changed)]
    for kind, groups in ((GroupKind.PHASE, pack.phase), (GroupKind.DOMAIN, pack.domain)):
        still = set(groups) - {getattr(question, kind.value) for question in others}
        marks = CompletedSection.objects.filter(assessment=assessment, kind=kind)
        marks.exclude(group__in=still).delete()
