"""From a file of answers to an assessment of a workspace."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import User, Workspace
from assessments.choices import ScopeChoice
from assessments.domain.answers import Answer as Said
from assessments.domain.answers import Evidence as Cited
from assessments.domain.submission import Submission
from assessments.models import Assessment, Citation
from assessments.operations.answers import lock_answer, write
from assessments.operations.assessments import create_assessment
from catalog.domain.question_pack import QuestionPack
from catalog.models import Pack
from evidence.models import Evidence
from evidence.operations.evidence import add_evidence


@transaction.atomic
def take_in_submission(
    *, workspace: Workspace, actor: User, pack: Pack, submission: Submission, scope: ScopeChoice
) -> Assessment:
    """A new assessment with the answers of a file that was read against this pack.

    Evidence that is cited for several questions, with the same title, place and day, is one piece cited several times.
    """
    assessment = create_assessment(
        workspace=workspace,
        actor=actor,
        pack=pack,
        title=submission.title,
        scope=scope,
        target=submission.targets.overall,
        phase_targets=dict(submission.targets.phases),
    )
    known: dict[tuple[str, str, str, date | None], Evidence] = {}
    for question, said in submission.answers.items():
        answer = lock_answer(workspace, assessment.code, question)
        cited = [_piece_of(each, known, workspace, actor, assessment.questions) for each in said.evidence]
        Citation.objects.bulk_create(
            (Citation(answer=answer, evidence=piece, cited_by=actor) for piece in dict.fromkeys(cited)),
        )
        evidence = [{"code": piece.code, "title": piece.title} for piece in dict.fromkeys(cited)]
        write(answer, _values_of(said), actor=actor, evidence=evidence or None)
    assessment.refresh_from_db(fields=["summary", "summary_date"])
    return assessment


def _values_of(said: Said) -> dict[str, object]:
    """By the fields of a stored answer, see `assessments.models.answer.FIELDS`."""
    return {
        "state": said.state.value,
        "level": said.level,
        "reason": said.reason.value if said.reason else "",
        "level_reason": said.level_reason,
        "met": sorted(said.met),
        "not_met": sorted(said.not_met),
        "note": said.note,
        "is_flagged": False,
    }


def _piece_of(
    cited: Cited,
    known: dict[tuple[str, str, str, date | None], Evidence],
    workspace: Workspace,
    actor: User,
    pack: QuestionPack,
) -> Evidence:
    key = (cited.title, cited.link, cited.reference, cited.observed)
    if key not in known:
        known[key] = add_evidence(
            workspace=workspace,
            actor=actor,
            title=cited.title,
            evidence_class=cited.evidence_class.value,
            kind=cited.kind or "",
            link=cited.link,
            reference=cited.reference,
            observed_date=cited.observed,
            validity_days=cited.validity_days or pack.validity_default_days,
            owner=actor,
        )
    return known[key]
