"""The report's drawings, from the result's exact scores and the same texts as everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from django.utils.safestring import SafeString

from assessments.domain.answers import State
from assessments.domain.results import GroupResult, Overall, QuestionResult, Result
from catalog.domain.question_pack import QuestionPack
from core.charts.bars import bars
from core.charts.heatmap import Cell, CellKind, HeatRow, heatmap
from core.charts.radar import radar
from core.charts.scores import Scale, ScoreRow, Value
from core.rounding import for_people
from reports.document import Charts

_KINDS = {
    State.NOT_APPLICABLE: CellKind.NOT_APPLICABLE,
    State.UNKNOWN: CellKind.UNKNOWN,
    State.UNANSWERED: CellKind.UNANSWERED,
}


type Say = Callable[[Fraction | None], str]
"""How a score is written."""


def scale_of(pack: QuestionPack) -> Scale:
    return Scale(pack.scale.min, pack.scale.max)


def build_charts(result: Result, domains_by_gap: Sequence[GroupResult]) -> Charts:
    """All drawings; a drawing without a single score is left out."""
    scale = scale_of(result.pack)
    if result.overall.verified is None:
        none = SafeString("")
        return Charts(none, none, none, none, _heatmap(result, scale))
    return Charts(
        overall=SafeString(
            bars(
                [score_row("Overall", result.overall)],
                slug="overall",
                title=_finding([("Overall", result.overall)]),
                scale=scale,
            )
        ),
        phases=SafeString(
            bars(_rows(result.phases), slug="phases", title=_finding(_named(result.phases)), scale=scale)
        ),
        domains=SafeString(
            bars(_rows(domains_by_gap), slug="domains", title=_finding(_named(domains_by_gap)), scale=scale)
        ),
        radar=draw_radar(result),
        heatmap=_heatmap(result, scale),
    )


def draw_radar(result: Result, say: Say = for_people, width: int = 420) -> SafeString:
    """The shape over the phases that apply; none while one of them has no score, which would leave a sliver."""
    phases = [phase for phase in result.phases if phase.verified is not None or phase.counts.open]
    if any(phase.verified is None for phase in phases):
        return SafeString("")
    rows = [score_row(phase.group.title, phase, say) for phase in phases]
    title = _finding(_named(phases), say)
    return SafeString(radar(rows, slug="radar", title=title, scale=scale_of(result.pack), width=width))


def _named(groups: Iterable[GroupResult]) -> list[tuple[str, GroupResult | Overall]]:
    return [(group.group.title, group) for group in groups]


def _finding(named: Iterable[tuple[str, GroupResult | Overall]], say: Say = for_people) -> str:
    """The drawing in words: what a reader hears instead of it."""
    return "; ".join(f"{name}: {say(scores.verified)} verified, target {say(scores.target)}" for name, scores in named)


def _rows(groups: Iterable[GroupResult]) -> list[ScoreRow]:
    return [score_row(group.group.title, group) for group in groups]


def score_row(label: str, scores: GroupResult | Overall, say: Say = for_people) -> ScoreRow:
    """A row of a drawing; `say` writes its numbers."""

    def value(score: Fraction | None) -> Value | None:
        return None if score is None else Value(score, say(score))

    gap = ""
    if scores.target is not None and scores.verified is not None:
        gap = say(max(Fraction(0), scores.target - scores.verified))
    return ScoreRow(
        label=label,
        verified=value(scores.verified),
        claimed=value(scores.claimed),
        target=value(scores.target),
        low=value(scores.low),
        high=value(scores.high),
        gap=gap,
    )


def _heatmap(result: Result, scale: Scale) -> SafeString:
    rows = [
        HeatRow(
            phase.group.title,
            tuple(cell_of(found) for found in phase.questions),
            total=for_people(phase.verified),
        )
        for phase in result.phases
    ]
    names = tuple(level.name for level in result.pack.scale.levels)
    return SafeString(
        heatmap(rows, slug="heatmap", title="The verified level of every answer", levels=names, scale=scale)
    )


def cell_of(found: QuestionResult, href: str = "") -> Cell:
    """An answer in a heatmap, on a page with its question as tooltip."""
    kind = _KINDS.get(found.state, CellKind.LEVEL)
    return Cell(
        text="" if found.verified is None else str(found.verified),
        level=found.verified,
        kind=kind,
        caption=found.question.id,
        below_claim=found.claimed != found.verified,
        note=found.question.title if href else "",
        href=href,
    )
