"""Artifacts of roadmaps for tests: one's own, and the pack's on their way."""

from __future__ import annotations

from itertools import count
from typing import Any

from accounts.domain.roles import Role
from accounts.models import User
from roadmap.models import Artifact, Roadmap
from roadmap.operations.artifact_reviews import accept_artifact, ask_for_review
from roadmap.operations.artifacts import add_version, create_artifact, tick_artifact
from roadmap.queries.artifacts import find_artifact
from tests.factories.accounts import make_member, owner_of
from tests.factories.uploads import make_upload

_numbers = count(1)


def make_own_artifact(roadmap: Roadmap, **fields: Any) -> Artifact:
    """Not started, in the first phase, with two sentences to tick."""
    values = {
        "title": f"Artifact {next(_numbers)}",
        "actor": owner_of(roadmap.workspace),
        "phase": "discover",
        "done_when": ["It is written", "It is read"],
        **fields,
    }
    return create_artifact(roadmap=roadmap, **values)


def artifact_of(roadmap: Roadmap, kind: str = "slo-register") -> Artifact:
    """The pack's; evidence for DIS-02, DIS-03, DIS-04 and COD-09 unless another kind is named."""
    return find_artifact(roadmap, roadmap.artifacts.get(kind=kind).code)


def again(artifact: Artifact) -> Artifact:
    """As it is stored now."""
    return find_artifact(artifact.roadmap, artifact.code)


def tick_all(artifact: Artifact, actor: User) -> Artifact:
    ticks = range(len(artifact.sentences))
    return tick_artifact(artifact=artifact, actor=actor, seen=again(artifact).revision, ticks=ticks)


def review_artifact(
    roadmap: Roadmap, kind: str = "slo-register", *, by: User | None = None, **version: Any
) -> Artifact:
    """In review, all ticked, with a version that a contributor added; the workspace's owner is the reviewer."""
    artifact = artifact_of(roadmap, kind)
    contributor = by or make_member(roadmap.workspace, Role.CONTRIBUTOR)
    version = version or {"upload": make_upload(name="register.pdf")}
    add_version(artifact=artifact, actor=contributor, **version)
    tick_all(artifact, contributor)
    reviewer = owner_of(roadmap.workspace)
    ask_for_review(artifact=artifact, actor=contributor, seen=again(artifact).revision, reviewer=reviewer)
    return again(artifact)


def make_accepted(roadmap: Roadmap, kind: str = "slo-register", **fields: Any) -> Artifact:
    """By the workspace's owner, until the pack's validity is over unless `review_date` says otherwise."""
    artifact = review_artifact(roadmap, kind)
    accept_artifact(artifact=artifact, actor=owner_of(roadmap.workspace), seen=artifact.revision, **fields)
    return again(artifact)
