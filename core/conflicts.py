"""When somebody else saved first: what only one of the two changed is kept, and about the rest the person is asked.

    form = SettingsForm(request.POST or None, instance=request.workspace)
    if form.is_valid():
        write = partial(change_workspace, workspace=request.workspace, actor=request.user)
        if save_form(request, form, write, said=_("The settings are saved."), who=…):
            return redirect(...)
    return render(request, "accounts/workspace_settings.html", {"form": form}, status=form.status)

Nothing typed is lost, and the next attempt carries the revision that the person has now seen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import BooleanField, BoundField, ChoiceField, Field
from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.models import Revisioned, StaleWriteError

if TYPE_CHECKING:
    from core.forms import RevisionForm

ATTEMPTS = 5

type Who = Callable[[str], str]
"""The name of who last changed a field, given the field's name; with an empty one, of who last saved."""


def nobody(field: str) -> str:
    """Where it is not known."""
    return ""


@dataclass(frozen=True)
class Conflict:
    """The two values of one field, in the words that people read, and whose the stored one is, where that is known."""

    typed: str | Promise
    stored: str | Promise
    by: str = ""


def save_form(
    request: HttpRequest, form: "RevisionForm", write: Callable[..., object], *, said: str, who: Who = nobody
) -> bool:
    """Hand a valid form's values to the operation `write`, as `seen` and by their names, and say so.

    Where somebody else saved meanwhile, both are merged and written; False when the person has to be asked first.
    """
    kept = write_form(form, write, who=who)
    if kept is not None:
        messages.success(request, " ".join([said, *kept]))
    return kept is not None


def write_form(form: "RevisionForm", write: Callable[..., object], *, who: Who = nobody) -> list[str] | None:
    """The same without saying it, for pages that save several forms at once.

    What others changed and is kept, in sentences; None when the person has to be asked first.
    """
    was_merged = False
    for _attempt in range(ATTEMPTS):
        try:
            write(seen=form.seen, **form.values)
        except StaleWriteError as stale:
            if not form.merge(stale.current, who):
                return None
            was_merged = True
        else:
            return form.kept or ([_saved_too(form.saved_by)] if was_merged else [])
    raise StaleWriteError(form.stored)


def was_changed_by(name: str, field: str) -> str:
    if not name:
        return _("Somebody else changed “%(field)s” meanwhile; kept.") % {"field": field}
    return _("%(name)s changed “%(field)s” meanwhile; kept.") % {"name": name, "field": field}


def _saved_too(name: str) -> str:
    if not name:
        return _("Somebody else saved meanwhile; that is kept, too.")
    return _("%(name)s saved meanwhile; that is kept, too.") % {"name": name}


def has_moved(field: Field, shown: Any, now: Any) -> bool:
    """Whether a field's value, as a browser sends it, is another than the one that its page showed."""
    try:
        before = field.to_python(_with_plain_lines(shown))
    except ValidationError:
        return True
    return field.has_changed(before, _with_plain_lines(now))


def _with_plain_lines(value: Any) -> Any:
    """A browser ends lines its own way, in what was shown as in what was typed."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


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
