"""What the vendors are asked: the questions of the version in force, without anchors and weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from vendors.domain.stages import VersionState
from vendors.models import Criterion, Evaluation, ModelVersion


@dataclass(frozen=True, slots=True)
class Question:
    """`kinds` are the titles of the kinds of evidence that would show it, by their ids."""

    key: str
    title: str
    text: str
    kinds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """`number` counts from 1 among those in which something is asked."""

    number: int
    title: str
    questions: list[Question] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    groups: list[QuestionGroup]
    kinds: Mapping[str, str]
    """All kinds of evidence of the model, by their ids."""

    @property
    def questions(self) -> dict[str, Question]:
        """In their order, by their keys."""
        return {each.key: each for group in self.groups for each in group.questions}


def questionnaire_of(evaluation: Evaluation) -> Questionnaire:
    """The applicable criteria on which vendors are asked, group by group: one query."""
    locked = Q(state=VersionState.LOCKED.value)
    in_force = ModelVersion.objects.filter(locked | Q(number=1), evaluation=evaluation).order_by("-number")
    rows = Criterion.objects.filter(version__in=in_force.values("pk")[:1], is_applicable=True, asks_vendor=True)
    groups: dict[int, QuestionGroup] = {}
    kinds: Mapping[str, str] = {}
    for row in rows.select_related("group", "version"):
        kinds = row.version.evidence_kinds
        group = groups.setdefault(row.group_id, QuestionGroup(len(groups) + 1, row.group.title))
        wanted = {key: kinds[key] for key in row.evidence_kinds if key in kinds}
        group.questions.append(Question(row.key, row.title, row.question, wanted))
    return Questionnaire(list(groups.values()), kinds)
