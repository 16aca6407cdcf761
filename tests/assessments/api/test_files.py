"""Answers that go out in a file and come back, by the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import Assessment
from tests.api.client import ApiClient, at
from tests.factories.accounts import owner_of
from tests.factories.answer_files import FIRST, THIRD, answer, make_workbook, set_cell
from tests.factories.assessments import make_assessment

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("few_rows")]


@pytest.fixture
def client(assessment: Assessment) -> ApiClient:
    return ApiClient(owner_of(assessment.workspace))


def send(client: ApiClient, address: str, data: bytes, name: str = "answers.xlsx", **more: Any) -> Any:
    return client.client.post(address, {"file": SimpleUploadedFile(name, data), **more}, headers=client.headers)


def test_workbook_comes_back_is_taken_in_and_undone(client: ApiClient, assessment: Assessment) -> None:
    where = (assessment.workspace.code, assessment.code)
    out = client.get(at("workbook", *where))
    assert out.getvalue().startswith(b"PK")
    data = make_workbook(assessment, lambda book: set_cell(book, FIRST, "Note", "Of the file."))
    answer(assessment, FIRST, note="Of somebody else.")
    sent = send(client, at("imports", *where), data)
    assert sent.status_code == 201, sent.content
    address = sent["Location"].removeprefix("http://testserver")
    preview = client.get(address).json()["preview"]
    [line] = preview["lines"]
    assert (line["question"], line["open"], line["stored"]["note"], line["filed"]["note"]) == (
        FIRST,
        ["note"],
        "Of somebody else.",
        "Of the file.",
    )
    body = {"fingerprint": preview["fingerprint"]}
    assert client.post(f"{address}/apply", body).status_code == 409
    assert client.post(f"{address}/apply", {**body, "fingerprint": "other", "pick_all": "file"}).status_code == 409
    picks = [{"question": FIRST, "unit": "note", "pick": "file"}]
    applied = client.post(f"{address}/apply", {**body, "picks": picks})
    assert (applied.status_code, applied.json()["changes"][0]["question"]) == (200, FIRST)
    assert assessment.answers.get(question=FIRST).note == "Of the file."
    assert [each["code"] for each in client.get(at("imports", *where)).json()["results"]] == [applied.json()["code"]]
    assert client.get(address).json()["preview"] is None
    assert client.post(f"{address}/undo").json()["kept"] == []
    assert assessment.answers.get(question=FIRST).note == "Of somebody else."
    assert client.post(f"{address}/undo").status_code == 409


def test_workbook_of_elsewhere_or_of_nothing_is_refused(client: ApiClient, assessment: Assessment) -> None:
    imports = at("imports", assessment.workspace.code, assessment.code)
    other = make_assessment(assessment.workspace)
    data = make_workbook(other, lambda book: set_cell(book, THIRD, "Note", "Theirs."))
    refused = send(client, imports, data)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/is_other_meant")
    meant = send(client, imports, data, is_other_meant="true")
    assert meant.status_code == 201, meant.content
    address = meant["Location"].removeprefix("http://testserver")
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    broken = send(client, imports, b"no workbook")
    assert (broken.status_code, broken.json()["errors"][0]["pointer"]) == (422, "#/file")


def test_assessment_is_made_of_a_file(client: ApiClient, assessment: Assessment) -> None:
    where = (assessment.workspace.code, assessment.code)
    data = client.get(at("answers_json", *where)).getvalue()
    sent = send(client, at("answer_files", assessment.workspace.code), data, "answers.json", pack="saas-reliability")
    assert sent.status_code == 201, sent.content
    address = sent["Location"].removeprefix("http://testserver")
    held = client.get(address).json()
    assert (held["title"], held["evidence"]) == (assessment.title, 1)
    begun = client.post(f"{address}/begin", {"title": "Taken in"}, Idempotency_Key="f-1")
    assert (begun.status_code, begun.json()["title"]) == (201, "Taken in")
    assert begun.json()["result"]["counts"]["answered"] == 1
    assert client.post(f"{address}/begin", {"title": "Twice"}).status_code == 409
    broken = send(client, at("answer_files", assessment.workspace.code), b"{", "answers.json", pack="saas-reliability")
    assert broken.json()["errors"][0]["pointer"] == "#/file"
