"""What was measured, as JSON has it and as the forms of pilots ask for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.rest.bodies import Several
from core.rest.problems import FieldError, InvalidProblem
from roadmap.api.pilot_serializers import ValueBody


def as_typed(value: Any) -> str:
    """A number is written so that it reads the same in every language: never with three decimals."""
    if not isinstance(value, Decimal):
        return str(value)
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def values_field(prefix: str, pointer: str) -> Several:
    """For fields of a form that are named by the prefix and the key of a measure, in the order of the measures."""
    pattern = rf"{prefix}\d+"

    def typed_into(form: Any, values: Sequence[Mapping[str, Any]]) -> dict[str, str]:
        names = [name for name in form.fields if re.fullmatch(pattern, name)]
        typed = dict.fromkeys(names, "")
        for place, each in enumerate(values):
            if each["measure"] >= len(names):
                said = _("The pilot has %(count)d measures, counted from 0.") % {"count": len(names)}
                raise InvalidProblem([FieldError(f"{pointer}/{place}/measure", said)])
            typed[names[each["measure"]]] = as_typed(each["value"])
        return typed

    return Several(pattern, lambda **options: ValueBody(many=True, **{**options, "required": False}), typed_into)
