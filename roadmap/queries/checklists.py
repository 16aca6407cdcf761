"""The checklists of a roadmap: those of its phases, those that run across them, and what was added to either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from catalog.domain.question_pack import ChecklistItem as PackItem
from catalog.domain.question_pack import QuestionPack
from roadmap.domain.phases import current_phase
from roadmap.models import Artifact, ChecklistItem, Roadmap
from roadmap.queries.listing import runs_of


@dataclass(frozen=True, slots=True)
class ListedItem:
    row: ChecklistItem
    text: PackItem
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A checklist with those of its items that were asked for; `done` and `total` count all."""

    id: str
    title: str
    intro: str
    is_phase: bool
    done: int
    total: int
    items: Sequence[ListedItem]
    is_open: bool
    """Unfolded at first: what was asked for, and otherwise the list of the phase that the roadmap is in."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show: one list or all, those of one person, those that are open or overdue."""

    list: str = ""
    owner: str = ""
    state: str = ""

    @property
    def is_narrow(self) -> bool:
        """By more than what is open, of which there may be a hundred."""
        return bool(self.list or self.owner or self.state == "overdue")


@dataclass(frozen=True, slots=True)
class Checklists:
    """`lists` are those that were asked for; the counts are of all items. `artifacts` are codes by kind."""

    lists: Sequence[Listed]
    people: Mapping[int, User]
    artifacts: Mapping[str, str]
    done: int
    total: int
    overdue: int
    mine: int


def items_of(roadmap: Roadmap) -> QuerySet[ChecklistItem]:
    """All that are there, as they stand in their lists."""
    found: QuerySet[ChecklistItem] = ChecklistItem.objects.filter(roadmap=roadmap, deleted_at=None)
    return found.order_by("position", "pk")


def find_item(roadmap: Roadmap, code: str, *, also_deleted: bool = False) -> ChecklistItem:
    """Raises ChecklistItem.DoesNotExist."""
    found = ChecklistItem.objects.filter(roadmap=roadmap) if also_deleted else items_of(roadmap)
    item: ChecklistItem = found.select_related("owner", "done_by").get(code=code)
    item.roadmap = roadmap
    return item


def lists_of(pack: QuestionPack) -> list[tuple[str, str, str]]:
    """Id, title and what it is for: the lists that run across the phases first, since one begins with them."""
    across = [(each.id, each.title, each.intro) for each in pack.checklists]
    return [*across, *((phase.id, phase.title, phase.goal) for phase in pack.phases)]


def text_of(roadmap: Roadmap, item: ChecklistItem) -> PackItem:
    """What the pack says; one's own items say it themselves."""
    if item.item:
        return roadmap.questions.checklist_item[item.checklist, item.item]
    return PackItem(id="", text=item.text, done_when=item.done_when, questions=(), artifacts=())


def listed(roadmap: Roadmap, items: Sequence[ChecklistItem], today: date) -> list[ListedItem]:
    return [ListedItem(item, text_of(roadmap, item), _is_overdue(item, today)) for item in items]


def people_in(items: Iterable[ChecklistItem], *others: int | None) -> dict[int, User]:
    """By key: who owns one or did one, and these others. Few people stand in many rows, so each is read once."""
    keys = {key for item in items for key in (item.owner_id, item.done_by_id)}
    return User.objects.in_bulk([key for key in keys.union(others) if key])


def checklists_of(roadmap: Roadmap, wanted: Wanted, user: User, today: date) -> Checklists:
    """Four queries. A list of which nothing was asked for is left out; without a filter also empty ones are there."""
    rows = list(items_of(roadmap))
    items = listed(roadmap, rows, today)
    by_list: dict[str, list[ListedItem]] = {}
    for item in items:
        by_list.setdefault(item.row.checklist, []).append(item)
    phases = roadmap.questions.phase
    current = current_phase(runs_of(roadmap.workspace, [roadmap]).get(roadmap.pk, ()), today)
    found = []
    for id_, title, intro in lists_of(roadmap.questions):
        own = by_list.get(id_, [])
        shown = [item for item in own if _is_wanted(item, wanted, user)]
        if shown or wanted in (Wanted(), Wanted(list=id_)):
            done = sum(item.row.done_at is not None for item in own)
            is_open = wanted.is_narrow or id_ == current
            found.append(Listed(id_, title, intro, id_ in phases, done, len(own), shown, is_open))
    return Checklists(
        lists=found,
        people=people_in(rows),
        artifacts=dict(Artifact.objects.filter(roadmap=roadmap, deleted_at=None).values_list("kind", "code")),
        done=sum(item.row.done_at is not None for item in items),
        total=len(items),
        overdue=sum(item.is_overdue for item in items),
        mine=sum(item.row.owner_id == user.pk and item.row.done_at is None for item in items),
    )


def _is_wanted(item: ListedItem, wanted: Wanted, user: User) -> bool:
    row = item.row
    if wanted.list and row.checklist != wanted.list:
        return False
    if wanted.owner == "me" and row.owner_id != user.pk:
        return False
    if wanted.state == "overdue":
        return item.is_overdue
    return wanted.state != "open" or row.done_at is None


def _is_overdue(item: ChecklistItem, today: date) -> bool:
    return item.done_at is None and item.due_date is not None and item.due_date < today
