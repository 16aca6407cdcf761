"""Confirming what was carried over, on the pages: one by one or a section at once, also without a script."""

import html
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.domain.roles import Role
from accounts.models import User
from assessments.models import Answer, Assessment
from assessments.operations.answers import confirm_answer
from assessments.operations.carrying import begin_from_milestone
from assessments.operations.milestones import freeze_milestone
from tests.factories.accounts import make_member
from tests.factories.answer_files import FIRST, SECOND, THIRD

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(assessment: Assessment, ada: User) -> Assessment:
    milestone = freeze_milestone(assessment=assessment, actor=ada, title="2026 <Q3>")
    return begin_from_milestone(milestone=milestone, actor=ada, title="2026 Q4")


@pytest.fixture
def contributor(client: Client, begun: Assessment) -> Client:
    client.force_login(make_member(begun.workspace, Role.CONTRIBUTOR))
    return client


def at(assessment: Assessment, place: str = "") -> str:
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}/{place}"


def section(assessment: Assessment) -> str:
    return at(assessment, f"by-phase/{assessment.questions.question[FIRST].phase}/")


def test_section_shows_what_waits_beside_an_open_answer(begun: Assessment, contributor: Client) -> None:
    page = contributor.get(section(begun)).text
    assert page.count("data-carried") == page.count('form="DIS-0') == 3
    assert "Carried over from “2026 &lt;Q3&gt;”, to be confirmed:" in page
    assert "3 answers of this section were carried over" in page
    chosen = re.search(r'data-confirm="([^"]+)"', page)
    assert chosen
    values = json.loads(html.unescape(chosen[1]))
    assert (values["choice"], values["level_reason"], len(values["met"])) == ("3", "Seen.", 1)
    assert page.count('name="choice" value="" checked') == len(re.findall(r'data-question="', page))


def test_filter_shows_only_what_waits(begun: Assessment, contributor: Client) -> None:
    filtered = contributor.get(section(begun) + "?show=to-confirm").text
    assert re.findall(r'data-question="([^"]+)"', filtered) == [FIRST, SECOND, THIRD]
    listed = contributor.get(at(begun, "questions/?show=to-confirm")).text
    assert re.findall(r'class="one" id="([^"]+)"', listed) == [FIRST, SECOND, THIRD]
    assert "Carried over from “2026 &lt;Q3&gt;”" in listed
    assert "3 answers were carried over" in contributor.get(at(begun)).text
    begun.answers.update(carried=None)
    for place in (section(begun), at(begun, "questions/"), at(begun)):
        page = contributor.get(place).text
        assert "to-confirm" not in page
        assert "carried over" not in page.replace("Confirm what was carried over", "")


def test_one_click_confirms_and_leads_on(begun: Assessment, contributor: Client) -> None:
    sent = contributor.post(at(begun, f"questions/{FIRST}/confirm/"), {"by": "phase", "show": "to-confirm"})
    assert sent.status_code == 302
    assert sent["Location"] == f"{section(begun)}?show=to-confirm&question={SECOND}#{SECOND}"
    assert begun.answers.get(question=FIRST).level == 3
    again = contributor.post(at(begun, f"questions/{FIRST}/confirm/"), follow=True)
    assert "Nothing waits to be confirmed here" in again.text
    assert contributor.post(at(begun, "questions/NONE-1/confirm/")).status_code == 404


def test_what_cannot_stand_comes_back_with_what_is_missing(begun: Assessment, contributor: Client) -> None:
    begun.answers.filter(question=SECOND).update(note="")
    page = contributor.post(at(begun, f"questions/{SECOND}/confirm/"), {"by": "phase"})
    assert page.status_code == 422
    assert "Explain it in the note" in page.text
    assert re.search(r'value="not_applicable" checked', page.text)
    assert begun.answers.get(question=SECOND).carried


def test_section_is_confirmed_at_once(begun: Assessment, contributor: Client) -> None:
    page = contributor.post(section(begun) + "confirm/", follow=True).text
    assert "3 answers are confirmed." in page
    assert not Answer.objects.filter(assessment=begun, carried__isnull=False).exists()


def test_saving_the_same_in_the_background_is_confirming(begun: Assessment, contributor: Client) -> None:
    """What the script sends when somebody presses Confirm."""
    said = {"revision": 2, "choice": "3", "level_reason": "Seen.", "note": "As it is.", "by": "phase"}
    met = begun.answers.get(question=FIRST).carried["met"]  # type: ignore[index]
    sent = contributor.post(
        at(begun, f"questions/{FIRST}/answer/"), {**said, "met": met}, headers={"Accept": "application/json"}
    ).json()
    assert (sent["is_waiting"], sent["counts"]["to-confirm"], sent["level"]) == (False, 2, 3)
    note = {"revision": 2, "choice": "", "note": "Signed, still.", "by": "phase"}
    sent = contributor.post(
        at(begun, f"questions/{SECOND}/answer/"), note, headers={"Accept": "application/json"}
    ).json()
    assert (sent["is_waiting"], sent["counts"]["to-confirm"]) == (True, 2)


def test_history_says_what_was_carried_over_and_who_confirmed(
    begun: Assessment, contributor: Client, ada: User
) -> None:
    confirm_answer(workspace=begun.workspace, assessment=begun.code, question=FIRST, actor=ada)
    page = contributor.get(at(begun, f"questions/{FIRST}/history/")).text
    confirmed, carried = page.split('<li class="card change">')[1:]
    assert ">Confirmed<" in confirmed
    assert "Carried over from “2026 &lt;Q3&gt;”, to be confirmed:" in carried
    assert "with what was carried over, to be confirmed" in page


def test_pages_ask_no_more_for_what_waits(assessment: Assessment, begun: Assessment, contributor: Client) -> None:
    contributor.get(at(assessment))  # when somebody was last seen is written now and then
    for place in ("", "questions/"):
        asked = []
        for each in (assessment, begun):
            with CaptureQueriesContext(connection) as found:
                contributor.get(at(each, place))
            asked.append(len(found))
        assert asked[0] == asked[1]
