"""How spreadsheets look: the colours of the charts, and the few cell styles that sheets are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

from core.charts import palette

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Border, Font, PatternFill
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

INK, MUTED, HAIRLINE, BORDER = (shade[1:] for shade in (palette.INK, palette.MUTED, palette.HAIRLINE, palette.BORDER))
SURFACE, BRAND, TINT = palette.SURFACE[1:], palette.BRAND[1:], "E3F1EE"

FONT = "Calibri"
PAPER_A4, PAPER_A3 = 9, 8
LINE_HEIGHT = 13.5
"""Points that a line of 10 point text takes."""
TALLEST_ROW = 400
"""Points; programs allow 409."""

_KNOWN_LOOKS: WeakKeyDictionary[Workbook, dict[tuple[Any, ...], tuple[int, int, int, int]]] = WeakKeyDictionary()
"""Numbers that each workbook gave to the parts of a look."""


def maturity(level: int, lowest: int, highest: int) -> tuple[str, str]:
    """Fill and text colour of a level; a scale with other than six levels is spread over the same colours."""
    last = len(palette.MATURITY) - 1
    step = (level - lowest) * last // max(highest - lowest, 1)
    shade = palette.MATURITY[min(max(step, 0), last)]
    return shade.fill[1:], shade.text[1:]


def dress(
    cell: Cell,
    *,
    fill: str = "",
    colour: str = INK,
    size: int = 10,
    bold: bool = False,
    wrap: bool = True,
    border: str = "",
    across: Literal["left", "center", "right"] = "left",
    down: Literal["top", "center"] = "top",
) -> None:
    """Give a cell its look. Text starts at the top, so that rows of different lengths read across."""
    from openpyxl.styles.cell_style import StyleArray

    look = (fill, colour, size, bold, wrap, border, across, down)
    known = _KNOWN_LOOKS.setdefault(cell.parent.parent, {})  # type: ignore[arg-type]
    styled: Any = cell
    if look not in known:
        cell.font, cell.alignment, cell.fill, cell.border = _styles(*look)
        known[look] = _ids(styled._style)
        return
    # Thousands of cells share a few looks. By number they take a tenth of the time that openpyxl needs to compare them.
    if not styled._style:
        styled._style = StyleArray()
    style = styled._style
    style.fontId, style.alignmentId, style.fillId, style.borderId = known[look]


def _ids(style: StyleArray) -> tuple[int, int, int, int]:
    return style.fontId, style.alignmentId, style.fillId, style.borderId


def _styles(
    fill: str, colour: str, size: int, bold: bool, wrap: bool, border: str, across: str, down: str
) -> tuple[Font, Alignment, PatternFill, Border]:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side = Side(style="thin", color=border) if border else Side()
    indent = 1 if border and across != "center" else 0
    return (
        Font(name=FONT, size=size, bold=bold, color=colour),
        Alignment(horizontal=across, vertical=down, wrap_text=wrap, indent=indent),
        PatternFill("solid", start_color=fill) if fill else PatternFill(),
        Border(left=side, right=side, top=side, bottom=side),
    )


def height_of(*texts: tuple[str, float], least: int = 1) -> float:
    """Points that a row needs for these texts, each with the width of its column in characters."""
    lines = max(_lines(text, width) for text, width in texts)
    return min(max(lines, least) * LINE_HEIGHT + 5, TALLEST_ROW)


def _lines(text: str, width: float) -> int:
    # Words do not break, so a line is on average some characters short of the column's width.
    room = max(int(width * 1.15) - 4, 1)
    return sum(1 + max(len(line) - 1, 0) // room for line in text.split("\n"))


def prepare_print(sheet: Worksheet, *, paper: int, head: int, note: str = "") -> None:
    """Landscape pages as wide as the sheet, each with the header row `head` on top and numbered at the bottom."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{head}:{head}"
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    fit: Any = sheet.sheet_properties.pageSetUpPr
    fit.fitToPage = True
    footer: Any = sheet.oddFooter
    footer.left.text = note.replace("&", "&&")
    footer.center.text, footer.right.text = "&A", "Page &P of &N"
