"""What is agreed on one proposal under one criterion, and a dissent from it; and what stands in the way of either."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.forms import RevisionForm
from core.texts import TextField
from vendors.choices import ProofChoice
from vendors.domain.model import TOP
from vendors.domain.settling import Given
from vendors.domain.stages import Stage
from vendors.models import AgreedScore
from vendors.queries.consensus_opening import Obstacle

LONGEST = 2000


class AgreedScoreForm(RevisionForm):
    """Begins with what is suggested where nobody disputes it. A form that says nothing is about nothing."""

    level = forms.TypedChoiceField(
        label=_("Agreed score"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(level, str(level)) for level in range(TOP + 1)],
        widget=forms.RadioSelect,
    )
    proof = forms.ChoiceField(
        label=_("It rests on"), required=False, choices=ProofChoice.choices, widget=forms.RadioSelect
    )
    reason = TextField(label=_("Reason"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))

    class Meta:
        model = AgreedScore
        fields = ["level", "proof", "reason"]

    def __init__(self, data: Any = None, *, instance: AgreedScore, suggestion: Given | None) -> None:
        self.suggestion = suggestion
        self.is_new = instance.pk is None
        if self.is_new and suggestion:
            instance.level, instance.proof = suggestion.level, suggestion.proof.value
        super().__init__(data, instance=instance, prefix=instance.proposal.code)

    @property
    def is_to_be_written(self) -> bool:
        """Of a valid form: it says something that is not stored yet."""
        if self.values["level"] is None:
            return False
        return self.is_new or any(getattr(self.stored, name) != value for name, value in self.values.items())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        level, proof, reason = cleaned["level"], cleaned["proof"], cleaned["reason"]
        if level is None:
            if reason or proof:
                self.add_error("level", _("Choose the score that is agreed."))
            return cleaned
        if not proof:
            self.add_error("proof", _("Choose what the score rests on."))
        elif not reason and (level, proof) != self._undisputed:
            self.add_error("reason", _("Say why: the report prints it beside the score."))
        return cleaned

    @property
    def _undisputed(self) -> tuple[int, str] | None:
        return (self.suggestion.level, self.suggestion.proof.value) if self.suggestion else None


class DissentForm(forms.Form):
    text = TextField(
        label=_("What should be read beside the agreed score"),
        required=True,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say in what you dissent, and why.")},
        help_text=_("With your name, in the decision report too. It changes no number."),
    )


def stage_said(stage: Stage) -> str:
    """What has become of the evaluation meanwhile."""
    if stage.is_from(Stage.LOCKED):
        return _now("Quality is locked already; nothing was changed.")
    if stage is Stage.CONSENSUS:
        return _now("The scores are open already; nothing was changed.")
    return _now("The scores are not open to be settled; nothing was changed.")


def obstacle_said(obstacle: Obstacle | None) -> str:
    """What stands in the way of opening the scores, and what to do about it."""
    return {
        None: "",
        Obstacle.NO_PROPOSALS: _now("There is no proposal to compare."),
        Obstacle.NOBODY_HANDED_IN: _now("No evaluator has handed in their scores yet."),
        Obstacle.OWN_SHEET: _now(
            "You score too: hand in your own scores first, or you could not read those of others."
        ),
        Obstacle.CONFLICT: _now(
            "You declared a conflict of interest with a vendor, so you cannot settle its scores. "
            "Name another moderator in the settings."
        ),
        Obstacle.UNDECLARED: _now(
            "You score too: say of each vendor whether you have a conflict of interest first, "
            "or you could not settle its scores."
        ),
    }[obstacle]
