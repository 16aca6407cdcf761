"""The first page of an assessment."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import Workspace
from assessments.choices import GroupKind
from assessments.models import Assessment, CompletedSection
from assessments.operations.answers import save_answer
from assessments.operations.citations import cite_evidence
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.test_query_budget import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(client: Client) -> Workspace:
    workspace = make_workspace(name="Northwind")
    client.force_login(owner_of(workspace))
    return workspace


def at(workspace: Workspace, name: str, *arguments: str) -> str:
    return reverse(name, args=[workspace.code, *arguments])


def answer(assessment: Assessment, question: str, **said: Any) -> None:
    save_answer(
        workspace=assessment.workspace,
        assessment=assessment.code,
        question=question,
        actor=owner_of(assessment.workspace),
        seen=1,
        said={"state": "answered", **said},
    )


def test_heading_says_what_was_found(client: Client, workspace: Workspace) -> None:
    assessment = make_assessment(workspace)
    address = at(workspace, "assessment_detail", assessment.code)
    assert "Nothing answered yet: 66 questions, about 2 hours" in client.get(address).text
    answer(assessment, "ARC-11", level=5)
    page = client.get(address).text
    assert "1 of 66 answered: verified 2.0 of 5 so far" in page
    assert "once the last 65 are in" in page


def test_way_on_is_the_next_open_question_after_what_this_person_answered_last(
    client: Client, workspace: Workspace
) -> None:
    assessment = make_assessment(workspace)
    ids = [question.id for question in assessment.questions.questions]
    answer(assessment, ids[0], level=1)
    answer(assessment, ids[4], level=1)
    answer(assessment, ids[3], level=1)
    page = client.get(at(workspace, "assessment_detail", assessment.code))
    assert page.context["overview"].next.id == ids[5]
    client.force_login(make_member(workspace, Role.CONTRIBUTOR))
    page = client.get(at(workspace, "assessment_detail", assessment.code))
    assert page.context["overview"].next.id == ids[1]
    assert "63 questions left, usually about 2 hours" in page.text


def test_after_the_last_question_the_way_on_begins_again_and_ends_with_what_nobody_knew(
    client: Client, workspace: Workspace
) -> None:
    assessment = make_assessment(workspace)
    ids = [question.id for question in assessment.questions.questions]
    answer(assessment, ids[2], state="unknown")
    for id_ in [*ids[3:], ids[0]]:
        answer(assessment, id_, level=2)
    detail = at(workspace, "assessment_detail", assessment.code)
    assert client.get(detail).context["overview"].next.id == ids[1]
    answer(assessment, ids[1], level=2)
    page = client.get(detail)
    assert page.context["overview"].next.id == ids[2]
    assert "Find out what is not known yet" in page.text


def test_sections_are_by_phase_or_domain_as_was_chosen_last(client: Client, workspace: Workspace) -> None:
    assessment = make_assessment(workspace)
    pack = assessment.questions
    address = at(workspace, "assessment_detail", assessment.code)
    assert [each.group for each in client.get(address).context["overview"].sections] == list(pack.phases)
    assert [each.group for each in client.get(f"{address}?by=domain").context["overview"].sections] == list(
        pack.domains
    )
    assert client.get(address).context["by"] == "domain"
    assert client.get(f"{address}?by=weather").context["by"] == "domain"


def test_evidence_that_ends_soon_is_named_with_what_rests_on_it(client: Client, workspace: Workspace) -> None:
    assessment, ada = make_assessment(workspace), owner_of(workspace)
    for title, days_old in (("Old drill", 160), ("New drill", 10), ("Drill of the past", 181), ("Last day", 150)):
        evidence = make_stored_evidence(workspace, title=title, days_old=days_old)
        cite_evidence(workspace=workspace, assessment=assessment.code, question="ARC-11", actor=ada, evidence=evidence)
    found = client.get(at(workspace, "assessment_detail", assessment.code)).context["overview"].lapses
    assert [(each.evidence.title, each.questions) for each in found] == [
        ("Old drill", ("ARC-11",)),
        ("Last day", ("ARC-11",)),
    ]


def test_first_page_asks_as_little_with_everything_in_it(client: Client, workspace: Workspace) -> None:
    """One answer, or each of them with evidence that ends soon and every section complete; scored yesterday."""
    assessment, ada = make_assessment(workspace, profile={"stage": ["before_launch"]}), owner_of(workspace)
    address = at(workspace, "assessment_detail", assessment.code)
    answer(assessment, "DIS-01", level=2)
    client.get(address)
    few = queries_of(client, address)
    for question in assessment.questions.questions[1:31]:
        answer(assessment, question.id, level=3)
        evidence = make_stored_evidence(workspace, days_old=170)
        cite_evidence(
            workspace=workspace, assessment=assessment.code, question=question.id, actor=ada, evidence=evidence
        )
    for kind, groups in (
        (GroupKind.PHASE, assessment.questions.phases),
        (GroupKind.DOMAIN, assessment.questions.domains),
    ):
        for group in groups:
            CompletedSection.objects.create(
                assessment=assessment, kind=kind, group=group.id, completed_by=make_member(workspace)
            )
    assert queries_of(client, address) == few
    Assessment.objects.update(summary_date=workspace.today - timedelta(days=1))
    assert queries_of(client, address) == few <= 12


def test_viewer_reads_and_is_offered_nothing_to_change(client: Client, workspace: Workspace) -> None:
    assessment = make_assessment(workspace, profile={"stage": ["before_launch"]})
    client.force_login(make_member(workspace))
    page = client.get(at(workspace, "assessment_detail", assessment.code)).text
    assert "3 open questions may not apply" in page
    for name in ("suggestion_list", "assessment_settings"):
        assert at(workspace, name, assessment.code) not in page
    assert "Begin with" not in page
