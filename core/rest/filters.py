"""Filters of lists. A value that a filter does not take is a problem, never an empty list."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django_filters.fields import IsoDateTimeField
from django_filters.rest_framework import DjangoFilterBackend, IsoDateTimeFilter
from rest_framework.request import Request

from core.rest.problems import MALFORMED, Problem


class Filters(DjangoFilterBackend):
    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        found = self.get_filterset(request, queryset, view)
        if found is None:
            return queryset
        for name, field in found.form.fields.items():
            value = request.query_params.get(name)
            if value == "" and not isinstance(field, forms.CharField):
                raise Problem(MALFORMED, _("“%(name)s”: leave it out, or give it a value.") % {"name": name})
            if isinstance(field, forms.NullBooleanField) and value not in {None, "true", "false"}:
                raise Problem(MALFORMED, _("“%(name)s” is true or false.") % {"name": name})
        require_valid(found)
        return found.qs


class _InUtc(IsoDateTimeField):
    def to_python(self, value: Any) -> datetime | None:
        found: datetime | None = super().to_python(value)
        try:
            return found.astimezone(UTC) if found else None
        except OverflowError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class MomentFilter(IsoDateTimeFilter):
    """By a moment, which is asked for in UTC: PostgreSQL knows no offset of 16 hours or more, and Python does."""

    field_class = _InUtc


def require_valid(form: Any) -> None:
    """Of filters, or of the form by which a page is filtered. Raises a Problem with the first sentence."""
    if not form.is_valid():
        name, sentences = next(iter(form.errors.items()))
        raise Problem(MALFORMED, _("“%(name)s”: %(said)s") % {"name": name, "said": sentences[0]})
