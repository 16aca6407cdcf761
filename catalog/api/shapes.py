"""What the contract says of a pack, from the dataclasses that it is made of: see catalog.domain.normal_form."""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from rest_framework import serializers

from catalog.domain.normal_form import NAMES
from core.rest.serializers import Plain

_SIMPLE: dict[type, Any] = {
    str: serializers.CharField,
    bool: serializers.BooleanField,
    int: serializers.IntegerField,
    Fraction: serializers.FloatField,
}


@cache
def shape_of(kind: type) -> type[Plain]:
    """A serializer of the normal form of a dataclass, for the contract alone: what is shown is that form itself."""
    hints = get_type_hints(kind)
    declared = {NAMES.get(each.name, each.name): _field(hints[each.name]) for each in fields(kind)}
    return type(f"{kind.__name__}ContentSerializer", (Plain,), {**declared, "__doc__": kind.__doc__})


def _field(hint: Any, **options: Any) -> Any:
    """Of a dataclass, and of what one is made of."""
    options = {"read_only": True, **options}
    if NoneType in get_args(hint):
        return _field(get_args(hint)[0], allow_null=True)
    if get_origin(hint) is tuple:
        return serializers.ListField(child=_field(get_args(hint)[0]), **options)
    if hint in _SIMPLE:
        return _SIMPLE[hint](**options)
    if issubclass(hint, StrEnum):
        return serializers.ChoiceField(choices=[each.value for each in hint], **options)
    return shape_of(hint)(**options)
