"""Whoever calls, and by what."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import ApiViewSet
from accounts.forms.account import AccountForm
from accounts.models import ApiToken, User
from accounts.operations.digests import choose_digest
from core.rest.bodies import FromForm
from core.rest.problems import FORBIDDEN, Problem
from core.rest.serializers import Shown


class UsedTokenSerializer(Shown):
    """The token by which this call came. `workspace` is the code of the one that it is good for; null for all."""

    workspace = serializers.CharField(source="workspace.code", default=None, allow_null=True, read_only=True)

    class Meta:
        model = ApiToken
        fields = ["code", "name", "workspace", "role", "is_read_only", "expires_at"]


class AccountSerializer(Shown):
    """Who calls. A service account has no mail address; without a token somebody has signed in to the pages."""

    name = serializers.CharField(source="__str__", read_only=True)
    email = serializers.SerializerMethodField()
    token = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["code", "name", "email", "is_service", "wants_digest", "token"]

    def get_email(self, user: User) -> str | None:
        return None if user.is_service else user.email

    def get_token(self, user: User) -> UsedTokenSerializer(allow_null=True):  # type: ignore[valid-type]
        used = self.context["request"].auth
        return UsedTokenSerializer(used).data if used else None


class AccountViewSet(ApiViewSet):
    noun = "Account"
    tag = "Account"
    serializer_class = AccountSerializer
    bodies = {"partial_update": FromForm(AccountForm, name="Account")}
    guarded = frozenset()

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read who calls, and what the token may do that is used."""
        return self.show(self.actor)

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change one's name, and whether notices are mailed once a day.

        A service account, and a token of one workspace, cannot.
        """
        if self.actor.is_service or (self.token and self.token.workspace_id):
            raise Problem(FORBIDDEN, _("Change your account with a token of your own that is good for all workspaces."))
        stored = User.objects.get(pk=self.actor.pk)
        form = self.form(lambda data, files: AccountForm(data, instance=stored))
        if "name" in form.changed_data:
            stored.save(update_fields=["name"])
        if "wants_digest" in form.changed_data:
            choose_digest(user=stored, wants=stored.wants_digest)
        return self.show(stored)
