"""Into which phase of which roadmap a decision about vendors goes, and what it brings along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.names import validate_line
from core.texts import TextField, validate_text
from reports.operations.takeovers import PilotPlan
from roadmap.forms.days import DayField
from roadmap.models import Roadmap, RoadmapPhase
from vendors.models import Award

LONGEST_TITLE, LONGEST_DECISION, MOST_ACTIONS = 200, 500, 20


def _validate_actions(text: str) -> None:
    lines = lines_of(text)
    if len(lines) > MOST_ACTIONS:
        raise ValidationError(_("Keep it to %(most)s actions."), params={"most": MOST_ACTIONS})
    if any(len(line) > LONGEST_TITLE for line in lines):
        raise ValidationError(_("An action has at most %(most)s letters."), params={"most": LONGEST_TITLE})
    for line in lines:
        validate_line(line)


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def pilot_title(award: Award) -> str:
    assert award.proposal
    return gettext("Pilot with %(vendor)s") % {"vendor": award.proposal.vendor}


class TakeoverForm(forms.Form):
    """Phases are offered below the title of their roadmap. A pilot is asked about where the award is conditional."""

    phase = forms.ChoiceField(
        label=_("Roadmap and phase"), error_messages={"required": _("Choose the phase of a roadmap.")}
    )
    decision = forms.CharField(label=_("Decision"), max_length=LONGEST_DECISION, validators=[validate_line])
    actions = TextField(
        label=_("Actions"),
        widget=forms.Textarea(attrs={"rows": 6}),
        validators=[validate_text, _validate_actions],
        help_text=_("A line each. They come without an owner and a due day, which the roadmap asks for."),
    )
    service = forms.CharField(
        label=_("What the pilot runs on"),
        max_length=LONGEST_TITLE,
        validators=[validate_line],
        help_text=_("A service or product. The conditions become the success criteria of the pilot."),
        error_messages={"required": _("Say what the pilot runs on.")},
    )
    start = DayField(
        label=_("Start of the pilot"), required=True, error_messages={"required": _("Choose the first day.")}
    )

    def __init__(
        self,
        data: Any = None,
        *,
        phases: Sequence[tuple[Roadmap, Sequence[RoadmapPhase]]],
        has_pilot: bool,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.phases = {self._value(phase): phase for _roadmap, some in phases for phase in some}
        self.fields["phase"].choices = [  # type: ignore[attr-defined]
            (roadmap.title, [(self._value(phase), self._title(roadmap, phase)) for phase in some])
            for roadmap, some in phases
        ]
        if not has_pilot:
            del self.fields["service"], self.fields["start"]

    @property
    def chosen(self) -> RoadmapPhase:
        return self.phases[self.cleaned_data["phase"]]

    def pilot(self, title: str, days: int) -> PilotPlan | None:
        if "start" not in self.fields:
            return None
        return PilotPlan(title[:LONGEST_TITLE], self.cleaned_data["service"], self.cleaned_data["start"], days)

    @staticmethod
    def _value(phase: RoadmapPhase) -> str:
        return f"{phase.roadmap.code}:{phase.phase}"

    @staticmethod
    def _title(roadmap: Roadmap, phase: RoadmapPhase) -> str:
        return roadmap.questions.phase[phase.phase].title
