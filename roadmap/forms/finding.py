"""What to look for among the actions of a roadmap, on the board, in the list and on the timeline."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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
