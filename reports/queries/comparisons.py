"""What an assessment can be compared with: its milestones, and other assessments of the same pack with theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.domain.comparison import are_comparable
from assessments.domain.results import Result
from assessments.models import Assessment, Milestone
from assessments.queries.milestones import find_milestone, result_of_milestone
from catalog.domain.question_pack import QuestionPack
from catalog.models.pack import unread
from catalog.queries import question_pack
from core.local import day
from reports.domain.baseline import Baseline
from reports.queries.results import assess

TODAY = "today"


@dataclass(frozen=True)
class Side:
    """A result with the name it has in addresses. Without a milestone it is the assessment as it is today."""

    key: str
    assessment: Assessment
    milestone: Milestone | None
    title: str
    as_of: date
    is_own: bool

    @property
    def name(self) -> str:
        """Where it is known whose it is."""
        return _("%(title)s, %(day)s") % {"title": self.title, "day": day(self.as_of)}

    @property
    def full_name(self) -> str:
        return _("%(assessment)s: %(name)s") % {"assessment": self.assessment.title, "name": self.name}

    @cached_property
    def known_as(self) -> str:
        """Among the milestones of the assessment that is looked at."""
        return self.name if self.is_own else self.full_name


@dataclass(frozen=True, slots=True)
class Group:
    """The sides that one assessment offers, today first and then its milestones, the newest first."""

    title: str
    sides: Sequence[Side]


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared, out of what there is. `before` is None where there is nothing to compare with."""

    before: Side | None
    after: Side
    groups: Sequence[Group]


def sides_of(assessment: Assessment, *, before: str = "", after: str = "") -> Sides:
    """Empty names mean the usual against today. Raises LookupError."""
    groups = list(_groups(assessment))
    known = {side.key: side for group in groups for side in group.sides}
    return Sides(known[before] if before else _usual(assessment, groups), known[after or TODAY], groups)


def _usual(assessment: Assessment, groups: Sequence[Group]) -> Side | None:
    """Its last milestone; or that from which it was begun; or another assessment."""
    own, *others = groups
    elsewhere = [side for group in others for side in group.sides]
    begun_from = (side for side in elsewhere if side.milestone and side.milestone.pk == assessment.begun_from_id)
    return next(iter([*own.sides[1:2], *begun_from, *elsewhere[:1]]), None)


def result_of_side(side: Side) -> Result:
    """Everything it says, as it was frozen or as it is today. Raises DamagedMilestoneError."""
    if side.milestone:
        return result_of_milestone(find_milestone(side.assessment, side.milestone.code)).result
    return assess(side.assessment, as_of=side.as_of).result


def baselines_of(assessment: Assessment) -> list[Group]:
    """The milestones that a report of today can be compared with: its own first."""
    own, groups = assessment.questions, dict[Assessment, list[Side]]()
    for each in _milestones(_alike(assessment)).select_related("assessment", "pack"):
        if are_comparable(question_pack(each.pack), own):
            side = _frozen(each, each.assessment, is_own=each.assessment == assessment)
            groups.setdefault(each.assessment, []).append(side)
    ordered = sorted(groups.items(), key=lambda group: group[0] != assessment)
    return [Group(of.title, sides) for of, sides in ordered]


def find_baseline(assessment: Assessment, code: str, later: QuestionPack) -> Baseline | None:
    """The milestone of this code; None without one, where it is gone or where its scale is not that of the later side.

    Raises DamagedMilestoneError.
    """
    found = Milestone.objects.alive().filter(assessment__in=_alike(assessment).values("pk"), code=code)
    milestone = found.select_related("pack").defer(*unread("pack")).first() if code else None
    if milestone is None or not are_comparable(question_pack(milestone.pack), later):
        return None
    return Baseline(milestone.title, result_of_milestone(milestone).result, milestone.content_hash)


def key_of(milestone: Milestone) -> str:
    return f"milestone-{milestone.code}"


def _groups(assessment: Assessment) -> Iterator[Group]:
    """Its own first, then those of the others, the last changed first."""
    workspace, alike = assessment.workspace, _alike(assessment)
    milestones: dict[int, list[Milestone]] = {}
    for each in _milestones(alike):
        milestones.setdefault(each.assessment_id, []).append(each)
    for one in (assessment, *alike.exclude(pk=assessment.pk).order_by("-changed_at", "-pk")):
        one.workspace, is_own = workspace, one == assessment
        key = TODAY if is_own else f"assessment-{one.code}"
        today = Side(key, one, None, _("Today"), workspace.today, is_own)
        yield Group(one.title, [today, *(_frozen(each, one, is_own=is_own) for each in milestones.get(one.pk, ()))])


def _frozen(milestone: Milestone, of: Assessment, *, is_own: bool) -> Side:
    return Side(key_of(milestone), of, milestone, milestone.title, milestone.as_of_date, is_own)


def _alike(assessment: Assessment) -> QuerySet[Assessment]:
    """Of the same pack in the same workspace, itself among them."""
    alike = Assessment.objects.alive().with_pack()
    return alike.filter(workspace=assessment.workspace, pack__code=assessment.pack.code)


def _milestones(assessments: QuerySet[Assessment]) -> QuerySet[Milestone]:
    """The newest first, only with what names them."""
    found = Milestone.objects.alive().filter(assessment__in=assessments.values("pk"))
    return found.defer("content", "summary", "note", *unread("pack")).order_by("-frozen_at", "-pk")
