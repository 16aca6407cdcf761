"""Saving an answer: by a form of the page and in the background, alone and at the same time as somebody else."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from assessments.choices import GroupKind
from assessments.models import Answer, Assessment
from assessments.operations.answers import save_answer
from tests.factories.accounts import make_member, make_user, make_workspace
from tests.factories.assessments import make_assessment, make_large_pack

pytestmark = pytest.mark.django_db

QUESTION = "ARC-11"
NEXT = "ARC-12"
MOST_QUERIES = 10


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def ada(workspace: Workspace) -> User:
    return make_member(workspace, Role.CONTRIBUTOR, user=make_user(name="Ada Lovelace"))


@pytest.fixture
def grace(workspace: Workspace) -> User:
    return make_member(workspace, Role.EDITOR, user=make_user(name="Grace Hopper"))


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    return make_assessment(workspace)


class Page:
    """Somebody at the page of a section, with a form or in the background."""

    def __init__(self, user: User, assessment: Assessment) -> None:
        self.client, self.assessment = Client(), assessment
        self.client.force_login(user)

    def send(self, question: str = QUESTION, **sent: Any) -> Any:
        address = f"{_base(self.assessment)}/questions/{question}/answer/"
        return self.client.post(address, {"revision": 1, "by": "phase", "show": "all", **sent})

    def tell(self, question: str = QUESTION, **sent: Any) -> tuple[int, Any]:
        address = f"{_base(self.assessment)}/questions/{question}/answer/"
        answer = self.client.post(
            address, {"revision": 1, "by": "phase", **sent}, headers={"Accept": "application/json"}
        )
        is_json = answer["Content-Type"] == "application/json"
        return answer.status_code, answer.json() if is_json else answer.text


def _base(assessment: Assessment) -> str:
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}"


def answer_of(assessment: Assessment, question: str = QUESTION) -> Answer:
    return assessment.answers.get(question=question)


def save(assessment: Assessment, actor: User, seen: int, question: str = QUESTION, **said: Any) -> None:
    save_answer(
        workspace=assessment.workspace,
        assessment=assessment.code,
        question=question,
        actor=actor,
        seen=seen,
        said=said,
    )


def form_of(text: str, question: str = QUESTION) -> str:
    """The question as the page shows it."""
    found = re.search(rf'<details class="q"[^>]*id="{question}".*?</form>', text, re.DOTALL)
    assert found
    return found[0]


# --- with a form, as without JavaScript -----------------------------------------------------------------------------


def test_form_saves_and_goes_on_to_the_next_open_question(assessment: Assessment, ada: User) -> None:
    save(assessment, ada, 1, NEXT, state="answered", level=1)
    answer = Page(ada, assessment).send("ARC-10", choice="3", note="Two of three.", show="open")
    assert answer.status_code == 302
    assert answer["Location"] == f"{_base(assessment)}/by-phase/architect/?show=open&question={QUESTION}#{QUESTION}"
    stored = answer_of(assessment, "ARC-10")
    assert (stored.level, stored.note, stored.changed_by, stored.revision) == (3, "Two of three.", ada, 2)


def test_form_stays_within_the_sections_by_which_one_answers(assessment: Assessment, ada: User) -> None:
    domain = assessment.questions.question[QUESTION].domain
    answer = Page(ada, assessment).send(choice="3", by="domain")
    assert answer["Location"].startswith(f"{_base(assessment)}/by-domain/{domain}/?")


def test_behind_the_last_question_what_nobody_looked_at_comes_and_then_the_end(
    assessment: Assessment, ada: User
) -> None:
    page = Page(ada, assessment)
    asked = [question.id for question in assessment.questions.questions if question.phase == "architect"]
    for question in asked[1:]:
        page.send(question, choice="2")
    assert page.send(asked[-1], revision=2, choice="3")["Location"].endswith(f"#{asked[0]}")
    assert page.send(asked[0], choice="unknown")["Location"].endswith("/by-phase/architect/?show=all#end")
    assert page.send(asked[-1], revision=3, choice="4")["Location"].endswith("#end"), "nobody is led back in a circle"


def test_form_that_is_refused_keeps_all_that_was_typed(assessment: Assessment, ada: User) -> None:
    sent: dict[str, Any] = {
        "choice": "not_applicable",
        "note": "Bought <b>",
        "is_flagged": "on",
        "met": ["ARC-11.1a"],
        "show": "open",
    }
    answer = Page(ada, assessment).send(**sent)
    assert answer.status_code == 422
    shown = form_of(answer.text)
    assert "Choose why the question does not apply." in shown
    assert shown.startswith('<details class="q" name="questions" id="ARC-11" open')
    assert re.search(r'name="choice" value="not_applicable" checked', shown)
    assert re.search(r'name="is_flagged" checked', shown)
    assert re.search(r'name="met" value="ARC-11.1a"[^>]* checked', shown)
    assert escape("Bought <b>") in shown
    assert 'name="show" value="open"' in shown
    assert answer_of(assessment).revision == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"choice": "7"}, "Choose one of the levels."),
        ({"choice": "not_applicable", "reason": "other"}, "Explain it in the note"),
        ({"choice": "4", "met": "ARC-11.1a"}, "Say why you choose another level"),
        ({"choice": "1", "note": "\x00"}, "control character"),
        ({"choice": "1", "note": "\x07"}, "control character U+0007"),
        ({"choice": "1", "note": "\ufffe"}, "control character U+FFFE"),
        ({"choice": "1", "note": "line\n" * 400 + "end"}, "Keep it to 400 lines"),
        ({"choice": "1", "note": "x" * 20_001}, "at most"),
        ({"choice": "1", "met": "ARC-12.1a"}, "valid choice"),
        ({"choice": "1", "revision": ""}, "age"),
    ],
)
def test_what_cannot_stand_is_refused_in_words_both_ways(
    assessment: Assessment, ada: User, sent: dict[str, str], sentence: str
) -> None:
    page = Page(ada, assessment)
    assert sentence in page.send(**sent).text
    status, told = page.tell(**sent)
    assert status == 422
    assert sentence in told["sentence"]
    assert answer_of(assessment).revision == 1


def test_ticks_without_a_level_mean_the_one_that_they_suggest(assessment: Assessment, ada: User) -> None:
    ticks = [each.id for each in assessment.questions.question[QUESTION].criteria if each.level <= 2]
    Page(ada, assessment).send(met=ticks)
    assert (answer_of(assessment).level, answer_of(assessment).met) == (2, sorted(ticks))


def test_criterion_sent_twice_is_ticked_once(assessment: Assessment, ada: User) -> None:
    Page(ada, assessment).send(choice="0", met=["ARC-11.1a", "ARC-11.1a"], level_reason="Not yet.")
    assert answer_of(assessment).met == ["ARC-11.1a"]


def test_lines_end_in_one_way_whoever_typed_them(assessment: Assessment, ada: User) -> None:
    """A lone carriage return is written as seven characters into a spreadsheet: a long note would not fit any more."""
    Page(ada, assessment).send(choice="1", note="One\r\nTwo\rThree\nFour\r\n")
    assert answer_of(assessment).note == "One\nTwo\nThree\nFour"


# --- somebody else at the same time ---------------------------------------------------------------------------------


def test_collision_shows_both_values_and_each_can_be_picked(assessment: Assessment, ada: User, grace: User) -> None:
    save(assessment, grace, 1, state="answered", level=2, note="Grace’s.")
    page = Page(ada, assessment)
    typed: dict[str, Any] = {"choice": "4", "note": "Ada’s."}
    answer = page.send(**typed)
    assert answer.status_code == 409
    shown = form_of(answer.text)
    assert "Grace Hopper changed this while you were at it." in shown
    for words in ("4 Proven", "2 Partial", "Ada’s.", "Grace’s."):
        assert words in shown, words
    assert 'name="revision" value="2"' in shown
    assert answer_of(assessment).level == 2
    asked: dict[str, Any] = {"asked-choice": "1", "asked-note": "1", "revision": 2, **typed}
    unpicked = page.send(**asked, **{"pick-choice": "typed"})
    assert unpicked.status_code == 422
    assert "Choose which of the two to keep." in unpicked.text
    picked = page.send(**asked, **{"pick-choice": "typed", "pick-note": "stored", "stay": "1"})
    assert picked["Location"].endswith(f"question={QUESTION}#{QUESTION}")
    stored = answer_of(assessment)
    assert (stored.level, stored.note, stored.revision, stored.changed_by) == (4, "Grace’s.", 3, ada)


def test_flag_collides_only_with_another_flag(assessment: Assessment, ada: User, grace: User) -> None:
    save(assessment, grace, 1, is_flagged=True)
    save(assessment, grace, 2, is_flagged=False, note="Grace’s.")
    assert Page(ada, assessment).send(choice="4").status_code == 302
    assert answer_of(assessment).note == "Grace’s."


def test_choosing_after_a_collision_overwrites_nothing_that_did_not_collide(
    assessment: Assessment, ada: User, grace: User
) -> None:
    save(assessment, grace, 1, state="answered", level=2, note="Grace’s.", is_flagged=True)
    page = Page(ada, assessment)
    shown = form_of(page.send(choice="4").text)
    assert re.search(r'name="is_flagged" checked', shown)
    assert "Grace’s." in shown
    status, told = page.tell(choice="4")
    assert (status, told["units"], told["revision"]) == (409, ["choice"], 2)
    assert (told["values"]["choice"], told["values"]["note"], told["values"]["is_flagged"]) == ("4", "Grace’s.", True)
    assert (told["stored"]["choice"], told["stored"]["note"]) == ("2", "Grace’s.")
    assert "pick-choice" in told["html"]
    assert "pick-note" not in told["html"]


def test_different_fields_of_two_people_are_merged(assessment: Assessment, ada: User, grace: User) -> None:
    save(assessment, grace, 1, note="Grace’s.")
    status, told = Page(ada, assessment).tell(choice="4")
    assert (status, told["merged"], told["revision"]) == (200, True, 3)
    assert (told["values"]["choice"], told["values"]["note"]) == ("4", "Grace’s.")


def test_revision_from_before_a_restored_backup_asks_about_all_that_differs(assessment: Assessment, ada: User) -> None:
    save(assessment, ada, 1, state="answered", level=2)
    status, told = Page(ada, assessment).tell(revision=9, choice="4", note="New.")
    assert (status, told["units"]) == (409, ["choice", "note"])
    assert Page(ada, assessment).tell(revision=9, choice="2")[0] == 200


def test_criterion_said_not_to_be_met_and_ticked_twice_is_no_collision(assessment: Assessment, ada: User) -> None:
    ids = [each.id for each in assessment.questions.question[QUESTION].criteria if each.level == 1]
    save(assessment, ada, 1, not_met=ids)
    page = Page(ada, assessment)
    assert page.tell(revision=2, choice="1", met=ids)[0] == 200
    status, told = page.tell(revision=2, choice="1", met=ids)
    assert (status, told["revision"]) == (200, 3), "the reply of the first was lost"
    assert answer_of(assessment).not_met == []


# --- in the background ----------------------------------------------------------------------------------------------


def test_reply_says_what_is_stored_and_what_became_of_the_score(assessment: Assessment, ada: User) -> None:
    status, told = Page(ada, assessment).tell(choice="3", note=" Two\r\nof three. ", is_flagged="on")
    assert status == 200
    assert told["values"] == {
        "choice": "3",
        "reason": "",
        "level_reason": "",
        "met": [],
        "note": " Two\nof three.",
        "is_flagged": True,
    }
    assert (told["revision"], told["label"], told["level"], told["merged"]) == (2, "Defined", 3, False)
    assert told["changed"].startswith("Ada Lovelace, ")
    assert told["proof"].startswith("You claim 3; what is shown so far carries 2.")
    count = len(assessment.questions.asked_in(assessment.questions.phase["architect"]))
    assert (told["done"], told["total"], told["still_open"]) == (1, count, f"{count - 1} questions are still open")
    assert told["sections"]["architect"] == [1, count]
    assert told["counts"] == {"open": count - 1, "to-confirm": 0, "without-evidence": 1, "below-target": 1}
    assert "2.0" in told["live"]
    assert told["verified"] == "2.0"


@pytest.mark.parametrize("kind", GroupKind)
def test_reply_is_about_the_section_that_the_page_shows(assessment: Assessment, ada: User, kind: GroupKind) -> None:
    _status, told = Page(ada, assessment).tell(choice="3", by=kind.value)
    group = getattr(assessment.questions.question[QUESTION], kind.value)
    assert told["sections"][group][0] == 1
    assert told["total"] == told["sections"][group][1]


def test_who_may_not_answer_is_told_so(assessment: Assessment, workspace: Workspace) -> None:
    assert Page(make_member(workspace, Role.VIEWER), assessment).tell(choice="3")[0] == 403
    assert Page(make_user(), assessment).tell(choice="3")[0] == 404
    signed_out = Page(make_user(), assessment)
    signed_out.client.logout()
    assert signed_out.tell(choice="3")[0] == 302
    assert answer_of(assessment).revision == 1


def test_what_is_not_asked_or_deleted_cannot_be_answered(assessment: Assessment, ada: User) -> None:
    page = Page(ada, assessment)
    assert page.tell("NO-01", choice="3")[0] == 404
    Assessment.objects.update(deleted_at=assessment.created_at)
    assert page.tell(choice="3")[0] == 404


# --- what it costs --------------------------------------------------------------------------------------------------


def queries_of_save(page: Page, **sent: Any) -> int:
    with CaptureQueriesContext(connection) as found:
        status, _told = page.tell(**sent)
    assert status == 200
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in found.captured_queries)


def test_saving_asks_little_also_when_it_logs_and_merges(
    assessment: Assessment, ada: User, grace: User, workspace: Workspace
) -> None:
    page = Page(ada, assessment)
    page.tell("ARC-01", choice="1")  # what is written now and then, such as when somebody was last seen
    assert queries_of_save(page, choice="3") <= MOST_QUERIES
    assert queries_of_save(page, revision=2, choice="3", note="Longer.") <= MOST_QUERIES - 1
    save(assessment, grace, 3, is_flagged=True)
    assert queries_of_save(page, revision=3, choice="4", note="Longer.") <= MOST_QUERIES + 1


def test_saving_costs_the_same_in_a_pack_twenty_times_as_large(
    assessment: Assessment, ada: User, workspace: Workspace
) -> None:
    large = Page(ada, make_assessment(workspace, pack=make_large_pack(20)))
    small = Page(ada, assessment)
    for page in (large, small):
        page.tell("ARC-01", choice="1")
    assert queries_of_save(large, choice="3") == queries_of_save(small, choice="3")
