"""Roadmaps for tests."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from accounts.models import Workspace
from roadmap.models import Action, Roadmap
from roadmap.operations.actions import create_action
from roadmap.operations.roadmaps import create_roadmap
from tests.factories.accounts import owner_of
from tests.factories.assessments import shipped_pack

START = date(2026, 9, 7)

_numbers = count(1)


def make_roadmap(workspace: Workspace, **fields: Any) -> Roadmap:
    """Of the shipped pack, from 7 September 2026 on, by the workspace's owner, without an assessment."""
    values = {"title": f"Roadmap {next(_numbers)}", "actor": owner_of(workspace), "start_date": START, **fields}
    values.setdefault("pack", values["assessment"].pack if values.get("assessment") else shipped_pack())
    return create_roadmap(workspace=workspace, **values)


def make_action(roadmap: Roadmap, **fields: Any) -> Action:
    """To do, of medium effort and impact 3, in the first phase, by the workspace's owner."""
    values = {"title": f"Action {next(_numbers)}", "actor": owner_of(roadmap.workspace), "phase": "discover", **fields}
    return create_action(roadmap=roadmap, **values)
