"""What came of an evaluation, put together from its parts."""

from dataclasses import fields, replace
from datetime import date
from fractions import Fraction

import pytest

from tests.vendors.domain.models import make_criterion, make_group, make_model, scored, sheet
from vendors.domain.cost import Cost, Part
from vendors.domain.frontier import Standing
from vendors.domain.gates import Check, Waiver
from vendors.domain.model import Gate
from vendors.domain.outcome import Anchor, Outcome, Thresholds, drawn, kept
from vendors.domain.robustness import Mode, Word, robustness
from vendors.domain.warnings import FewEvaluators, LowPrice

TODAY = date(2026, 11, 22)
MODEL = make_model(
    make_group("a", 60, make_criterion("a1", 50), make_criterion("a2", 50)),
    make_group("b", 40, make_criterion("b1")),
    gates=(Gate("G1", "Data stays in Europe."),),
)
MET = {"G1": Check(is_met=True)}
AGREED = {
    "A": scored(a1=4, a2=4, b1=3),
    "B": scored(a1=3, a2=3, b1=5),
    "C": scored(a1=5, a2=5, b1=5),
    "D": scored(a1=2, b1=2),
}


def make_outcome(**fields: object) -> Outcome:
    values = {
        "model": MODEL,
        "vendors": tuple(AGREED),
        "agreed": AGREED,
        "checks": {"A": MET, "B": MET, "C": {"G1": Check(is_met=False)}, "D": MET},
        "on": TODAY,
        **fields,
    }
    return Outcome(**values)  # type: ignore[arg-type]


def costs(**totals: int) -> dict[str, Cost]:
    return {vendor: Cost({Part.ONE_OFF: Fraction(total)}, (), None) for vendor, total in totals.items()}


def test_excluded_and_incomplete_have_no_rank_and_come_last() -> None:
    standings = make_outcome().standings
    assert standings.totals["A"].value == Fraction(72)
    assert standings.totals["B"].value == Fraction(76)
    assert standings.ranks == {"A": 2, "B": 1, "C": None, "D": None}
    assert standings.order == ("B", "A", "D", "C")
    assert standings.leaders == ("B",)
    assert make_outcome().first_two == ("B", "A")


def test_only_ranked_vendors_are_drawn() -> None:
    outcome = make_outcome()
    assert list(outcome.robustness[Mode.BAND].ranks) == ["B", "A"]
    assert outcome.word is outcome.word_for(outcome.robustness[Mode.BAND].share_alone("B"))


def test_draws_that_are_kept_are_those_of_the_domain() -> None:
    outcome = make_outcome()
    again = make_outcome()
    assert outcome.robustness == robustness(outcome.weights, outcome.values)
    assert again.robustness[Mode.FREE] is outcome.robustness[Mode.FREE]
    assert drawn(outcome.weights, outcome.values, 2)[Mode.FREE] != outcome.robustness[Mode.FREE]


def test_same_content_is_reckoned_once() -> None:
    first, again = kept(make_outcome(costs=costs(A=5))), kept(make_outcome(costs=costs(A=5)))
    assert again is first
    assert again.standings is first.standings


@pytest.mark.parametrize(
    "changed",
    [
        {"model": replace(MODEL, cap=3)},
        {"vendors": tuple(reversed(AGREED))},
        {"agreed": {**AGREED, "A": scored(a1=4, a2=4, b1=4)}},
        {"checks": {}},
        {"on": date(2026, 11, 23)},
        {"sheets": {"Ada": sheet({("A", "a1"): 1})}},
        {"is_provisional": True},
        {"costs": costs(A=6)},
        {"anchor": Anchor(Fraction(1), Fraction(2), Fraction(1, 2))},
        {"scenarios": {"CFO": MODEL}},
        {"earlier": {1: MODEL}},
        {"thresholds": Thresholds(enough_evaluators=4)},
        {"seed": 2},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_other_content_is_another_outcome(changed: dict[str, object]) -> None:
    assert set(changed) <= {each.name for each in fields(Outcome)}
    usual = {"costs": costs(A=5)}
    assert kept(make_outcome(**(usual | changed))) is not kept(make_outcome(**usual))


def test_word_follows_the_thresholds() -> None:
    outcome = make_outcome(thresholds=Thresholds(robust_from=Fraction(7, 10), leaning_from=Fraction(1, 2)))
    assert [outcome.word_for(Fraction(share, 100)) for share in (70, 69, 49)] == [Word.ROBUST, Word.LEANING, Word.TIE]


def test_waiver_lets_a_vendor_in_until_its_last_day() -> None:
    waived = {"C": {"G1": Check(is_met=False, waiver=Waiver("Ada", "Until March.", TODAY))}}
    outcome = make_outcome(checks={**make_outcome().checks, **waived})
    assert outcome.standings.leaders == ("C",)
    assert replace(outcome, on=date(2026, 11, 23)).standings.leaders == ("B",)


def test_equal_totals_share_the_first_place_and_nothing_turns_them() -> None:
    agreed = {"A": scored(a1=3, a2=3, b1=3), "B": scored(a1=3, a2=3, b1=3)}
    outcome = make_outcome(vendors=("A", "B"), agreed=agreed)
    assert outcome.standings.leaders == ("A", "B")
    assert outcome.first_two is None
    assert outcome.flips == outcome.flips_of_groups == ()
    assert outcome.word is Word.TIE


def test_flip_of_a_group_is_told_with_the_weight_at_which_both_are_equal() -> None:
    (flip,) = make_outcome().flips_of_groups[:1]
    weights = {"a": flip.at, "b": 1 - flip.at} if flip.part == "a" else {"a": 1 - flip.at, "b": flip.at}
    totals = make_outcome(model=MODEL.reweighted(groups=weights)).standings.totals
    assert totals["A"].value == totals["B"].value


def test_means_stand_in_only_while_provisional() -> None:
    sheets = {
        "Ada": sheet({("D", "a2"): 1, ("D", "a1"): 5}),
        "Ben": sheet({("D", "a2"): 4}),
    }
    assert make_outcome(sheets=sheets).standings.totals["D"].value is None
    found = make_outcome(sheets=sheets, is_provisional=True).standings.totals["D"]
    assert found.values == {"a1": Fraction(40), "a2": Fraction(50), "b1": Fraction(40)}  # what is agreed stays
    assert make_outcome(sheets=sheets, is_provisional=True).levels["D"] == {"a1": 2, "b1": 2}


def test_scenarios_and_earlier_versions_have_standings_of_their_own() -> None:
    other = MODEL.reweighted(groups={"a": Fraction(9, 10), "b": Fraction(1, 10)})
    outcome = make_outcome(scenarios={"CTO": other}, earlier={1: other})
    assert outcome.by_scenario["CTO"].leaders == outcome.by_version[1].leaders == ("A",)
    assert outcome.standings.leaders == ("B",)


def test_earlier_version_counts_claims_as_it_did() -> None:
    """Both rankings are printed: the first must not move with the cap of the second."""
    claimed = {code: replace(score, is_verified=False) for code, score in AGREED["A"].items()}
    agreed = {"A": claimed, "B": scored(a1=3, a2=3, b1=2)}
    outcome = make_outcome(
        vendors=("A", "B"), agreed=agreed, model=replace(MODEL, cap=5), earlier={1: replace(MODEL, cap=2)}
    )
    assert outcome.standings.leaders == ("A",)
    assert outcome.by_version[1].totals["A"].value == Fraction(40)
    assert outcome.by_version[1].leaders == ("B",)


def test_cost_stands_beside_quality_and_is_combined_only_by_choice() -> None:
    outcome = make_outcome(costs=costs(A=100, B=200, C=1))
    assert outcome.frontier.standings == {"B": Standing.ON_FRONTIER, "A": Standing.ON_FRONTIER}
    assert outcome.frontier.steps[1].per_point == 25
    assert outcome.combined == outcome.combined_ranks == {}
    chosen = replace(outcome, anchor=Anchor(Fraction(100), Fraction(200), Fraction(1, 2)))
    assert chosen.combined == {"B": Fraction(38), "A": Fraction(86)}
    assert chosen.combined_ranks == {"B": 2, "A": 1}


def test_nobody_ranked_has_no_leader_and_still_a_result() -> None:
    outcome = make_outcome(checks={})
    assert outcome.standings.leaders == ()
    assert (outcome.first_two, outcome.word, outcome.left_out) == (None, None, None)
    assert not outcome.robustness[Mode.BAND].ranks
    assert outcome.frontier.steps == ()


def test_without_sheets_nothing_is_said_of_evaluators() -> None:
    outcome = make_outcome(costs=costs(A=100, B=100, C=10))
    assert outcome.agreement is None
    assert outcome.left_out is None
    assert [type(each) for each in outcome.warnings] == [LowPrice]
    assert FewEvaluators(1) in replace(outcome, sheets={"Ada": sheet({("A", "a1"): 4})}).warnings


@pytest.mark.parametrize(("enough", "told"), [(1, False), (2, True)])
def test_how_many_evaluators_are_enough_is_settable(enough: int, told: bool) -> None:
    sheets = {"Ada": sheet({("A", "a1"): 4})}
    outcome = make_outcome(sheets=sheets, thresholds=Thresholds(enough_evaluators=enough))
    assert (FewEvaluators(1) in outcome.warnings) is told
