"""Numbers that people measured, as they write them: with a point or a comma before the decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, translation
from django.utils.translation import gettext_lazy as _

from core.local import current_locale, figure

_NUMBER = re.compile(r"([+-]?[0-9]{1,11})(?:([.,])([0-9]{1,4}))?\Z")
"""Fifteen digits are as many as SQLite keeps."""
WRONG = _(
    "Write a number alone, at most eleven digits and four decimals, such as 99.95 or 45. Its unit stands beside it."
)
UNCLEAR = _("“%(text)s” can be read in two ways. Write it without the separator, or with all decimals: %(more)s.")


class MeasuredField(forms.CharField):
    """Its value is a Decimal, None where it is empty.

    What could be thousands where it is read, such as 1,234 in English, is asked about.
    """

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=40, widget=widget, **options)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return value
        text = str(value or "").strip().replace("\N{MINUS SIGN}", "-")
        if not text:
            return None
        found = _NUMBER.match(text)
        if found is None:
            raise ValidationError(WRONG, code="invalid")
        whole, separator, decimals = found.groups(default="")
        with translation.override(current_locale()):
            usual = formats.get_format("DECIMAL_SEPARATOR")
        if len(decimals) == 3 and separator != usual:
            more = f"{whole}{separator}{decimals}0"
            raise ValidationError(UNCLEAR, code="unclear", params={"text": text, "more": more})
        return Decimal(f"{whole}.{decimals}" if decimals else whole)

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The length of what was typed is that of the pattern."""

    def prepare_value(self, value: Any) -> Any:
        return in_figures(value, with_groups=False) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


def in_figures(value: Decimal, *, with_groups: bool = True) -> str:
    """As the readers of the workspace write it, without zeros at its end."""
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    if with_groups:
        return figure(Decimal(plain), len(plain.partition(".")[2]))
    with translation.override(current_locale()):
        return plain.replace(".", formats.get_format("DECIMAL_SEPARATOR"))
