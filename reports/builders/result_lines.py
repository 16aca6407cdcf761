"""Scores on the page of results: a row a phase, a domain or a question, with what is drawn for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from urllib.parse import quote

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.domain.results import GroupResult, Measure, Overall, QuestionResult, Result
from assessments.words import NOTHING, score
from core.charts.cells import draw_cells
from core.charts.lines import draw_line
from core.charts.scores import Scale, ScoreRow, Value
from core.rounding import exactly
from reports.builders.charts import cell_of, scale_of, score_row

SHOWN = (Measure.VERIFIED, Measure.CLAIMED, Measure.TARGET)


ANY = "x-any-x"


@dataclass(frozen=True, slots=True)
class Planned:
    """The action of a roadmap that closes a gap, with its state in words."""

    title: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses, in which `ANY` stands for the id of what they lead to; `planned` is by the id of the question."""

    question: str
    phase: str
    domain: str
    planned: Mapping[str, Planned] = field(default_factory=dict)

    def to_question(self, id_: str) -> str:
        return self.question.replace(ANY, quote(id_))

    def to_group(self, kind: str, id_: str) -> str:
        return (self.phase if kind == "phase" else self.domain).replace(ANY, quote(id_))


@dataclass(frozen=True, slots=True)
class Number:
    """A score as it is printed, `level` the whole level it has reached, `terms` what leads to its terms."""

    text: str
    terms: str
    level: int | None = None

    def __str__(self) -> SafeString:
        """As a page shows it: a link that opens its terms."""
        if not self.terms:
            return format_html('<span class="muted">{}</span>', self.text)
        link = '<a class="opens num" href="?terms={}#terms" data-opens>{}</a>'
        return format_html(link, quote(self.terms, safe=":"), self.text)


@dataclass(frozen=True, slots=True)
class GroupLine:
    id: str
    title: str
    url: str
    bar: SafeString
    verified: Number
    claimed: Number
    target: Number
    gap: str
    reach: str
    settled: str
    below: int


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question; levels are text, None where it has none. `bar` and `weight` are for lists of questions."""

    id: str
    title: str
    url: str
    bar: SafeString
    state: str
    verified: str | None
    claimed: str | None
    target: str
    weight: str


def number_of(scored: GroupResult | Overall, measure: Measure, place: str) -> Number:
    value: Fraction | None = getattr(scored, measure.value)
    if value is None:
        return Number(NOTHING, "")
    return Number(score(value), f"{place}:{measure.value}", floor(value))


def reach_of(scored: GroupResult | Overall) -> str:
    """What the claimed score can still become; empty where that is settled."""
    if scored.low is None or scored.high is None or scored.low == scored.high:
        return ""
    return f"{score(scored.low)}–{score(scored.high)}"


def group_lines(groups: Iterable[GroupResult], kind: str, links: Links, scale: Scale) -> list[GroupLine]:
    """In the order given, without those that ask nothing."""
    return [_group_line(group, kind, links, scale) for group in groups if group.counts.total]


def _group_line(group: GroupResult, kind: str, links: Links, scale: Scale) -> GroupLine:
    row = score_row(group.group.title, group, score)
    verified, claimed, target = (number_of(group, measure, f"{kind}:{group.group.id}") for measure in SHOWN)
    counts = group.counts
    return GroupLine(
        id=group.group.id,
        title=group.group.title,
        url=links.to_group(kind, group.group.id),
        bar=SafeString(draw_line(row, scale=scale)),
        verified=verified,
        claimed=claimed,
        target=target,
        gap=row.gap or NOTHING,
        reach=reach_of(group),
        settled=_("%(done)d of %(total)d") % {"done": counts.answered + counts.not_applicable, "total": counts.total},
        below=sum(found.gap > 0 for found in group.questions),
    )


def question_lines(questions: Iterable[QuestionResult], result: Result, links: Links) -> list[QuestionLine]:
    """The widest gap first, those without a level last."""
    ordered = sorted(questions, key=lambda found: (found.verified is None, -found.gap, -found.question.impact))
    return [question_line(found, result, links, has_bar=True) for found in ordered]


def question_line(found: QuestionResult, result: Result, links: Links, *, has_bar: bool = False) -> QuestionLine:
    return QuestionLine(
        id=found.question.id,
        title=found.question.title,
        url=links.to_question(found.question.id),
        bar=SafeString(draw_line(_question_row(found), scale=scale_of(result.pack)) if has_bar else ""),
        state=found.state.value,
        verified=None if found.verified is None else str(found.verified),
        claimed=None if found.claimed is None else str(found.claimed),
        target=str(found.target),
        weight=exactly(found.question.weight) if has_bar else "",
    )


def _question_row(found: QuestionResult) -> ScoreRow:
    verified, claimed, target = (
        None if level is None else Value(level, str(level)) for level in (found.verified, found.claimed, found.target)
    )
    return ScoreRow(found.question.id, verified, claimed, target if verified else None)


@dataclass(frozen=True, slots=True)
class HeatLine:
    title: str
    url: str
    verified: str
    cells: SafeString


def heat_lines(result: Result, links: Links) -> list[HeatLine]:
    """Every answer: a row a phase, a cell a question."""
    beside = _("more is claimed")
    return [
        HeatLine(
            title=phase.group.title,
            url=links.to_group("phase", phase.group.id),
            verified=score(phase.verified),
            cells=SafeString(
                draw_cells(
                    (cell_of(found, links.to_question(found.question.id)) for found in phase.questions),
                    scale=scale_of(result.pack),
                    beside=beside,
                )
            ),
        )
        for phase in result.phases
        if phase.counts.total
    ]
