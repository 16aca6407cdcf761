from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest, QueryDict
from django.test import Client

from accounts.models import Workspace
from core.conflicts import has_moved, save_form
from core.models import StaleWriteError
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
    shown = {"initial-name": "Northwind", "initial-accent": "#0E5A52"}
    typed = {"name": "Northwind Ltd", "accent": "#0E5A52", "revision": "1", **shown, **fields}
    return client.post(f"/edit/{workspace.code}/", typed)


def told(client: Client, answer: Any) -> str:
    return str(client.get(answer["Location"]).text)


def resend(answer: Any, pick: str) -> dict[str, str]:
    """What a person sends who picks on the page that asks, and changes nothing else."""
    form = answer.context["form"]
    shown = {f"initial-{name}": form.data[f"initial-{name}"] for name in ("name", "accent")}
    typed = {name: form.data[name] for name in ("name", "accent", "revision")}
    return {**shown, **typed, "asked-name": "1", "pick-name": pick}


def test_page_sends_along_what_it_showed(client: Client, stale: Workspace) -> None:
    page = client.get(f"/edit/{stale.code}/").text
    assert '<input type="hidden" name="initial-name" value="Northwind Billing"' in page
    assert '<input type="hidden" name="initial-accent" value="#0E5A52"' in page


def test_late_save_of_what_both_changed_changes_nothing_and_shows_both_values(client: Client, stale: Workspace) -> None:
    answer = send(client, stale)
    assert answer.status_code == 409
    assert "Grace saved this while you were typing" in answer.text
    assert "What Grace saved" in answer.text
    assert 'name="name" value="Northwind Ltd"' in answer.text  # still in the field
    assert "<b>Northwind Ltd</b>" in answer.text
    assert "<b>Northwind Billing</b>" in answer.text
    assert 'name="revision" value="2"' in answer.text
    assert 'name="initial-name" value="Northwind Billing"' in answer.text
    stale.refresh_from_db()
    assert stale.name == "Northwind Billing"


def test_what_only_the_other_changed_is_kept_and_told(client: Client, stale: Workspace) -> None:
    answer = send(client, stale, name="Northwind", accent="#123456")
    assert answer.status_code == 302
    stale.refresh_from_db()
    assert (stale.name, stale.accent, stale.revision) == ("Northwind Billing", "#123456", 3)
    assert "Saved. Grace changed “Name” meanwhile; kept." in told(client, answer)


def test_what_only_i_changed_is_not_asked_about(client: Client, stale: Workspace) -> None:
    answer = send(client, stale, accent="#123456")
    assert answer.status_code == 409
    assert 'name="pick-name"' in answer.text
    assert 'name="pick-accent"' not in answer.text
    assert 'name="accent" value="#123456"' in answer.text


def test_page_that_asks_also_tells_what_was_kept(client: Client, stale: Workspace) -> None:
    Workspace.objects.get(pk=stale.pk).save_revision(seen=2, accent="#ABCDEF")
    answer = send(client, stale)
    assert answer.status_code == 409
    assert "Grace changed “Accent colour” meanwhile; kept." in answer.text
    assert 'name="accent" value="#ABCDEF"' in answer.text
    assert 'name="pick-accent"' not in answer.text
    answer = send(client, stale, **resend(answer, "typed"))
    stale.refresh_from_db()
    assert (stale.name, stale.accent, stale.revision) == ("Northwind Ltd", "#ABCDEF", 4)


def test_save_of_something_that_the_page_does_not_show_is_told_too(client: Client, stale: Workspace) -> None:
    Workspace.objects.get(pk=stale.pk).save_revision(seen=2, time_zone="Europe/Berlin")
    shown = {"initial-name": "Northwind Billing", "name": "Northwind Billing", "revision": "2"}
    answer = send(client, stale, **shown, accent="#123456")
    assert "Saved. Grace saved meanwhile; that is kept, too." in told(client, answer)
    stale.refresh_from_db()
    assert (stale.time_zone, stale.accent) == ("Europe/Berlin", "#123456")


def test_same_change_by_both_is_saved(client: Client, stale: Workspace) -> None:
    assert send(client, stale, name="Northwind Billing").status_code == 302


def test_page_that_does_not_say_what_it_showed_asks_about_all_that_differs(client: Client, stale: Workspace) -> None:
    typed = {"name": "Northwind", "accent": "#123456", "revision": "1"}
    answer = client.post(f"/edit/{stale.code}/", typed)
    assert answer.status_code == 409
    assert 'name="pick-name"' in answer.text
    assert 'name="pick-accent"' in answer.text


def test_change_taken_over_that_does_not_fit_is_shown_and_not_saved(client: Client, stale: Workspace) -> None:
    Workspace.objects.get(pk=stale.pk).save_revision(seen=2, accent="blue")  # by a rule of before
    answer = send(client, stale, name="Northwind")
    assert answer.status_code == 409
    assert "Write a colour as #" in answer.text
    stale.refresh_from_db()
    assert stale.revision == 3


def test_save_against_somebody_who_saves_every_time_gives_up(client: Client, stale: Workspace) -> None:
    form = WorkspaceForm(QueryDict("name=Northwind&accent=&initial-name=Northwind&revision=1"), instance=stale)
    tries = []

    def write(**values: Any) -> None:
        tries.append(values["seen"])
        row = Workspace.objects.get(pk=stale.pk)
        raise StaleWriteError(row.save_revision(seen=row.revision))

    assert form.is_valid()
    with pytest.raises(StaleWriteError):
        save_form(HttpRequest(), form, write, said="Saved.")
    assert tries == [1, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("field", "shown", "now", "moved"),
    [
        (forms.CharField(required=False), "", None, False),
        (forms.CharField(), "one\r\ntwo", "one\ntwo", False),
        (forms.CharField(), "one", "two", True),
        (forms.BooleanField(), "False", False, False),
        (forms.BooleanField(), "True", False, True),
        (forms.DateField(), "2026-11-21", date(2026, 11, 21), False),
        (forms.DateField(), "no day", date(2026, 11, 21), True),
        (forms.DecimalField(), "1.50", Decimal("1.5"), False),
        (forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")]), ["b", "a"], ["a", "b"], False),
    ],
)
def test_field_has_moved_when_its_value_is_another(field: forms.Field, shown: Any, now: Any, moved: bool) -> None:
    assert has_moved(field, shown, now) is moved


@pytest.mark.parametrize(("pick", "kept"), [("typed", "Northwind Ltd"), ("stored", "Northwind Billing")])
def test_value_that_was_picked_stays(client: Client, stale: Workspace, pick: str, kept: str) -> None:
    answer = send(client, stale, **{**resend(send(client, stale), pick), "accent": "#123456"})
    assert answer.status_code == 302
    stale.refresh_from_db()
    assert (stale.name, stale.accent, stale.revision) == (kept, "#123456", 3)


def test_choice_that_was_not_made_is_asked_for_again(client: Client, stale: Workspace) -> None:
    answer = send(client, stale, **{"revision": "2", "asked-name": "1"})
    assert answer.status_code == 422
    assert "Choose which value to keep." in answer.text
    assert "<b>Northwind Billing</b>" in answer.text
    assert 'value="Northwind Ltd"' in answer.text
    stale.refresh_from_db()
    assert stale.revision == 2


def test_second_late_save_keeps_what_was_picked_before(client: Client, stale: Workspace) -> None:
    picked = resend(send(client, stale), "stored")
    Workspace.objects.get(pk=stale.pk).save_revision(seen=2, accent="#ABCDEF")
    answer = send(client, stale, **{**picked, "accent": "#123456"})
    assert answer.status_code == 409
    assert 'name="name" value="Northwind Billing"' in answer.text
    assert "<b>#ABCDEF</b>" in answer.text
    assert "pick-name" not in answer.text


@pytest.mark.parametrize("revision", ["", "x", "0", str(2**31 - 1), str(2**31), "9" * 40])
def test_page_without_its_revision_saves_nothing(client: Client, stale: Workspace, revision: str) -> None:
    answer = send(client, stale, revision=revision)
    assert answer.status_code == 422
    assert "does not say which version it shows" in answer.text
    stale.refresh_from_db()
    assert stale.revision == 2


def test_what_is_typed_does_not_show_as_if_it_were_stored(stale: Workspace) -> None:
    form = WorkspaceForm({"name": "Typed", "accent": "blue", "revision": "1"}, instance=stale)
    assert not form.is_valid()
    assert stale.name == "Northwind"
