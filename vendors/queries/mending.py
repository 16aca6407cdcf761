"""What keeps a version from being locked, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from vendors.domain.faults import Fault, FaultKind
from vendors.models import ModelVersion
from vendors.queries.readiness import Obstacle, Unweighed
from vendors.queries.versions import ROOT

WORDS: dict[FaultKind, str | Promise] = {
    FaultKind.NOTHING_APPLIES: gettext_lazy("There is no criterion that applies."),
    FaultKind.CODE_TWICE: gettext_lazy("The key %(code)s is there twice."),
    FaultKind.NEGATIVE_WEIGHT: gettext_lazy("“%(title)s” has a negative weight."),
    FaultKind.WEIGHTLESS_GROUP: gettext_lazy("The criteria of “%(title)s” that apply weigh nothing."),
    FaultKind.WEIGHTLESS: gettext_lazy("All groups with a criterion that applies weigh nothing."),
    FaultKind.ANCHOR_MISSING: gettext_lazy("“%(title)s” does not say what a %(level)s is."),
    FaultKind.UNKNOWN_CRITERION: gettext_lazy("The gate “%(title)s” belongs to a criterion that is not there."),
    FaultKind.NO_REASON: gettext_lazy("“%(title)s” does not apply, and nobody said why."),
    FaultKind.MINIMUM_OUT_OF_RANGE: gettext_lazy("The minimum of “%(title)s” is not from 0 to 100."),
    FaultKind.CAP_OUT_OF_RANGE: gettext_lazy("The most that a claim counts is not a level."),
}
OBSTACLES: dict[Obstacle, str | Promise] = {
    Obstacle.EMPTY: gettext_lazy("“%(title)s” has no criterion."),
    Obstacle.UNWEIGHED: gettext_lazy("The criteria of “%(title)s” have no weights yet."),
    Obstacle.CONTRADICTORY: gettext_lazy("The comparisons of the criteria of “%(title)s” contradict each other."),
}
OBSTACLES_OF_GROUPS: dict[Obstacle, str | Promise] = {
    Obstacle.UNWEIGHED: gettext_lazy("The groups have no weights yet."),
    Obstacle.CONTRADICTORY: gettext_lazy("The comparisons of the groups contradict each other."),
}


def fault_in_words(version: ModelVersion, fault: Fault) -> str:
    groups = {group.key: group.title for group in version.groups.all()}
    criteria = {each.key: each.title for group in version.groups.all() for each in group.criteria.all()}
    gates = {gate.key: gate.text for gate in version.gates.all()}
    titles = gates if fault.kind is FaultKind.UNKNOWN_CRITERION else {**groups, **criteria}
    return str(WORDS[fault.kind]) % {"title": titles.get(fault.code, ""), "code": fault.code, "level": fault.level}


def obstacle_in_words(version: ModelVersion, found: Unweighed) -> str:
    if found.parent == ROOT:
        return str(OBSTACLES_OF_GROUPS[found.obstacle])
    titles = {group.key: group.title for group in version.groups.all()}
    return str(OBSTACLES[found.obstacle]) % {"title": titles[found.parent]}
