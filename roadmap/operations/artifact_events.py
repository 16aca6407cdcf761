"""Noting what happens to an artifact: on its own page, in the activity log, and to the people whom it matters to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import Membership, User
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify_all
from roadmap.domain.artifacts import ArtifactAct
from roadmap.models import Artifact, ArtifactEvent


def note_event(artifact: Artifact, act: ArtifactAct, by: User | None, **about: Any) -> None:
    ArtifactEvent.objects.create(artifact=artifact, act=act, by=by, at=timezone.now(), **about)


def log_artifact(artifact: Artifact, actor: User | None, verb: str, **detail: Any) -> None:
    log_activity(
        workspace=artifact.roadmap.workspace,
        actor=actor,
        verb=verb,
        target=artifact,
        roadmap=artifact.roadmap.title,
        **detail,
    )


def tell_about(
    artifact: Artifact, people: Iterable[User | None], actor: User | None, sentence: str, **words: str
) -> None:
    """Members only, each once, and not the one who did it."""
    roadmap = artifact.roadmap
    keys = {person.pk for person in people if person and person != actor}
    members = (
        Membership.objects.filter(workspace=roadmap.workspace, user__in=keys).select_related("user").order_by("pk")
    )
    said = {
        "actor": actor,
        "title": Truncator(str(artifact)).chars(80),
        "roadmap": Truncator(roadmap.title).chars(60),
        **words,
    }
    users = [member.user for member in members]
    notify_all(users=users, workspace=roadmap.workspace, sentence=sentence % said, path=artifact.get_absolute_url())
