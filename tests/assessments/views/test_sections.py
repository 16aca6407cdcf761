"""The page of a section: what it shows to whom, its filters and pages, and saying that it is complete."""

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from accounts.domain.roles import Role
from accounts.models import Activity, User, Workspace
from assessments.models import Answer, Assessment
from tests.factories.accounts import make_member, make_user, make_workspace
from tests.factories.assessments import answer_everything, make_assessment, make_large_pack
from tests.factories.evidence import make_stored_evidence

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
MOST_SHOWN = 20
SECTION = "by-phase/architect/"


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def ada(workspace: Workspace) -> User:
    return make_member(workspace, Role.CONTRIBUTOR, user=make_user(name="Ada Lovelace"))


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    return make_assessment(workspace)


def base(assessment: Assessment) -> str:
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def look(user: User, assessment: Assessment, place: str = SECTION) -> str:
    answer = client_of(user).get(f"{base(assessment)}/{place}")
    assert answer.status_code == 200
    return answer.text


def shown(text: str) -> list[str]:
    return re.findall(r'<details class="q"[^>]*data-question="([^"]+)"', text)


def open_one(text: str) -> list[str]:
    return re.findall(r'<details class="q"[^>]*id="([^"]+)" open', text)


def put(assessment: Assessment, *questions: str, **fields: Any) -> None:
    Answer.objects.filter(assessment=assessment, question__in=questions).update(**fields)


def test_page_shows_the_questions_with_levels_criteria_and_the_target(assessment: Assessment, ada: User) -> None:
    text = look(ada, assessment)
    asked = assessment.questions.asked_in(assessment.questions.phase["architect"])
    assert shown(text) == [question.id for question in asked]
    assert text.count('name="choice" value="4"') == len(asked)
    assert text.count('class="tgt"') == len(asked)
    assert text.count('name="met"') == sum(len(question.criteria) for question in asked)
    assert text.count("<form") >= len(asked), "it works without JavaScript"


def test_page_opens_where_one_left_off(assessment: Assessment, ada: User) -> None:
    put(assessment, "ARC-01", state="answered", level=2)
    put(assessment, "ARC-02", state="unknown")
    assert open_one(look(ada, assessment)) == ["ARC-03"]
    assert open_one(look(ada, assessment, f"{SECTION}?question=ARC-07")) == ["ARC-07"]
    put(assessment, *shown(look(ada, assessment)), state="answered", level=2)
    assert open_one(look(ada, assessment)) == []
    put(assessment, "ARC-05", state="unknown", level=None)
    assert open_one(look(ada, assessment)) == ["ARC-05"]


def test_resuming_leads_to_the_first_section_with_something_open(assessment: Assessment, ada: User) -> None:
    client = client_of(ada)
    assert client.get(f"{base(assessment)}/by-phase/")["Location"] == f"{base(assessment)}/by-phase/discover/"
    answer_everything(assessment)
    put(assessment, "IMP-02", state="unanswered", level=None)
    Assessment.objects.update(summary_date=None)
    assert client.get(f"{base(assessment)}/by-phase/")["Location"] == f"{base(assessment)}/by-phase/implement/"
    answer = client.get(f"{base(assessment)}/questions/IMP-02/")
    assert answer["Location"] == f"{base(assessment)}/by-phase/implement/?question=IMP-02#IMP-02"


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("open", {"ARC-04", "ARC-05"}),
        ("without-evidence", {"ARC-01", "ARC-03"}),
        ("flagged", {"ARC-02"}),
        ("below-target", {"ARC-01", "ARC-03"}),
        ("nonsense", {"ARC-01", "ARC-02", "ARC-03", "ARC-04", "ARC-05"}),
    ],
)
def test_filters_are_in_the_address_and_count_what_they_show(
    assessment: Assessment, ada: User, show: str, expected: set[str]
) -> None:
    put(assessment, "ARC-01", "ARC-03", state="answered", level=2)
    put(assessment, "ARC-02", state="answered", level=4, is_flagged=True)
    put(assessment, "ARC-04", state="unknown")
    answer = assessment.answers.get(question="ARC-02")
    answer.citations.create(evidence=make_stored_evidence(assessment.workspace, evidence_class="measurement"))
    text = look(ada, assessment, f"{SECTION}?show={show}")
    of_five = {"ARC-01", "ARC-02", "ARC-03", "ARC-04", "ARC-05"}
    assert set(shown(text)) & of_five == expected
    if show != "nonsense":
        assert f'href="?show={show}" aria-current="true"' in text
        assert f'data-count="{show}">{len(shown(text))}<' in text


def test_question_that_a_filter_leaves_out_stays_where_it_is_answered(assessment: Assessment, ada: User) -> None:
    put(assessment, "ARC-01", state="answered", level=2)
    text = look(ada, assessment, f"{SECTION}?show=open&question=ARC-01")
    assert "ARC-01" in shown(text)
    assert open_one(text) == ["ARC-01"]


def test_filter_that_leaves_nothing_says_so(assessment: Assessment, ada: User) -> None:
    assert "No question of this section is left for this filter." in look(ada, assessment, f"{SECTION}?show=flagged")


def test_sections_are_by_phase_or_by_domain(assessment: Assessment, ada: User) -> None:
    domain = assessment.questions.question["ARC-11"].domain
    text = look(ada, assessment, f"by-domain/{domain}/")
    assert set(shown(text)) == {question.id for question in assessment.questions.questions if question.domain == domain}
    assert 'name="by" value="domain"' in text
    client = client_of(ada)
    for address in ("by-domain/architect/", "by-phase/nothing/", "by-owner/architect/"):
        assert client.get(f"{base(assessment)}/{address}").status_code == 404


def test_suggestion_is_shown_with_its_reason_and_not_applied(workspace: Workspace, ada: User) -> None:
    pack = make_assessment(workspace).questions
    question = next(question for question in pack.questions if question.not_applicable_when)
    condition = question.not_applicable_when[0]
    assessment = make_assessment(workspace, profile={match.profile: [match.options[0]] for match in condition.all})
    text = look(ada, assessment, f"by-phase/{question.phase}/")
    assert re.search(rf"This may not apply:</b> {re.escape(escape(condition.reason))}", text)
    assert assessment.answers.get(question=question.id).state == "unanswered"


def test_viewer_reads_and_changes_nothing(assessment: Assessment, workspace: Workspace) -> None:
    put(assessment, "ARC-01", note="*Two* of three <script>")
    text = look(make_member(workspace, Role.VIEWER), assessment)
    assert "<em>Two</em> of three" in text
    assert "<script>" not in text.partition("<main")[2]
    assert "Save and continue" not in text
    assert "<fieldset disabled>" in text
    assert "/complete/" not in text


# --- a pack that is twenty times as large ---------------------------------------------------------------------------


def queries_of(user: User, address: str) -> int:
    client = client_of(user)
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_page_asks_little_and_no_more_in_a_large_pack(assessment: Assessment, workspace: Workspace, ada: User) -> None:
    large = make_assessment(workspace, pack=make_large_pack(20))
    proof = [make_stored_evidence(workspace) for _ in range(3)]
    for each in (assessment, large):
        answer_everything(each, note="Two of three.", evidence=proof)
    few = queries_of(ada, f"{base(assessment)}/{SECTION}")
    assert few <= MOST_QUERIES
    assert queries_of(ada, f"{base(large)}/{SECTION}") == few
    text = look(ada, large)
    assert len(shown(text)) == MOST_SHOWN
    pages = len(large.questions.asked_in(large.questions.phase["architect"])) // MOST_SHOWN
    assert f"Page 1 of {pages}" in text
    assert 'rel="next" href="?page=2"' in text
    second = look(ada, large, f"{SECTION}?page=2&show=all")
    assert not set(shown(second)) & set(shown(text))
    assert 'rel="prev" href="?page=1&amp;show=all"' in second
    assert "ARC-11.7" in shown(look(ada, large, f"{SECTION}?question=ARC-11.7"))


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999999", "²"])
def test_page_that_makes_no_sense_shows_questions_all_the_same(assessment: Assessment, ada: User, page: str) -> None:
    assert shown(look(ada, assessment, f"{SECTION}?page={page}"))


# --- saying that a section is complete ------------------------------------------------------------------------------


def test_section_with_questions_nobody_looked_at_is_not_complete(assessment: Assessment, ada: User) -> None:
    put(assessment, *shown(look(ada, assessment))[1:], state="unknown")
    answer = client_of(ada).post(f"{base(assessment)}/{SECTION}complete/")
    assert answer["Location"] == f"{base(assessment)}/{SECTION}?show=open"
    assert "One question of this section has no answer yet." in str(next(iter(get_messages(answer.wsgi_request))))
    assert not assessment.completed_sections.exists()


def test_section_is_complete_when_somebody_says_so_and_can_be_opened_again(assessment: Assessment, ada: User) -> None:
    put(assessment, *shown(look(ada, assessment)), state="unknown")
    client = client_of(ada)
    for _ in range(2):
        assert client.post(f"{base(assessment)}/{SECTION}complete/")["Location"].endswith("#end")
    text = look(ada, assessment)
    assert "Ada Lovelace said so on" in text
    assert "questions are open or not known." in text
    client.post(f"{base(assessment)}/{SECTION}reopen/")
    client.post(f"{base(assessment)}/{SECTION}reopen/")
    assert not assessment.completed_sections.exists()
    said = Activity.objects.filter(verb__startswith="assessment.section_").order_by("pk").values_list("verb", flat=True)
    assert list(said) == ["assessment.section_completed", "assessment.section_reopened"]


def test_target_is_said_before_anything_has_a_level(workspace: Workspace, ada: User) -> None:
    assessment = make_assessment(workspace, target=3, phase_targets={"architect": 5})
    text = look(ada, assessment)
    assert re.search(r"<dt>Target</dt><dd[^>]*>5\.0</dd>", text)
    assert re.search(r"<dt>Target</dt><dd[^>]*>3\.0</dd>", look(ada, assessment, "by-phase/discover/"))


def test_what_is_not_known_is_not_said_to_be_open(assessment: Assessment, ada: User) -> None:
    asked = [question.id for question in assessment.questions.asked_in(assessment.questions.phase["architect"])]
    put(assessment, *asked, state="answered", level=2)
    put(assessment, asked[0], state="unknown", level=None)
    assert "One question is not known yet" in look(ada, assessment)
    put(assessment, asked[1], state="unanswered", level=None)
    assert "2 questions are still open" in look(ada, assessment)
