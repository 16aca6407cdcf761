"""Items of checklists and artifacts, as programs work with them."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.domain.roles import Role
from roadmap.models import Roadmap
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, owner_of
from tests.factories.artifacts import artifact_of, make_accepted, review_artifact
from tests.factories.assessments import make_assessment
from tests.factories.uploads import make_upload

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def place(made: Any) -> str:
    assert made.status_code == 201, made.content
    return str(made["Location"].removeprefix("http://testserver"))


def of_artifact(roadmap: Roadmap, name: str = "artifact", kind: str = "slo-register") -> str:
    return at(name, roadmap.workspace.code, roadmap.code, artifact_of(roadmap, kind).code)


def test_item_of_the_pack_is_ticked_and_stays(roadmap: Roadmap, client: ApiClient) -> None:
    items = at("items", roadmap.workspace.code, roadmap.code)
    first = client.get(f"{items}?checklist=discover&limit=1").json()["results"][0]
    assert first["text"] == roadmap.questions.phase["discover"].checklist[0].text
    item = f"{items}/{first['code']}"
    ticked = client.post(f"{item}/tick").json()
    assert (ticked["done_by"]["code"], ticked["revision"]) == (owner_of(roadmap.workspace).code, 2)
    assert [each["code"] for each in client.get(f"{items}?is_done=true").json()["results"]] == [first["code"]]
    assert client.post(f"{item}/untick").json()["done_at"] is None
    assert client.patch(item, {"note": "Ask Kim"}, seen=3).json()["note"] == "Ask Kim"
    assert client.patch(item, {"text": "Something else"}, seen=4).status_code == 422
    assert client.delete(item, seen=4).status_code == 409


def test_own_item_comes_and_goes(roadmap: Roadmap, client: ApiClient) -> None:
    items = at("items", roadmap.workspace.code, roadmap.code)
    own = place(client.post(items, {"checklist": "discover", "text": "Invite the team", "due_date": "2026-12-01"}))
    assert client.patch(own, {"text": "Invite both teams"}, seen=1).json()["due_date"] == "2026-12-01"
    assert client.delete(own, seen=2).status_code == 204
    assert client.get(own).status_code == 404
    assert client.post(f"{own}/restore").json()["text"] == "Invite both teams"
    assert (
        client.post(items, {"checklist": "nowhere", "text": "Invite"}).json()["errors"][0]["pointer"] == "#/checklist"
    )


def test_own_artifact_comes_and_goes(roadmap: Roadmap, client: ApiClient) -> None:
    artifacts = at("artifacts", roadmap.workspace.code, roadmap.code)
    about = {"title": "Runbook", "phase": "discover", "done_when": ["It is written", "It is read"]}
    own = place(client.post(artifacts, about))
    ticked = client.post(f"{own}/tick", {"ticks": [1]}, seen=1).json()
    assert (ticked["ticks"], ticked["status"], ticked["version"]) == ([1], "draft", 0)
    assert client.post(f"{own}/tick", {"ticks": [2]}, seen=2).json()["errors"][0]["pointer"] == "#/ticks"
    changed = client.patch(own, {"done_when": ["It is read"]}, seen=2).json()
    assert (changed["ticks"], changed["title"]) == ([0], "Runbook")
    assert client.delete(own, seen=3).status_code == 204
    assert client.post(f"{own}/restore").json()["done_when"] == ["It is read"]
    packs = of_artifact(roadmap)
    assert client.delete(packs, seen=1).status_code == 409
    assert client.patch(packs, {"title": "Other"}, seen=1).status_code == 422


def test_version_with_a_file_is_added_and_downloaded(roadmap: Roadmap, client: ApiClient) -> None:
    versions = of_artifact(roadmap, "artifact_versions")
    assert client.post(versions, {"note": "Nothing to read"}).status_code == 422
    upload = make_upload(name="register.pdf")
    sent = {"upload": upload, "note": "First"}
    version = place(client.client.post(versions, sent, headers=client.headers))
    said = client.get(version).json()
    assert (said["number"], said["file"], said["note"]) == (1, "register.pdf", "First")
    file = client.get(f"{version}/file")
    upload.seek(0)
    assert file.getvalue() == upload.read()
    assert "attachment" in file["Content-Disposition"]
    linked = place(client.post(versions, {"link": "https://wiki.example/register"}))
    assert client.get(f"{linked}/file").status_code == 404
    assert client.get(of_artifact(roadmap)).json()["version"] == 2


def test_artifact_is_reviewed_by_somebody_else(roadmap: Roadmap, client: ApiClient) -> None:
    artifact = of_artifact(roadmap)
    writer, reader = make_member(roadmap.workspace, Role.CONTRIBUTOR), make_member(roadmap.workspace)
    working, reading = ApiClient(writer), ApiClient(reader)
    working.post(f"{artifact}/versions", {"link": "https://wiki.example/register"})
    assert working.post(f"{artifact}/accept", {}, seen=2).status_code == 403
    asked = working.post(f"{artifact}/ask", {"reviewer": reader.code}, seen=2)
    assert (asked.status_code, asked.json()["status"]) == (200, "in_review")
    assert reading.post(f"{artifact}/send-back", {}, seen=3).status_code == 422
    assert reading.post(f"{artifact}/send-back", {"reason": "No dates"}, seen=3).json()["status"] == "draft"
    assert reading.post(f"{artifact}/send-back", {"reason": "No dates"}, seen=4).status_code == 409
    working.post(f"{artifact}/ask", {}, seen=4)
    assert reading.post(f"{artifact}/accept", {}, seen=5).json()["errors"][0]["pointer"] == "#/reason"
    accepted = reading.post(f"{artifact}/accept", {"reason": "Good enough"}, seen=5).json()
    assert (accepted["status"], accepted["accepted_by"]["code"]) == ("accepted", reader.code)
    assert accepted["evidence"]
    acts = [each["act"] for each in client.get(f"{artifact}/events").json()["results"]]
    assert acts == ["accepted", "asked", "sent_back", "asked"]


def test_nobody_accepts_what_they_added(roadmap: Roadmap, client: ApiClient) -> None:
    make_member(roadmap.workspace, Role.EDITOR)
    artifact = review_artifact(roadmap, by=owner_of(roadmap.workspace))
    answer = client.post(of_artifact(roadmap) + "/accept", {}, seen=artifact.revision)
    assert (answer.status_code, "added" in answer.json()["detail"]) == (403, True)


def test_accepted_artifact_is_cited_and_found_again(roadmap: Roadmap, client: ApiClient) -> None:
    artifact = of_artifact(roadmap)
    assert client.post(f"{artifact}/cite", {"questions": ["DIS-02"]}).status_code == 409
    assessment = make_assessment(roadmap.workspace)
    Roadmap.objects.update(assessment=assessment)
    make_accepted(roadmap)
    assert client.post(f"{artifact}/cite", {"questions": ["COD-01"]}).status_code == 422
    assert client.post(f"{artifact}/cite", {"questions": ["DIS-02"]}).status_code == 200
    cited = {each["question"]: each["is_cited"] for each in client.get(f"{artifact}/questions").json()["results"]}
    assert cited == {"DIS-02": True, "DIS-03": False, "DIS-04": False, "COD-09": False}
    artifacts = at("artifacts", roadmap.workspace.code, roadmap.code)
    assert [each["kind"] for each in client.get(f"{artifacts}?status=accepted").json()["results"]] == ["slo-register"]


@pytest.mark.parametrize(("ending", "begins"), [("md", b"# "), ("docx", b"PK")])
def test_template_is_downloaded(roadmap: Roadmap, client: ApiClient, ending: str, begins: bytes) -> None:
    answer = client.get(f"{of_artifact(roadmap)}/template.{ending}")
    assert answer.getvalue().startswith(begins)
    assert answer["Content-Disposition"].endswith(f'.{ending}"')
