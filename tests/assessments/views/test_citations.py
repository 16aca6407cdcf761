"""Evidence is cited from the page of a question, and its effect is said at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from assessments.models import Assessment, Citation
from assessments.operations.answers import save_answer
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
    assert "The verified level goes from 2 to 4." in answer.text
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
