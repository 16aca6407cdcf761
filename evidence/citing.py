"""Where evidence is cited, and what depends on it. An app above says so in its `citing.py`; this one knows none.

    CITING = Citing(places=places_of, cited=cited_evidence, effects=effects_of_lapsing, changed=refresh_citing)

Each function takes many pieces of evidence at once, and asks the same number of questions for one and for thirty.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule

from accounts.models import Workspace
from evidence.models import Evidence


@dataclass(frozen=True, slots=True)
class Place:
    """Something that cites evidence, such as "2026 baseline: DIS-01". Without a page of its own the URL is empty.

    `api` is the address under which the API has it.
    """

    label: str | Promise
    url: str = ""
    api: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a lapse does to one score, of which `title` says whose it is.

    `before` is the score on the last day on which the evidence counts, or today if that is earlier; `after` is the same
    without it; `by_then` is the score on the day after its last, if nothing is renewed until then. None is no score.
    """

    title: str
    url: str
    before: Fraction | None
    after: Fraction | None
    by_then: Fraction | None

    @property
    def matters(self) -> bool:
        return not self.before == self.after == self.by_then


type Places = Mapping[int, list[Place]]
type Effects = Mapping[int, list[Effect]]
"""By the key of the evidence; what has none is left out."""


@dataclass(frozen=True, slots=True)
class Citing:
    """`cited` are the keys of all evidence of a workspace that is cited; `changed` is called inside a transaction that
    has locked the evidence, after its class, its days or its deletion have changed."""

    places: Callable[[Collection[Evidence]], Places]
    cited: Callable[[Workspace], QuerySet[Any, Any]]
    effects: Callable[[Collection[Evidence]], Effects]
    changed: Callable[[Evidence], None]


@cache
def _citing() -> tuple[Citing, ...]:
    found = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "citing"):
            declared = getattr(import_module(f"{app.name}.citing"), "CITING", None)
            found += [declared] if declared else []
    return tuple(found)


def places_of(evidence: Collection[Evidence]) -> dict[int, list[Place]]:
    """In the order of the apps; every piece has an entry, if only an empty one."""
    found: dict[int, list[Place]] = {each.pk: [] for each in evidence}
    for citing in _citing() if evidence else ():
        for key, places in citing.places(evidence).items():
            found[key] += places
    return found


def is_cited(workspace: Workspace) -> Q:
    """For filtering evidence of the workspace; nothing matches where nobody can cite."""
    condition = Q(pk__in=[])
    for citing in _citing():
        condition |= Q(pk__in=citing.cited(workspace))
    return condition


def effects_of(evidence: Collection[Evidence]) -> dict[int, list[Effect]]:
    """Those that matter; every piece has an entry."""
    found: dict[int, list[Effect]] = {each.pk: [] for each in evidence}
    for citing in _citing() if evidence else ():
        for key, effects in citing.effects(evidence).items():
            found[key] += [effect for effect in effects if effect.matters]
    return found


def tell_changed(evidence: Evidence) -> None:
    for citing in _citing():
        citing.changed(evidence)
