"""Pages of reviews and comments, for the list of pages that a browser test looks at."""

from collections.abc import Callable

from accounts.domain.roles import Role
from assessments.domain.review import Standing
from assessments.operations.comments import reply, resolve_thread
from tests.browser.pages import Page, World
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.reviews import bring_to, make_comment


def _under_review(url_name: str, **more: str) -> Callable[[World], str]:
    """Submitted by another, with comments, one of them resolved."""

    def reach(world: World) -> str:
        assessment = make_assessment(world.workspace, title="Baseline March 2026")
        answer_everything(assessment, note="Two of *three*.")
        bring_to(assessment, Standing.SUBMITTED, submitter=world.people[Role.CONTRIBUTOR])
        bring_to(assessment, Standing.ACCEPTED, phase="discover", submitter=world.people[Role.EDITOR])
        bring_to(assessment, Standing.SENT_BACK, phase="implement", submitter=world.people[Role.EDITOR])
        comment = make_comment(assessment, world.owner, text="@Grace which *drill* is it?")
        reply(thread=comment.thread, actor=world.people[Role.EDITOR], text="That of March.")
        resolve_thread(thread=make_comment(assessment, world.owner).thread, actor=world.owner)
        return world.at(url_name, assessment_code=assessment.code, **more)

    return reach


def _own_comment(world: World) -> str:
    comment = make_comment(make_assessment(world.workspace), world.owner)
    return world.at("comment_change", assessment_code=comment.thread.assessment.code, comment_code=comment.code)


def _waiting(url_name: str) -> Callable[[World], str]:
    """A section to review, one sent back, a question, and evidence that lapses soon."""

    def reach(world: World) -> str:
        assessment = make_assessment(world.workspace, title="Baseline March 2026")
        answer_everything(assessment)
        bring_to(assessment, Standing.SUBMITTED, submitter=world.people[Role.CONTRIBUTOR])
        bring_to(assessment, Standing.SENT_BACK, phase="implement", submitter=world.owner)
        make_comment(assessment, world.people[Role.EDITOR], text="@Ada which drill?", mentioned=[world.owner.code])
        make_stored_evidence(world.workspace, days_old=170, owner=world.owner)
        return world.at(url_name)

    return reach


REVIEW_PAGES = [
    Page("first page with what waits", _waiting("workspace_detail"), Role.OWNER),
    Page("what waits for somebody", _waiting("waiting_list"), Role.OWNER),
    Page("nothing that waits", lambda world: world.at("waiting_list"), Role.VIEWER),
    Page("assessment under review", _under_review("assessment_detail"), Role.OWNER),
    Page("results under review", _under_review("result_detail"), Role.OWNER),
    Page("review", _under_review("review_detail"), Role.OWNER),
    Page("review of a section", _under_review("review_phase", group="architect"), Role.OWNER),
    Page("section that is locked", _under_review("section_detail", kind="phase", group="discover"), Role.CONTRIBUTOR),
    Page("section sent back", _under_review("section_detail", kind="phase", group="implement"), Role.EDITOR),
    Page("comments on a question", _under_review("comment_list", question="ARC-11"), Role.OWNER),
    Page("comments for a viewer", _under_review("comment_list", question="ARC-11"), Role.VIEWER),
    Page("one's own comment", _own_comment, Role.OWNER),
]
