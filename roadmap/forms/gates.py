"""Passing a gate, and the decisions that it asks for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.forms import RevisionForm
from core.names import validate_line
from core.texts import TextField
from roadmap.forms.days import DayField
from roadmap.models import Decision

LONGEST_EXCEPTION = timedelta(days=366)
MOVED = _("What is open at this gate has changed since this page was made. Look at it once more, then decide.")


class PassGateForm(forms.Form):
    """Where criteria are open, it asks for a reason and a last day; `seen` is what was open when the page was made."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = TextField()
    expires_date = DayField(
        required=True,
        label=_("Good until"),
        error_messages={"required": _("Say until which day that is good enough.")},
        help_text=_("The last day of the exception, within a year. Whoever passed the gate is told when it is over."),
    )

    def __init__(self, data: QueryDict | None = None, *, open_keys: Collection[str], today: date) -> None:
        """`data` may be of a page that showed something else to be open: then nothing is passed, and the person looks
        again at what they typed beside what is open now."""
        now = " ".join(sorted(open_keys))
        self.has_moved = data is not None and sorted(data.get("seen", "").split()) != sorted(open_keys)
        if data is not None:
            data = data.copy()
            data["seen"] = now
        super().__init__(data, initial={"seen": now})
        self.open_keys, self.today = open_keys, today
        self.fields["reason"].label = _("Why the gate is passed all the same")
        self.fields["reason"].help_text = _("It stays with the gate, beside your name.")
        self.fields["reason"].widget = forms.Textarea(attrs={"rows": 4})
        sentence = ngettext(
            "%(count)d criterion is open. Say why the gate is passed all the same.",
            "%(count)d criteria are open. Say why the gate is passed all the same.",
            len(open_keys),
        )
        self.fields["reason"].error_messages["required"] = sentence % {"count": len(open_keys)}
        self.fields["reason"].required = True
        if not open_keys:
            del self.fields["reason"], self.fields["expires_date"]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    @property
    def status(self) -> int:
        """Of the page that shows the form."""
        if self.has_moved:
            return 409
        return 422 if self.errors else 200

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.has_moved:
            self.add_error(None, MOVED)
        day = cleaned.get("expires_date")
        if day and day < self.today:
            self.add_error("expires_date", _("That day is over. Choose today or a later one."))
        elif day and day > self.today + LONGEST_EXCEPTION:
            self.add_error("expires_date", _("An exception lasts a year at most. Choose an earlier day."))
        return cleaned


class DecisionForm(RevisionForm):
    """What the pack says is to be decided stays as the pack says it."""

    taken_date = DayField(label=_("Taken on"), help_text=_("Leave it empty while the decision is still to be taken."))
    decided_by = forms.CharField(
        label=_("Decided by"), required=False, max_length=200, validators=[validate_line], help_text=_("Name and role.")
    )
    note = TextField()
    text = forms.CharField(
        label=_("What is decided"),
        max_length=500,
        validators=[validate_line],
        error_messages={"required": _("Say what is decided.")},
    )
    field_order = ("text", "taken_date", "decided_by", "note")

    class Meta:
        model = Decision
        fields = ["text", "taken_date", "decided_by", "note"]

    def __init__(self, data: Any = None, *, instance: Decision, today: date) -> None:
        super().__init__(data, instance=instance)
        self.today = today
        self.fields["note"].label = _("Reasons")
        self.fields["note"].help_text = _("What spoke for it and what against, so that nobody has to decide it again.")
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 5})
        if instance.decision:
            del self.fields["text"]

    def clean_taken_date(self) -> date | None:
        return taken(self.cleaned_data["taken_date"], self.today)


class NewDecisionForm(forms.Form):
    text = forms.CharField(
        label=_("What is decided"),
        max_length=500,
        validators=[validate_line],
        help_text=_("One sentence that can be true or not. The gate of this phase asks for it from now on."),
        error_messages={"required": _("Say what is decided.")},
    )
    decided_by = forms.CharField(
        label=_("Who decides it"),
        required=False,
        max_length=200,
        validators=[validate_line],
        help_text=_("Name or role."),
    )


def taken(day: date | None, today: date) -> date | None:
    if day and day > today:
        raise forms.ValidationError(_("It cannot have been taken later than today."))
    return day
