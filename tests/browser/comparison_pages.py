"""Pages of milestones compared, for the list of all pages."""

from __future__ import annotations

from collections.abc import Callable

from accounts.domain.roles import Role
from tests.browser.pages import Page, World
from tests.factories.assessments import answer_everything, make_assessment, make_milestone
from tests.factories.evidence import make_stored_evidence


def _compared(url_name: str) -> Callable[[World], str]:
    """With two milestones, before anything was answered and after, and changes in every direction since."""

    def address(world: World) -> str:
        assessment = make_assessment(world.workspace, title="Baseline March 2026")
        make_milestone(assessment, title="Before")
        answer_everything(assessment, evidence=[make_stored_evidence(world.workspace, title="Restore drill of March")])
        make_milestone(assessment, title="Since")
        assessment.answers.filter(level__in=(1, 3)).update(level=2)
        assessment.answers.filter(level=0).update(level=None, state="unknown")
        return world.at(url_name, assessment_code=assessment.code)

    return address


COMPARISON_PAGES = [
    Page("comparison with a milestone", _compared("result_compare"), Role.VIEWER),
    Page("trend over milestones", _compared("result_trend"), Role.OWNER),
]
