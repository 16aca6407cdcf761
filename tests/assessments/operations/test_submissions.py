"""A file of answers becomes an assessment with the same numbers."""

import pytest
from django.conf import settings

from assessments.choices import ScopeChoice
from assessments.domain.scoring import score
from assessments.operations.submissions import take_in_submission
from assessments.queries.scoring import result_of
from catalog.queries import question_pack
from evidence.models import Evidence
from reports.operations.headless import read_answers_file
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import shipped_pack

EXAMPLE = settings.BASE_DIR / "examples" / "northwind-billing" / "answers.yaml"


@pytest.mark.django_db
def test_example_has_the_same_result_stored_as_from_its_file() -> None:
    workspace, stored_pack = make_workspace(), shipped_pack()
    pack = question_pack(stored_pack)
    submission = read_answers_file(EXAMPLE, pack).submission
    assessment = take_in_submission(
        workspace=workspace,
        actor=owner_of(workspace),
        pack=stored_pack,
        submission=submission,
        scope=ScopeChoice.FULL,
    )
    assert submission.as_of
    from_file = score(pack, submission.answers, submission.targets, as_of=submission.as_of)
    stored = result_of(assessment, as_of=submission.as_of)
    assert stored.overall == from_file.overall
    assert [part.verified for part in stored.domains] == [part.verified for part in from_file.domains]
    assert [gap.result.question for gap in stored.gaps] == [gap.result.question for gap in from_file.gaps]
    assert {each.question.id: each.answer.met for each in stored.questions} == {
        each.question.id: each.answer.met for each in from_file.questions
    }
    cited = sum(len(each.evidence) for each in submission.answers.values())
    assert Evidence.objects.count() <= cited
    assert assessment.stored_summary.overall.counts == from_file.counts
