"""The page of checklists: what it shows, ticking off, and items of one's own."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from accounts.domain.roles import Role
from roadmap.models import ChecklistItem, Roadmap
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.gates import make_passing, phase_of
from tests.factories.roadmap import make_roadmap

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap() -> Roadmap:
    workspace = make_workspace()
    return make_roadmap(workspace, assessment=make_assessment(workspace))


@pytest.fixture
def owner(client: Client, roadmap: Roadmap) -> Client:
    client.force_login(owner_of(roadmap.workspace))
    return client


def at(roadmap: Roadmap, place: str = "") -> str:
    return f"/w/{roadmap.workspace.code}/roadmaps/{roadmap.code}/checklists/{place}"


def test_page_has_every_list_with_its_questions_and_artifacts(roadmap: Roadmap, owner: Client) -> None:
    page = owner.get(at(roadmap)).text
    total = roadmap.items.count()
    assert f"0 of {total} done" in page
    assert page.count('class="card list"') == 8
    assert "Ten-point checklist" in page
    assert "Five-point start plan" in page
    assert "Done when: Every critical journey has an approved SLO and the budget policy is signed." in page
    assert f"/assessments/{roadmap.assessment.code}/questions/DIS-03/" in page  # type: ignore[union-attr]
    policy = roadmap.artifacts.get(kind="error-budget-policy")
    assert f'href="{policy.get_absolute_url()}"' in page
    roadmap.artifacts.filter(pk=policy.pk).delete()
    page = owner.get(at(roadmap)).text
    assert roadmap.questions.artifact["error-budget-policy"].title in page
    assert policy.get_absolute_url() not in page


@pytest.mark.parametrize(
    ("query", "unfolded"),
    [
        ("", ["architect"]),
        ("?state=open", ["architect"]),
        ("?phase=ten-point", ["ten-point"]),
        ("?state=overdue", ["discover", "scale"]),
    ],
)
def test_list_of_the_current_phase_is_unfolded_and_what_was_asked_for(
    roadmap: Roadmap, owner: Client, query: str, unfolded: list[str]
) -> None:
    make_passing(phase_of(roadmap, "discover"))
    roadmap.items.filter(item__in=("DIS-C01", "SCA-C01")).update(due_date=roadmap.workspace.today - timedelta(days=1))
    page = owner.get(at(roadmap) + query).text
    assert re.findall(r'<details class="card list" id="list-([\w-]+)" open>', page) == unfolded


def test_item_is_ticked_off_and_opened_again_where_one_was(roadmap: Roadmap, owner: Client) -> None:
    item = roadmap.items.get(item="TEN-01")
    here = at(roadmap) + "?phase=ten-point"
    answer = owner.post(at(roadmap, f"{item.code}/tick/"), {"done": "yes", "next": here})
    assert answer["Location"] == f"{here}#item-{item.code}"
    item.refresh_from_db()
    assert item.done_by == owner_of(roadmap.workspace)
    assert '<span class="num small">1 of 10</span>' in owner.get(here).text
    elsewhere = owner.post(at(roadmap, f"{item.code}/tick/"), {"done": "no", "next": "https://elsewhere.example/"})
    assert elsewhere["Location"] == f"{at(roadmap)}#item-{item.code}"
    item.refresh_from_db()
    assert item.done_at is None


def test_viewer_sees_what_is_done_and_has_no_buttons(roadmap: Roadmap) -> None:
    viewer = Client()
    viewer.force_login(make_member(roadmap.workspace, Role.VIEWER))
    page = viewer.get(at(roadmap)).text
    assert "Rank the critical journeys" in page
    assert "/tick/" not in page
    assert 'aria-label="Open"' in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?phase=discover", {"DIS-C01", "DIS-C02", "DIS-C03", "DIS-C04"}),
        ("?phase=discover&state=open", {"DIS-C02", "DIS-C03", "DIS-C04"}),
        ("?state=overdue", {"DIS-C02"}),
        ("?owner=me&state=open", {"DIS-C03"}),
        ("?owner=me&state=overdue", set()),
    ],
)
def test_filters_show_what_they_say(roadmap: Roadmap, owner: Client, query: str, shown: set[str]) -> None:
    today, me = roadmap.workspace.today, owner_of(roadmap.workspace)
    owner.post(at(roadmap, f"{roadmap.items.get(item='DIS-C01').code}/tick/"), {"done": "yes"})
    roadmap.items.filter(item="DIS-C01").update(owner=me, due_date=today - timedelta(days=3))
    roadmap.items.filter(item="DIS-C02").update(due_date=today - timedelta(days=1))
    roadmap.items.filter(item="DIS-C03").update(owner=me, due_date=today)
    page = owner.get(at(roadmap) + query).text
    codes = dict(roadmap.items.filter(checklist="discover").values_list("item", "code"))
    names = ("DIS-C01", "DIS-C02", "DIS-C03", "DIS-C04")
    assert {name for name in names if f'id="item-{codes[name]}"' in page} == shown
    assert ("No item matches" in page) == (not shown)


def test_item_has_an_owner_a_day_and_a_note_of_whoever_saved_first(roadmap: Roadmap, owner: Client) -> None:
    item, me = roadmap.items.get(item="DIS-C01"), owner_of(roadmap.workspace)
    place = at(roadmap, f"{item.code}/")
    shown = {"revision": "1", "owner": "", "due_date": "", "note": ""}
    sent = {**shown, **{f"initial-{name}": value for name, value in shown.items()}}
    assert owner.post(place, {**sent, "owner": me.code})["Location"] == f"{at(roadmap)}#item-{item.code}"
    assert owner.post(place, {**sent, "note": "Ask *sales*."}).status_code == 302
    item.refresh_from_db()
    assert (item.owner, item.note) == (me, "Ask *sales*.")
    assert "<em>sales</em>" in owner.get(at(roadmap)).text
    clash = owner.post(place, {**sent, "note": "Ask support."})
    assert clash.status_code == 409
    assert "Ask *sales*." in clash.text
    assert "Ask support." in clash.text


def test_own_item_is_added_changed_deleted_and_taken_back(roadmap: Roadmap, owner: Client) -> None:
    assert 'value="scale" selected' in owner.get(at(roadmap, "new/?phase=scale")).text
    wrong = owner.post(at(roadmap, "new/"), {"checklist": "nothing", "text": ""})
    assert wrong.status_code == 422
    assert "Say what is to be done." in wrong.text
    owner.post(at(roadmap, "new/"), {"checklist": "discover", "text": "Name the region", "done_when": "It is named."})
    item = ChecklistItem.objects.get(item="")
    sent = {"revision": "1", "text": "Name both regions", "done_when": "", "owner": "", "due_date": "", "note": ""}
    owner.post(at(roadmap, f"{item.code}/"), sent)
    assert "Name both regions" in owner.get(at(roadmap)).text
    gone = owner.post(at(roadmap, f"{item.code}/delete/"))
    assert "Name both regions" not in owner.get(at(roadmap)).text
    undo = [message.extra_tags for message in get_messages(gone.wsgi_request)][-1]
    owner.post(undo.removeprefix("undo:"))
    assert "Name both regions" in owner.get(at(roadmap)).text


def test_words_of_the_pack_stay(roadmap: Roadmap, owner: Client) -> None:
    item = roadmap.items.get(item="DIS-C01")
    sent = {"revision": "1", "text": "Something else", "owner": "", "due_date": "", "note": "A note."}
    owner.post(at(roadmap, f"{item.code}/"), sent)
    item.refresh_from_db()
    assert (item.text, item.note) == ("", "A note.")
