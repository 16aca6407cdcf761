"""Answers that come from elsewhere: carried over to be confirmed, and confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.operations.activity import log_activity
from assessments.choices import GroupKind, ScopeChoice
from assessments.domain.answers import Answer as Said
from assessments.domain.answers import State
from assessments.domain.checking import find_lack
from assessments.models import Answer, Assessment, Milestone
from assessments.models.answer import CHOICE, Carried, choice_in
from assessments.operations.assessments import create_assessment
from assessments.operations.bulk import Rewrite, write_all
from assessments.operations.submissions import values_of
from assessments.queries.milestones import result_of_milestone
from assessments.queries.scoring import as_answer
from evidence.models import Evidence


@transaction.atomic
def begin_from_milestone(*, milestone: Milestone, actor: User, title: str) -> Assessment:
    """A new assessment of the same pack, scope, targets and profile, in which every choice waits to be confirmed.

    Notes, marks to follow up and what was cited come along as far as it is still there. Raises DamagedMilestoneError.
    """
    frozen = result_of_milestone(milestone)
    workspace, submission = milestone.assessment.workspace, frozen.submission
    codes = {code for more in frozen.more.values() for code in more.get("evidence", ())}
    alive = Evidence.objects.locked().filter(workspace=workspace, code__in=codes, deleted_at=None).order_by("pk")
    pieces = {piece.code: piece for piece in alive}
    assessment = create_assessment(
        workspace=workspace,
        actor=actor,
        pack=milestone.pack,
        title=title,
        scope=ScopeChoice(submission.scope.value),
        target=submission.targets.overall,
        phase_targets=dict(submission.targets.phases),
        profile=frozen.profile,
    )
    assessment.begun_from = milestone
    assessment.save(update_fields=["begun_from"])
    answers = {row.question: row for row in assessment.answers.all()}
    rewrites = [
        _carried(answers[id_], said, frozen.more.get(id_, {}), pieces, milestone.title)
        for id_, said in submission.answers.items()
    ]
    rewrites = [each for each in rewrites if each.carried or each.cited or any(each.values.values())]
    write_all(assessment, rewrites, actor=actor)
    assessment.refresh_from_db(fields=["summary", "summary_date"])
    log_activity(
        workspace=workspace,
        actor=actor,
        verb="assessment.begun_from_milestone",
        target=assessment,
        milestone=milestone.title,
        answers=str(sum(bool(each.carried) for each in rewrites)),
    )
    return assessment


def _carried(
    answer: Answer, said: Said, more: Mapping[str, Any], pieces: Mapping[str, Evidence], origin: str
) -> Rewrite:
    """What nobody had confirmed by then still waits."""
    values = values_of(said)
    choice = {field: values[field] for field in CHOICE} if said.state is not State.UNANSWERED else more.get("carried")
    return Rewrite(
        answer,
        {"note": said.note, "is_flagged": bool(more.get("is_flagged"))},
        cited=[pieces[code] for code in more.get("evidence", ()) if code in pieces],
        carried=waiting(choice, origin) if choice else None,
    )


def waiting(choice: Mapping[str, Any], origin: str) -> Carried:
    """A choice with the name of where it comes from."""
    return {"from": origin, **{field: choice[field] for field in CHOICE}}


@transaction.atomic
def confirm_section(*, assessment: Assessment, kind: GroupKind, group: str, title: str, actor: User) -> tuple[int, int]:
    """Choose all that waits in a phase or domain; how many that were, and how many could not stand as they are."""
    locked: Assessment = Assessment.objects.select_related("workspace").locked_with_pack().get(pk=assessment.pk)
    pack = locked.questions
    ids = [question.id for question in pack.questions if getattr(question, kind.value) == group]
    found = locked.answers.filter(question__in=ids, carried__isnull=False).order_by("pk")
    rows = list(found.select_for_update(no_key=True))
    rewrites = [
        Rewrite(row, choice)
        for row in rows
        if (choice := choice_in(row.carried or {}))
        and not find_lack(pack.question[row.question], pack.scale, as_answer(Answer(**choice, note=row.note)))
    ]
    write_all(locked, rewrites, actor=actor)
    if rewrites:
        log_activity(
            workspace=locked.workspace,
            actor=actor,
            verb="assessment.section_confirmed",
            target=locked,
            section=title,
            answers=str(len(rewrites)),
        )
    return len(rewrites), len(rows) - len(rewrites)
