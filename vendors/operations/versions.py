"""Changing a model that is locked: a new version, with a reason, that a second person lets into force."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.domain.roles import Role
from accounts.models import User
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify, notify_all
from vendors.domain.reopening import reopened, reworded_gates
from vendors.domain.stages import Part, Stage, VersionState
from vendors.models import AcceptedCriterion, AgreedScore, Evaluation, GateFinding, ModelVersion, Score
from vendors.operations.criteria import NotEditableError, hold
from vendors.operations.opening import NotReadyError, lock_version, tell_evaluators
from vendors.operations.reevaluation import copy_model
from vendors.queries.readiness import readiness_of
from vendors.queries.versions import model_of, version_in_force, waiting_version


class NotChangeableError(Exception):
    """The evaluation is not open yet, or decided."""


class NothingChangedError(Exception):
    """The version says the same as the one in force."""


class SamePersonError(Exception):
    """Who proposed a change does not let it into force."""


@transaction.atomic
def begin_change(*, evaluation: Evaluation, actor: User) -> ModelVersion:
    """A copy of the version in force, to be written; where one waits already, that one. Raises NotChangeableError."""
    held = _held(evaluation)
    if waiting := waiting_version(held):
        return waiting
    last = held.versions.aggregate(last=Max("number"))["last"]
    version = copy_model(version_in_force(held), evaluation=held, number=last + 1)
    _log(held, actor, "evaluation.change_begun", version)
    return version


@transaction.atomic
def propose_change(*, version: ModelVersion, actor: User, seen: int, reason: str) -> None:
    """Nothing of it changes from then on, unless it is taken back.

    Raises NotChangeableError, NotEditableError, StaleWriteError, NotReadyError and NothingChangedError.
    """
    held = _held(version.evaluation)
    stored = hold(version, seen=seen)
    readiness = readiness_of(version)
    if not readiness.is_ready:
        raise NotReadyError
    if readiness.content_hash == readiness_of(version_in_force(held)).content_hash:
        raise NothingChangedError
    now = timezone.now()
    stored.save_revision(
        seen=stored.revision, state=VersionState.PROPOSED.value, reason=reason, proposed_by=actor, proposed_at=now
    )
    _log(held, actor, "evaluation.change_proposed", version)
    sentence = _("%(actor)s proposes to change the criteria of “%(evaluation)s”. A second person has to agree.")
    roles = [role.value for role in Role if role.includes(Role.EDITOR)]
    clerks = held.participants.filter(part=Part.PRICE_CLERK.value, user__isnull=False).values("user")
    others = User.objects.filter(memberships__workspace=held.workspace, memberships__role__in=roles)
    notify_all(
        users=others.exclude(pk=actor.pk).exclude(pk__in=clerks).distinct(),
        workspace=held.workspace,
        sentence=sentence % {"actor": actor, "evaluation": held},
        path=_page(version),
    )


@transaction.atomic
def return_change(*, version: ModelVersion, actor: User, remark: str = "") -> None:
    """To be written again: sent back by a second person, or taken back by who proposed it. Raises NotEditableError."""
    held = _held(version.evaluation)
    stored = hold(version, at=VersionState.PROPOSED, state=VersionState.DRAFT.value)
    is_own = stored.proposed_by_id == actor.pk
    _log(held, actor, "evaluation.change_taken_back" if is_own else "evaluation.change_sent_back", version)
    if stored.proposed_by and not is_own:
        sentence = _("%(actor)s sends your change of “%(evaluation)s” back. %(remark)s")
        notify(
            user=stored.proposed_by,
            workspace=held.workspace,
            sentence=(sentence % {"actor": actor, "evaluation": held, "remark": remark}).strip(),
            path=_page(version),
        )


@transaction.atomic
def approve_change(*, version: ModelVersion, actor: User, seen: int) -> ModelVersion:
    """It is in force. What is new or says something else in it is scored anew: such a criterion loses what was agreed
    on it, every sheet is open for it, and the evaluation goes back to scoring. What was found at a gate that says
    something else is dropped: it has to be found again.

    Raises NotChangeableError, SamePersonError, NotEditableError, StaleWriteError and NotReadyError.
    """
    held = _held(version.evaluation)
    if version.proposed_by_id == actor.pk or actor.is_service:  # who holds its token may be the same person
        raise SamePersonError
    before = version_in_force(held)
    locked = lock_version(version=version, actor=actor, seen=seen, at=VersionState.PROPOSED)
    models = model_of(before), model_of(version)
    keys = reopened(*models)
    _log(held, actor, "evaluation.change_approved", version)
    _drop_findings(held, reworded_gates(*models))
    if keys:
        _reopen(held, locked, list(keys))
    sentence = ngettext(
        "“%(evaluation)s” has new criteria: %(count)d is to be scored anew.",
        "“%(evaluation)s” has new criteria: %(count)d are to be scored anew.",
        len(keys),
    )
    sentence = sentence if keys else _("“%(evaluation)s” has a new version of its criteria; the scores stand.")
    tell_evaluators(held, actor, sentence % {"evaluation": held, "count": len(keys)})
    return locked


@transaction.atomic
def discard_change(*, version: ModelVersion, actor: User) -> None:
    """For good, as long as it is not in force. Raises NotEditableError."""
    held = _held(version.evaluation)
    stored = ModelVersion.objects.select_for_update(no_key=True).filter(pk=version.pk).first()
    if stored is None or stored.is_locked:
        raise NotEditableError
    _log(held, actor, "evaluation.change_discarded", version)
    stored.delete()


def _reopen(evaluation: Evaluation, version: ModelVersion, keys: list[str]) -> None:
    ModelVersion.objects.filter(pk=version.pk).update(reopened=keys)
    AgreedScore.objects.filter(proposal__evaluation=evaluation, criterion__in=keys).delete()
    AcceptedCriterion.objects.filter(evaluation=evaluation, criterion__in=keys).delete()
    Score.objects.filter(proposal__evaluation=evaluation, criterion__in=keys).update(is_late=False)
    evaluation.participants.filter(part=Part.EVALUATOR.value).update(submitted_at=None)
    Evaluation.objects.filter(pk=evaluation.pk).update(
        stage=Stage.SCORING.value, locked_at=None, changed_at=timezone.now(), revision=F("revision") + 1
    )


def _drop_findings(evaluation: Evaluation, gates: Sequence[str]) -> None:
    """And tell the moderator, who finds them again."""
    dropped, _models = GateFinding.objects.filter(proposal__evaluation=evaluation, gate__in=gates).delete()
    if dropped and evaluation.moderator:
        sentence = ngettext(
            "%(count)d gate of “%(evaluation)s” says something else now: find again who meets it.",
            "%(count)d gates of “%(evaluation)s” say something else now: find again who meets them.",
            len(gates),
        )
        notify(
            user=evaluation.moderator,
            workspace=evaluation.workspace,
            sentence=sentence % {"evaluation": evaluation, "count": len(gates)},
            path=reverse("consensus_gates", args=[evaluation.workspace.code, evaluation.code]),
        )


def _held(evaluation: Evaluation) -> Evaluation:
    held: Evaluation = Evaluation.objects.locked().get(pk=evaluation.pk)
    if held.at in {Stage.DRAFT, Stage.DECIDED}:
        raise NotChangeableError
    held.workspace = evaluation.workspace
    return held


def _page(version: ModelVersion) -> str:
    evaluation = version.evaluation
    return reverse("version_detail", args=[evaluation.workspace.code, evaluation.code, version.number])


def _log(evaluation: Evaluation, actor: User, verb: str, version: ModelVersion) -> None:
    log_activity(workspace=evaluation.workspace, actor=actor, verb=verb, target=evaluation, number=version.number)
