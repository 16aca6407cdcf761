"""Models and scores as tests need them: small, with everything that a real one has."""

from fractions import Fraction

from vendors.domain.model import CriteriaModel, Criterion, Gate, Group
from vendors.domain.scoring import Score
from vendors.domain.sheets import Cell

ANCHORS = ("Absent", "", "", "Documented", "", "Proven")


def make_criterion(code: str, weight: Fraction | int = 1, *, applies: bool = True) -> Criterion:
    reason = "" if applies else "We have no such data."
    return Criterion(code, f"Title of {code}", Fraction(weight), ANCHORS, is_applicable=applies, reason=reason)


def make_group(code: str, weight: Fraction | int, *criteria: Criterion, minimum: int | None = None) -> Group:
    floor = None if minimum is None else Fraction(minimum)
    return Group(code, f"Group {code}", Fraction(weight), criteria, floor)


def make_model(*groups: Group, gates: tuple[Gate, ...] = ()) -> CriteriaModel:
    return CriteriaModel(groups, gates)


def two_groups(minimum: int | None = None) -> CriteriaModel:
    """a1 at 1/2 · 1/4, a2 at 1/2 · 3/4, b1 at 1/2."""
    first = make_group("a", 50, make_criterion("a1", 25), make_criterion("a2", 75), minimum=minimum)
    gates = (Gate("G1", "A contract is signed.", "a1"), Gate("G2", "Data stays in Europe."))
    return make_model(first, make_group("b", 50, make_criterion("b1")), gates=gates)


def scored(**levels: int | None) -> dict[str, Score]:
    return {code: Score(level) for code, level in levels.items()}


def sheet(levels: dict[tuple[str, str], int]) -> dict[Cell, Score]:
    return {Cell(*cell): Score(level) for cell, level in levels.items()}
