"""One question of the report: what was answered, what shows it, what is missing."""

from __future__ import annotations

from django.utils.formats import date_format

from assessments.domain.answers import Reason, State
from assessments.domain.evidence import JudgedEvidence, Standing
from assessments.domain.results import QuestionResult, Result
from assessments.domain.rulings import action_for, carried_for, missing_for_target
from catalog.domain.question_pack import CriterionKind, QuestionPack
from reports.builders.author_text import author_text
from reports.document import EvidenceRow, MissingLevel, MissingRow, OpenQuestion, QuestionBlock, Statement

REASONS = {
    Reason.OUT_OF_SCOPE: "out of scope",
    Reason.ACCEPTED_RISK: "an accepted risk",
    Reason.COVERED_ELSEWHERE: "covered elsewhere",
    Reason.OTHER: "another reason",
}


def build_question(found: QuestionResult, result: Result) -> QuestionBlock:
    question, answer, pack = found.question, found.answer, result.pack
    return QuestionBlock(
        id=question.id,
        title=question.title,
        domain=pack.domain[question.domain].title,
        state=found.state.value,
        state_text=state_text(found, pack),
        claimed=found.claimed,
        verified=found.verified,
        target=found.target,
        statements=_statements(found, result),
        level_reason=answer.level_reason,
        missing=_missing(found, result),
        evidence=tuple(_evidence_row(judged, pack) for judged in found.evidence),
        evidence_note=_evidence_note(found),
        action=action_for(found, result) if found.gap else "",
        why=question.why,
        note=author_text(answer.note),
    )


def _statements(found: QuestionResult, result: Result) -> tuple[Statement, ...]:
    """The statement of the level that the criteria carry behind those it builds on; above it, what is claimed."""
    pack, carried = result.pack, carried_for(found, result)
    if found.claimed is None or carried is None:
        return ()
    own = found.question.statements(carried, pack.scale.min)
    rows = [Statement(_level(level, pack), text, level != carried) for level, text in own]
    if carried < found.claimed:
        rows[-1] = Statement(f"By the criteria met: {_level(carried, pack)}", own[-1][1], False)
        claimed = found.question.levels[found.claimed - pack.scale.min]
        rows.insert(0, Statement(f"Claimed: {_level(found.claimed, pack)}", claimed, True))
    return tuple(rows)


def _level(level: int, pack: QuestionPack) -> str:
    return f"Level {level}, {pack.scale.name(level)}"


def build_open_question(found: QuestionResult, pack: QuestionPack) -> OpenQuestion:
    question = found.question
    return OpenQuestion(
        question.id, question.title, pack.phase[question.phase].title, state_text(found, pack), question.why
    )


def state_text(found: QuestionResult, pack: QuestionPack) -> str:
    """Where the question stands, in words."""
    match found.state:
        case State.UNKNOWN:
            return "Not known yet"
        case State.UNANSWERED:
            return "Not answered"
        case State.NOT_APPLICABLE:
            return f"Not applicable: {REASONS[found.answer.reason or Reason.OTHER]}"
        case State.ANSWERED:
            return f"Level {found.claimed}, {pack.scale.name(found.claimed or 0)}"


def _missing(found: QuestionResult, result: Result) -> tuple[MissingLevel, ...]:
    """What is missing for the next level, then for each level on the way to the target."""
    pack, carried = result.pack, carried_for(found, result)
    if carried is None or carried >= pack.scale.max:
        return ()
    next_level = carried + 1
    top = max(next_level, found.target)
    ticked = bool(found.answer.met or found.answer.not_met)
    missing = missing_for_target(found, result)
    levels = []
    for level in range(next_level, top + 1):
        rows = tuple(
            MissingRow(
                m.criterion.text,
                m.criterion.kind is CriterionKind.MUST,
                ("not met" if m.known else "not known") if ticked else "",
            )
            for m in missing
            # What a lower level was forgiven for is still worth doing, and stands with the next one.
            if m.criterion.level == level or (level == next_level and m.criterion.level < level)
        )
        if rows:
            levels.append(MissingLevel(level, pack.scale.name(level), level == found.target, rows))
    return tuple(levels)


def _evidence_row(judged: JudgedEvidence, pack: QuestionPack) -> EvidenceRow:
    evidence = judged.evidence
    classes = {entry.id: entry.title for entry in pack.evidence_classes}
    kind = pack.evidence_kind[evidence.kind].title if evidence.kind else classes.get(evidence.evidence_class)
    return EvidenceRow(
        title=evidence.title,
        kind=kind or evidence.evidence_class.value.capitalize(),
        href=evidence.link,
        reference=evidence.reference,
        observed=date_format(evidence.observed, "j M Y") if evidence.observed else "no date",
        standing=_standing(judged),
        counts=judged.counts,
    )


def _standing(judged: JudgedEvidence) -> str:
    last = date_format(judged.valid_until, "j M Y") if judged.valid_until else ""
    match judged.standing:
        case Standing.COUNTS:
            return f"Counts until {last}"
        case Standing.LAPSED:
            return f"Lapsed after {last}"
        case Standing.FUTURE:
            return "Dated in the future: does not count yet"
        case Standing.NO_DATE:
            return "Without a date: does not count"


def _evidence_note(found: QuestionResult) -> str:
    """The effect of the evidence on the verified level, said where it costs something."""
    if found.claimed is None or found.verified is None or found.claimed == found.verified:
        return ""
    if any(judged.counts for judged in found.evidence):
        return f"The evidence that counts carries level {found.cap} at most."
    return f"Without evidence that counts, level {found.cap} is the most that is accepted."
