"""How a DOCX of ours looks: letters, colours, page, and the parts of Word's XML that python-docx has no words for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

BRAND, INK, MUTED, LINE, SUNKEN = "0E5A52", "13201B", "4C5A54", "DBE1DD", "EBEFEC"
FONT = "Arial"  # on every machine, or something of the same widths
TEXT_WIDTH = 16.6


def give_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt

    styles: Any = document.styles
    _style(styles["Normal"], 10.5, INK, after=6)
    _style(styles["Title"], 24, BRAND, after=2, bold=True)
    _style(styles["Subtitle"], 11, MUTED, after=12)
    _style(styles["Heading 1"], 15, BRAND, before=16, after=4, bold=True)
    _style(styles["Heading 2"], 12.5, INK, before=14, after=4, bold=True)
    _style(styles["Heading 3"], 10.5, INK, before=10, after=2, bold=True)
    _style(styles["Quote"], 10, MUTED, after=3)
    _style(styles["List Bullet"], 10.5, INK, after=3)
    for name in ("Header", "Footer"):
        _style(styles[name], 8.5, MUTED)
        _tab_to_the_end(styles[name])
    for name in ("Hint", "Check", "Cell"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    _style(styles["Hint"], 9.5, MUTED, after=6, italic=True)
    _style(styles["Check"], 10.5, INK, after=3)
    _style(styles["Cell"], 9.5, INK)
    styles["Quote"].paragraph_format.left_indent = Cm(0.6)
    styles["Check"].paragraph_format.left_indent = Cm(0.7)
    styles["Check"].paragraph_format.first_line_indent = Cm(-0.7)
    styles["Check"].paragraph_format.tab_stops.add_tab_stop(Cm(0.7))
    styles["Cell"].paragraph_format.space_before = Pt(2)
    styles["Cell"].paragraph_format.space_after = Pt(2)


def _style(
    style: Any,
    size: float,
    colour: str,
    *,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    italic: bool = False,
) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    fonts = style.element.rPr.rFonts
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)  # a theme's font would win
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _tab_to_the_end(style: Any) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    stops = style.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Cm(TEXT_WIDTH / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def set_page(document: Document) -> None:
    """A4 upright."""
    from docx.shared import Cm

    section: Any = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21.0 - TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)


def set_language(document: Document, language: str) -> None:
    from docx.oxml.ns import qn

    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)


def say(document: Document, text: str, style_id: str = "Normal") -> Paragraph:
    """A paragraph at the end. Styles by their ids: python-docx looks through all of them for each by its name."""
    paragraph = document.add_paragraph()
    paragraph._p.style = style_id
    if text:
        paragraph.add_run(text)
    return paragraph


def add_field(paragraph: Paragraph, name: str) -> None:
    """What the program fills in when it sets the page, such as its number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def draw_rules(table: Table, *, has_header: bool) -> None:
    """Hairlines below the rows; a header is shaded, and stands again on the next page. No row is cut in two."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)
    for number, row in enumerate(table.rows):
        about = row._tr.get_or_add_trPr()
        about.append(OxmlElement("w:cantSplit"))
        if has_header and number == 0:
            about.append(OxmlElement("w:tblHeader"))
            for cell in row.cells:
                shade = OxmlElement("w:shd")
                for key, value in (("val", "clear"), ("color", "auto"), ("fill", SUNKEN)):
                    shade.set(qn(f"w:{key}"), value)
                cell._tc.get_or_add_tcPr().append(shade)
