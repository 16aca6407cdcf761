"""The milestones of an assessment, with the numbers that were stored with each, and today.

An assessment that was begun from a milestone goes on where that one stood: the milestones up to it come first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.domain.summary import Part, overall_part
from assessments.models import Assessment, Milestone
from assessments.queries.scoring import current_summary
from catalog.domain.question_pack import QuestionPack
from catalog.models.pack import unread
from catalog.queries import question_pack
from reports.queries.comparisons import TODAY, key_of


@dataclass(frozen=True, slots=True)
class Moment:
    """A milestone, or today; `key` names it in the address of a comparison, `whose` another assessment."""

    key: str
    title: str
    whose: str
    as_of: date
    whole: Part
    pack: QuestionPack

    @property
    def is_today(self) -> bool:
        return self.key == TODAY


def trend_of(assessment: Assessment) -> list[Moment]:
    """Oldest first, today last. The contents of milestones are not opened: their summaries have the numbers."""
    chosen = Q(assessment=assessment)
    for key, until in _predecessors(assessment):
        chosen |= Q(assessment=key, frozen_at__lte=until)
    found = Milestone.objects.alive().without_content().filter(chosen, assessment__deleted_at=None)
    milestones = found.select_related("pack", "assessment").defer(*unread("pack")).order_by("frozen_at", "pk")
    today = assessment.workspace.today
    return [
        *(_moment(each, assessment) for each in milestones),
        Moment(TODAY, _("Today"), "", today, current_summary(assessment, today).overall, assessment.questions),
    ]


def _moment(milestone: Milestone, assessment: Assessment) -> Moment:
    of = milestone.assessment
    return Moment(
        key=key_of(milestone),
        title=milestone.title,
        whose="" if of == assessment else of.title,
        as_of=milestone.as_of_date,
        whole=overall_part(milestone.summary),
        pack=question_pack(milestone.pack),
    )


def _predecessors(assessment: Assessment) -> list[tuple[int, datetime]]:
    """By their keys, from the last to the first, with the moment up to which each counts."""
    begun = Assessment.objects.filter(workspace=assessment.workspace, begun_from__isnull=False)
    known = {
        key: (earlier, moment)
        for key, earlier, moment in begun.values_list("pk", "begun_from__assessment", "begun_from__frozen_at")
    }
    found, at = [], assessment.pk
    while at in known:
        at, moment = known.pop(at)
        found.append((at, moment))
    return found
