"""A decided evaluation as a workbook: the decision, the ranking and all that it rests on, a table a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import IO

from catalog.domain.question_pack import Scale
from core.rounding import NO_SCORE
from reports.builders.decision import headline_of
from reports.builders.decision_prices import PARTS
from reports.builders.decision_record import course_of, proposals_grid
from reports.builders.decision_scores import missed_by, state_of
from reports.builders.decision_sure import MODES
from reports.exporters.result_tables import Column, Form, Table, Value
from reports.exporters.results_xlsx import write_tables
from reports.queries.decisions import Decided
from vendors.domain.model import TOP
from vendors.domain.scoring import counted

TEXT, WHOLE, MONEY, SCORE, DATE = Form.TEXT, Form.WHOLE, Form.MONEY, Form.SCORE, Form.DATE
LEVELS = Scale(0, TOP, ())


def write_decision_workbook(decided: Decided, to: IO[bytes]) -> None:
    """The same decision gives the same bytes."""
    title = f"{decided.evaluation.title}: decision"
    write_tables(decision_tables(decided), LEVELS, to, title=title, day=decided.award.decided_date)


def decision_tables(decided: Decided) -> list[Table]:
    return [
        _decision(decided),
        _ranking(decided),
        _groups(decided),
        _agreed(decided),
        _individual(decided),
        _gates(decided),
        _robustness(decided),
        _prices(decided),
        _dissents(decided),
        _conflicts(decided),
        _course(decided),
        _versions(decided),
    ]


def _decision(decided: Decided) -> Table:
    evaluation, award = decided.evaluation, decided.award
    rows: list[tuple[str, Value, Form]] = [
        ("Evaluation", evaluation.title, TEXT),
        ("Organisation", evaluation.workspace.name, TEXT),
        ("Decision", headline_of(decided), TEXT),
        ("Reasons", award.reasons, TEXT),
        ("Conditions", award.conditions, TEXT),
        ("Days of the pilot", award.pilot_days, WHOLE),
        ("Decided by", str(award.decided_by or ""), TEXT),
        ("Decided on", award.decided_date, DATE),
        ("Currency", evaluation.currency, TEXT),
        ("Horizon in years", evaluation.horizon_years, WHOLE),
        ("Discount a year, in per cent", f"{evaluation.discount_percent.normalize():f}", TEXT),
        ("A day of our own people", float(evaluation.day_rate), MONEY),
        ("Budget", _amount(evaluation.budget), MONEY),
        ("Ceiling", _amount(evaluation.ceiling), MONEY),
        ("Seed of the draws", evaluation.seed, WHOLE),
    ]
    columns = (Column("Item", TEXT, 26), Column("Value", TEXT, 90))
    return Table("Decision", columns, [row[:2] for row in rows], tuple(form for _name, _value, form in rows))


def _ranking(decided: Decided) -> Table:
    outcome = decided.result.outcome
    columns = (
        Column("Place", WHOLE, 8),
        Column("Vendor", TEXT, 32),
        Column("Quality", SCORE, 10, has_bar=True),
        Column(f"Cost, {decided.evaluation.currency}", MONEY, 16),
        Column("Excluded by", TEXT, 50),
        Column("Strengths", TEXT, 45),
        Column("Weaknesses", TEXT, 45),
        Column("Risks", TEXT, 45),
    )
    rows = []
    for code in outcome.standings.order:
        total, cost, said = outcome.standings.totals[code], outcome.costs.get(code), decided.appraisals.get(code)
        words = (said.strengths, said.weaknesses, said.risks) if said else ("", "", "")
        price = _number(cost.total if cost else None)
        out = missed_by(outcome.model, total)
        rank = outcome.standings.ranks[code]
        rows.append((rank, decided.result.names[code], _score(total.value), price, out, *words))
    return Table("Ranking", columns, rows)


def _groups(decided: Decided) -> Table:
    outcome = decided.result.outcome
    titles = {group.code: group.title for group in outcome.model.groups}
    values = {
        vendor: {each.code: each.value for each in outcome.standings.totals[vendor].groups}
        for vendor in _order(decided)
    }
    rows = [
        (titles[code], _number(weight), *(_score(values[vendor][code]) for vendor in _order(decided)))
        for code, weight in outcome.model.group_weights().items()
    ]
    head = (Column("Group", TEXT, 46), Column("Weight", Form.SHARE, 10))
    return Table("Groups", (*head, *_vendors(decided, SCORE)), rows)


def _agreed(decided: Decided) -> Table:
    """Levels as they count, in the colours of maturity."""
    outcome = decided.result.outcome
    groups = {each.code: group.title for group in outcome.model.groups for each in group.criteria}
    titles = {each.code: each.title for each in outcome.model.criteria}
    rows = []
    for code, weight in outcome.weights.items():
        levels = [outcome.levels[vendor].get(code, NO_SCORE) for vendor in _order(decided)]
        rows.append((groups[code], titles[code], _number(weight), *levels))
    head = (Column("Group", TEXT, 34), Column("Criterion", TEXT, 40), Column("Weight", Form.SHARE, 10))
    return Table("Agreed scores", (*head, *_vendors(decided, Form.LEVEL, is_maturity=True)), rows)


def _individual(decided: Decided) -> Table:
    """What each evaluator gave alone, beside what was agreed and why."""
    result, outcome = decided.result, decided.result.outcome
    titles = {each.code: each.title for each in outcome.model.criteria}
    columns = (
        Column("Evaluator", TEXT, 24),
        Column("Vendor", TEXT, 28),
        Column("Criterion", TEXT, 40),
        Column("Given", WHOLE, 8),
        Column("Verified", TEXT, 10),
        Column("Counts", WHOLE, 8),
        Column("Agreed, as it counts", WHOLE, 10),
        Column("Why that was agreed", TEXT, 60),
    )
    rows = []
    for person, sheet in outcome.sheets.items():
        for cell, score in sorted(sheet.items()):
            agreed = decided.agreed.get((cell.vendor, cell.criterion))
            settled = outcome.agreed.get(cell.vendor, {}).get(cell.criterion)
            rows.append(
                (
                    result.people[person],
                    result.names[cell.vendor],
                    titles[cell.criterion],
                    score.level,
                    "yes" if score.is_verified else "no",
                    counted(score, outcome.model.cap),
                    counted(settled, outcome.model.cap) if settled else None,
                    agreed.reason if agreed else "",
                )
            )
    return Table("Individual scores", columns, rows)


def _gates(decided: Decided) -> Table:
    columns = (
        Column("Gate", TEXT, 60),
        Column("Vendor", TEXT, 28),
        Column("Found", TEXT, 18),
        Column("What was found", TEXT, 50),
        Column("Waived by", TEXT, 22),
        Column("Why it is waived", TEXT, 40),
        Column("Waived until", DATE, 14),
    )
    rows: list[tuple[Value, ...]] = []
    for code in _order(decided):
        for judged in decided.result.outcome.standings.totals[code].gates:
            found, waiver = decided.findings.get((code, judged.gate.code)), judged.waiver
            waived = (waiver.person, waiver.reason, waiver.until) if waiver else ("", "", None)
            note = found.note if found else ""
            rows.append((judged.gate.text, decided.result.names[code], state_of(judged).text, note, *waived))
    return Table("Gates", columns, rows)


def _robustness(decided: Decided) -> Table:
    """Shares of first places, and of first places shared with nobody."""
    outcome = decided.result.outcome
    columns = (
        Column("Weights", TEXT, 44),
        Column("Vendor", TEXT, 28),
        Column("First", Form.PERCENT, 10, has_bar=True),
        Column("First alone", Form.PERCENT, 10),
        Column("Draws", WHOLE, 10),
    )
    rows = []
    for mode, said in MODES.items():
        found = outcome.robustness[mode]
        for code in outcome.standings.ranked:
            shares = (_number(found.share(code)), _number(found.share_alone(code)))
            rows.append((said, decided.result.names[code], *shares, found.draws))
    return Table("Robustness", columns, rows)


def _prices(decided: Decided) -> Table:
    costs = decided.result.outcome.costs
    head = (Column("Vendor", TEXT, 32), *(Column(said, MONEY, 16) for said in PARTS.values()))
    rows = [
        (decided.result.names[code], *(_number(costs[code].parts[part]) for part in PARTS), _number(costs[code].total))
        for code in _order(decided)
        if code in costs
    ]
    return Table("Prices", (*head, Column("Total", MONEY, 16, has_bar=True)), rows)


def _dissents(decided: Decided) -> Table:
    titles = {each.code: each.title for each in decided.result.outcome.model.criteria}
    columns = (
        Column("Evaluator", TEXT, 24),
        Column("Vendor", TEXT, 28),
        Column("Criterion", TEXT, 40),
        Column("Dissent", TEXT, 80),
    )
    rows = [
        (str(each.participant), decided.result.names[vendor], titles.get(criterion, criterion), each.text)
        for (vendor, criterion), agreed in sorted(decided.agreed.items())
        for each in agreed.dissents.all()
    ]
    return Table("Dissent", columns, rows)


def _conflicts(decided: Decided) -> Table:
    columns = (Column("Evaluator", TEXT, 24), Column("Vendor", TEXT, 28), Column("Conflict of interest", TEXT, 80))
    rows = [(str(each.participant), str(each.proposal.vendor), each.text) for each in decided.conflicts]
    return Table("Conflicts", columns, rows)


def _course(decided: Decided) -> Table:
    """What happened when, and when each proposal came."""
    rows = [(name, at, "") for name, at in course_of(decided)]
    rows += [(f"Proposal of {row[0].text}", row[1].text, row[2].text) for row in proposals_grid(decided).rows]
    return Table("Course", (Column("What", TEXT, 50), Column("When", TEXT, 24), Column("Note", TEXT, 12)), rows)


def _versions(decided: Decided) -> Table:
    """With the total of each vendor under each version."""
    outcome, zone = decided.result.outcome, decided.evaluation.workspace.zone
    by_number = {**outcome.by_version, decided.result.version.number: outcome.standings}
    head = (
        Column("Version", WHOLE, 9),
        Column("Locked", DATE, 12),
        Column("Why", TEXT, 40),
        Column("Content hash", TEXT, 68),
    )
    rows = []
    for each in decided.result.versions:
        totals = by_number[each.number].totals
        day = each.locked_at.astimezone(zone).date() if each.locked_at else None
        scores = [_score(totals[code].value) for code in _order(decided)]
        rows.append((each.number, day, each.reason, each.content_hash, *scores))
    return Table("Versions", (*head, *_vendors(decided, SCORE)), rows)


def _order(decided: Decided) -> Sequence[str]:
    return decided.result.outcome.standings.order


def _vendors(decided: Decided, form: Form, *, is_maturity: bool = False) -> tuple[Column, ...]:
    """A column each."""
    names = [decided.result.names[code] for code in _order(decided)]
    return tuple(Column(name, form, 16, is_maturity=is_maturity) for name in names)


def _score(value: Fraction | None) -> Value:
    return NO_SCORE if value is None else float(value)


def _amount(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
