"""An answer as a page sends it: always whole, with the revision that was seen, so that only changes are kept of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.choices import ReasonChoice, StateChoice
from assessments.domain.checking import Lack
from assessments.domain.criteria import suggested_level
from assessments.domain.merging import UNITS
from catalog.domain.question_pack import Question, Scale
from core.forms import RevisionField
from core.texts import TextField

OPEN, UNKNOWN, NOT_APPLICABLE = "", "unknown", "not_applicable"
"""What can be chosen besides a level."""

WHAT_IS_LACKING = {
    Lack.LEVEL: _("Choose one of the levels."),
    Lack.REASON: _("Choose why the question does not apply."),
    Lack.NOTE: _("Explain it in the note: this reason alone does not."),
    Lack.LEVEL_REASON: _("Say why you choose another level than the criteria suggest."),
}

# The control that a lack is about, by the name that it has on the page.
FIELD_OF_LACK = {
    Lack.LEVEL: "choice",
    Lack.REASON: "reason",
    Lack.NOTE: "note",
    Lack.LEVEL_REASON: "level_reason",
}


class AnswerForm(forms.Form):
    """`said` holds what the page said; a level left out where criteria are ticked is the one that they suggest."""

    revision = RevisionField()
    choice = forms.ChoiceField(required=False, error_messages={"invalid_choice": WHAT_IS_LACKING[Lack.LEVEL]})
    reason = forms.ChoiceField(required=False, choices=[("", ""), *ReasonChoice.choices])
    level_reason = TextField()
    met = forms.MultipleChoiceField(required=False)
    note = TextField()
    is_flagged = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict, *, question: Question, scale: Scale) -> None:
        super().__init__(data)
        self.question, self.scale = question, scale
        levels = [str(level.level) for level in scale.levels]
        self._choices_of("choice", [OPEN, *levels, UNKNOWN, NOT_APPLICABLE])
        self._choices_of("met", [criterion.id for criterion in question.criteria])

    def _choices_of(self, name: str, values: list[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(value, value) for value in values]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for unit in UNITS:
            if f"asked-{unit}" in self.data and self.picked(unit) not in {"typed", "stored"}:
                raise ValidationError(_("Choose which of the two to keep."))
        return cleaned

    def picked(self, unit: str) -> str:
        """After a collision, which of both values the person wants: the one typed, or the one stored."""
        return str(self.data.get(f"pick-{unit}", ""))

    @property
    def seen(self) -> int:
        return int(self.cleaned_data["revision"])

    @property
    def said(self) -> dict[str, Any]:
        """By the fields of an answer; without the units for which the person picked what is stored."""
        cleaned = self.cleaned_data
        met = sorted(set(cleaned["met"]))
        choice = cleaned["choice"]
        if choice == OPEN and met:
            choice = str(suggested_level(self.question, self.scale, set(met)))
        said = {
            "state": _state_of(choice),
            "level": int(choice) if choice.isdigit() else None,
            "reason": cleaned["reason"] if choice == NOT_APPLICABLE else "",
            "level_reason": cleaned["level_reason"],
            "met": met,
            "note": cleaned["note"],
            "is_flagged": cleaned["is_flagged"],
        }
        kept = {field for unit, fields in UNITS.items() if self.picked(unit) == "stored" for field in fields}
        return {field: value for field, value in said.items() if field not in kept}

    @property
    def typed(self) -> dict[str, object]:
        """What was sent, control by control, to be shown again; of no use for anything else."""
        data = self.data
        assert isinstance(data, QueryDict)
        texts = {name: data.get(name, "") for name in ("choice", "reason", "level_reason", "note")}
        return {**texts, "met": data.getlist("met"), "is_flagged": "is_flagged" in data}

    @property
    def first_error(self) -> str:
        return str(next(iter(self.errors.values()))[0]) if self.errors else ""


def _state_of(choice: str) -> str:
    return {
        OPEN: StateChoice.UNANSWERED,
        UNKNOWN: StateChoice.UNKNOWN,
        NOT_APPLICABLE: StateChoice.NOT_APPLICABLE,
    }.get(choice, StateChoice.ANSWERED)


class RestoreForm(forms.Form):
    """The revision that the page showed, and the one to say again."""

    revision = RevisionField()
    restored = RevisionField()
