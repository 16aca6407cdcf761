"""Beginning a roadmap."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from assessments.models import Assessment
from core.names import validate_line


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
        help_text=_("Its gaps become actions, and the gates of the phases ask its verified scores."),
    )
    start_date = forms.DateField(
        label=_("Start"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The six phases are planned from this day on. You can move each."),
    )

    def __init__(self, data: Any = None, *, workspace: Workspace, today: date) -> None:
        found = Assessment.objects.filter(workspace=workspace, deleted_at=None).with_pack().order_by("-changed_at")
        newest = found.first()
        initial = {"title": newest.title if newest else "", "assessment": newest, "start_date": today}
        super().__init__(data, initial=initial)
        self.fields["assessment"].queryset = found  # type: ignore[attr-defined]
