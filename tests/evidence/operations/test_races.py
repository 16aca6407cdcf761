"""Two at the same moment. On SQLite one waits for the other from the beginning; on PostgreSQL they overlap."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.db import connection  # noqa: F401  (only_where_transactions_overlap asks it)
from django.utils import timezone
from pytest_django import Settings

from assessments.models import Assessment
from assessments.operations.citations import cite_evidence
from assessments.queries.scoring import score_levels
from core.models import StaleWriteError
from evidence.models import Evidence, EvidenceVersion, StoredFile
from evidence.operations.evidence import change_evidence, purge_evidence, replace_evidence, restore_evidence
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.uploads import make_upload
from tests.together import at_once, only_where_transactions_overlap

pytestmark = [pytest.mark.django_db(transaction=True), only_where_transactions_overlap]


def test_of_two_who_replace_at_once_one_wins_and_the_other_leaves_nothing(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    evidence = make_stored_evidence(make_workspace())
    actor = owner_of(evidence.workspace)
    replace = partial(replace_evidence, evidence=evidence, actor=actor, seen=1)
    results = at_once(*(partial(replace, upload=make_upload(name=f"{number}.pdf")) for number in range(4)))
    assert sum(isinstance(result, StaleWriteError) for result in results) == 3
    evidence.refresh_from_db()
    assert (evidence.version, evidence.revision) == (2, 2)
    assert (EvidenceVersion.objects.count(), StoredFile.objects.count()) == (1, 1)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [StoredFile.objects.get().code]


def test_summary_counts_evidence_that_is_cited_and_changed_at_once() -> None:
    workspace = make_workspace()
    actor = owner_of(workspace)
    for _ in range(5):
        assessment, evidence = make_assessment(workspace), make_stored_evidence(workspace)
        question = assessment.questions.questions[0].id
        assessment.answers.filter(question=question).update(state="answered", level=4)
        at_once(
            partial(
                cite_evidence,
                workspace=workspace,
                assessment=assessment.code,
                question=question,
                actor=actor,
                evidence=evidence,
            ),
            partial(change_evidence, evidence=evidence, actor=actor, seen=1, observed_date=None),
        )
        stored = Assessment.objects.get(pk=assessment.pk).stored_summary
        result = score_levels(assessment, as_of=workspace.today)
        assert stored.overall.scores.verified == result.overall.verified


def test_evidence_is_restored_or_purged_but_not_half_of_each() -> None:
    evidence = make_stored_evidence(make_workspace(), deleted_at=timezone.now() - timedelta(days=29))
    restored, purged = at_once(
        partial(restore_evidence, evidence=evidence, actor=owner_of(evidence.workspace)),
        partial(purge_evidence, now=timezone.now() + timedelta(days=2)),
    )
    if purged == 1:
        assert isinstance(restored, Evidence.DoesNotExist)
    else:
        assert Evidence.objects.get().deleted_at is None
