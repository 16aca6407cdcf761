"""What a plan is to reckon with, and which of its days are taken over."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.codes import is_code
from core.source.dates import parse_day
from roadmap.domain.days import is_in_reach
from roadmap.domain.planning import Frame
from roadmap.models import Roadmap
from roadmap.models.roadmap import MOST_EFFORT
from roadmap.operations.plans import Chosen

LONGEST = timedelta(days=3660)
USUAL = timedelta(days=365)


class PlanForm(forms.Form):
    """Stands in the address, so that a plan can be sent to somebody. What is missing is as the roadmap has it."""

    capacity = forms.IntegerField(
        label=gettext_lazy("Person-days a month"),
        min_value=1,
        max_value=MOST_EFFORT,
        error_messages={"required": gettext_lazy("Say how many person-days a month there are.")},
    )
    start = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}))
    horizon = forms.DateField(label=gettext_lazy("Horizon"), widget=forms.DateInput(attrs={"type": "date"}))
    phase = forms.ChoiceField(label=gettext_lazy("Phase"), required=False)

    def __init__(self, data: Any, *, roadmap: Roadmap, today: date) -> None:
        start = max(today, roadmap.start_date)
        horizon = min(roadmap.horizon_date, start + LONGEST) if roadmap.horizon_date > start else start + USUAL
        given = {name: data[name] for name in ("capacity", "start", "horizon", "phase") if name in data}
        usual = {"capacity": roadmap.capacity_days, "start": start.isoformat(), "horizon": horizon.isoformat()}
        super().__init__({**usual, **given})
        phase = self.fields["phase"]
        assert isinstance(phase, forms.ChoiceField)
        phase.choices = [("", _("All phases")), *((each.id, each.title) for each in roadmap.questions.phases)]

    def clean_start(self) -> date:
        start: date = self.cleaned_data["start"]
        if not 2000 <= start.year <= 2100:
            raise forms.ValidationError(_("Choose a day between 2000 and 2100."))
        return start

    def clean(self) -> None:
        start, horizon = self.cleaned_data.get("start"), self.cleaned_data.get("horizon")
        if start and horizon and horizon <= start:
            self.add_error("horizon", _("The horizon must come after the day from which to plan."))
        elif start and horizon and horizon > start + LONGEST:
            self.add_error("horizon", _("A plan goes ten years ahead at most."))

    @property
    def frame(self) -> Frame:
        values = self.cleaned_data
        return Frame(values["start"], values["horizon"], values["capacity"])


def as_choice(chosen: Chosen) -> str:
    """What a ticked box sends: all that its row showed."""
    return f"{chosen.code} {chosen.seen} {chosen.start} {chosen.due}"


def read_choices(sent: list[str]) -> list[Chosen] | None:
    """None where something was sent that no page of ours sends."""
    found = [_read(each.split(" ")) for each in sent]
    whole = [each for each in found if each is not None and each.start <= each.due]
    return whole if len(whole) == len(found) else None


def _read(parts: list[str]) -> Chosen | None:
    if len(parts) != 4 or not is_code(parts[0]) or not re.fullmatch("[0-9]{1,10}", parts[1]):
        return None
    start, due = parse_day(parts[2]), parse_day(parts[3])
    if not (start and due and is_in_reach(start) and is_in_reach(due)):
        return None
    return Chosen(parts[0], int(parts[1]), start, due)
