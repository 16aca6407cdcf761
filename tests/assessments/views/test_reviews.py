"""The pages of a review, and what the pages of answers say about what is locked."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils.html import escape

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from assessments.choices import ScopeChoice
from assessments.domain.review import Act, Standing
from assessments.models import Answer, Assessment, Comment, Review
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment, shipped_pack
from tests.factories.packs import install_next_version
from tests.factories.reviews import PHASE, act, bring_to, look_at_everything, make_comment
from tests.test_query_budget import queries_of

pytestmark = pytest.mark.django_db

QUESTION = "ARC-11"


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(owner=make_user(name="Ada Lovelace"))


@pytest.fixture
def ada(workspace: Workspace) -> User:
    return owner_of(workspace)


@pytest.fixture
def grace(workspace: Workspace) -> User:
    return make_member(workspace, Role.EDITOR, user=make_user(name="Grace Hopper"))


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    return make_assessment(workspace)


def base(assessment: Assessment) -> str:
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def look(user: User, assessment: Assessment, place: str) -> str:
    answer = client_of(user).get(f"{base(assessment)}/{place}")
    assert answer.status_code == 200
    return answer.text


def send(user: User, assessment: Assessment, wanted: str, *seen: str, **said: str) -> Any:
    return client_of(user).post(f"{base(assessment)}/review/act/", {"act": wanted, "seen": seen, **said})


def buttons(text: str) -> list[str]:
    return re.findall(r'name="act" value="(\w+)"', text)


def told(answer: Any) -> str:
    return " ".join(map(str, get_messages(answer.wsgi_request)))


# --- what the pages offer -------------------------------------------------------------------------------------------


def test_pages_offer_what_this_person_can_do_now(assessment: Assessment, ada: User, grace: User) -> None:
    viewer = make_member(assessment.workspace, Role.VIEWER)
    assert buttons(look(ada, assessment, "review/")) == [], "nothing is answered"
    look_at_everything(assessment)
    page = f"review/by-phase/{PHASE}/"
    assert buttons(look(ada, assessment, page)) == ["submit"]
    act(assessment, Act.SUBMIT, ada)
    for place in (page, "review/"):
        assert buttons(look(ada, assessment, place)) == ["withdraw"]
        assert buttons(look(grace, assessment, place)) == ["accept", "send_back"]
        assert buttons(look(viewer, assessment, place)) == []
    act(assessment, Act.ACCEPT, grace)
    assert buttons(look(ada, assessment, page)) == ["reopen"]
    assert "accepted by Grace Hopper on" in look(viewer, assessment, page)


def test_whole_page_says_who_is_missing_and_what_was_found(assessment: Assessment, ada: User) -> None:
    text = look(ada, assessment, "review/")
    assert "Nothing is submitted for review yet" in text
    assert "Nobody besides you may accept a section here." in text
    bring_to(assessment, Standing.SUBMITTED)
    assert "1 section waits for review" in look(ada, assessment, "review/")
    for phase in assessment.questions.phases:
        if phase.id != PHASE:
            bring_to(assessment, Standing.ACCEPTED, phase=phase.id)
    act(assessment, Act.ACCEPT, make_member(assessment.workspace, Role.EDITOR))
    text = look(ada, assessment, "review/")
    assert "Every section is accepted" in text
    assert "Nobody besides you" not in text


def test_everything_is_submitted_and_accepted_at_once(assessment: Assessment, ada: User, grace: User) -> None:
    answer_everything(assessment)
    phases = [phase.id for phase in assessment.questions.phases]
    answer = send(ada, assessment, "submit", *(f"{phase}:1" for phase in phases))
    assert answer["Location"] == f"{base(assessment)}/review/"
    assert told(answer) == "6 sections wait for review now."
    assert told(send(grace, assessment, "accept", *(f"{phase}:2" for phase in phases))) == (
        "6 sections are accepted and locked."
    )
    assert set(Review.objects.values_list("state", flat=True)) == {"accepted"}


def test_sending_back_takes_a_word_and_reopening_a_reason(assessment: Assessment, ada: User, grace: User) -> None:
    bring_to(assessment, Standing.SUBMITTED, submitter=ada)
    answer = send(grace, assessment, "send_back", f"{PHASE}:2", group=PHASE)
    assert answer.status_code == 422
    assert "Say what is to be changed, here or at a question." in answer.text
    answer = send(grace, assessment, "send_back", f"{PHASE}:2", group=PHASE, **{f"remark-{QUESTION}": "Since when?"})
    assert answer["Location"] == f"{base(assessment)}/review/by-phase/{PHASE}/"
    assert Comment.objects.get().text == "Since when?"
    assert "1 open comment" in look(ada, assessment, f"review/by-phase/{PHASE}/")
    act(assessment, Act.SUBMIT, ada)
    act(assessment, Act.ACCEPT, grace)
    assert send(ada, assessment, "reopen", f"{PHASE}:5").status_code == 422
    assert send(ada, assessment, "reopen", f"{PHASE}:5", reason="The pilot.").status_code == 302


def test_second_reviewer_is_told_what_the_first_one_did_and_loses_nothing(assessment: Assessment, grace: User) -> None:
    bring_to(assessment, Standing.SUBMITTED)
    linus = make_member(assessment.workspace, Role.EDITOR, user=make_user(name="Linus Pauling"))
    send(grace, assessment, "accept", f"{PHASE}:2", reason="Fine.")
    typed = {"reason": "Not <yet>.", f"remark-{QUESTION}": "Which drill?", "group": PHASE}
    answer = send(linus, assessment, "send_back", f"{PHASE}:2", **typed)
    assert answer.status_code == 409
    assert "Nothing was done: Architect for resilience was accepted by Grace Hopper on" in answer.text
    assert escape("Not <yet>.") in answer.text
    assert "Which drill?" in answer.text
    assert not Comment.objects.exists()
    assert Review.objects.get().decided_by == grace


@pytest.mark.parametrize("seen", [[], ["architect:x"], ["architect:0"], ["nothing:1"], ["architect:3000000000"]])
def test_page_that_does_not_say_what_it_showed_changes_nothing(
    assessment: Assessment, ada: User, seen: list[str]
) -> None:
    look_at_everything(assessment)
    assert send(ada, assessment, "submit", *seen).status_code == 422
    assert send(ada, assessment, "dance", f"{PHASE}:1").status_code == 422
    assert not Review.objects.exists()


def test_questions_without_an_answer_are_not_submitted(assessment: Assessment, ada: User) -> None:
    answer = send(ada, assessment, "submit", f"{PHASE}:1", group=PHASE)
    assert answer.status_code == 422
    count = len(assessment.questions.asked_in(assessment.questions.phase[PHASE]))
    assert f"Nothing was submitted: {count} questions have no answer yet." in answer.text


# --- the pages of answers -------------------------------------------------------------------------------------------


def form_of(text: str, question: str = QUESTION) -> str:
    found = re.search(rf'<details class="q"[^>]*id="{question}".*?</form>', text, re.DOTALL)
    assert found
    return found[0]


def test_locked_section_is_read_and_says_why(assessment: Assessment, ada: User, grace: User) -> None:
    bring_to(assessment, Standing.ACCEPTED, submitter=ada, reviewer=grace)
    text = look(ada, assessment, f"by-phase/{PHASE}/?question={QUESTION}")
    form = form_of(text)
    assert "Architect for resilience is locked: Grace Hopper accepted it on" in form
    assert "data-locked" in form
    assert "<fieldset disabled>" in form
    assert 'name="note"' not in form
    assert "Save and continue" not in text
    assert "/complete/" not in text
    domain = assessment.questions.question[QUESTION].domain
    mixed = look(ada, assessment, f"by-domain/{domain}/")
    assert "data-locked" in form_of(mixed)
    assert "Save and continue" in mixed, "the others of the domain are open"
    assert f"{QUESTION}/restore/" not in look(ada, assessment, f"questions/{QUESTION}/history/")


def test_what_is_sent_to_a_locked_section_is_shown_again(assessment: Assessment, ada: User) -> None:
    bring_to(assessment, Standing.SUBMITTED)
    address = f"{base(assessment)}/questions/{QUESTION}/answer/"
    sent = {"revision": 1, "choice": "3", "note": "Two of <three>.", "level_reason": "As seen."}
    answer = client_of(ada).post(address, sent)
    assert answer.status_code == 409
    form = form_of(answer.text)
    assert "is locked: Ada Lovelace submitted it for review on" in form
    for typed in ("Not saved. What you typed:", "3 Defined", "As seen.", escape("Two of <three>.")):
        assert typed in form
    told = client_of(ada).post(address, sent, headers={"Accept": "application/json"})
    assert told.status_code == 422
    assert told.json()["locked"] is True
    assert "submitted it for review" in told.json()["sentence"]
    assert Answer.objects.get(assessment=assessment, question=QUESTION).revision == 1


def test_evidence_that_is_typed_for_a_locked_question_is_kept_on_the_page(assessment: Assessment, ada: User) -> None:
    bring_to(assessment, Standing.SUBMITTED)
    address = f"{base(assessment)}/questions/{QUESTION}/evidence/"
    answer = client_of(ada).get(address)
    assert answer["Location"].startswith(f"{base(assessment)}/by-phase/{PHASE}/?question={QUESTION}")
    assert "is locked" in told(answer)
    about = {"title": "Drill of May", "kind": "document", "reference": "OPS-1", "validity_days": "180"}
    answer = client_of(ada).post(address, about)
    assert answer.status_code == 422
    assert "Drill of May" in answer.text
    assert "is locked" in answer.text


def test_phase_in_which_nothing_is_asked_is_not_signed(workspace: Workspace, ada: User) -> None:
    """It has no page on which anybody could reopen it."""
    pack = install_next_version(
        shipped_pack(), lambda source: re.sub(r"(phase: scale\n.*\n)    core: true\n", r"\1", source)
    )
    core = make_assessment(workspace, pack=pack, scope=ScopeChoice.CORE)
    assert not core.questions.asked_in(core.questions.phase["scale"])
    assert send(ada, core, "submit", "scale:1").status_code == 422
    assert not Review.objects.exists()


def test_section_that_was_sent_back_says_by_whom(assessment: Assessment, ada: User, grace: User) -> None:
    bring_to(assessment, Standing.SENT_BACK, reviewer=grace)
    assert "Grace Hopper sent this section back on" in look(ada, assessment, f"by-phase/{PHASE}/")
    assert "Sent back" in look(ada, assessment, "")


def test_pages_ask_as_little_with_thirty_acts_and_comments(assessment: Assessment, ada: User, grace: User) -> None:
    bring_to(assessment, Standing.SUBMITTED, submitter=ada)
    make_comment(assessment, ada)
    client = client_of(grace)
    places = ["review/", f"review/by-phase/{PHASE}/", f"by-phase/{PHASE}/", "questions/", ""]
    few = [queries_of(client, f"{base(assessment)}/{place}") for place in places]
    for number in range(15):
        act(assessment, Act.WITHDRAW, ada)
        act(assessment, Act.SUBMIT, ada)
        for question in (QUESTION, f"ARC-0{number % 9 + 1}"):
            make_comment(assessment, make_member(assessment.workspace, Role.CONTRIBUTOR), question=question)
    assert [queries_of(client, f"{base(assessment)}/{place}") for place in places] == few
    assert max(few[:2]) <= 10
    assert max(few) <= 12
