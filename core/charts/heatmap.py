"""Every answer at once: a row a phase or domain, a cell a question, with its level printed in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from core.charts.legend import Entry, legend
from core.charts.lettering import fit, text_width, wrap
from core.charts.palette import BAD, BORDER, MATURITY, MUTED, SURFACE
from core.charts.scores import ENGLISH, ZERO_TO_FIVE, Scale, Words
from core.charts.svg import escaped, frame, group, number, rect, text

_LABEL = 12
_SMALL = 10.5
_CAPTION = 8
_SMALLEST_CAPTION = 6
_GAP = 3
_TOTAL = 52
_ACROSS = 12
"""Cells in one line of a row; a longer row goes on below."""
_WIDEST = 76
_HEAD_LINE = 12.5
_HIGHEST_HEAD = 150


class CellKind(StrEnum):
    LEVEL = "level"
    NOT_APPLICABLE = "not-applicable"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"


SIGNS = {CellKind.NOT_APPLICABLE: "n/a", CellKind.UNKNOWN: "?", CellKind.UNANSWERED: "–"}


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is printed on the colour of `level`; a cell of another kind shows its sign instead.

    `caption` is printed small above it, `note` is the tooltip, `below_claim` marks the corner.
    """

    text: str
    level: int | None = None
    kind: CellKind = CellKind.LEVEL
    caption: str = ""
    below_claim: bool = False
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """None stands where nothing belongs: a phase without a question of that domain."""

    label: str
    cells: Sequence[Cell | None]
    total: str = ""


def heatmap(
    rows: Sequence[HeatRow],
    *,
    slug: str,
    title: str,
    description: str = "",
    columns: Sequence[str] = (),
    levels: Sequence[str] = (),
    scale: Scale = ZERO_TO_FIVE,
    width: int = 640,
    words: Words = ENGLISH,
) -> str:
    """A matrix under the headings `columns`, or without them rows of any length. Nothing at all without a cell.

    `levels` are the names of the levels for the key, lowest first.
    """
    cells = [cell for row in rows for cell in row.cells if cell is not None]
    if not cells:
        return ""
    grid = _grid(rows, columns, scale, width)
    drawn = [_heads(grid, rows, columns, words)]
    top = grid.top
    for row in rows:
        drawn.append(_row(row, grid, top))
        top += grid.row_height(row)
    key, height = legend(_entries(cells, levels, scale, words), left=0, top=top + 4, right=width)
    return frame(
        "heatmap",
        [*drawn, key],
        slug=slug,
        title=title,
        description=description or "; ".join(map(_sentence, rows)),
        width=width,
        height=height,
        has_links=any(cell.href for cell in cells),
    )


class _Grid(NamedTuple):
    """Where cells stand; all lengths in px."""

    scale: Scale
    left: float
    top: float
    cell_width: float
    cell_height: float
    across: int
    caption_size: float
    total_right: float
    heads_upright: bool

    def row_height(self, row: HeatRow) -> float:
        lines = max(1, -(-len(row.cells) // self.across))
        return max(lines * (self.cell_height + _GAP), 30) + 3

    def corner(self, place: int, top: float) -> tuple[float, float]:
        line, column = divmod(place, self.across)
        return self.left + column * (self.cell_width + _GAP), top + line * (self.cell_height + _GAP)


def _grid(rows: Sequence[HeatRow], columns: Sequence[str], scale: Scale, width: int) -> _Grid:
    longest = max(len(row.cells) for row in rows)
    across = len(columns) or min(longest, _ACROSS)
    left = width * 0.225
    right = width - (_TOTAL if any(row.total for row in rows) else 0)
    cell_width = min(_WIDEST, (right - left + _GAP) / across - _GAP)
    captions = {cell.caption for row in rows for cell in row.cells if cell and cell.caption}
    upright = any(text_width(word, _SMALL) > cell_width for column in columns for word in column.split())
    return _Grid(
        scale,
        left,
        top=_head_height(columns, upright, cell_width, has_total=right < width),
        cell_width=cell_width,
        cell_height=34 if captions else 26,
        across=across,
        caption_size=_caption_size(captions, cell_width - 2),
        total_right=width,
        heads_upright=upright,
    )


def _head_height(columns: Sequence[str], upright: bool, cell_width: float, has_total: bool) -> float:
    if upright:
        return min(_HIGHEST_HEAD, max(text_width(column, _SMALL) for column in columns)) + 8
    lines = max((len(wrap(column, _SMALL, cell_width, 3)) for column in columns), default=0) or int(has_total)
    return lines * _HEAD_LINE + 6 if lines else 0


def _caption_size(captions: Collection[str], width: float) -> float:
    """One size for all, small enough for the longest: an id that is cut names nothing."""
    longest = max((text_width(caption, _CAPTION) for caption in captions), default=0)
    if longest <= width:
        return _CAPTION
    return max(_SMALLEST_CAPTION, int(_CAPTION * width / longest * 10) / 10)


def _heads(grid: _Grid, rows: Sequence[HeatRow], columns: Sequence[str], words: Words) -> str:
    """Headings stand on the first row; they are turned upright where a word is wider than its column."""
    drawn = []
    for place, column in enumerate(columns):
        middle = grid.corner(place, 0)[0] + grid.cell_width / 2
        if grid.heads_upright:
            shown = fit(column, _SMALL, _HIGHEST_HEAD)
            turned = f'transform="translate({number(middle + 3.8)} {number(grid.top - 6)}) rotate(-90)"'
            drawn.append(f"<g {turned}>{text(0, 0, shown)}</g>")
            continue
        lines = wrap(column, _SMALL, grid.cell_width, 3)
        first = grid.top - 7 - _HEAD_LINE * (len(lines) - 1)
        drawn += [text(middle, first + _HEAD_LINE * at, line, anchor="middle") for at, line in enumerate(lines)]
    if any(row.total for row in rows):
        drawn.append(text(grid.total_right, grid.top - 7, words.verified, anchor="end"))
    return group(drawn, css="heads", font_size=f"{_SMALL:g}", fill=MUTED)


def _row(row: HeatRow, grid: _Grid, top: float) -> str:
    middle = top + grid.cell_height / 2
    lines = wrap(row.label, _LABEL, grid.left - 10)
    first = middle + 4.2 - (len(lines) - 1) * 14.5 / 2
    drawn = [text(0, first + at * 14.5, line, css="label") for at, line in enumerate(lines)]
    drawn += [_cell(cell, grid, *grid.corner(place, top)) for place, cell in enumerate(row.cells) if cell is not None]
    if row.total:
        is_long = text_width(row.total, _LABEL) > _TOTAL - 12
        size, weight, fill = (_SMALL, 400, MUTED) if is_long else (_LABEL, 600, "")
        total = fit(row.total, size, _TOTAL - 6)
        drawn.append(
            text(grid.total_right, middle + 4.2, total, size=size, weight=weight, fill=fill, anchor="end", css="number")
        )
    return "".join(drawn)


def _cell(cell: Cell, grid: _Grid, x: float, y: float) -> str:
    width, height = grid.cell_width, grid.cell_height
    box, colour, css = _box(cell, grid.scale, x, y, width, height)
    middle = x + width / 2
    baseline = y + height / 2 + 4.4 + (6 if cell.caption else 0)
    size = 13 if cell.kind is CellKind.LEVEL else 12
    shown = cell.text if cell.kind is CellKind.LEVEL else SIGNS[cell.kind]
    drawn = [box]
    if cell.note and not cell.href:
        drawn.insert(0, f"<title>{escaped(cell.note)}</title>")
    if cell.caption:
        drawn.append(text(middle, y + 12, fit(cell.caption, grid.caption_size, width - 2), size=grid.caption_size))
    drawn.append(text(middle, baseline, fit(shown, size, width - 2), size=size, weight=600))
    if cell.below_claim:
        drawn.append(_corner_mark(x + width, y))
    if cell.href:
        drawn.append(_link(cell, shown, x, y, width, height))
    return group(drawn, css=css, fill=colour, text_anchor="middle")


def _box(cell: Cell, scale: Scale, x: float, y: float, width: float, height: float) -> tuple[str, str, str]:
    """The box, the colour of what is printed in it, and the class of both."""
    if cell.kind is CellKind.LEVEL and cell.level is not None:
        step = scale.step(cell.level)
        shade = MATURITY[step]
        edge = shade.edge if shade.edge != shade.fill else ""
        return rect(x, y, width, height, fill=shade.fill, stroke=edge, radius=3), shade.text, f"cell-{step}"
    dashes = "" if cell.kind is CellKind.UNKNOWN else "2 2"
    box = rect(x, y, width, height, fill=SURFACE, stroke=BORDER, radius=3, dashes=dashes)
    return box, MUTED, f"cell-{cell.kind}"


def _corner_mark(right: float, top: float) -> str:
    """A dark triangle with a light edge, to be seen on every level and in grey."""
    x, y, far = number(right), number(top), (number(right - 7), number(top + 7))
    return (
        f'<path class="chart-mark" d="M{far[0]} {y}L{x} {y}L{x} {far[1]}Z" '
        f'fill="{BAD}" stroke="{SURFACE}" stroke-width="1"/>'
    )


def _link(cell: Cell, shown: str, x: float, y: float, width: float, height: float) -> str:
    """Laid over the finished cell, since WeasyPrint takes everything in a link for text."""
    spoken = " ".join(part for part in (cell.caption, shown, cell.note) if part)
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    area = f'<rect {place} fill="none" pointer-events="all"/>'
    return f'<a href="{escaped(cell.href)}"><title>{escaped(spoken)}</title>{area}</a>'


def _sentence(row: HeatRow) -> str:
    """The row in words, for those who do not see it."""
    cells = [
        f"{cell.caption} {cell.text if cell.kind is CellKind.LEVEL else SIGNS[cell.kind]}".strip()
        for cell in row.cells
        if cell is not None
    ]
    return f"{row.label}: {', '.join(cells)}"


def _entries(cells: Sequence[Cell], levels: Sequence[str], scale: Scale, words: Words) -> list[Entry]:
    """All levels that have a name, and of the other signs only what is drawn."""
    samples = [(Cell(str(level), level), name) for level, name in zip(scale.levels, levels, strict=False)]
    kinds = {cell.kind for cell in cells}
    meanings = {
        CellKind.NOT_APPLICABLE: words.not_applicable,
        CellKind.UNKNOWN: words.unknown,
        CellKind.UNANSWERED: words.unanswered,
    }
    samples += [(Cell("", kind=kind), meaning) for kind, meaning in meanings.items() if kind in kinds]
    entries = [Entry(_sample(cell, scale), 24, meaning) for cell, meaning in samples]
    if any(cell.below_claim for cell in cells):
        mark = rect(0, -8, 16, 16, fill=SURFACE, stroke=BORDER, radius=3) + _corner_mark(16, -8)
        entries.append(Entry(mark, 16, words.below_claim))
    return entries


def _sample(cell: Cell, scale: Scale) -> str:
    box, colour, css = _box(cell, scale, 0, -8, 24, 16)
    shown = cell.text or SIGNS[cell.kind]
    return group([box, text(12, 3.8, shown, size=_SMALL, weight=600)], css=css, fill=colour, text_anchor="middle")
