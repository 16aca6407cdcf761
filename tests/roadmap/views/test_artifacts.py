"""The pages of artifacts: the register and its CSV, ticking, versions, the review, and citing for answers."""

import csv
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.domain.roles import Role
from accounts.models import User
from assessments.models import Assessment, Citation
from roadmap.models import Artifact, Roadmap
from roadmap.operations.artifacts import add_version, change_artifact
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.artifacts import again, artifact_of, make_accepted, make_own_artifact, review_artifact
from tests.factories.assessments import make_assessment
from tests.factories.roadmap import make_roadmap
from tests.factories.uploads import PDF, make_upload
from tests.test_query_budget import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_workspace())


@pytest.fixture
def roadmap(assessment: Assessment) -> Roadmap:
    return make_roadmap(assessment.workspace, assessment=assessment, title="Northwind Billing")


@pytest.fixture
def owner(roadmap: Roadmap, client: Client) -> User:
    owner = owner_of(roadmap.workspace)
    client.force_login(owner)
    return owner


def at(name: str, artifact: Artifact, *more: Any) -> str:
    return reverse(name, args=[artifact.roadmap.workspace.code, artifact.roadmap.code, artifact.code, *more])


def of(name: str, roadmap: Roadmap, **query: str) -> str:
    return reverse(name, args=[roadmap.workspace.code, roadmap.code], query=query)


def rows_of(answer: Any) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(text)))


def test_register_says_how_far_the_artifacts_are(client: Client, roadmap: Roadmap, owner: User) -> None:
    make_accepted(roadmap)
    late = artifact_of(roadmap, "baseline-report")
    yesterday = roadmap.workspace.today - timedelta(days=1)
    change_artifact(artifact=late, actor=owner, seen=1, due_date=yesterday, owner=owner)
    page = client.get(of("artifact_list", roadmap)).text
    assert "1 of 25 artifacts accepted, 1 overdue" in page
    assert "4 of 4" in page
    assert "Access and integration register" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "accepted"}, {"SLI and SLO register"}),
        ({"show": "overdue"}, {"Baseline report"}),
        ({"show": "mine"}, {"SLI and SLO register", "Baseline report"}),
        ({"show": "review"}, {"SLI and SLO register"}),
        ({"phase": "validate", "state": "accepted"}, set()),
    ],
)
def test_csv_is_what_the_register_shows(
    client: Client, roadmap: Roadmap, owner: User, query: dict[str, str], found: set[str]
) -> None:
    today = roadmap.workspace.today
    make_accepted(roadmap, review_date=today + timedelta(days=20))
    late = artifact_of(roadmap, "baseline-report")
    change_artifact(artifact=late, actor=owner, seen=1, due_date=today - timedelta(days=1), owner=owner)
    assert {row["Artifact"] for row in rows_of(client.get(of("artifacts_csv", roadmap, **query)))} == found
    page = client.get(of("artifact_list", roadmap, **query)).text
    assert all(title in page for title in found)
    assert ("Nothing matches" in page) == (not found)


def test_csv_holds_no_formula(client: Client, roadmap: Roadmap, owner: User) -> None:
    make_own_artifact(roadmap, title="=1+1", note="-2+3")
    row = next(
        row
        for row in rows_of(client.get(of("artifacts_csv", roadmap)))
        if row["Done"] == "0" and "1+1" in row["Artifact"]
    )
    assert (row["Artifact"], row["Note"], row["Status"], row["Of"]) == ("'=1+1", "'-2+3", "Not started", "2")


def test_senseless_filter_shows_everything_and_says_so(client: Client, roadmap: Roadmap, owner: User) -> None:
    answer = client.get(of("artifact_list", roadmap, phase="nowhere"))
    assert answer.status_code == 422
    assert "Baseline report" in answer.text


def test_own_artifact_is_added_changed_deleted_and_taken_back(client: Client, roadmap: Roadmap, owner: User) -> None:
    typed = {"title": "Map of suppliers", "phase": "discover", "done_when": "Each has an owner\r\n\r\nEach is linked"}
    answer = client.post(of("artifact_create", roadmap), {**typed, "title": ""})
    assert answer.status_code == 422
    assert "Each has an owner" in answer.text
    client.post(of("artifact_create", roadmap), typed)
    artifact = Artifact.objects.get(kind="", roadmap=roadmap)
    assert artifact.done_when == ["Each has an owner", "Each is linked"]
    changed = {**typed, "revision": "1", "done_when": "Each is linked", "outline": "Suppliers"}
    assert client.post(at("artifact_change", artifact), changed).status_code == 302
    artifact.refresh_from_db()
    assert (artifact.done_when, artifact.outline, artifact.title) == (["Each is linked"], ["Suppliers"], typed["title"])
    listed = client.post(at("artifact_delete", artifact), follow=True).text
    assert at("artifact_restore", artifact) in listed
    assert client.get(at("artifact_detail", artifact)).status_code == 404
    client.post(at("artifact_restore", artifact))
    assert client.get(at("artifact_detail", artifact)).status_code == 200


def test_two_lines_that_are_the_same_are_refused(client: Client, roadmap: Roadmap, owner: User) -> None:
    typed = {"title": "Map", "phase": "discover", "done_when": "Each is linked\nEach is linked"}
    answer = client.post(of("artifact_create", roadmap), typed)
    assert answer.status_code == 422
    assert "The same line stands there twice." in answer.text


def test_two_who_change_the_same_are_asked(client: Client, roadmap: Roadmap, owner: User) -> None:
    artifact = artifact_of(roadmap)
    other = make_member(roadmap.workspace, Role.EDITOR)
    change_artifact(artifact=artifact, actor=other, seen=1, note="Theirs")
    typed = {"revision": "1", "note": "Mine", "initial-note": ""}
    answer = client.post(at("artifact_change", artifact), typed)
    assert answer.status_code == 409
    assert "Mine" in answer.text
    assert "Theirs" in answer.text


def test_two_who_tick_two_sentences_tick_both(client: Client, roadmap: Roadmap, owner: User) -> None:
    artifact = artifact_of(roadmap)
    shown = {f"initial-tick-{number}": "False" for number in range(4)}
    for box in ("tick-0", "tick-2"):
        answer = client.post(at("artifact_tick", artifact), {"revision": "1", **shown, box: "on"})
        assert answer.status_code == 302
    assert again(artifact).ticks == [0, 2]
    assert "2 of 4 done" in client.get(at("artifact_detail", artifact)).text


def test_ticking_what_was_accepted_meanwhile_is_refused(client: Client, roadmap: Roadmap, owner: User) -> None:
    artifact = make_accepted(roadmap)
    answer = client.post(at("artifact_tick", artifact), {"revision": str(artifact.revision)})
    assert answer.status_code == 409
    assert "It was accepted meanwhile." in answer.text
    assert again(artifact).ticks == [0, 1, 2, 3]


def test_version_with_a_file_is_kept_and_handed_out(client: Client, roadmap: Roadmap, owner: User) -> None:
    artifact = artifact_of(roadmap)
    client.post(at("artifact_version", artifact), {"upload": make_upload(name="slo.pdf"), "note": "*First*"})
    answer = client.get(at("artifact_file", artifact, 1))
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="slo.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "<em>First</em>" in client.get(at("artifact_detail", artifact)).text
    assert client.get(at("artifact_file", artifact, 2)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Add a file or a link, so that others can read it."),
        ({"link": "javascript:alert(1)"}, "Write a link that starts with https:// or http://."),
        ({"upload": ("tool.pdf", b"MZ\x00\x01")}, "This is a program"),
    ],
)
def test_bad_version_is_refused_and_what_was_typed_stays(
    client: Client, roadmap: Roadmap, owner: User, typed: dict[str, Any], sentence: str
) -> None:
    artifact = artifact_of(roadmap)
    if upload := typed.get("upload"):
        typed = {"upload": make_upload(upload[1], upload[0])}
    answer = client.post(at("artifact_version", artifact), {**typed, "note": "What is new here"})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "What is new here" in answer.text
    assert not artifact.versions.exists()


def test_version_of_what_is_accepted_asks_whether_its_content_is_new(
    client: Client, roadmap: Roadmap, owner: User
) -> None:
    artifact = make_accepted(roadmap)
    link = {"link": "https://wiki.example/slo"}
    assert "Say whether the content is new." in client.post(at("artifact_version", artifact), link).text
    client.post(at("artifact_version", artifact), {**link, "content": "same"})
    assert again(artifact).status == "accepted"
    client.post(at("artifact_version", artifact), {**link, "content": "new"})
    assert again(artifact).status == "draft"


def test_from_asking_to_citing(client: Client, roadmap: Roadmap, owner: User) -> None:
    artifact = artifact_of(roadmap)
    add_version(artifact=artifact, actor=make_member(roadmap.workspace), link="https://wiki.example/slo")
    seen = str(again(artifact).revision)
    assert client.post(at("artifact_ask", artifact), {"revision": seen}).status_code == 422
    client.post(at("artifact_ask", artifact), {"revision": seen, "reviewer": owner.pk})
    seen = str(again(artifact).revision)
    refused = client.post(at("artifact_accept", artifact), {"revision": seen, "reason": ""})
    assert "Say why it is accepted although something is open." in refused.text
    client.post(at("artifact_accept", artifact), {"revision": seen, "reason": "The rest is on its way."})
    page = client.get(at("artifact_detail", artifact)).text
    assert "The rest is on its way." in page
    assert 'value="DIS-02"' in page
    assert not Citation.objects.exists()
    assert client.post(at("artifact_cite", artifact)).status_code == 422
    client.post(at("artifact_cite", artifact), {"questions": ["DIS-02", "COD-09"]})
    cited = Citation.objects.filter(evidence=again(artifact).evidence_id)
    assert set(cited.values_list("answer__question", flat=True)) == {"DIS-02", "COD-09"}
    page = client.get(at("artifact_detail", artifact)).text
    assert 'value="DIS-02"' not in page
    assert 'value="DIS-03"' in page
    again_ = client.post(at("artifact_cite", artifact), {"questions": ["DIS-02"]})
    assert again_.status_code == 422
    assert "cannot cite it any more" in again_.text


def test_locked_section_is_not_offered(client: Client, roadmap: Roadmap, owner: User) -> None:
    artifact = make_accepted(roadmap)
    Assessment.objects.update(locked_phases=["discover"])
    page = client.get(at("artifact_detail", artifact)).text
    assert 'value="DIS-02"' not in page
    assert 'value="COD-09"' in page
    client.post(at("artifact_cite", artifact), {"questions": ["DIS-02"]})
    assert not Citation.objects.exists()


def test_nothing_is_offered_where_no_assessment_feeds_the_roadmap(
    client: Client, roadmap: Roadmap, owner: User
) -> None:
    artifact = make_accepted(make_roadmap(roadmap.workspace))
    page = client.get(at("artifact_detail", artifact)).text
    assert "No assessment feeds this roadmap" in page
    assert client.post(at("artifact_cite", artifact), {"questions": ["DIS-02"]}).status_code == 422


def accept(client: Client, artifact: Artifact, **typed: str) -> HttpResponse:
    return client.post(at("artifact_accept", artifact), {"revision": str(artifact.revision), **typed})  # type: ignore[return-value]


def test_whoever_added_the_version_may_not_accept_it_where_others_can(
    client: Client, roadmap: Roadmap, owner: User
) -> None:
    artifact = review_artifact(roadmap, by=owner)
    assert "Nobody else here could accept it" in client.get(at("artifact_review", artifact)).text
    make_member(roadmap.workspace, Role.EDITOR)
    assert "Somebody else accepts it" in client.get(at("artifact_review", artifact)).text
    assert accept(client, artifact).status_code == 403
    assert again(artifact).status == "in_review"


def test_accepting_alone_says_so(client: Client, roadmap: Roadmap, owner: User) -> None:
    artifact = review_artifact(roadmap, by=owner)
    assert accept(client, artifact).status_code == 302
    assert "nobody else could accept it" in client.get(at("artifact_detail", artifact)).text


def test_accepting_an_older_page_shows_what_is_new(client: Client, roadmap: Roadmap, owner: User) -> None:
    artifact = review_artifact(roadmap)
    add_version(artifact=artifact, actor=make_member(roadmap.workspace), link="https://wiki.example/newest")
    answer = accept(client, artifact, review_date="2030-01-02")
    assert answer.status_code == 409
    assert "https://wiki.example/newest" in answer.text
    assert "2030-01-02" in answer.text
    assert again(artifact).status == "in_review"


@pytest.mark.parametrize("days", [0, -1, 4000])
def test_review_date_lies_ahead(client: Client, roadmap: Roadmap, owner: User, days: int) -> None:
    artifact = review_artifact(roadmap)
    chosen = (roadmap.workspace.today + timedelta(days=days)).isoformat()
    answer = accept(client, artifact, review_date=chosen)
    assert answer.status_code == 422
    assert "Choose a day after today" in answer.text


def test_sending_back_needs_a_reason_and_shows_it(client: Client, roadmap: Roadmap, owner: User) -> None:
    artifact = review_artifact(roadmap)
    typed = {"revision": str(artifact.revision)}
    assert client.post(at("artifact_send_back", artifact), typed).status_code == 422
    client.post(at("artifact_send_back", artifact), {**typed, "reason": "The ceilings are missing."})
    assert "The ceilings are missing." in client.get(at("artifact_detail", artifact)).text


def test_reviewer_who_only_reads_accepts(client: Client, roadmap: Roadmap, owner: User) -> None:
    artifact, viewer = review_artifact(roadmap), make_member(roadmap.workspace)
    client.force_login(viewer)
    assert accept(client, artifact).status_code == 403
    Artifact.objects.filter(pk=artifact.pk).update(reviewer=viewer)
    assert accept(client, artifact).status_code == 302
    assert again(artifact).accepted_by == viewer


def test_pages_ask_little_and_no_more_with_thirty_rows(client: Client, roadmap: Roadmap, owner: User) -> None:
    artifact = make_accepted(roadmap)
    pages = [of("artifact_list", roadmap), at("artifact_detail", artifact)]
    few = [queries_of(client, page) for page in pages]
    for number in range(30):
        make_own_artifact(roadmap, owner=make_member(roadmap.workspace))
        add_version(artifact=artifact, actor=owner, link=f"https://wiki.example/{number}", is_new_content=False)
    assert [queries_of(client, page) for page in pages] == few
    assert max(few) <= 11
