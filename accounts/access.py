"""The door of every page of a workspace: who is nobody's member is told that there is no such page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.domain.sign_up import Door
from accounts.models import Membership, User, Workspace
from accounts.operations.members import note_presence
from accounts.permissions import can_view
from accounts.queries.sign_up import sign_up_door
from core.local import surroundings

# Where the page of an invitation leaves its secret, for the sign-in or sign-up that follows.
INVITATION = "invitation"

# The code of the workspace that this session was in last.
LAST_WORKSPACE = "workspace"

type Allowed = Callable[[Membership], bool]


class PersonRequest(HttpRequest):
    """Somebody has signed in."""

    user: User
    memberships: list[Membership]


class WorkspaceRequest(PersonRequest):
    """Somebody looks at a workspace that they are a member of."""

    membership: Membership
    workspace: Workspace


def memberships_of(request: HttpRequest) -> list[Membership]:
    """Every workspace that the person belongs to, by name; read once per request."""
    if not hasattr(request, "memberships"):
        request.memberships = list(  # type: ignore[attr-defined]
            Membership.objects.filter(user=request.user, workspace__deleted_at=None)  # type: ignore[misc]
            .select_related("workspace")
            .order_by("workspace__name", "pk")
        )
    return request.memberships  # type: ignore[attr-defined, no-any-return]


def last_membership(request: HttpRequest) -> Membership | None:
    """Of the only workspace, or of the one that this session was in last, as long as the person belongs to it."""
    memberships = memberships_of(request)
    if len(memberships) == 1:
        return memberships[0]
    last = request.session.get(LAST_WORKSPACE)
    return next((each for each in memberships if each.workspace.code == last), None)


def enter(request: Any, membership: Membership) -> None:
    """From here on the request is about this workspace, and the pages outside of any keep the way back to it."""
    request.membership, request.workspace = membership, membership.workspace
    if request.session.get(LAST_WORKSPACE) != membership.workspace.code:
        request.session[LAST_WORKSPACE] = membership.workspace.code


def door_of(request: HttpRequest) -> Door:
    """By what right the visitor may sign up, if at all; decided once per request."""
    if not hasattr(request, "door"):
        request.door = sign_up_door(request.session.get(INVITATION, ""))  # type: ignore[attr-defined]
    return request.door  # type: ignore[attr-defined, no-any-return]


def workspace_page[**P](allowed: Allowed = can_view) -> Callable[[Callable[..., HttpResponseBase]], Any]:
    """For views whose address holds `workspace_code`; the view finds `request.workspace` and `request.membership`.

    Signed out: to the sign-in page, whether the workspace exists or not. No member: 404. A member without the
    right: 403. All of it also when the workspace or a membership has gone since the page was asked for.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Any:
        @wraps(view)
        @login_required
        def guarded(request: Any, workspace_code: str, **arguments: Any) -> HttpResponseBase:
            enter(request, _membership(request, workspace_code))
            if not allowed(request.membership):
                raise PermissionDenied
            note_presence(membership=request.membership)
            with surroundings(request.workspace.locale, request.workspace.zone):
                try:
                    return view(request, **arguments)
                except (Workspace.DoesNotExist, Membership.DoesNotExist):  # by now
                    raise Http404 from None

        return guarded

    return decorate


def _membership(request: HttpRequest, code: str) -> Membership:
    for membership in memberships_of(request):
        if membership.workspace.code == code:
            membership.user = request.user  # type: ignore[assignment]
            return membership
    raise Http404
