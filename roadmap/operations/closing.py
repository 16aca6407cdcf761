"""The end of an action: done, with what shows it, or given up, with a reason; and taking either back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.operations.activity import log_activity
from assessments.models import Assessment
from assessments.operations.answers import Saved, save_answer
from assessments.operations.citations import cite_evidence
from evidence.models import Evidence
from evidence.operations.evidence import record_evidence
from evidence.operations.files import storing_if_given
from roadmap.choices import ActionStateChoice
from roadmap.domain.states import OPEN_STATES
from roadmap.models import Action, ActionEvidence
from roadmap.operations.actions import change_action, lock_action, set_state
from roadmap.operations.comments import write_comment


@dataclass(frozen=True, slots=True)
class Anew:
    """What the question of the action is to say from now on: `said` as `save_answer` takes it, by who saw the answer's
    revision `seen`; without `said` its evidence is cited, and nothing else. All that was said before stays readable."""

    assessment: Assessment
    question: str
    seen: int
    said: Mapping[str, Any] | None


def close_action(
    *,
    action: Action,
    actor: User,
    seen: int,
    evidence: Collection[Evidence] = (),
    new: Mapping[str, Any] | None = None,
    anew: Anew | None = None,
) -> Saved | None:
    """Done, with what shows it: evidence that is there, and `new` as `add_evidence` takes it. All of it or nothing.

    What has become of the answer, where there is one. Raises StaleWriteError, of which CollisionError is about the
    answer; IncompleteAnswerError, LockedError, RefusedFileError with a sentence; Action.DoesNotExist,
    Evidence.DoesNotExist, Answer.DoesNotExist.
    """
    about = dict(new or {})
    storing = storing_if_given(workspace=action.roadmap.workspace, upload=about.pop("upload", None), actor=actor)
    with storing as stored_file, transaction.atomic():
        pieces = _locked(evidence)
        if new:
            workspace = action.roadmap.workspace
            pieces.append(record_evidence(workspace=workspace, actor=actor, stored_file=stored_file, **about))
        saved = _say_anew(action, actor, pieces, anew) if anew else None
        stored = set_state(action=action, actor=actor, seen=seen, state=ActionStateChoice.DONE)
        _name_evidence(stored, actor, pieces)
        return saved


@transaction.atomic
def drop_action(*, action: Action, actor: User, seen: int, reason: str) -> Action:
    """Given up; the reason is kept as a comment. Raises StaleWriteError, Action.DoesNotExist."""
    stored = set_state(action=action, actor=actor, seen=seen, state=ActionStateChoice.DROPPED)
    write_comment(action=stored, actor=actor, text=reason, is_logged=False)
    return stored


@transaction.atomic
def reopen_action(*, action: Action, actor: User) -> Action:
    """As it was when it was open last. An answer that was given with it stays, and so does its history.

    Reopening what is open does nothing. Raises Action.DoesNotExist.
    """
    stored = lock_action(action)
    if stored.is_open:
        return stored
    ended = action.roadmap.workspace.activities.filter(
        object_code=action.code, verb__in=("action.closed", "action.dropped"), detail__before__in=OPEN_STATES
    )
    last = ended.order_by("-pk").first()
    was = last.detail if last else {}
    state = was.get("before", ActionStateChoice.TO_DO)
    progress = was.get("progress", stored.progress)
    return change_action(action=stored, actor=actor, seen=stored.revision, state=state, progress=progress)


def _locked(evidence: Collection[Evidence]) -> list[Evidence]:
    """Always in the same order. Raises Evidence.DoesNotExist for what has been deleted meanwhile."""
    keys = [piece.pk for piece in evidence]
    stored = list(Evidence.objects.locked().filter(pk__in=keys, deleted_at=None).order_by("pk"))
    if len(stored) < len(keys):
        raise Evidence.DoesNotExist
    return stored


def _say_anew(action: Action, actor: User, pieces: Collection[Evidence], anew: Anew) -> Saved | None:
    """Evidence is locked before the answer, as by everybody who locks both."""
    where: dict[str, Any] = {
        "workspace": action.roadmap.workspace,
        "assessment": anew.assessment.code,
        "question": anew.question,
        "actor": actor,
    }
    saved = None
    for piece in pieces:
        saved = cite_evidence(**where, evidence=piece)
    if anew.said is not None:
        saved = save_answer(**where, seen=anew.seen, said=anew.said)
    return saved


def _name_evidence(action: Action, actor: User, pieces: Collection[Evidence]) -> None:
    for piece in pieces:
        _row, is_new = ActionEvidence.objects.get_or_create(action=action, evidence=piece, defaults={"named_by": actor})
        if is_new:
            log_activity(
                workspace=action.roadmap.workspace,
                actor=actor,
                verb="action.evidence_named",
                target=action,
                evidence=piece.title,
            )
