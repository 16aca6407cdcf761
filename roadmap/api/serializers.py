"""What a roadmap holds, as the API shows it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.serializers import Body, Plain, Shown
from roadmap.models import Action, Roadmap


class RoadmapSerializer(Shown):
    """From what to fix first to done and proven. `assessment` is the code of the one that feeds it.

    `small_days`, `medium_days` and `large_days` are what an effort means in person-days; `capacity_days` are those of a
    month.
    """

    pack = serializers.CharField(source="pack.code", read_only=True)
    pack_version = serializers.CharField(source="pack.version", read_only=True)
    assessment = serializers.CharField(source="assessment.code", default=None, read_only=True, allow_null=True)
    owner = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Roadmap
        fields = [
            "code",
            "title",
            "pack",
            "pack_version",
            "assessment",
            "owner",
            "start_date",
            "horizon_date",
            "capacity_days",
            "small_days",
            "medium_days",
            "large_days",
            "revision",
            "created_at",
            "changed_at",
        ]


class LinkSerializer(Plain):
    title = serializers.CharField(read_only=True)
    url = serializers.CharField(read_only=True)


class LinkBody(Body):
    title = serializers.CharField(max_length=200, allow_blank=True, default="")
    url = serializers.CharField(max_length=2000)


class ActionSerializer(Shown):
    """What closes a gap, by whom and by when. `needs` are the codes of the actions that it waits for."""

    owner = PersonSerializer(read_only=True, allow_null=True)
    closed_by = PersonSerializer(read_only=True, allow_null=True)
    needs: Any = serializers.SlugRelatedField(slug_field="code", many=True, read_only=True)
    links = LinkSerializer(many=True, read_only=True)

    class Meta:
        model = Action
        fields = [
            "code",
            "title",
            "description",
            "origin",
            "phase",
            "question",
            "to_level",
            "gap",
            "value",
            "owner",
            "effort",
            "effort_days",
            "impact",
            "state",
            "progress",
            "start_date",
            "due_date",
            "started_at",
            "closed_at",
            "closed_by",
            "external_id",
            "needs",
            "links",
            "revision",
            "created_at",
            "changed_at",
        ]
