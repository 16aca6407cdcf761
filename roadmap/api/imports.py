"""Tickets of another tracker: sent, looked at, taken over or forgotten, and undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.models.revisions import LAST_REVISION
from core.rest.bodies import FromForm, Several
from core.rest.fields import OneOf, Text, Whole
from core.rest.problems import ConflictProblem, FieldError, InvalidProblem
from core.spreadsheets.reading_csv import RefusedTableError
from roadmap.api.door import RoadmapViewSet
from roadmap.api.import_serializers import ActionImportDetailSerializer, ActionImportSerializer, shown_import
from roadmap.choices import ActionStateChoice
from roadmap.forms.action_imports import LEAVE, MeaningForm, TicketFileForm
from roadmap.models import ActionImport
from roadmap.operations.action_imports import (
    Choices,
    NotWaitingError,
    apply_import,
    discard_import,
    read_import,
    undo_import,
)
from roadmap.permissions import can_plan
from roadmap.queries.action_imports import find_import, plan_import

SEEN = "The revision of each action, by code, as the preview showed it. What has changed since is left out."


def _typed(form: MeaningForm, states: Mapping[str, str]) -> dict[str, str]:
    fields = {status: field for field, status in form.names.items()}
    if unknown := [status for status in states if status not in fields]:
        said = _("The file has no status “%(status)s”.") % {"status": unknown[0][:80]}
        raise InvalidProblem([FieldError("#/states", said)])
    return {fields[status]: state for status, state in states.items()}


STATES = Several(
    r"state-\d+",
    lambda **_options: serializers.DictField(
        child=OneOf(choices=[(LEAVE, LEAVE), *ActionStateChoice.choices]),
        required=False,
        help_text="What a status of the file stands for, where it is not what the preview says.",
    ),
    _typed,
)
BESIDE: Mapping[str, Callable[[], Any]] = {
    "phase": lambda: Text(required=False, max_length=64, help_text="Of new actions; the first one without it."),
    "rows": lambda: serializers.ListField(
        child=Whole(), required=False, help_text="The rows to take over; without it, all."
    ),
    "seen": lambda: serializers.DictField(child=Whole(min_value=1, max_value=LAST_REVISION), help_text=SEEN),
}


class ImportViewSet(RoadmapViewSet):
    noun = "ActionImport"
    serializer_class = ActionImportSerializer
    bodies = {
        "create": FromForm(TicketFileForm, name="ActionImport"),
        "apply": FromForm(MeaningForm, name="ActionImportChoices", several={"states": STATES}, beside=BESIDE),
    }
    answers = {**dict.fromkeys(("create", "retrieve", "apply", "undo"), ActionImportDetailSerializer), "destroy": None}
    guarded = frozenset()
    may = dict.fromkeys(("list", "retrieve", "create", "apply", "destroy", "undo"), can_plan)
    also_answers = {"destroy": (409,)}
    refuses = {NotWaitingError: gettext_lazy("Its time is over, or that was done before. Read it again.")}
    sorts = {"made_at": "made_at"}
    order = ("-made_at", "-pk")

    def get_queryset(self) -> Any:
        """Those that were applied."""
        found = ActionImport.objects.filter(roadmap=self.roadmap, applied_at__isnull=False)
        return found.defer("rows", "before").select_related("made_by")

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one import: what it would do, or what it has done."""
        return self.show(shown_import(self.get_import()))

    def create(self, request: Request, **place: Any) -> Response:
        """Send a CSV file of tickets, and see what it would do. It is kept for a day; nothing is changed by it."""
        form = self.form(lambda data, files: TicketFileForm(data, files))
        upload = form.cleaned_data["file"]
        try:
            found = read_import(roadmap=self.roadmap, actor=self.actor, file_name=upload.name, data=upload.read())
        except RefusedTableError as error:
            raise InvalidProblem([FieldError("#/file", str(error))]) from None
        found.roadmap = self.roadmap
        return self.made(shown_import(found), reverse("api_action_import", args=self.here(found.code)))

    def apply(self, request: Request, **place: Any) -> Response:
        """Take over what the preview showed."""
        found = self.get_import()
        plan = plan_import(found)
        form = self.form(lambda data, files: MeaningForm(data, plan=plan, roadmap=self.roadmap))
        sent: Any = request.data  # which the form has checked
        rows = sent.get("rows", [line.ticket.row for line in plan.lines])
        choices = Choices(states=form.states, phase=form.phase, rows=set(rows), seen=sent["seen"])
        return self.show(shown_import(apply_import(found=found, actor=self.actor, choices=choices)))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Forget a preview. Nothing has changed by it."""
        found = self.get_import()
        if found.applied_at:
            raise ConflictProblem(_("It was taken over. It can be undone instead."))
        discard_import(found=found)
        return Response(status=204)

    def undo(self, request: Request, **place: Any) -> Response:
        """Give every action that nobody has changed since what it said before."""
        return self.show(shown_import(undo_import(found=self.get_import(), actor=self.actor)))

    def get_import(self) -> ActionImport:
        return find_import(self.roadmap, self.kwargs["code"], self.actor)
