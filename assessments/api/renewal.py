"""Moving an assessment to a newer version of its pack."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import can_edit
from assessments.api.door import AssessmentViewSet
from assessments.api.serializers import AssessmentSerializer
from assessments.operations.renewal import CannotMoveError, OtherVersionError, move_to_version
from assessments.queries.assessments import listing_of
from assessments.queries.renewal import WHY_NOT, Obstacle, RenewalPlan, plan_renewal
from core.rest.fields import Text
from core.rest.serializers import Body, Plain


def _ids() -> Any:
    return serializers.ListField(child=serializers.CharField(), read_only=True)


class RenewalSerializer(Plain):
    """What moving would do; `version` is null where there is no newer one.

    `kept` questions ask the same, answers to `changed` ones wait to be confirmed, those to `retired` ones are shown no
    more. `obstacle` says what stands against it.
    """

    version = serializers.CharField(allow_null=True, read_only=True)
    obstacle = serializers.ChoiceField(choices=[each.value for each in Obstacle], allow_null=True, read_only=True)
    sentence = serializers.CharField(read_only=True)
    kept = _ids()
    changed = _ids()
    added = _ids()
    retired = _ids()
    to_confirm = serializers.IntegerField(read_only=True)
    retired_answers = serializers.IntegerField(read_only=True)
    lost_targets = _ids()
    lost_profile = _ids()


class RenewBody(Body):
    version = Text(max_length=40, help_text="The one that was looked at, which must still be the newest.")


class RenewalViewSet(AssessmentViewSet):
    noun = "Renewal"
    tag = "Assessments"
    serializer_class = RenewalSerializer
    bodies: ClassVar[Any] = {"move": RenewBody}
    answers: ClassVar[Any] = {"move": AssessmentSerializer}
    may = {"retrieve": can_edit, "move": can_edit}
    refuses = {
        OtherVersionError: _(
            "There is another version by now, or somebody has moved the assessment. Nothing was done; look again."
        ),
        CannotMoveError: lambda error: WHY_NOT[error.obstacle],
    }

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Look at what moving to the newest version of the pack would do."""
        return self.show(_told(plan_renewal(self.assessment)))

    def move(self, request: Request, **place: Any) -> Response:
        """Move to the newest version of the pack. What was there before is frozen as a milestone."""
        version = self.sent()["version"]
        moved, _milestone = move_to_version(assessment=self.assessment, actor=self.actor, version=version)
        return self.show(listing_of(self.workspace).select_related("begun_from").get(pk=moved.pk))


def _told(plan: RenewalPlan | None) -> dict[str, Any]:
    renewal = plan.renewal if plan else None
    return {
        "version": plan.offer.content.version if plan else None,
        "obstacle": plan.obstacle and plan.obstacle.value if plan else None,
        "sentence": str(WHY_NOT[plan.obstacle]) if plan and plan.obstacle else "",
        "kept": [each.id for each in renewal.kept] if renewal else [],
        "changed": [each.after.id for each in renewal.changed] if renewal else [],
        "added": [each.id for each in renewal.added] if renewal else [],
        "retired": [each.question.id for each in renewal.retired] if renewal else [],
        "to_confirm": plan.to_confirm if plan else 0,
        "retired_answers": plan.retired_answers if plan else 0,
        "lost_targets": plan.lost_targets if plan else [],
        "lost_profile": plan.lost_profile if plan else [],
    }
