"""Tags that pages need everywhere: icons, where to go, moments in the workspace's time zone."""

import re
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.local import Place, in_shape, is_in_surroundings, surroundings
from core.markdown import render_markdown
from core.navigation import OF_PERSON, entries_of

register = template.Library()

ZERO_WIDTH = "\N{ZERO WIDTH SPACE}"
_TOO_LONG, _PIECES = re.compile(r"\S{21,}"), re.compile(r"\S{1,12}")


@dataclass(frozen=True)
class Link:
    label: str | Promise
    url: str
    is_current: bool


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of templates/components/icons.html; it says nothing to a screen reader, so words stand beside it."""
    return format_html('<svg class="i" aria-hidden="true"><use href="#{}"/></svg>', name)


@register.simple_tag(takes_context=True)
def navigation(context: Context, place: str) -> list[Link]:
    """The entries of a place that this person may see; empty where there is no workspace to go around in.

    Outside of every workspace those of the last one are there to go back by, and none of them is where one is.
    """
    membership: Any = context.get("bar_membership" if place == "workspace" else "membership")
    is_here = place in OF_PERSON or context.get("membership") is not None
    if place not in OF_PERSON and membership is None:
        return []
    arguments = [] if place in OF_PERSON else [membership.workspace.code]
    match = context["request"].resolver_match
    here = (match.url_name or "") if match else ""
    return [
        Link(entry.label, reverse(entry.url_name, args=arguments), is_here and entry.is_current(here))
        for entry in entries_of(place)
        if entry.allowed(membership)
    ]


@register.simple_tag
def moment(at: datetime | None, shape: str = "DATETIME_FORMAT", of: Place | None = None) -> SafeString | str:
    """A moment as people in the workspace read it, with the zone told on hover; nothing when there is none.

    Outside of its pages a workspace is named by `of`, and the zone, UTC where there is no workspace, follows the time.
    """
    if at is None:
        return ""
    names_zone = shape != "DATE_FORMAT" and not is_in_surroundings()
    with surroundings(of.locale, of.zone) if of else nullcontext():
        here = timezone.localtime(at)
        zone = here.strftime("%Z")
        return format_html(
            '<time datetime="{}" title="{} {} ({})">{}{}</time>',
            here.isoformat(timespec="seconds"),
            in_shape(here, "DATETIME_FORMAT"),
            zone,
            timezone.get_current_timezone_name(),
            in_shape(here, shape),
            f" {zone}" if names_zone else "",
        )


@register.filter
def breakable(text: str) -> str:
    """Lets words that are longer than a column of a printed table may be go on in the next line."""
    return _TOO_LONG.sub(lambda word: ZERO_WIDTH.join(_PIECES.findall(word[0])), text)


@register.filter
def markdown(text: str) -> SafeString:
    """What somebody wrote in a note, made safe."""
    return mark_safe(render_markdown(text))


@register.filter
def in_fours(text: str) -> str:
    """What people copy by hand, in groups that they can keep in mind; whoever reads it leaves the spaces out."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


@register.filter
def in_lines(texts: list[str]) -> str:
    return "\n".join(texts)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """One box with its words beside it, not below a label."""
    return isinstance(field.field.widget, CheckboxInput)
