"""Names that people give to themselves and to workspaces: they stand in sentences, subjects of mails and lists."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

JOINERS = {"\u200c", "\u200d"}
"""Invisible, but Persian, Hindi and other languages are not written without them."""

INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of Unicode: what controls, formats and turns the direction of text, and line ends of every kind."""


def validate_name(name: str) -> None:
    """For model fields and form fields. A name like this could break a line, hide, or turn the text around it."""
    categories = [unicodedata.category(letter) for letter in name if letter not in JOINERS]
    is_seen = any(category[0] in "LNPS" for category in categories)
    if name and (not is_seen or not INVISIBLE.isdisjoint(categories)):
        raise ValidationError(
            _("Write the name on one line, without control characters or others that cannot be seen."), code="invisible"
        )
