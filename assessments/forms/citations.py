"""Choosing what stands for an answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from evidence.models import Evidence

_NONE = _("Choose one from the list.")


class CiteForm(forms.Form):
    """Evidence that the workspace has already, and that is not cited for the question yet."""

    evidence = forms.ModelChoiceField(
        Evidence.objects.none(),
        to_field_name="code",
        label=_("Evidence"),
        empty_label=_("Choose"),
        error_messages={"required": _NONE, "invalid_choice": _NONE},
    )

    def __init__(self, *arguments: object, assessment: Assessment, question: str) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        uncited = (
            Evidence.objects.alive()
            .filter(workspace=assessment.workspace)
            .exclude(citations__answer__assessment=assessment, citations__answer__question=question)
            .order_by("title", "pk")
        )
        self.fields["evidence"].queryset = uncited  # type: ignore[attr-defined]
