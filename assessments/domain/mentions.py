"""Whom a comment is for: people named in it behind an @."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

_CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)
"""What is quoted from elsewhere, such as `@Override`, names nobody."""
_AT = re.compile(r"(?<![\w@.])@(?=\w)")
_WORD = re.compile(r"[\w'’.+-]*[\w]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LONGEST = 300
"""Characters of a name or a mail address, with some to spare."""


@dataclass(frozen=True, slots=True)
class Person:
    code: str
    name: str
    email: str

    def is_called(self, said: str) -> bool:
        """By the whole name, by one word of it, or by the mail address or what stands in it before the @."""
        wanted = said.casefold()
        names = {self.name.casefold(), *self.name.casefold().split(), self.email, self.email.partition("@")[0]}
        return wanted in names


@dataclass(frozen=True, slots=True)
class Mentions:
    """`people` are codes. `ambiguous` has for a name as it was written all whom it may mean; `unknown` mean nobody."""

    people: tuple[str, ...]
    ambiguous: Mapping[str, tuple[Person, ...]]
    unknown: tuple[str, ...]


def find_mentions(text: str, people: Sequence[Person], meant: Mapping[str, str] | None = None) -> Mentions:
    """`meant` has the code of the person who is meant by a name that several have."""
    found: dict[str, None] = {}
    ambiguous: dict[str, tuple[Person, ...]] = {}
    unknown: dict[str, None] = {}
    for said, called in _named(text, people):
        chosen = [person for person in called if person.code == (meant or {}).get(said)] or called
        if len(chosen) == 1:
            found[chosen[0].code] = None
        elif chosen:
            ambiguous[said] = tuple(chosen)
        else:
            unknown[said] = None
    return Mentions(tuple(found), ambiguous, tuple(unknown))


def _named(text: str, people: Collection[Person]) -> list[tuple[str, list[Person]]]:
    """What stands behind each @, with whom it may mean: the longest name that fits, else a single word."""
    found = []
    for number, part in enumerate(_CODE.split(text)):
        if number % 2:
            continue
        for at in _AT.finditer(part):
            rest = part[at.end() : at.end() + _LONGEST]
            said = _mail(rest) or _whole_name(rest, people) or _word(rest)
            if said:
                found.append((said, [person for person in people if person.is_called(said)]))
    return found


def _mail(rest: str) -> str:
    match = _MAIL.match(rest)
    return match[0] if match else ""


def _whole_name(rest: str, people: Collection[Person]) -> str:
    lowered = rest.casefold()
    fitting = [
        person.name
        for person in people
        if person.name and lowered.startswith(person.name.casefold()) and not rest[len(person.name) :][:1].isalnum()
    ]
    return rest[: len(max(fitting, key=len))] if fitting else ""


def _word(rest: str) -> str:
    match = _WORD.match(rest)
    return match[0] if match else ""
