"""One action: its page, its forms, closing it, and gaps that become actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from accounts.domain.roles import Role
from roadmap.models import Action, Roadmap
from roadmap.operations.actions import Link
from roadmap.operations.comments import write_comment
from roadmap.operations.dependencies import set_needs
from roadmap.operations.from_gaps import make_actions_from_gaps
from tests.browser.pages import Page, World
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.roadmap import make_action, make_roadmap


def _fed(world: World) -> Roadmap:
    """Some gaps have an action, and one of those waits for others."""
    assessment = make_assessment(world.workspace, title="2026 baseline")
    answer_everything(assessment)
    roadmap = make_roadmap(world.workspace, title="Billing", assessment=assessment)
    questions = ["DIS-01", "DIS-02", "DIS-03"]
    make_actions_from_gaps(roadmap=roadmap, assessment=assessment, actor=world.owner, questions=questions)
    return roadmap


def _action(world: World) -> Action:
    """Overdue, with all that an action can have."""
    roadmap = _fed(world)
    action = make_action(
        roadmap,
        title="Drill the restore of the ledger",
        description="**Weekly**\n\n- by whoever is on call",
        question="DIS-05",
        to_level=4,
        owner=world.owner,
        due_date=world.workspace.today - timedelta(days=3),
        links=[Link("The ticket", "https://tracker.northwind.example/OPS-31")],
        external_id="OPS-31",
    )
    waiting = make_action(roadmap, title="Promise an hour to the customers")
    set_needs(action=action, needs=[roadmap.actions.get(question="DIS-01")])
    set_needs(action=waiting, needs=[action])
    write_comment(action=action, actor=world.owner, text="Who has the *keys* of the vault?")
    for number in range(3):
        make_stored_evidence(world.workspace, title=f"Restore drill {number + 1}")
    return action


def _of_action(url_name: str) -> Callable[[World], str]:
    def reach(world: World) -> str:
        action = _action(world)
        return world.at(url_name, roadmap_code=action.roadmap.code, action_code=action.code)

    return reach


def _of_roadmap(url_name: str) -> Callable[[World], str]:
    return lambda world: world.at(url_name, roadmap_code=_fed(world).code)


def _not_fed(world: World) -> str:
    return world.at("action_from_gaps", roadmap_code=make_roadmap(world.workspace, title="Billing").code)


ACTION_FORM_PAGES = [
    Page("action", _of_action("action_detail"), Role.EDITOR),
    Page("action for a viewer", _of_action("action_detail"), Role.VIEWER),
    Page("new action", _of_roadmap("action_create"), Role.EDITOR),
    Page("changing an action", _of_action("action_settings"), Role.EDITOR),
    Page("closing an action", _of_action("action_close"), Role.CONTRIBUTOR),
    Page("giving an action up", _of_action("action_drop"), Role.EDITOR),
    Page("actions from gaps", _of_roadmap("action_from_gaps"), Role.EDITOR),
    Page("actions from gaps, without an assessment", _not_fed, Role.EDITOR),
]
