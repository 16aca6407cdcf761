"""The heatmap of a page: cells that break into lines where there is no room, each a link with its number printed in it.

The one for paper is in heatmap.py. These are drawn here and not in a template because there may be a thousand of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.charts.heatmap import SIGNS, Cell, CellKind
from core.charts.scores import ZERO_TO_FIVE, Scale
from core.charts.svg import escaped


def draw_cells(cells: Iterable[Cell], *, scale: Scale = ZERO_TO_FIVE, beside: str = "") -> str:
    """A list of links. `note` is the tooltip; `beside` is said after the number of a cell that is marked."""
    return f"<ul>{''.join(_cell(cell, scale, beside) for cell in cells)}</ul>"


def _cell(cell: Cell, scale: Scale, beside: str) -> str:
    colour = f' data-l="{scale.step(cell.level)}"' if cell.kind is CellKind.LEVEL and cell.level is not None else ""
    shown = cell.text if cell.kind is CellKind.LEVEL else SIGNS[cell.kind]
    marked, said = (" is-above", f'<span class="sr">, {escaped(beside)}</span>') if cell.below_claim else ("", "")
    return (
        f'<li><a class="cell{marked}" href="{escaped(cell.href)}"{colour} title="{escaped(cell.note)}">'
        f"<small>{escaped(cell.caption)}</small> {escaped(shown)}{said}</a></li>"
    )
