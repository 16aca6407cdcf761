"""The results as tables, to go on with in a spreadsheet: what stands in which column, and in which form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from catalog.domain.question_pack import QuestionPack
from core.rounding import NO_SCORE

type Value = str | int | float | date | None
type Data = Mapping[str, Any]


class Form(Enum):
    """What kind of value a column holds. SCORE is shown with one decimal, CHANGE with its sign and two, LEVEL is whole;
    each may be “no score”. SHARE is a percentage with one decimal. MONEY is exact, and shown in whole units.
    """

    TEXT = auto()
    LINK = auto()
    WHOLE = auto()
    NUMBER = auto()
    LEVEL = auto()
    SCORE = auto()
    CHANGE = auto()
    PERCENT = auto()
    SHARE = auto()
    MONEY = auto()
    DATE = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """`is_maturity` says that its levels and scores get the colours of maturity; `has_bar` that they get a data bar."""

    name: str
    form: Form
    width: float
    is_maturity: bool = False
    has_bar: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. Where `row_forms` is given, the last column has another form in each row.

    The columns named in `charted` become bars, beside the names that stand in the column `chart_names`.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    row_forms: tuple[Form, ...] = ()
    charted: tuple[str, ...] = ()
    chart_names: str = ""

    def form(self, row: int, column: int) -> Form:
        if self.row_forms and column == len(self.columns) - 1:
            return self.row_forms[row]
        return self.columns[column].form

    def column_number(self, name: str) -> int:
        """From 1, as spreadsheets count."""
        return 1 + [column.name for column in self.columns].index(name)


def tables_of(data: Data, pack: QuestionPack) -> list[Table]:
    """All tables of these results. The pack gives the words; every number comes from the data."""
    return [
        _summary(data, pack),
        _phases(data),
        _domains(data),
        _questions(data, pack),
        _gaps(data, pack),
        _evidence(data, pack),
    ]


def score(value: str | None) -> Value:
    """A score as the number that the data writes as text."""
    return NO_SCORE if value is None else float(value)


def level(value: int | None) -> Value:
    return NO_SCORE if value is None else value


def day(value: str | None) -> Value:
    return date.fromisoformat(value) if value else None


def _words(identifier: str | None) -> str:
    return (identifier or "").replace("_", " ")


def _maturity(name: str, form: Form = Form.SCORE) -> Column:
    return Column(name, form, 10, is_maturity=True)


SCORES = (
    _maturity("Claimed"),
    _maturity("Verified"),
    Column("Low", Form.SCORE, 10),
    Column("High", Form.SCORE, 10),
    Column("Target", Form.SCORE, 10),
)
CHARTED = ("Verified", "Claimed", "Target")
COUNTS = tuple(
    Column(name, Form.WHOLE, 12) for name in ("Answered", "Not applicable", "Unknown", "Unanswered", "Questions")
)


def _summary(data: Data, pack: QuestionPack) -> Table:
    about, overall, counts = data["assessment"], data["overall"], data["completion"]
    targets = about["targets"].items()
    rows: list[tuple[str, Value, Form]] = [
        ("Organisation", about["organisation"], Form.TEXT),
        ("Title", about["title"], Form.TEXT),
        ("Scope", about["scope"], Form.TEXT),
        ("As of", day(data["as_of"]), Form.DATE),
        ("Verified score", score(overall["verified"]), Form.SCORE),
        ("Level", level(overall["level"]), Form.LEVEL),
        ("Level in a word", overall["level_name"] or NO_SCORE, Form.TEXT),
        ("Claimed score", score(overall["claimed"]), Form.SCORE),
        ("Claimed score at least", score(overall["low"]), Form.SCORE),
        ("Claimed score at most", score(overall["high"]), Form.SCORE),
        ("Target", score(overall["target"]), Form.SCORE),
        ("Percent to target", score(overall["percent_to_target"]), Form.PERCENT),
        ("Target set", score(about["target"]), Form.SCORE),
        *((f"Target set: {pack.phase[phase].title}", score(target), Form.SCORE) for phase, target in targets),
        ("Questions", counts["total"], Form.WHOLE),
        ("Answered with a level", counts["answered"], Form.WHOLE),
        ("Not applicable", counts["not_applicable"], Form.WHOLE),
        ("Unknown", counts["unknown"], Form.WHOLE),
        ("Unanswered", counts["unanswered"], Form.WHOLE),
        ("Pack", f"{data['pack']['code']} {data['pack']['version']}", Form.TEXT),
        ("Hash of the pack", data["pack"]["hash"], Form.TEXT),
        ("Scoring version", data["scoring_version"], Form.WHOLE),
    ]
    columns = (Column("Item", Form.TEXT, 34), Column("Value", Form.TEXT, 70))
    values = [(item, value) for item, value, _ in rows]
    return Table("Summary", columns, values, tuple(form for _, _, form in rows))


def _phases(data: Data) -> Table:
    columns = (
        Column("ID", Form.TEXT, 18),
        Column("Phase", Form.TEXT, 38),
        *SCORES,
        Column("Weight", Form.NUMBER, 10),
        *COUNTS,
    )
    rows = [(*_group(phase), phase["weight"], *_counts(phase)) for phase in data["phases"]]
    return Table("Phases", columns, rows, charted=CHARTED, chart_names="Phase")


def _domains(data: Data) -> Table:
    columns = (Column("ID", Form.TEXT, 18), Column("Domain", Form.TEXT, 38), *SCORES, *COUNTS)
    rows = [(*_group(domain), *_counts(domain)) for domain in data["domains"]]
    return Table("Domains", columns, rows, charted=CHARTED, chart_names="Domain")


def _group(group: Data) -> tuple[Value, ...]:
    scores = (score(group[key]) for key in ("claimed", "verified", "low", "high", "target"))
    return (group["id"], group["title"], *scores)


def _counts(group: Data) -> tuple[Value, ...]:
    return tuple(group["counts"][key] for key in ("answered", "not_applicable", "unknown", "unanswered", "total"))


def _questions(data: Data, pack: QuestionPack) -> Table:
    columns = (
        Column("ID", Form.TEXT, 10),
        Column("Phase", Form.TEXT, 22),
        Column("Domain", Form.TEXT, 22),
        Column("Question", Form.TEXT, 40),
        Column("State", Form.TEXT, 14),
        _maturity("Claimed", Form.LEVEL),
        _maturity("Verified", Form.LEVEL),
        Column("Target", Form.SCORE, 9),
        Column("What the claimed level means", Form.TEXT, 44),
        Column("Evidence carries up to", Form.WHOLE, 12),
        Column("Weight", Form.NUMBER, 9),
        Column("Not applicable because", Form.TEXT, 18),
        Column("Note", Form.TEXT, 44),
        Column("Why another level than suggested", Form.TEXT, 32),
        Column("Criteria met", Form.TEXT, 22),
        Column("Criteria not met", Form.TEXT, 22),
        Column("Pieces of evidence", Form.WHOLE, 11),
        Column("Of these, count", Form.WHOLE, 11),
    )
    return Table("Questions", columns, [_question(item, pack) for item in data["questions"]])


def _question(item: Data, pack: QuestionPack) -> tuple[Value, ...]:
    question, claimed = pack.question[item["id"]], item["claimed"]
    return (
        question.id,
        pack.phase[question.phase].title,
        pack.domain[question.domain].title,
        question.title,
        _words(item["state"]),
        level(claimed),
        level(item["verified"]),
        score(item["target"]),
        NO_SCORE if claimed is None else question.levels[claimed - pack.scale.min],
        item["cap"],
        item["weight"],
        _words(item["not_applicable"]),
        item["note"],
        item["reason"],
        ", ".join(item["met"]),
        ", ".join(item["not_met"]),
        len(item["evidence"]),
        sum(evidence["counts"] for evidence in item["evidence"]),
    )


def _gaps(data: Data, pack: QuestionPack) -> Table:
    columns = (
        Column("Order", Form.WHOLE, 8),
        Column("ID", Form.TEXT, 10),
        Column("Question", Form.TEXT, 40),
        Column("Phase", Form.TEXT, 24),
        _maturity("Claimed", Form.LEVEL),
        _maturity("Verified", Form.LEVEL),
        Column("Target", Form.SCORE, 9),
        Column("Gap", Form.WHOLE, 8),
        Column("Impact", Form.WHOLE, 9),
        Column("Effort", Form.TEXT, 9),
        Column("Priority", Form.SCORE, 14, has_bar=True),
        Column("Value", Form.WHOLE, 9),
        Column("First, because it is needed by", Form.TEXT, 16),
        Column("What to do", Form.TEXT, 60),
    )
    rows = []
    for number, gap in enumerate(data["gaps"], start=1):
        question = pack.question[gap["question"]]
        rows.append(
            (
                number,
                question.id,
                question.title,
                pack.phase[question.phase].title,
                level(gap["claimed"]),
                level(gap["verified"]),
                score(gap["target"]),
                gap["gap"],
                gap["impact"],
                gap["effort"],
                score(gap["priority"]),
                gap["value"],
                gap["first_for"],
                gap["action"],
            )
        )
    return Table("Gaps", columns, rows)


def _evidence(data: Data, pack: QuestionPack) -> Table:
    columns = (
        Column("Question", Form.TEXT, 10),
        Column("Question's title", Form.TEXT, 40),
        Column("Class", Form.TEXT, 14),
        Column("Kind", Form.TEXT, 26),
        Column("Title", Form.TEXT, 40),
        Column("Link", Form.LINK, 44),
        Column("Reference", Form.TEXT, 30),
        Column("Observed", Form.DATE, 12),
        Column("Valid until", Form.DATE, 12),
        Column("Counts", Form.TEXT, 9),
        Column("Standing", Form.TEXT, 12),
    )
    rows = [
        (
            question["id"],
            pack.question[question["id"]].title,
            item["class"],
            pack.evidence_kind[item["kind"]].title if item["kind"] else None,
            item["title"],
            item["link"],
            item["reference"],
            day(item["observed"]),
            day(item["valid_until"]),
            "yes" if item["counts"] else "no",
            _words(item["why"]),
        )
        for question in data["questions"]
        for item in question["evidence"]
    ]
    return Table("Evidence", columns, rows)
