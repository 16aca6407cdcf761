"""What people write over several lines, as forms take it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.names import NO_LETTERS
from core.source.fields import MOST_LINES

LONGEST_TEXT = 16_000


def validate_text(text: str) -> None:
    """As answers files have it. Control characters, and what is no character, break spreadsheets; nobody types them."""
    if bad := next(
        (letter for letter in text if letter in NO_LETTERS or (ord(letter) < 32 and letter not in "\n\t")), ""
    ):
        raise ValidationError(_("Remove the control character %(code)s."), params={"code": f"U+{ord(bad):04X}"})
    if text.count("\n") >= MOST_LINES:
        raise ValidationError(_("Keep it to %(most)s lines."), params={"most": MOST_LINES})


class TextField(forms.CharField):
    """Lines as people write them, without the carriage returns that browsers add and old files end their lines with."""

    def __init__(self, **options: Any) -> None:
        settled = {"required": False, "max_length": LONGEST_TEXT, "strip": False, "validators": [validate_text]}
        super().__init__(**{**settled, **options})

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n").rstrip()
