"""What happened in a workspace: who did what to which object."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from accounts.forms.activity import ActivityForm
from accounts.models import Activity
from accounts.queries.activity import activity_of, people_in, told_to
from accounts.queries.sentences import actor_of, declared, object_of, sentence_of
from core.rest.filters import require_valid
from core.rest.serializers import Plain, Shown

FILTERS = {
    "person": OpenApiParameter("person", str, description="The code of who did it."),
    "kind": OpenApiParameter("kind", str, enum=[*declared().kinds], description="What the event begins with."),
    "from": OpenApiParameter("from", str, description="The first day, by the workspace's time zone."),
    "to": OpenApiParameter("to", str, description="The last day."),
}


class WhoSerializer(Plain):
    """Who has deleted their account is “A former member”, without a code."""

    code = serializers.CharField(source="actor.code", default=None, allow_null=True, read_only=True)
    name = serializers.SerializerMethodField()

    def get_name(self, event: Activity) -> str:
        return actor_of(event)


class WhatSerializer(Plain):
    """The name is the one that it had then."""

    kind = serializers.SerializerMethodField()
    code = serializers.CharField(source="object_code", read_only=True)
    name = serializers.SerializerMethodField()

    def get_kind(self, event: Activity) -> str:
        return event.object_kind.rpartition(".")[2]

    def get_name(self, event: Activity) -> str:
        return object_of(event)


class ActivityEventSerializer(Shown):
    """An entry of the activity log, which nobody can change. `who` is null for what Rungs did by itself."""

    event = serializers.CharField(source="verb", read_only=True)
    who = serializers.SerializerMethodField()
    what = WhatSerializer(source="*", read_only=True)
    sentence = serializers.SerializerMethodField()
    detail = serializers.DictField(read_only=True)

    class Meta:
        model = Activity
        fields = ["code", "at", "event", "who", "what", "sentence", "detail"]

    def get_who(self, event: Activity) -> WhoSerializer(allow_null=True):  # type: ignore[valid-type]
        return WhoSerializer(event).data if event.actor_name else None

    def get_sentence(self, event: Activity) -> str:
        return sentence_of(event)


class ActivityViewSet(WorkspaceViewSet):
    noun = "ActivityEvent"
    plural = "Activity"
    serializer_class = ActivityEventSerializer
    parameters = {"list": FILTERS}
    order = ("-pk",)

    def list(self, request: Request, **place: Any) -> Response:
        """List what happened, the newest first.

        Of whom an invitation is for, owners alone are told.
        """
        form = ActivityForm(request.query_params, people=people_in(self.workspace))
        require_valid(form)
        return self.show_all(activity_of(self.workspace, form.wanted).select_related("actor"))

    def paginate_queryset(self, queryset: Any) -> Any:
        page: Any = super().paginate_queryset(queryset)
        return [told_to(self.membership, event) for event in page]
