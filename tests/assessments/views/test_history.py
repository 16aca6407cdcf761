"""The history of an answer: what it tells, what it costs, and bringing something back."""

import re
from itertools import count

import pytest
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from assessments.models import Answer, AnswerVersion, Assessment
from assessments.operations.answers import save_answer
from assessments.operations.citations import cite_evidence, remove_citation
from assessments.queries.history import MOST_SHOWN
from tests.factories.accounts import make_member, make_user, make_workspace
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.test_query_budget import queries_of

pytestmark = pytest.mark.django_db

MOST_QUERIES = 10


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    return make_assessment(workspace)


@pytest.fixture
def person(workspace: Workspace) -> User:
    return make_member(workspace, Role.CONTRIBUTOR)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address_of(assessment: Assessment, page: str = "history") -> str:
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}/questions/DIS-01/{page}/"


def answer_of(assessment: Assessment) -> Answer:
    return Answer.objects.get(assessment=assessment, question="DIS-01")


def say(assessment: Assessment, actor: User, **said: object) -> None:
    save_answer(
        workspace=assessment.workspace,
        assessment=assessment.code,
        question="DIS-01",
        actor=actor,
        seen=answer_of(assessment).revision,
        said=said,
    )


def changes_on(page: str) -> list[str]:
    """The words of each change, the newest first."""
    parts = re.findall(r'<li class="card change">(.*?)\n</li>', page, flags=re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in parts]


def test_each_change_says_who_and_from_what_to_what(assessment: Assessment, person: User) -> None:
    workspace = assessment.workspace
    say(assessment, person, state="answered", level=1, met=["DIS-01.1a"], note="**One** journey.", is_flagged=True)
    say(
        assessment,
        make_member(workspace, Role.EDITOR, user=make_user(name="Grace")),
        state="not_applicable",
        level=None,
        reason="out_of_scope",
    )
    say(assessment, person, met=[], note="", is_flagged=False)
    evidence = make_stored_evidence(workspace, title="Minutes")
    for change in (cite_evidence, remove_citation):
        change(workspace=workspace, assessment=assessment.code, question="DIS-01", actor=person, evidence=evidence)
    page = client_of(person).get(address_of(assessment)).text
    assert "It was changed 5 times." in page
    removed, cited, emptied, ruled_out, first = changes_on(page)
    assert "No longer cited: Minutes" in removed
    assert "As it is now" in removed
    assert "Cited: Minutes" in cited
    for told in ("No longer ticked: At least one critical", "The note was emptied", "No longer to follow up"):
        assert told in emptied
    assert ruled_out.startswith("Grace ")
    assert "Ad hoc became Not applicable: It is out of scope" in ruled_out
    assert "Ticked" not in ruled_out
    assert first.startswith(str(person))
    for told in ("Open became Ad hoc", "Ticked: At least one critical", "Marked to follow up", "One journey."):
        assert told in first
    assert "1 Ad hoc, one criterion ticked, with a note, to follow up. Evidence stays as it is." in first
    assert ["Bring this back" in each for each in (removed, cited, emptied, ruled_out, first)] == [
        False,  # which is what it says now
        False,
        False,
        True,
        True,
    ]


def test_history_of_what_nobody_answered_leads_to_the_question(assessment: Assessment, person: User) -> None:
    page = client_of(person).get(address_of(assessment)).text
    assert "Nobody has answered this yet" in page
    assert f'href="{address_of(assessment).removesuffix("history/")}"' in page


def test_history_asks_little_and_no_more_with_many_changes(assessment: Assessment, person: User) -> None:
    client, numbers = client_of(person), count()
    asked = []
    for changes in (1, 29):
        for _change in range(changes):
            actor = make_member(assessment.workspace, Role.EDITOR)
            say(assessment, actor, state="answered", level=3, note=f"Note {next(numbers)}")
        asked.append(queries_of(client, address_of(assessment)))
    # Behind a page of many one more question says what was cited before.
    assert asked[1] == asked[0] + 1 <= MOST_QUERIES


@pytest.mark.parametrize(("versions", "is_cut"), [(MOST_SHOWN, False), (MOST_SHOWN + 5, True)])
def test_long_history_is_read_page_by_page(assessment: Assessment, person: User, versions: int, is_cut: bool) -> None:
    """What was cited before the beginning of a page is not taken for newly cited."""
    answer = answer_of(assessment)
    kept = {"code": "aaaaaaaaaa", "title": "Long cited"}
    said = dict.fromkeys(range(2, versions + 2)) | {2: [kept], versions: [kept]}
    AnswerVersion.objects.bulk_create(
        AnswerVersion(
            answer=answer,
            revision=number,
            note=f"Note {number}",
            evidence=evidence,
            saved_by=person,
            saved_at=assessment.created_at,
        )
        for number, evidence in said.items()
    )
    Answer.objects.filter(pk=answer.pk).update(revision=versions + 1)
    page = client_of(person).get(address_of(assessment)).text
    assert len(changes_on(page)) == MOST_SHOWN
    assert f"It was changed {versions} times." in page
    assert ('rel="next"' in page) == is_cut
    assert page.count("Long cited") == (0 if is_cut else 1)
    if is_cut:
        earlier = client_of(person).get(address_of(assessment), {"page": 2}).text
        assert len(changes_on(earlier)) == versions - MOST_SHOWN
        assert earlier.count("Long cited") == 1
        assert "Note 2<" in earlier


def test_earlier_answer_is_brought_back_with_all_that_it_said(assessment: Assessment, person: User) -> None:
    say(assessment, person, state="answered", level=2, note="Before", is_flagged=True)
    say(assessment, person, state="unknown", level=None, note="After", is_flagged=False)
    client = client_of(person)
    answer = client.post(address_of(assessment, "restore"), {"revision": "3", "restored": "2"}, follow=True)
    assert answer.redirect_chain == [(address_of(assessment), 302)]
    assert "The earlier answer is back." in answer.text
    stored = answer_of(assessment)
    assert (stored.revision, stored.level, stored.note, stored.is_flagged) == (4, 2, "Before", True)
    newest, replaced, _first = changes_on(answer.text)
    assert "Brought back" in newest
    assert "Bring this back" in replaced


def test_nothing_is_brought_back_over_what_somebody_has_just_saved(assessment: Assessment, person: User) -> None:
    for level in (1, 2, 3):
        say(assessment, person, state="answered", level=level)
    answer = client_of(person).post(address_of(assessment, "restore"), {"revision": "3", "restored": "2"}, follow=True)
    assert "Somebody has just changed this answer." in answer.text
    assert (answer_of(assessment).revision, answer_of(assessment).level) == (4, 3)


@pytest.mark.parametrize("restored", ["", "nonsense", "-1", "9" * 30])
def test_restore_without_a_revision_says_what_to_do(assessment: Assessment, person: User, restored: str) -> None:
    answer = client_of(person).post(
        address_of(assessment, "restore"), {"revision": "1", "restored": restored}, follow=True
    )
    assert "Choose which earlier answer to bring back." in answer.text
    assert answer_of(assessment).revision == 1


def test_restore_of_a_revision_that_never_was_is_not_found(assessment: Assessment, person: User) -> None:
    say(assessment, person, state="unknown")
    fields = {"revision": "2", "restored": "7"}
    assert client_of(person).post(address_of(assessment, "restore"), fields).status_code == 404
    assert answer_of(assessment).revision == 2


def test_viewer_reads_the_history_and_brings_nothing_back(assessment: Assessment, person: User) -> None:
    say(assessment, person, state="answered", level=1)
    say(assessment, person, state="answered", level=2)
    client = client_of(make_member(assessment.workspace, Role.VIEWER))
    page = client.get(address_of(assessment)).text
    assert len(changes_on(page)) == 2
    assert "Bring this back" not in page
    fields = {"revision": "3", "restored": "2"}
    assert client.post(address_of(assessment, "restore"), fields).status_code == 403
