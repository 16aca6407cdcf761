"""What the frame around every page shows."""

from typing import Any

from django.http import HttpRequest

from accounts.access import last_membership, memberships_of
from accounts.models import Notice


def frame(request: HttpRequest) -> dict[str, Any]:
    """The person's workspaces, the current one, and the number of unread notices; nothing for who is signed out.

    `membership` is there inside a workspace only; `bar_membership` is the one that the bar and the navigation show,
    which on the pages outside of any is the last one.
    """
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    membership = getattr(request, "membership", None)
    return {
        "memberships": memberships_of(request),
        "workspace": getattr(request, "workspace", None),
        "membership": membership,
        "bar_membership": membership or last_membership(request),
        "unread_notices": Notice.objects.filter(user=request.user, read_at=None).count(),
    }
