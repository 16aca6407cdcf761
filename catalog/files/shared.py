"""What both kinds of pack have in common: a head, a scale and texts with ids."""

from __future__ import annotations

import re

from catalog.domain.question_pack import Scale, ScaleLevel, Text
from catalog.files.names import Names
from core.source import Fields, quoted

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


def read_head(top: Fields) -> tuple[str, str, str, str]:
    """Code, version, title and language."""
    code, version = top.text("code", longest=64), top.text("version", longest=32)
    if code and not _CODE.match(code):
        top.fault("code", f"must be small letters, digits and single hyphens, not {quoted(code)}.")
    if version and not _VERSION.match(version):
        top.fault("version", f"must be three numbers such as 1.4.0, not {quoted(version)}.")
    language = top.text("language", required=False, default="en")
    if language and not _LANGUAGE.match(language):
        top.fault("language", f"must be a language tag such as en or de-AT, not {quoted(language)}.")
    return code, version, top.text("title", longest=200), language


def read_scale(top: Fields) -> Scale:
    """The scale from `min` to `max` with a name and a rule for each level. The name defaults to the rule."""
    node = top.mapping("scale", "scale")
    low = node.integer("min", low=0, high=9)
    high = node.integer("max", low=low + 1, high=10)
    levels = []
    for item in node.items("levels", "scale level"):
        level = item.integer("level", low=low, high=high)
        rule = item.text("rule")
        levels.append(ScaleLevel(level, item.text("name", required=False, default=rule), rule))
    if [entry.level for entry in levels] != list(range(low, high + 1)):
        node.fault("levels", f"must name each level once, in order from {low} to {high}.")
    return Scale(low, high, tuple(levels))


def read_texts(parent: Fields, key: str, what: str, names: Names) -> tuple[Text, ...]:
    return tuple(Text(names.define(what, item), item.text("text")) for item in parent.items(key, what, required=False))
