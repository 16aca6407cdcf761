"""Assessments by the API: made, read, changed, copied, deleted and taken back."""

from __future__ import annotations

import pytest

from assessments.domain.review import Standing
from assessments.models import Assessment
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment, shipped_pack
from tests.factories.reviews import PHASE, bring_to

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NEW = {"title": "Baseline", "pack": "saas-reliability", "scope": "core", "profile": {"stage": ["before_launch"]}}


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_workspace())


@pytest.fixture
def client(assessment: Assessment) -> ApiClient:
    return ApiClient(owner_of(assessment.workspace))


@pytest.fixture
def address(assessment: Assessment) -> str:
    return at("assessment", assessment.workspace.code, assessment.code)


def pointers(answer: object) -> list[str]:
    assert answer.status_code == 422, answer.content  # type: ignore[attr-defined]
    return [error["pointer"] for error in answer.json()["errors"]]  # type: ignore[attr-defined]


def test_assessment_is_made_of_a_pack(client: ApiClient, assessment: Assessment) -> None:
    shipped_pack()
    all_ = at("assessments", assessment.workspace.code)
    made = client.post(all_, NEW)
    assert made.status_code == 201, made.content
    said = client.get(made["Location"].removeprefix("http://testserver")).json()
    assert said == made.json()
    assert (said["scope"], said["profile"], said["target"]) == ("core", NEW["profile"], 4)
    assert said["pack"]["code"] == "saas-reliability"
    counts = said["result"]["counts"]
    assert (counts["unanswered"], said["result"]["progress"]) == (counts["total"], "not_started")
    assert said["result"]["scores"]["low"] is not None
    for field, wrong in {
        "pack": "nobody",
        "scope": "half",
        "target": 9,
        "phase_targets": {"nowhere": 3},
        "profile": {"stage": ["before_launch", "in_production"]},
    }.items():
        assert pointers(client.post(all_, {**NEW, field: wrong}))[0].startswith(f"#/{field}"), field
    found = client.get(f"{all_}?title=BASE&scope=core&fields=title").json()["results"]
    assert found == [{"title": "Baseline"}]


def test_settings_are_changed_in_part(client: ApiClient, assessment: Assessment, address: str) -> None:
    colleague = make_member(assessment.workspace)
    first = client.patch(address, {"phase_targets": {"discover": 3, "architect": 5}, "owner": colleague.code}, seen=1)
    assert first.status_code == 200, first.content
    assert first.json()["owner"]["code"] == colleague.code
    second = client.patch(address, {"phase_targets": {"architect": 2}, "reassess_days": None}, seen=2).json()
    assert (second["phase_targets"], second["reassess_days"], second["title"]) == (
        {"architect": 2},
        None,
        assessment.title,
    )
    assert client.patch(address, {"owner": None}, seen=3).json()["owner"] is None
    assert pointers(client.patch(address, {"phase_targets": {"architect": 9}}, seen=4)) == ["#/phase_targets/architect"]
    assert client.patch(address, {"title": "Late"}, seen=1).status_code == 412


def test_assessment_is_copied_deleted_and_taken_back(client: ApiClient, assessment: Assessment, address: str) -> None:
    copied = client.post(f"{address}/duplicate", {"title": "Afresh", "with_answers": False}, Idempotency_Key="c-1")
    assert copied.status_code == 201, copied.content
    assert copied.json()["code"] != assessment.code
    assert client.delete(address).status_code == 428
    assert client.delete(address, seen=1).status_code == 204
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/restore").json()["title"] == assessment.title


def test_locked_phases_are_told(client: ApiClient, assessment: Assessment, address: str) -> None:
    bring_to(assessment, Standing.SUBMITTED)
    assert client.get(address).json()["locked_phases"] == [PHASE]
