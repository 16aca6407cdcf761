"""Why a question moved between two results; docs/comparing.md says which cause holds when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from assessments.domain.answers import Evidence, State
from assessments.domain.evidence import JudgedEvidence, Standing
from assessments.domain.results import QuestionResult
from catalog.domain.question_pack import EvidenceCaps, EvidenceClass, Question


class Why(StrEnum):
    """In the order in which they are told where several hold and none weighs more."""

    NEW = "new"
    RETIRED = "retired"
    NOT_APPLICABLE = "not_applicable"
    APPLIES = "applies"
    ANSWERED = "answered"
    BECAME_UNKNOWN = "became_unknown"
    BECAME_UNANSWERED = "became_unanswered"
    LEVEL_RAISED = "level_raised"
    LEVEL_LOWERED = "level_lowered"
    EVIDENCE_LAPSED = "evidence_lapsed"
    EVIDENCE_WITHDRAWN = "evidence_withdrawn"
    EVIDENCE_UNDATED = "evidence_undated"
    EVIDENCE_WEAKER = "evidence_weaker"
    EVIDENCE_RENEWED = "evidence_renewed"
    EVIDENCE_CAME = "evidence_came"
    EVIDENCE_STRONGER = "evidence_stronger"
    CAP_CHANGED = "cap_changed"
    OTHER_GROUND = "other_ground"
    TARGET_CHANGED = "target_changed"
    TEXT_CHANGED = "text_changed"
    WEIGHT_CHANGED = "weight_changed"
    PLACE_CHANGED = "place_changed"

    @property
    def is_of_evidence(self) -> bool:
        return self.value.startswith("evidence_")


class Cause(NamedTuple):
    """`decides` where the verified level would be another without it; `pieces` are the titles of evidence."""

    why: Why
    decides: bool
    pieces: tuple[str, ...] = ()


_ORDER = {why: place for place, why in enumerate(Why)}
_RANKS: dict[EvidenceClass | None, int] = {None: 0, EvidenceClass.DOCUMENT: 1, EvidenceClass.MEASUREMENT: 2}

type _Key = tuple[str, str, str]


def causes_of(
    before: QuestionResult, after: QuestionResult, caps_before: EvidenceCaps, caps_after: EvidenceCaps
) -> tuple[Cause, ...]:
    """Everything that differs for a question asked on both sides: first what decides the verified level."""
    found = [Cause(why, True) for why in _of_state(before, after)]
    if before.claimed is not None and after.claimed is not None:
        found += _of_level(before, after, before.claimed)
        found += _of_evidence(before, after, after.claimed, caps_before, caps_after)
    found += [Cause(why, False) for why in _of_the_rest(before, after)]
    return tuple(sorted(found, key=lambda cause: (not cause.decides, _ORDER[cause.why])))


def _of_state(before: QuestionResult, after: QuestionResult) -> Iterator[Why]:
    if before.state is after.state:
        return
    if after.state is State.NOT_APPLICABLE:
        yield Why.NOT_APPLICABLE
    if before.state is State.NOT_APPLICABLE:
        yield Why.APPLIES
    if after.state is State.ANSWERED and before.state.is_open:
        yield Why.ANSWERED
    if after.state is State.UNKNOWN:
        yield Why.BECAME_UNKNOWN
    if after.state is State.UNANSWERED:
        yield Why.BECAME_UNANSWERED


def _of_level(before: QuestionResult, after: QuestionResult, claimed_before: int) -> Iterator[Cause]:
    if after.claimed is not None and after.claimed != claimed_before:
        why = Why.LEVEL_RAISED if after.claimed > claimed_before else Why.LEVEL_LOWERED
        yield Cause(why, min(claimed_before, after.cap) != after.verified)


def _of_evidence(
    before: QuestionResult, after: QuestionResult, claimed: int, caps_before: EvidenceCaps, caps_after: EvidenceCaps
) -> Iterator[Cause]:
    """What the best evidence that counts has become, and whether the pack now lets it carry another level."""
    best_before, best_after = _best(before.evidence), _best(after.evidence)
    if best_before is not best_after:
        decides = min(claimed, caps_after.of(best_before)) != after.verified
        if _RANKS[best_after] > _RANKS[best_before]:
            pieces = _gained(before.evidence, after.evidence, best_before, best_after)
        else:
            pieces = _lost(before.evidence, after.evidence, best_after)
        for why, titles in pieces.items():
            yield Cause(why, decides, tuple(titles))
    if caps_before.of(best_after) != caps_after.of(best_after):
        yield Cause(Why.CAP_CHANGED, min(claimed, caps_before.of(best_after)) != after.verified)


def _gained(
    before: Sequence[JudgedEvidence],
    after: Sequence[JudgedEvidence],
    best_before: EvidenceClass | None,
    best_after: EvidenceClass | None,
) -> dict[Why, list[str]]:
    """How the pieces that carry more than before came to count."""
    known, found = _known(before), dict[Why, list[str]]()
    for item in after:
        if item.counts and item.evidence.evidence_class is best_after:
            earlier = known.get(_key(item.evidence))
            if earlier is not None and earlier.standing is Standing.LAPSED:
                why = Why.EVIDENCE_RENEWED
            else:
                why = Why.EVIDENCE_CAME if best_before is None else Why.EVIDENCE_STRONGER
            found.setdefault(why, []).append(item.evidence.title)
    return found


def _lost(
    before: Sequence[JudgedEvidence], after: Sequence[JudgedEvidence], best_after: EvidenceClass | None
) -> dict[Why, list[str]]:
    """What became of the pieces that carried more than what is left."""
    known, found = _known(after), dict[Why, list[str]]()
    for item in before:
        if item.counts and _RANKS[item.evidence.evidence_class] > _RANKS[best_after]:
            found.setdefault(_fate(known.get(_key(item.evidence))), []).append(item.evidence.title)
    return found


def _fate(now: JudgedEvidence | None) -> Why:
    if now is None:
        return Why.EVIDENCE_WITHDRAWN
    if now.counts:
        return Why.EVIDENCE_WEAKER
    return Why.EVIDENCE_LAPSED if now.standing is Standing.LAPSED else Why.EVIDENCE_UNDATED


def _best(evidence: Sequence[JudgedEvidence]) -> EvidenceClass | None:
    return max((item.evidence.evidence_class for item in evidence if item.counts), key=_RANKS.__getitem__, default=None)


def _known(evidence: Sequence[JudgedEvidence]) -> Mapping[_Key, JudgedEvidence]:
    """Of pieces that cannot be told apart, the one that counts and carries most."""
    ordered = sorted(evidence, key=lambda item: (item.counts, _RANKS[item.evidence.evidence_class]))
    return {_key(item.evidence): item for item in ordered}


def _key(evidence: Evidence) -> _Key:
    """By which a piece is recognised again: its date, its class and how long it is valid may change."""
    return evidence.title, evidence.link, evidence.reference


def _of_the_rest(before: QuestionResult, after: QuestionResult) -> Iterator[Why]:
    if before.state is after.state is State.NOT_APPLICABLE and before.answer.reason is not after.answer.reason:
        yield Why.OTHER_GROUND
    if before.target != after.target:
        yield Why.TARGET_CHANGED
    earlier, later = before.question, after.question
    if earlier is later:
        return
    if _text(earlier) != _text(later):
        yield Why.TEXT_CHANGED
    if earlier.weight != later.weight:
        yield Why.WEIGHT_CHANGED
    if (earlier.phase, earlier.domain) != (later.phase, later.domain):
        yield Why.PLACE_CHANGED


def _text(question: Question) -> tuple[object, ...]:
    """What an answer is given to."""
    return question.title, question.levels, question.criteria
