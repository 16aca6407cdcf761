"""The actions of a roadmap."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm, Instead
from core.rest.problems import FORBIDDEN, FieldError, InvalidProblem, Problem
from roadmap.api.door import ActionsViewSet
from roadmap.api.serializers import ActionSerializer, LinkBody
from roadmap.forms.actions import ActionForm, NewActionForm, cycle_in_words
from roadmap.forms.closing import DropForm
from roadmap.forms.states import StateForm
from roadmap.models import Action
from roadmap.operations.actions import (
    NotRestorableError,
    change_action,
    create_action,
    delete_action,
    restore_action,
)
from roadmap.operations.closing import drop_action, reopen_action
from roadmap.operations.dependencies import CycleError
from roadmap.permissions import can_plan, can_reopen, can_work
from roadmap.queries.actions import actions_of

INSTEAD = {
    "links": Instead(
        lambda **options: LinkBody(many=True, **options),
        lambda links: "\n".join(f"{link['url']} {link['title']}".strip() for link in links),
    ),
}


class ActionFilters(FilterSet):
    class Meta:
        model = Action
        fields = ["state", "phase", "origin", "effort", "question", "external_id"]


class ActionViewSet(ActionsViewSet):
    noun = "Action"
    serializer_class = ActionSerializer
    filterset_class = ActionFilters
    bodies = {
        "create": FromForm(NewActionForm, instead=INSTEAD),
        "partial_update": FromForm(ActionForm, instead=INSTEAD),
        "set_state": FromForm(StateForm, name="ActionState"),
        "drop": FromForm(DropForm, name="ActionDrop"),
    }
    guarded = frozenset({"partial_update", "destroy", "set_state", "drop"})
    may = {
        "create": can_plan,
        "partial_update": can_plan,
        "destroy": can_plan,
        "restore": can_plan,
        "set_state": can_work,
        "drop": can_plan,
        "reopen": can_work,
    }
    answers = {"destroy": None}
    refuses = {NotRestorableError: _("It was deleted more than 30 days ago.")}
    sorts = {"position": "position", "title": "title", "value": "value", "created_at": "created_at"}
    order = ("position", "pk")

    def get_queryset(self) -> Any:
        return actions_of(self.roadmap).select_related("closed_by").prefetch_related("needs", "links")

    def create(self, request: Request, **place: Any) -> Response:
        """Create an action, at the end of its column of the board."""
        form = self.form(lambda data, files: NewActionForm(data, roadmap=self.roadmap))
        action = create_action(roadmap=self.roadmap, actor=self.actor, **form.wanted)
        return self.made(action, reverse("api_action", args=self.here(action.code)))

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change what it says. To end it, there are close and drop."""
        action = self.get_action()
        seen = self.seen(action)
        form = self.form(lambda data, files: ActionForm(data, instance=action), seen=seen)
        try:
            stored = change_action(action=action, actor=self.actor, seen=seen, **form.wanted)
        except CycleError as error:
            raise InvalidProblem([FieldError("#/needs", cycle_in_words(error))]) from None
        return self.show(stored)

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete it. It can be restored for 30 days."""
        action = self.get_action()
        self.seen(action)
        delete_action(action=action, actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        action = self.get_action(also_deleted=True)
        restore_action(action=action, actor=self.actor)
        return self.show(self.get_action())

    def set_state(self, request: Request, **place: Any) -> Response:
        """Say in which open state it is, or how far."""
        action = self.get_action()
        if not can_reopen(self.membership, action):
            raise Problem(FORBIDDEN, _("What was dropped is taken up again by who may drop."))
        seen = self.seen(action)
        form = self.form(lambda data, files: StateForm(data), seen=seen)
        return self.show(change_action(action=action, actor=self.actor, seen=seen, **form.values))

    def drop(self, request: Request, **place: Any) -> Response:
        """Give it up, and say why."""
        action = self.get_action()
        seen = self.seen(action)
        form = self.form(lambda data, files: DropForm(data), seen=seen)
        return self.show(drop_action(action=action, actor=self.actor, seen=seen, reason=form.cleaned_data["reason"]))

    def reopen(self, request: Request, **place: Any) -> Response:
        """Take it up again, as it was when it was open last."""
        action = self.get_action()
        if not can_reopen(self.membership, action):
            raise Problem(FORBIDDEN, _("What was dropped is taken up again by who may drop."))
        return self.show(reopen_action(action=action, actor=self.actor))
