"""What is said of a proposal, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import RevisionForm
from core.models import Revisioned
from core.texts import TextField
from vendors.choices import AwardChoice
from vendors.domain.stages import AwardKind
from vendors.models import Appraisal, Award
from vendors.queries.awards import Candidate

LONGEST = 5000
MOST_PILOT_DAYS = 730


def _text(label: Any, help_text: Any, *, rows: int = 4, **options: Any) -> TextField:
    widget = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, help_text=help_text, max_length=LONGEST, widget=widget, **options)


class AppraisalForm(RevisionForm):
    strengths = _text(_("Strengths"), _("What this proposal does well, a line each."))
    weaknesses = _text(_("Weaknesses"), _("What it lacks or does less well, a line each."))
    risks = _text(_("Risks"), _("What could go wrong with this vendor, a line each."))

    class Meta:
        model = Appraisal
        fields = ["strengths", "weaknesses", "risks"]


class AwardForm(RevisionForm):
    """Reasons come first: who has to write them down before choosing finds out whether there are any."""

    reasons = _text(
        _("Reasons"),
        _("Why it is decided so, for somebody who was not there. The decision report begins with them."),
        rows=6,
        required=True,
        error_messages={"required": _("Give the reasons.")},
    )
    kind = forms.ChoiceField(
        label=_("Decision"),
        choices=AwardChoice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is decided.")},
    )
    proposal = forms.ChoiceField(label=_("Awarded to"), required=False)
    conditions = _text(
        _("Conditions"), _("For a conditional award: what has to be shown or changed, a line each."), rows=3
    )
    pilot_days = forms.IntegerField(
        label=_("Days of the pilot"),
        required=False,
        min_value=1,
        max_value=MOST_PILOT_DAYS,
        help_text=_("For a conditional award. 90 days are usual."),
    )
    field_order = ("reasons", "kind", "proposal", "conditions", "pilot_days")

    class Meta:
        model = Award
        fields = ["reasons", "kind", "conditions", "pilot_days"]

    def __init__(self, data: Any = None, *, instance: Award, candidates: Sequence[Candidate]) -> None:
        super().__init__(data, instance=instance)
        self.proposals = {each.proposal.code: each.proposal for each in candidates if not each.excluded_by}
        self.fields["proposal"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody")),
            *((each.proposal.code, each.name) for each in candidates if not each.excluded_by),
        ]
        if len(self.proposals) < len(candidates):
            self.fields["proposal"].help_text = _("Who is excluded cannot be chosen.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind in (AwardKind.AWARD, AwardKind.CONDITIONAL) and not cleaned.get("proposal", "?"):
            self.add_error("proposal", _("Choose the vendor."))
        if kind == AwardKind.NONE and cleaned.get("proposal"):
            self.add_error("proposal", _("Where nothing is awarded, choose nobody."))
        if kind == AwardKind.CONDITIONAL:
            if not cleaned.get("conditions", "?"):
                self.add_error("conditions", _("Say what the award depends on."))
            if cleaned.get("pilot_days", 1) is None:
                self.add_error("pilot_days", _("Say how long the pilot is."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        return {**values, "proposal": self.proposals.get(values["proposal"])}

    def is_of_model(self, name: str) -> bool:
        return name == "proposal" or super().is_of_model(name)

    def stored_of(self, name: str, row: Revisioned) -> Any:
        if name == "proposal":
            return row.proposal.code if row.proposal else ""  # type: ignore[attr-defined]
        return super().stored_of(name, row)
