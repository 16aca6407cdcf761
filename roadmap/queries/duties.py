"""What is open in some roadmaps, or what of it is one person's, in the same few queries however much that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.functional import Promise

from accounts.models import User
from roadmap.domain.duties import Kind
from roadmap.domain.pilots import Days, weeks_of
from roadmap.domain.states import OPEN_STATES, ArtifactStatus
from roadmap.models import (
    Action,
    Artifact,
    ChecklistItem,
    Dependency,
    GatePassing,
    Pilot,
    PilotCheckIn,
    Roadmap,
    RoadmapPhase,
)
from roadmap.queries.checklists import lists_of, text_of


@dataclass(frozen=True, slots=True)
class Duty:
    """`name` is its own for good, `state` in words. `phase` is a title; empty where it is of no phase.

    `waits_for` are the titles of the open actions that it needs.
    """

    name: str
    kind: Kind
    title: str
    day: date | None
    roadmap: Roadmap
    path: str
    revision: int
    changed_at: datetime
    phase: str = ""
    state: str | Promise = ""
    owner: User | None = None
    waits_for: tuple[str, ...] = ()


def duties_of(roadmaps: Sequence[Roadmap], person: User | None = None) -> list[Duty]:
    """Of whoever they are, without a person. The roadmaps have their packs and workspaces."""
    by_key = {roadmap.pk: roadmap for roadmap in roadmaps}
    found = [
        *_actions(by_key, person),
        *_items(by_key, person),
        *_artifacts(by_key, person),
        *_gates(by_key, person),
        *_pilots(by_key, person),
    ]
    return sorted(found, key=lambda duty: (duty.day or date.max, duty.title, duty.name))


def _of(person: User | None) -> Q:
    return Q(owner=person) if person else Q()


def _actions(roadmaps: Mapping[int, Roadmap], person: User | None) -> Iterator[Duty]:
    rows = Action.objects.filter(_of(person), roadmap__in=roadmaps, deleted_at=None, state__in=OPEN_STATES)
    needs = Dependency.objects.filter(
        action__in=rows.values("pk"), needed__state__in=OPEN_STATES, needed__deleted_at=None
    )
    waits: dict[int, list[str]] = {}
    for action, title in needs.order_by("pk").values_list("action", "needed__title"):
        waits.setdefault(action, []).append(title)
    for row in rows.select_related("owner").defer("description"):
        roadmap = roadmaps[row.roadmap_id]
        yield Duty(
            name=f"{row.code}-{Kind.ACTION}",
            kind=Kind.ACTION,
            title=row.title,
            day=row.due_date,
            roadmap=roadmap,
            path=_address(roadmap, "action_detail", row.code),
            revision=row.revision,
            changed_at=row.changed_at,
            phase=roadmap.questions.phase[row.phase].title,
            state=row.get_state_display(),
            owner=row.owner,
            waits_for=tuple(waits.get(row.pk, ())),
        )


def _items(roadmaps: Mapping[int, Roadmap], person: User | None) -> Iterator[Duty]:
    """Those that have an owner or a day: nobody has taken the others up yet."""
    rows = ChecklistItem.objects.filter(_of(person), roadmap__in=roadmaps, deleted_at=None, done_at=None)
    titles = {key: {id_: title for id_, title, _for in lists_of(each.questions)} for key, each in roadmaps.items()}
    for row in rows.exclude(owner=None, due_date=None).select_related("owner").defer("note"):
        roadmap = roadmaps[row.roadmap_id]
        yield Duty(
            name=f"{row.code}-{Kind.ITEM}",
            kind=Kind.ITEM,
            title=text_of(roadmap, row).text,
            day=row.due_date,
            roadmap=roadmap,
            path=f"{_address(roadmap, 'checklist_list')}#item-{row.code}",
            revision=row.revision,
            changed_at=row.changed_at,
            phase=titles[roadmap.pk].get(row.checklist, ""),
            owner=row.owner,
        )


def _artifacts(roadmaps: Mapping[int, Roadmap], person: User | None) -> Iterator[Duty]:
    """An owner writes it, and looks at it again when that is due; in between a reviewer reads it."""
    mine = Q(owner=person) | Q(reviewer=person) if person else ~Q(owner=None, due_date=None, review_date=None)
    rows = Artifact.objects.filter(mine, roadmap__in=roadmaps, deleted_at=None).select_related("owner", "reviewer")
    for row in rows.defer("note", "ticks"):
        roadmap = roadmaps[row.roadmap_id]
        kind, day, owner = _stage(row)
        if (person and owner != person) or (kind is Kind.RENEW and day is None):
            continue
        yield Duty(
            name=f"{row.code}-{kind}",
            kind=kind,
            title=row.title or roadmap.questions.artifact[row.kind].title,
            day=day,
            roadmap=roadmap,
            path=_address(roadmap, "artifact_detail", row.code),
            revision=row.revision,
            changed_at=row.changed_at,
            phase=roadmap.questions.phase[row.phase].title,
            state=row.get_status_display(),
            owner=owner,
        )


def _stage(row: Artifact) -> tuple[Kind, date | None, User | None]:
    if row.status == ArtifactStatus.IN_REVIEW:
        return Kind.REVIEW, row.due_date, row.reviewer or row.owner
    if row.status in {ArtifactStatus.ACCEPTED, ArtifactStatus.OUTDATED}:
        return Kind.RENEW, row.review_date, row.owner
    return Kind.WRITE, row.due_date, row.owner


def _gates(roadmaps: Mapping[int, Roadmap], person: User | None) -> Iterator[Duty]:
    """The planned end of each phase whose gate nobody has passed, and the end of each exception."""
    passings = GatePassing.objects.filter(withdrawn_at=None)
    rows = RoadmapPhase.objects.filter(_of(person), roadmap__in=roadmaps).select_related("owner")
    for row in rows.prefetch_related(Prefetch("passings", queryset=passings, to_attr="standing")):
        roadmap = roadmaps[row.roadmap_id]
        passed = next(iter(row.standing), None)
        if passed and not passed.expires_date:
            continue
        kind = Kind.EXCEPTION if passed else Kind.GATE
        yield Duty(
            name=f"{roadmap.code}-{row.phase}-{kind}",
            kind=kind,
            title=roadmap.questions.phase[row.phase].title,
            day=passed.expires_date if passed else row.planned_end_date,
            roadmap=roadmap,
            path=_address(roadmap, "phase_detail", row.phase),
            revision=row.revision,
            changed_at=passed.passed_at if passed else row.changed_at,
            owner=row.owner,
        )


def _pilots(roadmaps: Mapping[int, Roadmap], person: User | None) -> Iterator[Duty]:
    """Until it is decided: its end, and a check-in by the end of each week that has none."""
    rows = Pilot.objects.undecided().filter(_of(person), roadmap__in=roadmaps, deleted_at=None)
    held = Prefetch("check_ins", queryset=PilotCheckIn.objects.alive().only("pilot", "day_date"))
    for row in rows.select_related("owner").prefetch_related(held):
        roadmap = roadmaps[row.roadmap_id]
        weeks = weeks_of(Days(row.start_date, row.end_date), [each.day_date for each in row.check_ins.all()])
        open_ones = [(f"{Kind.CHECK_IN}-{week.number}", week.last) for week in weeks if not week.has_check_in]
        for name, day in [*open_ones, (str(Kind.PILOT_END), row.end_date)]:
            yield Duty(
                name=f"{row.code}-{name}",
                kind=Kind.PILOT_END if name == Kind.PILOT_END else Kind.CHECK_IN,
                title=row.title,
                day=day,
                roadmap=roadmap,
                path=_address(roadmap, "pilot_detail", row.code),
                revision=row.revision,
                changed_at=row.changed_at,
                owner=row.owner,
            )


def _address(roadmap: Roadmap, url_name: str, *codes: str) -> str:
    return reverse(url_name, args=[roadmap.workspace.code, roadmap.code, *codes])
