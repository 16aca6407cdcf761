"""From a file of answers to an assessment of a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from accounts.models import User, Workspace
from assessments.choices import ScopeChoice
from assessments.domain.answers import Answer as Said
from assessments.domain.answers import Evidence as Item
from assessments.domain.submission import Submission
from assessments.models import Assessment
from assessments.operations.assessments import create_assessment
from assessments.operations.bulk import Rewrite, write_all
from assessments.queries.imports import Key, key_of, pieces_by_key
from catalog.domain.question_pack import QuestionPack
from catalog.models import Pack
from evidence.models import Evidence
from evidence.operations.evidence import record_evidence


@transaction.atomic
def take_in_submission(
    *, workspace: Workspace, actor: User, pack: Pack, submission: Submission, scope: ScopeChoice
) -> Assessment:
    """A new assessment with the answers of a file that was read against this pack.

    Evidence with the same title, place and day is one piece, cited several times; also one that is there already.
    """
    items = [item for said in submission.answers.values() for item in said.evidence]
    known = pieces_by_key(workspace, (item.title for item in items))
    list(Evidence.objects.locked().filter(pk__in=[piece.pk for piece in known.values()]).order_by("pk"))
    assessment = create_assessment(
        workspace=workspace,
        actor=actor,
        pack=pack,
        title=submission.title,
        scope=scope,
        target=submission.targets.overall,
        phase_targets=dict(submission.targets.phases),
    )
    pieces = add_pieces(items, known, workspace=workspace, actor=actor, pack=assessment.questions)
    answers = {answer.question: answer for answer in assessment.answers.all()}
    rewrites = [
        Rewrite(answers[id_], values_of(said), cited=[pieces[key_of(item)] for item in said.evidence])
        for id_, said in submission.answers.items()
    ]
    write_all(assessment, rewrites, actor=actor, is_imported=True)
    assessment.refresh_from_db(fields=["summary", "summary_date"])
    return assessment


def values_of(said: Said) -> dict[str, object]:
    """By the fields of a stored answer, see `assessments.models.answer.FIELDS`; a file knows no flag."""
    return {
        "state": said.state.value,
        "level": said.level,
        "reason": said.reason.value if said.reason else "",
        "level_reason": said.level_reason,
        "met": sorted(said.met),
        "not_met": sorted(said.not_met),
        "note": said.note,
    }


def add_pieces(
    items: Iterable[Item], known: Mapping[Key, Evidence], *, workspace: Workspace, actor: User, pack: QuestionPack
) -> dict[Key, Evidence]:
    """What is known, and a new piece for what is not: one, however many answers cite it."""
    pieces = dict(known)
    for item in items:
        if key_of(item) not in pieces:
            pieces[key_of(item)] = record_evidence(
                workspace=workspace,
                actor=actor,
                title=item.title,
                evidence_class=item.evidence_class.value,
                kind=item.kind or "",
                link=item.link,
                reference=item.reference,
                observed_date=item.observed,
                validity_days=item.validity_days or pack.validity_default_days,
                owner=actor.as_person,
                is_logged=False,
            )
    return pieces
