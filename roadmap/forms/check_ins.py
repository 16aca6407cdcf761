"""A weekly check-in, and an item of the handover."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from core.forms import RevisionForm
from core.models import Revisioned
from roadmap.choices import CheckInMoodChoice
from roadmap.forms.days import DayField
from roadmap.forms.numbers import MeasuredField
from roadmap.forms.pilots import LineField, NoteField
from roadmap.models import PilotCheckIn


class CheckInForm(RevisionForm):
    """For a new one, too: its instance is not stored then, but knows its pilot."""

    day_date = DayField(label=_("Day"))
    mood = forms.ChoiceField(
        label=_("How it goes"),
        choices=CheckInMoodChoice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it goes.")},
    )
    note = NoteField(label=_("Note"), help_text=_("What happened, and what is in the way. Markdown works."))

    class Meta:
        model = PilotCheckIn
        fields = ["day_date", "mood", "note"]

    def __init__(self, data: Any = None, *, instance: PilotCheckIn, today: date) -> None:
        self.today = today
        super().__init__(data, instance=instance)
        self.fields["day_date"].required = True
        self.fields["day_date"].error_messages["required"] = _("Choose a day.")
        self.measures = list(instance.pilot.measures.all())
        for measure in self.measures:
            label = f"{measure.name} ({measure.unit})" if measure.unit else measure.name
            self.fields[f"value_{measure.pk}"] = MeasuredField(label=label, required=False)
        self.show_stored(instance)

    @property
    def value_fields(self) -> list[BoundField]:
        return [self[f"value_{measure.pk}"] for measure in self.measures]

    def is_of_model(self, name: str) -> bool:
        return super().is_of_model(name) or name.startswith("value_")

    def stored_of(self, name: str, row: Revisioned) -> Any:
        assert isinstance(row, PilotCheckIn)
        if name.startswith("value_"):
            found = row.values.get(name.removeprefix("value_"))
            return Decimal(found) if found else None
        return super().stored_of(name, row)

    def clean_day_date(self) -> date | None:
        day: date | None = self.cleaned_data["day_date"]
        days = self.instance.pilot.days
        last = min(self.today, days.decided) if days.decided else self.today
        if day and not days.start <= day <= last:
            raise forms.ValidationError(
                _("Choose a day from %(first)s to %(last)s."), params={"first": days.start, "last": last}
            )
        return day

    @property
    def values(self) -> dict[str, Any]:
        cleaned = super().values
        found = {measure.pk: cleaned.pop(f"value_{measure.pk}") for measure in self.measures}
        return {**cleaned, "values": {str(key): str(value) for key, value in found.items() if value is not None}}


class HandoverForm(forms.Form):
    text = LineField(
        label=_("What is handed over"),
        max_length=300,
        help_text=_("Such as: runbook for failover, read and tried by the team on call."),
        error_messages={"required": _("Say what is handed over.")},
    )
