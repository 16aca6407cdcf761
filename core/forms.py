"""How every form looks, and forms for what carries a revision."""

from copy import copy
from typing import Any, cast

from django import forms
from django.forms import BoundField, FileField
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.conflicts import Conflict, Who, are_same, has_moved, in_words, nobody, stored_value, was_changed_by
from core.models import Revisioned
from core.models.revisions import LAST_REVISION

NO_REVISION = _("This page does not say which version it shows. Load it again.")


class FormRenderer(TemplatesSetting):
    """`{{ form }}` is a summary of what is wrong and then each field as components/field.html has it."""

    form_template_name = "components/form_fields.html"
    field_template_name = "components/field.html"


class PickedField(BoundField):
    """Knows what the page showed first. After a conflict its value is that or the typed one, as the person picked."""

    form: "RevisionForm"

    @property
    def asked_name(self) -> str:
        """Sent along when the person was asked to pick."""
        return f"asked-{self.html_name}"

    @property
    def pick_name(self) -> str:
        return f"pick-{self.html_name}"

    @property
    def pick(self) -> str:
        return str(self.form.data.get(self.pick_name, ""))

    @property
    def conflict(self) -> Conflict | None:
        return self.form.conflicts.get(self.name)

    @property
    def typed(self) -> Any:
        return super().data

    @property
    def shown(self) -> Any:
        """What stood in the field before anybody typed, as the page sends it along; unsigned, for it saves nothing."""
        widget = self.field.hidden_widget()
        return widget.value_from_datadict(self.form.data, self.form.files, self.html_initial_name)

    @property
    def data(self) -> Any:
        if self.pick != "stored":
            return self.typed
        return self.shown if self.form.tells_shown else self.field.prepare_value(self.initial)


class RevisionField(forms.IntegerField):
    """The revision that a page shows, in a hidden field."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        messages = dict.fromkeys(["required", "invalid", "min_value", "max_value"], NO_REVISION)
        super().__init__(min_value=1, max_value=LAST_REVISION, error_messages=messages, **options)


class RevisionForm(forms.ModelForm):  # type: ignore[type-arg]
    """For a model that is Revisioned: the page says which revision it shows, and what stood in its fields then.

    When somebody else saved meanwhile, what only one of the two changed is taken from that one, and the person is
    asked about the rest; `core.conflicts.save_form` does that. The form's instance is a copy, so that nothing typed
    shows elsewhere on the page as if it were stored. It never writes: operations do.
    """

    revision = RevisionField()
    bound_field_class = PickedField

    def __init__(self, data: Any = None, files: Any = None, *, instance: Revisioned, **keywords: Any) -> None:
        self.stored = instance
        self.saved_by = ""
        self.is_stale = False
        self.conflicts: dict[str, Conflict] = {}
        self.kept: list[str] = []
        super().__init__(data, files, instance=copy(instance), **keywords)
        self.initial["revision"] = instance.revision
        self.show_stored(instance)

    def show_stored(self, row: Revisioned) -> None:
        """Begin with what is stored. For forms that add fields of their own: once more, after these."""
        for field in self._picked_fields():
            self.initial.setdefault(field.name, self.stored_of(field.name, row))
            field.field.show_hidden_initial = True

    def is_of_model(self, name: str) -> bool:
        """Whether a field holds something that is stored, so that somebody else can have changed it."""
        return any(field.name == name for field in self.stored._meta.get_fields())

    def stored_of(self, name: str, row: Revisioned) -> Any:
        """What a row has stored for a field. A form may let fields stand for parts of one, such as keys of JSON."""
        return stored_value(name, row)

    @property
    def seen(self) -> int:
        """The revision that the person looked at."""
        return int(self.cleaned_data["revision"])

    @property
    def values(self) -> dict[str, Any]:
        """What the person wants to be stored, without the revision."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    @property
    def status(self) -> int:
        """Of the page that shows the form."""
        if self.is_stale:
            return 409
        return 422 if self.errors else 200

    @property
    def tells_shown(self) -> bool:
        """A page that does not say what it showed counts as changed by both in every field."""
        return any(field.html_initial_name in self.data for field in self._picked_fields())

    def clean(self) -> dict[str, Any]:
        """Whoever was asked which of two values to keep must have said so."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for field in self._picked_fields():
            if field.asked_name in self.data and field.pick not in {"typed", "stored"}:
                self.add_error(field.name, _("Choose which value to keep."))
                self.conflicts[field.name] = self._conflict(field)
        return cleaned

    def merge(self, current: Revisioned, who: Who = nobody) -> bool:
        """Start again from `current`, which somebody else saved: take over what only they changed.

        Whether that can be saved at once; if not, `conflicts` has what both changed, each to something else, `kept`
        says what was taken over, or the two together are not valid. Files are left out: a browser does not send them
        a second time, so a form with one is always shown again.
        """
        self.initial.update(
            {name: self.stored_of(name, current) for name in self.fields if self.is_of_model(name)},
            revision=current.revision,
        )
        mine, theirs = self._changed_by_either()
        asked = [
            field.name
            for field in self._picked_fields()
            if field.name in mine & theirs
            and not are_same(self.cleaned_data[field.name], self.stored_of(field.name, current))
        ]
        self.kept += [was_changed_by(who(name), str(self.fields[name].label)) for name in sorted(theirs - mine)]
        self.stored, self.saved_by, self.instance = current, who(""), copy(current)
        self.data = self._moved_on(keep=mine)
        self.full_clean()
        if not self.errors:
            self.conflicts = {name: self._conflict(self[name], who(name)) for name in asked}
        self.is_stale = bool(self.errors or self.conflicts or self.files)
        return not self.is_stale

    def _changed_by_either(self) -> tuple[set[str], set[str]]:
        """The names of the fields that the person changed, and of those that differ by now from what they saw."""
        fields = self._picked_fields()
        if not self.tells_shown:
            return {field.name for field in fields}, {field.name for field in fields}
        mine = {field.name for field in fields if has_moved(field.field, field.shown, field.data)}
        theirs = {field.name for field in fields if has_moved(field.field, field.shown, self._initial_of(field))}
        return mine, theirs

    def _moved_on(self, keep: set[str]) -> QueryDict:
        """As if the person had begun at `current`: theirs are the fields in `keep`, and nothing has been picked."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("revision")] = str(self.initial["revision"])
        for field in self._picked_fields():
            stored = field.field.prepare_value(self._initial_of(field))
            data.setlist(field.html_initial_name, _as_list(stored))
            data.setlist(field.html_name, _as_list(field.data if field.name in keep else stored))
            data.pop(field.asked_name, None)
            data.pop(field.pick_name, None)
        return data

    def _initial_of(self, field: PickedField) -> Any:
        return self.get_initial_for_field(field.field, field.name)

    def _conflict(self, field: Any, by: str = "") -> Conflict:
        return Conflict(in_words(field, field.typed), in_words(field, self.stored_of(field.name, self.stored)), by)

    def _picked_fields(self) -> list[PickedField]:
        return [
            field  # type: ignore[misc]
            for field in self.visible_fields()
            if self.is_of_model(field.name) and not isinstance(field.field, FileField)
        ]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
