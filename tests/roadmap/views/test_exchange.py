"""The pages by which actions go to another tracker and come back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.domain.roles import Role
from roadmap.models import Action, ActionImport, Roadmap
from roadmap.operations.actions import change_action
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.roadmap import fill_roadmap, make_action, make_roadmap
from tests.factories.tickets import jira_file, make_ticket_import, ticket_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


@pytest.fixture
def page(client: Client, roadmap: Roadmap) -> Client:
    client.force_login(owner_of(roadmap.workspace))
    return client


def at(roadmap: Roadmap, end: str) -> str:
    return f"/w/{roadmap.workspace.code}/roadmaps/{roadmap.code}/actions/{end}"


def send(page: Client, roadmap: Roadmap, data: bytes) -> Any:
    return page.post(at(roadmap, "imports/"), {"file": SimpleUploadedFile("export.csv", data)})


def shown(page: Client, address: str) -> tuple[str, dict[str, str]]:
    """The page, and what its form sends unless somebody changes it."""
    answer = page.get(address)
    hidden = {name: answer.context[name] for name in ("shown", "seen")}
    return answer.content.decode(), hidden


def test_download_that_is_sent_back_changes_nothing(page: Client, roadmap: Roadmap) -> None:
    fill_roadmap(roadmap, 30)
    make_action(roadmap, title="=1+1", description="- first\n- second")
    downloaded = page.get(at(roadmap, "actions.csv"))
    assert downloaded["Content-Disposition"].endswith('.csv"')
    said = page.get(send(page, roadmap, downloaded.content)["Location"]).content.decode()
    assert "This file would change nothing" in said
    assert "31 rows say what is stored already." in said


def test_filters_of_the_list_choose_what_goes_out(page: Client, roadmap: Roadmap) -> None:
    make_action(roadmap, title="Architecture", phase="architect")
    make_action(roadmap, title="Discovery, open")
    make_action(roadmap, title="Discovery, done", state="done")
    said = page.get(at(roadmap, "exchange/?phase=discover&state=all&nonsense=1")).content.decode()
    assert "Only the 2 actions go out" in said
    assert 'actions.csv?state=all&amp;phase=discover"' in said
    sent = page.get(at(roadmap, "actions.csv?phase=discover&state=all")).content.decode()
    assert ("Discovery, open" in sent, "Discovery, done" in sent, "Architecture" in sent) == (True, True, False)
    script = page.get(at(roadmap, "github-issues.sh?phase=architect")).content.decode()
    assert ("Architecture" in script, "Discovery" in script) == (True, False)


def test_script_holds_open_actions_with_their_addresses(page: Client, roadmap: Roadmap) -> None:
    action = make_action(roadmap, title="Don't; $(reboot)")
    answer = page.get(at(roadmap, "github-issues.sh"))
    assert answer["Content-Disposition"] == 'attachment; filename="github-issues.sh"'
    assert "'Don'\\''t; $(reboot)'" in answer.content.decode()
    assert f"http://testserver{action.get_absolute_url()}" in answer.content.decode()


def test_way_from_the_file_to_undo(page: Client, roadmap: Roadmap) -> None:
    action, other = make_action(roadmap, title="First"), make_action(roadmap, title="Second")
    rows = [
        ticket_row(action, status="Parked", summary="First, said better", due="soon").replace(
            "First, said", "First said"
        ),
        ticket_row(other, label="rungs-3333333333"),
        "OPS-9,Third,To Do,Nobody Known,,,",
    ]
    address = send(page, roadmap, jira_file(*rows))["Location"]
    said, hidden = shown(page, address)
    assert "1 action would change, 1 could be added" in said
    assert "separated by commas" in said
    assert "E2, Due date, “soon”: This is no day." in said
    assert "1 row cannot be taken as it is" in said
    assert "Nobody here is called “Nobody Known”" in said

    again = page.post(
        f"{address}apply/", {**hidden, "row": ["2"], "state-0": "waiting", "state-1": "to_do", "phase": "discover"}
    )
    assert again.status_code == 200
    assert "what the states now chosen would change" in again.content.decode()
    action.refresh_from_db()
    assert action.title == "First"

    chosen = {
        "shown": again.context["shown"],
        "seen": again.context["seen"],
        "state-0": "waiting",
        "state-1": "to_do",
        "phase": "architect",
    }
    done = page.post(f"{address}apply/", {**chosen, "row": ["2", "4"]}, follow=True)
    assert "1 action was changed by the file, 1 was added" in done.content.decode()
    action.refresh_from_db()
    assert (action.title, action.state) == ("First said better", "waiting")
    assert Action.objects.get(title="Third").phase == "architect"

    twice = page.post(f"{address}apply/", {**chosen, "row": ["2", "4"]}, follow=True)
    assert "1 action was changed by the file, 1 was added" in twice.content.decode()
    assert "send the file again" not in twice.content.decode()

    undone = page.post(f"{address}undo/", follow=True)
    assert "The import is undone" in undone.content.decode()
    action.refresh_from_db()
    assert (action.title, action.state) == ("First", "to_do")


def test_looking_again_never_takes_over(page: Client, roadmap: Roadmap) -> None:
    action = make_action(roadmap)
    address = send(page, roadmap, jira_file(ticket_row(action, status="Done")))["Location"]
    _said, hidden = shown(page, address)
    again = page.post(f"{address}apply/", {**hidden, "row": ["2"], "state-0": "done", "look": "1"})
    assert again.status_code == 200
    action.refresh_from_db()
    assert action.state == "to_do"


def test_action_changed_since_the_preview_is_told_on_the_result(page: Client, roadmap: Roadmap) -> None:
    action = make_action(roadmap)
    address = send(page, roadmap, jira_file(ticket_row(action, summary="File")))["Location"]
    _said, hidden = shown(page, address)
    change_action(action=action, actor=owner_of(roadmap.workspace), seen=1, title="Meanwhile")
    done = page.post(f"{address}apply/", {**hidden, "row": ["2"], "state-0": "to_do"}, follow=True)
    assert "1 action was changed by somebody while the preview was open" in done.content.decode()
    assert "Meanwhile" in done.content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b"a\0b", "NUL character"),
        (b"Name,Price\nTea,3\n", "names no column Summary"),
        (b"Summary\n" + b"a\n" * 1001, "more than 1,000 rows"),
        (b"Summary\n" + b"a" * (10 * 1024 * 1024), "larger than 10 MB"),
    ],
)
def test_bad_file_is_refused_with_a_sentence_and_nothing_is_kept(
    page: Client, roadmap: Roadmap, data: bytes, sentence: str
) -> None:
    answer = send(page, roadmap, data)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not ActionImport.objects.exists()


def test_what_a_form_could_never_send_changes_nothing(page: Client, roadmap: Roadmap) -> None:
    action = make_action(roadmap)
    address = send(page, roadmap, jira_file(ticket_row(action, status="Done")))["Location"]
    _said, hidden = shown(page, address)
    sent = {
        **hidden,
        "state-0": "done",
        "row": ["2", "²", "-1", "9" * 40],
        "seen": f"x {action.code}: {action.code}:one",
    }
    page.post(f"{address}apply/", sent)
    action.refresh_from_db()
    assert action.state == "to_do"


def test_preview_is_of_who_made_it_and_result_of_all_who_plan(client: Client, roadmap: Roadmap) -> None:
    client.force_login(make_member(roadmap.workspace, Role.EDITOR))
    found = make_ticket_import(roadmap, ticket_row(make_action(roadmap)))
    address = at(roadmap, f"imports/{found.code}/")
    assert client.get(address).status_code == 404
    ActionImport.objects.filter(pk=found.pk).update(applied_at=found.made_at)
    assert client.get(address).status_code == 200


def test_many_rows_ask_as_little_as_one(page: Client, roadmap: Roadmap) -> None:
    page.get(at(roadmap, "exchange/"))
    counts = []
    for actions in (1, 400):
        made = fill_roadmap(roadmap, actions)
        found = make_ticket_import(roadmap, *(ticket_row(each, summary="Other") for each in made))
        address = at(roadmap, f"imports/{found.code}/")
        with CaptureQueriesContext(connection) as asked:
            answer = page.get(address)
        counts.append(count(asked))
        states = {
            f"state-{number}": status.state or "leave" for number, status in enumerate(answer.context["plan"].statuses)
        }
        rows = {"row": [str(number) for number in range(2, actions + 2)]}
        hidden = {name: answer.context[name] for name in ("shown", "seen")}
        with CaptureQueriesContext(connection) as asked:
            page.post(f"{address}apply/", {**hidden, **states, **rows})
        counts.append(count(asked))
        assert Action.objects.filter(title="Other").count() == actions
        Action.objects.all().delete()
    assert counts[0] == counts[2] <= 10
    assert counts[3] <= counts[1] + 4  # written by 200 and fewer


def count(asked: CaptureQueriesContext) -> int:
    return sum("SAVEPOINT" not in query["sql"] for query in asked.captured_queries)
