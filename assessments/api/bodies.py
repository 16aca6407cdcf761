"""Parts of bodies in which the pack says what there is to choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from rest_framework import serializers

from assessments.choices import ScopeChoice
from assessments.forms.assessments import PHASE, PROFILE
from catalog.domain.question_pack import QuestionPack
from catalog.queries import Offer, question_packs
from core.rest.bodies import Instead, Several
from core.rest.fields import OneOf, Text, Whole
from core.rest.problems import FieldError, InvalidProblem
from core.rest.serializers import escaped

ID_OF_PACK = "Such as saas-reliability@1.2.0; without a version the newest."
TARGET = Instead(lambda **options: Whole(**{**options, "required": False}, help_text="A level; else the pack's usual."))
SCOPE = Instead(lambda **options: OneOf(choices=ScopeChoice.choices, **options))


def entries(part: str, prefix: str, child: Callable[[], Any], says: str) -> Several:
    """An object for the fields whose names begin so. It is all of them: an entry that is missing is taken away."""

    def typed(form: forms.BaseForm, sent: Mapping[str, Any]) -> dict[str, Any]:
        known = {name.removeprefix(prefix): name for name in form.fields if name.startswith(prefix)}
        if unknown := [id_ for id_ in sent if id_ not in known]:
            said = _("The pack has no such id. Known are: %(known)s.") % {"known": ", ".join(known) or _("none")}
            raise InvalidProblem([FieldError(f"#/{part}/{escaped(id_)}", said) for id_ in unknown])
        return {name: _entry(form.fields[name], sent.get(id_)) for id_, name in known.items()}

    shape: Callable[..., Any] = lambda **options: serializers.DictField(  # noqa: E731
        child=child(), required=False, help_text=says
    )
    return Several(f"{prefix}.*", shape, typed, lambda name: f"/{escaped(name.removeprefix(prefix))}")


def _entry(of: forms.Field, sent: Any) -> Any:
    """A question that takes one option has a list of it all the same; of two the form says that this is none."""
    if isinstance(sent, list) and not isinstance(of, forms.MultipleChoiceField):
        return ", ".join(sent)
    return sent


OF_PACK = {
    "phase_targets": entries(
        "phase_targets", PHASE, Whole, "Levels by the id of a phase, where another than the target is aimed at there."
    ),
    "profile": entries(
        "profile",
        PROFILE,
        lambda: serializers.ListField(child=Text()),
        "Ids of the chosen options by the id of a question of the pack's profile.",
    ),
}


def offer_named(named: Any) -> Offer[QuestionPack]:
    """Raises InvalidProblem."""
    offers = question_packs()
    for offer in offers:
        if named == offer.name or (named == offer.content.code and offer.is_newest):
            return offer
    said = _("Name a pack that there is: %(known)s.") % {"known": ", ".join(offer.name for offer in offers)}
    raise InvalidProblem([FieldError("#/pack", said)])
