"""The decisions that the gate of a phase asks for."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm
from core.rest.problems import ConflictProblem
from roadmap.api.door import PhaseViewSet
from roadmap.api.phase_serializers import DecisionSerializer
from roadmap.forms.gates import DecisionForm, NewDecisionForm
from roadmap.models import Decision
from roadmap.operations.decisions import change_decision, create_decision, delete_decision, restore_decision
from roadmap.operations.roadmaps import NotRestorableError
from roadmap.permissions import can_plan
from roadmap.queries.gates import find_decision


class DecisionViewSet(PhaseViewSet):
    noun = "Decision"
    serializer_class = DecisionSerializer
    bodies = {
        "create": FromForm(NewDecisionForm, name="Decision"),
        "partial_update": FromForm(DecisionForm, name="Decision"),
    }
    may = {"create": can_plan, "partial_update": can_plan, "destroy": can_plan, "restore": can_plan}
    answers = {"destroy": None}
    refuses = {NotRestorableError: gettext_lazy("It was deleted more than 30 days ago.")}
    sorts = {"text": "text"}
    order = ("pk",)

    def get_queryset(self) -> Any:
        return Decision.objects.filter(phase=self.phase, deleted_at=None).select_related("recorded_by")

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one decision."""
        return self.show(self.get_decision())

    def create(self, request: Request, **place: Any) -> Response:
        """Add a decision: the gate of this phase asks for it from now on."""
        form = self.form(lambda data, files: NewDecisionForm(data))
        decision = create_decision(phase=self.phase, actor=self.actor, **form.cleaned_data)
        return self.made(decision, reverse("api_decision", args=self.here(self.phase.phase, decision.code)))

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Record that it is taken, by whom and why. What the pack says is to be decided stays as the pack says it."""
        decision = self.get_decision()
        seen = self.seen(decision)
        today = self.workspace.today
        form = self.form(lambda data, files: DecisionForm(data, instance=decision, today=today), seen=seen)
        return self.show(change_decision(decision=decision, actor=self.actor, seen=seen, **form.values))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete one's own: the gate no longer asks for it. It can be restored for 30 days."""
        decision = self.get_decision()
        self.seen(decision)
        if decision.decision:
            raise ConflictProblem(_("The pack asks for this decision, so it stays. Only one's own can be deleted."))
        delete_decision(decision=decision, actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        restore_decision(decision=self.get_decision(also_deleted=True), actor=self.actor)
        return self.show(self.get_decision())

    def get_decision(self, *, also_deleted: bool = False) -> Decision:
        return find_decision(self.phase, self.kwargs["code"], also_deleted=also_deleted)
