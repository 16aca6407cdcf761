"""From one state of an action to another, with the progress that goes with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import RevisionField
from roadmap.choices import ActionStateChoice
from roadmap.domain.states import OPEN_STATES

OPEN_CHOICES = [(state.value, state.label) for state in ActionStateChoice if state.value in OPEN_STATES]
_PROGRESS = _("Progress goes from 0 to 100 percent.")


def progress_field(*, required: bool = True) -> forms.IntegerField:
    messages = dict.fromkeys(["required", "invalid", "min_value", "max_value"], _PROGRESS)
    label = _("Progress in percent")
    return forms.IntegerField(label=label, required=required, min_value=0, max_value=100, error_messages=messages)


class StateForm(forms.Form):
    """One of both, by a button each. What closes an action asks for more, on a page of its own."""

    revision = RevisionField()
    state = forms.ChoiceField(label=_("State"), choices=OPEN_CHOICES, required=False)
    progress = progress_field(required=False)

    @property
    def seen(self) -> int:
        return int(self.cleaned_data["revision"])

    @property
    def values(self) -> dict[str, Any]:
        said = {"state": self.cleaned_data["state"] or None, "progress": self.cleaned_data["progress"]}
        return {name: value for name, value in said.items() if value is not None}
