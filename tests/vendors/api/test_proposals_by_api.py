"""Proposals as programs work with them, and what of them is sealed for whom."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.domain.roles import Role
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.uploads import make_upload
from tests.factories.vendor_portal import make_document
from tests.factories.vendors import add_clerk, add_evaluator, declare, make_evaluation
from vendors.domain.stages import Stage
from vendors.models import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def place(answer: Any) -> str:
    assert answer.status_code == 201, answer.content
    return str(answer["Location"]).removeprefix("http://testserver")


def test_proposal_is_entered_answered_withdrawn_and_deleted() -> None:
    evaluation = make_evaluation(make_workspace(), evaluators=0)
    client = ApiClient(owner_of(evaluation.workspace))
    everyone = at("proposals", evaluation.workspace.code, evaluation.code)
    proposal = place(client.post(everyone, {"name": "Kestrel Cloud"}))
    assert client.post(everyone, {"name": "kestrel cloud"}).status_code == 409
    came = {"description": "Two regions.", "submitted_at": "2026-01-02T03:04:05Z"}
    assert client.patch(proposal, {"submitted_at": "2099-01-01T00:00:00Z"}, seen=1).status_code == 422
    changed = client.patch(proposal, came, seen=1)
    assert (changed.json()["submitted_at"], changed["ETag"]) == ("2026-01-02T03:04:05Z", '"2"')
    answered = client.patch(f"{proposal}/answers/F-1", {"text": "It fits."}, seen=1).json()["answers"]
    first = answered[0]
    assert (first["criterion"], first["text"], first["revision"]) == ("F-1", "It fits.", 2)
    assert client.patch(f"{proposal}/answers/F-1", {"text": "Twice."}, seen=1).status_code == 412
    assert client.patch(f"{proposal}/answers/gone", {"text": "It fits."}, seen=1).status_code == 404
    listed = {each["name"]: each["answered"] for each in client.get(everyone).json()["results"]}
    assert (listed["Kestrel Cloud"], len(listed)) == (1, 3)
    assert client.post(f"{proposal}/withdraw", {}).status_code == 422
    assert client.post(f"{proposal}/withdraw", {"reason": "Bankrupt."}).json()["withdrawn_reason"] == "Bankrupt."
    assert client.post(f"{proposal}/reinstate").json()["withdrawn_at"] is None
    assert client.delete(proposal).status_code == 204
    assert client.get(proposal).status_code == 404
    assert client.post(f"{proposal}/restore").json()["name"] == "Kestrel Cloud"


def test_what_is_sealed_is_not_there() -> None:
    evaluation = make_evaluation(make_workspace(), evaluators=0, are_names_hidden=True)
    workspace, first = evaluation.workspace, evaluation.proposals.get(number=1)
    priced = make_document(first, title="What it costs", is_price=True)
    evaluator, clerk = make_member(workspace, Role.CONTRIBUTOR), make_member(workspace)
    declare(add_evaluator(evaluation, evaluator), first)
    add_clerk(evaluation, clerk)
    evaluation.stage = Stage.SCORING.value
    evaluation.save()
    proposal = at("proposal", workspace.code, evaluation.code, first.code)
    told = ApiClient(evaluator).get(proposal).json()
    assert (told["name"], told["vendor"], told["documents"]) == ("Vendor 1", None, [])
    assert (told["description"], told["submissions"]) == ("What we propose.", None)
    read_by_clerk = ApiClient(clerk).get(proposal)
    assert [each["code"] for each in read_by_clerk.json()["documents"]] == [priced.code]
    assert (read_by_clerk.json()["description"], "ETag" in read_by_clerk) == (None, False)
    assert ApiClient(make_member(workspace)).get(proposal).status_code == 404


def test_document_is_added_fetched_removed_and_taken_back() -> None:
    evaluation = make_evaluation(make_workspace(), evaluators=0, are_names_hidden=True)
    workspace, first = evaluation.workspace, evaluation.proposals.get(number=1)
    moderator, clerk = ApiClient(owner_of(workspace)), ApiClient(add_clerk(evaluation).user)
    here = at("proposal_documents", workspace.code, evaluation.code, first.code)

    def sent(client: ApiClient, **said: Any) -> Any:
        body = {"title": "Contract", "upload": make_upload(name="kestrel.pdf"), **said}
        return client.client.post(here, body, headers=client.headers)

    assert sent(moderator, criterion="gone").json()["errors"][0]["pointer"] == "#/criterion"
    assert sent(moderator, is_price="true").json()["errors"][0]["pointer"] == "#/is_price"
    assert (
        sent(moderator, upload=make_upload(b"MZ\x90\x00\x03", name="kestrel.exe")).json()["errors"][0]["pointer"]
        == "#/upload"
    )
    words, price = place(sent(moderator, criterion="F-1")), place(sent(clerk, title="What it costs"))
    assert [moderator.get(each).status_code for each in (words, price)] == [200, 404]
    assert [clerk.get(each).status_code for each in (words, price)] == [404, 200]
    assert b"".join(moderator.get(f"{words}/file").streaming_content).startswith(b"%PDF")
    assert [clerk.delete(words).status_code, moderator.delete(price).status_code] == [404, 404]
    assert (moderator.delete(words).status_code, moderator.get(words).status_code) == (204, 404)
    assert moderator.post(f"{words}/restore").json()["file_name"] == "kestrel.pdf"
    assert ApiClient(make_member(workspace)).get(words).status_code == 404


def test_what_a_vendor_handed_in_stays() -> None:
    evaluation = make_evaluation(make_workspace(), evaluators=0)
    first = evaluation.proposals.get(number=1)
    said: dict[str, Any] = {"content": {}, "content_hash": "0" * 64, "submitted_at": first.submitted_at}
    Submission.objects.create(proposal=first, number=1, **said)
    client = ApiClient(owner_of(evaluation.workspace))
    proposal = at("proposal", evaluation.workspace.code, evaluation.code, first.code)
    assert client.get(proposal).json()["submissions"][0]["content_hash"] == "0" * 64
    assert client.patch(proposal, {"description": "Better."}, seen="*").status_code == 409


def test_private_link_is_told_once() -> None:
    evaluation = make_evaluation(make_workspace(), evaluators=0)
    client = ApiClient(owner_of(evaluation.workspace))
    first = evaluation.proposals.get(number=1)
    links = at("proposal_links", evaluation.workspace.code, evaluation.code, first.code)
    made = client.post(links, {"email": "jo@kestrel.example"}, Idempotency_Key="once")
    again = client.post(links, {"email": "jo@kestrel.example"}, Idempotency_Key="once")
    assert (made.status_code, "/proposal/" in made.json()["address"]) == (201, True)
    assert (again.status_code, again.json().get("address")) == (201, None)
    told = client.get(links)
    [link] = told.json()["results"]
    assert (link["code"], link["has_email"], b"@" in told.content) == (made.json()["link"]["code"], True, False)
    assert client.post(f"{links}/{link['code']}/revoke").json()["revoked_at"]
    assert client.get(links).json()["results"] == []
    assert client.post(f"{links}/{link['code']}/restore").json()["revoked_at"] is None
