"""The life of an evaluation: begun from a pack or from scratch, changed, deleted and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from catalog.models import Pack
from catalog.queries import criteria_pack
from evidence.models import StoredFile
from evidence.operations.files import discard_files
from vendors.choices import MethodChoice
from vendors.domain.stages import Stage
from vendors.models import (
    CriteriaGroup,
    Criterion,
    Evaluation,
    Gate,
    ModelVersion,
    PortalDocument,
    ProposalDocument,
    Weighting,
)
from vendors.queries.participants import knowing_prices
from vendors.queries.versions import ROOT

THRESHOLDS = frozenset({"agenda_spread", "fewest_evaluators", "robust_percent", "leaning_percent", "low_price_percent"})
"""From where on a result is called by a word. Whoever knows the result could choose the word that suits it."""
CLOSES = {
    "deadline_at": Stage.CONSENSUS,
    "accepts_late": Stage.CONSENSUS,
    "purpose": Stage.LOCKED,
    **dict.fromkeys(THRESHOLDS, Stage.LOCKED),
}
"""From which stage on a setting stays as it is. The deadline says which proposals were late; and the report begins with
the purpose, which must not ask afterwards for what was found."""


class SettingClosedError(Exception):
    """What it carries the name of stays as it is at this stage."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class KnowsPricesError(Exception):
    """Who is named as moderator was asked to enter prices a moment ago."""


class NotRestorableError(Exception):
    """The time in which it could be restored is over."""


@transaction.atomic
def create_evaluation(
    *, workspace: Workspace, actor: User, title: str, pack: Pack | None = None, **fields: Any
) -> Evaluation:
    """With the groups, criteria, gates and points of the pack, as rows that can be changed; without one, empty."""
    evaluation = Evaluation(workspace=workspace, title=title, moderator=actor.as_person, **fields)
    evaluation.save()
    version = ModelVersion.objects.create(evaluation=evaluation, number=1, pack=pack)
    weighting = Weighting(version=version)
    if pack:
        weighting.judgements = {MethodChoice.POINTS.value: _add_rows(version, pack)}
    weighting.save()
    _log(evaluation, actor, "evaluation.created")
    return evaluation


@transaction.atomic
def change_evaluation(*, evaluation: Evaluation, actor: User, seen: int, **values: Any) -> Evaluation:
    """Its settings. Raises StaleWriteError, SettingClosedError and KnowsPricesError."""
    before = Evaluation.objects.locked().select_related("moderator").get(pk=evaluation.pk)
    stored = evaluation.save_revision(seen=seen, **values)
    stored.workspace = evaluation.workspace
    moved = [name for name, value in values.items() if value != getattr(before, name)]
    for name in moved:
        if name in CLOSES and before.at.is_from(CLOSES[name]):
            raise SettingClosedError(name)
    if "moderator" in moved and knowing_prices(stored).filter(user=values["moderator"]).exists():
        raise KnowsPricesError
    for field in moved:
        _log(stored, actor, "evaluation.changed", field=field)
    return stored


@transaction.atomic
def delete_evaluation(*, evaluation: Evaluation, actor: User) -> None:
    """It disappears at once, and for good after a month. Deleting what is deleted does nothing."""
    if Evaluation.objects.filter(pk=evaluation.pk, deleted_at=None).update(deleted_at=timezone.now()):
        _log(evaluation, actor, "evaluation.deleted")


@transaction.atomic
def restore_evaluation(*, evaluation: Evaluation, actor: User) -> None:
    """Raises NotRestorableError. Restoring what is there does nothing."""
    if evaluation.deleted_at is None:
        return
    due = Evaluation.objects.filter(pk=evaluation.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise NotRestorableError
    _log(evaluation, actor, "evaluation.restored")


def purge_evaluations(*, now: datetime) -> int:
    """Remove what was deleted a month ago, with the files of its proposals; how many evaluations that were."""
    due = Evaluation.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).values_list("pk", flat=True)
    return sum(_purge(key, now) for key in list(due))


@transaction.atomic
def _purge(key: int, now: datetime) -> int:
    kept = ProposalDocument.objects.filter(proposal__evaluation=key).values("file")
    drafted = PortalDocument.objects.filter(proposal__evaluation=key).values("file")
    files = list(StoredFile.objects.filter(Q(pk__in=kept) | Q(pk__in=drafted)))
    _rows, by_model = Evaluation.objects.filter(pk=key, deleted_at__lte=now - DELETED_IS_KEPT).delete()
    discard_files(files)
    return by_model.get("vendors.Evaluation", 0)


def _log(evaluation: Evaluation, actor: User, verb: str, **detail: Any) -> None:
    log_activity(workspace=evaluation.workspace, actor=actor, verb=verb, target=evaluation, **detail)


def _add_rows(version: ModelVersion, pack: Pack) -> dict[str, dict[str, str]]:
    """The rows of the pack's content; its weights as points, by the key of the parent."""
    content = criteria_pack(pack)
    version.unproven_cap = content.unproven_cap
    version.levels = [level.rule for level in content.scale.levels]
    version.evidence_kinds = {kind.id: kind.title for kind in content.evidence_kinds}
    version.save()
    groups = CriteriaGroup.objects.bulk_create(
        CriteriaGroup(version=version, key=group.id, position=number, title=group.title)
        for number, group in enumerate(content.groups)
    )
    Criterion.objects.bulk_create(
        Criterion(
            version=version,
            group=row,
            key=each.id,
            position=number,
            title=each.title,
            question=each.question,
            anchors=list(each.anchors),
            evidence_kinds=list(each.evidence),
        )
        for row, group in zip(groups, content.groups, strict=True)
        for number, each in enumerate(group.criteria)
    )
    Gate.objects.bulk_create(
        Gate(
            version=version,
            key=gate.id,
            position=number,
            criterion=gate.criterion,
            text=gate.text,
            how_to_check=gate.how_to_check,
        )
        for number, gate in enumerate(content.gates)
    )
    points = {ROOT: {group.id: str(group.weight) for group in content.groups}}
    return points | {group.id: {each.id: str(each.weight) for each in group.criteria} for group in content.groups}
