"""What one person has to do, across all roadmaps of all their workspaces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from accounts.models import Membership, User
from roadmap.domain.duties import WEEK, Kind, When, when
from roadmap.models import Roadmap
from roadmap.queries.duties import Duty, duties_of


class Sort(StrEnum):
    """What people choose from; each is made of some kinds of duties, but for what waits, which may be of any."""

    ACTIONS = "actions"
    ITEMS = "items"
    ARTIFACTS = "artifacts"
    GATES = "gates"
    PILOTS = "pilots"
    WAITING = "waiting"


_KINDS = {
    Sort.ACTIONS: {Kind.ACTION},
    Sort.ITEMS: {Kind.ITEM},
    Sort.ARTIFACTS: {Kind.WRITE, Kind.REVIEW, Kind.RENEW},
    Sort.GATES: {Kind.GATE, Kind.EXCEPTION},
    Sort.PILOTS: {Kind.CHECK_IN, Kind.PILOT_END},
}


@dataclass(frozen=True)
class MyWork:
    """`duties` are all, by day; `sort` and `workspace` choose from them, and are empty where nothing is chosen."""

    duties: Sequence[Duty]
    sort: str = ""
    workspace: str = ""

    @cached_property
    def of_workspace(self) -> list[Duty]:
        return [duty for duty in self.duties if self.workspace in {"", duty.roadmap.workspace.code}]

    @cached_property
    def by_when(self) -> Mapping[When, list[Duty]]:
        """What is chosen, by when it is due where it is."""
        found: dict[When, list[Duty]] = {each: [] for each in When}
        for duty in self.of_workspace:
            if not self.sort or _is_of(duty, Sort(self.sort)):
                found[when_of(duty)].append(duty)
        return found

    @cached_property
    def counts(self) -> Mapping[Sort, int]:
        return {sort: sum(_is_of(duty, sort) for duty in self.of_workspace) for sort in Sort}

    @property
    def workspaces(self) -> Counter[str]:
        """By code how much there is in each."""
        return Counter(duty.roadmap.workspace.code for duty in self.duties)


def my_work(user: User, memberships: Iterable[Membership], *, sort: str = "", workspace: str = "") -> MyWork:
    """In the same few queries, however many workspaces and roadmaps there are."""
    workspaces = {membership.workspace_id: membership.workspace for membership in memberships}
    roadmaps = list(Roadmap.objects.filter(workspace__in=workspaces, deleted_at=None).with_pack())
    for roadmap in roadmaps:
        roadmap.workspace = workspaces[roadmap.workspace_id]
    codes = {each.code for each in workspaces.values()}
    return MyWork(
        _without_later_check_ins(duties_of(roadmaps, user)),
        sort if sort in set(Sort) else "",
        workspace if workspace in codes else "",
    )


def when_of(duty: Duty) -> When:
    return when(duty.day, duty.roadmap.workspace.today)


def _is_of(duty: Duty, sort: Sort) -> bool:
    return bool(duty.waits_for) if sort is Sort.WAITING else duty.kind in _KINDS[sort]


def _without_later_check_ins(duties: Iterable[Duty]) -> list[Duty]:
    """Of a pilot's check-ins the one of this week, or the last that was missed: nobody holds the others now."""
    latest: dict[str, Duty] = {}
    rest: list[Duty] = []
    for duty in duties:
        if duty.kind is not Kind.CHECK_IN:
            rest.append(duty)
        elif duty.day and duty.day < duty.roadmap.workspace.today + WEEK:
            latest[duty.path] = duty
    found = {duty.name for duty in [*rest, *latest.values()]}
    return [duty for duty in duties if duty.name in found]
