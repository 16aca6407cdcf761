"""Names and titles that people give: they stand in sentences, subjects of mails, lists and spreadsheets."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

JOINERS = {"\u200c", "\u200d"}
"""Invisible, but Persian, Hindi and other languages are not written without them."""

INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of Unicode: what controls, formats and turns the direction of text, and line ends of every kind."""

NO_LETTERS = {"\ufffe", "\uffff"}
"""Never letters, and in no XML: a spreadsheet with one of them cannot be opened."""


def validate_name(name: str) -> None:
    """For model fields and form fields. A name like this could break a line, hide, or turn the text around it."""
    if name and not _can_be_seen(name):
        raise ValidationError(
            _("Write the name on one line, without control characters or others that cannot be seen."), code="invisible"
        )


def validate_line(text: str) -> None:
    """The same for form fields that hold a title or another text of one line."""
    if text and not _can_be_seen(text):
        raise ValidationError(
            _("Write it on one line, without control characters or others that cannot be seen."), code="invisible"
        )


def _can_be_seen(text: str) -> bool:
    categories = [unicodedata.category(letter) for letter in text if letter not in JOINERS]
    is_seen = any(category[0] in "LNPS" for category in categories)
    return is_seen and INVISIBLE.isdisjoint(categories) and NO_LETTERS.isdisjoint(text)
