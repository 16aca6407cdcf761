"""How things are shown, and what a body may hold. Rules are elsewhere: in forms, models and operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.utils.serializer_helpers import BindingDict

from core.rest.deprecation import Deprecated
from core.rest.fields import Day, Exact, Moment
from core.rest.problems import FieldError

_INSTEAD = {models.DateTimeField: Moment, models.DateField: Day, models.DecimalField: Exact}


class Sparse(serializers.Serializer):  # type: ignore[type-arg]
    """Shows the fields that `fields` of the context names, and all without it. What is inside of it is shown whole."""

    deprecated: ClassVar[Mapping[str, Deprecated]] = {}

    @property
    def _is_outermost(self) -> bool:
        return self.parent is None or (isinstance(self.parent, serializers.ListSerializer) and not self.parent.parent)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        wanted = self.context.get("fields") if self._is_outermost else None
        return {name: field for name, field in fields.items() if not wanted or name in wanted}


class Shown(Sparse, serializers.ModelSerializer):  # type: ignore[type-arg]
    """A row as it is read; nothing is written through it."""

    serializer_field_mapping = {**serializers.ModelSerializer.serializer_field_mapping, **_INSTEAD}

    def get_fields(self) -> dict[str, Any]:
        """Who is no longer there, or was never named, is null, and a choice that nobody made is empty: in what is shown
        and in the contract."""
        fields = super().get_fields()
        columns = {column.name: column for column in self.Meta.model._meta.fields}  # type: ignore[attr-defined]
        for name, field in fields.items():
            column = columns.get((field.source or name).split(".")[0])
            if column is not None and column.null:
                field.allow_null = True
            if column is not None and column.blank and isinstance(field, serializers.ChoiceField):
                field.allow_blank = True
        return fields

    def get_extra_kwargs(self) -> dict[str, Any]:
        extra = super().get_extra_kwargs()
        return {name: {"read_only": True} | extra.get(name, {}) for name in self.Meta.fields}


class Plain(Sparse):
    """What is no row: figures, and rows put together."""


class Body(serializers.Serializer):  # type: ignore[type-arg]
    """What is sent. A name that it does not have is refused: a slip must not pass for a wish that was heard."""

    fields: BindingDict

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, dict) else []
        if unknown:
            known = ", ".join(sorted(self.fields)) or _("none")
            said = _("There is no such field here. Known are: %(known)s.") % {"known": known}
            raise serializers.ValidationError({name: [said] for name in unknown})
        if twice := [*self._twice(data)]:
            raise serializers.ValidationError({name: [_("It came twice, and can be there once.")] for name in twice})
        return super().to_internal_value(data)

    def _twice(self, data: Any) -> Iterator[str]:
        """A form of several parts can name a field again and again: all but the last file would be lost unseen."""
        lists = data.lists() if isinstance(data, MultiValueDict) else ()
        for name, values in lists:
            if len(values) > 1 and not isinstance(self.fields[name], serializers.ListField):
                yield name


def field_errors(errors: Any, pointer: str = "#") -> Iterator[FieldError]:
    """What a serializer found, flat, each with the place it speaks of."""
    if isinstance(errors, dict):
        for name, found in errors.items():
            here = pointer if name == "non_field_errors" else f"{pointer}/{escaped(str(name))}"
            yield from field_errors(found, here)
    elif isinstance(errors, list) and any(isinstance(each, dict) for each in errors):
        for place, found in enumerate(errors):
            yield from field_errors(found, f"{pointer}/{place}")
    else:
        yield from (FieldError(pointer, str(each)) for each in errors)


def escaped(name: str) -> str:
    """As a JSON pointer spells it."""
    return name.replace("~", "~0").replace("/", "~1")
