"""People and workspaces as the API shows them."""

from __future__ import annotations

from django.urls import reverse
from rest_framework import serializers

from accounts.models import Invitation, Membership, User, Workspace
from accounts.operations.logos import Which
from core.addresses import full_address
from core.rest.fields import Moment
from core.rest.serializers import Shown


class PersonSerializer(Shown):
    """Somebody who belongs to a workspace, or did."""

    name = serializers.CharField(source="__str__", read_only=True)

    class Meta:
        model = User
        fields = ["code", "name"]


class WorkspaceSerializer(Shown):
    """A client or a company; everything belongs to one. Of a logo it has the address, null where there is none."""

    logo = serializers.SerializerMethodField()
    consultant_logo = serializers.SerializerMethodField()

    class Meta:
        model = Workspace
        fields = [
            "code",
            "name",
            "accent",
            "time_zone",
            "locale",
            "logo",
            "consultant_logo",
            "revision",
            "created_at",
            "changed_at",
        ]

    def get_logo(self, workspace: Workspace) -> serializers.URLField(allow_null=True):  # type: ignore[valid-type]
        return self._address(workspace, "logo")

    def get_consultant_logo(self, workspace: Workspace) -> serializers.URLField(allow_null=True):  # type: ignore[valid-type]
        return self._address(workspace, "consultant_logo")

    def _address(self, workspace: Workspace, which: Which) -> str | None:
        if not getattr(workspace, which):
            return None
        address: str = reverse("api_logo", args=[workspace.code, which])
        return full_address(address, self.context["request"]._request)


class MemberSerializer(Shown):
    """Somebody who belongs to the workspace, and what they may do in it.

    A service account has no mail address, and is not seen. When somebody was last seen here is kept to the hour.
    """

    code = serializers.CharField(source="user.code", read_only=True)
    name = serializers.CharField(source="user.__str__", read_only=True)
    email = serializers.SerializerMethodField()
    is_service = serializers.BooleanField(source="user.is_service", read_only=True)
    last_seen_at = serializers.SerializerMethodField()

    class Meta:
        model = Membership
        fields = ["code", "name", "email", "role", "is_service", "joined_at", "last_seen_at"]

    def get_email(self, member: Membership) -> str | None:
        return None if member.user.is_service else member.user.email

    def get_last_seen_at(self, member: Membership) -> Moment(allow_null=True):  # type: ignore[valid-type]
        return None if member.user.is_service else Moment().to_representation(member.last_seen_at)


class InvitationSerializer(Shown):
    """One that waits to be accepted. Without a mail address it is for whoever holds the link."""

    email = serializers.CharField(read_only=True)
    has_run_out = serializers.BooleanField(read_only=True)
    invited_by = PersonSerializer(read_only=True)

    class Meta:
        model = Invitation
        fields = ["code", "email", "role", "invited_by", "created_at", "expires_at", "has_run_out"]


class InvitedSerializer(InvitationSerializer):
    """With its link, which is shown this once: whoever has it can come in, or only who has the mail address."""

    link = serializers.SerializerMethodField()
    was_mailed = serializers.SerializerMethodField()

    class Meta:
        model = Invitation
        fields = [*InvitationSerializer.Meta.fields, "link", "was_mailed"]

    def get_link(self, invitation: Invitation) -> str | None:
        """Null where the call was repeated under its Idempotency-Key."""
        link: str = self.context["link"]
        return link

    def get_was_mailed(self, invitation: Invitation) -> bool:
        return bool(self.context["was_mailed"])
