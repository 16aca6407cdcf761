"""Changing several actions at once, making them from gaps, and taking either back."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm
from core.rest.problems import FORBIDDEN, ConflictProblem, Problem
from roadmap.api.action_serializers import (
    ActionsUndoneSerializer,
    ChangedActionsSerializer,
    GapQuestionsBody,
    MadeActionsSerializer,
    OfferedGapSerializer,
    SeenActionBody,
    TakenBackSerializer,
)
from roadmap.api.door import RoadmapViewSet
from roadmap.forms.changing import ChangeForm
from roadmap.models import Action, ActionChange
from roadmap.operations.changing import change_actions, sort_out
from roadmap.operations.from_gaps import MADE, make_actions_from_gaps, unmake_actions
from roadmap.operations.undoing import undo_change
from roadmap.permissions import can_plan, can_work
from roadmap.queries.feeding import assessment_of
from roadmap.queries.gaps import gaps_of

MOST = 1000


def _picked() -> Any:
    body: Any = SeenActionBody
    return body(many=True, min_length=1, max_length=MOST)


SEVERAL = FromForm(ChangeForm, name="ActionsChange", beside={"actions": _picked})


class ActionsChangeViewSet(RoadmapViewSet):
    noun = "SeveralActions"
    plural = "SeveralActions"
    tag = "Actions"
    serializer_class = ChangedActionsSerializer
    bodies = {"change": SEVERAL, "preview": SEVERAL}
    answers = {"undo_change_of": ActionsUndoneSerializer}
    may = {"change": can_plan, "preview": can_plan, "undo_change_of": can_work}

    def change(self, request: Request, **place: Any) -> Response:
        """Change several actions at once. What somebody has changed since it was seen stays, and is named."""
        form = self.changes()
        done = change_actions(roadmap=self.roadmap, actor=self.actor, seen=form.seen, changes=form.changes)
        gone = len(form.seen) - len(done.actions) - len(done.left)
        return self.show({**done._asdict(), "gone": gone})

    def preview(self, request: Request, **place: Any) -> Response:
        """Tell what that would change, and change nothing."""
        form = self.changes()
        found = list(Action.objects.filter(roadmap=self.roadmap, code__in=form.seen).order_by("position", "pk"))
        wanted, left = sort_out(self.roadmap, found, form.seen, form.changes, actor=self.actor, now=timezone.now())
        actions = [action for action, _values in wanted]
        return self.show({"actions": actions, "left": left, "gone": len(form.seen) - len(found)})

    def undo_change_of(self, request: Request, **place: Any) -> Response:
        """Give each action that is still as the change left it what it held before.

        By whoever made the change, and by who may plan.
        """
        change: ActionChange = ActionChange.objects.get(roadmap=self.roadmap, code=self.kwargs["code"])
        if change.made_by_id != self.actor.pk and not can_plan(self.membership):
            raise Problem(FORBIDDEN, _("It is taken back by who did it, or by who plans."))
        change.roadmap = self.roadmap
        return self.show(undo_change(change=change, actor=self.actor))

    def changes(self) -> Any:
        def make(data: Any, files: Any) -> ChangeForm:
            sent: Any = self.request.data  # which its body has checked
            picks = [f"{each['code']}:{each['revision']}" for each in sent["actions"]]
            return ChangeForm(data, roadmap=self.roadmap, picks=picks)

        return self.form(make)


class GapViewSet(RoadmapViewSet):
    noun = "Gap"
    serializer_class = OfferedGapSerializer
    bodies = {"make_actions_of": GapQuestionsBody}
    answers = {"make_actions_of": MadeActionsSerializer, "unmake_actions_of": TakenBackSerializer}
    creates = frozenset({"make_actions_of"})
    unpaged = frozenset({"list"})
    may = dict.fromkeys(("list", "make_actions_of", "unmake_actions_of"), can_plan)
    also_answers = {"make_actions_of": (409,)}

    def list(self, request: Request, **place: Any) -> Response:
        """List the gaps of the assessment that feeds the roadmap; none where there is no such."""
        assessment = assessment_of(self.roadmap)
        return self.show_all(gaps_of(self.roadmap, assessment).offered if assessment else [])

    def make_actions_of(self, request: Request, **place: Any) -> Response:
        """Make an action of each of these questions that has a gap and no open action."""
        questions = set(self.sent()["questions"])
        assessment = assessment_of(self.roadmap)
        event = assessment and make_actions_from_gaps(
            roadmap=self.roadmap, assessment=assessment, actor=self.actor, questions=questions
        )
        if not event:
            raise ConflictProblem(_("None of these questions has a gap without an open action."))
        return self.made(event)

    def unmake_actions_of(self, request: Request, **place: Any) -> Response:
        """Take back what was made of gaps, as far as nobody has worked on it since."""
        event = self.workspace.activities.get(code=self.kwargs["code"], verb=MADE, object_code=self.roadmap.code)
        count, kept = unmake_actions(roadmap=self.roadmap, event=event, actor=self.actor)
        return self.show({"count": count, "kept": kept})
