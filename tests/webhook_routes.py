"""Who may open which address of webhooks: their owners, and nobody else; see tests/routes.py."""

from typing import Any

from accounts.domain.roles import Role
from accounts.models import Workspace
from tests.factories.webhooks import make_delivery, make_webhook
from tests.route_kinds import Anyone, Member, Person


def _webhook(workspace: Workspace) -> dict[str, Any]:
    return {"webhook_code": make_webhook(workspace).code}


def _delivery(workspace: Workspace) -> dict[str, Any]:
    delivery = make_delivery(make_webhook(workspace))
    return {"webhook_code": delivery.webhook.code, "delivery_code": delivery.code}


WEBHOOK_ROUTES: dict[str, Anyone | Person | Member] = {
    "settings_webhook_list": Member(Role.OWNER),
    "settings_webhook_create": Member(Role.OWNER),
    "settings_webhook_detail": Member(Role.OWNER, _webhook),
    "settings_webhook_change": Member(Role.OWNER, _webhook),
    "settings_webhook_delivery": Member(Role.OWNER, _delivery),
    "settings_webhook_delivery_resend": Member(Role.OWNER, _delivery, post_only=True),
    **{
        f"settings_webhook_{name}": Member(Role.OWNER, _webhook, post_only=True)
        for name in ("rotate", "delete", "restore", "pause", "resume", "test", "resend")
    },
}
