"""Which columns a sheet may have for each kind of import, by what names they are known, and what may stand in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.names import validate_line
from core.texts import TextField
from vendors.choices import ConfidenceChoice, ProofChoice
from vendors.domain.importing import ImportKind
from vendors.domain.model import TOP


class WordField(forms.Field):
    """One of some words, as people and as files of ours write them."""

    def __init__(self, words: Mapping[str, str | Promise]) -> None:
        super().__init__(required=False)
        self.words = words

    def to_python(self, value: Any) -> str:
        plain = str(value).strip().casefold()
        for word, label in self.words.items():
            if plain in {word.casefold(), str(label).casefold()}:
                return word
        if not plain:
            return ""
        known = ", ".join(str(label) for label in self.words.values())
        raise ValidationError(_("Write one of: %(words)s.") % {"words": known})


def _line(longest: int = 200) -> forms.Field:
    return forms.CharField(required=False, max_length=longest, validators=[validate_line])


def _whole(most: int) -> forms.Field:
    said = _whole_sentence(most)
    messages = dict.fromkeys(("invalid", "min_value", "max_value"), said)
    return forms.IntegerField(required=False, min_value=0, max_value=most, error_messages=messages)


def _whole_sentence(most: int) -> Any:
    return (
        gettext_lazy("Write a whole number from 0 to 5.")
        if most == TOP
        else gettext_lazy("Write a whole number from 0 to 1000.")
    )


@dataclass(frozen=True, slots=True)
class Column:
    """`headings` are names by which it is recognised, in small letters."""

    name: str
    title: str | Promise
    headings: Sequence[str]
    field: forms.Field


VENDOR, CRITERION = gettext_lazy("Vendor"), gettext_lazy("Criterion")
_KEY = Column("key", gettext_lazy("Key of the criterion"), ("key", "code", "id", "criterion key"), _line(32))

COLUMNS: dict[ImportKind, tuple[Column, ...]] = {
    ImportKind.VENDORS: (
        Column("name", VENDOR, ("vendor", "name", "company", "supplier", "bidder"), _line()),
        Column(
            "website",
            gettext_lazy("Website"),
            ("website", "web", "url", "homepage"),
            forms.URLField(
                required=False,
                max_length=200,
                assume_scheme="https",
                error_messages={"invalid": gettext_lazy("Write an address such as https://kestrel.example.")},
            ),
        ),
        Column("description", gettext_lazy("Description"), ("description", "about", "notes"), TextField()),
        Column("contact", gettext_lazy("Contact"), ("contact", "contact name", "contact person"), _line()),
        Column(
            "email",
            gettext_lazy("Contact’s mail address"),
            ("contact mail", "contact email", "email", "e-mail", "mail"),
            forms.EmailField(required=False, max_length=254),
        ),
        Column(
            "phone", gettext_lazy("Contact’s telephone"), ("contact telephone", "contact phone", "phone"), _line(60)
        ),
        Column("role", gettext_lazy("Contact’s role"), ("contact role", "role", "position"), _line()),
    ),
    ImportKind.CRITERIA: (
        Column("group", gettext_lazy("Group"), ("group", "area", "category", "section"), _line()),
        _KEY,
        Column("title", CRITERION, ("criterion", "title", "requirement"), _line()),
        Column("question", gettext_lazy("Question to the vendor"), ("question", "question to the vendor"), TextField()),
        *(
            Column(
                f"anchor_{level}",
                gettext_lazy("Anchor %(level)d") % {"level": level},
                (f"anchor {level}", f"level {level}", f"score {level}", str(level)),
                TextField(),
            )
            for level in range(TOP + 1)
        ),
        Column("points", gettext_lazy("Points in the group"), ("points", "weight"), _whole(1000)),
    ),
    ImportKind.SCORES: (
        Column("vendor", VENDOR, ("vendor", "proposal", "bidder", "supplier"), _line()),
        _KEY,
        Column("criterion", CRITERION, ("criterion", "title", "requirement"), _line()),
        Column("level", gettext_lazy("Score"), ("score", "level", "points"), _whole(TOP)),
        Column("rationale", gettext_lazy("Rationale"), ("rationale", "reason", "comment", "why"), TextField()),
        Column("proof", gettext_lazy("Proof"), ("proof", "verified"), WordField(dict(ProofChoice.choices))),
        Column("evidence", gettext_lazy("Evidence"), ("evidence", "source"), TextField()),
        Column("confidence", gettext_lazy("Confidence"), ("confidence",), WordField(dict(ConfidenceChoice.choices))),
    ),
}
NEEDED: dict[ImportKind, tuple[str, ...]] = {
    ImportKind.VENDORS: ("name",),
    ImportKind.CRITERIA: ("group", "title"),
    ImportKind.SCORES: ("vendor", "level"),
}
"""Without these columns nothing can be read."""


def guessed(kind: ImportKind, header: Sequence[str]) -> dict[str, int]:
    """The number of the column for each that is recognised by its heading, the first of those that fit."""
    plain = [" ".join(text.casefold().split()) for text in header]
    found: dict[str, int] = {}
    for column in COLUMNS[kind]:
        places = (plain.index(name) for name in column.headings if name in plain)
        place = next((each for each in places if each not in found.values()), None)
        if place is not None:
            found[column.name] = place
    return found


def cleaned(kind: ImportKind, cells: Sequence[str], mapping: Mapping[str, int]) -> tuple[dict[str, Any], str]:
    """What a row says, by column and without what is empty; and a sentence where something of it cannot be read."""
    said: dict[str, Any] = {}
    for column in COLUMNS[kind]:
        place = mapping.get(column.name, len(cells))
        text = cells[place].strip() if place < len(cells) else ""
        if not text:
            continue
        try:
            said[column.name] = column.field.clean(text)
        except ValidationError as error:
            sentence = " ".join(error.messages)
            return said, _("%(column)s: %(sentence)s") % {"column": column.title, "sentence": sentence}
    return said, ""
