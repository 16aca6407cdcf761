"""Beginning a roadmap, and its settings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from assessments.models import Assessment
from core.models import Revisioned
from core.names import validate_line
from roadmap.forms.days import DayField
from roadmap.forms.owners import OwnedForm
from roadmap.models import Roadmap
from roadmap.queries.roadmaps import people_of

FEEDS = _("Its gaps become actions, and the gates of the phases ask its verified scores.")


def assessments_to_choose(workspace: Workspace, *, also: int | None = None) -> QuerySet[Assessment]:
    """Those that are there, what was changed last first, and the one (by key) that is chosen already."""
    wanted = Q(deleted_at=None) | Q(pk=also)
    found: QuerySet[Assessment] = Assessment.objects.filter(wanted, workspace=workspace).with_pack()
    return found.order_by("-changed_at")


class NewRoadmapForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        validators=[validate_line],
        help_text=_("The product that it is for."),
        error_messages={"required": _("Give the roadmap a title.")},
    )
    assessment = forms.ModelChoiceField(
        label=_("Assessment"),
        queryset=Assessment.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=_("None yet"),
        help_text=FEEDS,
    )
    start_date = DayField(
        required=True, label=_("Start"), help_text=_("The six phases are planned from this day on. You can move each.")
    )

    def __init__(self, data: Any = None, *, workspace: Workspace, today: date, feeds: str = "") -> None:
        """`feeds` is the code of the assessment to begin from; without one it is that changed last."""
        found = assessments_to_choose(workspace)
        chosen = next((each for each in found if each.code == feeds), None) or next(iter(found), None)
        initial = {"title": chosen.title if chosen else "", "assessment": chosen, "start_date": today}
        super().__init__(data, initial=initial)
        self.fields["assessment"].queryset = found  # type: ignore[attr-defined]


class RoadmapSettingsForm(OwnedForm):
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        validators=[validate_line],
        error_messages={"required": _("Give the roadmap a title.")},
    )
    assessment = forms.ChoiceField(label=_("Assessment"), required=False, help_text=FEEDS)
    start_date = DayField(
        required=True, label=_("Start"), help_text=_("Phases that are planned already stay where they are.")
    )
    horizon_date = DayField(
        required=True, label=_("Horizon"), help_text=_("The day up to which the plan counts what an action gains.")
    )
    field_order = ("title", "owner", "assessment", "start_date", "horizon_date", "capacity_days")

    class Meta:
        model = Roadmap
        fields = [
            "title",
            "start_date",
            "horizon_date",
            "capacity_days",
            "small_days",
            "medium_days",
            "large_days",
        ]
        help_texts = {
            "capacity_days": _("What the people who work on it have for it, taken together."),
            "small_days": _("What actions begin with that are made from now on."),
        }

    def __init__(self, data: Any = None, *, instance: Roadmap) -> None:
        super().__init__(data, instance=instance, people=people_of(instance, also=instance.owner_id))
        found = assessments_to_choose(instance.workspace, also=instance.assessment_id)
        self.assessments = {each.code: each for each in found}
        self.fields["assessment"].choices = [  # type: ignore[attr-defined]
            ("", _("None yet")),
            *((code, each.title) for code, each in self.assessments.items()),
        ]

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        return {**values, "assessment": self.assessments.get(values["assessment"])}

    def stored_of(self, name: str, row: Revisioned) -> Any:
        if name == "assessment":
            return row.assessment.code if row.assessment else ""  # type: ignore[attr-defined]
        return super().stored_of(name, row)
