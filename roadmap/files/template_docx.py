"""The template of an artifact as a DOCX, with styles, a check list, tables, and a page number below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from roadmap.domain.artifact_template import Answered, Template
from roadmap.files.docx_look import add_field, draw_rules, give_styles, say, set_language, set_page

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
    say(document, fit(template.title), "Title")
    say(document, fit(f"{template.company} · {template.product} · {template.day}"), "Subtitle")
    _table(document, None, template.facts, (4.0, 12.6))
    if template.done:
        say(document, _("Definition of done"), "Heading1")
        for sentence, is_true in template.done:
            say(document, fit(f"{'☒' if is_true else '☐'}\t{sentence}"), "Check")
    for section in template.sections:
        say(document, fit(section.heading), "Heading1")
        if section.hint:
            say(document, fit(section.hint), "Hint")
        say(document, "")
    if template.answered or template.figures or template.actions:
        _known(document, template)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _known(document: Document, template: Template) -> None:
    say(document, _("What is known already"), "Heading1").paragraph_format.page_break_before = True
    said = _("Taken from the answers of the assessment and from the roadmap. Delete what does not belong here.")
    say(document, said, "Hint")
    if template.answered:
        say(document, _("Answers that this is evidence for"), "Heading2")
        for answered in template.answered:
            _answer(document, answered)
    if template.figures:
        say(document, _("Figures in the notes"), "Heading2")
        _table(
            document, (_("Question"), _("Note")), ((each.question, each.text) for each in template.figures), (2.4, 14.2)
        )
    if template.actions:
        say(document, _("Actions"), "Heading2")
        rows = ((each.title, each.question, each.state, each.owner, each.due) for each in template.actions)
        header = (_("Action"), _("Question"), _("State"), _("Owner"), _("Due"))
        _table(document, header, rows, (6.2, 2.2, 2.6, 3.0, 2.6))


def _answer(document: Document, answered: Answered) -> None:
    say(document, fit(f"{answered.question} {answered.title}"), "Heading3")
    say(document, fit(answered.standing)).paragraph_format.keep_with_next = bool(answered.note)
    for line in answered.note.splitlines():
        if line.strip():
            say(document, fit(line), "Quote")
    for title in answered.evidence:
        say(document, fit(f"{_('Evidence:')} {title}"), "ListBullet")
    if answered.step:
        say(document, fit(f"{_('Next step:')} {answered.step}"))


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
    cells = iter(table._cells)
    for number, line in enumerate(lines):
        for place, (text, width) in enumerate(zip(line, widths, strict=True)):
            cell = next(cells)
            cell.width = Cm(width)
            cell.paragraphs[0]._p.style = "Cell"
            is_name = number == 0 if header else place == 0
            cell.paragraphs[0].add_run(fit(text)).bold = is_name or None
    draw_rules(table, has_header=header is not None)
    say(document, "", "Cell")


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
