"""What a gate asks, what it finds, and what has changed since it was passed."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from catalog.domain.question_pack import Decision, ExitGate, GateLevel
from roadmap.domain.gates import Criterion, CriterionKind, Found, Lacking, Taken, changed_since, criteria_of, open_keys
from roadmap.domain.states import ArtifactStatus

GATE = ExitGate(
    verified_score=Fraction(5, 2),
    questions=(GateLevel("DIS-01", 3),),
    artifacts=("charter",),
    decisions=(Decision("DIS-G1", "Targets are accepted.", "Sponsor"),),
)
MET = Found(
    done=10,
    items=10,
    artifacts={"charter": ArtifactStatus.ACCEPTED},
    score=Fraction(5, 2),
    levels={"DIS-01": 3},
    decisions=[Taken("DIS-G1", "Targets are accepted.", date(2026, 11, 2))],
)


def test_gate_asks_for_list_artifacts_score_levels_and_decisions() -> None:
    lines = criteria_of(GATE, MET)
    assert [(line.kind, line.wanted, line.found) for line in lines] == [
        (CriterionKind.CHECKLIST, "10", "10"),
        (CriterionKind.ARTIFACT, "accepted", "accepted"),
        (CriterionKind.SCORE, "2.5", "5/2"),
        (CriterionKind.QUESTION, "3", "3"),
        (CriterionKind.DECISION, "", "2026-11-02"),
    ]
    assert open_keys(lines) == frozenset()


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"done": 9}, "checklist:"),
        ({"artifacts": {"charter": ArtifactStatus.OUTDATED}}, "artifact:charter"),
        ({"artifacts": {}}, "artifact:charter"),
        ({"score": Fraction(249, 100)}, "score:"),
        ({"score": None}, "score:"),
        ({"levels": {"DIS-01": 2}}, "question:DIS-01"),
        ({"levels": {"DIS-01": Lacking.UNKNOWN}}, "question:DIS-01"),
        ({"levels": {}}, "question:DIS-01"),
        ({"decisions": [Taken("DIS-G1", "Targets are accepted.", None)]}, "decision:DIS-G1"),
    ],
)
def test_what_is_missing_is_the_only_open_criterion(changed: dict[str, object], key: str) -> None:
    assert open_keys(criteria_of(GATE, replace(MET, **changed))) == {key}  # type: ignore[arg-type]


def test_question_that_does_not_apply_counts_as_met() -> None:
    assert not open_keys(criteria_of(GATE, replace(MET, levels={"DIS-01": Lacking.NOT_APPLICABLE})))


def test_list_without_items_is_not_asked_for() -> None:
    lines = criteria_of(GATE, replace(MET, done=0, items=0))
    assert CriterionKind.CHECKLIST not in [line.kind for line in lines]


def test_criteria_come_back_from_data_as_they_were() -> None:
    lines = criteria_of(GATE, MET)
    assert tuple(Criterion.from_data(line.to_data()) for line in lines) == lines


def test_since_a_gate_was_passed_criteria_are_lost_and_gained() -> None:
    before = criteria_of(GATE, replace(MET, score=None))
    own = Taken("abc", "The archive has a region.", None)
    now = criteria_of(GATE, replace(MET, levels={"DIS-01": 1}, decisions=[*MET.decisions, own]))
    since = changed_since(before, now)
    assert [line.key for line in since.lost] == ["question:DIS-01", "decision:abc"]
    assert [line.key for line in since.gained] == ["score:"]
