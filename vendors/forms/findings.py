"""What was found at a gate, and its waiver where it is missed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.activity import DayField
from accounts.models import User
from core.forms import RevisionForm
from core.models import Revisioned
from core.texts import TextField
from vendors.models import GateFinding

LONGEST = 2000
MET, MISSED = "yes", "no"
FINDING = ("is_met", "note")


class GateFindingForm(RevisionForm):
    """Once quality is locked, what was found stays, and a missed gate can still be waived."""

    is_met = forms.TypedChoiceField(
        label=_("Found"),
        choices=[(MET, _("Met")), (MISSED, _("Not met"))],
        coerce=lambda value: value == MET,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was found.")},
    )
    note = TextField(
        label=_("What it rests on"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as the certificate and its date, or the clause of the contract."),
    )
    waived_by = forms.ChoiceField(label=_("Waived by"), required=False)
    waiver_reason = TextField(label=_("Why it is waived"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
    waiver_expires_date = DayField(
        label=_("Waived until"),
        help_text=_("The last day on which the waiver holds; after it the vendor is excluded again."),
    )

    class Meta:
        model = GateFinding
        fields = ["is_met", "note", "waiver_reason", "waiver_expires_date"]

    field_order = ("is_met", "note", "waived_by", "waiver_reason", "waiver_expires_date")

    def __init__(
        self, data: Any = None, *, instance: GateFinding, people: Iterable[User], today: date, is_frozen: bool
    ) -> None:
        self.is_new = instance.pk is None
        self.people = {person.code: person for person in people}
        self.today = today
        super().__init__(data, instance=instance)
        self.initial["is_met"] = self.stored_of("is_met", instance)
        self.fields["waived_by"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody")),
            *((code, str(person)) for code, person in self.people.items()),
        ]
        if is_frozen and not self.is_new:
            for name in FINDING:
                del self.fields[name]

    @property
    def values(self) -> dict[str, Any]:
        stored = {name: getattr(self.stored, name) for name in FINDING}
        values = {**stored, **super().values}
        return {**values, "waived_by": self.people.get(values["waived_by"])}

    def is_of_model(self, name: str) -> bool:
        return name == "waived_by" or super().is_of_model(name)

    def stored_of(self, name: str, row: Revisioned) -> Any:
        if name == "waived_by":
            return row.waived_by.code if row.waived_by else ""  # type: ignore[attr-defined]
        if name == "is_met":
            return "" if row.pk is None else MET if row.is_met else MISSED  # type: ignore[attr-defined]
        return super().stored_of(name, row)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        waiver = {name: cleaned[name] for name in ("waived_by", "waiver_reason", "waiver_expires_date")}
        if not any(waiver.values()):
            return cleaned
        if cleaned.get("is_met", self.stored.is_met):  # type: ignore[attr-defined]
            self.add_error(None, _("A waiver is for a gate that is not met. Take it out, or choose “Not met”."))
            return cleaned
        self._require_whole(waiver)
        return cleaned

    def _require_whole(self, waiver: dict[str, Any]) -> None:
        lacking = {
            "waived_by": _("Name who waives it."),
            "waiver_reason": _("Say why it is waived."),
            "waiver_expires_date": _("Say until which day it is waived."),
        }
        for name, sentence in lacking.items():
            if not waiver[name]:
                self.add_error(name, sentence)
        day = waiver["waiver_expires_date"]
        if day and day < self.today and day != self.stored.waiver_expires_date:  # type: ignore[attr-defined]
            self.add_error("waiver_expires_date", _("That day is over. Choose today or a later one."))
