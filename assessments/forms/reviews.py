"""Submitting, deciding and reopening, as a page sends it: with the revision of each phase that was seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.choices import ActChoice
from assessments.domain.review import Act
from assessments.operations.reviews import Wish
from catalog.domain.question_pack import QuestionPack
from core.forms import NO_REVISION
from core.models.revisions import LAST_REVISION
from core.texts import TextField

REMARK = "remark-"
"""What the names of fields begin with that hold a comment on a question."""


class ReviewForm(forms.Form):
    """`seen` holds a phase and its revision for each phase that is meant, such as architect:3.

    A phase in which nothing is asked has no page, and nothing to review.
    """

    act = forms.ChoiceField(choices=ActChoice.choices)
    reason = TextField()

    def __init__(self, data: QueryDict, *, pack: QuestionPack) -> None:
        super().__init__(data)
        self.pack = pack
        for question in pack.questions:
            if f"{REMARK}{question.id}" in data:
                self.fields[f"{REMARK}{question.id}"] = TextField()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["seen"] = self._seen()
        act = cleaned.get("act")
        if act == Act.REOPEN.value and not cleaned.get("reason"):
            self.add_error("reason", _("Say why it is opened again."))
        if act == Act.SEND_BACK.value and not cleaned.get("reason") and not self.remarks:
            self.add_error("reason", _("Say what is to be changed, here or at a question."))
        return cleaned

    def _seen(self) -> dict[str, int]:
        data = self.data
        assert isinstance(data, QueryDict)
        found = {}
        asked = {question.phase for question in self.pack.questions}
        for each in data.getlist("seen"):
            phase, _colon, revision = each.partition(":")
            is_number = revision.isascii() and revision.isdigit() and len(revision) < 11
            if phase not in asked or not is_number or not 0 < int(revision) <= LAST_REVISION:
                raise ValidationError(NO_REVISION)
            found[phase] = int(revision)
        if not found:
            raise ValidationError(NO_REVISION)
        return found

    @property
    def remarks(self) -> dict[str, str]:
        """By the id of the question, those that say something."""
        said = self.cleaned_data.items()
        return {name.removeprefix(REMARK): text for name, text in said if name.startswith(REMARK) and text}

    @property
    def wish(self) -> Wish:
        cleaned = self.cleaned_data
        return Wish(Act(cleaned["act"]), cleaned["seen"], cleaned["reason"], self.remarks)
