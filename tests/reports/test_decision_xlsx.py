"""A decision as a workbook: numbers are numbers, and the same decision gives the same bytes."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from reports.exporters.decision_xlsx import write_decision_workbook
from reports.queries.decisions import decided_of
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.vendors import add_evaluator, make_evaluation
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Award, Criterion, Dissent, Evaluation, Vendor

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace(), stage=Stage.DECIDED, proposals=3, evaluators=2)


def book_of(evaluation: Evaluation) -> tuple[bytes, Any]:
    stored = Evaluation.objects.select_related("workspace", "moderator").get(pk=evaluation.pk)
    made = BytesIO()
    write_decision_workbook(decided_of(stored), made)
    return made.getvalue(), openpyxl.load_workbook(made)


def rows(book: Any, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book[sheet].iter_rows(min_row=2)]


def test_workbook_holds_what_the_decision_rests_on(evaluation: Evaluation) -> None:
    first, second, _third = evaluation.proposals.all()
    AgreedScore.objects.filter(proposal=second, criterion="S-1").update(level=5)
    agreed = AgreedScore.objects.get(proposal=second, criterion="S-1")
    Dissent.objects.create(agreed=agreed, participant=evaluation.participants.all()[0], text="Never shown.")
    content, book = book_of(evaluation)
    assert content == book_of(evaluation)[0]
    assert ["Decision", f"Awarded to {first.vendor}"] in rows(book, "Decision")
    assert rows(book, "Ranking")[0][:4] == [1, str(second.vendor), pytest.approx(71.2), 170_000]
    assert [row[0] for row in rows(book, "Ranking")] == [1, 2, 2]
    assert len(rows(book, "Agreed scores")) == 4
    assert len(rows(book, "Individual scores")) == 2 * 3 * 4
    assert rows(book, "Dissent")[0][3] == "Never shown."
    assert rows(book, "Robustness")[0][1:3] == [str(second.vendor), 1]
    assert (book["Ranking"]["D2"].number_format, book["Agreed scores"]["C2"].number_format) == ("#,##0", "0.0%")
    assert [row[0] for row in rows(book, "Course")][-3:] == [
        f"Proposal of {name}" for name in (row[1] for row in rows(book, "Ranking"))
    ]
    assert rows(book, "Versions")[0][3] == evaluation.versions.get().content_hash


def test_agreed_claim_has_the_same_level_on_every_sheet(evaluation: Evaluation) -> None:
    first = evaluation.proposals.all()[0]
    AgreedScore.objects.filter(proposal=first, criterion="F-1").update(level=4, proof="claimed")
    _content, book = book_of(evaluation)
    title = Criterion.objects.get(version__evaluation=evaluation, key="F-1").title
    at = [cell.value for cell in book["Agreed scores"][1]].index(str(first.vendor))
    assert [row[at] for row in rows(book, "Agreed scores") if row[1] == title] == [2]
    individual = [row[6] for row in rows(book, "Individual scores") if row[1:3] == [str(first.vendor), title]]
    assert individual == [2, 2]


def test_text_that_looks_like_a_formula_stays_text(evaluation: Evaluation) -> None:
    Vendor.objects.filter(proposals=evaluation.proposals.get(number=1)).update(name="=1+1")
    Award.objects.update(reasons="=cmd()")
    _content, book = book_of(evaluation)
    assert ["Reasons", "=cmd()"] in rows(book, "Decision")
    assert {cell.data_type for cell in book["Ranking"]["B"]} == {"s"}


def test_workbook_is_for_who_may_read_the_reports(evaluation: Evaluation) -> None:
    late = add_evaluator(evaluation).user
    assert late
    address = reverse("decision_xlsx", args=[evaluation.workspace.code, evaluation.code])
    for user, status in ((owner_of(evaluation.workspace), 200), (late, 404)):
        client = Client()
        client.force_login(user)
        assert client.get(address).status_code == status
