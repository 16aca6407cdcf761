"""Making an address for a calendar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from roadmap.models import Roadmap


class FeedForm(forms.Form):
    roadmap = forms.ModelChoiceField(
        label=_("What it shows"),
        queryset=Roadmap.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=_("What is mine, of all roadmaps"),
        error_messages={"invalid_choice": _("This roadmap is not there any more. Choose another.")},
    )

    def __init__(self, data: Any = None, *, workspace: Workspace) -> None:
        super().__init__(data)
        found = Roadmap.objects.filter(workspace=workspace, deleted_at=None).order_by("title", "pk")
        self.fields["roadmap"].queryset = found  # type: ignore[attr-defined]
