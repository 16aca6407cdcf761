from typing import Any

import pytest
from django.test import Client

from accounts.models import Workspace
from tests.conflict_page import WorkspaceForm
from tests.factories.accounts import make_workspace

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.conflict_page")]


@pytest.fixture
def stale() -> Workspace:
    """As it was at revision 1; by now somebody has renamed it."""
    workspace = make_workspace(name="Northwind", accent="#0E5A52")
    workspace.save_revision(seen=1, name="Northwind Billing")
    return workspace


def send(client: Client, workspace: Workspace, **fields: str) -> Any:
    """What the page shown at revision 1 sends, but for what the test is about."""
    typed = {"name": "Northwind Ltd", "accent": "#0E5A52", "revision": "1", **fields}
    return client.post(f"/edit/{workspace.code}/", typed)


def test_late_save_changes_nothing_and_shows_both_values(client: Client, stale: Workspace) -> None:
    answer = send(client, stale)
    assert answer.status_code == 409
    assert "Grace saved this while you were typing" in answer.text
    assert 'value="Northwind Ltd"' in answer.text  # still in the field
    assert "<b>Northwind Ltd</b>" in answer.text
    assert "<b>Northwind Billing</b>" in answer.text
    assert 'name="revision" value="2"' in answer.text
    stale.refresh_from_db()
    assert stale.name == "Northwind Billing"


def test_only_fields_that_differ_ask_for_a_choice(client: Client, stale: Workspace) -> None:
    answer = send(client, stale)
    assert 'name="pick-name"' in answer.text
    assert 'name="pick-accent"' not in answer.text


@pytest.mark.parametrize(("pick", "kept"), [("typed", "Northwind Ltd"), ("stored", "Northwind Billing")])
def test_value_that_was_picked_stays(client: Client, stale: Workspace, pick: str, kept: str) -> None:
    answer = send(client, stale, **{"revision": "2", "asked-name": "1", "pick-name": pick, "accent": "#123456"})
    assert answer.status_code == 302
    stale.refresh_from_db()
    assert (stale.name, stale.accent, stale.revision) == (kept, "#123456", 3)


def test_choice_that_was_not_made_is_asked_for_again(client: Client, stale: Workspace) -> None:
    answer = send(client, stale, **{"revision": "2", "asked-name": "1"})
    assert answer.status_code == 200
    assert "Choose which value to keep." in answer.text
    assert "<b>Northwind Billing</b>" in answer.text
    assert 'value="Northwind Ltd"' in answer.text
    stale.refresh_from_db()
    assert stale.revision == 2


def test_second_late_save_keeps_what_was_picked_before(client: Client, stale: Workspace) -> None:
    Workspace.objects.get(pk=stale.pk).save_revision(seen=2, accent="#ABCDEF")
    answer = send(client, stale, **{"revision": "2", "asked-name": "1", "pick-name": "stored", "accent": "#123456"})
    assert answer.status_code == 409
    assert 'value="Northwind Billing"' in answer.text
    assert "<b>#ABCDEF</b>" in answer.text
    assert "pick-name" not in answer.text


def test_late_save_of_the_same_values_has_nothing_to_choose(client: Client, stale: Workspace) -> None:
    answer = send(client, stale, name="Northwind Billing")
    assert answer.status_code == 409
    assert "there is nothing to choose" in answer.text


@pytest.mark.parametrize("revision", ["", "x", "0", str(2**31 - 1), str(2**31), "9" * 40])
def test_page_without_its_revision_saves_nothing(client: Client, stale: Workspace, revision: str) -> None:
    answer = send(client, stale, revision=revision)
    assert answer.status_code == 200
    assert "does not say which version it shows" in answer.text
    stale.refresh_from_db()
    assert stale.revision == 2


def test_what_is_typed_does_not_show_as_if_it_were_stored(stale: Workspace) -> None:
    form = WorkspaceForm({"name": "Typed", "accent": "blue", "revision": "1"}, instance=stale)
    assert not form.is_valid()
    assert stale.name == "Northwind"
