"""Inviting people into a workspace, as owners do. Coming in by an invitation is left to people, who sign in for it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.members import ROLE
from accounts.api.serializers import InvitationSerializer, InvitedSerializer
from accounts.api.viewsets import WorkspaceViewSet
from accounts.forms.invitations import (
    SETTLED,
    TOO_MANY_MAILS,
    TOO_MANY_OPEN,
    WAITS_ALREADY,
    InvitationForm,
    belongs_already,
)
from accounts.limits import may_mail_invitation
from accounts.models import Invitation
from accounts.operations.invitations import (
    BelongsAlreadyError,
    Invited,
    TooManyInvitationsError,
    WaitsAlreadyError,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from accounts.permissions import can_own
from accounts.queries.invitations import InvitationGoneError, waiting_invitations
from core.addresses import full_address
from core.rest.bodies import FromForm
from core.rest.problems import TOO_MANY, Problem


class InvitationViewSet(WorkspaceViewSet):
    noun = "Invitation"
    serializer_class = InvitationSerializer
    bodies = {"create": FromForm(InvitationForm, instead={"role": ROLE})}
    answers = {"create": InvitedSerializer, "renew": InvitedSerializer, "destroy": None}
    may = dict.fromkeys(("list", "retrieve", "create", "renew", "destroy"), can_own)
    creates = frozenset({"create", "renew"})
    statuses = {"renew": 200}
    guarded = frozenset()
    secrets = frozenset({"link"})
    refuses = {
        BelongsAlreadyError: lambda there: belongs_already(there.membership),
        WaitsAlreadyError: WAITS_ALREADY,
        TooManyInvitationsError: TOO_MANY_OPEN,
        InvitationGoneError: SETTLED,
    }
    sorts = {"created_at": "created_at", "expires_at": "expires_at"}

    def get_queryset(self) -> Any:
        return waiting_invitations(self.workspace)

    def list(self, request: Request, **place: Any) -> Response:
        """List the invitations that wait to be accepted, as an owner; also those that have run out."""
        return self.show_all(self.get_queryset())

    def create(self, request: Request, **place: Any) -> Response:
        """Invite somebody, as an owner.

        With a mail address only they can come in, and are mailed the link where mail is set up. The link is in this
        answer and nowhere else.
        """
        form = self.form(lambda data, files: InvitationForm(data))
        role, email = form.cleaned_data["role"], form.cleaned_data["email"]
        self._count_mail(email)
        invited = invite(workspace=self.workspace, actor=self.actor, role=role, email=email, address=self._address)
        address = reverse("api_invitation", args=[self.workspace.code, invited.invitation.code])
        return self._told(invited, status=201, location=address)

    def renew(self, request: Request, **place: Any) -> Response:
        """Make a new link for two more weeks, and mail it where the first one was. The old link ends."""
        invitation = self._any()
        self._count_mail(invitation.email)
        return self._told(renew_invitation(invitation=invitation, actor=self.actor, address=self._address))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Withdraw an invitation: its link opens nothing any more."""
        withdraw_invitation(invitation=self._any(), actor=self.actor)
        return Response(status=204)

    @property
    def _address(self) -> Any:
        return partial(full_address, request=self.request._request)

    def _any(self) -> Invitation:
        """Also one that is settled, of which the operation says so. Raises Invitation.DoesNotExist."""
        return Invitation.objects.get(workspace=self.workspace, code=self.kwargs["code"])

    def _count_mail(self, email: str) -> None:
        if not may_mail_invitation(self.request._request, self.actor, email):
            raise Problem(TOO_MANY, TOO_MANY_MAILS, headers={"Retry-After": "3600"})

    def _told(self, invited: Invited, **options: Any) -> Response:
        return self.show(invited.invitation, link=invited.link, was_mailed=invited.was_mailed, **options)
