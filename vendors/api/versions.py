"""The versions of an evaluation's model: written, proposed, and let into force by a second person."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm, Instead, Several
from core.rest.fields import Text
from vendors.api.model_door import LOCKED, VersionViewSet
from vendors.api.model_serializers import ModelVersionDetailSerializer, ModelVersionSerializer
from vendors.domain.model import TOP
from vendors.forms.criteria import LEVEL, ScaleForm
from vendors.forms.versions import ProposeForm, ReturnForm
from vendors.models import RemovedPart
from vendors.operations.criteria import change_scale, restore_part
from vendors.operations.opening import NotReadyError
from vendors.operations.versions import (
    NotChangeableError,
    NothingChangedError,
    SamePersonError,
    approve_change,
    begin_change,
    discard_change,
    propose_change,
    return_change,
)
from vendors.operations.weights import SCENARIO, restore_scenario
from vendors.permissions import can_begin, can_let_into_force
from vendors.queries.versions import versions_of

LEVELS = Several(
    rf"{LEVEL}\d",
    lambda **_options: serializers.ListField(
        child=Text(max_length=300, allow_blank=True),
        required=False,
        min_length=TOP + 1,
        max_length=TOP + 1,
        help_text="What 0 to 5 mean in general.",
    ),
    lambda _form, texts: {f"{LEVEL}{level}": text for level, text in enumerate(texts)},
    lambda name: f"/{name.removeprefix(LEVEL)}",
)
KINDS = Instead(
    lambda **_options: serializers.ListField(
        child=Text(max_length=200),
        required=False,
        help_text="The titles of all kinds of evidence. One that is known keeps its id.",
    ),
    "\n".join,
)


class VersionsViewSet(VersionViewSet):
    noun = "ModelVersion"
    serializer_class = ModelVersionSerializer
    bodies = {
        "partial_update": FromForm(
            ScaleForm, name="ModelScale", instead={"evidence_kinds": KINDS}, several={"levels": LEVELS}
        ),
        "propose": FromForm(ProposeForm, name="ModelProposal"),
        "send_back": FromForm(ReturnForm, name="ModelReturn"),
    }
    may = {"approve": can_begin, "send_back": can_begin}
    moderated = frozenset({"create", "partial_update", "destroy", "propose", "restore_part"})
    guarded = frozenset({"partial_update", "destroy", "propose", "approve"})
    unpaged = frozenset({"list"})
    answers = {
        **dict.fromkeys(
            ("retrieve", "create", "partial_update", "propose", "approve", "send_back", "restore_part"),
            ModelVersionDetailSerializer,
        ),
        "destroy": None,
    }
    refuses = {
        **LOCKED,
        NotChangeableError: _("The criteria cannot be changed now: the evaluation is not open yet, or decided."),
        NotReadyError: _("Mend first what “to_mend” says."),
        NothingChangedError: _("Nothing is changed yet: this version says the same as the one in force."),
        SamePersonError: _("Another person than who proposed it lets a change into force."),
    }

    def list(self, request: Request, **place: Any) -> Response:
        """List the versions of the model, the newest first."""
        return self.show_all(versions_of(self.evaluation))

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one version: scale, groups, criteria and gates, and what is to mend or has changed."""
        return self.show_version()

    def create(self, request: Request, **place: Any) -> Response:
        """Begin a change of a locked model: a copy of the version in force. Where one waits already, it is that one."""
        version = begin_change(evaluation=self.evaluation, actor=self.actor)
        self.kwargs["number"] = version.number
        answer = self.show_version()
        answer.status_code = 201
        address = reverse("api_model_version", args=self.here(version.number))
        answer["Location"] = request.build_absolute_uri(address)
        return answer

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change the scale: what the levels mean, what a claim counts at most, and the kinds of evidence."""
        seen = self.seen(self.version)
        form = self.form(lambda data, files: ScaleForm(data, version=self.version), seen=seen)
        change_scale(version=self.version, actor=self.actor, seen=seen, **form.values)
        return self.show_version()

    def destroy(self, request: Request, **place: Any) -> Response:
        """Discard a change that is not in force, for good. The version in force stays as it is."""
        if self.version.is_locked or self.version.number == 1:
            raise Http404
        self.seen(self.version)
        discard_change(version=self.version, actor=self.actor)
        return Response(status=204)

    def propose(self, request: Request, **place: Any) -> Response:
        """Propose the change to a second person, and say why. Nothing of it changes from then on."""
        seen = self.seen(self.version)
        form = self.form(lambda data, files: ProposeForm(data), seen=seen)
        propose_change(version=self.version, actor=self.actor, seen=seen, reason=form.cleaned_data["reason"])
        return self.show_version()

    def approve(self, request: Request, **place: Any) -> Response:
        """Let a proposed change into force, as a second person who knows no price.

        What is new or says something else in it is scored anew. A service account cannot do it: whoever holds its token
        may be the person who proposed the change.
        """
        self.require(may=self._may_decide())
        approve_change(version=self.version, actor=self.actor, seen=self.seen(self.version))
        return self.show_version()

    def send_back(self, request: Request, **place: Any) -> Response:
        """Send a proposed change back as a second person, or take it back as the moderator: it is written again."""
        self.require(may=self._may_decide() or self.seated.may_moderate)
        form = self.form(lambda data, files: ReturnForm(data))
        return_change(version=self.version, actor=self.actor, remark=form.cleaned_data["remark"])
        return self.show_version()

    def restore_part(self, request: Request, **place: Any) -> Response:
        """Take back the removal of a group, criterion, gate or scenario."""
        removed = RemovedPart.objects.get(version=self.version, code=self.kwargs["removed_code"])
        removed.version = self.version
        if removed.kind == SCENARIO:
            restore_scenario(removed=removed, actor=self.actor)
        else:
            restore_part(removed=removed, actor=self.actor)
        return self.show_version()

    def _may_decide(self) -> bool:
        knows_prices = self.seated.knows_prices
        return can_let_into_force(self.membership, self.version, knows_prices=knows_prices)
