"""The page on which an assessment moves to a newer version of its pack."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.domain.roles import Role
from accounts.models import User
from assessments.models import Assessment, Milestone
from assessments.queries import renewal
from catalog.models import Pack
from tests.factories.accounts import make_member
from tests.factories.answer_files import FIRST, FOURTH, answer
from tests.factories.packs import install_next_version

pytestmark = pytest.mark.django_db

TITLE = "Is there an agreed, ranked list of critical customer journeys?"
MOST_QUERIES = 12


def other(source: str) -> str:
    return source.replace(TITLE, "Is there a <list>?", 1).replace(FOURTH, "DIS-44")


@pytest.fixture
def newer(assessment: Assessment) -> Pack:
    return install_next_version(assessment.pack, other)


@pytest.fixture
def editor(client: Client, assessment: Assessment) -> Client:
    client.force_login(make_member(assessment.workspace, Role.EDITOR))
    return client


def at(assessment: Assessment, place: str = "newer-version/") -> str:
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}/{place}"


def test_assessment_says_that_a_newer_version_is_there(assessment: Assessment, editor: Client) -> None:
    notice = "A newer version of SaaS backend reliability is there: 1.1.0."
    assert notice not in editor.get(at(assessment, "")).text
    assert "This is the newest version" in editor.get(at(assessment)).text
    install_next_version(assessment.pack, other)
    page = editor.get(at(assessment, "")).text
    assert notice in page
    assert "See what would change" in page
    viewer = Client()
    viewer.force_login(make_member(assessment.workspace, Role.VIEWER))
    page = viewer.get(at(assessment, "")).text
    assert notice in page
    assert "See what would change" not in page


def test_preview_has_both_texts(assessment: Assessment, newer: Pack, editor: Client) -> None:
    answer(assessment, FOURTH, level=2)
    page = editor.get(at(assessment)).text
    assert "Version 1.1.0: 64 questions stay, 1 changed, 1 new, 1 retired" in page
    assert TITLE in page
    assert "Is there a &lt;list&gt;?" in page
    assert "1 answer to a changed question is carried over" in page
    assert "1 answer to a retired question is no longer shown" in page
    assert "The version does not say why." in page
    assert not Milestone.objects.exists()


def test_moving_leads_back_and_says_where_the_old_state_is(
    assessment: Assessment, newer: Pack, editor: Client, ada: User
) -> None:
    page = editor.post(at(assessment), {"version": newer.version}, follow=True).text
    assert "What was there before is the milestone “Before version 1.1.0”." in page
    assert "1 answer was carried over" in page
    assert "is there: 1.1.0" not in page
    assessment.refresh_from_db()
    assert assessment.pack == newer
    section = editor.get(at(assessment, f"questions/{FIRST}/"), follow=True).text
    assert "Carried over from “version 1.0.0”" in section
    assert editor.get(at(assessment, f"questions/{FOURTH}/")).status_code == 404
    assert editor.get(at(assessment, "questions/")).status_code == 200
    again = editor.post(at(assessment), {"version": newer.version}, follow=True).text
    assert "Nothing was done; look again." in again


def test_page_says_why_it_cannot_be(
    assessment: Assessment, newer: Pack, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal, "_obstacle", lambda before, after: renewal.Obstacle.OTHER_SCALE)
    assert "The new version has other levels" in editor.get(at(assessment)).text
    refused = editor.post(at(assessment), {"version": newer.version}, follow=True).text
    assert "The new version has other levels" in refused
    assert not Milestone.objects.exists()


def test_preview_asks_little(assessment: Assessment, newer: Pack, editor: Client) -> None:
    for place in ("", "newer-version/"):
        editor.get(at(assessment, place))
        with CaptureQueriesContext(connection) as found:
            editor.get(at(assessment, place))
        assert len(found) <= MOST_QUERIES
