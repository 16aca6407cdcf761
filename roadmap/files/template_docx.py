"""The template of an artifact as a DOCX, with styles, a check list, tables, and a page number below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from roadmap.domain.artifact_template import Answered, Template
from roadmap.files.docx_look import add_field, draw_rules, give_styles, set_language, set_page

if TYPE_CHECKING:
    from docx.document import Document

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def fit(text: str) -> str:
    """Without the few letters that no XML holds; the rest is escaped where it is written."""
    return _NOT_IN_XML.sub("", text)


def template_docx(template: Template) -> bytes:
    import docx

    document = docx.Document()
    give_styles(document)
    set_page(document)
    set_language(document, "en-GB")
    _name(document, template)
    _surround(document, template)
    document.add_paragraph(fit(template.title), style="Title")
    document.add_paragraph(fit(f"{template.company} · {template.product} · {template.day}"), style="Subtitle")
    _table(document, None, template.facts, (4.0, 12.6))
    if template.done:
        document.add_heading(_("Definition of done"), 1)
        for sentence, is_true in template.done:
            document.add_paragraph(fit(f"{'☒' if is_true else '☐'}\t{sentence}"), style="Check")
    for section in template.sections:
        document.add_heading(fit(section.heading), 1)
        if section.hint:
            document.add_paragraph(fit(section.hint), style="Hint")
        document.add_paragraph()
    if template.answered or template.figures or template.actions:
        _known(document, template)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _known(document: Document, template: Template) -> None:
    document.add_heading(_("What is known already"), 1).paragraph_format.page_break_before = True
    said = _("Taken from the answers of the assessment and from the roadmap. Delete what does not belong here.")
    document.add_paragraph(said, style="Hint")
    if template.answered:
        document.add_heading(_("Answers that this is evidence for"), 2)
        for answered in template.answered:
            _answer(document, answered)
    if template.figures:
        document.add_heading(_("Figures in the notes"), 2)
        _table(
            document, (_("Question"), _("Note")), ((each.question, each.text) for each in template.figures), (2.4, 14.2)
        )
    if template.actions:
        document.add_heading(_("Actions"), 2)
        rows = ((each.title, each.question, each.state, each.owner, each.due) for each in template.actions)
        header = (_("Action"), _("Question"), _("State"), _("Owner"), _("Due"))
        _table(document, header, rows, (6.2, 2.2, 2.6, 3.0, 2.6))


def _answer(document: Document, answered: Answered) -> None:
    document.add_heading(fit(f"{answered.question} {answered.title}"), 3)
    document.add_paragraph(fit(answered.standing)).paragraph_format.keep_with_next = bool(answered.note)
    for line in answered.note.splitlines():
        if line.strip():
            document.add_paragraph(fit(line), style="Quote")
    for title in answered.evidence:
        document.add_paragraph(fit(f"{_('Evidence:')} {title}"), style="List Bullet")
    if answered.step:
        document.add_paragraph(fit(f"{_('Next step:')} {answered.step}"))


def _table(
    document: Document, header: Sequence[str] | None, rows: Iterable[Sequence[str]], widths: Sequence[float]
) -> None:
    """Widths in centimetres. Without a header the first cell of each row names it."""
    from docx.shared import Cm

    lines = [*([header] if header else []), *rows]
    table = document.add_table(rows=len(lines), cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    cells, style = iter(table._cells), document.styles["Cell"]
    for number, line in enumerate(lines):
        for place, (text, width) in enumerate(zip(line, widths, strict=True)):
            cell = next(cells)
            cell.width = Cm(width)
            cell.paragraphs[0].style = style
            is_name = number == 0 if header else place == 0
            cell.paragraphs[0].add_run(fit(text)).bold = is_name or None
    draw_rules(table, has_header=header is not None)
    document.add_paragraph(style="Cell")


def _name(document: Document, template: Template) -> None:
    about: Any = document.core_properties
    about.title, about.author, about.comments = fit(template.title)[:255], fit(template.company)[:255], ""
    about.subject, about.language = fit(template.product)[:255], "en-GB"


def _surround(document: Document, template: Template) -> None:
    section = document.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.text, foot.text = fit(f"{template.company}\t\t{template.title}"), fit(f"{template.day}\t\t")
    foot.add_run(_("Page") + " ")
    add_field(foot, "PAGE")
    foot.add_run(" / ")
    add_field(foot, "NUMPAGES")
