"""What to look for among the actions of a roadmap, on the board, in the list and on the timeline."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roadmap.choices import DueChoice, EffortChoice, StateFilterChoice
from roadmap.models import Roadmap
from roadmap.queries.roadmaps import people_of
from roadmap.queries.wanted import NOBODY, Wanted


class FindForm(forms.Form):
    """By phase, owner and words."""

    phase = forms.ChoiceField(label=_("Phase"), required=False)
    owner = forms.ChoiceField(
        label=_("Owner"), required=False, error_messages={"invalid_choice": _("This person is no member here.")}
    )
    q = forms.CharField(label=_("Words"), required=False, max_length=200, widget=forms.SearchInput)

    def __init__(self, data: Any, *, roadmap: Roadmap) -> None:
        super().__init__(data)
        phases = [(phase.id, phase.title) for phase in roadmap.questions.phases]
        people = [(person.code, str(person)) for person in people_of(roadmap)]
        self.fields["phase"].choices = [("", _("All phases")), *phases]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", _("Everybody")), (NOBODY, _("Nobody yet")), *people]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """Everything, where what was asked for makes no sense."""
        if not self.is_valid():
            return Wanted()
        found = self.cleaned_data
        return Wanted(phase=found["phase"], owner=found["owner"], text=found["q"].strip())


class ListForm(FindForm):
    """By effort, by when they are due and by whether they wait for another as well."""

    effort = forms.ChoiceField(label=_("Effort"), choices=[("", _("Any")), *EffortChoice.choices], required=False)
    due = forms.ChoiceField(label=_("Due"), choices=[("", _("Any day")), *DueChoice.choices], required=False)
    blocked = forms.BooleanField(label=_("Blocked by another"), required=False)
    state = forms.ChoiceField(choices=StateFilterChoice.choices, required=False, widget=forms.HiddenInput)
    order = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    @property
    def wanted(self) -> Wanted:
        if not self.is_valid():
            return Wanted()
        found = self.cleaned_data
        return replace(super().wanted, effort=found["effort"], due=found["due"], is_blocked=found["blocked"])

    @property
    def state_filter(self) -> StateFilterChoice:
        return StateFilterChoice(self.cleaned_data["state"]) if self.is_valid() else StateFilterChoice.OPEN
