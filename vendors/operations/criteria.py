"""Writing the model of an evaluation: groups, criteria, gates and the scale of a version that nobody has locked yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User
from accounts.operations.activity import log_activity
from core.models import StaleWriteError
from vendors.domain.stages import VersionState
from vendors.models import CriteriaGroup, Criterion, Gate, ModelVersion, RemovedPart

type Part = CriteriaGroup | Criterion | Gate

MODELS: dict[str, type[Part]] = {"group": CriteriaGroup, "criterion": Criterion, "gate": Gate}
"""By what addresses call them."""
LETTERS: dict[type[Part], str] = {CriteriaGroup: "R", Criterion: "C", Gate: "G"}
"""What the keys begin with that are given here; those of a pack are the pack's."""


class NotEditableError(Exception):
    """The version is locked, waits for a second person, or was discarded."""


class PartGoneError(Exception):
    """Somebody else removed it meanwhile."""


class NotRestorablePartError(Exception):
    """Its group is gone, or it is there."""


def hold(
    version: ModelVersion, *, seen: int | None = None, at: VersionState = VersionState.DRAFT, **values: Any
) -> ModelVersion:
    """Inside a transaction, before anything of it is written: nobody else writes or locks it until the end.

    Raises NotEditableError where it is not `at` that state, and StaleWriteError where it is no longer at the revision
    `seen`.
    """
    held = ModelVersion.objects.select_for_update(no_key=True).filter(pk=version.pk).first()
    if held is None or held.state != at:
        raise NotEditableError
    if seen is not None and held.revision != seen:
        raise StaleWriteError(held)
    stored = held.save_revision(seen=held.revision, **values)
    stored.evaluation = version.evaluation
    return stored


@transaction.atomic
def add_group(*, version: ModelVersion, actor: User, seen: int | None = None, **values: Any) -> CriteriaGroup:
    """Behind the others, without criteria and without weight. Raises NotEditableError and StaleWriteError."""
    group = place_group(version=version, seen=seen, **values)
    _log(group.version, actor, "added", group)
    return group


@transaction.atomic
def add_criterion(
    *, version: ModelVersion, group: CriteriaGroup, actor: User, seen: int | None = None, **values: Any
) -> Criterion:
    """At the end of the group, without weight. Raises NotEditableError, StaleWriteError and PartGoneError."""
    criterion = place_criterion(version=version, group=group, seen=seen, **values)
    _log(criterion.version, actor, "added", criterion)
    return criterion


def place_group(*, version: ModelVersion, seen: int | None = None, **values: Any) -> CriteriaGroup:
    """Inside a transaction: `add_group` without a line in the log, for who writes one about many."""
    held, key = _with_key(version, CriteriaGroup, seen)
    return CriteriaGroup.objects.create(version=held, key=key, position=_end(held.groups.all()), **values)


def place_criterion(
    *, version: ModelVersion, group: CriteriaGroup, seen: int | None = None, **values: Any
) -> Criterion:
    """Inside a transaction: `add_criterion` without a line in the log."""
    held, key = _with_key(version, Criterion, seen)
    stored = _still(CriteriaGroup, held, group.key)
    place = _end(Criterion.objects.filter(group=stored))
    return Criterion.objects.create(version=held, group=stored, key=key, position=place, **values)


@transaction.atomic
def add_gate(*, version: ModelVersion, actor: User, seen: int | None = None, **values: Any) -> Gate:
    """Raises NotEditableError and StaleWriteError."""
    held, key = _with_key(version, Gate, seen)
    gate = Gate.objects.create(version=held, key=key, position=_end(held.gates.all()), **values)
    _log(held, actor, "added", gate)
    return gate


@transaction.atomic
def change_part(*, part: Part, actor: User, seen: int, **values: Any) -> None:
    """A criterion that changes its `group` comes last in the new one.

    Raises NotEditableError, StaleWriteError, and PartGoneError.
    """
    held = hold(part.version, seen=seen)
    stored = _still(type(part), held, part.key)
    if isinstance(stored, Criterion) and values.get("group", stored.group) != stored.group:
        values["group"] = _still(CriteriaGroup, held, values["group"].key)
        values["position"] = _end(Criterion.objects.filter(group=values["group"]))
    if all(getattr(stored, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(stored, name, value)
    stored.save()
    _log(held, actor, "changed", stored)


@transaction.atomic
def change_scale(*, version: ModelVersion, actor: User, seen: int, **values: Any) -> None:
    """What the levels mean, what a claim counts at most, and kinds of evidence. Raises as `hold` does."""
    held = hold(version, seen=seen, **values)
    log_activity(
        workspace=held.evaluation.workspace, actor=actor, verb="evaluation.scale_changed", target=held.evaluation
    )


@transaction.atomic
def move_part(*, part: Part, actor: User, by: int) -> None:
    """One place up, −1, or down, 1, among its like; the first does not go up.

    Raises NotEditableError and PartGoneError.
    """
    held = hold(part.version)
    stored = _still(type(part), held, part.key)
    rows = list(_beside(stored))
    here = next(place for place, row in enumerate(rows) if row.pk == stored.pk)
    rows.insert(max(here + by, 0), rows.pop(here))
    for place, row in enumerate(rows):
        row.position = place
    type(part)._base_manager.bulk_update(rows, ["position"])
    if rows[here].pk != stored.pk:
        _log(held, actor, "moved", stored)


@transaction.atomic
def remove_part(*, part: Part, actor: User) -> RemovedPart:
    """With the criteria of a group. Weights given to it are kept, for when it comes back.

    Raises NotEditableError and PartGoneError.
    """
    held = hold(part.version)
    stored = _still(type(part), held, part.key)
    content: dict[str, Any] = {"part": _fields(stored)}
    if isinstance(stored, CriteriaGroup):
        content["criteria"] = [_fields(each) for each in stored.criteria.all()]
    if isinstance(stored, Criterion):
        content["group"] = stored.group.key
    kind = next(kind for kind, model in MODELS.items() if isinstance(stored, model))
    removed: RemovedPart = RemovedPart.objects.create(version=held, kind=kind, title=str(stored), content=content)
    _log(held, actor, "removed", stored)
    stored.delete()
    return removed


@transaction.atomic
def restore_part(*, removed: RemovedPart, actor: User) -> Part:
    """In the place that it had. Raises NotEditableError and NotRestorablePartError."""
    held = hold(removed.version)
    content = removed.content
    values = {"version": held, **content["part"]}
    if "group" in content:
        values["group"] = held.groups.filter(key=content["group"]).first()
        if values["group"] is None:
            raise NotRestorablePartError
    try:
        with transaction.atomic():
            part = MODELS[removed.kind](**values)
            part.save()
            inside = [Criterion(version=held, **each) for each in content.get("criteria", ())]
            for each in inside:
                each.group_id = part.pk
            Criterion.objects.bulk_create(inside)
    except IntegrityError:
        raise NotRestorablePartError from None
    removed.delete()
    _log(held, actor, "restored", part)
    return part


def purge_removed_parts(*, now: datetime) -> int:
    """What was removed a month ago goes for good; how many parts that were."""
    return RemovedPart.objects.filter(removed_at__lte=now - DELETED_IS_KEPT).delete()[0]


def _with_key(version: ModelVersion, kind: type[Part], seen: int | None) -> tuple[ModelVersion, str]:
    """The version, held, and a key that nothing in it has or ever had."""
    held = hold(version, seen=seen)
    taken = set(kind._base_manager.filter(version=held).values_list("key", flat=True))
    number = held.numbers_given + 1
    while (key := f"{LETTERS[kind]}-{number}") in taken:
        number += 1
    ModelVersion.objects.filter(pk=held.pk).update(numbers_given=number)
    return held, key


def _still(model: type[Any], version: ModelVersion, key: str) -> Any:
    """The part as it is stored now."""
    found = model._base_manager.filter(version=version, key=key).first()
    if found is None:
        raise PartGoneError
    found.version = version
    return found


def _beside(part: Part) -> Iterable[Any]:
    """All of its kind in their order, of a criterion those of its group."""
    if isinstance(part, Criterion):
        return Criterion.objects.filter(group=part.group_id).order_by("position", "pk")
    return type(part)._base_manager.filter(version=part.version).order_by("position", "pk")


def _end(rows: Any) -> int:
    last = rows.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def _fields(part: Part) -> dict[str, Any]:
    return model_to_dict(part, exclude=["id", "version", "group"])


def _log(version: ModelVersion, actor: User, what: str, part: Part) -> None:
    log_activity(
        workspace=version.evaluation.workspace,
        actor=actor,
        verb=f"evaluation.part_{what}",
        target=version.evaluation,
        item=str(part)[:200],
    )
