"""Scoring by the API: an evaluator's own sheet, and nobody else's."""

from __future__ import annotations

import pytest

from tests.api.client import ApiClient, at
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.vendors import add_evaluator, make_evaluation
from vendors.domain.stages import Stage
from vendors.models import Evaluation, Score

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WHOLE = {"level": 4, "rationale": "They showed it.", "proof": "verified", "evidence": "Their contract."}


def here(evaluation: Evaluation, name: str, *codes: str) -> str:
    return at(name, evaluation.workspace.code, evaluation.code, *codes)


def test_sheet_is_scored_handed_in_and_taken_back() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING, proposals=1, are_names_hidden=True)
    own = evaluation.participants.all()[0].user
    client, proposal = ApiClient(own), evaluation.proposals.get()
    sheet = here(evaluation, "sheet")
    told = client.get(sheet).json()
    assert (told["version"], told["total"], told["done"], told["may_score"]) == (1, 4, 0, True)
    assert told["proposals"] == [{"code": proposal.code, "name": "Vendor 1"}]
    cell = here(evaluation, "score", proposal.code, "F-1")
    assert client.patch(cell, {"level": 4}).status_code == 428
    assert client.patch(cell, {"level": 6}, seen=0).status_code == 422
    assert client.patch(cell, {"level": 4, "proof": "claimed"}, seen=1).status_code == 412
    given = client.patch(cell, {"level": 4, "proof": "claimed"}, seen=0)
    said = given.json()
    assert (given["ETag"], said["level"], said["counts"], said["lacks"]) == ('"1"', 4, 2, "rationale")
    assert client.patch(cell, {"level": 0}, seen=0).status_code == 412
    assert "scores lack something" in client.post(f"{sheet}/submit", {}).json()["detail"]
    whole = client.patch(cell, WHOLE, seen=1).json()
    assert (whole["lacks"], whole["revision"], whole["proof"]) == (None, 2, "verified")
    refused = client.post(f"{sheet}/submit", {})
    assert (refused.status_code, "has no score" in refused.json()["detail"]) == (409, True)
    assert client.post(f"{sheet}/submit", {"leaves_unscored": True}).json()["submitted_at"]
    assert client.patch(cell, {"level": 0}, seen=2).status_code == 409
    assert client.post(f"{sheet}/reopen").json()["submitted_at"] is None
    assert client.patch(cell, {"level": None}, seen=2).json()["level"] is None


def test_sheet_is_for_its_evaluator_alone() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING)
    first, second = evaluation.participants.all()
    proposal = evaluation.proposals.all()[0]
    Score.objects.create(participant=second, proposal=proposal, criterion="F-1", level=5)
    cell = here(evaluation, "score", proposal.code, "F-1")
    told = ApiClient(first.user).get(cell)
    assert (told.json()["level"], told["ETag"]) == (None, '"0"')
    assert ApiClient(owner_of(evaluation.workspace)).get(cell).status_code == 403
    undeclared = ApiClient(add_evaluator(evaluation).user)
    assert undeclared.get(cell).status_code == 404
    assert undeclared.get(here(evaluation, "sheet")).json()["undeclared"] == 2
    assert "conflict of interest" in undeclared.post(here(evaluation, "sheet_submit"), {}).json()["detail"]
