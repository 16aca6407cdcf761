"""Where one can go from a page. Each app lists its own entries in its `navigation.py`, under the name of the place.

    ENTRIES = {"workspace": [Entry(_("Members"), "member_list", order=20, pages=("member_", "invitation_"))]}

The places are `workspace` (below the bar, inside a workspace), `settings` (beside the settings of a workspace),
`person` (what is the person's across workspaces, at the top of their menu) and `account` (about the account itself).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule

PLACES = ("workspace", "settings", "person", "account")
OF_PERSON = ("person", "account")
"""Outside of any workspace: their addresses hold none."""


def everybody(membership: Any) -> bool:
    return True


@dataclass(frozen=True)
class Entry:
    """`url_name` is reversed with the workspace's code, but for the places `person` and `account`.

    `pages` are the beginnings of the URL names for which the entry is the current one; without them it is so for its
    own page only. `allowed` takes the membership, like the predicates in `permissions.py`.
    """

    label: str | Promise
    url_name: str
    order: int
    pages: tuple[str, ...] = ()
    allowed: Callable[[Any], bool] = everybody

    def is_current(self, url_name: str) -> bool:
        return url_name.startswith(self.pages) if self.pages else url_name == self.url_name


@cache
def entries_of(place: str) -> tuple[Entry, ...]:
    """What all apps list for a place, in order."""
    found: list[Entry] = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "navigation"):
            listed = getattr(import_module(f"{app.name}.navigation"), "ENTRIES", {})
            if unknown := set(listed) - set(PLACES):
                raise ValueError(f"{app.name}.navigation names no place: {', '.join(sorted(unknown))}")
            found += listed.get(place, [])
    return tuple(sorted(found, key=lambda entry: entry.order))
