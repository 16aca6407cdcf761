"""What a template of an artifact holds, every text as people are to read it; `roadmap.files` gives it a form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_FIGURE = re.compile(
    r"\d(?:[.,\d]*\d)?\s?"
    r"(?:%|‰|(?:per ?cent|ms|millisec\w*|s|sec\w*|min\w*|h|hours?|days?|weeks?|months?|rps|requests?)\b)",
    re.IGNORECASE,
)
"""A number with a unit, as objectives have it: 99.9 %, 300 ms, 4 hours."""
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\s*\n+\s*")
_MARKS = re.compile(r"^(?:[#>\s]|[-*+]\s|\d+[.)]\s)+|[*_`]{1,3}")
"""What Markdown puts around the words of a note."""


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    hint: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that the artifact is evidence for. `standing` says its levels in words, `step` what closes the gap."""

    question: str
    title: str
    standing: str
    note: str = ""
    evidence: tuple[str, ...] = ()
    step: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A sentence of a note that holds a figure, and the question in whose note it stands."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Planned:
    """An action of the roadmap for one of these questions."""

    title: str
    question: str
    state: str
    owner: str
    due: str


@dataclass(frozen=True, slots=True)
class Template:
    """`facts` are names with values; `done` are the sentences of the definition of done, and whether each is true."""

    title: str
    company: str
    product: str
    day: str
    facts: tuple[tuple[str, str], ...]
    done: tuple[tuple[str, bool], ...]
    sections: tuple[Section, ...]
    answered: tuple[Answered, ...]
    figures: tuple[Figure, ...]
    actions: tuple[Planned, ...]


def figures_in(question: str, note: str) -> Iterable[Figure]:
    """Each sentence with a number and its unit, as plain words."""
    for sentence in _SENTENCES.split(note):
        words = " ".join(_MARKS.sub("", sentence).split())
        if _FIGURE.search(words):
            yield Figure(question, words)
