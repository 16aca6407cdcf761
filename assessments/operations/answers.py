"""Answering. Each write locks its assessment: saves come one after the other, and the summary counts all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import EllipsisType
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from assessments.domain.checking import Lack, find_lack
from assessments.domain.merging import merge
from assessments.domain.results import QuestionResult
from assessments.domain.summary import Summary
from assessments.models import Answer, AnswerVersion, Assessment
from assessments.models.answer import Carried, choice_in
from assessments.operations.locking import require_open
from assessments.queries.scoring import Around, as_answer, score_around
from catalog.models.pack import unread
from core.models import StaleWriteError


class IncompleteAnswerError(Exception):
    """The answer could not stand; `lack` says what it needs."""

    def __init__(self, lack: Lack) -> None:
        super().__init__(lack.value)
        self.lack = lack


class NothingToConfirmError(Exception):
    """Nothing waits to be confirmed: somebody has answered meanwhile."""


class CollisionError(StaleWriteError):
    """Somebody else changed the same since; `units` says what, see `assessments.domain.merging.UNITS`.

    `wanted` is the answer as it would be with all that this person said: of the other units with what is stored of
    somebody else, so that saying it again with the current revision overwrites nothing but `units`.
    """

    current: Answer

    def __init__(self, current: Answer, units: tuple[str, ...], wanted: dict[str, Any]) -> None:
        super().__init__(current)
        self.units, self.wanted = units, wanted


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer as stored, and what has become of the result by it. `is_merged`: somebody else had changed it too.

    `verified_before` is the verified level before evidence was cited or no longer was.
    """

    answer: Answer
    around: Around
    is_merged: bool = False
    verified_before: int | None = None

    @property
    def question(self) -> QuestionResult:
        return self.around.question

    @property
    def summary(self) -> Summary:
        return self.around.summary


@transaction.atomic
def save_answer(
    *, workspace: Workspace, assessment: str, question: str, actor: User, seen: int, said: Mapping[str, Any]
) -> Saved:
    """Store those fields of `said` (see `FIELDS`) that the person changed, having seen the revision `seen`.

    What others have changed meanwhile stays; saying what is stored already writes nothing. Raises Answer.DoesNotExist,
    LockedError, CollisionError where both changed the same, IncompleteAnswerError; each leaves everything as it was.
    """
    return save_locked_answer(lock_answer(workspace, assessment, question), actor=actor, seen=seen, said=said)


def save_locked_answer(answer: Answer, *, actor: User, seen: int, said: Mapping[str, Any]) -> Saved:
    """As `save_answer`, for whoever holds the answer from `lock_answer` in the same transaction already."""
    stored = answer.contents
    base = stored if seen == answer.revision else _contents_seen(answer, seen)
    merged = merge(base, stored, in_order(said, base or stored))
    if merged.collisions:
        raise CollisionError(answer, merged.collisions, merged.values)
    if merged.values == stored:
        return saved_as_it_is(answer, is_merged=seen != answer.revision)
    return write(answer, merged.values, actor=actor, is_merged=seen != answer.revision)


@transaction.atomic
def restore_answer(
    *, workspace: Workspace, assessment: str, question: str, actor: User, seen: int, revision: int
) -> Saved:
    """Say again what was said at an earlier revision, as a new one. Evidence stays as it is now.

    Raises Answer.DoesNotExist, AnswerVersion.DoesNotExist, LockedError, StaleWriteError where somebody has saved since
    `seen`, and IncompleteAnswerError where it could not stand by the version of the pack that is asked now.
    """
    answer = lock_answer(workspace, assessment, question)
    if seen != answer.revision:
        raise StaleWriteError(answer)
    earlier = _said_at(answer, revision)
    asked = answer.assessment.questions.criterion.keys()  # another version of the pack may have other criteria

    def still(said: Mapping[str, Any]) -> dict[str, Any]:
        return {**said, **{field: [id_ for id_ in said[field] if id_ in asked] for field in ("met", "not_met")}}

    carried = still(earlier.carried) if earlier.carried else None
    return write(answer, still(earlier.contents), actor=actor, restored_from=revision, carried=carried)


@transaction.atomic
def confirm_answer(*, workspace: Workspace, assessment: str, question: str, actor: User) -> Saved:
    """Choose what was carried over from elsewhere and waits.

    Raises Answer.DoesNotExist, NothingToConfirmError, IncompleteAnswerError.
    """
    answer = lock_answer(workspace, assessment, question)
    if answer.carried is None:
        raise NothingToConfirmError
    return write(answer, choice_in(answer.carried), actor=actor)


def lock_answer(workspace: Workspace, assessment: str, question: str) -> Answer:
    """The answer with its assessment and pack, both rows locked: where every write of one answer begins.

    Raises Answer.DoesNotExist, LockedError where its phase is under review.
    PostgreSQL locks in the order of `of`. Everybody who locks both begins with the assessment: else two could wait for
    each other.
    """
    answers = (
        Answer.objects.select_related("assessment__pack")
        .defer(*unread("assessment__pack"))
        .select_for_update(of=("assessment", "self"), no_key=True)
        .filter(question=question, assessment__code=assessment, assessment__deleted_at=None)
        .filter(assessment__workspace=workspace)
    )
    try:
        answer = answers.get()
    except Answer.DoesNotExist:
        # PostgreSQL leaves out the row for which it waited, if the assessment moved to another version of the pack
        # meanwhile; a second look finds it. Reading the pack by itself, as elsewhere, would cost every save a query.
        answer = answers.get()
    answer.assessment.workspace = workspace
    require_open(answer.assessment, [question])
    return answer


def write(
    answer: Answer,
    values: Mapping[str, Any],
    *,
    actor: User,
    is_merged: bool = False,
    restored_from: int | None = None,
    evidence: list[dict[str, str]] | None = None,
    carried: Carried | EllipsisType | None = ...,
) -> Saved:
    """Where one answer changes: a new revision, its version, and the summary. The rows must be locked.

    `evidence` is what is cited from now on, where that is what changed, and `carried` what waits to be confirmed. For
    many at once there is `assessments.operations.bulk.write_all`.
    """
    before = (answer.state, answer.level)
    is_confirmation = answer.take(values, carried)
    _require_complete(answer)
    answer.revision += 1
    answer.changed_by, answer.changed_at = actor, timezone.now()
    answer.save()
    saved = saved_as_it_is(answer, is_merged=is_merged)
    AnswerVersion.objects.create(
        answer=answer,
        revision=answer.revision,
        **answer.contents,
        carried=answer.carried,
        is_confirmation=is_confirmation,
        evidence=evidence,
        saved_by=actor,
        saved_at=answer.changed_at,
        restored_from=restored_from,
    )
    store_summary(answer.assessment, saved.summary)
    if (answer.state, answer.level) != before:
        _log(answer, actor, before)
    return saved


def store_summary(assessment: Assessment, summary: Summary) -> None:
    """Beside the revision: it is computed, and nobody's edit of the assessment is stale by it."""
    Assessment.objects.filter(pk=assessment.pk).update(
        summary=summary.to_data(), summary_date=summary.as_of, changed_at=timezone.now()
    )


def saved_as_it_is(answer: Answer, *, is_merged: bool = False) -> Saved:
    assessment = answer.assessment
    return Saved(answer, score_around(assessment, answer.question, as_of=assessment.workspace.today), is_merged)


def _require_complete(answer: Answer) -> None:
    pack = answer.assessment.questions
    if lack := find_lack(pack.question[answer.question], pack.scale, as_answer(answer)):
        raise IncompleteAnswerError(lack)


def _contents_seen(answer: Answer, seen: int) -> dict[str, Any] | None:
    """None for a revision that is not known: a backup was restored meanwhile, and it is younger than that."""
    return _contents_at(answer, seen) if seen < answer.revision else None


def _contents_at(answer: Answer, revision: int) -> dict[str, Any]:
    """Raises AnswerVersion.DoesNotExist for a revision that never was."""
    return _said_at(answer, revision).contents


def _said_at(answer: Answer, revision: int) -> AnswerVersion:
    """Raises AnswerVersion.DoesNotExist for a revision that never was."""
    return AnswerVersion() if revision == 1 else AnswerVersion.objects.get(answer=answer, revision=revision)


def in_order(said: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """Lists of criteria sorted, so that the same ticks are the same value; what is met is no longer said not to be."""
    ordered = {field: sorted(value) if isinstance(value, list) else value for field, value in said.items()}
    if "met" in ordered:
        refuted = ordered.get("not_met", base["not_met"])
        ordered["not_met"] = [id_ for id_ in refuted if id_ not in ordered["met"]]
    return ordered


def _log(answer: Answer, actor: User, before: tuple[str, int | None]) -> None:
    log_activity(
        workspace=answer.assessment.workspace,
        actor=actor,
        verb="answer.changed",
        target=answer.assessment,
        question=answer.question,
        before=_in_short(*before),
        after=_in_short(answer.state, answer.level),
    )


def _in_short(state: str, level: int | None) -> str:
    return state if level is None else str(level)
