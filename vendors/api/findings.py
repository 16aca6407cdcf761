"""What is found at the gates, and whether a missed one is waived."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from accounts.queries.members import people_of
from core.rest.bodies import FromForm, Instead
from core.rest.fields import Truth
from core.rest.serializers import Plain, Shown
from vendors.api.consensus_door import ConsensusDoor
from vendors.domain.gates import GateState
from vendors.domain.stages import Stage
from vendors.forms.findings import MET, MISSED, GateFindingForm
from vendors.models import GateFinding
from vendors.operations.consensus import StageError
from vendors.operations.findings import find_at_gate
from vendors.queries.gates import AtGate, find_gate, gates_of
from vendors.queries.names import name_of


class FindingSerializer(Shown):
    """A missed gate may be waived: by whom, why, and until which day."""

    found_by = PersonSerializer(read_only=True, allow_null=True)
    waived_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = GateFinding
        fields = ["is_met", "note", "found_by", "found_at", "waived_by", "waiver_reason", "waiver_expires_date"]


class AtGateSerializer(Plain):
    """One proposal at one gate. `revision` is what the finding is changed at; 1 while nobody has looked."""

    proposal = serializers.CharField(source="proposal.code", read_only=True)
    name = serializers.SerializerMethodField()
    state = serializers.ChoiceField(
        choices=[each.value for each in GateState], source="judged.state.value", read_only=True
    )
    finding = FindingSerializer(read_only=True, allow_null=True)
    revision = serializers.SerializerMethodField()

    def get_name(self, at: AtGate) -> str:
        return name_of(at.proposal, self.context["seated"].seat)

    def get_revision(self, at: AtGate) -> int:
        return at.finding.revision if at.finding else 1


class CheckedGateSerializer(Plain):
    """A gate of the version in force, and each proposal at it. Who misses one is excluded, unless it is waived."""

    gate = serializers.CharField(source="gate.code", read_only=True)
    text = serializers.CharField(source="gate.text", read_only=True)
    how_to_check = serializers.CharField(source="gate.how_to_check", read_only=True, allow_blank=True)
    criterion = serializers.CharField(source="gate.criterion", read_only=True, allow_blank=True)
    proposals = AtGateSerializer(source="cells", many=True, read_only=True)


IS_MET = Instead(lambda **options: Truth(**options), lambda is_met: MET if is_met else MISSED)


class FindingViewSet(ConsensusDoor):
    noun = "GateFinding"
    serializer_class = AtGateSerializer
    bodies = {"partial_update": FromForm(GateFindingForm, name="GateFinding", instead={"is_met": IS_MET})}
    answers = {"list": CheckedGateSerializer}
    unpaged = frozenset({"list"})

    def list(self, request: Request, **place: Any) -> Response:
        """List the gates, with what was found of each proposal, as one who may read the sheets."""
        self.require_reader()
        lines = gates_of(self.evaluation, self.seated.seat, self.workspace.today).lines
        return self.show_all([{"gate": gate, "cells": cells} for gate, cells in lines])

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read what was found of one proposal at one gate."""
        self.require_reader()
        return self.show_finding()

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Say what is found, as the moderator, or waive what is missed. If-Match is "1" where nobody has looked.

        Once quality is locked, what was found stays; what is missed can still be waived.
        """
        self.require_settler()
        if self.evaluation.at is Stage.DECIDED:
            raise StageError(Stage.DECIDED)
        gate, at = find_gate(self.evaluation, self.kwargs["gate"]), self.get_finding()
        row = at.finding or GateFinding(proposal=at.proposal, gate=gate.key)
        seen, people, today = self.seen(row), people_of(self.workspace), self.workspace.today
        form = self.form(
            lambda data, files: GateFindingForm(data, instance=row, people=people, today=today, is_frozen=False),
            seen=seen,
        )
        find_at_gate(
            evaluation=self.evaluation, actor=self.actor, proposal=at.proposal, gate=gate, seen=seen, **form.values
        )
        return self.show_finding()

    def show_finding(self) -> Response:
        at = self.get_finding()
        return self.show(at, tagged=at.finding or GateFinding(proposal=at.proposal, gate=self.kwargs["gate"]))

    def get_finding(self) -> AtGate:
        """As it is now. Nothing of a proposal that a conflict keeps the person from."""
        for gate, cells in gates_of(self.evaluation, self.seated.seat, self.workspace.today).lines:
            for each in cells:
                if (gate.code, each.proposal.code) == (self.kwargs["gate"], self.kwargs["proposal_code"]):
                    return each
        raise GateFinding.DoesNotExist
