"""The template of an artifact as Markdown. What people wrote is text in it, and never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from roadmap.domain.artifact_template import Answered, Template

_MARKUP = re.compile(r"([\\`*_\[\]<>|~#])")
_AT_START = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)](?:\s|$)))")
_REFERENCE = re.compile(r"&(?=#?\w+;)")


def plain(text: str) -> str:
    """On one line, with nothing in it that Markdown or HTML would take for its own."""
    line = _MARKUP.sub(r"\\\1", _REFERENCE.sub("&amp;", " ".join(text.split())))
    return _AT_START.sub(lambda found: f"{found[1]}\\{found[2]}" if not found[2].isdigit() else _numbered(found), line)


def _numbered(found: re.Match[str]) -> str:
    """`1\\.` is a number and a dot; a backslash before the digit would stay to be read."""
    return f"{found[1]}{found[2]}\\"


def template_markdown(template: Template) -> str:
    return re.sub("\n{3,}", "\n\n", "\n".join(_lines(template))) + "\n"


def _lines(template: Template) -> Iterator[str]:
    yield f"# {plain(template.title)}"
    yield ""
    yield f"{plain(template.company)} · {plain(template.product)} · {plain(template.day)}"
    yield ""
    yield from _table((_("What"), _("Said")), template.facts)
    if template.done:
        yield from _heading(_("Definition of done"))
        yield from (f"- [{'x' if is_true else ' '}] {plain(sentence)}" for sentence, is_true in template.done)
    for section in template.sections:
        yield from _heading(section.heading)
        if section.hint:
            yield f"*{plain(section.hint)}*"
    if template.answered or template.figures or template.actions:
        yield from _known(template)


def _known(template: Template) -> Iterator[str]:
    yield from _heading(_("What is known already"))
    yield plain(_("Taken from the answers of the assessment and from the roadmap. Delete what does not belong here."))
    if template.answered:
        yield from _heading(_("Answers that this is evidence for"), 3)
        for answered in template.answered:
            yield from _answer(answered)
    if template.figures:
        yield from _heading(_("Figures in the notes"), 3)
        yield from (f"- {plain(figure.question)}: {plain(figure.text)}" for figure in template.figures)
    if template.actions:
        yield from _heading(_("Actions"), 3)
        rows = ((each.title, each.question, each.state, each.owner, each.due) for each in template.actions)
        yield from _table((_("Action"), _("Question"), _("State"), _("Owner"), _("Due")), rows)


def _answer(answered: Answered) -> Iterator[str]:
    yield from _heading(f"{answered.question} {answered.title}", 4)
    yield plain(answered.standing)
    if answered.note:
        yield ""
        yield from (f"> {plain(line)}".rstrip() for line in answered.note.splitlines())
    if answered.evidence:
        yield ""
        yield from (f"- {_('Evidence:')} {plain(title)}" for title in answered.evidence)
    if answered.step:
        yield ""
        yield f"{_('Next step:')} {plain(answered.step)}"


def _heading(text: str, level: int = 2) -> Iterator[str]:
    yield from ("", f"{'#' * level} {plain(text)}", "")


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = list(header)
    for row in (names, ["---"] * len(names), *rows):
        yield "| " + " | ".join(cell if cell == "---" else plain(cell) for cell in row) + " |"
