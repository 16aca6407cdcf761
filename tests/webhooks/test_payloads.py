"""Each event, as the operation that causes it logs it, and what receivers are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Workspace
from accounts.operations.activity import log_activity
from assessments.operations.answers import save_answer
from core.addresses import full_address
from roadmap.operations.changing import Changes, change_actions
from roadmap.operations.gates import pass_gate
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment, make_milestone
from tests.factories.gates import open_at, phase_of
from tests.factories.reports import make_run
from tests.factories.roadmap import close_action, make_action, make_roadmap
from tests.factories.webhooks import make_webhook
from webhooks.models import Delivery
from webhooks.operations.feeding import read_events
from webhooks.queries.payloads import payload_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


def told(workspace: Workspace) -> list[dict[str, Any]]:
    read_events(now=timezone.now())
    found = Delivery.objects.select_related("webhook__workspace", "activity__actor").order_by("pk")
    return [payload_of(delivery) for delivery in found]


def test_answer_leads_to_its_question(workspace: Workspace) -> None:
    assessment, owner = make_assessment(workspace), owner_of(workspace)
    make_webhook(workspace)
    save_answer(
        workspace=workspace,
        assessment=assessment.code,
        question="ARC-11",
        actor=owner,
        seen=1,
        said={"state": "answered", "level": 3},
    )
    [said] = told(workspace)
    page = reverse("question_detail", args=[workspace.code, assessment.code, "ARC-11"])
    assert (said["event"], said["who"]) == ("answer.changed", {"code": owner.code, "name": str(owner)})
    assert said["what"] == {
        "kind": "assessment",
        "code": assessment.code,
        "name": assessment.title,
        "page": full_address(page),
        "api": full_address(reverse("api_answer", args=[workspace.code, assessment.code, "ARC-11"])),
    }
    assert said["detail"] == {"question": "ARC-11", "before": "unanswered", "after": "3"}


def test_milestone_gate_and_action_lead_to_their_pages(workspace: Workspace) -> None:
    assessment, roadmap = make_assessment(workspace), make_roadmap(workspace)
    action, phase = make_action(roadmap), phase_of(roadmap, "discover")
    make_webhook(workspace)
    milestone = make_milestone(assessment)
    later = workspace.today + timedelta(days=30)
    opened, owner = open_at(phase), owner_of(workspace)
    pass_gate(phase=phase, actor=owner, seen_open=opened, reason="The drill is late.", expires_date=later)
    close_action(action)
    said_of = {said["event"]: said for said in told(workspace)}
    pages = {event: (said["what"]["kind"], said["what"]["page"]) for event, said in said_of.items()}
    assert pages["gate.passed"] == ("roadmap", full_address(roadmap.get_absolute_url()))
    assert said_of["gate.passed"]["detail"] == {"phase": "Discover and align", "open": len(opened)}
    assert pages["milestone.frozen"] == ("milestone", full_address(milestone.get_absolute_url()))
    assert pages["action.done"] == ("action", full_address(action.get_absolute_url()))
    assert said_of["action.done"]["what"]["api"] == full_address(
        reverse("api_action", args=[workspace.code, roadmap.code, action.code])
    )


def test_many_actions_closed_at_once_are_one_event_with_their_codes(workspace: Workspace) -> None:
    roadmap = make_roadmap(workspace)
    actions = [make_action(roadmap) for _ in range(3)]
    make_webhook(workspace)
    owner, seen = owner_of(workspace), {action.code: action.revision for action in actions}
    change_actions(roadmap=roadmap, actor=owner, seen=seen, changes=Changes(effort="L"))
    seen = {code: revision + 1 for code, revision in seen.items()}
    change_actions(roadmap=roadmap, actor=owner, seen=seen, changes=Changes(state="done"))
    [said] = told(workspace)
    assert (said["event"], said["what"]["kind"], said["what"]["code"]) == ("action.done", "roadmap", roadmap.code)
    assert sorted(said["detail"]["done"]) == sorted(action.code for action in actions)


def test_report_leads_to_its_page_as_long_as_it_is_there(workspace: Workspace) -> None:
    run = make_run(make_assessment(workspace))
    make_webhook(workspace)
    log_activity(workspace=workspace, actor=None, verb="report.made", target=run)
    [said] = told(workspace)
    assert (said["event"], said["who"]) == ("report.ready", None)
    assert said["what"]["page"] == full_address(run.get_absolute_url())
    assert said["what"]["api"] == full_address(reverse("api_report", args=[workspace.code, run.code]))
    type(run).objects.filter(pk=run.pk).update(deleted_at=timezone.now())
    assert told(workspace)[0]["what"]["page"] is None


def test_workspaces_of_others_hear_nothing(workspace: Workspace) -> None:
    make_webhook(make_workspace())
    make_milestone(make_assessment(workspace))
    assert told(workspace) == []
