"""The pages of milestones, of what is carried over from one, and of newer versions of a pack."""

from __future__ import annotations

from collections.abc import Callable

from accounts.domain.roles import Role
from assessments.models import Assessment
from assessments.operations.carrying import begin_from_milestone
from tests.browser.pages import Page, World
from tests.factories.assessments import answer_everything, make_assessment, make_milestone
from tests.factories.evidence import make_stored_evidence
from tests.factories.packs import install_next_version


def _assessment(world: World) -> Assessment:
    assessment = make_assessment(world.workspace, title="Baseline March 2026")
    answer_everything(assessment, note="As *it* is.", evidence=[make_stored_evidence(world.workspace, days_old=160)])
    return assessment


def _of_assessment(url_name: str) -> Callable[[World], str]:
    return lambda world: world.at(url_name, assessment_code=_assessment(world).code)


def _milestone(url_name: str) -> Callable[[World], str]:
    def reach(world: World) -> str:
        milestone = make_milestone(_assessment(world), note="Before the **board**.")
        codes = {"assessment_code": milestone.assessment.code}
        return world.at(url_name, **codes, **({} if url_name.endswith("list") else {"milestone_code": milestone.code}))

    return reach


def _begun(url_name: str, query: str = "", **arguments: str) -> Callable[[World], str]:
    """With everything that was answered still to be confirmed."""

    def reach(world: World) -> str:
        milestone = make_milestone(_assessment(world))
        begun = begin_from_milestone(milestone=milestone, actor=world.owner, title="Autumn")
        return world.at(url_name, assessment_code=begun.code, **arguments) + query

    return reach


def _newer_version(world: World) -> str:
    assessment = _assessment(world)
    install_next_version(assessment.pack, lambda source: source.replace("DIS-04", "DIS-44").replace("agreed, ", "", 1))
    return world.at("assessment_renew", assessment_code=assessment.code)


MILESTONE_PAGES = [
    Page("milestones", _milestone("milestone_list"), Role.EDITOR),
    Page("milestones, none yet", _of_assessment("milestone_list"), Role.EDITOR),
    Page("freezing a milestone", _of_assessment("milestone_create"), Role.EDITOR),
    Page("milestone", _milestone("milestone_detail"), Role.OWNER),
    Page("frozen results", _milestone("milestone_result"), Role.VIEWER),
    Page("beginning from a milestone", _milestone("milestone_begin"), Role.EDITOR),
    Page("section to be confirmed", _begun("section_first", kind="phase"), Role.CONTRIBUTOR),
    Page("all questions to be confirmed", _begun("question_list", "?show=to-confirm"), Role.VIEWER),
    Page("newer version of a pack", _newer_version, Role.EDITOR),
]
