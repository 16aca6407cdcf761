from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.domain.roles import Role
from assessments.models import Assessment, Citation
from tests.factories.accounts import make_member, make_workspace
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence

SAID: tuple[dict[str, Any], ...] = (
    {"state": "answered", "level": 4},
    {"state": "answered", "level": 2},
    {"state": "unknown"},
    {"state": "answered", "level": 5},
    {"state": "not_applicable", "reason": "accepted_risk", "note": "Signed."},
    {"state": "answered", "level": 1},
)


@pytest.fixture
def assessment() -> Assessment:
    """Every kind of answer, with evidence that counts, lapses within a month, or has lapsed."""
    workspace = make_workspace(name="Northwind Billing")
    assessment = make_assessment(workspace, title="2026 baseline", phase_targets={"scale": 3})
    pieces = [
        make_stored_evidence(workspace, title="Restore drill"),
        make_stored_evidence(workspace, title="Runbook <i>", evidence_class="document", days_old=160),
        make_stored_evidence(workspace, title="Load test", days_old=200),
    ]
    for number, answer in enumerate(assessment.answers.order_by("pk")):
        for name, value in SAID[number % len(SAID)].items():
            setattr(answer, name, value)
        answer.save()
        if number % 5 < len(pieces):
            Citation.objects.create(answer=answer, evidence=pieces[number % 5])
    return assessment


@pytest.fixture
def viewer(client: Client, assessment: Assessment) -> Client:
    client.force_login(make_member(assessment.workspace, Role.VIEWER))
    return client
