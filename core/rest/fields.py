"""Fields that take what their type says and nothing that only looks like it: 3 is no text, "3" no number."""

from __future__ import annotations

import re
from datetime import UTC, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.rounding import for_data

LARGEST = 2**53 - 1
"""Beyond this JavaScript, and with it most readers of JSON, cannot tell whole numbers apart."""


_WHOLE = re.compile(r"-?[0-9]{1,16}")


def comes_beside_a_file(field: Any) -> bool:
    """In a multipart body, in which everything is text."""
    return isinstance(getattr(field.root, "initial_data", None), MultiValueDict)


class Text(serializers.CharField):
    default_error_messages = {"invalid": _("Send text.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"trim_whitespace": False, **options})

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    default_error_messages = {"invalid": _("Send a whole number.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": -LARGEST, "max_value": LARGEST, **options})

    def to_internal_value(self, data: Any) -> int:
        if comes_beside_a_file(self) and isinstance(data, str) and _WHOLE.fullmatch(data):
            data = int(data)
        if isinstance(data, bool) or not (isinstance(data, int) or (isinstance(data, float) and data.is_integer())):
            self.fail("invalid")
        return int(data)


class Exact(serializers.DecimalField):
    """A number as text, such as "0.25": exact in every language."""

    default_error_messages = {"invalid": _('Send a number as text, such as "0.25".')}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_digits": 24, "decimal_places": 9, "normalize_output": True, **options})

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)

    def quantize(self, value: Decimal) -> Decimal:
        """As it was sent, and as it is stored: a form counts the zeros that it would be filled up with, too."""
        return value


class Score(serializers.CharField):
    """What was reckoned, as text with four decimals."""

    def to_representation(self, value: Any) -> str:
        return for_data(Fraction(value)) or ""


class Truth(serializers.BooleanField):
    default_error_messages = {"invalid": _("Send true or false.")}

    def to_internal_value(self, data: Any) -> bool:
        if comes_beside_a_file(self) and data in {"true", "false"}:
            return bool(data == "true")
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class Day(serializers.DateField):
    default_error_messages = {"invalid": _("Send a day as 2026-11-21.")}

    def to_internal_value(self, value: Any) -> Any:
        if not isinstance(value, str) or len(value) != 10:
            self.fail("invalid")
        return super().to_internal_value(value)


class Moment(serializers.DateTimeField):
    """In UTC. One that is sent says its own offset, or is in UTC, too."""

    default_error_messages = {"invalid": _("Send a moment as 2026-11-21T12:00:00Z.")}

    def to_internal_value(self, value: Any) -> Any:
        if not isinstance(value, str) or "T" not in value:
            self.fail("invalid")
        return super().to_internal_value(value)

    def default_timezone(self) -> tzinfo:
        return UTC


class OneOf(serializers.ChoiceField):
    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)
