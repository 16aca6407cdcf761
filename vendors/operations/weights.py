"""What people say about importance, in a version that nobody has locked yet: the weights that count, and scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.operations.activity import log_activity
from vendors.choices import MethodChoice
from vendors.models import ModelVersion, RemovedPart, Weighting
from vendors.operations.criteria import hold

SCENARIO = "scenario"
"""What a removed one is, among the removed parts of a version."""
MOST_SCENARIOS = 12

type Said = Mapping[str, Mapping[Any, Fraction | None]]
"""By parent and key, or pair of keys; None where nothing is said any more."""


class WeightingGoneError(Exception):
    """Somebody else deleted the scenario meanwhile."""


class NameTakenError(Exception):
    """There is a scenario of this name."""


class TooManyScenariosError(Exception):
    """There are as many as can be read beside each other."""


@transaction.atomic
def weigh(
    *, weighting: Weighting, actor: User, seen: int, method: MethodChoice, said: Said, reason: str | None = None
) -> None:
    """Weigh by this method from now on. What is not in `said`, such as weights of removed criteria, stays.

    Raises NotEditableError, StaleWriteError and WeightingGoneError.
    """
    held = hold(weighting.version, seen=seen)
    stored = _still(held, weighting)
    stored.method = method.value
    before = stored.judgements.get(method.value, {})
    together = _pairs if method is MethodChoice.PAIRWISE else _numbers
    now = {parent: together(before.get(parent, ()), given) for parent, given in said.items()}
    stored.judgements = {**stored.judgements, method.value: {**before, **now}}
    stored.reason = stored.reason if reason is None else reason
    stored.save()
    _log(held, actor, "scenario_weighed" if stored.name else "weighed", stored)


@transaction.atomic
def add_scenario(*, version: ModelVersion, actor: User, seen: int, name: str, like: Weighting) -> Weighting:
    """With the weights of another one to begin with.

    Raises NotEditableError, StaleWriteError, NameTakenError and TooManyScenariosError.
    """
    held = hold(version, seen=seen)
    if held.weightings.count() > MOST_SCENARIOS:
        raise TooManyScenariosError
    last = held.weightings.order_by("-position").values_list("position", flat=True)[0]
    scenario = Weighting(
        version=held,
        name=name,
        position=last + 1,
        method=like.method,
        judgements=like.judgements,
        reason=like.reason,
    )
    _save(scenario)
    _log(held, actor, "scenario_added", scenario)
    return scenario


@transaction.atomic
def rename_scenario(*, scenario: Weighting, actor: User, seen: int, name: str) -> Weighting:
    """Raises NotEditableError, StaleWriteError, WeightingGoneError and NameTakenError."""
    held = hold(scenario.version, seen=seen)
    stored = _still(held, scenario)
    before, stored.name = stored.name, name
    _save(stored)
    if before != name:
        _log(held, actor, "scenario_renamed", stored, before=before, after=name)
    return stored


@transaction.atomic
def delete_scenario(*, scenario: Weighting, actor: User) -> RemovedPart:
    """Raises NotEditableError and WeightingGoneError."""
    held = hold(scenario.version)
    stored = _still(held, scenario)
    content = {name: getattr(stored, name) for name in ("position", "method", "judgements", "reason")}
    removed: RemovedPart = RemovedPart.objects.create(version=held, kind=SCENARIO, title=stored.name, content=content)
    _log(held, actor, "scenario_deleted", stored)
    stored.delete()
    return removed


@transaction.atomic
def restore_scenario(*, removed: RemovedPart, actor: User) -> Weighting:
    """Raises NotEditableError and NameTakenError."""
    held = hold(removed.version)
    scenario = Weighting(version=held, name=removed.title, **removed.content)
    _save(scenario)
    removed.delete()
    _log(held, actor, "scenario_restored", scenario)
    return scenario


def _numbers(before: Any, given: Mapping[str, Fraction | None]) -> dict[str, str]:
    kept = {key: text for key, text in dict(before).items() if key not in given}
    return kept | {key: str(value) for key, value in given.items() if value is not None}


def _pairs(before: Any, given: Mapping[tuple[str, str], Fraction | None]) -> list[list[str]]:
    asked = {frozenset(pair) for pair in given}
    kept = [[first, second, text] for first, second, text in before if {first, second} not in asked]
    return kept + [[*pair, str(times)] for pair, times in given.items() if times is not None]


def _still(version: ModelVersion, weighting: Weighting) -> Weighting:
    found = Weighting.objects.filter(version=version, pk=weighting.pk).first()
    if found is None:
        raise WeightingGoneError
    found.version = version
    return found


def _save(scenario: Weighting) -> None:
    try:
        with transaction.atomic():
            scenario.save()
    except IntegrityError:
        raise NameTakenError from None


def _log(version: ModelVersion, actor: User, what: str, weighting: Weighting, **detail: str) -> None:
    if weighting.name:
        detail["item"] = weighting.name
    log_activity(
        workspace=version.evaluation.workspace,
        actor=actor,
        verb=f"evaluation.{what}",
        target=version.evaluation,
        **detail,
    )
