"""Many boxes to tick, in groups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_CHECKED = SafeString(" checked")


class ManyBoxes(forms.CheckboxSelectMultiple):
    """What its parent shows, without a template for each box: with two hundred those took longer than the page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = self.get_context(name, value, attrs)["widget"]
        groups = format_html_join(
            "",
            "<div>{}{}</div>",
            (
                (format_html('<p class="label">{}</p>', group) if group else "", _boxes(options))
                for group, options, _number in context["optgroups"]
            ),
        )
        id_ = context["attrs"].get("id")
        return format_html("<div{}>{}</div>", flatatt({"id": id_} if id_ else {}), groups)


def _boxes(options: list[dict[str, Any]]) -> SafeString:
    """But for its id and its tick all that stands in a box stands in each."""
    name = options[0]["name"]
    shared = flatatt({key: value for key, value in options[0]["attrs"].items() if key not in {"id", "checked"}})
    box = format_html('<input type="checkbox" name="{}"{}', name, shared)
    return format_html_join(
        "",
        '<div><label for="{0}">{1} id="{0}" value="{2}"{3}> {4}</label></div>',
        (
            (option["attrs"]["id"], box, option["value"], _CHECKED if option["selected"] else "", option["label"])
            for option in options
        ),
    )
