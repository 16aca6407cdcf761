"""Why a question moved: each cause by itself, and which of several decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from assessments.domain.answers import UNANSWERED, Answer, Reason, State, Targets
from assessments.domain.causes import Cause, Why
from assessments.domain.comparison import compare
from assessments.domain.scoring import score
from catalog.domain.question_pack import EvidenceCaps, Phase, QuestionPack
from tests.factories.assessments import NOT_APPLICABLE, UNKNOWN, make_answer, make_evidence
from tests.factories.catalog import make_pack, make_phase, make_question

DAY = date(2026, 11, 1)
PACK = make_pack([make_question("A-1")])
DRILL, OLD_DRILL = make_evidence("measurement", "2026-10-01"), make_evidence("measurement", "2026-01-01")
POLICY = make_evidence("document", "2026-10-01")


def causes(
    before: Answer, after: Answer, *, pack: QuestionPack = PACK, target: int = 4, first: date = DAY
) -> tuple[Cause, ...]:
    earlier = score(PACK, {"A-1": before}, Targets(4), as_of=first)
    later = score(pack, {"A-1": after}, Targets(target), as_of=DAY)
    (found,) = compare(earlier, later).questions
    return found.causes


def whys(before: Answer, after: Answer, **more: object) -> list[Why]:
    return [cause.why for cause in causes(before, after, **more)]  # type: ignore[arg-type]


ACCEPTED = replace(NOT_APPLICABLE, reason=Reason.ACCEPTED_RISK, note="Signed.")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (make_answer(3, DRILL), make_answer(3, DRILL), []),
        (make_answer(3), NOT_APPLICABLE, [Why.NOT_APPLICABLE]),
        (UNKNOWN, NOT_APPLICABLE, [Why.NOT_APPLICABLE]),
        (NOT_APPLICABLE, make_answer(3), [Why.APPLIES]),
        (NOT_APPLICABLE, UNKNOWN, [Why.APPLIES, Why.BECAME_UNKNOWN]),
        (NOT_APPLICABLE, UNANSWERED, [Why.APPLIES, Why.BECAME_UNANSWERED]),
        (NOT_APPLICABLE, ACCEPTED, [Why.OTHER_GROUND]),
        (UNANSWERED, make_answer(0), [Why.ANSWERED]),
        (UNKNOWN, make_answer(3, DRILL), [Why.ANSWERED]),
        (UNANSWERED, UNKNOWN, [Why.BECAME_UNKNOWN]),
        (make_answer(3), UNKNOWN, [Why.BECAME_UNKNOWN]),
        (make_answer(3), UNANSWERED, [Why.BECAME_UNANSWERED]),
        (make_answer(1), make_answer(2), [Why.LEVEL_RAISED]),
        (make_answer(2), make_answer(1), [Why.LEVEL_LOWERED]),
        (make_answer(4), make_answer(4, POLICY), [Why.EVIDENCE_CAME]),
        (make_answer(4, POLICY), make_answer(4, POLICY, replace(DRILL, title="Drill")), [Why.EVIDENCE_STRONGER]),
        (make_answer(4, POLICY), make_answer(4, replace(POLICY, evidence_class=DRILL.evidence_class)),
         [Why.EVIDENCE_STRONGER]),
        (make_answer(4, replace(POLICY, evidence_class=DRILL.evidence_class)), make_answer(4, POLICY),
         [Why.EVIDENCE_WEAKER]),
        (make_answer(4, OLD_DRILL), make_answer(4, DRILL), [Why.EVIDENCE_RENEWED]),
        (make_answer(4, DRILL), make_answer(4, OLD_DRILL), [Why.EVIDENCE_LAPSED]),
        (make_answer(4, DRILL), make_answer(4), [Why.EVIDENCE_WITHDRAWN]),
        (make_answer(4, DRILL), make_answer(4, replace(DRILL, observed=None)), [Why.EVIDENCE_UNDATED]),
        (make_answer(4, DRILL, replace(DRILL, title="Load test")), make_answer(4, OLD_DRILL),
         [Why.EVIDENCE_LAPSED, Why.EVIDENCE_WITHDRAWN]),
        # What is cited beside equally good evidence changes nothing.
        (make_answer(4, DRILL), make_answer(4, DRILL, POLICY), []),
        (make_answer(4, DRILL, OLD_DRILL), make_answer(4, DRILL), []),
    ],
)  # fmt: skip
def test_cause_by_cause(before: Answer, after: Answer, expected: list[Why]) -> None:
    assert whys(before, after) == expected


def test_evidence_lapses_with_time_alone() -> None:
    assert causes(make_answer(4, DRILL), make_answer(4, DRILL), first=date(2026, 10, 1)) == ()
    (found,) = causes(make_answer(4, OLD_DRILL), make_answer(4, OLD_DRILL), first=date(2026, 2, 1))
    assert found == Cause(Why.EVIDENCE_LAPSED, decides=True, pieces=("The measurement",))


def test_target_and_what_another_version_changes() -> None:
    same = make_answer(3, DRILL)
    assert whys(same, same, target=3) == [Why.TARGET_CHANGED]
    question = PACK.questions[0]

    def version(phases: tuple[Phase, ...] = PACK.phases, **values: object) -> QuestionPack:
        return replace(PACK, questions=(replace(question, **values),), phases=phases)  # type: ignore[arg-type]

    assert whys(same, same, pack=version(title="Is it now?")) == [Why.TEXT_CHANGED]
    assert whys(same, same, pack=version(levels=("All new.", *question.levels[1:]))) == [Why.TEXT_CHANGED]
    assert whys(same, same, pack=version(criteria=())) == [Why.TEXT_CHANGED]
    assert whys(same, same, pack=version(weight=Fraction(7))) == [Why.WEIGHT_CHANGED]
    assert whys(same, same, pack=version((*PACK.phases, make_phase("B")), phase="B")) == [Why.PLACE_CHANGED]
    assert whys(same, same, pack=version(why="For another reason.", action="Do something else.")) == []


def test_a_cap_that_the_pack_changed() -> None:
    strict = replace(PACK, evidence_caps=EvidenceCaps(1, 3, 4))
    assert causes(make_answer(5), make_answer(5), pack=strict) == (Cause(Why.CAP_CHANGED, decides=True),)
    assert causes(make_answer(1), make_answer(1), pack=strict) == (Cause(Why.CAP_CHANGED, decides=False),)
    assert whys(make_answer(3, POLICY), make_answer(3, POLICY), pack=strict) == []


def test_what_decides_comes_first() -> None:
    """Claimed 2 to 4 with a measurement: without either, it would be 2. Then a claim that evidence does not carry."""
    both = causes(make_answer(2), make_answer(4, DRILL))
    assert both == (
        Cause(Why.LEVEL_RAISED, decides=True), Cause(Why.EVIDENCE_CAME, decides=True, pieces=("The measurement",))
    )  # fmt: skip
    lapsed = causes(make_answer(3, DRILL), make_answer(5, OLD_DRILL))
    assert [(cause.why, cause.decides) for cause in lapsed] == [
        (Why.EVIDENCE_LAPSED, True), (Why.LEVEL_RAISED, False)
    ]  # fmt: skip


def test_neither_decides_where_each_alone_would_have_been_enough() -> None:
    found = causes(make_answer(4, DRILL), make_answer(2))
    assert [(cause.why, cause.decides) for cause in found] == [
        (Why.LEVEL_LOWERED, False), (Why.EVIDENCE_WITHDRAWN, False)
    ]  # fmt: skip


def test_state_is_all_that_counts_where_a_side_has_no_level() -> None:
    assert causes(Answer(State.UNKNOWN), make_answer(4, DRILL)) == (Cause(Why.ANSWERED, decides=True),)
