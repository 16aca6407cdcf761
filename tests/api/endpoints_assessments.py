"""Lines for tests/api/endpoints.py."""

from __future__ import annotations

from typing import Any

from accounts.models import Workspace
from tests.api.endpoint_kinds import CONTRIBUTOR, EDITOR, VIEWER, Appointed, Endpoint, Open, Personal
from tests.factories.assessments import make_assessment


def _itself(workspace: Workspace) -> dict[str, Any]:
    return {"code": make_assessment(workspace).code}


def _one(workspace: Workspace) -> dict[str, Any]:
    return {"assessment_code": make_assessment(workspace).code}


def _question(workspace: Workspace) -> dict[str, Any]:
    return {**_one(workspace), "question": "ARC-11"}


def _section(workspace: Workspace) -> dict[str, Any]:
    return {**_one(workspace), "kind": "phase", "group": "architect"}


ASSESSMENTS: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_assessments": Endpoint(get=VIEWER, post=EDITOR),
    "api_assessment": Endpoint(_itself, get=VIEWER, patch=EDITOR, delete=EDITOR),
    "api_assessment_restore": Endpoint(_itself, post=EDITOR),
    "api_assessment_duplicate": Endpoint(_itself, post=EDITOR),
    "api_assessment_tree": Endpoint(_one, get=VIEWER),
    "api_sections": Endpoint(_one, get=VIEWER),
    "api_section_complete": Endpoint(_section, post=CONTRIBUTOR),
    "api_section_reopen": Endpoint(_section, post=CONTRIBUTOR),
    "api_section_confirm": Endpoint(_section, post=CONTRIBUTOR),
    "api_reviews": Endpoint(_one, get=VIEWER, post=CONTRIBUTOR),
    "api_review_events": Endpoint(_one, get=VIEWER),
    "api_answers": Endpoint(_one, get=VIEWER, put=CONTRIBUTOR),
    "api_answer": Endpoint(_question, get=VIEWER, patch=CONTRIBUTOR),
    "api_answer_history": Endpoint(_question, get=VIEWER),
    "api_answer_restore": Endpoint(_question, post=CONTRIBUTOR),
    "api_answer_confirm": Endpoint(_question, post=CONTRIBUTOR),
}
