"""Talking about a question: threads, whom they are for, and that they are settled."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Notice, User, Workspace
from assessments.models import Assessment, Comment, Mention, Thread
from assessments.operations.comments import purge_comments, reply
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.reviews import make_comment
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
    return make_member(workspace, Role.CONTRIBUTOR, user=make_user(name="Grace Hopper"))


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    return make_assessment(workspace, title="Baseline")


def base(assessment: Assessment) -> str:
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(user: User, assessment: Assessment, place: str, **sent: str) -> Any:
    return client_of(user).post(f"{base(assessment)}/{place}", sent)


def write(user: User, assessment: Assessment, text: str, **sent: str) -> Any:
    return post(user, assessment, f"questions/{QUESTION}/comments/new/", text=text, **sent)


def page(user: User, assessment: Assessment, question: str = QUESTION) -> str:
    return client_of(user).get(f"{base(assessment)}/questions/{question}/comments/").text


def told(answer: Any) -> str:
    return " ".join(map(str, get_messages(answer.wsgi_request)))


def notices(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("sentence", flat=True))


def test_comment_is_safe_markdown_and_reaches_whom_it_names(assessment: Assessment, ada: User, grace: User) -> None:
    answer = write(ada, assessment, "@Grace is *this* so? <script>alert(1)</script>")
    comment = Comment.objects.get()
    assert answer["Location"] == f"{base(assessment)}/questions/{QUESTION}/comments/#{comment.code}"
    text = page(grace, assessment)
    assert "<em>this</em>" in text
    assert "<script>alert" not in text
    assert "For Grace Hopper" in text
    assert notices(grace) == [
        "Ada Lovelace asks you about ARC-11 in Baseline: @Grace is *this* so? <script>alert(1)</script>"
    ]
    assert Notice.objects.get().path == answer["Location"]


def test_who_wrote_is_told_of_replies_once_and_nobody_of_their_own(
    assessment: Assessment, ada: User, grace: User
) -> None:
    thread = make_comment(assessment, ada).thread
    post(grace, assessment, f"threads/{thread.code}/reply/", text="@Ada I do. @Grace, too.")
    assert notices(ada) == ["Grace Hopper asks you about ARC-11 in Baseline: @Ada I do. @Grace, too."]
    post(grace, assessment, f"threads/{thread.code}/reply/", text="Since May.")
    assert notices(ada)[1:] == ["Grace Hopper replied about ARC-11 in Baseline: Since May."]
    assert notices(grace) == []
    assert page(ada, assessment).count('class="said"') == 3


def test_name_of_several_is_asked_about_and_nothing_typed_is_lost(
    assessment: Assessment, workspace: Workspace, ada: User, grace: User
) -> None:
    other = make_member(workspace, user=make_user(name="Grace Kelly"))
    answer = write(ada, assessment, "@Grace, is it so?")
    assert answer.status_code == 422
    assert "Whom do you mean by @Grace?" in answer.text
    assert "@Grace, is it so?</textarea>" in answer.text
    assert not Comment.objects.exists()
    write(ada, assessment, "@Grace, is it so?", **{"meant-Grace": other.code})
    assert Mention.objects.get().user == other
    assert (notices(other), notices(grace)) == (
        ["Ada Lovelace asks you about ARC-11 in Baseline: @Grace, is it so?"],
        [],
    )


def test_name_of_nobody_is_said_and_strangers_are_nobody(assessment: Assessment, ada: User) -> None:
    stranger = make_workspace(owner=make_user(name="Mallory Stranger"))
    assert told(write(ada, assessment, "@Mallory?")) == "Nobody here is called @Mallory, so nobody was told."
    assert notices(owner_of(stranger)) == []


def test_empty_comment_and_one_that_is_too_long_are_asked_for_again(assessment: Assessment, ada: User) -> None:
    assert "Write what you want to say." in write(ada, assessment, " \n ").text
    assert write(ada, assessment, "x" * 16_001).status_code == 422
    thread = make_comment(assessment, ada).thread
    answer = post(ada, assessment, f"threads/{thread.code}/reply/", text="")
    assert answer.status_code == 422
    assert '<details class="talk__reply" open>' in answer.text


def test_own_comment_is_changed_and_who_was_told_is_not_told_again(
    assessment: Assessment, ada: User, grace: User
) -> None:
    write(ada, assessment, "@Grace which drill?")
    comment = Comment.objects.get()
    place = f"comments/{comment.code}/"
    answer = post(ada, assessment, place, text="@Grace which restore drill?", revision="1")
    assert answer.status_code == 302
    assert len(notices(grace)) == 1
    assert "edited" in page(grace, assessment)
    assert post(grace, assessment, place, text="Mine.", revision="2").status_code == 403
    stale = post(ada, assessment, place, text="From another tab.", revision="1")
    assert stale.status_code == 409
    assert "From another tab." in stale.text
    comment.refresh_from_db()
    assert comment.text == "@Grace which restore drill?"


def test_own_comment_is_deleted_with_undo_and_goes_after_a_month(
    assessment: Assessment, ada: User, grace: User
) -> None:
    comment = make_comment(assessment, ada)
    assert post(grace, assessment, f"comments/{comment.code}/delete/").status_code == 403
    post(ada, assessment, f"comments/{comment.code}/delete/")
    assert "No comment is open here." in page(ada, assessment)
    post(ada, assessment, f"comments/{comment.code}/restore/")
    assert "Who runs it?" in page(ada, assessment)
    second = reply(thread=comment.thread, actor=grace, text="I do.")
    Comment.objects.filter(pk=comment.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    assert "more than 30 days ago" in told(post(ada, assessment, f"comments/{comment.code}/restore/"))
    assert purge_comments(now=timezone.now()) == 1
    assert Thread.objects.exists(), "a reply is left"
    Comment.objects.filter(pk=second.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    purge_comments(now=timezone.now())
    assert not Thread.objects.exists()


def test_resolved_thread_is_folded_away_until_somebody_has_something_to_say(
    assessment: Assessment, ada: User, grace: User
) -> None:
    thread = make_comment(assessment, ada).thread
    for _ in range(2):
        post(grace, assessment, f"threads/{thread.code}/resolve/")
    assert "Resolved by Grace Hopper" in page(ada, assessment)
    assert "One resolved comment" in page(ada, assessment)
    post(ada, assessment, f"threads/{thread.code}/reply/", text="Not quite.")
    assert "One resolved comment" not in page(ada, assessment)


def test_open_comments_are_a_filter_in_the_address(assessment: Assessment, ada: User) -> None:
    for text in ("One.", "Two."):
        make_comment(assessment, ada, text=text)
    settled = make_comment(assessment, ada, question="ARC-01").thread
    post(ada, assessment, f"threads/{settled.code}/resolve/")
    gone = make_comment(assessment, ada, question="ARC-02")
    post(ada, assessment, f"comments/{gone.code}/delete/")
    client = client_of(ada)
    text = client.get(f"{base(assessment)}/by-phase/architect/?show=comments").text
    assert re.findall(r'<details class="q"[^>]*data-question="([^"]+)"', text) == [QUESTION]
    assert 'data-count="comments">1<' in text
    everything = client.get(f"{base(assessment)}/questions/?show=comments").text
    assert re.findall(r'<article class="one" id="([^"]+)"', everything) == [QUESTION]
    assert "2 open comments" in everything


def test_viewer_reads_and_writes_nothing(assessment: Assessment, workspace: Workspace, ada: User) -> None:
    thread = make_comment(assessment, ada).thread
    viewer = make_member(workspace)
    text = page(viewer, assessment)
    assert "Who runs it?" in text
    assert "<form" not in text.partition("<main")[2].partition("</main>")[0]
    assert write(viewer, assessment, "Me too.").status_code == 403
    assert post(viewer, assessment, f"threads/{thread.code}/resolve/").status_code == 403


def test_page_asks_as_little_with_thirty_threads(assessment: Assessment, ada: User, grace: User) -> None:
    def talk() -> None:
        thread = make_comment(assessment, ada, mentioned=[grace.code]).thread
        reply(thread=thread, actor=grace, text="@Ada", mentioned=[ada.code])

    address = f"{base(assessment)}/questions/{QUESTION}/comments/"
    talk()
    few = queries_of(client_of(ada), address)
    for _ in range(29):
        talk()
    assert queries_of(client_of(ada), address) == few <= 10
