"""What was logged, in words. Each app with events has an `activity.py` that declares:

KINDS = {"member": _("Members")}                                   # what verbs start with, for the filter
SENTENCES = {"member.joined": _("%(actor)s joined, as %(role)s")}  # with actor, object and the details
WORDS = {"role": {"owner": _("Owner")}}                            # details that are shown in other words

A change from nothing to something, told by the details before and after, has a sentence of its own under the verb with
":set" behind it, and one to nothing with ":emptied", where an app declares them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.module_loading import module_has_submodule
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.models import Activity

type Words = str | Promise


@dataclass(frozen=True)
class Declared:
    kinds: dict[str, Words] = field(default_factory=dict)
    sentences: dict[str, Words] = field(default_factory=dict)
    words: dict[str, dict[str, Words]] = field(default_factory=dict)


@cache
def declared() -> Declared:
    """What all apps declare together."""
    found = Declared()
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "activity"):
            module = import_module(f"{app.name}.activity")
            found.kinds.update(getattr(module, "KINDS", {}))
            found.sentences.update(getattr(module, "SENTENCES", {}))
            for key, words in getattr(module, "WORDS", {}).items():
                found.words.setdefault(key, {}).update(words)
    return found


def sentence_of(event: Activity) -> str:
    """As plain text, for files."""
    return _filled(event, str, str)


def markup_of(event: Activity) -> SafeString:
    """As part of a page; who did it and to what stand out, but not the words that stand for who has no name here."""
    return mark_safe(_filled(event, conditional_escape, lambda name: format_html("<b>{}</b>", name)))


def actor_of(event: Activity) -> str:
    if event.is_of_former_member:
        return _("A former member")
    return event.actor_name or _("Rungs")


def object_of(event: Activity) -> str:
    return _("a former member") if event.is_about_former_member else event.object_name


def _filled(event: Activity, shown: Callable[[str], str], stressed: Callable[[str], str]) -> str:
    """A verb that no app declares any more still reads: the log outlives what wrote it."""
    sentences = declared().sentences
    sentence = sentences.get(event.verb + _way(event)) or sentences.get(event.verb)
    sentence = sentence or "%(actor)s: " + event.verb.replace("%", "%%") + " %(object)s"
    values = _Details({key: shown(_in_words(key, value)) for key, value in event.detail.items()})
    is_somebody = bool(event.actor_name) and not event.is_of_former_member
    values["actor"] = (stressed if is_somebody else shown)(actor_of(event))
    values["object"] = (shown if event.is_about_former_member else stressed)(object_of(event))
    return str(sentence) % values


def _way(event: Activity) -> str:
    nothing = ("", None)
    if event.detail.get("before", "…") in nothing:
        return ":set"
    return ":emptied" if event.detail.get("after", "…") in nothing else ""


def _in_words(key: str, value: Any) -> str:
    return str(declared().words.get(key, {}).get(str(value), value)) or _("nothing")


class _Details(dict[str, str]):
    """An event from before a sentence had some detail is told without it."""

    def __missing__(self, key: str) -> str:
        return "…"
