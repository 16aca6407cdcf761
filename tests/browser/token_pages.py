"""Pages of API tokens and service accounts, for the list of pages that a browser test looks at."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from tests.browser.pages import Page, World
from tests.factories.accounts import make_member, make_service_account, make_token


def _own(world: World) -> str:
    """One of each kind: used, reading only in one workspace, and over."""
    now = timezone.now()
    make_token(world.owner, name="My laptop", last_used_at=now, expires_at=now + timedelta(days=90))
    make_token(world.owner, name="Nightly export", workspace=world.workspace, role="viewer", is_read_only=True)
    make_token(world.owner, name="Old one", expires_at=now - timedelta(days=1))
    return reverse("token_list")


def _revoking(world: World) -> str:
    return reverse("token_revoke", args=[make_token(world.owner, name="My laptop").code])


def _program(url_name: str) -> Callable[[World], str]:
    """With tokens, one of them made by somebody who owns nothing any more."""

    def reach(world: World) -> str:
        account = make_service_account(world.workspace, name="Build server")
        make_service_account(world.workspace, Role.VIEWER, name="Data warehouse, nightly, of the finance department")
        now = timezone.now()
        make_token(account, name="Runner 1", workspace=world.workspace, made_by=world.owner, last_used_at=now)
        make_token(account, name="Runner 0", workspace=world.workspace, made_by=make_member(world.workspace))
        return world.at(url_name, **({"user_code": account.code} if url_name.endswith("detail") else {}))

    return reach


TOKEN_PAGES = [
    Page("own tokens", _own, Role.OWNER),
    Page("own tokens, none yet", "/account/tokens/", Role.OWNER),
    Page("revoking a token", _revoking, Role.OWNER),
    Page("service accounts", _program("service_account_list"), Role.OWNER),
    Page("service accounts, none yet", lambda world: world.at("service_account_list"), Role.OWNER),
    Page("new service account", lambda world: world.at("service_account_create"), Role.OWNER),
    Page("service account", _program("service_account_detail"), Role.OWNER),
    Page("members with programs", _program("member_list"), Role.VIEWER),
]
