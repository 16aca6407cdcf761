"""A comparison as a workbook: the change of the whole, of phases and domains, and every question with what moved it."""

from __future__ import annotations

from fractions import Fraction
from typing import IO

from assessments.domain.comparison import Comparison, PartChange, QuestionChange
from assessments.domain.results import Measure, QuestionResult
from core.rounding import for_data
from reports.builders.cause_words import causes_text, state_text
from reports.builders.change_words import headline
from reports.exporters.result_tables import Column, Form, Table, Value, level, score
from reports.exporters.results_xlsx import write_tables


def write_comparison_workbook(found: Comparison, before: str, after: str, to: IO[bytes]) -> None:
    """`before` and `after` are the names of the two sides. The same comparison gives the same bytes."""
    title, scale = f"{before} / {after}: comparison", found.after.pack.scale
    write_tables(comparison_tables(found, before, after), scale, to, title=title, day=found.after.as_of)


def comparison_tables(found: Comparison, before: str, after: str) -> list[Table]:
    return [
        _summary(found, before, after),
        _parts("Phases", "Phase", found.phases),
        _parts("Domains", "Domain", found.domains),
        _questions(found),
    ]


def _summary(found: Comparison, before: str, after: str) -> Table:
    overall, counts = found.overall, found.coverage
    packs = [f"{result.pack.code} {result.pack.version}" for result in (found.before, found.after)]
    rows: list[tuple[str, Value, Form]] = [
        ("Finding", headline(found), Form.TEXT),
        ("Before", before, Form.TEXT),
        ("After", after, Form.TEXT),
        ("Before, as of", found.before.as_of, Form.DATE),
        ("After, as of", found.after.as_of, Form.DATE),
        ("Verified before, compared questions", _score(overall.before.verified), Form.SCORE),
        ("Verified after, compared questions", _score(overall.after.verified), Form.SCORE),
        ("Change, verified", _score(overall.change()), Form.CHANGE),
        ("Claimed before, compared questions", _score(overall.before.claimed), Form.SCORE),
        ("Claimed after, compared questions", _score(overall.after.claimed), Form.SCORE),
        ("Change, claimed", _score(overall.change(Measure.CLAIMED)), Form.CHANGE),
        ("Verified before, as reported", _score(overall.reported_before.verified), Form.SCORE),
        ("Verified after, as reported", _score(overall.reported_after.verified), Form.SCORE),
        ("Questions compared", counts.compared, Form.WHOLE),
        ("Newly asked", counts.new, Form.WHOLE),
        ("No longer asked", counts.retired, Form.WHOLE),
        ("With a level only before", counts.only_before, Form.WHOLE),
        ("With a level only after", counts.only_after, Form.WHOLE),
        ("Without a level on either side", counts.without_level, Form.WHOLE),
        ("Pack before", packs[0], Form.TEXT),
        ("Pack after", packs[1], Form.TEXT),
        ("Scoring version before", found.before.scoring_version, Form.WHOLE),
        ("Scoring version after", found.after.scoring_version, Form.WHOLE),
    ]
    columns = (Column("Item", Form.TEXT, 38), Column("Value", Form.TEXT, 80))
    return Table("Comparison", columns, [(item, value) for item, value, _ in rows], tuple(form for _, _, form in rows))


def _parts(title: str, name: str, parts: tuple[PartChange, ...]) -> Table:
    columns = (
        Column("ID", Form.TEXT, 18),
        Column(name, Form.TEXT, 38),
        Column("Verified before", Form.SCORE, 11, is_maturity=True),
        Column("Verified after", Form.SCORE, 11, is_maturity=True),
        Column("Change, verified", Form.CHANGE, 11),
        Column("Claimed before", Form.SCORE, 11),
        Column("Claimed after", Form.SCORE, 11),
        Column("Change, claimed", Form.CHANGE, 11),
        Column("Reported before, verified", Form.SCORE, 12),
        Column("Reported after, verified", Form.SCORE, 12),
        Column("Questions compared", Form.WHOLE, 12),
        *((Column("Effect on the overall score", Form.CHANGE, 14),) if title == "Phases" else ()),
    )
    width = len(columns)
    return Table(title, columns, [_part(part)[:width] for part in parts])


def _part(part: PartChange) -> tuple[Value, ...]:
    assert part.group
    return (
        part.group.id,
        part.group.title,
        _score(part.before.verified),
        _score(part.after.verified),
        _score(part.change()),
        _score(part.before.claimed),
        _score(part.after.claimed),
        _score(part.change(Measure.CLAIMED)),
        _score(part.reported_before.verified),
        _score(part.reported_after.verified),
        part.compared,
        _score(part.effect),
    )


def _questions(found: Comparison) -> Table:
    columns = (
        Column("ID", Form.TEXT, 10),
        Column("Question", Form.TEXT, 40),
        Column("Phase", Form.TEXT, 22),
        Column("Domain", Form.TEXT, 22),
        Column("Move", Form.TEXT, 10),
        Column("Verified before", Form.LEVEL, 11, is_maturity=True),
        Column("Verified after", Form.LEVEL, 11, is_maturity=True),
        Column("Claimed before", Form.LEVEL, 11),
        Column("Claimed after", Form.LEVEL, 11),
        Column("State before", Form.TEXT, 16),
        Column("State after", Form.TEXT, 16),
        Column("Target before", Form.WHOLE, 10),
        Column("Target after", Form.WHOLE, 10),
        Column("Effect on the overall score", Form.CHANGE, 14),
        Column("Why", Form.TEXT, 70),
    )
    return Table("Questions", columns, [_question(change, found) for change in found.questions])


def _question(change: QuestionChange, found: Comparison) -> tuple[Value, ...]:
    question, before, after = change.question, change.before, change.after
    pack = found.after.pack if after else found.before.pack
    return (
        question.id,
        question.title,
        pack.phase[question.phase].title,
        pack.domain[question.domain].title,
        change.move.value,
        level(before and before.verified),
        level(after and after.verified),
        level(before and before.claimed),
        level(after and after.claimed),
        _state(before),
        _state(after),
        before and before.target,
        after and after.target,
        score(for_data(change.effect)) if change.is_compared else None,
        "; ".join(causes_text(change, found)),
    )


def _state(found: QuestionResult | None) -> str:
    return state_text(found) if found else "not asked"


def _score(value: Fraction | None) -> Value:
    return score(for_data(value))
