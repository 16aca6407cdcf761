"""People and workspaces as the API shows them."""

from __future__ import annotations

from rest_framework import serializers

from accounts.models import Membership, User, Workspace
from core.rest.serializers import Shown


class PersonSerializer(Shown):
    """Somebody who belongs to a workspace, or did."""

    name = serializers.CharField(source="__str__", read_only=True)

    class Meta:
        model = User
        fields = ["code", "name"]


class WorkspaceSerializer(Shown):
    """A client or a company; everything belongs to one."""

    class Meta:
        model = Workspace
        fields = ["code", "name", "accent", "time_zone", "locale", "revision", "created_at", "changed_at"]


class MemberSerializer(Shown):
    """Somebody who belongs to the workspace, and what they may do in it."""

    code = serializers.CharField(source="user.code", read_only=True)
    name = serializers.CharField(source="user.__str__", read_only=True)
    email = serializers.EmailField(source="user.email", read_only=True)
    is_service = serializers.BooleanField(source="user.is_service", read_only=True)

    class Meta:
        model = Membership
        fields = ["code", "name", "email", "role", "is_service", "joined_at"]
