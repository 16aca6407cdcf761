"""API tokens, as their secret and their owners find them."""

from django.utils import timezone

from accounts.domain.tokens import is_secret
from accounts.models import ApiToken
from accounts.queries.invitations import hash_of


def token_of(secret: str) -> ApiToken | None:
    """The token with this secret, its person and its workspace, in one query.

    None for whatever opens nothing, without telling why: no such secret, revoked, expired, its workspace deleted, or
    whoever it acts as switched off.
    """
    if not is_secret(secret):
        return None
    working = ApiToken.objects.working(timezone.now()).filter(secret_hash=hash_of(secret))
    token: ApiToken | None = working.select_related("user", "workspace").first()
    return token
