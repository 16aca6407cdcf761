"""API tokens, as their secret and their owners find them."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.domain.tokens import is_secret
from accounts.models import ApiToken, Membership, User
from accounts.queries.invitations import hash_of


def token_of(secret: str) -> ApiToken | None:
    """The token with this secret, its person and its workspace, in one query.

    None for whatever opens nothing, without telling why: no such secret, revoked, expired, its workspace deleted, or
    whoever it acts as switched off.
    """
    if not is_secret(secret):
        return None
    working = ApiToken.objects.working(timezone.now()).filter(secret_hash=hash_of(secret))
    return working.select_related("user", "workspace").first()


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Those that were not revoked, also when they have run out; the newest first.

    `is_made_by_owner`, of a workspace's: whoever made it, and so may know its secret, still owns the workspace.
    """
    owners = Membership.objects.filter(workspace=OuterRef("workspace"), role=Role.OWNER.value)
    return (
        ApiToken.objects.filter(user=user, revoked_at=None)
        .annotate(is_made_by_owner=Exists(owners.filter(user=OuterRef("made_by"))))
        .select_related("workspace", "made_by")
        .order_by("-pk")
    )
