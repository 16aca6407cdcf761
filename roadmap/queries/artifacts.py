"""The artifacts of a roadmap: the register, and one of them with its versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Max

from accounts.models import User
from roadmap.choices import ArtifactStatusChoice
from roadmap.domain.artifacts import ArtifactAct, status_on
from roadmap.domain.states import ArtifactStatus
from roadmap.models import Artifact, ArtifactEvent, ArtifactVersion, Roadmap

SOON = timedelta(days=30)


class Show(StrEnum):
    """What people look for in the register."""

    ALL = ""
    MINE = "mine"
    OVERDUE = "overdue"
    TO_REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Wanted:
    show: Show = Show.ALL
    phase: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the register; `version` is the number of the last one, 0 without any. `standing` is its status today."""

    artifact: Artifact
    version: int
    today: date
    standing: ArtifactStatus

    @property
    def standing_name(self) -> str:
        return str(ArtifactStatusChoice(self.standing).label)

    @property
    def is_overdue(self) -> bool:
        """Due before today, and not accepted yet; what is outdated was there in time."""
        due = self.artifact.due_date
        is_there = self.standing in {ArtifactStatus.ACCEPTED, ArtifactStatus.OUTDATED}
        return due is not None and due < self.today and not is_there

    @property
    def is_to_review(self) -> bool:
        """In review, outdated, or within 30 days of being so."""
        review = self.artifact.review_date
        if self.standing == ArtifactStatus.ACCEPTED:
            return review is not None and review <= self.today + SOON
        return self.standing in {ArtifactStatus.IN_REVIEW, ArtifactStatus.OUTDATED}

    def is_of(self, user: User) -> bool:
        return user.pk in {self.artifact.owner_id, self.artifact.reviewer_id}

    def is_shown(self, show: Show, user: User) -> bool:
        if show is Show.MINE:
            return self.is_of(user)
        if show is Show.OVERDUE:
            return self.is_overdue
        return show is Show.ALL or self.is_to_review


@dataclass(frozen=True, slots=True)
class Event:
    """`is_own`: accepted by who had added the version, since nobody else could."""

    row: ArtifactEvent
    is_own: bool


def register_of(roadmap: Roadmap) -> list[Listed]:
    """All that are there, by phase: the pack's in its order, then one's own."""
    found = Artifact.objects.filter(roadmap=roadmap, deleted_at=None).select_related("owner", "reviewer")
    phases = {phase.id: number for number, phase in enumerate(roadmap.questions.phases)}
    kinds = {kind.id: number for number, kind in enumerate(roadmap.questions.artifacts)}
    today = roadmap.workspace.today
    listed = []
    for artifact in found.annotate(last=Max("versions__number")):
        artifact.roadmap = roadmap
        standing = status_on(today, artifact.status, artifact.review_date)
        listed.append(Listed(artifact, artifact.last or 0, today, standing))
    last = len(kinds)
    return sorted(
        listed,
        key=lambda row: (
            phases.get(row.artifact.phase, len(phases)),
            kinds.get(row.artifact.kind, last),
            row.artifact.pk,
        ),
    )


def matching(listed: Iterable[Listed], wanted: Wanted, user: User) -> list[Listed]:
    return [
        row
        for row in listed
        if row.is_shown(wanted.show, user)
        and wanted.phase in {"", row.artifact.phase}
        and wanted.state in {"", row.standing}
    ]


def find_artifact(roadmap: Roadmap, code: str, *, also_deleted: bool = False) -> Artifact:
    """Raises Artifact.DoesNotExist."""
    found = Artifact.objects.filter(roadmap=roadmap)
    found = found if also_deleted else found.alive()
    artifact: Artifact = found.select_related("owner", "reviewer", "accepted_by", "evidence").get(code=code)
    artifact.roadmap = roadmap
    if artifact.evidence:
        artifact.evidence.workspace = roadmap.workspace
    return artifact


def versions_of(artifact: Artifact) -> list[ArtifactVersion]:
    """The newest first."""
    return list(artifact.versions.select_related("stored_file", "added_by"))


def events_of(artifact: Artifact, versions: Sequence[ArtifactVersion]) -> list[Event]:
    """The newest first."""
    added_by: dict[int | None, int | None] = {version.number: version.added_by_id for version in versions}
    return [
        Event(
            row,
            is_own=row.act == ArtifactAct.ACCEPTED and row.by_id is not None and row.by_id == added_by.get(row.version),
        )
        for row in artifact.events.select_related("by")
    ]


def accepted_version(artifact: Artifact, events: Iterable[Event]) -> int | None:
    """The number of the one that was accepted last, as long as it is, or was until its review date passed."""
    if artifact.accepted_at is None:
        return None
    return next((each.row.version for each in events if each.row.act == ArtifactAct.ACCEPTED), None)
