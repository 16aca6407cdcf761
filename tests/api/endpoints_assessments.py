"""Lines for tests/api/endpoints.py."""

from __future__ import annotations

from typing import Any

from accounts.models import Workspace
from tests.api.endpoint_kinds import EDITOR, VIEWER, Appointed, Endpoint, Open, Personal
from tests.factories.assessments import make_assessment


def _itself(workspace: Workspace) -> dict[str, Any]:
    return {"code": make_assessment(workspace).code}


ASSESSMENTS: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_assessments": Endpoint(get=VIEWER, post=EDITOR),
    "api_assessment": Endpoint(_itself, get=VIEWER, patch=EDITOR, delete=EDITOR),
    "api_assessment_restore": Endpoint(_itself, post=EDITOR),
    "api_assessment_duplicate": Endpoint(_itself, post=EDITOR),
}
