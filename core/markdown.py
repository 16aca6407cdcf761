"""What people write in notes and comments, as HTML that is safe in every page and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 50_000
"""Characters; longer texts are shown as they are. The worst text of this length was parsed in 0.5 s."""

DEEPEST = 19
"""Levels of quotes, lists and emphasis within each other: from 20 on the parser drops text, and PDFs break."""

_TAGS = {"p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "h4", "h5", "h6"}
_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_HEADINGS_ABOVE = 3
"""Headings of the page around a note: its own largest one comes below them."""


def render_markdown(text: str) -> str:
    """CommonMark without raw HTML, images and tables; a line break stays one.

    Links lead only to http, https and mailto. The result is cleaned once more by an HTML parser, so that no fault in
    the Markdown parser can let markup through.
    """
    import nh3

    return nh3.clean(
        _html(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        url_relative="deny",  # //host would lead anywhere
        link_rel="nofollow noopener noreferrer",
    )


def _html(text: str) -> str:
    parser = _parser()
    tokens = parser.parse(text) if len(text) <= LONGEST else None
    if tokens is None or _depth(tokens) > DEEPEST:
        return f"<pre>{escape(text)}</pre>"
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + _HEADINGS_ABOVE, 6)}"
    return str(parser.renderer.render(tokens, parser.options, {}))


def _depth(tokens: Sequence[Token]) -> int:
    """How many elements stand within each other at most; a token opens one, closes one, or does neither."""
    here = deepest = 0
    for token in tokens:
        here += token.nesting
        deepest = max(deepest, here + _depth(token.children or ()))
    return deepest


@cache
def _parser() -> MarkdownIt:
    """Imported on first use: it takes 0.1 s, which every start of the product would pay."""
    from markdown_it import MarkdownIt

    # With images off, ![a](b) becomes a link, and no page fetches what a stranger names.
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
