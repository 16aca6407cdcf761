"""What a page answers when somebody else saved first: both values, field by field, and the person picks.

    form = WorkspaceForm(request.POST or None, instance=request.workspace)
    if form.is_valid():
        try:
            change_workspace(workspace=request.workspace, actor=request.user, seen=form.seen, **form.values)
        except StaleWriteError as stale:
            return conflict_response(request, form, stale, "accounts/workspace_settings.html")
        return redirect(...)
    return render(request, "accounts/workspace_settings.html", {"form": form})

Nothing typed is lost, and the next attempt carries the revision that the person has now seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.forms import BooleanField, BoundField, ChoiceField
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.models import Revisioned, StaleWriteError

if TYPE_CHECKING:
    from core.forms import RevisionForm


@dataclass(frozen=True)
class Conflict:
    """The two values of one field, in the words that people read."""

    typed: str | Promise
    stored: str | Promise


def conflict_response(
    request: HttpRequest,
    form: "RevisionForm",
    stale: StaleWriteError,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    saved_by: str = "",
) -> HttpResponse:
    """The page of the form again, with status 409; `saved_by` is the name of who was first, where it is known."""
    form.show_conflicts(stale.current, saved_by)
    return render(request, template, {**(context or {}), "form": form}, status=409)


def stored_value(name: str, row: Revisioned) -> Any:
    """As a form takes it for its initial value."""
    return model_to_dict(row, fields=[name]).get(name)


def are_same(one: Any, other: Any) -> bool:
    return bool(_comparable(one) == _comparable(other))


def _comparable(value: Any) -> Any:
    """Forms hand over rows where `model_to_dict` has keys, and an empty field as None or as no text."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, list | tuple | set | QuerySet):
        return {_comparable(each) for each in value}
    return "" if value is None else value


def in_words(field: BoundField, value: Any) -> str | Promise:
    """What a person would read in the field."""
    prepared = field.field.prepare_value(value)
    if isinstance(field.field, BooleanField):
        return _("Yes") if prepared in {True, "on", "true", "True", "1"} else _("No")
    if isinstance(field.field, ChoiceField):
        chosen = prepared if isinstance(prepared, list | tuple) else [prepared]
        labels = {str(key): str(label) for key, label in _flat(field.field.choices)}
        prepared = ", ".join(labels.get(str(each), str(each)) for each in chosen if each not in {None, ""})
    return str(prepared) if prepared not in {None, ""} else _("(empty)")


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """Without the groups that some choices stand in."""
    pairs: list[tuple[Any, Any]] = []
    for key, label in choices:
        pairs += label if isinstance(label, list | tuple) else [(key, label)]
    return pairs
