"""Fields for what people write: on one line, or on several."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.names import NO_LETTERS, validate_line
from core.source.fields import MOST_LINES

LONGEST_TEXT = 4000


def validate_text(text: str) -> None:
    """Control characters, and what is no character, break spreadsheets; nobody types them."""
    if any(letter in NO_LETTERS or (ord(letter) < 32 and letter not in "\n\t") for letter in text):
        raise ValidationError(_("Remove the control characters."))
    if text.count("\n") >= MOST_LINES:
        raise ValidationError(_("Keep it to %(most)s lines."), params={"most": MOST_LINES})


class LineField(forms.CharField):
    def __init__(self, *, max_length: int = 200, **options: Any) -> None:
        super().__init__(max_length=max_length, validators=[validate_line], **options)


class TextField(forms.CharField):
    """Lines as people write them, without the carriage returns that browsers add."""

    def __init__(self, *, rows: int = 3, max_length: int = LONGEST_TEXT, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=max_length, validators=[validate_text], widget=widget, **options)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
