"""Pages that were loaded before the assessment moved to a newer version of its pack, and sent after that."""

from typing import Any

import pytest
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import User
from assessments.models import Assessment
from assessments.operations.carrying import begin_from_milestone
from assessments.operations.renewal import move_to_version
from tests.factories.accounts import make_member
from tests.factories.answer_files import FIRST, FOURTH, said
from tests.factories.assessments import make_milestone
from tests.factories.packs import install_next_version

pytestmark = pytest.mark.django_db

KEPT, GONE = "ARC-11", "SCA-03"
BEFORE = "1.0.0"


@pytest.fixture
def moved(assessment: Assessment, ada: User) -> Assessment:
    """Begun anew, so that answers wait; then its first phase is asked in other words, and a question not any more."""
    begun = begin_from_milestone(milestone=make_milestone(assessment), actor=ada, title="Anew")

    def change(source: str) -> str:
        return (
            source.replace("    title: Is there a", "    title: Is there any", 1)
            .replace(GONE, "SCA-99")
            .replace("title: What share of production changes", "title: What share of all changes")
        )

    pack = install_next_version(begun.pack, change)
    return move_to_version(assessment=begun, actor=ada, version=pack.version)[0]


@pytest.fixture
def grace(moved: Assessment, client: Client) -> Client:
    client.force_login(make_member(moved.workspace, Role.CONTRIBUTOR))
    return client


def send(client: Client, moved: Assessment, question: str, act: str = "answer", **sent: Any) -> Any:
    address = f"/w/{moved.workspace.code}/assessments/{moved.code}/questions/{question}/{act}/"
    headers = {"Accept": "application/json"} if sent.pop("in_background", False) else {}
    return client.post(address, {"revision": 1, "version": BEFORE, "by": "phase", **sent}, headers=headers)


def test_answer_to_a_question_that_says_something_else_is_not_saved(moved: Assessment, grace: Client) -> None:
    refused = send(grace, moved, FIRST, choice="4", note="Typed.", revision=said(moved, FIRST).revision)
    assert refused.status_code == 409
    assert "a newer version of the pack asks this otherwise" in refused.text
    assert "Typed.</textarea>" in refused.text
    told = send(grace, moved, FIRST, choice="4", in_background=True)
    assert (told.status_code, told.json()["sentence"][:10]) == (422, "Not saved:")
    assert send(grace, moved, FIRST, choice="4", version="9.9.9\0").status_code == 409
    assert said(moved, FIRST).state == "unanswered"


def test_what_is_asked_as_before_is_saved(moved: Assessment, grace: Client) -> None:
    assert send(grace, moved, KEPT, choice="4").status_code == 302
    assert send(grace, moved, FOURTH, choice="3", version=moved.pack.version).status_code == 302
    assert (said(moved, KEPT).level, said(moved, FOURTH).level) == (4, 3)


def test_device_hears_what_is_no_longer_asked(moved: Assessment, grace: Client) -> None:
    """Not that the assessment is gone: the rest of what it keeps is sent."""
    told = send(grace, moved, GONE, choice="4", in_background=True)
    assert (told.status_code, told.json()["gone"]) == (422, True)
    assert send(grace, moved, "NO-01", choice="4", in_background=True).status_code == 404


def test_nothing_is_confirmed_that_nobody_has_seen(moved: Assessment, grace: Client) -> None:
    section = f"/w/{moved.workspace.code}/assessments/{moved.code}/by-phase/discover"
    for address in (f"{section}/confirm/", f"{section.split('/by-')[0]}/questions/{FIRST}/confirm/"):
        assert "Nothing was confirmed" in grace.post(address, {"version": BEFORE}, follow=True).text
    assert said(moved, FIRST).carried
    assert f'name="version" value="{moved.pack.version}"' in grace.get(f"{section}/").text
    grace.post(f"{section}/confirm/", {"version": moved.pack.version})
    assert said(moved, FIRST).level == 3
