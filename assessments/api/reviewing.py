"""What is sent to review phases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework import serializers

from assessments.api.said import Lines
from assessments.choices import ActChoice
from assessments.forms.reviews import REMARK, ReviewForm
from catalog.domain.question_pack import QuestionPack
from core.rest.fields import OneOf, Whole
from core.rest.problems import FieldError, InvalidProblem
from core.rest.serializers import Body, escaped


class ReviewBody(Body):
    """`seen` are the revisions of the reviews of those phases that are meant; `remarks` begin comments."""

    act = OneOf(choices=ActChoice.choices)
    seen = serializers.DictField(child=Whole(min_value=1), help_text="By the id of the phase.")
    reason = Lines(required=False, help_text="Needed to reopen, and to send back without a remark.")
    remarks = serializers.DictField(child=Lines(), required=False, help_text="By the id of the question.")


def review_form(sent: Mapping[str, Any], pack: QuestionPack) -> ReviewForm:
    """Valid, as the page would send it. Raises InvalidProblem."""
    remarks = sent.get("remarks", {})
    phases = {question.phase for question in pack.questions}
    nothing, no_question = _("Nothing is asked there."), _("There is no such question.")
    unknown = [FieldError(f"#/seen/{escaped(id_)}", nothing) for id_ in sent["seen"] if id_ not in phases]
    unknown += [FieldError(f"#/remarks/{escaped(id_)}", no_question) for id_ in remarks if id_ not in pack.question]
    if unknown:
        raise InvalidProblem(unknown)
    data = QueryDict(mutable=True)
    data["act"], data["reason"] = sent["act"], sent.get("reason", "")
    data.setlist("seen", [f"{phase}:{revision}" for phase, revision in sent["seen"].items()])
    data.update({f"{REMARK}{id_}": text for id_, text in remarks.items()})
    form = ReviewForm(data, pack=pack)
    if not form.is_valid():
        raise InvalidProblem(
            [FieldError(_place(name), str(each)) for name, found in form.errors.items() for each in found]
        )
    return form


def _place(name: str) -> str:
    if name == NON_FIELD_ERRORS:
        return "#/seen"
    return f"#/remarks/{escaped(name.removeprefix(REMARK))}" if name.startswith(REMARK) else f"#/{name}"
