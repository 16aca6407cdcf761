"""What came of an evaluation, as tables: scores, consensus, gates, totals, prices and decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone

from core.rounding import for_data
from core.texts import LONGEST_TEXT
from reports.exporters.result_tables import Column, Form, Table, Value
from reports.queries.evaluation_contents import Contents
from vendors.domain.robustness import Mode
from vendors.models import Score
from vendors.queries.result import Result

TEXT, WHOLE, DATE, NUMBER, MONEY = Form.TEXT, Form.WHOLE, Form.DATE, Form.NUMBER, Form.MONEY
VENDOR = Column("Vendor", TEXT, 28)
MODES = {Mode.FREE: "weights free", Mode.ORDER_KEPT: "order of weights kept", Mode.BAND: "weights ±30 %"}


def outcome_tables(found: Contents) -> Iterator[Table]:
    """Each only where the person may see it."""
    if found.conflicts is not None:
        yield _conflicts(found)
    if found.scores is not None:
        yield _scores(found)
    if found.agreed is not None:
        yield _agreed(found)
    if found.findings is not None:
        yield _findings(found)
    if found.result is not None:
        yield _result(found.result)
        yield _groups(found.result)
    if found.offers is not None:
        yield _prices(found)
    if found.appraisals:
        yield _appraisals(found)
    if found.award is not None:
        yield _decision(found)


def _conflicts(found: Contents) -> Table:
    columns = (Column("Person", TEXT, 28), VENDOR, Column("Conflict of interest", TEXT, 70))
    rows = [(str(each.participant), found.names.get(each.proposal_id, ""), each.text) for each in found.conflicts or ()]
    return Table("Conflicts of interest", columns, rows)


def _scores(found: Contents) -> Table:
    columns = (
        Column("Evaluator", TEXT, 26),
        VENDOR,
        Column("Key", TEXT, 12),
        Column("Criterion", TEXT, 36),
        Column("Score", WHOLE, 8),
        Column("Rationale", TEXT, 60),
        Column("Proof", TEXT, 26),
        Column("Evidence", TEXT, 40),
        Column("Confidence", TEXT, 12),
    )
    titles = found.titles
    return Table("Scores", columns, [_score(each, found, titles) for each in found.scores or ()])


def _score(each: Score, found: Contents, titles: dict[str, str]) -> tuple[Value, ...]:
    return (
        str(each.participant),
        found.names[each.proposal_id],
        each.criterion,
        titles.get(each.criterion, ""),
        each.level,
        each.rationale,
        each.get_proof_display(),
        each.evidence,
        each.get_confidence_display(),
    )


def _agreed(found: Contents) -> Table:
    columns = (
        VENDOR,
        Column("Key", TEXT, 12),
        Column("Criterion", TEXT, 36),
        Column("Agreed score", WHOLE, 10),
        Column("Proof", TEXT, 26),
        Column("Reason", TEXT, 60),
        Column("Dissent", TEXT, 60),
    )
    titles = found.titles
    dissents: dict[int, list[str]] = {}
    for each in found.dissents:
        dissents.setdefault(each.agreed_id, []).append(f"{each.participant}: {each.text}")
    rows = [
        (
            found.names[row.proposal_id],
            row.criterion,
            titles.get(row.criterion, ""),
            row.level,
            row.get_proof_display(),
            row.reason,
            "\n".join(dissents.get(row.pk, ()))[:LONGEST_TEXT],
        )
        for row in found.agreed or ()
    ]
    return Table("Consensus", columns, rows)


def _findings(found: Contents) -> Table:
    columns = (
        VENDOR,
        Column("Gate", TEXT, 60),
        Column("Met", TEXT, 8),
        Column("What was found", TEXT, 50),
        Column("Waived by", TEXT, 22),
        Column("Why it is waived", TEXT, 40),
        Column("Waived until", DATE, 13),
    )
    gates = {gate.key: gate.text for gate in found.version.gates.all()}
    rows = [
        (
            found.names[each.proposal_id],
            gates.get(each.gate, each.gate),
            "yes" if each.is_met else "no",
            each.note,
            str(each.waived_by or ""),
            each.waiver_reason,
            each.waiver_expires_date,
        )
        for each in found.findings or ()
    ]
    return Table("Findings at gates", columns, rows)


def _result(result: Result) -> Table:
    """Totals are provisional until quality is locked, and the title of the sheet says so."""
    standings, drawn = result.outcome.standings, result.outcome.robustness if result.outcome.standings.ranked else {}
    columns = (
        VENDOR,
        Column("Rank", WHOLE, 8),
        Column("Total, 0 to 100", NUMBER, 11),
        Column("Lowest it can be", NUMBER, 11),
        Column("Highest it can be", NUMBER, 11),
        Column("Excluded", TEXT, 10),
        Column("Open gates", WHOLE, 10),
        *(Column(f"First, {words}, %", NUMBER, 13) for words in MODES.values()),
        Column("Price", MONEY, 16),
    )
    rows = []
    for vendor in standings.order:
        total, is_ranked = standings.totals[vendor], standings.ranks[vendor] is not None
        cost = result.outcome.costs.get(vendor)
        rows.append(
            (
                result.names[vendor],
                standings.ranks[vendor],
                number(total.value),
                number(total.low),
                number(total.high),
                "yes" if total.is_excluded else "no",
                len(total.open_gates),
                *(percent(drawn[mode].share(vendor)) if is_ranked else None for mode in MODES),
                number(cost.total) if cost else None,
            )
        )
    return Table("Provisional result" if result.is_provisional else "Result", columns, rows)


def _groups(result: Result) -> Table:
    standings = result.outcome.standings
    groups = {group.code: group.title for group in result.outcome.model.groups}
    columns = (
        VENDOR,
        Column("Group", TEXT, 40),
        Column("Weight, %", NUMBER, 10),
        Column("Value, 0 to 100", NUMBER, 11),
        Column("Minimum", NUMBER, 10),
    )
    rows = [
        (result.names[vendor], groups[group.code], percent(group.weight), number(group.value), number(group.minimum))
        for vendor in standings.order
        for group in standings.totals[vendor].groups
    ]
    return Table("Totals of groups", columns, rows)


def _prices(found: Contents) -> Table:
    evaluation = found.evaluation
    columns = (
        VENDOR,
        Column("Currency", TEXT, 10),
        Column(f"Worth in {evaluation.currency}", NUMBER, 12),
        Column("Rate of", DATE, 13),
        Column("One-off", MONEY, 14),
        Column("Each year", MONEY, 14),
        Column("Migration", MONEY, 14),
        Column("Exit", MONEY, 14),
        Column("Days of our own people", NUMBER, 12),
        Column("Note", TEXT, 50),
    )
    rows = [
        (
            found.names[each.proposal_id],
            each.currency,
            float(each.rate),
            each.rate_date,
            *map(float, (each.one_off, each.yearly, each.migration, each.exit, each.internal_days)),
            each.note,
        )
        for each in found.offers or ()
    ]
    return Table("Prices", columns, rows)


def _appraisals(found: Contents) -> Table:
    columns = (
        VENDOR,
        Column("Strengths", TEXT, 60),
        Column("Weaknesses", TEXT, 60),
        Column("Risks", TEXT, 60),
    )
    rows = [(found.names[each.proposal_id], each.strengths, each.weaknesses, each.risks) for each in found.appraisals]
    return Table("Appraisals", columns, rows)


def _decision(found: Contents) -> Table:
    award = found.award
    assert award
    rows: list[tuple[str, Value, Form]] = [
        ("Reasons", award.reasons, TEXT),
        ("Decision", award.get_kind_display(), TEXT),
        ("Vendor", found.names.get(award.proposal_id, "") if award.proposal_id else "", TEXT),
        ("Conditions", award.conditions, TEXT),
        ("Days of the pilot", award.pilot_days, WHOLE),
        ("Decided by", str(award.decided_by or ""), TEXT),
        ("Decided", day_of(found, award.decided_at), DATE),
    ]
    columns = (Column("Item", TEXT, 28), Column("Value", TEXT, 80))
    return Table("Decision", columns, [row[:2] for row in rows], tuple(form for _name, _value, form in rows))


def number(value: Fraction | None) -> Value:
    """With four decimals, as all files of results have it."""
    text = for_data(value)
    return None if text is None else float(text)


def percent(share: Fraction | None) -> Value:
    return None if share is None else number(share * 100)


def day_of(found: Contents, at: datetime | None) -> date | None:
    """Where the workspace is."""
    return timezone.localdate(at, found.evaluation.workspace.zone) if at else None
