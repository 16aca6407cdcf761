"""Check-ins of a pilot, and what is handed over at its end."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm
from core.rest.problems import FORBIDDEN, Problem
from roadmap.api.door import PilotsViewSet
from roadmap.api.measured import values_field
from roadmap.api.pilot_serializers import CheckInSerializer, HandoverSerializer
from roadmap.forms.check_ins import CheckInForm, HandoverForm
from roadmap.models import Pilot, PilotCheckIn, PilotHandover
from roadmap.operations.actions import NotRestorableError
from roadmap.operations.check_ins import (
    DayTakenError,
    change_check_in,
    delete_check_in,
    restore_check_in,
    write_check_in,
)
from roadmap.operations.handovers import add_handover, delete_handover, restore_handover, tick_handover
from roadmap.permissions import can_plan, can_work
from roadmap.queries.pilots import find_check_in, find_handover

VALUES = {"values": values_field("value_", "#/values")}


class CheckInViewSet(PilotsViewSet):
    noun = "CheckIn"
    serializer_class = CheckInSerializer
    bodies = {
        "create": FromForm(CheckInForm, several=VALUES),
        "partial_update": FromForm(CheckInForm, several=VALUES),
    }
    may = dict.fromkeys(("create", "partial_update", "destroy", "restore"), can_work)
    answers = {"destroy": None}
    refuses = {
        NotRestorableError: gettext_lazy("It was deleted more than 30 days ago."),
        DayTakenError: gettext_lazy("There is a check-in of that day already."),
    }
    sorts = {"day_date": "day_date"}
    order = ("day_date", "pk")
    pilot: Pilot

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.pilot = self.get_pilot()

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "pilot": self.pilot}

    def get_queryset(self) -> Any:
        return PilotCheckIn.objects.alive().filter(pilot=self.pilot).select_related("written_by")

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one check-in."""
        return self.show(find_check_in(self.pilot, self.kwargs["code"]))

    def create(self, request: Request, **place: Any) -> Response:
        """Check in: how it goes, what was measured, and what happened."""
        today = self.workspace.today
        begun = PilotCheckIn(pilot=self.pilot, day_date=max(today, self.pilot.start_date))
        form = self.form(lambda data, files: CheckInForm(data, instance=begun, today=today), seen=begun.revision)
        check_in = write_check_in(pilot=self.pilot, actor=self.actor, **form.values)
        return self.made(check_in, reverse("api_check_in", args=self.here(self.pilot.code, check_in.code)))

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change what one wrote oneself."""
        check_in = self.get_own()
        seen = self.seen(check_in)
        today = self.workspace.today
        form = self.form(lambda data, files: CheckInForm(data, instance=check_in, today=today), seen=seen)
        return self.show(change_check_in(check_in=check_in, actor=self.actor, seen=seen, **form.values))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete what one wrote oneself. It can be restored for 30 days."""
        check_in = self.get_own()
        self.seen(check_in)
        delete_check_in(check_in=check_in, actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        restore_check_in(check_in=self.get_own(also_deleted=True), actor=self.actor)
        return self.show(self.get_own())

    def get_own(self, *, also_deleted: bool = False) -> PilotCheckIn:
        check_in = find_check_in(self.pilot, self.kwargs["code"], also_deleted=also_deleted)
        if check_in.written_by_id != self.actor.pk:
            raise Problem(FORBIDDEN, _("A check-in is changed by who wrote it."))
        return check_in


class HandoverViewSet(PilotsViewSet):
    noun = "Handover"
    serializer_class = HandoverSerializer
    bodies = {"create": FromForm(HandoverForm)}
    guarded = frozenset()
    may = {
        **dict.fromkeys(("create", "destroy", "restore"), can_plan),
        **dict.fromkeys(("tick", "untick"), can_work),
    }
    answers = {"destroy": None}
    refuses = {NotRestorableError: gettext_lazy("It was deleted more than 30 days ago.")}
    order = ("pk",)

    def get_queryset(self) -> Any:
        return PilotHandover.objects.alive().filter(pilot=self.get_pilot()).select_related("done_by")

    def create(self, request: Request, **place: Any) -> Response:
        """Say what is to be handed over."""
        pilot = self.get_pilot()
        form = self.form(lambda data, files: HandoverForm(data))
        item = add_handover(pilot=pilot, actor=self.actor, **form.cleaned_data)
        return self.made(item, reverse("api_handover", args=self.here(pilot.code, item.code)))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete it. It can be restored for 30 days."""
        delete_handover(item=self.get_handover(), actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        restore_handover(item=self.get_handover(), actor=self.actor)
        return self.show(self.get_object())

    def tick(self, request: Request, **place: Any) -> Response:
        """Say that it is handed over. What is ticked already stays as it was."""
        tick_handover(item=self.get_object(), actor=self.actor, is_done=True)
        return self.show(self.get_object())

    def untick(self, request: Request, **place: Any) -> Response:
        """Open it again."""
        tick_handover(item=self.get_object(), actor=self.actor, is_done=False)
        return self.show(self.get_object())

    def get_handover(self) -> PilotHandover:
        """Also a deleted one."""
        return find_handover(self.get_pilot(), self.kwargs["code"])
