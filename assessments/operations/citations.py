"""What stands for an answer. Citing is part of the answer's history, and changes what is verified at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.files.base import File
from django.db import transaction

from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from assessments.models import Answer, Citation
from assessments.operations.answers import Saved, lock_answer, saved_as_it_is, write
from evidence.models import Evidence
from evidence.operations.evidence import record_evidence
from evidence.operations.files import storing_if_given


@transaction.atomic
def cite_evidence(*, workspace: Workspace, assessment: str, question: str, actor: User, evidence: Evidence) -> Saved:
    """Citing what is cited already writes nothing new. Raises Answer.DoesNotExist, Evidence.DoesNotExist.

    The evidence is locked first, as by those who change it: neither misses what the other does to the summary.
    """
    evidence = Evidence.objects.locked().get(pk=evidence.pk, workspace=workspace, deleted_at=None)
    answer = lock_answer(workspace, assessment, question)
    before = saved_as_it_is(answer).question.verified
    _citation, is_new = Citation.objects.get_or_create(answer=answer, evidence=evidence, defaults={"cited_by": actor})
    saved = _write(answer, actor, evidence, "answer.evidence_cited" if is_new else "")
    return replace(saved, verified_before=before)


def cite_new_evidence(
    *,
    workspace: Workspace,
    assessment: str,
    question: str,
    actor: User,
    upload: File[bytes] | None = None,
    **about: Any,
) -> Saved:
    """Add evidence and cite it, both or neither; `about` is what `record_evidence` takes.

    A file is written before the transaction begins, since nobody else writes on SQLite until its end. Raises
    Answer.DoesNotExist, and RefusedFileError with a sentence.
    """
    storing = storing_if_given(workspace=workspace, upload=upload, actor=actor)
    with storing as stored_file, transaction.atomic():
        evidence = record_evidence(workspace=workspace, actor=actor, stored_file=stored_file, **about)
        return cite_evidence(
            workspace=workspace, assessment=assessment, question=question, actor=actor, evidence=evidence
        )


@transaction.atomic
def remove_citation(*, workspace: Workspace, assessment: str, question: str, actor: User, evidence: Evidence) -> Saved:
    """The evidence itself stays. Removing what is not cited writes nothing. Raises Answer.DoesNotExist."""
    answer = lock_answer(workspace, assessment, question)
    before = saved_as_it_is(answer).question.verified
    removed, _rows = Citation.objects.filter(answer=answer, evidence=evidence).delete()
    saved = _write(answer, actor, evidence, "answer.evidence_removed" if removed else "")
    return replace(saved, verified_before=before)


def _write(answer: Answer, actor: User, evidence: Evidence, verb: str) -> Saved:
    if not verb:
        return saved_as_it_is(answer)
    log_activity(
        workspace=answer.assessment.workspace,
        actor=actor,
        verb=verb,
        target=answer.assessment,
        question=answer.question,
        evidence=evidence.title,
    )
    return write(answer, answer.contents, actor=actor, evidence=_cited_for(answer))


def _cited_for(answer: Answer) -> list[dict[str, str]]:
    cited = Citation.objects.filter(answer=answer, evidence__deleted_at=None).order_by("pk")
    return [{"code": code, "title": title} for code, title in cited.values_list("evidence__code", "evidence__title")]
