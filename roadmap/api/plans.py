"""The plan of a roadmap: what fits, what if, and taking its days over."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.models.revisions import LAST_REVISION
from core.rest.fields import Day, Text, Whole
from core.rest.problems import MALFORMED, FieldError, InvalidProblem, Problem
from core.rest.serializers import Body
from roadmap.api.action_serializers import TakenBackSerializer
from roadmap.api.door import RoadmapViewSet
from roadmap.api.figures import AcceptedPlanSerializer, PlanSerializer
from roadmap.forms.plans import PlanForm, as_choice, read_choices
from roadmap.models import AcceptedPlan
from roadmap.operations.plans import Chosen, NotUndoableError, accept_plan, undo_plan
from roadmap.permissions import can_plan
from roadmap.queries.plans import Asked, plan_page

MOST = 2000


class PlannedDaysBody(Body):
    """The days that the plan proposed for an action, and the revision of the action then."""

    code = Text(max_length=20)
    revision = Whole(min_value=1, max_value=LAST_REVISION)
    start_date = Day()
    due_date = Day()


class PlanAcceptBody(Body):
    actions: Any = serializers.ListField(child=PlannedDaysBody(), min_length=1, max_length=MOST)


def _asked(name: str, kind: Any, says: str) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=says)


PARAMETERS = {
    "capacity": _asked("capacity", int, "Person-days a month; that of the roadmap without it."),
    "start": _asked("start", str, "The day from which to plan, such as 2026-11-22."),
    "horizon": _asked("horizon", str, "The day up to which it counts what an action gains."),
    "phase": _asked("phase", str, "Of this phase only."),
    "first": _asked("first", str, "Codes of actions that come first, with commas between."),
    "without": _asked("without", str, "Codes of actions to leave out, with commas between."),
}


class PlanViewSet(RoadmapViewSet):
    noun = "Plan"
    serializer_class = PlanSerializer
    bodies = {"accept": PlanAcceptBody}
    answers = {"accept": AcceptedPlanSerializer, "undo_accepted": TakenBackSerializer}
    may = {"accept": can_plan, "undo_accepted": can_plan}
    parameters = {"retrieve": PARAMETERS}
    refuses = {NotUndoableError: gettext_lazy("That was taken back already.")}

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Plan the open actions anew, as asked. Looking changes nothing."""
        form = PlanForm(request.query_params, roadmap=self.roadmap, today=self.workspace.today)
        if not form.is_valid():
            name, sentences = next(iter(form.errors.items()))
            raise Problem(MALFORMED, _("“%(name)s”: %(said)s") % {"name": name, "said": sentences[0]})
        first, without = (
            set(filter(None, request.query_params.get(name, "").split(","))) for name in ("first", "without")
        )
        asked = Asked(form.frame, form.cleaned_data["phase"], first=first, without=without)
        return self.show(plan_page(self.roadmap, asked))

    def accept(self, request: Request, **place: Any) -> Response:
        """Take over the days that it proposed. An action that somebody has changed since stays as it is."""
        sent = [
            Chosen(each["code"], each["revision"], each["start_date"], each["due_date"])
            for each in self.sent()["actions"]
        ]
        chosen = read_choices([as_choice(each) for each in sent])
        if chosen is None:
            said = _("Send codes of actions, and days from 2000 to 2100 of which none is due before it starts.")
            raise InvalidProblem([FieldError("#/actions", said)])
        return self.show(accept_plan(roadmap=self.roadmap, actor=self.actor, chosen=chosen))

    def undo_accepted(self, request: Request, **place: Any) -> Response:
        """Give the earlier days back where the accepted ones still stand."""
        plan: AcceptedPlan = AcceptedPlan.objects.get(roadmap=self.roadmap, code=self.kwargs["code"])
        plan.roadmap = self.roadmap
        count, kept = undo_plan(plan=plan, actor=self.actor)
        return self.show({"count": count, "kept": kept})
