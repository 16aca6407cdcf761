"""An accepted artifact as evidence for answers: only for those that somebody chose."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from assessments.models import Assessment
from assessments.operations.citations import cite_evidence
from roadmap.models import Artifact
from roadmap.operations.artifact_events import log_artifact


@transaction.atomic
def cite_artifact(*, artifact: Artifact, assessment: Assessment, actor: User, questions: Sequence[str]) -> None:
    """For all of these questions or for none. Each answer keeps in its history that it was cited, and by whom.

    Raises LockedError where a phase is under review by now, Evidence.DoesNotExist, Answer.DoesNotExist.
    """
    assert artifact.evidence  # its page offers it from the acceptance on
    for question in questions:
        cite_evidence(
            workspace=artifact.roadmap.workspace,
            assessment=assessment.code,
            question=question,
            actor=actor,
            evidence=artifact.evidence,
        )
    log_artifact(artifact, actor, "artifact.cited", questions=", ".join(questions))
