"""Bodies of the API from the forms of the pages: what one asks for, checks and explains, the other does.

bodies = {"create": FromForm(NewActionForm), "partial_update": FromForm(ActionForm)}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Model
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework import serializers

from core.rest.fields import Day, Exact, Moment, OneOf, Text, Truth, Whole
from core.rest.problems import FieldError, InvalidProblem
from core.rest.serializers import Body, escaped, field_errors

OF_THE_PAGE = {"revision"}
"""Fields that a page needs and a body does not: the revision comes as If-Match."""


class Instead(NamedTuple):
    """Another form of a field in JSON: `shape` is how it is sent, `as_typed` makes of it what a person would type."""

    shape: Callable[..., serializers.Field[Any, Any, Any, Any]]
    as_typed: Callable[[Any], Any] = lambda value: value


class Several(NamedTuple):
    """A field in JSON for several of the form whose names are of a pattern, such as a list for numbered fields.

    `as_typed` says, of a form and the value, what is typed into which; `place` where in the value one of them is, as a
    JSON pointer goes on.
    """

    pattern: str
    shape: Callable[..., serializers.Field[Any, Any, Any, Any]]
    as_typed: Callable[[Any, Any], Mapping[str, Any]]
    place: Callable[[str], str] = lambda name: ""


@dataclass(frozen=True, eq=False)
class FromForm:
    """`name` is what the contract calls it; `without` are fields that only a page needs.

    `beside` are fields of the body that say which form it is: whoever makes the form has read them.
    """

    form: Any
    name: str = ""
    without: Collection[str] = ()
    instead: Mapping[str, Instead] = field(default_factory=dict)
    several: Mapping[str, Several] = field(default_factory=dict)
    beside: Mapping[str, Callable[[], serializers.Field[Any, Any, Any, Any]]] = field(default_factory=dict)

    @property
    def has_files(self) -> bool:
        return any(isinstance(each, forms.FileField) for each in self.fields_of(self.form.base_fields).values())

    def fields_of(self, fields: Mapping[str, forms.Field]) -> dict[str, forms.Field]:
        """Those that JSON has one by one."""
        left_out = {*OF_THE_PAGE, *self.without}
        return {name: each for name, each in fields.items() if name not in left_out and not self._together(name)}

    @cache  # noqa: B019 these are made once, with the classes that hold them
    def serializer(self, is_partial: bool) -> type[Body]:
        """What the contract says of it. A partial one leaves as it is what is not sent."""
        name = self.name or self.form.__name__.removesuffix("Form")
        found = self.fields_of(self.form.base_fields)
        shapes = {each: self.shape(each, found[each], is_partial=is_partial) for each in found}
        shapes |= {each: several.shape(required=not is_partial) for each, several in self.several.items()}
        shapes |= {each: make() for each, make in self.beside.items()}
        return type(f"{name}{'Changes' if is_partial else 'Body'}", (Body,), {**shapes, "__doc__": self.form.__doc__})

    def shape(self, name: str, of: forms.Field, *, is_partial: bool) -> Any:
        options: dict[str, Any] = {"required": of.required and not is_partial and of.initial is None}
        if name in self.instead:
            return self.instead[name].shape(**options)
        options["help_text"] = " ".join(filter(None, [str(of.label or ""), str(of.help_text)]))
        return _shape(of, options)

    def typed(self, form: forms.BaseForm, sent: Mapping[str, Any]) -> tuple[QueryDict, MultiValueDict[str, Any]]:
        """What a browser would send: what is not in the body is as the form shows it first."""
        data, files = QueryDict(mutable=True), MultiValueDict[str, Any]()
        typed = {
            part: value
            for name, several in self.several.items()
            if name in sent
            for part, value in several.as_typed(form, sent[name]).items()
        }
        for name, each in form.fields.items():
            html_name = form.add_prefix(name)
            if name in typed:
                value = typed[name]
            elif name not in sent:
                value = each.prepare_value(form.get_initial_for_field(each, name))
            elif isinstance(each, forms.FileField):
                files[html_name] = sent[name]
                continue
            else:
                value = self._typed(name, each, sent[name])
            _put(data, html_name, each.widget, value)
        return data, files

    def pointer(self, name: str) -> str:
        """Where in the body a field of the form is."""
        if name == NON_FIELD_ERRORS:
            return "#"
        if found := self._together(name):
            return f"#/{found}{self.several[found].place(name)}"
        return f"#/{escaped(name)}"

    def _together(self, name: str) -> str:
        """The field of the body in which one of the form comes together with others; mostly none."""
        return next((each for each, several in self.several.items() if re.fullmatch(several.pattern, name)), "")

    def _typed(self, name: str, of: forms.Field, value: Any) -> Any:
        if name in self.instead:
            return self.instead[name].as_typed(value)
        if isinstance(of, forms.ModelChoiceField) and value not in {None, ""}:
            row: Model | None = of.queryset.filter(code=value).first() if of.queryset is not None else None
            return of.prepare_value(row) if row else 0  # which no row has: the form says so
        return value


def check(body: FromForm, make: Callable[..., Any], sent: Any, *, is_partial: bool, revision: int | None = None) -> Any:
    """The bound form, valid. `make` takes what a form takes first, data and files. Raises InvalidProblem."""
    checked = body.serializer(is_partial)(data=sent, partial=is_partial)
    if not checked.is_valid():
        raise InvalidProblem(list(field_errors(checked.errors)))
    shown = make(None, None)
    closed: Mapping[str, Any] = getattr(shown, "closed", {})
    sent = {name for name, value in checked.validated_data.items() if value not in (None, "", []) or name in closed}
    if absent := sorted(sent - {*shown.fields, *body.several, *body.beside}):
        nothing = _("As things stand, there is nothing to choose from.")
        raise InvalidProblem([FieldError(f"#/{name}", str(closed.get(name, nothing))) for name in absent])
    data, files = body.typed(shown, checked.validated_data)
    if revision is not None:
        data[shown.add_prefix("revision")] = str(revision)
    form = make(data, files)
    if not form.is_valid():
        raise InvalidProblem(
            [FieldError(body.pointer(name), str(each)) for name, found in form.errors.items() for each in found]
        )
    return form


def _put(data: QueryDict, name: str, widget: forms.Widget, value: Any) -> None:
    if isinstance(widget, forms.MultiWidget):
        for place, (each, part) in enumerate(zip(widget.widgets, widget.decompress(value) or [], strict=True)):
            _put(data, f"{name}_{place}", each, part)
    elif isinstance(widget, forms.CheckboxInput):
        if value in {True, "on", "true"}:
            data[name] = "on"
    elif isinstance(value, list | tuple):
        data.setlist(name, [str(each) for each in value])
    elif value is not None:
        data[name] = value.isoformat() if isinstance(value, date | datetime) else str(value)


def _shape(of: forms.Field, options: dict[str, Any]) -> Any:
    nullable: dict[str, Any] = {"allow_null": not of.required}
    match of:
        case forms.FileField():
            return serializers.FileField(**options)
        case forms.BooleanField():
            return Truth(**{**options, "required": False})
        case forms.DateTimeField():
            return Moment(**options, **nullable)
        case forms.DateField():
            return Day(**options, **nullable)
        case forms.DecimalField():
            known = {name: getattr(of, name) for name in ("max_digits", "decimal_places")}
            return Exact(**options, **nullable, **{name: each for name, each in known.items() if each is not None})
        case forms.FloatField():
            return Exact(**options, **nullable)
        case forms.IntegerField():
            limits = {name: getattr(of, name) for name in ("min_value", "max_value") if getattr(of, name) is not None}
            return Whole(**options, **nullable, **limits)
        case forms.ModelMultipleChoiceField() | forms.MultipleChoiceField():
            return serializers.ListField(child=_one(of), **options)
        case forms.ModelChoiceField():
            return Text(**options, **nullable)
        case forms.ChoiceField():
            return _one(of, **options, **nullable, allow_blank=not of.required)
        case forms.CharField():
            length = {"max_length": of.max_length} if of.max_length else {}
            return Text(**options, **length, allow_blank=not of.required)
    raise TypeError(f"Say by `instead` how {type(of).__name__} is sent.")


def _one(of: forms.Field, **options: Any) -> Any:
    """With the choices that are the same everywhere; others depend on the workspace, and the form knows them."""
    choices = [pair for pair in getattr(of, "choices", []) if not isinstance(pair[1], list | tuple) and pair[0] != ""]
    return (
        OneOf(choices=choices, **options) if choices and not isinstance(of, forms.ModelChoiceField) else Text(**options)
    )
