"""The review of an artifact: asked for, accepted with evidence recorded of it, sent back, and over after its date."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from catalog.domain.question_pack import EvidenceClass
from core.local import day
from evidence.models import Evidence
from evidence.models.evidence import LONGEST_VALIDITY
from evidence.operations.evidence import record_evidence, record_replacement
from roadmap.domain.artifacts import ASKABLE, ArtifactAct
from roadmap.domain.states import ArtifactStatus
from roadmap.models import Artifact, ArtifactVersion
from roadmap.operations.artifact_events import log_artifact, note_event, tell_about

ONE_DAY = timedelta(days=1)


class SettledError(Exception):
    """It does not stand where this could be done: somebody else has acted meanwhile."""


class NoVersionError(Exception):
    """There is nothing to review yet."""


class OpenSentencesError(Exception):
    """Something of the definition of done is open, and no reason says why it is accepted all the same."""


def lock_artifact(artifact: Artifact) -> Artifact:
    """As it is stored now, for whoever writes it; outdated if its date has passed. Raises Artifact.DoesNotExist."""
    rows = Artifact.objects.select_for_update(of=("self",), no_key=True)
    stored: Artifact = rows.get(pk=artifact.pk, deleted_at=None)
    stored.roadmap = artifact.roadmap
    if stored.standing != stored.status:
        _turn_outdated(stored)
    return stored


@transaction.atomic
def ask_for_review(*, artifact: Artifact, actor: User, seen: int, reviewer: User) -> Artifact:
    """The reviewer is told. Raises SettledError, NoVersionError, StaleWriteError, Artifact.DoesNotExist."""
    stored = lock_artifact(artifact)
    if stored.status not in ASKABLE:
        raise SettledError
    version = _last_version(stored)
    after = _saved(stored, seen, status=ArtifactStatus.IN_REVIEW, reviewer=reviewer)
    note_event(after, ArtifactAct.ASKED, actor, version=version.number, open_count=after.open_count)
    log_artifact(after, actor, "artifact.review_asked", reviewer=str(reviewer))
    tell_about(after, [reviewer], actor, _("%(actor)s asks you to review “%(title)s” of %(roadmap)s."))
    return after


@transaction.atomic
def accept_artifact(
    *, artifact: Artifact, actor: User, seen: int, review_date: date | None = None, reason: str = ""
) -> Artifact:
    """Its last version counts from now on, until after `review_date`. It is recorded as evidence, for no answer yet.

    Raises SettledError, OpenSentencesError, StaleWriteError for who has not seen all of it, Artifact.DoesNotExist. The
    caller has seen to it that this person may accept it; see `roadmap.queries.artifact_reviews.ruling_on`.
    """
    stored = lock_artifact(artifact)
    if stored.status != ArtifactStatus.IN_REVIEW:
        raise SettledError
    if stored.open_count and not reason:
        raise OpenSentencesError
    version = _last_version(stored)
    after = _saved(
        stored,
        seen,
        status=ArtifactStatus.ACCEPTED,
        accepted_at=timezone.now(),
        accepted_by=actor,
        review_date=review_date,
        evidence=_record(stored, version, actor, review_date),
    )
    about = {"version": version.number, "open_count": after.open_count, "reason": reason}
    note_event(after, ArtifactAct.ACCEPTED, actor, **about)
    log_artifact(after, actor, "artifact.accepted", version=version.number)
    tell_about(after, _concerned(after, version), actor, _("%(actor)s accepted “%(title)s” of %(roadmap)s."))
    return after


@transaction.atomic
def send_back(*, artifact: Artifact, actor: User, seen: int, reason: str) -> Artifact:
    """It is a draft again, and its people read why. Raises SettledError, StaleWriteError, Artifact.DoesNotExist."""
    stored = lock_artifact(artifact)
    if stored.status != ArtifactStatus.IN_REVIEW:
        raise SettledError
    version = _last_version(stored)
    after = _saved(stored, seen, status=ArtifactStatus.DRAFT)
    note_event(after, ArtifactAct.SENT_BACK, actor, version=version.number, reason=reason)
    log_artifact(after, actor, "artifact.sent_back")
    said = _("%(actor)s sent “%(title)s” of %(roadmap)s back: %(reason)s")
    tell_about(after, _concerned(after, version), actor, said, reason=Truncator(" ".join(reason.split())).chars(120))
    return after


def outdate_artifacts(*, now: datetime) -> int:
    """Those whose review date has passed where their workspace is; how many. A second run finds none."""
    due = Artifact.objects.filter(
        status=ArtifactStatus.ACCEPTED,
        review_date__lte=now.date() + ONE_DAY,  # it may be tomorrow already somewhere
        deleted_at=None,
        roadmap__deleted_at=None,
        roadmap__workspace__deleted_at=None,
    )
    found = list(due.select_related("roadmap__workspace", "roadmap__pack", "roadmap__owner").order_by("pk"))
    return sum(_outdate(artifact) for artifact in found if artifact.standing == ArtifactStatus.OUTDATED)


@transaction.atomic
def _outdate(artifact: Artifact) -> bool:
    """False where somebody acted on it a moment ago, which made it so, or it is gone."""
    waiting = Artifact.objects.select_for_update(of=("self",), no_key=True).filter(pk=artifact.pk, deleted_at=None)
    stored: Artifact | None = waiting.first()
    if stored is None:
        return False
    stored.roadmap = artifact.roadmap
    if stored.status == ArtifactStatus.OUTDATED or stored.standing != ArtifactStatus.OUTDATED:
        return False
    _turn_outdated(stored)
    return True


def _turn_outdated(locked: Artifact) -> None:
    """No edit, so no new revision: whoever is typing goes on. The one who owns it is told, this once."""
    Artifact.objects.filter(pk=locked.pk).update(status=ArtifactStatus.OUTDATED)
    locked.status = ArtifactStatus.OUTDATED.value
    note_event(locked, ArtifactAct.OUTDATED, None)
    log_artifact(locked, None, "artifact.outdated")
    said = _("“%(title)s” of %(roadmap)s is outdated: it was to be reviewed by %(day)s.")
    when = day(locked.review_date, locked.roadmap.workspace.locale) if locked.review_date else ""
    tell_about(locked, [locked.owner or locked.roadmap.owner], None, said, day=when)


def _record(artifact: Artifact, version: ArtifactVersion, actor: User, review_date: date | None) -> Evidence:
    """As evidence: a document, observed today, that lapses with the acceptance. Accepted again it is a new version."""
    roadmap = artifact.roadmap
    today = roadmap.workspace.today
    days = (review_date - today).days if review_date else roadmap.questions.validity_default_days
    said = {"roadmap": roadmap.title, "number": version.number}
    facts: dict[str, Any] = {
        "link": version.link,
        "reference": _("Artifact of the roadmap %(roadmap)s, version %(number)d") % said,
        "stored_file": version.stored_file,
        "observed_date": today,
        "validity_days": min(max(days, 1), LONGEST_VALIDITY),
    }
    known = Evidence.objects.locked().filter(pk=artifact.evidence_id, deleted_at=None).first()
    if known:
        known.workspace = roadmap.workspace
        return record_replacement(evidence=known, actor=actor, seen=known.revision, **facts)
    return record_evidence(
        workspace=roadmap.workspace,
        actor=actor,
        title=Truncator(f"{artifact}, {roadmap.title}").chars(300),
        evidence_class=EvidenceClass.DOCUMENT.value,
        owner=artifact.owner,
        **facts,
    )


def _last_version(artifact: Artifact) -> ArtifactVersion:
    version = artifact.versions.select_related("stored_file", "added_by").order_by("-number").first()
    if version is None:
        raise NoVersionError
    if version.stored_file:
        version.stored_file.workspace = artifact.roadmap.workspace
    return version


def _saved(locked: Artifact, seen: int, **values: Any) -> Artifact:
    after = locked.save_revision(seen=seen, **values)
    after.roadmap = locked.roadmap
    return after


def _concerned(artifact: Artifact, version: ArtifactVersion) -> list[User | None]:
    """Whom it matters to what became of the review: the owner, who added the version, and who asked."""
    asked = artifact.events.filter(act=ArtifactAct.ASKED).select_related("by").first()
    return [artifact.owner, version.added_by, asked.by if asked else None]
