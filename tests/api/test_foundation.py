"""What is the same at every endpoint, asked of actions: problems, revisions, keys, pages, and limits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.domain.roles import Role
from accounts.models import IdempotentCall
from accounts.operations.api_calls import KEPT, LEASE, purge_calls
from roadmap.models import Action, Roadmap
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.roadmap import make_action, make_roadmap

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WITH_TITLE_TWICE = '{"title": "One", "title": "Other", "phase": "discover", "effort": "M"}'
ENDLESS = f'{{"effort_days": {"9" * 5000}}}'
NEW = {"title": "Rehearse the restore", "phase": "discover", "effort": "M"}


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


@pytest.fixture
def client(roadmap: Roadmap) -> ApiClient:
    return ApiClient(owner_of(roadmap.workspace))


@pytest.fixture
def actions(roadmap: Roadmap) -> str:
    return at("actions", roadmap.workspace.code, roadmap.code)


def of(action: Action) -> str:
    return at("action", action.roadmap.workspace.code, action.roadmap.code, action.code)


def assert_problem(answer: Any, status: int, name: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = answer.json()
    assert (said["type"], said["status"]) == (f"urn:rungs:problem:{name}", status)
    assert said["request_id"] == answer["X-Request-ID"]
    assert said["detail"].endswith((".", "…"))
    return said


def pointers(problem: dict[str, Any]) -> list[str]:
    return [error["pointer"] for error in problem["errors"]]


def test_action_is_made_read_changed_and_deleted(client: ApiClient, actions: str, roadmap: Roadmap) -> None:
    made = client.post(actions, {**NEW, "links": [{"url": "https://tracker.example/7", "title": "The ticket"}]})
    assert made.status_code == 201, made.content
    address = made["Location"].removeprefix("http://testserver")
    assert made["ETag"] == '"1"'
    changed = client.patch(address, {"title": "Rehearse it monthly"}, seen=1)
    assert changed.status_code == 200, changed.content
    said = changed.json()
    assert (said["title"], said["links"], said["effort"]) == ("Rehearse it monthly", made.json()["links"], "M")
    assert changed["ETag"] == '"2"'
    assert client.delete(address, seen='W/"2"').status_code == 204
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/restore").json()["title"] == "Rehearse it monthly"


def test_write_names_the_revision_it_saw(client: ApiClient, roadmap: Roadmap) -> None:
    address = of(make_action(roadmap, revision=7))
    missing = client.patch(address, {"title": "Mine"})
    assert_problem(missing, 428, "revision-missing")
    assert missing["ETag"] == '"7"'
    stale = client.patch(address, {"title": "Mine"}, seen=6)
    assert assert_problem(stale, 412, "stale")["revision"] == 7
    assert stale["ETag"] == '"7"'
    for nonsense in ("7", '"seven"', '"7" "8"', '"-1"', 'w/"7"'):
        assert_problem(client.patch(address, {"title": "Mine"}, seen=nonsense), 400, "malformed")
    assert client.patch(address, {"title": "Mine"}, seen='"6", W/"7"').status_code == 200
    assert client.patch(address, {"title": "Ours"}, seen="*").status_code == 200
    assert client.patch(address, {"title": "Late"}, seen='"99999999999"').status_code == 400


def test_unknown_and_wrong_fields_are_named(client: ApiClient, actions: str) -> None:
    unknown = client.post(actions, {**NEW, "titel": "x"})
    assert pointers(assert_problem(unknown, 422, "invalid")) == ["#/titel"]
    for field, wrong in {
        "title": 7,
        "impact": "3",
        "due_date": "tomorrow",
        "needs": "all",
        "links": [{"url": 7}],
    }.items():
        found = pointers(assert_problem(client.post(actions, {**NEW, field: wrong}), 422, "invalid"))
        assert found[0].startswith(f"#/{field}"), field
    for field, wrong in {"title": "", "phase": "nowhere", "impact": 6, "owner": "nobody", "needs": ["none"]}.items():
        found = pointers(assert_problem(client.post(actions, {**NEW, field: wrong}), 422, "invalid"))
        assert found == [f"#/{field}"], field
    assert Action.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        '"x"',
        "7",
        '{"title": NaN}',
        '{"title": "\\ud800"}',
        b'{"title": "\xff"}',
        "[" * 100_000,
        WITH_TITLE_TWICE,
        ENDLESS,
    ],
)
def test_body_that_is_none_is_malformed(client: ApiClient, actions: str, body: Any) -> None:
    answer = client.post(actions, body)
    said = assert_problem(answer, 422 if body == "" else 400, "invalid" if body == "" else "malformed")
    assert "sys." not in said["detail"]


def test_second_value_under_a_name_is_not_lost(client: ApiClient, actions: str) -> None:
    said = assert_problem(client.post(actions, WITH_TITLE_TWICE), 400, "malformed")
    assert said["detail"] == "“title” is in the body twice."
    for twice in (
        '{"links": [{"url": "https://a.example", "url": "https://b.example"}]}',
        '{"\\ud800": 1, "\\ud800": 2}',
    ):
        assert_problem(client.post(actions, twice), 400, "malformed")


def test_body_that_is_too_large_is_refused_unread(client: ApiClient, actions: str, settings: Settings) -> None:
    settings.LARGEST_BODY = 100
    assert_problem(client.post(actions, {**NEW, "description": "x" * 100}), 413, "too-large")


def test_other_kinds_of_body_are_refused(client: ApiClient, actions: str) -> None:
    answer = client.client.post(actions, "<x/>", content_type="text/xml", headers=client.headers)
    assert_problem(answer, 415, "unsupported-media-type")
    assert_problem(client.get(actions, Accept="text/html"), 406, "not-acceptable")
    assert_problem(client.put(actions, {}), 405, "method-not-allowed")
    assert_problem(client.get("/api/v1/nowhere"), 404, "not-found")
    client.client.handler.enforce_csrf_checks = True
    assert_problem(client.patch("/api/v1/nowhere", {}), 404, "not-found")


def test_person_of_the_workspace_is_named_by_code(client: ApiClient, actions: str, roadmap: Roadmap) -> None:
    colleague = make_member(roadmap.workspace, Role.EDITOR)
    made = client.post(actions, {**NEW, "owner": colleague.code}).json()
    assert made["owner"] == {"code": colleague.code, "name": str(colleague)}
    stranger = owner_of(make_workspace())
    assert_problem(client.post(actions, {**NEW, "owner": stranger.code}), 422, "invalid")


def test_same_key_makes_nothing_twice(client: ApiClient, actions: str) -> None:
    first = client.post(actions, NEW, Idempotency_Key="a-1")
    again = client.post(actions, dict(reversed(NEW.items())), Idempotency_Key="a-1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert (again["Location"], again["ETag"], again["Idempotent-Replayed"]) == (first["Location"], '"1"', "true")
    assert_problem(client.post(actions, {**NEW, "title": "Other"}, Idempotency_Key="a-1"), 422, "invalid")
    assert client.post(actions, NEW, Idempotency_Key="a-2").status_code == 201
    assert Action.objects.count() == 2
    assert_problem(client.post(actions, NEW, Idempotency_Key="with space"), 400, "malformed")


def test_key_of_what_made_nothing_can_be_used_again(client: ApiClient, actions: str) -> None:
    assert client.post(actions, {**NEW, "phase": "nowhere"}, Idempotency_Key="a-1").status_code == 422
    assert client.post(actions, NEW, Idempotency_Key="a-1").status_code == 201


def test_key_of_a_call_that_runs_is_taken(client: ApiClient, actions: str) -> None:
    client.post(actions, NEW, Idempotency_Key="a-1")
    IdempotentCall.objects.update(status=None)
    running = client.post(actions, NEW, Idempotency_Key="a-1")
    assert_problem(running, 409, "conflict")
    assert running["Retry-After"] == "1"
    IdempotentCall.objects.update(begun_at=timezone.now() - LEASE)
    assert client.post(actions, NEW, Idempotency_Key="a-1").status_code == 201


def test_key_is_kept_for_a_day(client: ApiClient, actions: str) -> None:
    client.post(actions, NEW, Idempotency_Key="a-1")
    IdempotentCall.objects.update(begun_at=timezone.now() - KEPT - timedelta(seconds=1))
    purge_calls(now=timezone.now())
    assert not IdempotentCall.objects.exists()
    assert "Idempotent-Replayed" not in client.post(actions, NEW, Idempotency_Key="a-1")


def test_list_is_read_in_pages_and_nothing_is_missed(client: ApiClient, actions: str, roadmap: Roadmap) -> None:
    codes = [make_action(roadmap).code for _ in range(7)]
    Action.objects.filter(code__in=codes[:5]).update(position=0)  # alike in what the list is ordered by
    found, address = [], f"{actions}?limit=3"
    while address:
        page = client.get(address.removeprefix("http://testserver")).json()
        found += [each["code"] for each in page["results"]]
        address = page["next"]
    assert found == codes
    for wrong in (
        "limit=0",
        "limit=201",
        "limit=x",
        "cursor=x",
        "cursor=cD1ub3BlJm89Mw==",
        "cursor=cD0A&ordering=title",  # p=\0
        "cursor=cD02MTI0LTExLTEwIDExOjM3OjEwLTIzOjM5&ordering=created_at",  # p=6124-11-10 11:37:10-23:39
        "ordering=secret",
        "what=7",
        "format=xml",
        "limit=1&limit=2",
        "state=doing&state=done",
    ):
        assert_problem(client.get(f"{actions}?{wrong}"), 400, "malformed")
    assert_problem(client.get(f"{actions}?state=nowhere"), 400, "malformed")


def test_list_is_filtered_ordered_and_shown_in_part(client: ApiClient, actions: str, roadmap: Roadmap) -> None:
    make_action(roadmap, title="B", state="doing")
    make_action(roadmap, title="A", state="doing")
    make_action(roadmap, title="C")
    found = client.get(f"{actions}?state=doing&ordering=title&fields=title,state").json()["results"]
    assert found == [{"title": "A", "state": "doing"}, {"title": "B", "state": "doing"}]
    assert_problem(client.get(f"{actions}?fields=title,secret"), 400, "malformed")


def test_too_many_calls_in_a_minute(client: ApiClient, actions: str, settings: Settings) -> None:
    settings.API_CALLS_PER_MINUTE = 2
    first = client.get(actions)
    assert first["RateLimit-Policy"] == '"minute";q=2;w=60'
    assert first["RateLimit"].startswith('"minute";r=1;t=')
    client.get(actions)
    over = client.get(actions)
    assert_problem(over, 429, "too-many-requests")
    assert 1 <= int(over["Retry-After"]) <= 61
    assert over["RateLimit"].startswith('"minute";r=0;')


def test_session_of_the_pages_works_with_its_csrf_token(roadmap: Roadmap, actions: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner_of(roadmap.workspace))
    assert browser.get(actions).status_code == 200
    refused = assert_problem(browser.post(actions, NEW, content_type="application/json"), 403, "forbidden")
    assert "X-CSRFToken" in refused["detail"]


def test_fault_of_ours_is_a_problem_without_details(
    client: ApiClient, actions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roadmap.api.actions.create_action", lambda **_: 1 / 0)
    client.client.raise_request_exception = False
    broken = client.post(actions, NEW, Idempotency_Key="a-1")
    assert "division" not in str(assert_problem(broken, 500, "server-error"))
    assert not IdempotentCall.objects.exists()
