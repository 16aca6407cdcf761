"""The first page of a workspace. Each app says in its `overview.py` what it shows there.

def offer(membership: Membership) -> Offered:
    return Offered(order=10, cards=(Card("assessments/overview_card.html", {"latest": …}),))
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Protocol

from django.apps import apps
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule


@dataclass(frozen=True)
class Card:
    """A template, which finds the context as `card`."""

    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """Something that the person could do next. `icon` is one of templates/components/icons.html."""

    icon: str
    title: str | Promise
    what: str | Promise
    action: str | Promise
    url: str


@dataclass(frozen=True)
class Offered:
    """What an app shows to one member. `order` is among the apps."""

    order: int
    cards: Sequence[Card] = ()
    steps: Sequence[Step] = ()


class Offer(Protocol):
    def __call__(self, membership: Any) -> Offered: ...


def offered_to(membership: Any) -> list[Offered]:
    """What all apps show to this member, in order."""
    return sorted((offer(membership) for offer in _offers()), key=lambda offered: offered.order)


@cache
def _offers() -> tuple[Offer, ...]:
    return tuple(
        import_module(f"{app.name}.overview").offer
        for app in apps.get_app_configs()
        if app.module is not None and module_has_submodule(app.module, "overview")
    )
