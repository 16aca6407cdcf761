"""Workbooks read into an evaluation by the API, each by whoever sent it alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import make_evaluation
from tests.vendors.test_imports import workbook
from vendors.domain.stages import Stage
from vendors.models import Evaluation, Proposal, Score

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def here(evaluation: Evaluation, name: str, *codes: str) -> str:
    return at(name, evaluation.workspace.code, evaluation.code, *codes)


def sent(client: ApiClient, evaluation: Evaluation, kind: str, *rows: Any) -> Any:
    body = {"kind": kind, "file": workbook(*rows)}
    return client.client.post(here(evaluation, "evaluation_imports"), body, headers=client.headers)


def test_vendors_are_looked_at_taken_over_and_undone() -> None:
    evaluation = make_evaluation(make_workspace(), proposals=0)
    client = ApiClient(owner_of(evaluation.workspace))
    answer = sent(client, evaluation, "vendors", ("Firm", "Vendor"), ("Kestrel Cloud", ""), ("Heron", "Rook Systems"))
    assert answer.status_code == 201, answer.content
    found, address = answer.json(), answer["Location"].removeprefix("http://testserver")
    assert (found["headings"], found["columns"]) == (["Firm", "Vendor"], {"name": 1})
    assert [(each["name"], each["trouble"]) for each in found["preview"]["lines"]] == [
        ("no name", "There is no name of a vendor."),
        ("Rook Systems", ""),
    ]
    columns = f"{address}/columns"
    assert client.post(columns, {"columns": {"firm": 0}}).json()["errors"][0]["pointer"] == "#/columns/firm"
    assert client.post(columns, {"columns": {"name": None}}).json()["errors"][0]["pointer"] == "#/columns/name"
    chosen = client.post(columns, {"columns": {"name": 0}}).json()["preview"]
    assert [each["name"] for each in chosen["lines"]] == ["Kestrel Cloud", "Heron"]
    assert client.post(f"{address}/apply", {"fingerprint": found["preview"]["fingerprint"]}).status_code == 409
    applied = client.post(f"{address}/apply", {"fingerprint": chosen["fingerprint"]}).json()
    assert (applied["written"], applied["preview"]) == ({"new_vendors": 2, "proposals": 2}, None)
    assert client.post(f"{address}/apply", {"fingerprint": chosen["fingerprint"]}).status_code == 409
    assert [each["code"] for each in client.get(here(evaluation, "evaluation_imports")).json()["results"]] == [
        found["code"]
    ]
    assert client.post(f"{address}/undo").json() == {"kept": 0}
    assert not Proposal.objects.filter(evaluation=evaluation, deleted_at=None).exists()
    assert client.post(f"{address}/undo").status_code == 409


def test_own_scores_are_read_in_and_nobody_elses() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING, proposals=1, are_names_hidden=True)
    first, second = (ApiClient(each.user) for each in evaluation.participants.order_by("pk"))
    moderator = ApiClient(owner_of(evaluation.workspace))
    rows = (("Vendor", "Key", "Score"), ("Vendor 1", "F-1", 4))
    assert sent(moderator, evaluation, "scores", *rows).json()["errors"][0]["pointer"] == "#/kind"
    answer = sent(first, evaluation, "scores", *rows)
    address = answer["Location"].removeprefix("http://testserver")
    assert (second.get(address).status_code, moderator.get(address).status_code) == (404, 404)
    assert ApiClient(make_member(evaluation.workspace)).get(address).status_code == 403
    first.post(f"{address}/apply", {"fingerprint": answer.json()["preview"]["fingerprint"]})
    assert Score.objects.get().level == 4
    waiting = sent(first, evaluation, "scores", *rows)["Location"].removeprefix("http://testserver")
    assert (first.delete(waiting).status_code, first.get(waiting).status_code) == (204, 404)
