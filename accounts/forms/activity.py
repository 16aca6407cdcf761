"""What to look for in the activity log. All of it stands in the address, so that a view can be sent to somebody."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries.activity import Wanted
from accounts.queries.sentences import declared
from core.local import day

EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
"""Beyond them a calendar may have no moment that is midnight in every time zone."""


class DayField(forms.DateField):
    earliest, latest = EARLIEST, LATEST

    def __init__(self, *, required: bool = False, error_messages: Any = None, **options: Any) -> None:
        attributes = {"type": "date", "min": self.earliest, "max": self.latest}
        super().__init__(
            required=required,
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs=attributes),
            error_messages={"invalid": _("Write a day as year-month-day, like 2026-11-21."), **(error_messages or {})},
            **options,
        )

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not self.earliest <= value <= self.latest:
            raise forms.ValidationError(
                _("Choose a day from %(first)s to %(last)s."), params={"first": self.earliest, "last": self.latest}
            )


class ActivityForm(forms.Form):
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Person"),
        required=False,
        to_field_name="code",
        empty_label=_("Everybody"),
        error_messages={"invalid_choice": _("This person did nothing here.")},
    )
    kind = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, data: Any, *, people: QuerySet[User]) -> None:
        super().__init__(data)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("Everything")), *declared().kinds.items()]  # type: ignore[attr-defined]
        # By these names, which Python keeps for itself, because people read them in the address.
        for name, label in {"from": _("From"), "to": _("To")}.items():
            self.fields[name] = DayField(label=label)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("from"), cleaned.get("to")
        if isinstance(first, date) and isinstance(last, date) and first > last:
            self.add_error("to", _("The end is before the start."))
        return cleaned

    @property
    def wanted(self) -> Wanted:
        found = self.cleaned_data
        return Wanted(found["person"], found["kind"], found["from"], found["to"])

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """Label and value of every field that was used, for paper, where the fields are not."""
        found = self.cleaned_data if self.is_valid() else {}
        named = [(str(self.fields[name].label), value) for name, value in found.items() if value]
        kinds = declared().kinds
        return [
            (label, day(value) if isinstance(value, date) else str(kinds.get(value, value))) for label, value in named
        ]
