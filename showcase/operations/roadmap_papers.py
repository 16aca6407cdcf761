"""The artifacts, decisions and the one gate that the example's roadmap has got behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from accounts.models import User
from evidence.models import Evidence
from roadmap.domain.gates import open_keys
from roadmap.domain.states import ArtifactStatus
from roadmap.models import Artifact, Decision, GatePassing, Roadmap
from roadmap.operations.artifact_reviews import accept_artifact, ask_for_review
from roadmap.operations.artifacts import add_version, change_artifact, tick_artifact
from roadmap.operations.decisions import change_decision
from roadmap.operations.gates import pass_gate
from roadmap.queries.gates import criteria_now
from showcase.domain.people import CONSULTANT, CTO, PLATFORM, Person

WIKI = "https://wiki.northwind.example"


@dataclass(frozen=True, slots=True)
class Paper:
    """How far an artifact is, and since how many days; `open` sentences of its definition of done are not true yet."""

    kind: str
    path: str
    status: ArtifactStatus
    days_ago: int
    open: int = 0


PAPERS = (
    Paper("reliability-charter", "reliability/charter", ArtifactStatus.ACCEPTED, 60),
    Paper("journey-map", "reliability/journeys", ArtifactStatus.ACCEPTED, 55),
    Paper("slo-register", "reliability/slo", ArtifactStatus.ACCEPTED, 48),
    Paper("baseline-report", "reliability/baseline", ArtifactStatus.ACCEPTED, 41),
    Paper("pilot-plan", "reliability/pilot", ArtifactStatus.DRAFT, 38, open=2),
    Paper("architecture-blueprint", "architecture/blueprint", ArtifactStatus.ACCEPTED, 13),
    Paper("failure-mode-register", "architecture/failure-tables", ArtifactStatus.IN_REVIEW, 3),
    Paper("data-residency-map", "architecture/residency", ArtifactStatus.DRAFT, 6, open=1),
)


def keep_papers(roadmap: Roadmap, today: date) -> None:
    """The gate of the first phase is passed with what is open by then, for some weeks."""
    artifacts = {row.kind: row for row in Artifact.objects.filter(roadmap=roadmap)}
    for place, paper in enumerate(PAPERS):
        artifact = artifacts[paper.kind]
        artifact.roadmap = roadmap
        _keep(artifact, paper, review_date=today + timedelta(days=180 + 20 * place))
        _date_back(artifact, today - timedelta(days=paper.days_ago))
    _decide(roadmap, today)


def _keep(artifact: Artifact, paper: Paper, *, review_date: date) -> None:
    author, reviewer = _user(PLATFORM), _user(CTO)
    change_artifact(artifact=artifact, actor=author, seen=artifact.revision, owner=author, reviewer=reviewer)
    add_version(artifact=artifact, actor=author, link=f"{WIKI}/{paper.path}", note="First version")
    sentences = range(len(artifact.sentences) - paper.open)
    tick_artifact(artifact=artifact, actor=author, seen=_seen(artifact), ticks=sentences)
    if paper.status is ArtifactStatus.DRAFT:
        return
    ask_for_review(artifact=artifact, actor=author, seen=_seen(artifact), reviewer=reviewer)
    if paper.status is ArtifactStatus.ACCEPTED:
        accept_artifact(artifact=artifact, actor=reviewer, seen=_seen(artifact), review_date=review_date)


def _date_back(artifact: Artifact, day: date) -> None:
    """All of it as if it had been done then, also the evidence, which lapses when it was to lapse."""
    at = datetime.combine(day, time(11), tzinfo=artifact.roadmap.workspace.zone)
    stored = Artifact.objects.select_related("evidence").get(pk=artifact.pk)
    stored.versions.update(added_at=at)
    stored.events.update(at=at)
    if stored.evidence and stored.evidence.lapses_date:
        Artifact.objects.filter(pk=stored.pk).update(accepted_at=at)
        lasting = (stored.evidence.lapses_date - day).days
        Evidence.objects.filter(pk=stored.evidence_id).update(observed_date=day, validity_days=lasting, created_at=at)


def _decide(roadmap: Roadmap, today: date) -> None:
    first, second, *_later = roadmap.phases.all()
    taken = [*first.decisions.all(), *second.decisions.all()[:1]]
    for place, decision in enumerate(taken):
        _take(decision, roadmap, today - timedelta(days=50 - 7 * place))
    first.roadmap = roadmap
    criteria = criteria_now(first, today)
    passing = pass_gate(
        phase=first,
        actor=_user(CTO),
        seen_open=open_keys(criteria),
        reason="The recovery objectives of J4 and J6 are not written down. Nothing of the next phase waits for them.",
        expires_date=today + timedelta(weeks=2),
    )
    if first.finished_date:
        ended = datetime.combine(first.finished_date, time(16), tzinfo=roadmap.workspace.zone)
        GatePassing.objects.filter(pk=passing.pk).update(passed_at=ended)


def _take(decision: Decision, roadmap: Roadmap, day: date) -> None:
    decision.phase.roadmap = roadmap
    change_decision(
        decision=decision,
        actor=_user(CONSULTANT),
        seen=decision.revision,
        taken_date=day,
        note="In the minutes of the steering group.",
    )


def _seen(artifact: Artifact) -> int:
    return int(Artifact.objects.values_list("revision", flat=True).get(pk=artifact.pk))


def _user(person: Person) -> User:
    return User.objects.get(email=person.email)
