"""Who belongs to a workspace, and what owners decide about each."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django_filters import BooleanFilter, FilterSet
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import MemberSerializer
from accounts.api.viewsets import WorkspaceViewSet
from accounts.choices import RoleChoice
from accounts.domain.roles import Role
from accounts.forms.members import LAST_OWNER, HandOverForm, RoleForm
from accounts.models import Membership
from accounts.operations.members import LastOwnerError, change_role, hand_over, remove_member
from accounts.permissions import can_own
from core.rest.bodies import FromForm, Instead
from core.rest.fields import OneOf
from core.rest.problems import FORBIDDEN, Problem

ROLE = Instead(lambda **options: OneOf(choices=RoleChoice.choices, **options))


class MemberFilters(FilterSet):
    is_service = BooleanFilter(field_name="user__is_service")

    class Meta:
        model = Membership
        fields = ["role"]


class MemberViewSet(WorkspaceViewSet):
    noun = "Member"
    serializer_class = MemberSerializer
    filterset_class = MemberFilters
    bodies = {"partial_update": FromForm(RoleForm, name="Member", instead={"role": ROLE})}
    answers = {"destroy": None}
    may = {"partial_update": can_own}
    guarded = frozenset()
    refuses = {LastOwnerError: LAST_OWNER}
    sorts = {"joined_at": "joined_at"}
    order = ("joined_at", "pk")

    def get_queryset(self) -> Any:
        return Membership.objects.filter(workspace=self.workspace).select_related("user")

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read about one member."""
        return self.show(self.get_member())

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change somebody's role, as an owner. They are told."""
        member = self._person()
        form = self.form(lambda data, files: RoleForm(data, initial={"role": member.role}))
        role = form.cleaned_data["role"]
        change_role(workspace=self.workspace, member=member.user, role=role, actor=self.actor)
        return self.show(self.get_member())

    def destroy(self, request: Request, **place: Any) -> Response:
        """Remove somebody, as an owner, or leave.

        A token of a role below one's own cannot leave for its person.
        """
        member = self.get_member()
        is_own = member.user == self.actor and member.role == self.membership.role
        if not is_own and not can_own(self.membership):
            raise Problem(FORBIDDEN, _("Owners remove others, and everybody themselves."))
        remove_member(workspace=self.workspace, member=self._person().user, actor=self.actor)
        return Response(status=204)

    def get_member(self) -> Membership:
        """The one that the address names. Raises Membership.DoesNotExist."""
        found: Membership = self.get_queryset().get(user__code=self.kwargs["code"])
        return found

    def _person(self) -> Membership:
        found = self.get_member()
        if found.user.is_service:
            raise Problem(FORBIDDEN, _("Service accounts are changed and removed by people, in the settings."))
        return found


class HandOverViewSet(WorkspaceViewSet):
    noun = "Workspace"
    serializer_class = MemberSerializer
    bodies = {"hand_over": FromForm(HandOverForm)}
    may = {"hand_over": can_own}
    refuses = {LastOwnerError: LAST_OWNER}

    def hand_over(self, request: Request, **place: Any) -> Response:
        """Make a member an owner beside oneself or, with `step_down`, in one's place.

        Shows the new owner. A service account owns nothing that it could hand over.
        """
        if self.actor.is_service:
            raise Problem(FORBIDDEN, _("A service account owns nothing that it could hand over."))
        form = self.form(lambda data, files: HandOverForm(data, workspace=self.workspace))
        to, steps_down = form.cleaned_data["to"], form.cleaned_data["step_down"]
        hand_over(workspace=self.workspace, to=to, actor=self.actor, step_down_to=Role.EDITOR if steps_down else None)
        return self.show(Membership.objects.select_related("user").get(workspace=self.workspace, user=to))
