"""Plans, imports, exports, figures and calendars, as programs work with them."""

from __future__ import annotations

from typing import Any

import pytest

from roadmap.models import CalendarFeed, Roadmap
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member
from tests.factories.roadmap import close_action, make_action
from tests.factories.tickets import jira_file, ticket_row
from tests.factories.uploads import make_upload

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def below(roadmap: Roadmap, rest: str) -> str:
    return at("roadmap", roadmap.workspace.code, roadmap.code) + rest


def place(made: Any) -> str:
    assert made.status_code == 201, made.content
    return str(made["Location"].removeprefix("http://testserver"))


def test_plan_is_read_taken_over_and_undone(roadmap: Roadmap, client: ApiClient) -> None:
    one, two = make_action(roadmap), make_action(roadmap)
    plan = client.get(below(roadmap, f"/plan?capacity=10&without={two.code}")).json()
    assert (plan["capacity"], plan["set_aside"], plan["accepted"]) == (10, [two.code], None)
    [fitting] = plan["fitting"]
    assert (fitting["code"], fitting["due_date_now"]) == (one.code, None)
    assert client.get(below(roadmap, "/plan?capacity=lots")).status_code == 400
    taken = {name: fitting[name] for name in ("code", "revision", "start_date", "due_date")}
    backwards = {**taken, "due_date": "2020-01-01"}
    assert client.post(below(roadmap, "/plan/accept"), {"actions": [backwards]}).status_code == 422
    accepted = client.post(below(roadmap, "/plan/accept"), {"actions": [taken]}).json()
    assert (accepted["changed"], accepted["stale"], accepted["gone"]) == ([one.code], [], 0)
    assert client.post(below(roadmap, "/plan/accept"), {"actions": [taken]}).json()["stale"] == [one.code]
    assert client.get(below(roadmap, "/plan")).json()["accepted"]["code"] == accepted["plan"]
    undo = below(roadmap, f"/plans/{accepted['plan']}/undo")
    assert client.post(undo).json() == {"count": 1, "kept": 0}
    assert client.post(undo).status_code == 409


def test_tickets_are_looked_at_taken_over_and_undone(roadmap: Roadmap, client: ApiClient) -> None:
    action = make_action(roadmap)
    rows = [ticket_row(action, summary="Said elsewhere", status="Parked"), ",New there,To Do,,,,"]
    upload = make_upload(jira_file(*rows), name="export.csv")
    imported = place(client.client.post(below(roadmap, "/imports"), {"file": upload}, headers=client.headers))
    preview = client.get(imported).json()
    assert [line["verdict"] for line in preview["lines"]] == ["matched", "new"]
    assert preview["lines"][0]["values"] == {"title": "Said elsewhere"}
    assert client.post(f"{imported}/apply", {"states": {"Unheard": "done"}, "seen": {}}).status_code == 422
    assert client.post(f"{imported}/apply", {}).status_code == 422
    body = {"states": {"Parked": "waiting"}, "phase": "discover", "seen": {action.code: 1}}
    applied = client.post(f"{imported}/apply", body)
    assert applied.status_code == 200, applied.content
    assert [each["became"] for each in applied.json()["became"]] == ["changed", "added"]
    assert applied.json()["became"][0]["now"] == {"title": "Said elsewhere", "state": "waiting"}
    assert client.post(f"{imported}/apply", body).status_code == 409
    assert client.delete(imported).status_code == 409
    assert len(client.get(below(roadmap, "/imports")).json()["results"]) == 1
    assert client.post(f"{imported}/undo").json()["undone_at"]
    assert [each["title"] for each in client.get(below(roadmap, "/actions")).json()["results"]] == [action.title]


def test_preview_is_forgotten(roadmap: Roadmap, client: ApiClient) -> None:
    upload = make_upload(jira_file(",New there,To Do,,,,"), name="export.csv")
    imported = place(client.client.post(below(roadmap, "/imports"), {"file": upload}, headers=client.headers))
    assert client.delete(imported).status_code == 204
    assert client.get(imported).status_code == 404


def test_actions_and_artifacts_go_out_as_files(roadmap: Roadmap, client: ApiClient) -> None:
    done, waiting = make_action(roadmap, title="Drill it"), make_action(roadmap, title="Write it down")
    close_action(done)
    everything = client.get(below(roadmap, "/exports/actions.csv")).getvalue().decode()
    assert (done.title in everything, waiting.title in everything) == (True, True)
    found = client.get(below(roadmap, "/exports/actions.csv?state=done")).getvalue().decode()
    assert (done.title in found, waiting.title in found) == (True, False)
    script = client.get(below(roadmap, "/exports/github-issues.sh")).getvalue().decode()
    assert (done.title in script, waiting.title in script) == (False, True)
    assert client.get(below(roadmap, "/exports/actions.csv?effort=XL")).status_code == 400
    register = client.get(below(roadmap, "/exports/artifacts.csv"))
    assert roadmap.questions.artifacts[0].title in register.getvalue().decode()
    assert "attachment" in register["Content-Disposition"]


def test_progress_is_told_in_numbers(roadmap: Roadmap, client: ApiClient) -> None:
    close_action(make_action(roadmap))
    make_action(roadmap, due_date="2026-09-08")
    said = client.get(below(roadmap, "/progress")).json()
    assert (said["actions"], said["states"]["done"]) == ({"done": 1, "total": 2}, 1)
    assert (said["overdue"]["actions"], said["late"][0]["since"]) == (1, "2026-09-08")
    assert said["phases"][0]["phase"] == "discover"
    assert said["phases"][0]["actions"]["done"] == 3


def test_address_of_a_calendar_is_shown_once(roadmap: Roadmap, client: ApiClient) -> None:
    feeds = at("calendar_feeds", roadmap.workspace.code)
    made = client.post(feeds, {"roadmap": roadmap.code}, Idempotency_Key="a-1")
    feed, address = place(made), made.json()["address"]
    assert client.client.get(address).status_code == 200
    assert client.post(feeds, {"roadmap": roadmap.code}, Idempotency_Key="a-1").json()["address"] != address
    assert "address" not in client.get(feed).json()
    assert ApiClient(make_member(roadmap.workspace)).get(feed).status_code == 404
    assert client.delete(feed).status_code == 204
    assert client.client.get(address).status_code == 404
    assert client.post(f"{feed}/restore").json()["roadmap"] == roadmap.code
    assert client.client.get(address).status_code == 200
    assert CalendarFeed.objects.count() == 1
