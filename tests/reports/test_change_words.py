"""What a comparison says: the finding in its headline, and a sentence for every cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from assessments.domain.answers import UNANSWERED, Answer, Reason, Targets
from assessments.domain.comparison import Comparison, compare
from assessments.domain.scoring import score
from catalog.domain.question_pack import EvidenceCaps, QuestionPack, RetiredQuestion
from reports.builders.cause_words import causes_text
from reports.builders.change_words import coverage_sentences, headline, signed
from tests.factories.assessments import NOT_APPLICABLE, UNKNOWN, make_answer, make_evidence
from tests.factories.catalog import make_pack, make_question

MARCH, NOVEMBER = date(2026, 3, 1), date(2026, 11, 1)
PACK = make_pack([make_question(id_) for id_ in ("A-1", "A-2", "B-1", "C-1")])
DRILL, OLD_DRILL = make_evidence("measurement", "2026-10-01"), make_evidence("measurement", "2026-01-01")
POLICY = make_evidence("document", "2026-10-01")

type Levels = dict[str, int]


def compared(before: dict[str, Answer], after: dict[str, Answer], pack: QuestionPack = PACK) -> Comparison:
    earlier = score(PACK, before, Targets(4), as_of=MARCH)
    return compare(earlier, score(pack, after, Targets(4), as_of=NOVEMBER))


def shown(levels: Levels) -> dict[str, Answer]:
    """Levels up to 2 need no evidence."""
    return {id_: make_answer(level) for id_, level in levels.items()}


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({}, {"A-1": 2}, "Nothing to compare: no question has a level on both sides"),
        ({"A-1": 1}, {"A-1": 1}, "Unchanged at 1.0 since 1 Mar 2026"),
        ({"A-1": 1, "A-2": 2}, {"A-1": 2, "A-2": 1},
         "Unchanged at 1.5 since 1 Mar 2026; 1 answer rose; 1 answer fell"),
        ({"A-1": 1, "B-1": 1}, {"A-1": 2, "B-1": 1}, "From 1.0 to 1.5 since 1 Mar 2026; all of it from Phase A"),
        ({"A-1": 0, "B-1": 1}, {"A-1": 2, "B-1": 2}, "From 0.5 to 2.0 since 1 Mar 2026; most of it from Phase A"),
        ({"A-1": 1, "B-1": 1}, {"A-1": 2, "B-1": 2}, "From 1.0 to 2.0 since 1 Mar 2026; spread over 2 phases"),
        ({"A-1": 2, "B-1": 1}, {"A-1": 0, "B-1": 2},
         "From 1.5 to 1.0 since 1 Mar 2026; all of it from Phase A; 1 answer rose; 1 answer fell"),
    ],
)  # fmt: skip
def test_headline_is_the_finding(before: Levels, after: Levels, sentence: str) -> None:
    assert headline(compared(shown(before), shown(after))) == sentence


def test_headline_tells_of_lapsed_evidence() -> None:
    lapsed = {id_: make_answer(4, make_evidence("measurement", "2026-02-01")) for id_ in ("A-1", "A-2")}
    found = compared(lapsed | shown({"B-1": 2, "C-1": 1}), lapsed | shown({"B-1": 2, "C-1": 2}))
    assert headline(found).endswith("; 1 answer rose; 2 answers fell because evidence lapsed")
    found = compared(lapsed | shown({"B-1": 2}), lapsed | shown({"B-1": 1}))
    assert headline(found).endswith("; 3 answers fell, 2 of them because evidence lapsed")


def test_small_changes_are_told_apart() -> None:
    many = make_pack([make_question(f"A-{number}") for number in range(60)])
    levels = {question.id: make_answer(1) for question in many.questions}
    before, after = (score(many, levels | {"A-0": make_answer(level)}, Targets(4), as_of=MARCH) for level in (1, 2))
    assert headline(compare(before, after)) == "From 1.00 to 1.02"


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (None, "–"),
        (Fraction(0), "0.0"),
        (Fraction(1, 4), "+0.3"),
        (Fraction(-1, 60), "−0.02"),
        (Fraction(-9, 4), "−2.3"),
        (Fraction(1, 9999), "+0.0001"),
    ],
)
def test_changes_have_their_sign(change: Fraction | None, text: str) -> None:
    assert signed(change) == text


def test_coverage_names_only_what_there_is() -> None:
    found = compared(shown({"A-1": 1, "A-2": 1}), shown({"A-1": 2}) | {"A-2": UNKNOWN})
    assert coverage_sentences(found) == [
        "1 question is compared: it has a level on both sides.",
        "Left out: 1 with a level only before, 2 without a level on either side.",
    ]


ACCEPTED = replace(NOT_APPLICABLE, reason=Reason.ACCEPTED_RISK, note="Signed.")


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (make_answer(1), make_answer(2), ["Level raised from 1 to 2"]),
        (make_answer(2), make_answer(0), ["Level lowered from 2 to 0"]),
        (make_answer(2), NOT_APPLICABLE, ["Set to not applicable: it is out of scope"]),
        (NOT_APPLICABLE, make_answer(2), ["Applies again; it was not applicable: it is out of scope"]),
        (NOT_APPLICABLE, ACCEPTED,
         ["Not applicable for another reason: we accept the risk, no longer: it is out of scope"]),
        (UNKNOWN, make_answer(2), ["Answered; it was not known yet"]),
        (UNANSWERED, make_answer(2), ["Answered; it was open"]),
        (make_answer(2), UNKNOWN, ["Not known yet; it was level 2"]),
        (make_answer(2), UNANSWERED, ["No longer answered; it was level 2"]),
        (make_answer(4), make_answer(4, DRILL), ["Evidence came: The measurement"]),
        (make_answer(4, OLD_DRILL), make_answer(4, OLD_DRILL), ["Evidence lapsed: The measurement"]),
        (make_answer(4, OLD_DRILL), make_answer(4), ["Evidence is no longer cited: The measurement"]),
        (make_answer(4, OLD_DRILL), make_answer(4, replace(DRILL, observed=None)),
         ["Evidence no longer has a date that counts: The measurement"]),
        (make_answer(4, OLD_DRILL), make_answer(4, replace(POLICY, title="The measurement")),
         ["Evidence is a document now, no measurement: The measurement"]),
        (make_answer(4, make_evidence("document", "2026-02-01")), make_answer(4, DRILL),
         ["Evidence became stronger, a measurement: The measurement"]),
        (make_answer(4, make_evidence("measurement", "2025-01-01")), make_answer(4, DRILL),
         ["Evidence was renewed: The measurement"]),
        (make_answer(4), make_answer(4, *(replace(DRILL, title=f"Drill {n}") for n in range(5))),
         ["Evidence came: Drill 0, Drill 1, Drill 2 and 2 more"]),
    ],
)  # fmt: skip
def test_every_cause_has_its_sentence(before: Answer, after: Answer, sentences: list[str]) -> None:
    found = compared({"A-1": before}, {"A-1": after})
    assert causes_text(found.questions[0], found) == sentences


def test_what_another_version_changed_has_its_sentence() -> None:
    first, second, third, _fourth = PACK.questions
    later = replace(
        PACK,
        version="1.1.0",
        evidence_caps=EvidenceCaps(1, 3, 5),
        questions=(
            replace(first, title="Is it now?", weight=Fraction(7, 2)),
            replace(second, levels=("All new.", *second.levels[1:]), phase="B"),
            replace(third, id="B-2"),
        ),
        retired_questions=(RetiredQuestion("C-1", ("B-2",), "It asked the same."),),
    )
    levels = shown({"A-1": 2, "A-2": 1, "B-1": 2, "C-1": 2})
    found = compared(levels, levels | {"B-2": UNKNOWN}, later)
    said = {change.question.id: causes_text(change, found) for change in found.questions}
    assert said == {
        "A-1": [
            "The pack now accepts level 1 at most for what is shown",
            "Asked in other words; version 1.0.0: “Is A-1 so?”",
            "Its weight changed from 1 to 3.5",
        ],
        "A-2": [
            "The pack now accepts level 1 at most for what is shown",
            "Its levels or criteria were reworded",
            "Moved from Phase A, Domain all to Phase B, Domain all",
        ],
        "B-2": ["Newly asked: not known yet"],
        "B-1": ["No longer asked"],
        "C-1": ["No longer asked: it went into B-2. It asked the same."],
    }


def test_a_changed_target_has_its_sentence() -> None:
    before, after = (score(PACK, {}, Targets(target), as_of=MARCH) for target in (4, 3))
    found = compare(before, after)
    assert causes_text(found.questions[0], found) == ["Target changed from 4 to 3"]
