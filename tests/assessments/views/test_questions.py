"""All questions on one page: what it says, what it costs, and how it is searched."""

import gzip

import pytest
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import Workspace
from assessments.models import Answer, Assessment, Citation
from assessments.operations.answers import save_answer
from assessments.operations.citations import cite_evidence
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment, make_large_pack
from tests.factories.evidence import make_stored_evidence
from tests.test_query_budget import queries_of

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
MOST_BYTES = 90_000


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def assessment(workspace: Workspace) -> Assessment:
    return make_assessment(workspace)


@pytest.fixture
def viewer(workspace: Workspace) -> Client:
    client = Client()
    client.force_login(make_member(workspace, Role.VIEWER))
    return client


def address_of(assessment: Assessment) -> str:
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}/questions/"


def say(assessment: Assessment, question: str, **said: object) -> None:
    answer = Answer.objects.get(assessment=assessment, question=question)
    actor = owner_of(assessment.workspace)
    save_answer(
        workspace=assessment.workspace,
        assessment=assessment.code,
        question=question,
        actor=actor,
        seen=answer.revision,
        said=said,
    )


def fill(assessment: Assessment) -> None:
    """Notes of 300 characters, as people write them: what the pack says of each question and the page does not show."""
    answer_everything(assessment)
    for answer in assessment.answers.all():
        question = assessment.questions.question[answer.question]
        answer.note = f"{question.action} {question.risk} {question.why} {question.next_steps[0].text}"[:300]
        answer.save()
        title = f"{question.id} {question.next_steps[-1].text}"[:60]
        Citation.objects.create(answer=answer, evidence=make_stored_evidence(assessment.workspace, title=title))


def test_whole_assessment_with_notes_and_evidence_stays_within_its_budget(
    assessment: Assessment, viewer: Client
) -> None:
    fill(assessment)
    page = viewer.get(address_of(assessment))
    assert page.text.count('<article class="one"') == 66
    assert page.text.count('class="prose"') == 66
    assert page.text.count("Counts until") == 66
    assert len(gzip.compress(page.content, mtime=0)) <= MOST_BYTES


@pytest.mark.parametrize("query", ["", "?by=domain", "?q=restore", "?show=without-evidence&q=drill"])
def test_page_asks_as_much_of_a_pack_twenty_times_as_large(workspace: Workspace, viewer: Client, query: str) -> None:
    asked = []
    for assessment in (make_assessment(workspace), make_assessment(workspace, pack=make_large_pack(20))):
        answer_everything(assessment, note="The drill.", evidence=[make_stored_evidence(workspace)])
        asked.append(queries_of(viewer, address_of(assessment) + query))
    assert asked[0] == asked[1] <= MOST_QUERIES


def test_large_pack_comes_in_pages(workspace: Workspace, viewer: Client) -> None:
    address = address_of(make_assessment(workspace, pack=make_large_pack(20)))
    assert "All 1320 questions" in (first := viewer.get(address).text)
    last = viewer.get(f"{address}?page=7").text
    assert [text.count('<article class="one"') for text in (first, last)] == [200, 120]
    assert "Page 7 of 7" in last
    assert viewer.get(f"{address}?page=nonsense").text.count('<article class="one"') == 200


def test_answer_is_told_in_words(assessment: Assessment, viewer: Client) -> None:
    workspace = assessment.workspace
    say(assessment, "DIS-01", state="answered", level=3, note="Ranked by **Ada**.", is_flagged=True)
    say(assessment, "DIS-02", state="not_applicable", reason="accepted_risk", note="Not now.")
    say(assessment, "DIS-03", state="unknown")
    for days in (10, 400, -5, None):
        evidence = make_stored_evidence(workspace, days_old=days, evidence_class="document")
        cite_evidence(
            workspace=workspace,
            assessment=assessment.code,
            question="DIS-01",
            actor=owner_of(workspace),
            evidence=evidence,
        )
    text = viewer.get(address_of(assessment)).text
    first, second, third = (text[text.index(f'id="DIS-0{n}"') : text.index(f'id="DIS-0{n + 1}"')] for n in (1, 2, 3))
    for sentence in (
        assessment.questions.question["DIS-01"].levels[3],
        "Ranked by <strong>Ada</strong>.",
        "Follow up",
        "Target 4, verified 3",
        "Counts until",
        "Lapsed after",
        "Counts from",
        "No date: does not count",
    ):
        assert sentence in first
    assert "Not applicable" in second
    assert "We accept the risk." in second
    assert "I don’t know yet" in third
    assert "Target 4</p>" in third


def test_question_leads_to_where_it_is_answered(assessment: Assessment, viewer: Client) -> None:
    question = assessment.questions.question["DIS-01"]
    base = address_of(assessment).removesuffix("questions/")
    for by, group in (("phase", question.phase), ("domain", question.domain)):
        text = viewer.get(f"{address_of(assessment)}?by={by}").text
        link = f"{base}by-{by}/{group}/?question=DIS-01"
        assert f'href="{link}#DIS-01"' in text
        assert viewer.get(link).status_code == 200


def test_search_looks_into_the_question_its_levels_the_note_and_the_evidence(
    assessment: Assessment, viewer: Client
) -> None:
    workspace = assessment.workspace
    say(assessment, "DIS-02", state="answered", level=2, note="La DÉCISION est écrite", is_flagged=True)
    cite_evidence(
        workspace=workspace,
        assessment=assessment.code,
        question="DIS-03",
        actor=owner_of(workspace),
        evidence=make_stored_evidence(workspace, title="Zebra minutes"),
    )

    def found(query: str) -> list[str]:
        text = viewer.get(address_of(assessment) + query).text
        return [part.split('"')[0] for part in text.split('<article class="one" id="')[1:]]

    assert found("?q=dis-01") == ["DIS-01"]
    assert found("?q=critical customer journeys ranked") == ["DIS-01"]
    assert found("?q=ideally in a required field") == ["DIS-01"]
    assert found("?q=décision") == ["DIS-02"]
    assert found("?q=ZEBRA") == ["DIS-03"]
    assert found("?q=zebra&show=flagged") == []
    assert found("?show=flagged") == ["DIS-02"]
    assert len(found("?show=nonsense&by=nonsense")) == 66


def test_nothing_found_says_so_and_leads_back(assessment: Assessment, viewer: Client) -> None:
    page = viewer.get(f"{address_of(assessment)}?q=<script>alert(1)</script>")
    assert "<script>alert" not in page.text
    assert "No question is like that" in page.text
    assert f'href="{address_of(assessment)}"' in page.text
    assert "0 of 66 questions" in page.text
