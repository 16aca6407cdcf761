"""An answer as it is sent: what goes together is settled, and what cannot be meant is refused with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework import serializers

from assessments.choices import ReasonChoice, StateChoice
from assessments.domain.checking import Lack
from assessments.domain.criteria import suggested_level
from assessments.forms.answers import WHAT_IS_LACKING
from assessments.operations.answers import CollisionError
from catalog.domain.question_pack import Question, Scale
from core.rest.etags import etag_of
from core.rest.fields import OneOf, Text, Truth, Whole
from core.rest.problems import STALE, FieldError, Problem
from core.rest.serializers import Body
from core.texts import LONGEST_TEXT, TextField

FIELD_OF_LACK = {
    Lack.LEVEL: "level",
    Lack.REASON: "reason",
    Lack.NOTE: "note",
    Lack.LEVEL_REASON: "level_reason",
}


class Lines(Text):
    """Text over several lines, checked as forms check it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_blank": True, "max_length": LONGEST_TEXT, **options})

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        try:
            return str(TextField().clean(text))
        except (ValidationError, forms.ValidationError) as error:
            raise serializers.ValidationError(error.messages) from None


class AnswerBody(Body):
    """What is not sent stays as it is.

    A `level` alone says that the question is answered, a `reason` alone that it does not apply. Answered with `met` and
    without a level, it stands at the level that these criteria suggest.
    """

    state = OneOf(choices=StateChoice.choices, required=False)
    level = Whole(required=False, allow_null=True, help_text="One of the pack's scale, when it is answered.")
    reason = OneOf(choices=ReasonChoice.choices, required=False, allow_blank=True, help_text="Why it does not apply.")
    level_reason = Lines(required=False, help_text="Why another level than the criteria met suggest.")
    met = serializers.ListField(child=Text(), required=False, help_text="Ids of criteria that are met.")
    not_met = serializers.ListField(child=Text(), required=False, help_text="Ids of criteria that are not met.")
    note = Lines(required=False)
    is_flagged = Truth(required=False, help_text="To follow up.")


class FilledAnswerBody(AnswerBody):
    """One of several: the question, the revision that was seen of its answer, and what to change of it."""

    question = Text(max_length=64)
    revision = Whole(min_value=1)


def settled(sent: Mapping[str, Any], question: Question, scale: Scale) -> tuple[dict[str, Any], list[FieldError]]:
    """By the fields of an answer, and what is wrong with it."""
    said = {name: value for name, value in sent.items() if name not in {"question", "revision"}}
    errors = _unknown_criteria(said, question)
    level, reason = said.get("level"), said.get("reason")
    if "state" not in said:
        if level is not None:
            said["state"] = StateChoice.ANSWERED.value
        elif reason:
            said["state"] = StateChoice.NOT_APPLICABLE.value
        elif "level" in said:
            said["state"] = StateChoice.UNANSWERED.value
    state = said.get("state")
    if state == StateChoice.ANSWERED:
        if said.get("met") and not errors and "level" not in said:
            said["level"] = suggested_level(question, scale, set(said["met"]))
    elif state:
        if level is not None:
            errors.append(FieldError("#/level", _("Only an answered question has a level.")))
        said["level"] = None
    if state and state != StateChoice.NOT_APPLICABLE:
        if reason:
            errors.append(FieldError("#/reason", _("Only what does not apply has a reason.")))
        said["reason"] = ""
    return said, errors


def lack_in_words(lack: Lack) -> FieldError:
    return FieldError(f"#/{FIELD_OF_LACK[lack]}", str(WHAT_IS_LACKING[lack]))


def collided(error: CollisionError) -> Problem:
    current = error.current
    return Problem(
        STALE,
        _("Nothing was overwritten: somebody else has changed the same. Send what you want with the new revision."),
        headers={"ETag": etag_of(current)},
        revision=current.revision,
        units=list(error.units),
        wanted=error.wanted,
    )


def _unknown_criteria(said: Mapping[str, Any], question: Question) -> list[FieldError]:
    known = {criterion.id for criterion in question.criteria}
    return [
        FieldError(f"#/{name}/{place}", _("The question has no such criterion."))
        for name in ("met", "not_met")
        for place, id_ in enumerate(said.get(name, ()))
        if id_ not in known
    ]
