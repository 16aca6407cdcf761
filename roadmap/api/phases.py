"""The phases of a roadmap, and their gates."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.local import day
from core.rest.bodies import FromForm, Instead
from core.rest.fields import Day, Text
from core.rest.problems import FORBIDDEN, ConflictProblem, Problem
from roadmap.api.door import PhaseViewSet
from roadmap.api.phase_serializers import PassingSerializer, PhaseDetailSerializer, PhaseSerializer
from roadmap.domain.gates import open_keys
from roadmap.forms.gates import MOVED, PassGateForm
from roadmap.forms.phases import PhaseForm
from roadmap.models import GatePassing
from roadmap.operations.gates import (
    AlreadyPassedError,
    GateMovedError,
    NotWithdrawnError,
    pass_gate,
    restore_passing,
    withdraw_passing,
)
from roadmap.operations.phases import begin_phase, change_phase
from roadmap.permissions import can_pass_gate, can_plan
from roadmap.queries.gates import find_passing, gate_now, passings_of
from roadmap.queries.phases import phase_row, phase_rows

SEEN = "The keys of all criteria that are open, as reading the phase shows them. Nothing is passed unseen."


class PhasesViewSet(PhaseViewSet):
    noun = "Phase"
    serializer_class = PhaseSerializer
    answers = dict.fromkeys(("retrieve", "partial_update", "begin"), PhaseDetailSerializer)
    bodies = {"partial_update": FromForm(PhaseForm)}
    may = {"partial_update": can_plan, "begin": can_plan}
    unpaged = frozenset({"list"})

    def list(self, request: Request, **place: Any) -> Response:
        """List the phases in their order, and how far each is."""
        return self.show_all(phase_rows(self.roadmap, self.workspace.today))

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one phase, with what its gate asks and finds today."""
        return self.show_phase()

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change whose it is and its days: planned, and as they were."""
        seen = self.seen(self.phase)
        form = self.form(lambda data, files: PhaseForm(data, instance=self.phase), seen=seen)
        change_phase(phase=self.phase, actor=self.actor, seen=seen, **form.values)
        return self.show_phase()

    def begin(self, request: Request, **place: Any) -> Response:
        """Say that it has begun today. Beginning what has begun does nothing."""
        begin_phase(phase=self.phase, actor=self.actor)
        return self.show_phase()

    def show_phase(self) -> Response:
        shown = phase_row(self.phase, self.workspace.today)
        return self.show(shown, tagged=shown.row)


def _passed_before(error: AlreadyPassedError) -> str:
    said = {"name": error.passing.passed_by or _("Somebody"), "day": day(error.passing.passed_at)}
    return _("%(name)s has passed this gate already, on %(day)s.") % said


class PassingViewSet(PhaseViewSet):
    noun = "Passing"
    serializer_class = PassingSerializer
    bodies = {
        "create": FromForm(
            PassGateForm,
            name="Passing",
            instead={
                "seen": Instead(
                    lambda **options: serializers.ListField(
                        child=Text(max_length=200), **{**options, "required": True, "help_text": SEEN}
                    ),
                    " ".join,
                ),
                "expires_date": Instead(
                    lambda **options: Day(**{**options, "required": False, "allow_null": True}),
                ),
                "reason": Instead(lambda **options: Text(**{**options, "required": False, "allow_blank": True})),
            },
        )
    }
    may = {"create": can_plan, "withdraw": can_plan, "restore": can_plan}
    refuses = {
        AlreadyPassedError: _passed_before,
        GateMovedError: MOVED,
        NotWithdrawnError: gettext_lazy("The gate is passed; there is nothing to take back."),
    }
    sorts = {"passed_at": "passed_at"}
    order = ("-passed_at", "-pk")

    def get_queryset(self) -> Any:
        return passings_of(self.phase)

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one passing of the gate, with what was found then."""
        return self.show(self.get_passing())

    def create(self, request: Request, **place: Any) -> Response:
        """Pass the gate. Where criteria are open, that takes a reason and a last day.

        An owner of the workspace may, and whoever owns the phase and may plan.
        """
        self.require_passer()
        open_now = open_keys(gate_now(self.phase, self.workspace.today).criteria)
        form = self.form(self._form(open_now))
        passing = pass_gate(phase=self.phase, actor=self.actor, seen_open=open_now, **form.values)
        return self.made(passing, reverse("api_passing", args=self.here(self.phase.phase, passing.code)))

    def withdraw(self, request: Request, **place: Any) -> Response:
        """Take the passing back. It stays in the history of the gate."""
        self.require_passer()
        withdraw_passing(passing=self.get_passing(), actor=self.actor)
        return self.show(self.get_passing())

    def restore(self, request: Request, **place: Any) -> Response:
        """Let a passing count again that was withdrawn."""
        self.require_passer()
        restore_passing(passing=self.get_passing(), actor=self.actor)
        return self.show(self.get_passing())

    def require_passer(self) -> None:
        if not can_pass_gate(self.membership, self.phase):
            raise Problem(FORBIDDEN, _("A gate is passed by an owner of the workspace, or by who owns the phase."))

    def get_passing(self) -> GatePassing:
        return find_passing(self.phase, self.kwargs["code"])

    def _form(self, open_now: Collection[str]) -> Callable[..., PassGateForm]:
        def make(data: Any, files: Any) -> PassGateForm:
            form = PassGateForm(data, open_keys=open_now, today=self.workspace.today)
            if form.has_moved:
                raise ConflictProblem(MOVED)
            return form

        return make
