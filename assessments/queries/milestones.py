"""Milestones, and the results that they hold. Nothing here is scored again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from assessments.domain.answers import Scope
from assessments.domain.frozen import read_result, read_submission
from assessments.domain.results import Result
from assessments.domain.scoring import score
from assessments.domain.submission import Submission
from assessments.domain.summary import Part, summarise
from assessments.models import Assessment, Milestone
from assessments.queries.scoring import read_levels
from catalog.domain.question_pack import QuestionPack
from catalog.models.pack import unread
from catalog.queries import question_pack


class DamagedMilestoneError(Exception):
    """What is stored is not what was frozen: its hash is another."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A milestone opened. `data` is what results.json held, `more` what is told of single answers beside it: whether
    one is to be followed up, codes of `evidence`, and what was `carried` over and waited to be confirmed. `reviews` are
    the fields of each phase's review, with names and moments as text."""

    milestone: Milestone
    data: dict[str, Any]
    submission: Submission
    result: Result
    more: dict[str, dict[str, Any]]
    profile: dict[str, list[str]]
    reviews: list[dict[str, Any]]

    @property
    def pack(self) -> QuestionPack:
        return self.result.pack


def result_of_milestone(milestone: Milestone) -> Frozen:
    """As it was computed when it was frozen. Raises DamagedMilestoneError."""
    if not milestone.is_intact:
        raise DamagedMilestoneError(milestone.code)
    content = json.loads(milestone.content)
    results, exact = content["results"], content["exact"]
    submission = read_submission(results, exact)
    pack = question_pack(milestone.pack)
    asked = pack.core if submission.scope is Scope.CORE else pack
    result = read_result(results, exact, asked)
    return Frozen(milestone, results, submission, result, content["answers"], content["profile"], content["reviews"])


@dataclass(frozen=True, slots=True)
class Outlook:
    """What freezing now would freeze. `waiting` answers were carried over and are open until they are confirmed."""

    part: Part
    evidence: int
    flagged: int
    waiting: int


def outlook_of(assessment: Assessment) -> Outlook:
    today = assessment.workspace.today
    levels = read_levels(assessment)
    result = score(assessment.questions, levels.answers, assessment.targets, as_of=today)
    return Outlook(
        part=summarise(result).overall,
        evidence=sum(len(found.evidence) for found in result.questions),
        flagged=len(levels.flagged),
        waiting=len(levels.waiting),
    )


def milestones_of(assessment: Assessment) -> list[Milestone]:
    """The newest first, without what they hold: `stored_summary` has the numbers."""
    milestones = list(listed_milestones(assessment).order_by("-frozen_at", "-pk"))
    for milestone in milestones:
        milestone.assessment = assessment
    return milestones


def listed_milestones(assessment: Assessment) -> QuerySet[Milestone]:
    found: QuerySet[Milestone] = assessment.milestones.alive().without_content().select_related("frozen_by", "pack")
    return found.defer(*unread("pack"))


def find_milestone(assessment: Assessment, code: str, *, also_deleted: bool = False) -> Milestone:
    """With its content. Raises Milestone.DoesNotExist."""
    found = assessment.milestones.all() if also_deleted else assessment.milestones.alive()
    milestone: Milestone = found.select_related("frozen_by", "pack").defer(*unread("pack")).get(code=code)
    milestone.assessment = assessment
    return milestone
