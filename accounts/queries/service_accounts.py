"""The programs that belong to a workspace."""

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from accounts.models import Membership, User, Workspace

MADE = "service.made"
"""The verb by which the log knows every service account that a workspace has ever had."""


def service_accounts_of(workspace: Workspace) -> QuerySet[Membership]:
    """By name, with `tokens`, how many of its tokens work, and `used_at`, when one was last used."""
    of_account = Q(user__api_tokens__revoked_at=None)
    works = of_account & (Q(user__api_tokens__expires_at=None) | Q(user__api_tokens__expires_at__gt=timezone.now()))
    return (
        Membership.objects.filter(workspace=workspace, user__is_service=True)
        .select_related("user")
        .annotate(tokens=Count("user__api_tokens", filter=works), used_at=Max("user__api_tokens__last_used_at"))
        .order_by("user__name", "pk")
    )


def find_service_account(workspace: Workspace, code: str) -> Membership:
    """Raises Membership.DoesNotExist."""
    found = Membership.objects.select_related("user").get(workspace=workspace, user__code=code, user__is_service=True)
    found.workspace = workspace
    return found


def service_accounts_ever_in(workspace: Workspace) -> QuerySet[User]:
    """Also those that were removed: their names stay with what they did, for as long as there is the workspace."""
    made = workspace.activities.filter(verb=MADE).values("object_code")
    return User.objects.filter(is_service=True, code__in=made)
