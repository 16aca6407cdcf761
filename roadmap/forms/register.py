"""What to look for in the register of artifacts. All of it stands in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.domain.question_pack import QuestionPack
from roadmap.choices import ArtifactStatusChoice
from roadmap.queries.artifacts import Show, Wanted


class RegisterForm(forms.Form):
    show = forms.ChoiceField(choices=[(show.value, show.value) for show in Show], required=False)
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    state = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Any")), *ArtifactStatusChoice.choices]
    )

    def __init__(self, data: Any, *, pack: QuestionPack) -> None:
        super().__init__(data)
        self.fields["show"].widget = forms.HiddenInput()
        phases = [("", _("All")), *((phase.id, phase.title) for phase in pack.phases)]
        self.fields["phase"].choices = phases  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """Everything, where what was asked for makes no sense."""
        if not self.is_valid():
            return Wanted()
        found = self.cleaned_data
        return Wanted(Show(found["show"]), found["phase"], found["state"])
