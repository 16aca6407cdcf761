"""A file of tickets as people send it, and what they choose on its preview."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.imports import FileField
from roadmap.choices import ActionStateChoice
from roadmap.models import Roadmap
from roadmap.queries.action_imports import Plan

LEAVE = "leave"
MOST_STATUSES = 100
"""That are asked about; of a file with more, the others mean what they usually do."""


class TicketFileForm(forms.Form):
    file = FileField(
        accept=".csv,.txt,.tsv,text/csv",
        help_text=_(
            "CSV as Jira exports it, with at most 1,000 rows and 10 MB. Encoding and separator are recognised."
        ),
    )


class MeaningForm(forms.Form):
    """What each status of the file stands for, and where new actions go."""

    def __init__(self, data: Any = None, *, plan: Plan, roadmap: Roadmap) -> None:
        super().__init__(data)
        self.plan = plan
        asked = plan.statuses[:MOST_STATUSES]
        self.names = {f"state-{number}": status.name for number, status in enumerate(asked)}
        offered = [(LEAVE, _("Leave the state as it is")), *ActionStateChoice.choices]
        for (field, name), status in zip(self.names.items(), asked, strict=True):
            self.fields[field] = forms.ChoiceField(label=name, choices=offered, initial=status.state or LEAVE)
        if plan.new:
            phases = [(phase.id, phase.title) for phase in roadmap.questions.phases]
            self.fields["phase"] = forms.ChoiceField(
                label=_("Phase of new actions"),
                choices=phases,
                initial=phases[0][0],
                help_text=_("Where a row has no label such as phase-discover."),
            )

    @property
    def states(self) -> dict[str, str]:
        """By status, as chosen; as shown at first where nothing was sent."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        chosen = {name: said.get(field, self.fields[field].initial) for field, name in self.names.items()}
        return {name: "" if state == LEAVE else state for name, state in chosen.items()}

    @property
    def is_as_read(self) -> bool:
        """Whether each status stands for what the plan took it for."""
        return all(self.states.get(status.name, status.state) == status.state for status in self.plan.statuses)

    @property
    def phase(self) -> str:
        if "phase" not in self.fields:
            return ""
        said = self.cleaned_data.get("phase") if self.is_bound and self.is_valid() else None
        return str(said or self.fields["phase"].initial)
