"""An assessment with an answer of each kind, for what goes out in a file and comes back."""

import pytest

from accounts.models import User, Workspace
from assessments.files.workbook import proof_sheets
from assessments.models import Assessment
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.answer_files import FIRST, SECOND, THIRD, answer, cite
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence


@pytest.fixture
def few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of empty rows prove nothing more than some."""
    monkeypatch.setattr(proof_sheets, "EVIDENCE_PREPARED", 6)


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def ada(workspace: Workspace) -> User:
    return owner_of(workspace)


@pytest.fixture
def assessment(workspace: Workspace, ada: User) -> Assessment:
    """An answer of each kind, one with ticks and evidence."""
    assessment = make_assessment(workspace)
    criteria = [each.id for each in assessment.questions.question[FIRST].criteria]
    answer(assessment, FIRST, level=3, met=criteria[:1], not_met=criteria[-1:], level_reason="Seen.", note="As it is.")
    answer(assessment, SECOND, state="not_applicable", reason="accepted_risk", note="Signed.")
    answer(assessment, THIRD, state="unknown")
    cite(assessment, FIRST, make_stored_evidence(workspace, title="Drill", reference="OPS-1"))
    return assessment
