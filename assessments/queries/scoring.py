"""From stored answers to a result."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.db.models.lookups import IsNull

from assessments.domain.answers import Answer, Evidence, Reason, State
from assessments.domain.filters import Show
from assessments.domain.results import GroupResult, QuestionResult, Result
from assessments.domain.scoring import SCORING_VERSION, score, score_group
from assessments.domain.summary import Summary, summarise, with_parts
from assessments.models import Answer as StoredAnswer
from assessments.models import Assessment, Citation
from assessments.models.answer import Said
from catalog.domain.question_pack import EvidenceClass
from evidence.models import Evidence as StoredEvidence


class Levels(NamedTuple):
    """Answers without notes, ticks and titles, for when only numbers are wanted; the questions that are flagged, those
    of which an answer was carried over that waits to be confirmed, and who (by key) said each last, and when."""

    answers: dict[str, Answer]
    flagged: set[str]
    waiting: set[str]
    said: dict[str, tuple[int | None, datetime | None]]

    def show(self, filter_: Show, found: QuestionResult, commented: Container[str]) -> bool:
        """Whether the filter lets the question through; `commented` are those with an open comment."""
        id_ = found.question.id
        return filter_.includes(
            found,
            is_flagged=id_ in self.flagged,
            is_waiting=id_ in self.waiting,
            is_commented=id_ in commented,
        )


def read_levels(assessment: Assessment, questions: Collection[str] | None = None) -> Levels:
    """One question to the database, of these questions or of all."""
    rows = StoredAnswer.objects.filter(assessment=assessment).annotate(is_waiting=IsNull(F("carried"), False))
    if questions is not None:
        rows = rows.filter(question__in=questions)
    found = Levels({}, set(), set(), {})
    answers = found.answers
    for id_, state, level, is_flagged, is_waiting, by, at, class_, observed, validity, deleted_at in rows.values_list(
        "question",
        "state",
        "level",
        "is_flagged",
        "is_waiting",
        "changed_by",
        "changed_at",
        "citations__evidence__evidence_class",
        "citations__evidence__observed_date",
        "citations__evidence__validity_days",
        "citations__evidence__deleted_at",
    ):
        proof = answers[id_].evidence if id_ in answers else ()
        if class_ and not deleted_at:
            proof += (dated(class_, observed, validity),)
        answers[id_] = with_level(state, level, proof)
        found.said[id_] = (by, at)
        if is_flagged:
            found.flagged.add(id_)
        if is_waiting:
            found.waiting.add(id_)
    return found


# Without words few answers differ, and one piece of evidence is cited many times: each is made once.
@lru_cache(maxsize=1024)
def dated(class_: str, observed: date | None, validity_days: int | None) -> Evidence:
    return Evidence(EvidenceClass(class_), "", observed=observed, validity_days=validity_days)


@lru_cache(maxsize=1024)
def with_level(state: str, level: int | None, proof: tuple[Evidence, ...]) -> Answer:
    return Answer(State(state), level, evidence=proof)


def score_levels(assessment: Assessment, *, as_of: date) -> Result:
    """The result without notes, ticks and titles: the numbers of `result_of` at a fraction of the time."""
    answers = read_levels(assessment).answers
    return score(assessment.questions, answers, assessment.targets, as_of=as_of)


@dataclass(frozen=True, slots=True)
class Around:
    """A question with the phase and the domain that it belongs to, and the summary of the whole assessment.

    `waiting` are questions of both whose answers were carried over and wait to be confirmed.
    """

    question: QuestionResult
    phase: GroupResult
    domain: GroupResult
    summary: Summary
    waiting: Collection[str]


def score_around(assessment: Assessment, question: str, *, as_of: date) -> Around:
    """What an answer to this question can have changed, and the summary with it.

    What the stored summary says of the other parts is taken from there while it is of this day: then the cost does not
    grow with the pack. The assessment must be locked, as whoever answers locks it.
    """
    pack = assessment.questions
    asked = pack.question[question]
    phase, domain = pack.phase[asked.phase], pack.domain[asked.domain]
    stored = assessment.stored_summary
    is_current = assessment.summary_date == as_of and stored.scoring_version == SCORING_VERSION
    near = {each.id for group in (phase, domain) for each in pack.asked_in(group)} if is_current else None
    answers, _flagged, waiting, _said = read_levels(assessment, near)
    phase_result, domain_result = (
        score_group(pack, group, answers, assessment.targets, as_of=as_of) for group in (phase, domain)
    )
    return Around(
        question=next(found for found in phase_result.questions if found.question.id == question),
        phase=phase_result,
        domain=domain_result,
        summary=with_parts(stored, pack, phase_result, domain_result)
        if is_current
        else summarise(score(pack, answers, assessment.targets, as_of=as_of)),
        waiting=waiting,
    )


def result_of(assessment: Assessment, *, as_of: date) -> Result:
    """The whole result, as a file of the same answers would give it."""
    return score(assessment.questions, answers_of(assessment), assessment.targets, as_of=as_of)


def answers_of(assessment: Assessment) -> dict[str, Answer]:
    """Every answer with all that it says and what is cited for it."""
    cited: dict[int, list[Evidence]] = {}
    # As plain values: making three objects a citation took a third of the time.
    for answer, *fields in cited_in(assessment).values_list("answer", *PROOF):
        cited.setdefault(answer, []).append(_evidence(*fields))
    rows = StoredAnswer.objects.filter(assessment=assessment)
    return {row.question: as_answer(row, cited.get(row.pk, ())) for row in rows}


def cited_in(assessment: Assessment) -> QuerySet[Citation]:
    """In the order in which it was cited."""
    return (
        Citation.objects.filter(answer__assessment=assessment, answer__is_asked=True, evidence__deleted_at=None)
        .select_related("evidence__stored_file")
        .order_by("pk")
    )


def current_summary(assessment: Assessment, today: date) -> Summary:
    """The stored summary if it is of today; else what it is now, since evidence may have lapsed."""
    if assessment.summary_date == today:
        return assessment.stored_summary
    return summarise(score_levels(assessment, as_of=today))


def as_answer(said: Said, evidence: Iterable[Evidence] = ()) -> Answer:
    return Answer(
        state=State(said.state),
        level=said.level,
        reason=Reason(said.reason) if said.reason else None,
        note=said.note,
        evidence=tuple(evidence),
        met=frozenset(said.met),
        not_met=frozenset(said.not_met),
        level_reason=said.level_reason,
    )


def as_evidence(stored: StoredEvidence) -> Evidence:
    file_name = stored.stored_file.name if stored.stored_file else None
    said = stored.evidence_class, stored.title, stored.link, stored.reference, file_name
    return _evidence(*said, stored.observed_date, stored.validity_days, stored.kind)


PROOF = tuple(
    f"evidence__{name}"
    for name in (
        "evidence_class",
        "title",
        "link",
        "reference",
        "stored_file__name",
        "observed_date",
        "validity_days",
        "kind",
    )
)
"""Of a citation, what `_evidence` takes, in its order."""


def _evidence(
    class_: str,
    title: str,
    link: str,
    reference: str,
    file_name: str | None,
    observed: date | None,
    validity_days: int | None,
    kind: str,
) -> Evidence:
    """A file stands for a reference where there is neither that nor a link."""
    return Evidence(
        evidence_class=EvidenceClass(class_),
        title=title,
        link=link,
        reference=reference or (file_name or "" if not link else ""),
        observed=observed,
        validity_days=validity_days,
        kind=kind or None,
    )
