"""The pages of a roadmap's artifacts, on every step of their way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from accounts.domain.roles import Role
from roadmap.models import Artifact, Roadmap
from roadmap.operations.artifact_reviews import send_back
from roadmap.operations.artifacts import add_version, tick_artifact
from tests.browser.pages import Page, World
from tests.factories.artifacts import again, artifact_of, make_accepted, make_own_artifact, review_artifact
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.roadmap import make_roadmap


def _roadmap(world: World) -> Roadmap:
    assessment = make_assessment(world.workspace)
    answer_everything(assessment)
    return make_roadmap(world.workspace, assessment=assessment, title="Northwind Billing")


def _register(world: World) -> str:
    """With something of each status."""
    roadmap = _roadmap(world)
    review_artifact(roadmap, "journey-map")
    make_accepted(roadmap, "slo-register")
    _outdated(make_accepted(roadmap, "baseline-report"))
    late = make_own_artifact(roadmap, due_date=world.workspace.today - timedelta(days=3), owner=world.owner)
    tick_artifact(artifact=late, actor=world.owner, seen=1, ticks=[1])
    return world.at("artifact_list", roadmap_code=roadmap.code)


def _outdated(artifact: Artifact) -> None:
    Artifact.objects.filter(pk=artifact.pk).update(review_date=artifact.roadmap.workspace.today - timedelta(days=1))


def _begun(roadmap: Roadmap) -> Artifact:
    """Sent back once, with a second version since."""
    artifact, owner = review_artifact(roadmap), roadmap.owner
    assert owner
    send_back(artifact=artifact, actor=owner, seen=artifact.revision, reason="The ceilings are missing.")
    add_version(artifact=artifact, actor=owner, link="https://wiki.example/slo", note="With **ceilings**.")
    return again(artifact)


def _at(url_name: str, make: Callable[[Roadmap], Artifact]) -> Callable[[World], str]:
    def reach(world: World) -> str:
        artifact = make(_roadmap(world))
        return world.at(url_name, roadmap_code=artifact.roadmap.code, artifact_code=artifact.code)

    return reach


ARTIFACT_PAGES = [
    Page("artifacts", _register, Role.EDITOR),
    Page("artifact, not started", _at("artifact_detail", artifact_of), Role.VIEWER),
    Page("artifact, sent back", _at("artifact_detail", _begun), Role.CONTRIBUTOR),
    Page("artifact, accepted", _at("artifact_detail", make_accepted), Role.OWNER),
    Page("artifact of one's own, changing it", _at("artifact_change", make_own_artifact), Role.EDITOR),
    Page("adding a version", _at("artifact_version", make_accepted), Role.CONTRIBUTOR),
    Page("asking for a review", _at("artifact_ask", _begun), Role.CONTRIBUTOR),
    Page("reviewing an artifact", _at("artifact_review", review_artifact), Role.OWNER),
]
