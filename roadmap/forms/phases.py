"""Whose a phase is and when: planned, and as it was."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from roadmap.forms.days import DayField
from roadmap.forms.owners import OwnedForm
from roadmap.models import RoadmapPhase
from roadmap.queries.roadmaps import people_of


class PhaseForm(OwnedForm):
    planned_start_date = DayField(label=_("Planned start"))
    planned_end_date = DayField(label=_("Planned end"))
    started_date = DayField(label=_("Started on"), help_text=_("When work on it really began."))
    finished_date = DayField(label=_("Finished on"), help_text=_("When the work was done."))

    class Meta:
        model = RoadmapPhase
        fields = ["planned_start_date", "planned_end_date", "started_date", "finished_date"]

    def __init__(self, data: Any = None, *, instance: RoadmapPhase) -> None:
        super().__init__(data, instance=instance, people=people_of(instance.roadmap, also=instance.owner_id))
        self.today = instance.roadmap.workspace.today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("started_date", "finished_date"):
            if (day := cleaned.get(name)) and day > self.today:
                self.add_error(name, _("This is about what was: choose today or an earlier day."))
        return cleaned
