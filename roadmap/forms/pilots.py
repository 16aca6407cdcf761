"""Planning a pilot, and deciding about it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.db.models import prefetch_related_objects
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from core.conflicts import Who, nobody
from core.forms import RevisionForm
from core.models import Revisioned
from core.names import validate_line
from core.texts import TextField
from evidence.forms.evidence import PersonField
from roadmap.choices import PilotDecisionChoice
from roadmap.forms.days import DayField
from roadmap.forms.numbers import MeasuredField
from roadmap.models import Pilot, PilotMeasure, Roadmap
from roadmap.models.pilot import USUAL_DAYS
from roadmap.operations.pilots import Measured
from roadmap.queries.pilots import checked_of, course_of
from roadmap.queries.roadmaps import people_of

LONGEST = timedelta(days=730)
PLACES = 5
"""Measures that a pilot can have: more prove no more."""
TOO_LONG = _("Choose a last day within two years of the first: what takes longer is no pilot.")
PARTS = ("name", "unit", "start", "target")
_STORED = {"name": "name", "unit": "unit", "start": "start_value", "target": "target_value"}
SUGGESTED = (
    (_("SLO attainment"), "%"),
    (_("Time to recover, median"), _("minutes")),
    (_("Change failure rate"), "%"),
)


class NoteField(TextField):
    """Some lines in the prose of people."""

    widget = forms.Textarea

    def __init__(self, *, label: Any, help_text: Any = "", rows: int = 3) -> None:
        super().__init__()
        self.label, self.help_text = label, help_text
        self.widget.attrs.update(rows=rows)


class LineField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[validate_line], widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)


class PilotForm(RevisionForm):
    """For a new pilot, too: its instance is not stored then. Each service and each part of a measure is a field of its
    own, so that two people can change two."""

    title = LineField(label=_("Title"), max_length=200, error_messages={"required": _("Give the pilot a title.")})
    service_1 = LineField(
        label=_("Service"),
        max_length=100,
        help_text=_("With a team that wants it, and enough traffic that numbers move."),
        error_messages={"required": _("Name the service on which it is tried.")},
    )
    service_2 = LineField(label=_("Second service"), max_length=100, required=False)
    start_date = DayField(label=_("First day"))
    end_date = DayField(
        label=_("Last day"), help_text=_("90 days are usual: long enough to measure, short enough to stop.")
    )
    owner = PersonField(label=_("Owner"), help_text=_("Is reminded when a week has passed without a check-in."))
    receiving_team = LineField(
        label=_("Team that takes over"), max_length=200, required=False, help_text=_("It has agreed to.")
    )
    success_criteria = NoteField(
        label=_("Success criteria"),
        help_text=_("Such as: all targets are met for four weeks, and the team on call wants to keep it."),
    )
    stop_rule = NoteField(
        label=_("Stop rule"),
        help_text=_("When it ends at once, such as: a second customer-facing incident that the change caused."),
    )

    class Meta:
        model = Pilot
        fields = ["title", "start_date", "end_date", "owner", "receiving_team", "success_criteria", "stop_rule"]

    def __init__(self, data: Any = None, *, instance: Pilot) -> None:
        super().__init__(data, instance=instance)
        for day in ("start_date", "end_date"):
            self.fields[day].required = True
            self.fields[day].error_messages["required"] = _("Choose a day.")
        self.fields["owner"].queryset = people_of(instance.roadmap, also=instance.owner_id)  # type: ignore[attr-defined]
        for number in range(1, PLACES + 1):
            self._add_place(number)
        if instance._state.adding:
            self._suggest()
        self.show_stored(instance)

    def _add_place(self, number: int) -> None:
        said = {"number": number}
        self.fields[f"measure_{number}_name"] = LineField(
            label=_("Measure %(number)d") % said, max_length=200, required=False
        )
        self.fields[f"measure_{number}_unit"] = LineField(label=_("Unit"), max_length=40, required=False)
        self.fields[f"measure_{number}_start"] = MeasuredField(label=_("At the start"), required=False)
        self.fields[f"measure_{number}_target"] = MeasuredField(label=_("Target"), required=False)

    def _suggest(self) -> None:
        for number, (name, unit) in enumerate(SUGGESTED, start=1):
            self.initial.update({f"measure_{number}_name": name, f"measure_{number}_unit": unit})

    @property
    def places(self) -> list[list[BoundField]]:
        """The fields of each measure."""
        return [[self[f"measure_{number}_{part}"] for part in PARTS] for number in range(1, PLACES + 1)]

    def is_of_model(self, name: str) -> bool:
        return super().is_of_model(name) or name.startswith(("measure_", "service_"))

    def stored_of(self, name: str, row: Revisioned) -> Any:
        assert isinstance(row, Pilot)
        if name.startswith("service_"):
            return dict(enumerate(row.services, start=1)).get(int(name[-1]), "")
        if name.startswith("measure_"):
            _measure, number, part = name.split("_")
            measures = _measures_of(row)
            return getattr(measures[int(number) - 1], _STORED[part]) if int(number) <= len(measures) else ""
        return super().stored_of(name, row)

    def clean_end_date(self) -> date:
        start, end = self.cleaned_data.get("start_date"), cast(date, self.cleaned_data["end_date"])
        if start and end - start > LONGEST:
            raise forms.ValidationError(TOO_LONG)
        return end

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        measured = [number for number in range(1, PLACES + 1) if self._is_whole(cleaned, number)]
        if not measured and not any(name.startswith("measure_") for name in self.errors):
            self.add_error("measure_1_name", _("Name at least one measure: without, nobody can tell what came of it."))
        return cleaned

    def _is_whole(self, cleaned: dict[str, Any], number: int) -> bool:
        """A measure has all its parts, or none; only its unit may be missing."""
        name, unit, start, target = (cleaned.get(f"measure_{number}_{part}") for part in PARTS)
        parts = {f"measure_{number}_{part}" for part in PARTS}
        if parts & set(self.errors) or not (name or unit or start is not None or target is not None):
            return False
        if not name:
            self.add_error(f"measure_{number}_name", _("Say what is measured, or empty the whole row."))
        for part, value in (("start", start), ("target", target)):
            if value is None:
                self.add_error(f"measure_{number}_{part}", _("Write a number, or empty the whole row."))
        if start is not None and start == target:
            self.add_error(f"measure_{number}_target", _("The target is the start: say what is to become of it."))
        return not parts & set(self.errors)

    @property
    def values(self) -> dict[str, Any]:
        values = {name: value for name, value in super().values.items() if not self._is_part(name)}
        cleaned = self.cleaned_data
        services = [cleaned["service_1"], cleaned["service_2"]]
        rows = ([cleaned[f"measure_{number}_{part}"] for part in PARTS] for number in range(1, PLACES + 1))
        measures = [Measured(*row) if row[0] else None for row in rows]
        return {**values, "services": [name for name in services if name], "measures": measures}

    def _is_part(self, name: str) -> bool:
        return name.startswith(("measure_", "service_"))


class DecisionForm(RevisionForm):
    """With what was measured at the end. `found` comes with its check-ins, which suggest the values."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=PilotDecisionChoice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of the pilot.")},
    )
    decision_reason = NoteField(label=_("Reason"), help_text=_("What the values say, and what else counted."))
    decided_date = DayField(label=_("Decided on"))
    end_date = DayField(label=_("Last day"), help_text=_("Of an extended pilot: its new one."))

    class Meta:
        model = Pilot
        fields = ["decision", "decision_reason", "decided_date", "end_date"]

    def __init__(self, data: Any = None, *, instance: Pilot, today: date) -> None:
        self.found, self.today = instance, today
        super().__init__(data, instance=instance)
        for name, said in (("decision_reason", _("Give the reason.")), ("decided_date", _("Choose a day."))):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = said
        if not instance.is_closed:
            self.initial.update(decided_date=today, decision="", decision_reason="")
        self.measures = _measures_of(instance)
        for measure in self.measures:
            label = f"{measure.name} ({measure.unit})" if measure.unit else measure.name
            self.fields[f"end_{measure.pk}"] = MeasuredField(label=label, required=False)
        self.show_stored(instance)

    @property
    def end_fields(self) -> list[BoundField]:
        return [self[f"end_{measure.pk}"] for measure in self.measures]

    def is_of_model(self, name: str) -> bool:
        return super().is_of_model(name) or name.startswith("end_")

    def stored_of(self, name: str, row: Revisioned) -> Any:
        assert isinstance(row, Pilot)
        key = name.removeprefix("end_")
        if not key.isdigit():
            return super().stored_of(name, row)
        measure = next((each for each in _measures_of(row) if str(each.pk) == key), None)
        return None if measure is None else course_of(measure, checked_of(self.found)).latest

    def merge(self, current: Revisioned, who: Who = nobody) -> bool:
        assert isinstance(current, Pilot)
        current.roadmap = self.found.roadmap
        return super().merge(current, who)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        decision, decided, end = (cleaned.get(name) for name in ("decision", "decided_date", "end_date"))
        if decided and not self.found.start_date <= decided <= self.today:
            self.add_error("decided_date", _("Choose a day from the start of the pilot until today."))
        if decision == PilotDecisionChoice.EXTEND:
            if not end or end <= self.found.end_date or end <= self.today:
                self.add_error("end_date", _("Choose a last day after the one until now, and after today."))
            elif end - self.found.start_date > LONGEST:
                self.add_error("end_date", TOO_LONG)
        elif decision:
            cleaned["end_date"] = self.found.end_date
            for measure in self.measures:
                name = f"end_{measure.pk}"
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Write what was measured at the end: the decision rests on it."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        values = {
            name: value for name, value in super().values.items() if not name.startswith("end_") or name == "end_date"
        }
        return {**values, "ends": {measure.pk: self.cleaned_data[f"end_{measure.pk}"] for measure in self.measures}}


def new_pilot(roadmap: Roadmap, *, owner: Any, today: date) -> Pilot:
    """What the form of a new one begins with."""
    return Pilot(roadmap=roadmap, owner=owner, start_date=today, end_date=today + timedelta(days=USUAL_DAYS - 1))


def _measures_of(pilot: Pilot) -> list[PilotMeasure]:
    """Read once, also of a row that a write brought back."""
    if pilot._state.adding:
        return []
    prefetch_related_objects([pilot], "measures")
    return list(pilot.measures.all())
