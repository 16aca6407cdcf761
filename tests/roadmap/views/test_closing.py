"""Closing an action: what shows it, what its question says from then on, and taking it back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import User
from assessments.domain.review import Standing
from assessments.models import Answer, AnswerVersion
from assessments.operations.answers import save_answer
from evidence.models import Evidence, StoredFile
from roadmap.models import Action, ActionComment
from roadmap.operations.actions import change_action, set_state
from roadmap.operations.dependencies import set_needs
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.reviews import bring_to, look_at_everything
from tests.factories.roadmap import make_action, make_roadmap
from tests.factories.uploads import PDF, make_upload

pytestmark = pytest.mark.django_db

NEW = {
    "new-title": "Minutes of the workshop",
    "new-kind": "measurement",
    "new-reference": "OPS-31",
    "new-validity_days": 180,
}


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, action: Action) -> str:
    return reverse(name, args=[action.roadmap.workspace.code, action.roadmap.code, action.code])


@pytest.fixture
def action() -> Action:
    """Of DIS-01, which says level 2 without evidence, up to level 4."""
    workspace = make_workspace()
    assessment = make_assessment(workspace)
    say(assessment, level=2, seen=1)
    return make_action(make_roadmap(workspace, assessment=assessment), question="DIS-01", to_level=4, gap=2)


def say(assessment: Any, *, level: int, seen: int, **said: Any) -> None:
    save_answer(
        workspace=assessment.workspace,
        assessment=assessment.code,
        question="DIS-01",
        actor=owner_of(assessment.workspace),
        seen=seen,
        said={"state": "answered", "level": level, **said},
    )


@pytest.fixture
def client(action: Action) -> Client:
    return client_of(make_member(action.roadmap.workspace, Role.CONTRIBUTOR))


def sent(**typed: Any) -> dict[str, Any]:
    return {"revision": 1, "answer_revision": 2, "level": "4", "new-validity_days": 180, **typed}


def state(action: Action) -> str:
    action.refresh_from_db()
    return action.state


def answer() -> Answer:
    return Answer.objects.get(question="DIS-01")


def test_answer_is_given_anew_with_evidence_that_is_there(client: Client, action: Action) -> None:
    evidence = make_stored_evidence(action.roadmap.workspace)
    page = client.post(at("action_close", action), sent(evidence=[evidence.code], answer="update"), follow=True)
    assert state(action) == "done"
    assert action.closed_by
    assert action.closed_by.memberships.get().role == "contributor"
    assert (answer().level, list(answer().citations.values_list("evidence", flat=True))) == (4, [evidence.pk])
    assert list(AnswerVersion.objects.order_by("revision").values_list("level", flat=True)) == [2, 2, 4]
    text = page.content.decode()
    assert "DIS-01 says 4" in text
    assert "Its verified level was 2 and is 4." in text
    assert evidence.title in text


def test_new_evidence_is_added_and_cited_and_the_level_left(client: Client, action: Action) -> None:
    upload = make_upload(PDF, "minutes.pdf")
    client.post(at("action_close", action), sent(answer="cite", **{**NEW, "new-reference": "", "new-upload": upload}))
    assert state(action) == "done"
    evidence = Evidence.objects.get()
    assert (evidence.title, evidence.stored_file is not None) == ("Minutes of the workshop", True)
    assert (answer().level, answer().citations.count()) == (2, 1)
    assert action.shown_by.get().evidence == evidence


def test_answer_may_be_left_out_altogether(client: Client, action: Action) -> None:
    client.post(at("action_close", action), sent(answer="leave", **NEW))
    assert state(action) == "done"
    assert (answer().revision, answer().citations.count()) == (2, 0)
    assert action.shown_by.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Say what becomes of the answer."),
        ({"answer": "cite"}, "Choose or add the evidence that is to be cited."),
        ({"answer": "update", "level": ""}, "Choose one of the levels."),
        ({"answer": "leave", "new-title": "Minutes"}, "Choose what it is."),
        ({"answer": "leave", "evidence": ["22222222"]}, "One of these pieces is not there any more."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    client: Client, action: Action, typed: dict[str, Any], said: str
) -> None:
    page = client.post(at("action_close", action), sent(**typed))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert state(action) == "to_do"
    assert not Evidence.objects.exists()


def test_refused_file_leaves_everything_as_it_was(client: Client, action: Action) -> None:
    upload = make_upload(b"MZ\x90\x00 a program", "minutes.pdf")
    page = client.post(at("action_close", action), sent(answer="update", **{**NEW, "new-upload": upload}))
    assert page.status_code == 422
    assert (state(action), answer().revision) == ("to_do", 2)
    assert not StoredFile.objects.exists()


def test_level_that_needs_a_reason_asks_for_it(client: Client, action: Action) -> None:
    assessment = action.roadmap.assessment
    say(assessment, level=2, seen=2, met=["DIS-01.1a"], level_reason="Nearly.")
    page = client.post(at("action_close", action), sent(answer="update", answer_revision=3, level_reason=""))
    assert page.status_code == 422
    assert "Say why you choose another level than the criteria suggest." in page.content.decode()
    client.post(at("action_close", action), sent(answer="update", answer_revision=3, level_reason="Done now."))
    assert (state(action), answer().level, answer().level_reason) == ("done", 4, "Done now.")


def test_answer_changed_meanwhile_is_shown_and_nothing_is_overwritten(client: Client, action: Action) -> None:
    say(action.roadmap.assessment, level=3, seen=2)
    page = client.post(at("action_close", action), sent(answer="update", level="5", **NEW))
    assert page.status_code == 409
    assert (state(action), answer().level, Evidence.objects.exists()) == ("to_do", 3, False)
    form = page.context["form"]
    assert (form["answer_revision"].value(), form["level"].value()) == ("3", "5")
    assert "Minutes of the workshop" in page.content.decode()


def test_action_changed_meanwhile_is_shown_and_can_be_closed_then(client: Client, action: Action) -> None:
    change_action(action=action, actor=owner_of(action.roadmap.workspace), seen=1, impact=5)
    page = client.post(at("action_close", action), sent(answer="leave"))
    assert page.status_code == 409
    assert state(action) == "to_do"
    client.post(at("action_close", action), sent(answer="leave", revision=page.context["form"]["revision"].value()))
    assert state(action) == "done"


def test_locked_phase_is_told_and_its_answer_not_asked_about(client: Client, action: Action) -> None:
    assert action.roadmap.assessment
    look_at_everything(action.roadmap.assessment, "discover")
    bring_to(action.roadmap.assessment, Standing.SUBMITTED, phase="discover")
    text = client.get(at("action_close", action)).content.decode()
    assert "is locked" in text
    assert 'name="answer"' not in text
    client.post(at("action_close", action), {"revision": 1, "answer": "update", "level": "4", "new-validity_days": 180})
    assert (state(action), answer().level) == ("done", 2)


def test_action_without_a_question_asks_for_evidence_only() -> None:
    action = make_action(make_roadmap(make_workspace()))
    client = client_of(owner_of(action.roadmap.workspace))
    assert 'name="answer"' not in client.get(at("action_close", action)).content.decode()
    client.post(at("action_close", action), {"revision": 1, "new-validity_days": 180})
    assert state(action) == "done"


def test_open_needs_are_warned_about(client: Client, action: Action) -> None:
    needed = make_action(action.roadmap, title="Needed first")
    set_needs(action=action, needs=[needed])
    assert "Needed first" in client.get(at("action_close", action)).content.decode()
    client.post(at("action_close", action), sent(answer="leave"))
    assert state(action) == "done"


def test_undo_reopens_the_action_as_it_was_and_leaves_the_answer(client: Client, action: Action) -> None:
    change_action(action=action, actor=owner_of(action.roadmap.workspace), seen=1, state="doing", progress=60)
    page = client.post(at("action_close", action), sent(answer="update", revision=2), follow=True)
    assert at("action_reopen", action) in page.content.decode()
    for _ in range(2):
        page = client.post(at("action_reopen", action), follow=True)
    assert (state(action), action.progress, action.closed_at) == ("doing", 60, None)
    assert answer().level == 4
    assert "What was answered and cited for DIS-01 stays, with its history" in page.content.decode()


def test_what_was_done_and_then_dropped_is_open_again(action: Action) -> None:
    owner = owner_of(action.roadmap.workspace)
    for seen, becomes in enumerate(["waiting", "done", "dropped"], start=1):
        set_state(action=action, actor=owner, seen=seen, state=becomes)
    client_of(owner).post(at("action_reopen", action))
    assert (state(action), action.closed_at) == ("waiting", None)


def test_closed_action_is_not_closed_again(client: Client, action: Action) -> None:
    client.post(at("action_close", action), sent(answer="cite", **NEW))
    assert state(action) == "done"
    assert action.shown_by.exists()
    assert client.get(at("action_close", action)).headers["Location"] == action.get_absolute_url()


def test_what_was_put_into_done_on_the_board_can_still_say_what_shows_it(client: Client, action: Action) -> None:
    set_state(action=action, actor=owner_of(action.roadmap.workspace), seen=1, state="done")
    assert "What shows that it is done?" in client.get(at("action_close", action)).text
    client.post(at("action_close", action), sent(answer="update", revision=2))
    assert (state(action), answer().level) == ("done", 4)


def test_dropped_action_is_not_closed(client: Client, action: Action) -> None:
    set_state(action=action, actor=owner_of(action.roadmap.workspace), seen=1, state="dropped")
    assert client.get(at("action_close", action)).headers["Location"] == action.get_absolute_url()


def test_contributor_does_not_reopen_what_an_editor_dropped(client: Client, action: Action) -> None:
    stored = set_state(action=action, actor=owner_of(action.roadmap.workspace), seen=1, state="dropped")
    assert "How far it is" not in client.get(at("action_detail", action)).text
    assert client.post(at("action_reopen", action)).status_code == 403
    sent = {"revision": stored.revision, "state": "doing", "progress": 0}
    assert client.post(at("action_state", action), sent).status_code == 403
    assert state(action) == "dropped"
    editor = client_of(make_member(action.roadmap.workspace, Role.EDITOR))
    assert editor.post(at("action_reopen", action)).status_code == 302
    assert state(action) == "to_do"


def test_dropping_keeps_the_reason_as_a_comment(action: Action) -> None:
    client = client_of(owner_of(action.roadmap.workspace))
    assert client.post(at("action_drop", action), {"revision": 1, "reason": " "}).status_code == 422
    page = client.post(at("action_drop", action), {"revision": 1, "reason": "Too dear."}, follow=True)
    assert (state(action), ActionComment.objects.get().text) == ("dropped", "Too dear.")
    assert at("action_reopen", action) in page.content.decode()


def test_dropping_what_somebody_changed_meanwhile_asks_again(action: Action) -> None:
    change_action(action=action, actor=owner_of(action.roadmap.workspace), seen=1, impact=5)
    client = client_of(owner_of(action.roadmap.workspace))
    page = client.post(at("action_drop", action), {"revision": 1, "reason": "Too dear."})
    assert page.status_code == 409
    assert "Too dear." in page.content.decode()
    assert (state(action), ActionComment.objects.exists()) == ("to_do", False)
