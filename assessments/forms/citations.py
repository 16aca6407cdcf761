"""Choosing what stands for an answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, Citation
from evidence.models import Evidence
from evidence.queries.register import citable_evidence

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
        cited = Citation.objects.filter(answer__assessment=assessment, answer__question=question).values("evidence")
        uncited = citable_evidence(assessment.workspace).exclude(pk__in=cited)
        self.fields["evidence"].queryset = uncited  # type: ignore[attr-defined]
