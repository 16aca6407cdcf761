"""Who calls: somebody with a token, or somebody who has signed in to the pages."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.models import ApiToken, User
from accounts.operations.tokens import note_use
from accounts.queries.tokens import token_of


class TokenAuthentication(BaseAuthentication):
    """Authorization: Bearer rungs_…"""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        token = token_of(secret.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            raise AuthenticationFailed(_("This token is not known, has expired or was revoked."))
        note_use(token=token, now=timezone.now())
        request._request._cached_user = token.user  # type: ignore[attr-defined]  # the log says whose request it was
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Rungs"'
