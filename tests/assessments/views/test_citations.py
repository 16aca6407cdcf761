"""Evidence is cited from the page of a question, and its effect is said at once."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from assessments.forms.citations import MOST_OFFERED
from assessments.models import Assessment, Citation
from assessments.operations.answers import save_answer
from evidence.choices import ClassChoice
from evidence.models import Evidence
from tests.factories.accounts import make_member, make_workspace
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence

pytestmark = pytest.mark.django_db

QUESTION = "ARC-11"


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def ada(workspace: Workspace) -> User:
    return make_member(workspace, Role.CONTRIBUTOR)


@pytest.fixture
def page(client: Client, ada: User) -> Client:
    client.force_login(ada)
    return client


@pytest.fixture
def assessment(workspace: Workspace, ada: User) -> Assessment:
    assessment = make_assessment(workspace)
    said = {"state": "answered", "level": 4}
    save_answer(workspace=workspace, assessment=assessment.code, question=QUESTION, actor=ada, seen=1, said=said)
    return assessment


def address(assessment: Assessment, end: str = "evidence/") -> str:
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}/questions/{QUESTION}/{end}"


def test_evidence_that_is_there_is_cited(page: Client, assessment: Assessment) -> None:
    proof = make_stored_evidence(assessment.workspace)
    answer = page.post(address(assessment), {"evidence": proof.code, "by": "domain"}, follow=True)
    _before, beside = answer.text.split(f'data-question="{QUESTION}"')
    assert "The verified level goes from 2 to 4." in beside, "and not at the head of the page, out of sight"
    assert "/by-domain/architecture/" in answer.redirect_chain[-1][0]
    assert proof.title in answer.text
    assert proof.code not in page.get(address(assessment)).text, "it is cited already"


def test_new_evidence_with_a_file_is_added_and_cited(page: Client, assessment: Assessment) -> None:
    fields = {"title": "Decision 12", "kind": "document", "observed_date": str(assessment.workspace.today)}
    sent = {
        **fields,
        "validity_days": "90",
        "upload": SimpleUploadedFile("../decision.md", b"# We keep the monolith\n"),
    }
    answer = page.post(address(assessment), sent, follow=True)
    assert "The verified level goes from 2 to 3." in answer.text
    evidence = Evidence.objects.get()
    assert (evidence.title, evidence.evidence_class, evidence.validity_days) == ("Decision 12", "document", 90)
    assert evidence.stored_file
    assert evidence.stored_file.name == "decision.md"


def test_refused_file_leaves_nothing_behind_and_keeps_what_was_typed(page: Client, assessment: Assessment) -> None:
    sent = {"title": "Decision 12", "kind": "document", "validity_days": "90"}
    program = SimpleUploadedFile("report.pdf", b"\x7fELF" + bytes(200))
    answer = page.post(address(assessment), {**sent, "upload": program})
    assert answer.status_code == 422
    assert "Decision 12" in answer.text
    assert not Evidence.objects.exists()
    assert not Citation.objects.exists()


def test_evidence_of_another_workspace_cannot_be_cited(page: Client, assessment: Assessment) -> None:
    foreign = make_stored_evidence(make_workspace(), title="A secret of others")
    answer = page.post(address(assessment), {"evidence": foreign.code})
    assert answer.status_code == 422
    assert foreign.title not in answer.text
    assert not Citation.objects.exists()


def test_evidence_no_longer_cited_stays_in_the_register(page: Client, assessment: Assessment) -> None:
    proof = make_stored_evidence(assessment.workspace)
    page.post(address(assessment), {"evidence": proof.code})
    answer = page.post(address(assessment, f"evidence/{proof.code}/remove/"), follow=True)
    assert "The verified level goes from 4 to 2." in answer.text
    assert not Citation.objects.exists()
    assert Evidence.objects.alive().get() == proof


def offered(text: str) -> int:
    """Without the line that says to choose."""
    return text.partition('name="evidence"')[2].partition("</select>")[0].count("<option") - 1


def test_of_much_evidence_some_is_offered_and_the_rest_is_found_by_its_title(
    page: Client, assessment: Assessment, django_assert_max_num_queries: Any
) -> None:
    workspace = assessment.workspace
    many = [make_stored_evidence(workspace, title=f"Report {number}") for number in range(60)]
    rare = make_stored_evidence(workspace, title="Restore drill 100%_\\", days_old=None)
    text = page.get(address(assessment)).text
    assert offered(text) == MOST_OFFERED
    assert rare.code not in text
    assert "50 pieces are in the list" in text
    for words in ("drill", "100%_\\", "DRILL"):
        found = page.get(address(assessment), {"find": words, "by": "domain"}).text
        assert offered(found) == 1
        assert rare.code in found
    for words in ("nothing like it", "_%_", "R%t"):
        assert "No evidence that is not cited here yet" in page.get(address(assessment), {"find": words}).text
    assert page.get(address(assessment), {"find": "\0" + "x" * 900}).status_code == 200
    with django_assert_max_num_queries(10):
        page.get(address(assessment))
    for each in (rare, many[-1]):  # also of what is not in the list
        assert page.post(address(assessment), {"evidence": each.code}).status_code == 302
    assert Citation.objects.count() == 2


def test_little_evidence_needs_no_search(page: Client, assessment: Assessment) -> None:
    make_stored_evidence(assessment.workspace)
    assert 'role="search"' not in page.get(address(assessment)).text


def test_form_begins_where_one_types_and_names_what_is_typical(page: Client, assessment: Assessment) -> None:
    pack = assessment.questions
    typical = {pack.evidence_kind[id_].title for id_ in pack.question[QUESTION].evidence}
    text = page.get(address(assessment)).text
    groups = dict(re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', text, re.DOTALL))
    of_question = [titles for label, titles in groups.items() if label.startswith("Typical for this question")]
    assert typical == set(re.findall(r"<option[^>]*>([^<]+)<", "".join(of_question)))
    assert not any(f">{title}<" in groups[str(label)] for title in typical for label in ClassChoice.labels)
    assert re.findall(r'name="(\w+)"[^>]*autofocus', text) == ["title"]
    make_stored_evidence(assessment.workspace)
    assert re.findall(r'name="(\w+)"[^>]*autofocus', page.get(address(assessment)).text) == ["evidence"]
