"""What the frame around every page shows."""

from typing import Any

from django.http import HttpRequest

from accounts.access import memberships_of
from accounts.models import Notice


def frame(request: HttpRequest) -> dict[str, Any]:
    """The person's workspaces, the current one, and the number of unread notices; nothing for who is signed out."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    return {
        "memberships": memberships_of(request),
        "workspace": getattr(request, "workspace", None),
        "membership": getattr(request, "membership", None),
        "unread_notices": Notice.objects.filter(user=request.user, read_at=None).count(),
    }
