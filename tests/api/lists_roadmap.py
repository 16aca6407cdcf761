"""Lines for tests/api/lists.py."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import Workspace
from roadmap.domain.artifacts import ArtifactAct
from roadmap.operations.artifact_events import note_event
from roadmap.operations.artifacts import add_version
from roadmap.operations.calendars import MOST_OPEN, make_feed
from roadmap.operations.checklists import create_item
from roadmap.operations.comments import write_comment
from roadmap.operations.decisions import create_decision
from roadmap.operations.handovers import add_handover, tick_handover
from tests.api.endpoint_kinds import Filled
from tests.factories.accounts import make_member, owner_of
from tests.factories.artifacts import artifact_of, make_own_artifact
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.gates import make_passing, phase_of
from tests.factories.pilots import make_check_in, make_pilot
from tests.factories.roadmap import make_action, make_roadmap
from tests.factories.tickets import make_ticket_import


def _roadmaps(workspace: Workspace) -> Filled:
    return [workspace.code], lambda: make_roadmap(workspace, actor=make_member(workspace))


def _phases(workspace: Workspace) -> Filled:
    """There are six; each that is passed says by whom."""
    roadmap = make_roadmap(workspace)
    waiting = list(roadmap.phases.all())

    def add() -> Any:
        if waiting:
            make_passing(phase_of(roadmap, waiting.pop().phase), passed_by=make_member(workspace))

    return [workspace.code, roadmap.code], add


def _passings(workspace: Workspace) -> Filled:
    phase = phase_of(make_roadmap(workspace), "discover")

    def add() -> Any:
        gone = {"withdrawn_at": timezone.now(), "withdrawn_by": make_member(workspace)}
        make_passing(phase, passed_by=make_member(workspace), **gone)

    return [workspace.code, phase.roadmap.code, phase.phase], add


def _decisions(workspace: Workspace) -> Filled:
    phase = phase_of(make_roadmap(workspace), "discover")
    codes = [workspace.code, phase.roadmap.code, phase.phase]
    return codes, lambda: create_decision(phase=phase, actor=make_member(workspace), text="Which services count")


def _items(workspace: Workspace) -> Filled:
    roadmap = make_roadmap(workspace)

    def add() -> Any:
        item = create_item(roadmap=roadmap, actor=make_member(workspace), checklist="discover", text="Agree on it")
        roadmap.items.filter(pk=item.pk).update(
            owner=make_member(workspace), done_by=make_member(workspace), done_at=timezone.now()
        )

    return [workspace.code, roadmap.code], add


def _artifacts(workspace: Workspace) -> Filled:
    roadmap = make_roadmap(workspace)
    evidence = make_stored_evidence(workspace)

    def add() -> Any:
        people = {"owner": make_member(workspace), "reviewer": make_member(workspace)}
        artifact = make_own_artifact(roadmap, **people)
        add_version(artifact=artifact, actor=make_member(workspace), link="https://wiki.example/it")
        roadmap.artifacts.filter(pk=artifact.pk).update(accepted_by=make_member(workspace), evidence=evidence)

    return [workspace.code, roadmap.code], add


def _versions(workspace: Workspace) -> Filled:
    artifact = artifact_of(make_roadmap(workspace))

    def add() -> Any:
        add_version(artifact=artifact, actor=make_member(workspace), link="https://wiki.example/it")

    return [workspace.code, artifact.roadmap.code, artifact.code], add


def _events(workspace: Workspace) -> Filled:
    artifact = artifact_of(make_roadmap(workspace))

    def add() -> Any:
        note_event(artifact, ArtifactAct.ASKED, make_member(workspace), version=1)

    return [workspace.code, artifact.roadmap.code, artifact.code], add


def _questions(workspace: Workspace) -> Filled:
    """They are those of the pack."""
    artifact = artifact_of(make_roadmap(workspace, assessment=make_assessment(workspace)))
    return [workspace.code, artifact.roadmap.code, artifact.code], lambda: None


def _pilots(workspace: Workspace) -> Filled:
    roadmap = make_roadmap(workspace)

    def add() -> Any:
        pilot = make_pilot(roadmap, owner=make_member(workspace))
        make_check_in(pilot, "99.7")
        roadmap.pilots.filter(pk=pilot.pk).update(decided_by=make_member(workspace))

    return [workspace.code, roadmap.code], add


def _check_ins(workspace: Workspace) -> Filled:
    pilot = make_pilot(make_roadmap(workspace), days_ago=150)
    days = count(1)
    codes = [workspace.code, pilot.roadmap.code, pilot.code]
    return codes, lambda: make_check_in(pilot, "99.7", days_ago=next(days), actor=make_member(workspace))


def _handovers(workspace: Workspace) -> Filled:
    pilot = make_pilot(make_roadmap(workspace))

    def add() -> Any:
        item = add_handover(pilot=pilot, actor=make_member(workspace), text="The runbook")
        tick_handover(item=item, actor=make_member(workspace), is_done=True)

    return [workspace.code, pilot.roadmap.code, pilot.code], add


def _actions(workspace: Workspace) -> Filled:
    roadmap = make_roadmap(workspace)
    needed = make_action(roadmap)

    def add() -> Any:
        make_action(roadmap, owner=make_member(workspace), needs=[needed])

    return [workspace.code, roadmap.code], add


def _comments(workspace: Workspace) -> Filled:
    action = make_action(make_roadmap(workspace))
    codes = [workspace.code, action.roadmap.code, action.code]
    return codes, lambda: write_comment(action=action, actor=make_member(workspace), text="Soon")


def _gaps(workspace: Workspace) -> Filled:
    """They are those of the assessment; more and more have their action."""
    assessment = make_assessment(workspace)
    assessment.answers.update(state="answered", level=1)
    roadmap = make_roadmap(workspace, assessment=assessment)
    questions = iter(assessment.questions.questions)

    def add() -> Any:
        if question := next(questions, None):
            make_action(roadmap, question=question.id)

    return [workspace.code, roadmap.code], add


def _imports(workspace: Workspace) -> Filled:
    roadmap = make_roadmap(workspace)

    def add() -> Any:
        make_ticket_import(roadmap, ",New,To Do,,,,", applied_at=timezone.now(), made_by=make_member(workspace))

    return [workspace.code, roadmap.code], add


def _feeds(workspace: Workspace) -> Filled:
    """Twenty are all that one person may have."""
    roadmap = make_roadmap(workspace)
    left = list(range(MOST_OPEN))

    def add() -> Any:
        if left:
            left.pop()
            make_feed(workspace=workspace, user=owner_of(workspace), roadmap=roadmap)

    return [workspace.code], add


ROADMAP_LISTS: dict[str, Callable[[Workspace], Filled]] = {
    "api_roadmaps": _roadmaps,
    "api_phases": _phases,
    "api_passings": _passings,
    "api_decisions": _decisions,
    "api_items": _items,
    "api_artifacts": _artifacts,
    "api_artifact_versions": _versions,
    "api_artifact_events": _events,
    "api_artifact_questions": _questions,
    "api_pilots": _pilots,
    "api_check_ins": _check_ins,
    "api_handovers": _handovers,
    "api_actions": _actions,
    "api_action_comments": _comments,
    "api_gaps": _gaps,
    "api_action_imports": _imports,
    "api_calendar_feeds": _feeds,
}

SINGLE_IN_ROADMAPS = {
    "api_roadmap",
    "api_phase",
    "api_passing",
    "api_decision",
    "api_item",
    "api_artifact",
    "api_artifact_markdown",
    "api_artifact_docx",
    "api_artifact_version",
    "api_artifact_version_file",
    "api_pilot",
    "api_check_in",
    "api_handover",
    "api_action",
    "api_action_comment",
    "api_plan",
    "api_action_import",
    "api_progress",
    "api_actions_csv",
    "api_actions_github",
    "api_artifacts_csv",
    "api_calendar_feed",
}
