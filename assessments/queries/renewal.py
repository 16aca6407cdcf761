"""Moving an assessment to a newer version of its pack: what it would change, and what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from assessments.choices import ScopeChoice
from assessments.domain.renewal import Renewal, renew
from assessments.models import Assessment
from catalog.domain.question_pack import QuestionPack
from catalog.models import Pack
from catalog.queries import Offer, newer_than, question_pack


class Obstacle(StrEnum):
    """Why an assessment cannot move."""

    OTHER_SCALE = "other_scale"  # other levels, so that no answer says anything there
    NOTHING_ASKED = "nothing_asked"  # no question is marked as core
    UNDER_REVIEW = "under_review"  # other questions in a phase that somebody reviews or has signed


WHY_NOT = {
    Obstacle.OTHER_SCALE: _(
        "The new version has other levels, so no answer of this one says anything there. Freeze a milestone here, and "
        "begin a new assessment with the new version."
    ),
    Obstacle.NOTHING_ASKED: _(
        "This assessment asks the core questions alone, and the new version marks none as core. Begin a new assessment "
        "with the new version."
    ),
    Obstacle.UNDER_REVIEW: _(
        "The new version changes questions of a section that is under review or accepted. Decide about it or reopen it "
        "first, so that nobody’s name stands under what they have not seen."
    ),
}


@dataclass(frozen=True, slots=True)
class RenewalPlan:
    """`to_confirm` answers have a choice and a changed question. Phases are named by their titles before."""

    offer: Offer[QuestionPack]
    renewal: Renewal
    obstacle: Obstacle | None
    to_confirm: int
    retired_answers: int
    lost_targets: Sequence[str]
    lost_profile: Sequence[str]


def plan_renewal(assessment: Assessment) -> RenewalPlan | None:
    """None where the assessment is at the newest version."""
    offer = newer_than(assessment.pack)
    if offer is None:
        return None
    before, after = assessment.questions, asked_of(assessment, offer.content)
    obstacle = _obstacle(before, after)
    renewal = renew(before, after) if obstacle is None else Renewal((), (), (), (), is_other_scale=False)
    if _phases_touched(before, renewal) & set(assessment.locked_phases):
        obstacle = Obstacle.UNDER_REVIEW
    answered = set(assessment.answers.exclude(state="unanswered").values_list("question", flat=True))
    return RenewalPlan(
        offer=offer,
        renewal=renewal,
        obstacle=obstacle,
        to_confirm=sum(change.after.id in answered for change in renewal.changed),
        retired_answers=sum(retired.question.id in answered for retired in renewal.retired),
        lost_targets=[before.phase[id_].title for id_ in assessment.phase_targets if id_ not in after.phase],
        lost_profile=_lost_profile(assessment, before, kept_profile(assessment, after)),
    )


def asks_otherwise(assessment: Assessment, question: str, version: str) -> bool:
    """Whether another version of the pack, the one that somebody has seen, does not ask the question as it is now."""
    if version == assessment.pack.version:
        return False
    versions = Pack.objects.filter(code=assessment.pack.code).only("version", "hash")
    then = next((pack for pack in versions if pack.version == version), None)
    kept = renew(asked_of(assessment, question_pack(then)), assessment.questions).kept if then else ()
    return all(each.id != question for each in kept)


def asked_of(assessment: Assessment, pack: QuestionPack) -> QuestionPack:
    return pack.core if assessment.scope == ScopeChoice.CORE else pack


def kept_profile(assessment: Assessment, pack: QuestionPack) -> dict[str, list[str]]:
    """The options that the pack has, too."""
    known = {question.id: {option.id for option in question.options} for question in pack.profile}
    chosen = {
        id_: [option for option in options if option in known.get(id_, ())]
        for id_, options in assessment.profile.items()
    }
    return {id_: options for id_, options in chosen.items() if options}


def _obstacle(before: QuestionPack, after: QuestionPack) -> Obstacle | None:
    if (before.scale.min, before.scale.max) != (after.scale.min, after.scale.max):
        return Obstacle.OTHER_SCALE
    return None if after.questions else Obstacle.NOTHING_ASKED


def _phases_touched(before: QuestionPack, renewal: Renewal) -> set[str]:
    """Those that ask other questions than before, in either version; also where one only moves to another phase."""
    changed = [question for change in renewal.changed for question in (change.before, change.after)]
    pairs = [(before.question[question.id], question) for question in renewal.kept]
    moved = [question for pair in pairs if pair[0].phase != pair[1].phase for question in pair]
    retired = [each.question for each in renewal.retired]
    return {question.phase for question in (*changed, *moved, *renewal.added, *retired)}


def _lost_profile(assessment: Assessment, pack: QuestionPack, kept: dict[str, list[str]]) -> list[str]:
    """Such as “Stage: Before launch”."""
    return [
        f"{question.title}: {option.title}"
        for question in pack.profile
        for option in question.options
        if option.id in assessment.profile.get(question.id, ()) and option.id not in kept.get(question.id, ())
    ]
