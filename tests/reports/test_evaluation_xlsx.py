"""An evaluation as a workbook: everything that the person may see, and no sheet of what is sealed for them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import User
from core.spreadsheets.cells import Sheet, read_sheets
from core.spreadsheets.package import open_package
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_clerk, add_evaluator, bring_to, declare, make_evaluation, make_offer
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Appraisal, Award, Evaluation, ProposalAnswer, VendorContact

pytestmark = pytest.mark.django_db

ALWAYS = ["Evaluation", "Criteria", "Gates", "Versions", "People", "Proposals"]
SETTLED = ["Consensus", "Findings at gates", "Result", "Totals of groups"]


def workbook(evaluation: Evaluation, user: User | None = None) -> dict[str, Sheet]:
    client = Client()
    client.force_login(user or owner_of(evaluation.workspace))
    answer = client.get(reverse("evaluation_xlsx", args=[evaluation.workspace.code, evaluation.code]))
    assert answer.status_code == 200
    return {sheet.title: sheet for sheet in read_sheets(open_package(answer.content))}


def rows(sheet: Sheet) -> list[dict[str, Any]]:
    head, *rest = sheet.rows
    names = {cell.column: str(cell.value) for cell in head}
    return [{names[cell.column]: cell.value for cell in row} for row in rest]


def test_everything_is_in_it_after_the_decision() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED)
    one, two = evaluation.proposals.all()
    AgreedScore.objects.filter(proposal=one, criterion="F-1").update(level=5)
    VendorContact.objects.create(vendor=one.vendor, name="Jo Park", email="jo@example.com")
    Appraisal.objects.create(proposal=one, strengths="They know the trade.")
    Award.objects.create(evaluation=evaluation, kind="award", proposal=one, reasons="The best by far.")
    evaluation.stage = Stage.DECIDED.value
    evaluation.save()
    found = workbook(evaluation)
    settled = [*SETTLED, "Prices", "Appraisals", "Decision"]
    assert list(found) == [*ALWAYS, "Vendors", "Answers", "Conflicts of interest", "Scores", *settled]
    result = rows(found["Result"])
    assert [(each["Vendor"], each["Rank"], each["Total, 0 to 100"]) for each in result] == [
        (one.vendor.name, 1, 72),
        (two.vendor.name, 2, 60),
    ]
    assert result[0]["Price"] == 160_000
    assert len(rows(found["Scores"])) == 2 * 2 * 4
    assert rows(found["Vendors"])[0]["Contact mail"] == "jo@example.com"
    assert rows(found["Decision"])[0]["Value"] == "The best by far."
    assert rows(found["Criteria"])[0]["Effective weight, %"] == 30


def test_evaluator_takes_their_own_scores_along_and_nobody_elses() -> None:
    evaluation = make_evaluation(make_workspace(), evaluators=1, are_names_hidden=True)
    evaluator = add_evaluator(evaluation)
    one, two = evaluation.proposals.all()
    declare(evaluator, one, "A friend works there.")
    make_offer(two)
    bring_to(evaluation, Stage.SCORING)
    assert evaluator.user
    found = workbook(evaluation, evaluator.user)
    assert list(found) == [*ALWAYS, "Answers", "My scores"]
    assert {each["Vendor"] for each in rows(found["My scores"])} == {"Vendor 2"}
    assert {each["Vendor"] for each in rows(found["Answers"])} == {"Vendor 2"}
    assert one.vendor.name not in str(found)
    assert two.vendor.name not in str(found)


def test_clerk_takes_prices_along_and_no_answers() -> None:
    evaluation = make_evaluation(make_workspace())
    clerk = add_clerk(evaluation)
    make_offer(evaluation.proposals.all()[0], one_off=123)
    bring_to(evaluation, Stage.SCORING)
    assert clerk.user
    found = workbook(evaluation, clerk.user)
    assert list(found) == [*ALWAYS, "Prices"]
    assert rows(found["Prices"])[0]["One-off"] == 123


def test_viewer_takes_the_criteria_along_while_scores_are_sealed() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.CONSENSUS)
    assert list(workbook(evaluation, make_member(evaluation.workspace, Role.VIEWER))) == ALWAYS


def test_words_of_a_vendor_stay_words() -> None:
    evaluation = make_evaluation(make_workspace(), proposals=1)
    ProposalAnswer.objects.filter(criterion="F-1").update(text="=1+1")
    assert rows(workbook(evaluation)["Answers"])[0]["Answer"] == "=1+1"
