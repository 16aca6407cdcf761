"""Who takes part, what they declare, and the vendors of a workspace, as programs work with them."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.domain.roles import Role
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_evaluator, make_evaluation
from vendors.domain.stages import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def place(answer: Any) -> str:
    assert answer.status_code == 201, answer.content
    return str(answer["Location"]).removeprefix("http://testserver")


def test_vendor_and_its_contacts() -> None:
    workspace = make_workspace()
    client = ApiClient(owner_of(workspace))
    vendor = place(client.post(at("vendors", workspace.code), {"name": "Kestrel Cloud"}))
    again = client.post(at("vendors", workspace.code), {"name": "KESTREL cloud"})
    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (422, "#/name")
    assert client.patch(vendor, {"website": "kestrel"}, seen=1).status_code == 422
    assert client.patch(vendor, {"website": "https://kestrel.example"}, seen=1).json()["name"] == "Kestrel Cloud"
    contact = place(client.post(f"{vendor}/contacts", {"name": "Jo Park", "email": "jo@kestrel.example"}))
    told = client.patch(contact, {"role": "Sales"})
    assert (told.json()["role"], told.json()["has_email"], b"@" in told.content) == ("Sales", True, False)
    assert client.delete(contact).status_code == 204
    assert client.get(contact).status_code == 404
    assert client.post(f"{contact}/restore").json()["name"] == "Jo Park"
    assert client.delete(vendor, seen=2).status_code == 204
    taking_part = make_evaluation(workspace).proposals.all()[0].vendor
    assert client.delete(at("vendor", workspace.code, taking_part.code), seen="*").status_code == 409


def test_people_are_asked_taken_out_and_back() -> None:
    evaluation = make_evaluation(make_workspace(), evaluators=0)
    workspace = evaluation.workspace
    client, member = ApiClient(owner_of(workspace)), make_member(workspace)
    everybody = at("participants", workspace.code, evaluation.code)
    one = place(client.post(everybody, {"part": "evaluator", "person": member.code}))
    assert client.post(everybody, {"part": "evaluator", "email": member.email}).status_code == 409
    assert client.post(everybody, {"part": "clerk", "person": owner_of(workspace).code}).status_code == 409
    place(client.post(everybody, {"part": "clerk", "email": "somebody@else.example"}))
    told = client.get(everybody)
    assert [(each["person"] is None, each["is_awaited"]) for each in told.json()["results"]] == [
        (False, False),
        (True, True),
    ]
    assert b"else.example" not in told.content
    assert (client.get(one).json()["scored"], ApiClient(member).get(one).json()["scored"]) == (0, None)
    assert client.delete(one).status_code == 204
    assert client.get(one).status_code == 404
    assert client.post(f"{one}/restore").json()["person"]["code"] == member.code


def test_evaluator_declares_before_anything_is_shown() -> None:
    evaluation = make_evaluation(make_workspace(), evaluators=0)
    workspace = evaluation.workspace
    evaluator = make_member(workspace, Role.CONTRIBUTOR)
    add_evaluator(evaluation, evaluator)
    client, moderator = ApiClient(evaluator), ApiClient(owner_of(workspace))
    interests = at("interests", workspace.code, evaluation.code)
    first, second = (each["vendor"] for each in client.get(interests).json()["results"])
    half = client.post(interests, {"interests": [{"vendor": first, "has_conflict": False}]})
    assert (half.status_code, half.json()["errors"][0]["pointer"]) == (422, "#/interests")
    silent = [{"vendor": first, "has_conflict": False}, {"vendor": second, "has_conflict": True}]
    assert client.post(interests, {"interests": silent}).json()["errors"][0]["pointer"] == "#/interests/1/text"
    silent[1]["text"] = "My sister works there."
    said = client.post(interests, {"interests": silent}).json()["results"]
    assert [each["has_conflict"] for each in said] == [False, True]
    evaluation.stage = Stage.SCORING.value
    evaluation.save()
    late = client.post(interests, {"interests": [{"vendor": second, "has_conflict": False}]})
    assert late.status_code == 422
    conflicts = at("conflicts", workspace.code, evaluation.code)
    [told] = moderator.get(conflicts).json()["results"]
    assert (told["person"]["code"], told["text"]) == (evaluator.code, "My sister works there.")
    assert client.get(conflicts).status_code == 404
