"""What to do about a gap, and what it would be worth."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from assessments.domain.advice import advice_text
from assessments.domain.answers import Answer, State, Targets
from assessments.domain.scoring import score
from assessments.domain.what_if import if_closed, if_nothing_is_renewed
from tests.factories.assessments import make_answer, make_evidence
from tests.factories.catalog import make_pack, make_question

DAY = date(2026, 11, 1)
PACK = make_pack([make_question("A-1"), make_question("A-2", weight=Fraction(3))])


def advice(answer: Answer) -> str:
    result = score(PACK, {"A-1": answer}, Targets(4), as_of=DAY)
    return advice_text(result.questions[0], PACK)


def test_what_is_missing_is_built() -> None:
    assert advice(make_answer(1)) == "Begin with A-1."
    assert advice(make_answer(3, make_evidence("document", "2026-10-01"))) == "Go on with A-1."


def test_what_is_claimed_and_not_shown_is_shown() -> None:
    assert advice(make_answer(4)) == "Show that level 4 is true with dated evidence: dated report."
    both = advice(make_answer(3))
    assert both == "Show that level 3 is true with dated evidence: written document or dated report. Go on with A-1."


def test_what_lapsed_is_renewed() -> None:
    lapsed = make_evidence("measurement", "2025-01-01")
    assert advice(make_answer(4, lapsed)) == "Renew the evidence that lapsed: “The measurement”."


def test_a_claim_beyond_the_criteria_is_built_not_proven() -> None:
    ticks = frozenset({"A-1.1a", "A-1.2a"})
    answer = Answer(State.ANSWERED, level=4, met=ticks, not_met=frozenset({"A-1.3a"}), level_reason="We think so.")
    assert advice(answer) == "Begin with A-1."


def test_nothing_to_do_at_the_target_or_without_a_level() -> None:
    assert advice(make_answer(4, make_evidence("measurement", "2026-10-01"))) == ""
    assert advice(Answer(State.UNKNOWN)) == ""


def test_closing_gaps_brings_their_questions_to_the_target_and_no_other() -> None:
    answers = {"A-1": make_answer(1), "A-2": make_answer(5)}
    result = score(PACK, answers, Targets(4), as_of=DAY)
    assert result.overall.verified == Fraction(1 + 3 * 2, 4)
    assert if_closed(result, ["A-1"]).overall.verified == Fraction(4 + 3 * 2, 4)
    assert if_closed(result, ["A-1", "A-2"]).overall.verified == 4
    assert if_closed(result, []) == result


def test_evidence_lapses_with_time() -> None:
    answers = {"A-1": make_answer(4, make_evidence("measurement", "2026-10-01", 60))}
    result = score(PACK, answers, Targets(4), as_of=DAY)
    assert result.overall.verified == 4
    assert if_nothing_is_renewed(result, date(2026, 11, 30)).overall.verified == 4
    assert if_nothing_is_renewed(result, date(2026, 12, 1)).overall.verified == 2
