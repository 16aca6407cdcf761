"""Who may open which address about a workspace's service accounts; see tests/routes.py."""

from typing import Any

from accounts.domain.roles import Role
from accounts.models import Workspace
from tests.factories.accounts import make_service_account, make_token
from tests.route_kinds import Anyone, Appointed, Member, Person


def _account(workspace: Workspace) -> dict[str, Any]:
    return {"user_code": make_service_account(workspace).code}


def _token(workspace: Workspace) -> dict[str, Any]:
    token = make_token(make_service_account(workspace), workspace=workspace)
    return {"user_code": token.user.code, "token_code": token.code}


SERVICE_ROUTES: dict[str, Anyone | Appointed | Person | Member] = {
    "service_account_list": Member(Role.OWNER),
    "service_account_create": Member(Role.OWNER),
    "service_account_detail": Member(Role.OWNER, _account),
    "service_account_remove": Member(Role.OWNER, _account),
    "service_token_create": Member(Role.OWNER, _account),
    "service_token_revoke": Member(Role.OWNER, _token),
}
