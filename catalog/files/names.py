"""Ids of a pack: defined once each, and never referred to without being defined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from core.source import Fields, quoted

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\Z")


@dataclass(slots=True)
class Names:
    """Collects ids and uses while a pack is read; `check()` at the end notes every use of an id that is not there."""

    defined: dict[str, dict[str, Fields]] = field(default_factory=dict)
    used: list[tuple[str, str, Fields, str]] = field(default_factory=list)

    def define(self, kind: str, item: Fields) -> str:
        """The item's id, unique among its kind."""
        id_ = item.text("id", longest=64)
        known = self.defined.setdefault(kind, {})
        if not id_:
            return id_
        if not _IDENTIFIER.match(id_):
            item.fault("id", f"must be letters, digits, hyphens, dots and underscores, not {quoted(id_)}.")
        elif id_ in known:
            item.fault("id", f"{id_!r} is already taken by the {kind} in line {known[id_].node.place}.")
        else:
            known[id_] = item
        return id_

    def use(self, kind: str, item: Fields, key: str, *, required: bool = True) -> str:
        """An id of `kind` that must be defined somewhere in the pack."""
        id_ = item.text(key, required=required)
        if id_:
            self.used.append((kind, id_, item, key))
        return id_

    def uses(self, kind: str, item: Fields, key: str, *, required: bool = False, least: int = 0) -> tuple[str, ...]:
        ids = item.texts(key, required=required, least=least)
        self.used += [(kind, id_, item, key) for id_ in ids if id_]
        return ids

    def refer(self, kind: str, id_: str, item: Fields, key: str) -> None:
        """Note a use that stands inside a longer text."""
        self.used.append((kind, id_, item, key))

    def check(self) -> None:
        for kind, id_, item, key in self.used:
            known = self.defined.get(kind, {})
            if id_ in known:
                continue
            meant = item.faults.meant(id_, known)
            hint = f" Did you mean {meant!r}?" if meant else ""
            item.fault(key, f"names the {kind} {quoted(id_)}, which this pack does not have.{hint}")
