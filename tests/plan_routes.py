"""Who may open which address of a plan, a calendar and one's own work; see tests/routes.py."""

from typing import Any

from accounts.domain.roles import Role
from accounts.models import Workspace
from roadmap.models import AcceptedPlan
from roadmap.operations.calendars import make_feed
from tests.factories.accounts import owner_of
from tests.factories.roadmap import make_roadmap
from tests.route_kinds import Anyone, Member, Person


def _roadmap_code(workspace: Workspace) -> dict[str, Any]:
    return {"roadmap_code": make_roadmap(workspace).code}


def _plan(workspace: Workspace) -> dict[str, Any]:
    plan = AcceptedPlan.objects.create(roadmap=make_roadmap(workspace))
    return {"roadmap_code": plan.roadmap.code, "plan_code": plan.code}


def _feed(workspace: Workspace) -> dict[str, Any]:
    """Of the workspace's owner: nobody else revokes it."""
    feed = make_feed(workspace=workspace, user=owner_of(workspace), roadmap=None).feed
    return {"workspace_code": workspace.code, "feed_code": feed.code}


PLAN_ROUTES: dict[str, Anyone | Person | Member] = {
    "my_work": Person(),
    "plan_detail": Member(arguments=_roadmap_code),
    "plan_accept": Member(Role.EDITOR, _roadmap_code, post_only=True),
    "plan_undo": Member(Role.EDITOR, _plan, post_only=True),
    "calendar_list": Member(),
    "calendar_create": Member(post_only=True),
    "calendar_revoke": Person(_feed, post_only=True),
    "calendar_restore": Person(_feed, post_only=True),
    "calendar_feed": Anyone(status=404, arguments=lambda workspace: {"secret": "no-such"}),
}
