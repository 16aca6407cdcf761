"""How every form looks, and forms for what carries a revision."""

from copy import copy
from typing import Any, cast

from django import forms
from django.forms import BoundField, FileField
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.conflicts import Conflict, are_same, in_words, stored_value
from core.models import Revisioned
from core.models.revisions import LAST_REVISION

NO_REVISION = _("This page does not say which version it shows. Load it again.")


class FormRenderer(TemplatesSetting):
    """`{{ form }}` is a summary of what is wrong and then each field as components/field.html has it."""

    form_template_name = "components/form_fields.html"
    field_template_name = "components/field.html"


class PickedField(BoundField):
    """After a conflict, the value is what was typed or what is stored, as the person picked."""

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
    def data(self) -> Any:
        return self.field.prepare_value(self.initial) if self.pick == "stored" else self.typed


class RevisionField(forms.IntegerField):
    """The revision that a page shows, in a hidden field."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        messages = dict.fromkeys(["required", "invalid", "min_value", "max_value"], NO_REVISION)
        super().__init__(min_value=1, max_value=LAST_REVISION, error_messages=messages, **options)


class RevisionForm(forms.ModelForm):  # type: ignore[type-arg]
    """For a model that is Revisioned: the page says which revision it shows; see `core.conflicts`.

    Its instance is a copy, so that nothing typed shows elsewhere on the page as if it were stored. It never writes:
    operations do.
    """

    revision = RevisionField()
    bound_field_class = PickedField

    def __init__(self, data: Any = None, files: Any = None, *, instance: Revisioned, **keywords: Any) -> None:
        self.stored = instance
        self.saved_by = ""
        self.is_stale = False
        self.conflicts: dict[str, Conflict] = {}
        super().__init__(data, files, instance=copy(instance), **keywords)
        self.initial["revision"] = instance.revision

    @property
    def seen(self) -> int:
        """The revision that the person looked at."""
        return int(self.cleaned_data["revision"])

    @property
    def values(self) -> dict[str, Any]:
        """What the person wants to be stored, without the revision."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def clean(self) -> dict[str, Any]:
        """Whoever was asked which of two values to keep must have said so."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for field in self._picked_fields():
            if field.asked_name in self.data and field.pick not in {"typed", "stored"}:
                self.add_error(field.name, _("Choose which value to keep."))
                self.conflicts[field.name] = self._conflict(field)
        return cleaned

    def show_conflicts(self, current: Revisioned, saved_by: str) -> None:
        """Put both values beside each field in which they differ, and let the next attempt start from `current`.

        Files are left out: a browser does not send them a second time, so there is nothing to choose from.
        """
        self.stored, self.saved_by, self.is_stale = current, saved_by, True
        picked = {field.html_name: field.data for field in self._picked_fields() if field.pick == "stored"}
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("revision")] = str(current.revision)
        for name, value in picked.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        for field in self._picked_fields():
            data.pop(field.pick_name, None)
        self.data = data
        for field in self._picked_fields():
            if not are_same(self.cleaned_data.get(field.name), stored_value(field.name, current)):
                self.conflicts[field.name] = self._conflict(field)

    def _conflict(self, field: PickedField) -> Conflict:
        return Conflict(in_words(field, field.typed), in_words(field, stored_value(field.name, self.stored)))

    def _picked_fields(self) -> list[PickedField]:
        of_model = {field.name for field in self.stored._meta.get_fields()}
        return [
            field  # type: ignore[misc]
            for field in self.visible_fields()
            if field.name in of_model and not isinstance(field.field, FileField)
        ]
