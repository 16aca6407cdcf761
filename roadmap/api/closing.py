"""Actions that are finished, and cards that are moved on the board."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.forms.answers import WHAT_IS_LACKING
from assessments.operations.answers import CollisionError, IncompleteAnswerError
from assessments.operations.locking import LockedError
from assessments.queries.locked import why_locked
from core.models.revisions import LAST_REVISION
from core.rest.bodies import FromForm, Instead
from core.rest.fields import OneOf, Text, Whole
from core.rest.problems import ConflictProblem, FieldError, InvalidProblem
from roadmap.api.action_serializers import ActionMoveBody, MovedActionSerializer
from roadmap.api.door import ActionsViewSet
from roadmap.api.serializers import ActionSerializer
from roadmap.choices import ActionStateChoice
from roadmap.forms.closing import CITE, LEAVE, UPDATE, CloseForm
from roadmap.models import Action
from roadmap.operations.closing import close_action
from roadmap.operations.moving import DroppedError, Place, move_action
from roadmap.permissions import can_plan, can_work
from roadmap.queries.closing import asked_for

ANSWER = "What becomes of the answer, where an assessment asks the question of the action."
INSTEAD = {
    "evidence": Instead(
        lambda **_options: serializers.ListField(
            child=Text(max_length=20), required=False, help_text="Codes of what shows that it is done."
        )
    ),
    "answer": Instead(lambda **_options: OneOf(choices=[UPDATE, CITE, LEAVE], required=False, help_text=ANSWER)),
    "level": Instead(lambda **_options: Whole(required=False, help_text="With update: the level that it is at now.")),
    "level_reason": Instead(lambda **_options: Text(required=False, allow_blank=True)),
    "answer_revision": Instead(
        lambda **_options: Whole(
            required=False, min_value=1, max_value=LAST_REVISION, help_text="With update: that of the answer as seen."
        )
    ),
}


class ActionClosingViewSet(ActionsViewSet):
    noun = "Action"
    serializer_class = ActionSerializer
    bodies = {"close": FromForm(CloseForm, name="ActionClosing", instead=INSTEAD), "move": ActionMoveBody}
    answers = {"move": MovedActionSerializer}
    guarded = frozenset({"close", "move"})
    may = {"close": can_work, "move": can_work}
    also_answers = {"close": (409,), "move": (409,)}

    def close(self, request: Request, **place: Any) -> Response:
        """Finish it, and name what shows that. Its answer may be given anew with it: all of it or nothing.

        Evidence is stored before, by its own address.
        """
        action = self.get_action()
        if not self.may_close(action):
            raise ConflictProblem(_("This action is closed already."))
        seen = self.seen(action)
        asked = asked_for(action)
        form = self.form(lambda data, files: CloseForm(data, action=action, asked=asked), seen=seen)
        if form.cleaned_data.get("answer") == UPDATE and "answer_revision" not in request.data:
            raise InvalidProblem([FieldError("#/answer_revision", _("Say which revision of the answer you saw."))])
        try:
            close_action(
                action=action,
                actor=self.actor,
                seen=seen,
                evidence=form.cleaned_data["evidence"],
                anew=form.anew,
            )
        except CollisionError:
            said = _("Somebody else has answered the question meanwhile. Read its answer again.")
            raise ConflictProblem(said) from None
        except IncompleteAnswerError as error:
            raise InvalidProblem([FieldError("#/level_reason", str(WHAT_IS_LACKING[error.lack]))]) from None
        except LockedError as error:
            assert form.asked
            raise ConflictProblem(why_locked(form.asked.assessment, error.phase)) from None
        return self.show(self.get_action())

    def move(self, request: Request, **place: Any) -> Response:
        """Put it into a column of the board, before or after another. What closes it can be undone by its change."""
        sent = self.sent()
        state = sent.pop("state")
        if state == ActionStateChoice.DROPPED:
            raise ConflictProblem(_("Drop it by its own address: that takes a reason."))
        seen = self.seen(self.get_action())
        try:
            moved = move_action(
                workspace=self.workspace,
                roadmap=self.roadmap.code,
                code=self.kwargs["code"],
                actor=self.actor,
                seen=seen,
                state=state,
                place=Place(**sent),
                may_reopen_dropped=can_plan(self.membership),
            )
        except DroppedError:
            raise ConflictProblem(_("Only editors reopen what was dropped.")) from None
        return self.show(moved, tagged=moved.action)

    def may_close(self, action: Action) -> bool:
        """What is open, and what was put into Done on the board while nobody has named what shows it."""
        return action.is_open or (action.state == ActionStateChoice.DONE and not action.shown_by.exists())
