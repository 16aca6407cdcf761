"""The parts of a version of the model: groups, criteria and gates, by their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm, Several
from core.rest.fields import OneOf, Text
from core.rest.serializers import Body
from vendors.api.model_door import VersionViewSet
from vendors.api.model_serializers import (
    ModelCriterionSerializer,
    ModelGateSerializer,
    ModelGroupSerializer,
    RemovedPartSerializer,
)
from vendors.domain.model import TOP
from vendors.forms.criteria import ANCHOR, CriterionForm, GateForm, GroupForm, PartForm
from vendors.forms.texts import LONGEST_TEXT
from vendors.operations.criteria import (
    Part,
    add_criterion,
    add_gate,
    add_group,
    change_part,
    move_part,
    remove_part,
)

BY = {"up": -1, "down": 1}
ANCHORS = Several(
    rf"{ANCHOR}\d",
    lambda **_options: serializers.ListField(
        child=Text(max_length=LONGEST_TEXT, allow_blank=True),
        required=False,
        min_length=TOP + 1,
        max_length=TOP + 1,
        help_text="What 0 to 5 look like.",
    ),
    lambda _form, texts: {f"{ANCHOR}{level}": text for level, text in enumerate(texts)},
    lambda name: f"/{name.removeprefix(ANCHOR)}",
)


class MoveBody(Body):
    by = OneOf(choices=list(BY), help_text="One place up or down among its like; the first does not go up.")


class PartViewSet(VersionViewSet):
    """A part has no revision of its own: whatever happens to it counts as a change of its version."""

    form_class: ClassVar[type[PartForm]]
    place: ClassVar[str]
    """What addresses call its key."""
    moderated = frozenset({"create", "partial_update", "destroy", "move"})
    guarded = frozenset({"partial_update"})

    @property
    def key(self) -> str:
        """That the address names."""
        return str(self.kwargs[self.place])

    def parts(self) -> Iterable[Any]:
        """All of them in the version."""
        raise NotImplementedError

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change it. If-Match names the revision of the version, which its own answers bring, too."""
        part = self.get_part(self.key)
        seen = self.seen(self.version)
        form = self.form(lambda data, files: self.form_class(data, version=self.version, part=part), seen=seen)
        change_part(part=part, actor=self.actor, seen=seen, **form.values)
        return self.show_part(part.key)

    def destroy(self, request: Request, **place: Any) -> Response:
        """Remove it from the version. The answer has the code by which it comes back."""
        return self.show(remove_part(part=self.get_part(self.key), actor=self.actor))

    def move(self, request: Request, **place: Any) -> Response:
        """Move it one place up or down among its like. The first does not go up."""
        part = self.get_part(self.key)
        move_part(part=part, actor=self.actor, by=BY[self.sent()["by"]])
        return self.show_part(part.key)

    def added(self, add: Callable[..., Part]) -> Response:
        form = self.form(lambda data, files: self.form_class(data, version=self.version), seen=self.version.revision)
        key = add(version=self.version, actor=self.actor, **form.values).key
        address = reverse(f"api_model_{self.place}", args=self.here(self.version.number, key))
        return self.show_part(key, status=201, location=address)

    def show_part(self, key: str, **options: Any) -> Response:
        """As it is now."""
        self.read_version()
        return self.show(self.get_part(key), tagged=self.version, **options)

    def get_part(self, key: str) -> Any:
        part = next((each for each in self.parts() if each.key == key), None)
        if part is None:
            raise Http404
        part.version = self.version
        return part


class GroupViewSet(PartViewSet):
    noun = "ModelGroup"
    serializer_class = ModelGroupSerializer
    form_class = GroupForm
    place = "group"
    bodies = {
        "create": FromForm(GroupForm, name="ModelGroup"),
        "partial_update": FromForm(GroupForm, name="ModelGroup"),
        "move": MoveBody,
    }
    answers = {"destroy": RemovedPartSerializer}

    def parts(self) -> Iterable[Any]:
        return self.version.groups.all()

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one group with its criteria."""
        return self.show_part(self.key)

    def create(self, request: Request, **place: Any) -> Response:
        """Add a group behind the others, without criteria and without weight."""
        return self.added(add_group)


class CriterionViewSet(PartViewSet):
    noun = "ModelCriterion"
    plural = "ModelCriteria"
    serializer_class = ModelCriterionSerializer
    form_class = CriterionForm
    place = "criterion"
    bodies = {
        "create": FromForm(CriterionForm, name="ModelCriterion", several={"anchors": ANCHORS}),
        "partial_update": FromForm(CriterionForm, name="ModelCriterion", several={"anchors": ANCHORS}),
        "move": MoveBody,
    }
    answers = {"destroy": RemovedPartSerializer}

    def parts(self) -> Iterable[Any]:
        return [each for group in self.version.groups.all() for each in group.criteria.all()]

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one criterion."""
        return self.show_part(self.key)

    def create(self, request: Request, **place: Any) -> Response:
        """Add a criterion at the end of the group that the body names, without weight."""
        return self.added(add_criterion)


class GateViewSet(PartViewSet):
    noun = "ModelGate"
    serializer_class = ModelGateSerializer
    form_class = GateForm
    place = "gate"
    bodies = {
        "create": FromForm(GateForm, name="ModelGate"),
        "partial_update": FromForm(GateForm, name="ModelGate"),
        "move": MoveBody,
    }
    answers = {"destroy": RemovedPartSerializer}

    def parts(self) -> Iterable[Any]:
        return self.version.gates.all()

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one gate."""
        return self.show_part(self.key)

    def create(self, request: Request, **place: Any) -> Response:
        """Add a gate behind the others."""
        return self.added(add_gate)
