"""What becomes of scores when evidence lapses, for any number of pieces with the same few questions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.urls import reverse

from assessments.domain.answers import Answer, Evidence, State
from assessments.domain.results import Result
from assessments.domain.scoring import score
from assessments.domain.what_if import if_nothing_is_renewed
from assessments.models import Answer as StoredAnswer
from assessments.models import Assessment, Citation
from catalog.domain.question_pack import EvidenceClass
from evidence.citing import Effect, Effects
from evidence.models import Evidence as StoredEvidence

_ONE_DAY = timedelta(days=1)


class Cited(NamedTuple):
    key: int
    evidence: Evidence


type Said = dict[str, tuple[State, int | None, list[Cited]]]
"""State, level and what is cited, by the id of the question."""


@dataclass(frozen=True)
class Scores:
    """The scores of one assessment on any day, with and without a piece of evidence; each day is computed once."""

    assessment: Assessment
    said: Said
    known: dict[date, Result] = field(default_factory=dict)

    def on(self, day: date) -> Result:
        if day not in self.known:
            self.known[day] = self.without(0, day)
        return self.known[day]

    def without(self, key: int, day: date) -> Result:
        answers = {
            question: Answer(state, level, evidence=tuple(each.evidence for each in cited if each.key != key))
            for question, (state, level, cited) in self.said.items()
        }
        return score(self.assessment.questions, answers, self.assessment.targets, as_of=day)


def effects_of_lapsing(evidence: Collection[StoredEvidence]) -> Effects:
    """On the assessments that cite it, by the key of the evidence; see `evidence.citing.Effect`.

    Nothing for what has no day or lapses with the calendar, and for what did not count on its last day.
    """
    dated = {each.pk: each for each in evidence if each.lapses_date and each.lapses_date < date.max}
    citing: dict[int, set[int]] = {}
    pairs = Citation.objects.filter(evidence__in=dated, answer__is_asked=True, answer__assessment__deleted_at=None)
    for key, assessment in pairs.values_list("evidence", "answer__assessment").order_by("evidence_id"):
        citing.setdefault(assessment, set()).add(key)
    found: dict[int, list[Effect]] = {}
    for scores in _scores_of(citing):
        for key in sorted(citing[scores.assessment.pk]):
            if effect := _effect(scores, dated[key]):
                found.setdefault(key, []).append(effect)
    return found


def _effect(scores: Scores, evidence: StoredEvidence) -> Effect | None:
    first, last = evidence.observed_date, evidence.lapses_date
    if first is None or last is None:
        return None
    day = min(scores.assessment.workspace.today, last)
    if first > day:
        return None
    result = scores.on(day)
    return Effect(
        title=scores.assessment.title,
        url=reverse("assessment_detail", args=[scores.assessment.workspace.code, scores.assessment.code]),
        before=result.overall.verified,
        after=scores.without(evidence.pk, day).overall.verified,
        by_then=if_nothing_is_renewed(result, last + _ONE_DAY).overall.verified,
    )


def _scores_of(assessments: Collection[int]) -> Iterator[Scores]:
    said: dict[int, Said] = {key: {} for key in assessments}
    rows = StoredAnswer.objects.filter(assessment__in=assessments).values_list(
        "assessment",
        "question",
        "state",
        "level",
        *(f"citations__evidence__{name}" for name in ("id", "evidence_class", "observed_date", "validity_days")),
        "citations__evidence__deleted_at",
    )
    for assessment, question, state, level, key, class_, observed, validity, deleted_at in rows:
        _state, _level, cited = said[assessment].setdefault(question, (State(state), level, []))
        if class_ and not deleted_at:
            proof = Evidence(EvidenceClass(class_), "", observed=observed, validity_days=validity)
            cited.append(Cited(key, proof))
    stored = Assessment.objects.with_pack().select_related("workspace").filter(pk__in=assessments)
    yield from (Scores(assessment, said[assessment.pk]) for assessment in stored.order_by("-pk"))
