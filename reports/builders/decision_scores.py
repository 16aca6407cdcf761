"""The chapters of a decision report on gates, on scores, and on what the evaluators differed about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.local import day
from core.rounding import rounded
from core.words import count, listed
from reports.decision_document import Cell, Grid
from reports.queries.decisions import Decided
from vendors.choices import MethodChoice
from vendors.domain.agreement import Undefined
from vendors.domain.gates import GateState, Judged
from vendors.domain.model import CriteriaModel
from vendors.domain.scoring import Total, counted
from vendors.domain.sheets import Cell as Place
from vendors.queries.money import finely
from vendors.queries.versions import chosen_weighting

MOST_BESIDE = 5
"""Vendors beside each other on a page; the table goes on below with further ones."""

_STATES = {
    GateState.MET: Cell("met", "good"),
    GateState.FAILED: Cell("missed", "bad"),
    GateState.WAIVED: Cell("waived", "mind"),
    GateState.LAPSED: Cell("missed, waiver over", "bad"),
    GateState.UNKNOWN: Cell("not looked at", "mind"),
}
_UNDEFINED = {
    Undefined.FEW_EVALUATORS: "fewer than two evaluators scored",
    Undefined.FEW_CELLS: "fewer than two scores were given by all",
    Undefined.ALL_AGREE: "all gave the same everywhere",
    Undefined.NARROW: "nobody left two neighbouring levels",
    Undefined.CELLS_ALIKE: "the scores do not differ from criterion to criterion",
}


def beside(vendors: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(vendors), MOST_BESIDE):
        yield vendors[start : start + MOST_BESIDE]


def gate_grids(decided: Decided) -> Iterator[Grid]:
    """A row for each gate, a column for each vendor."""
    outcome, names = decided.result.outcome, decided.result.names
    if not outcome.model.gates:
        return
    judged = {
        vendor: {each.gate.code: each for each in outcome.standings.totals[vendor].gates} for vendor in outcome.vendors
    }
    for some in beside(outcome.standings.order):
        yield Grid(
            head=(Cell("Gate", "name"), *(Cell(names[vendor], "of-vendor") for vendor in some)),
            rows=tuple(
                (Cell(gate.text, "name"), *(state_of(judged[vendor][gate.code]) for vendor in some))
                for gate in outcome.model.gates
            ),
        )


def state_of(judged: Judged) -> Cell:
    return _STATES[judged.state]


def missed_by(model: CriteriaModel, total: Total) -> str:
    """What excludes a proposal, in the middle of a sentence; empty for one that is not excluded."""
    gates = [each.gate.text.rstrip(".") for each in total.gates if each.state.excludes]
    titles = {group.code: group.title for group in model.groups}
    groups = [f"the minimum of “{titles[code]}”" for code in total.missed_groups]
    return "; ".join([*gates, *groups])


def is_waived(total: Total) -> bool:
    return any(each.state is GateState.WAIVED for each in total.gates)


def waivers_of(decided: Decided) -> tuple[str, ...]:
    """A sentence for each gate that was missed: what was found, and who let it pass, why and until when."""
    outcome, names = decided.result.outcome, decided.result.names
    found = []
    for vendor in outcome.standings.order:
        for judged in outcome.standings.totals[vendor].gates:
            row = decided.findings.get((vendor, judged.gate.code))
            if row is None or row.is_met:
                continue
            said = f"{names[vendor]} misses “{judged.gate.text}”"
            said += f" {row.note}" if row.note else ""
            if judged.waiver:
                said += f" Waived by {judged.waiver.person} until {day(judged.waiver.until)}: {judged.waiver.reason}"
            found.append(said)
    return tuple(found)


def weighed_by(decided: Decided) -> str:
    """How the weights came about; comparisons in pairs that contradict each other were locked with a reason."""
    version = decided.result.version
    weighting = chosen_weighting(version)
    how = MethodChoice(weighting.method)
    said = f"Weights were set by {how.label.lower()}"
    said += (
        " and locked before anything was scored."
        if version.number == 1
        else f" in version {version.number} of the model; the record says why it was changed."
    )
    is_explained = how is MethodChoice.PAIRWISE and weighting.reason
    return f"{said} Why contradictory comparisons were kept: {weighting.reason}" if is_explained else said


def group_grids(decided: Decided) -> Iterator[Grid]:
    """Values from 0 to 100 of each group, and the total."""
    outcome, names = decided.result.outcome, decided.result.names
    titles = {group.code: group.title for group in outcome.model.groups}
    totals = outcome.standings.totals
    for some in beside(outcome.standings.order):
        by_group = {vendor: {each.code: each for each in totals[vendor].groups} for vendor in some}
        rows = []
        for code, weight in outcome.model.group_weights().items():
            values = (by_group[vendor][code] for vendor in some)
            numbers = [Cell("–" if each.value is None else rounded(each.value, 1), "number") for each in values]
            rows.append((Cell(titles[code], "name"), Cell(finely(weight), "number"), *numbers))
        sums = [totals[vendor].value for vendor in some]
        last = [Cell("–" if each is None else rounded(each, 1), "number total") for each in sums]
        rows.append((Cell("Total", "name total"), Cell("100 %", "number total"), *last))
        head = (Cell("Group", "name"), Cell("Weight", "number"), *(Cell(names[vendor], "number") for vendor in some))
        yield Grid(head, tuple(rows))


def score_grids(decided: Decided) -> Iterator[Grid]:
    """Agreed levels, a table for each group."""
    outcome, names = decided.result.outcome, decided.result.names
    first = next(iter(outcome.standings.order), "")
    for group in outcome.model.groups:
        criteria = [each for each in group.criteria if each.code in outcome.weights]
        for some in beside(outcome.standings.order) if criteria else ():
            head = (
                Cell("Criterion", "name"),
                Cell("Weight", "number"),
                *(Cell(names[vendor], "level-of") for vendor in some),
            )
            rows = tuple(
                (
                    Cell(each.title, "name"),
                    Cell(finely(outcome.weights[each.code]), "number"),
                    *(level_cell(decided, vendor, each.code) for vendor in some),
                )
                for each in criteria
            )
            yield Grid(head, rows, group.title if some[0] == first else f"{group.title}, further vendors")


def level_cell(decided: Decided, vendor: str, criterion: str) -> Cell:
    """The level that counts; one that a claim was capped to says what was given."""
    outcome = decided.result.outcome
    score = outcome.agreed.get(vendor, {}).get(criterion)
    level = counted(score, outcome.model.cap) if score else None
    if score is None or level is None:
        return Cell("–")
    return Cell(str(level) if level == score.level else f"{level} (of {score.level} claimed)", f"chip-of l{level}")


def agreement_of(decided: Decided) -> str:
    found = decided.result.outcome.agreement
    if found is None:
        return ""
    on = f"{count(found.evaluators, 'evaluator')}, over the {count(found.cells, 'score')} that all of them gave"
    if found.icc_2_1 is None:
        why = _UNDEFINED[found.undefined] if found.undefined else "it is not defined"
        return f"Agreement of {on}, cannot be put in a number: {why}."
    several = "" if found.cells == found.scored else f", {found.scored} scores in all"
    return (
        f"Agreement of {on}{several}: {rounded(found.icc_2_1, 2)}, where 1 is full agreement and 0 none beyond chance. "
        "It is the intraclass correlation ICC(2,1): how far one evaluator’s score can stand for any other’s."
    )


def agenda_grid(decided: Decided) -> Grid | None:
    """What was talked about, with the score of each and what was agreed."""
    if not decided.agenda:
        return None
    result, outcome = decided.result, decided.result.outcome
    titles = {each.code: each.title for each in outcome.model.criteria}
    rows = []
    for each in decided.agenda:
        agreed = decided.agreed.get((each.cell.vendor, each.cell.criterion))
        given = listed([f"{result.people[code]} {level}" for code, level in each.levels.items()])
        rows.append(
            (
                Cell(titles[each.cell.criterion], "name"),
                Cell(result.names[each.cell.vendor], "of"),
                Cell(given, "of"),
                Cell(level_cell(decided, each.cell.vendor, each.cell.criterion).text, "agreed"),
                Cell(agreed.reason if agreed else "", "reason"),
            )
        )
    head = (
        Cell("Criterion", "name"),
        Cell("Vendor", "of"),
        Cell("Given", "of"),
        Cell("Agreed", "agreed"),
        Cell("Why", "reason"),
    )
    return Grid(head, tuple(rows))


def dissents_of(decided: Decided) -> tuple[tuple[str, str], ...]:
    """Who wants what to be read beside which agreed score, in the order of the criteria."""
    result, outcome = decided.result, decided.result.outcome
    titles = {each.code: each.title for each in outcome.model.criteria}
    places = [Place(vendor, code) for code in outcome.weights for vendor in outcome.standings.order]
    found = []
    for place in places:
        agreed = decided.agreed.get((place.vendor, place.criterion))
        for each in agreed.dissents.all() if agreed else ():
            head = f"{each.participant}, on “{titles[place.criterion]}” of {result.names[place.vendor]}"
            found.append((head, each.text))
    return tuple(found)
