"""The few SVG elements that charts are made of, with every text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from core.charts.palette import INK, SURFACE

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*\Z", re.IGNORECASE)


def escaped(text: str) -> str:
    """Safe as an element's text and between double quotes; what XML cannot hold becomes a replacement character."""
    return escape(_NOT_IN_XML.sub("\ufffd", text))


def number(value: float) -> str:
    """A length or place with at most one decimal: finer than a printer, and short."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def frame(
    kind: str,
    body: Iterable[str],
    *,
    slug: str,
    title: str,
    description: str,
    width: float,
    height: float,
    has_links: bool = False,
) -> str:
    """The whole drawing. Its ids come from `slug`, which must be the chart's own on its page.

    A drawing with links is a group: inside role="img" assistive technology would not find them.
    """
    if not _SLUG.match(slug):
        raise ValueError(f"not fit for an id: {slug!r}")
    w, h = number(width), number(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{kind}" viewBox="0 0 {w} {h}" width="{w}" '
        f'height="{h}" role="{"group" if has_links else "img"}" aria-labelledby="{slug}-title" '
        f'aria-describedby="{slug}-desc" font-family="Inter, sans-serif" font-size="12" fill="{INK}">'
        f'<title id="{slug}-title">{escaped(title)}</title><desc id="{slug}-desc">{escaped(description)}</desc>'
        f"{''.join(body)}</svg>"
    )


def text(
    x: float,
    y: float,
    content: str,
    *,
    size: float = 0,
    weight: int = 0,
    fill: str = "",
    anchor: str = "",
    css: str = "",
) -> str:
    """One line of text; y is its baseline. What is not given is inherited from the group or the frame."""
    given = (
        f' class="chart-{css}"' if css else "",
        f' font-size="{size:g}"' if size else "",
        f' font-weight="{weight}"' if weight else "",
        f' fill="{fill}"' if fill else "",
        f' text-anchor="{anchor}"' if anchor else "",
    )
    return f'<text x="{number(x)}" y="{number(y)}"{"".join(given)}>{escaped(content)}</text>'


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str,
    stroke: str = "",
    radius: float = 2,
    dashes: str = "",
    css: str = "",
) -> str:
    """A box; its edge is drawn inside it, so that boxes of the same size look it with and without an edge."""
    inset = min(0.5, width / 2) if stroke else 0
    given = (
        f' class="chart-{css}"' if css else "",
        f' stroke="{stroke}"' if stroke else "",
        f' stroke-dasharray="{dashes}"' if dashes else "",
    )
    return (
        f'<rect x="{number(x + inset)}" y="{number(y + inset)}" width="{number(width - 2 * inset)}" '
        f'height="{number(height - 2 * inset)}" rx="{radius:g}" fill="{fill}"{"".join(given)}/>'
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, stroke: str, width: float = 1, dashes: str = "", css: str
) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line class="chart-{css}" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
        f'stroke="{stroke}" stroke-width="{width:g}"{dashed}/>'
    )


def path(points: str, *, stroke: str, width: float = 1, css: str) -> str:
    """Lines in SVG's path language."""
    return f'<path class="chart-{css}" d="{points}" fill="none" stroke="{stroke}" stroke-width="{width:g}"/>'


def group(content: Iterable[str], **given: str) -> str:
    """Elements with attributes in common; css is the class, font_size stands for font-size."""
    css = given.pop("css", "")
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in given.items() if value)
    named = f' class="chart-{css}"' if css else ""
    return f"<g{named}{attributes}>{''.join(content)}</g>"


def cased_stroke(x: float, top: float, bottom: float) -> str:
    """An upright ink stroke with a light edge, to be seen on white and on the darkest level."""
    points = f"M{number(x)} {number(top)}V{number(bottom)}"
    return path(points, stroke=SURFACE, width=5, css="casing") + path(points, stroke=INK, width=2.5, css="target")
