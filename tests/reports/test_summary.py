"""The generated summary: unlike inputs make unlike sentences, and each number in them is true."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from assessments.domain.answers import Answer, State, Targets
from assessments.domain.results import Result
from assessments.domain.scoring import score
from catalog.domain.question_pack import Effort
from core.rounding import for_people, percent
from reports.domain.summary import Summary, summarise
from tests.factories.assessments import NOT_APPLICABLE, UNKNOWN, make_answer, make_evidence
from tests.factories.catalog import make_pack, make_question

DAY = date(2026, 11, 1)
MEASURED = make_evidence("measurement", "2026-10-01")
WRITTEN = make_evidence("document", "2026-10-01")
LAPSED = make_evidence("measurement", "2025-01-01")
UNDATED = make_evidence("document", None)

PACK = make_pack(
    [
        make_question("A-1", impact=5, domain="data"),
        make_question("A-2", impact=3, effort=Effort.LARGE, domain="delivery"),
        make_question("B-1", impact=4, depends_on=("B-2",), domain="data"),
        make_question("B-2", impact=1, effort=Effort.LARGE, domain="delivery"),
        make_question("B-3", impact=2, domain="delivery"),
    ]
)

INPUTS: dict[str, dict[str, Answer]] = {
    "strong": {q.id: make_answer(5, MEASURED) for q in PACK.questions},
    "unproven": {
        "A-1": make_answer(4, LAPSED),
        "A-2": make_answer(4, WRITTEN, UNDATED),
        "B-1": make_answer(1),
        "B-2": make_answer(0),
        "B-3": UNKNOWN,
    },
    "sparse": {"A-1": make_answer(3, WRITTEN), "B-1": NOT_APPLICABLE},
    "nothing": {},
    "not applicable": {q.id: NOT_APPLICABLE for q in PACK.questions},
}


def result_of(name: str) -> Result:
    return score(PACK, INPUTS[name], Targets(4), as_of=DAY)


def sentences(summary: Summary) -> list[str]:
    return [
        summary.headline,
        *summary.where_we_stand,
        *summary.claimed_and_verified,
        *(gap.levels for gap in summary.widest_gaps),
        summary.before_steps,
        *(step.because for step in summary.first_steps),
        *summary.not_known,
    ]


def true_numbers(result: Result) -> set[str]:
    """Every number that the result holds, as a reader would see it."""
    overall, counts = result.overall, result.counts
    scores = [overall.claimed, overall.verified, overall.target, overall.low, overall.high]
    scores += [group.verified for group in result.phases]
    evidence = [judged for found in result.questions for judged in found.evidence]
    above = [found for found in result.questions if found.claimed != found.verified]
    whole = [*counts, counts.total, counts.open, len(evidence), result.pack.scale.max, len(above)]
    whole += [sum(judged.standing is standing for judged in evidence) for standing in {j.standing for j in evidence}]
    whole += [sum(not judged.counts for judged in evidence)]
    answered = [found for found in result.questions if found.claimed is not None]
    whole += [sum(not any(j.counts for j in found.evidence) for found in answered), result.pack.evidence_caps.none]
    whole += [found.verified for found in result.questions if found.verified is not None]
    whole += [found.target for found in result.questions] + [overall.level or 0]
    whole += [phase.counts.open for phase in result.phases]
    texts = {for_people(value) for value in scores} | {str(number) for number in whole}
    return texts | {percent(overall.percent_to_target)}


@pytest.mark.parametrize("name", INPUTS)
def test_every_number_is_one_of_the_result(name: str) -> None:
    result = result_of(name)
    for sentence in sentences(summarise(result, "Acme")):
        bare = re.sub(r"\b[AB]-\d\b|Name \d|Phase [AB]", "", sentence)
        assert set(re.findall(r"\d+(?:\.\d+)?", bare)) <= true_numbers(result), sentence


def test_unlike_inputs_make_unlike_summaries() -> None:
    summaries = [sentences(summarise(result_of(name), "Acme")) for name in INPUTS]
    for one in summaries:
        assert sum(one == other for other in summaries) == 1


def test_strong_says_that_every_target_is_reached() -> None:
    summary = summarise(result_of("strong"), "Acme")
    assert summary.headline == "5.0 today against a target of 4.0: every answer reaches its target"
    assert summary.where_we_stand[0] == "Acme stands at 5.0 of 5 after its evidence was checked: level 5, Name 5."
    assert summary.claimed_and_verified == (
        "The answers claim 5.0, and none claims more than is accepted for its evidence.",
    )
    assert summary.widest_gaps == ()
    assert summary.first_steps == ()
    assert summary.not_known == ("No question is open.",)


def test_unproven_says_what_is_claimed_and_not_shown() -> None:
    summary = summarise(result_of("unproven"), "")
    assert summary.where_we_stand[0].startswith("The product stands at 1.5 of 5")
    assert summary.claimed_and_verified == (
        "The answers claim 2.3; 1.5 is left once evidence is checked.",
        "Of 4 answers, 2 claim more than is accepted for their evidence.",
        "3 answers have no evidence that counts on this day; without it, level 2 is the most that is accepted.",
        "Of 3 pieces of evidence, 2 do not count: 1 has lapsed and 1 has no date.",
    )
    assert [gap.question for gap in summary.widest_gaps] == ["B-2", "B-1", "A-1"]
    assert summary.widest_gaps[0].risk == "Without B-2 things go wrong."
    assert [(step.question, step.because) for step in summary.first_steps] == [
        ("B-2", "first, because “Is B-1 so?” (B-1) needs it"),
        ("B-1", ""),
        ("A-1", ""),
    ]
    assert summary.first_steps[2].action == "Renew the evidence that lapsed: “The measurement”."
    assert summary.not_known[0] == "1 question is not known to those who answered."


def test_nothing_answered_has_no_score_in_words() -> None:
    summary = summarise(result_of("nothing"), "Acme")
    assert summary.headline == "Nothing is answered yet"
    assert summary.where_we_stand[0] == "Acme has no score yet: no question is answered with a level."
    assert "between 0.0 and 5.0" in summary.not_known[1]


def test_few_answers_are_no_verdict() -> None:
    answers = {"A-1": make_answer(3, WRITTEN), "A-2": make_answer(2)}
    summary = summarise(score(PACK, answers, Targets(4), as_of=DAY), "Acme")
    assert summary.headline == "2.5 today against a target of 4.0, from 2 of 5 questions: too few for a verdict"
    assert not any("strongest" in sentence for sentence in summary.where_we_stand)
    assert summary.before_steps.startswith("Most is not answered yet: settle the 3 open questions first")
    assert summary.claimed_and_verified[-1].startswith("1 answer has no evidence")
    assert summarise(result_of("unproven"), "Acme").before_steps == ""


def test_what_holds_for_all_is_said_of_all() -> None:
    summary = summarise(score(PACK, {q.id: make_answer(1) for q in PACK.questions}, Targets(4), as_of=DAY), "Acme")
    assert summary.where_we_stand[-1] == "All 5 questions have a level."
    assert summary.claimed_and_verified[-1].startswith("None of the 5 answers has evidence that counts on this day;")


def test_all_unknown_is_not_called_unanswered() -> None:
    result = score(PACK, {q.id: UNKNOWN for q in PACK.questions}, Targets(4), as_of=DAY)
    assert summarise(result, "Acme").headline == "Nothing is known yet"


def test_all_not_applicable() -> None:
    summary = summarise(result_of("not applicable"), "Acme")
    assert summary.headline == "Every question is not applicable"
    assert summary.not_known == ()


def test_a_partly_open_assessment_is_not_called_empty() -> None:
    result = score(PACK, {"A-1": Answer(State.UNKNOWN)}, Targets(4), as_of=DAY)
    assert summarise(result, "Acme").headline == "Nothing is answered yet"


def test_headline_does_not_hide_a_gap_behind_an_answer_above_its_target() -> None:
    answers = {"A-1": make_answer(5, MEASURED), "B-1": make_answer(3, MEASURED)}
    pack = make_pack([make_question("A-1", domain="data"), make_question("B-1", domain="data")])
    summary = summarise(score(pack, answers, Targets(4), as_of=DAY), "Acme")
    assert summary.headline == "4.0 today against a target of 4.0 on average, and 1 answer is below its own target"


def test_score_that_only_looks_like_the_next_level_is_just_under_it() -> None:
    pack = make_pack([make_question("A-1", weight=Fraction(1)), make_question("A-2", weight=Fraction(49))])
    answers = {"A-1": make_answer(2, MEASURED), "A-2": make_answer(4, MEASURED)}
    summary = summarise(score(pack, answers, Targets(4), as_of=DAY), "Acme")
    assert summary.where_we_stand[0].startswith("Acme stands just under 4.0 of 5")
    assert "level 3, Name 3." in summary.where_we_stand[0]
    assert "99 percent" in summary.where_we_stand[2]
