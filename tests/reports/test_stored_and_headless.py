"""The same answers give the same numbers, whether they are stored or stand in a file."""

import json
from pathlib import Path
from typing import Any

import pytest

from assessments.choices import ScopeChoice
from assessments.domain.result_data import result_data
from assessments.files.workbook.template import write_template
from assessments.models import Assessment
from assessments.operations.answers import save_answer
from assessments.operations.citations import cite_evidence
from assessments.queries.scoring import current_summary, result_of
from assessments.queries.submission import submission_of
from catalog.queries import question_pack
from core.rounding import for_data
from reports.domain.options import ReportOptions
from reports.operations.headless import assess_file
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence

pytestmark = pytest.mark.django_db

SAID: tuple[dict[str, Any], ...] = (
    {"state": "answered", "level": 4, "note": "As *it* is."},
    {"state": "answered", "level": 2},
    {"state": "unknown"},
    {"state": "answered", "level": 5},
    {"state": "not_applicable", "reason": "accepted_risk", "note": "Signed."},
    {"state": "answered", "level": 0},
    {"state": "unanswered", "note": "Ask Grace."},
)


@pytest.fixture(params=[ScopeChoice.CORE, ScopeChoice.FULL])
def assessment(request: pytest.FixtureRequest) -> Assessment:
    """Every kind of answer, and evidence that counts, has lapsed, or has no day."""
    workspace = make_workspace(name="Northwind Billing")
    assessment, ada = make_assessment(workspace, scope=request.param, phase_targets={"scale": 3}), owner_of(workspace)
    pieces = [
        make_stored_evidence(workspace),
        make_stored_evidence(workspace, evidence_class="document", link="https://wiki.example/1"),
        make_stored_evidence(workspace, days_old=200),
        make_stored_evidence(workspace, days_old=None),
    ]
    for number, question in enumerate(assessment.questions.questions):
        at: dict[str, Any] = {
            "workspace": workspace,
            "assessment": assessment.code,
            "question": question.id,
            "actor": ada,
        }
        save_answer(**at, seen=1, said=SAID[number % len(SAID)])
        if number % 3:
            cite_evidence(**at, evidence=pieces[number % len(pieces)])
    assessment.refresh_from_db()
    return assessment


def headless(assessment: Assessment, folder: Path) -> dict[str, Any]:
    """What the job without a database makes of the same answers, written to a workbook."""
    pack, submission = question_pack(assessment.pack), submission_of(assessment, as_of=assessment.workspace.today)
    with (folder / "answers.xlsx").open("wb") as file:
        write_template(pack, file, submission, ReportOptions())
    assess_file(
        answers=folder / "answers.xlsx",
        pack=pack,
        out=folder / "results",
        as_of=None,
        today=assessment.workspace.today,
        with_pdf=False,
    )
    found: dict[str, Any] = json.loads((folder / "results" / "results.json").read_text(encoding="utf-8"))
    return found


def test_numbers_are_the_same(assessment: Assessment, tmp_path: Path) -> None:
    today = assessment.workspace.today
    file = headless(assessment, tmp_path)
    stored = result_data(
        result_of(assessment, as_of=today), submission_of(assessment, as_of=today), assessment.pack.hash
    )
    assert file["overall"]["verified"] not in {None, file["overall"]["claimed"]}
    assert file["assessment"]["scope"] == assessment.scope
    assert len(file["questions"]) == len(assessment.questions.questions)
    assert file == stored


def test_summary_beside_the_questions_has_these_numbers(assessment: Assessment, tmp_path: Path) -> None:
    summary = current_summary(assessment, assessment.workspace.today)
    overall = headless(assessment, tmp_path)["overall"]
    for name in ("claimed", "verified", "low", "high", "target"):
        assert for_data(getattr(summary.overall.scores, name)) == overall[name]
