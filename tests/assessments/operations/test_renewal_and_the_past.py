"""What was said, asked, signed or read in before an assessment moved to a newer version of its pack."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import User
from assessments.domain.review import Standing
from assessments.models import Assessment
from assessments.operations.answers import confirm_answer, restore_answer
from assessments.operations.imports import NotWaitingError, apply_import, undo_import
from assessments.operations.renewal import CannotMoveError, move_to_version
from assessments.queries.imports import plan_import
from assessments.queries.renewal import Obstacle
from tests.factories.accounts import make_member
from tests.factories.answer_files import FIRST, FOURTH, come_back, go_on, make_workbook, said, set_cell
from tests.factories.packs import install_next_version
from tests.factories.reviews import PHASE, bring_to, make_comment

pytestmark = pytest.mark.django_db

LAST_FACT = '        - should: "The field is required, so a feature cannot pass without it."\n'
"""Of the first question, which the answer to it says is not met."""


def move(assessment: Assessment, actor: User, change: Callable[[str], str]) -> Assessment:
    pack = install_next_version(assessment.pack, change)
    return move_to_version(assessment=assessment, actor=actor, version=pack.version)[0]


def into(phase: str, question: str) -> Callable[[str], str]:
    return lambda source: re.sub(rf"(  - id: {question}\n    phase: ).*", rf"\g<1>{phase}", source, count=1)


def without_scale(source: str) -> str:
    """Its last phase has another id, and the first question there, too."""
    return (
        source.replace("phase: scale\n", "phase: grow\n")
        .replace("- id: scale\n", "- id: grow\n")
        .replace("SCA-03", "SCA-99")
    )


@pytest.mark.parametrize(("question", "phase"), [("ARC-11", "discover"), ("DIS-05", PHASE)])
def test_no_question_leaves_or_enters_what_is_signed(
    assessment: Assessment, ada: User, question: str, phase: str
) -> None:
    bring_to(assessment, Standing.ACCEPTED)
    with pytest.raises(CannotMoveError) as refused:
        move(assessment, ada, into(phase, question))
    assert refused.value.obstacle is Obstacle.UNDER_REVIEW


def test_nothing_waits_in_a_section_that_is_gone(assessment: Assessment, ada: User, client: Client) -> None:
    grace = make_member(assessment.workspace, Role.CONTRIBUTOR)
    bring_to(assessment, Standing.SENT_BACK, submitter=grace, phase="scale")
    for question in ("SCA-03", "SCA-02"):
        make_comment(assessment, ada, question=question, mentioned=[grace.code])
    moved = move(assessment, ada, without_scale)
    client.force_login(grace)
    for path in ("", "waiting/"):
        page = client.get(f"/w/{moved.workspace.code}/{path}")
        assert page.status_code == 200
        assert ("SCA-03" in page.text, "SCA-02" in page.text, "sent back" in page.text) == (False, True, False)


def test_what_waited_comes_back_without_criteria_that_are_gone(assessment: Assessment, ada: User) -> None:
    gone = assessment.questions.question[FIRST].criteria[-1].id
    title = assessment.questions.question[FIRST].title
    moved = move(assessment, ada, lambda source: source.replace(title, "Is there a list?", 1))
    waited = said(moved, FIRST)
    assert gone in (waited.carried or {})["not_met"]
    where: dict[str, Any] = {"workspace": moved.workspace, "assessment": moved.code, "question": FIRST, "actor": ada}
    confirm_answer(**where)
    moved = move(moved, ada, lambda source: source.replace(LAST_FACT, "", 1))
    assert gone not in moved.questions.criterion
    restore_answer(**where, seen=said(moved, FIRST).revision, revision=waited.revision)
    confirm_answer(**where)
    assert (said(moved, FIRST).level, gone in said(moved, FIRST).not_met) == (3, False)


def with_other_titles(source: str) -> str:
    return source.replace("    title: Is ", "    title: Is, since then, ")


def test_file_that_was_read_before_is_not_applied_afterwards(
    assessment: Assessment, ada: User, client: Client, few_rows: None
) -> None:
    found = come_back(assessment, make_workbook(assessment, lambda book: set_cell(book, FOURTH, "Answer", 4)))
    fingerprint = plan_import(found).fingerprint
    moved = move(assessment, ada, with_other_titles)
    with pytest.raises(NotWaitingError):
        apply_import(found=found, actor=ada, picks={}, fingerprint=fingerprint)
    assert said(moved, FOURTH).revision == 1
    client.force_login(ada)
    preview = client.get(f"/w/{moved.workspace.code}/assessments/{moved.code}/imports/{found.code}/", follow=True)
    assert "This preview has ended." in preview.text


def test_undoing_an_import_leaves_what_is_asked_otherwise(
    assessment: Assessment, ada: User, client: Client, few_rows: None
) -> None:
    """What was said of the question as it was is no answer to it as it is, and nobody would have confirmed it."""
    unknown = make_workbook(
        assessment, lambda book: set_cell(book, FIRST, "Answer", "unknown") and set_cell(book, "SCA-03", "Answer", 1)
    )
    found = go_on(come_back(assessment, unknown))
    assert [each["question"] for each in found.changes] == [FIRST, "SCA-03"]
    moved = move(assessment, ada, lambda source: with_other_titles(source).replace("SCA-03", "SCA-99"))
    found.assessment = moved
    assert undo_import(found=found, actor=ada).kept == [FIRST, "SCA-03"]
    assert said(moved, FIRST).state == "unknown"
    client.force_login(ada)
    page = client.get(f"/w/{moved.workspace.code}/assessments/{moved.code}/imports/{found.code}/").text
    assert f"{FIRST}</a>, SCA-03</p>" in page
