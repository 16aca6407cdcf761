"""A score as a page sends it: always whole, with the revision that was seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models.revisions import LAST_REVISION
from core.texts import TextField
from vendors.choices import ConfidenceChoice, ProofChoice
from vendors.domain.completeness import Lack
from vendors.domain.model import TOP

NO_REVISION = _("This page does not say which version it shows. Load it again.")
NO_LEVEL = _("Choose one of the scores from 0 to 5.")
WHAT_IS_LACKING = {
    Lack.LEVEL: _("Not scored yet"),
    Lack.RATIONALE: _("Say why you give this score"),
    Lack.PROOF: _("Say whether it rests on evidence, a claim, or nothing"),
    Lack.EVIDENCE: _("Name the evidence that was verified"),
}


class ScoreForm(forms.Form):
    """Everything may still be missing: what is lacking is told, and asked for when the sheet is handed in."""

    revision = forms.IntegerField(
        min_value=0,
        max_value=LAST_REVISION,
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], NO_REVISION),
    )
    level = forms.TypedChoiceField(
        required=False,
        choices=[("", ""), *((str(level), str(level)) for level in range(TOP + 1))],
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": NO_LEVEL},
    )
    rationale = TextField()
    proof = forms.ChoiceField(required=False, choices=[("", ""), *ProofChoice.choices])
    evidence = TextField()
    confidence = forms.ChoiceField(required=False, choices=[("", ""), *ConfidenceChoice.choices])

    @property
    def seen(self) -> int:
        return int(self.cleaned_data["revision"])

    @property
    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    @property
    def typed(self) -> dict[str, str]:
        """What was sent, to be shown again; of no use for anything else."""
        return {name: str(self.data.get(name, "")) for name in self.fields if name != "revision"}

    @property
    def first_error(self) -> str:
        return str(next(iter(self.errors.values()))[0]) if self.errors else ""
