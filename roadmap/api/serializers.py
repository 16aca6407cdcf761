"""What a roadmap holds, as the API shows it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.serializers import Body, Plain, Shown
from roadmap.models import Action


class LinkSerializer(Plain):
    title = serializers.CharField(read_only=True)
    url = serializers.CharField(read_only=True)


class LinkBody(Body):
    title = serializers.CharField(max_length=200, allow_blank=True, default="")
    url = serializers.CharField(max_length=2000)


class ActionSerializer(Shown):
    """What closes a gap, by whom and by when. `needs` are the codes of the actions that it waits for."""

    owner = PersonSerializer(read_only=True)
    closed_by = PersonSerializer(read_only=True)
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
