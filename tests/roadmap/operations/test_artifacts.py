"""An artifact goes from its first version to a second person's acceptance, and out of date; nothing is overwritten."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import Activity, Membership, Notice, User, Workspace
from core.models import StaleWriteError
from evidence.files.refusals import RefusedFileError
from evidence.models import Evidence, StoredFile
from evidence.operations.evidence import delete_evidence, purge_evidence
from roadmap.domain.artifacts import moved_ticks
from roadmap.models import Artifact, ArtifactVersion, Roadmap
from roadmap.operations.artifact_reviews import (
    NoVersionError,
    OpenSentencesError,
    SettledError,
    accept_artifact,
    ask_for_review,
    outdate_artifacts,
    send_back,
)
from roadmap.operations.artifacts import (
    NotRestorableError,
    add_version,
    change_artifact,
    delete_artifact,
    purge_artifacts,
    restore_artifact,
    tick_artifact,
)
from roadmap.operations.roadmaps import delete_roadmap, purge_roadmaps
from roadmap.queries.artifact_reviews import ruling_on
from roadmap.queries.artifacts import versions_of
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.artifacts import again, artifact_of, make_accepted, make_own_artifact, review_artifact
from tests.factories.roadmap import make_roadmap
from tests.factories.uploads import PDF, make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


@pytest.fixture
def owner(roadmap: Roadmap) -> User:
    return owner_of(roadmap.workspace)


def stored_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def membership(workspace: Workspace, user: User) -> Membership:
    return Membership.objects.get(workspace=workspace, user=user)


def test_first_tick_makes_a_draft_and_taking_it_back_makes_none(roadmap: Roadmap, owner: User) -> None:
    artifact = artifact_of(roadmap)
    assert artifact.status == "not_started"
    ticked = tick_artifact(artifact=artifact, actor=owner, seen=1, ticks=[2, 0])
    assert (ticked.status, ticked.ticks) == ("draft", [0, 2])
    assert tick_artifact(artifact=artifact, actor=owner, seen=2, ticks=[]).status == "not_started"


def test_versions_are_numbered_and_none_replaces_another(roadmap: Roadmap, owner: User, media: Path) -> None:
    artifact = artifact_of(roadmap)
    add_version(artifact=artifact, actor=owner, upload=make_upload(name="one.pdf"), note="First")
    add_version(artifact=artifact, actor=owner, link="https://wiki.example/two")
    versions = versions_of(again(artifact))
    assert [(each.number, str(each.stored_file or each.link)) for each in versions] == [
        (2, "https://wiki.example/two"),
        (1, "one.pdf"),
    ]
    assert again(artifact).status == "draft"
    with pytest.raises(RefusedFileError):
        add_version(artifact=artifact, actor=owner, upload=make_upload(b"MZ\x00\x01", "tool.pdf"))
    assert len(stored_files(media)) == ArtifactVersion.objects.exclude(stored_file=None).count() == 1


def test_review_needs_a_version_and_tells_the_reviewer(roadmap: Roadmap, owner: User) -> None:
    artifact, reviewer = artifact_of(roadmap), make_member(roadmap.workspace)
    tick_artifact(artifact=artifact, actor=owner, seen=1, ticks=[0])
    with pytest.raises(NoVersionError):
        ask_for_review(artifact=artifact, actor=owner, seen=2, reviewer=reviewer)
    add_version(artifact=artifact, actor=owner, link="https://wiki.example/slo")
    asked = ask_for_review(artifact=artifact, actor=owner, seen=again(artifact).revision, reviewer=reviewer)
    assert (asked.status, asked.reviewer) == ("in_review", reviewer)
    notice = Notice.objects.get(user=reviewer)
    assert notice.sentence == f"{owner} asks you to review “SLI and SLO register” of {roadmap}."
    assert notice.path == artifact.get_absolute_url()
    with pytest.raises(SettledError):
        ask_for_review(artifact=artifact, actor=owner, seen=asked.revision, reviewer=reviewer)


def test_accepting_records_evidence_until_the_review_date_and_tells_its_people(roadmap: Roadmap, owner: User) -> None:
    today = roadmap.workspace.today
    artifact = make_accepted(roadmap, review_date=today + timedelta(days=90))
    evidence = artifact.evidence
    assert artifact.status == "accepted"
    assert evidence
    assert (evidence.evidence_class, evidence.observed_date, evidence.lapses_date) == (
        "document",
        today,
        artifact.review_date,
    )
    assert evidence.stored_file == versions_of(artifact)[0].stored_file
    assert evidence.title == f"SLI and SLO register, {roadmap}"
    assert not evidence.citations.exists()
    adder = versions_of(artifact)[0].added_by
    assert Notice.objects.filter(user=adder, sentence__startswith=f"{owner} accepted").count() == 1


def test_without_a_review_date_evidence_is_valid_as_long_as_the_pack_says(roadmap: Roadmap) -> None:
    evidence = make_accepted(roadmap).evidence
    assert evidence
    assert evidence.validity_days == roadmap.questions.validity_default_days


def test_accepted_again_it_is_a_new_version_of_the_same_evidence(roadmap: Roadmap, owner: User) -> None:
    first = make_accepted(roadmap)
    add_version(artifact=first, actor=owner, link="https://wiki.example/slo")
    assert again(first).status == "draft"
    assert again(first).accepted_at is None
    reviewer = make_member(roadmap.workspace, Role.EDITOR)
    ask_for_review(artifact=first, actor=owner, seen=again(first).revision, reviewer=reviewer)
    accept_artifact(artifact=first, actor=reviewer, seen=again(first).revision)
    evidence = Evidence.objects.get()
    assert (evidence.pk, evidence.version, evidence.link) == (first.evidence_id, 2, "https://wiki.example/slo")
    assert evidence.versions.get().stored_file == versions_of(first)[1].stored_file


def test_evidence_deleted_meanwhile_is_recorded_anew(roadmap: Roadmap, owner: User) -> None:
    artifact = make_accepted(roadmap)
    first = artifact.evidence
    assert first
    delete_evidence(evidence=first, actor=owner)
    add_version(artifact=artifact, actor=make_member(roadmap.workspace), link="https://wiki.example/slo")
    ask_for_review(artifact=artifact, actor=owner, seen=again(artifact).revision, reviewer=owner)
    accept_artifact(artifact=artifact, actor=owner, seen=again(artifact).revision)
    assert again(artifact).evidence != first
    assert Evidence.objects.filter(deleted_at=None).count() == 1


def test_correction_stays_accepted_and_says_so(roadmap: Roadmap, owner: User) -> None:
    artifact = make_accepted(roadmap)
    add_version(artifact=artifact, actor=owner, link="https://wiki.example/slo", is_new_content=False)
    assert again(artifact).status == "accepted"
    assert [event.act for event in artifact.events.all()] == ["corrected", "accepted", "asked"]


def test_open_sentences_are_accepted_with_a_reason_only(roadmap: Roadmap, owner: User) -> None:
    artifact = review_artifact(roadmap)
    ticked = tick_artifact(artifact=artifact, actor=owner, seen=artifact.revision, ticks=[0])
    with pytest.raises(OpenSentencesError):
        accept_artifact(artifact=artifact, actor=owner, seen=ticked.revision)
    accept_artifact(artifact=artifact, actor=owner, seen=ticked.revision, reason="The export comes with the next one.")
    event = artifact.events.first()
    assert event
    assert (event.open_count, event.reason) == (3, "The export comes with the next one.")


def test_nobody_accepts_what_they_have_not_seen(roadmap: Roadmap, owner: User) -> None:
    artifact = review_artifact(roadmap)
    add_version(artifact=artifact, actor=make_member(roadmap.workspace), link="https://wiki.example/other")
    with pytest.raises(StaleWriteError):
        accept_artifact(artifact=artifact, actor=owner, seen=artifact.revision)
    assert again(artifact).status == "in_review"
    assert not Evidence.objects.exists()


def test_who_added_the_version_accepts_it_only_if_nobody_else_can(roadmap: Roadmap, owner: User) -> None:
    artifact = review_artifact(roadmap, by=owner)
    version, own = versions_of(artifact)[0], membership(roadmap.workspace, owner)
    ruling = ruling_on(artifact, version, own)
    assert (ruling.may, ruling.is_own) == (True, True)
    editor = make_member(roadmap.workspace, Role.EDITOR)
    assert not ruling_on(artifact, version, own).may
    assert ruling_on(artifact, version, membership(roadmap.workspace, editor)).may


def test_reviewer_who_only_reads_otherwise_may_accept(roadmap: Roadmap, owner: User) -> None:
    artifact, viewer = review_artifact(roadmap), make_member(roadmap.workspace)
    version = versions_of(artifact)[0]
    assert not ruling_on(artifact, version, membership(roadmap.workspace, viewer)).may
    change_artifact(artifact=artifact, actor=owner, seen=artifact.revision, reviewer=viewer)
    assert ruling_on(again(artifact), version, membership(roadmap.workspace, viewer)).may


def test_sent_back_it_is_a_draft_and_its_people_read_why(roadmap: Roadmap, owner: User) -> None:
    artifact = review_artifact(roadmap)
    send_back(artifact=artifact, actor=owner, seen=artifact.revision, reason="The ceilings are missing.")
    assert again(artifact).status == "draft"
    told = Notice.objects.get(sentence__contains="back: The ceilings are missing.")
    assert told.user == versions_of(artifact)[0].added_by
    with pytest.raises(SettledError):
        send_back(artifact=artifact, actor=owner, seen=again(artifact).revision, reason="Again.")


def test_what_is_accepted_keeps_its_ticks(roadmap: Roadmap, owner: User) -> None:
    artifact = make_accepted(roadmap)
    with pytest.raises(SettledError):
        tick_artifact(artifact=artifact, actor=owner, seen=artifact.revision, ticks=[])


def overdue(roadmap: Roadmap, **fields: object) -> Artifact:
    artifact = make_accepted(roadmap, review_date=roadmap.workspace.today + timedelta(days=1))
    yesterday = roadmap.workspace.today - timedelta(days=1)
    Artifact.objects.filter(pk=artifact.pk).update(review_date=yesterday, **fields)
    return again(artifact)


def test_outdated_after_its_review_date_even_before_the_night_and_told_once(roadmap: Roadmap) -> None:
    boss = make_member(roadmap.workspace)
    artifact = overdue(roadmap, owner=boss)
    assert (artifact.status, artifact.standing) == ("accepted", "outdated")
    assert [outdate_artifacts(now=timezone.now()) for _night in range(2)] == [1, 0]
    assert again(artifact).status == "outdated"
    assert Notice.objects.filter(user=boss).count() == 1
    assert Activity.objects.filter(verb="artifact.outdated", actor=None).count() == 1


def test_accepted_on_its_review_date_still(roadmap: Roadmap) -> None:
    artifact = overdue(roadmap)
    Artifact.objects.filter(pk=artifact.pk).update(review_date=roadmap.workspace.today)
    assert again(artifact).standing == "accepted"
    assert outdate_artifacts(now=timezone.now()) == 0


def test_outdated_before_the_night_stays_so_when_the_date_is_moved(roadmap: Roadmap, owner: User) -> None:
    artifact = overdue(roadmap)
    later = roadmap.workspace.today + timedelta(days=30)
    change_artifact(artifact=artifact, actor=owner, seen=artifact.revision, review_date=later)
    assert again(artifact).standing == "outdated"


def test_outdated_is_accepted_again_without_a_new_version(roadmap: Roadmap, owner: User) -> None:
    artifact = overdue(roadmap)
    ask_for_review(artifact=artifact, actor=owner, seen=artifact.revision, reviewer=owner)
    accept_artifact(artifact=artifact, actor=owner, seen=again(artifact).revision)
    assert again(artifact).standing == "accepted"
    assert Evidence.objects.get().version == 2


def test_ticks_go_with_their_sentences() -> None:
    assert moved_ticks([0, 2], ["a", "b", "c"], ["c", "b", "a, reworded"]) == [0]


def test_own_artifact_keeps_its_ticks_when_a_sentence_is_added_before(roadmap: Roadmap, owner: User) -> None:
    artifact = make_own_artifact(roadmap, done_when=["It is written", "It is read"])
    tick_artifact(artifact=artifact, actor=owner, seen=1, ticks=[1])
    changed = change_artifact(
        artifact=artifact, actor=owner, seen=2, done_when=["It is asked for", "It is written", "It is read"]
    )
    assert changed.ticks == [2]


def test_own_artifact_is_deleted_and_taken_back_and_the_packs_are_not(roadmap: Roadmap, owner: User) -> None:
    artifact, of_pack = make_own_artifact(roadmap), artifact_of(roadmap)
    for each in (artifact, of_pack):
        delete_artifact(artifact=each, actor=owner)
        each.refresh_from_db()
    assert artifact.deleted_at
    assert of_pack.deleted_at is None
    restore_artifact(artifact=artifact, actor=owner)
    assert again(artifact).deleted_at is None
    Artifact.objects.filter(pk=artifact.pk).update(deleted_at=timezone.now() - DELETED_IS_KEPT)
    artifact.refresh_from_db()
    with pytest.raises(NotRestorableError):
        restore_artifact(artifact=artifact, actor=owner)


def test_purged_evidence_leaves_the_file_to_the_artifact(roadmap: Roadmap, owner: User, media: Path) -> None:
    artifact = make_accepted(roadmap)
    assert artifact.evidence
    delete_evidence(evidence=artifact.evidence, actor=owner)
    Evidence.objects.update(deleted_at=timezone.now() - DELETED_IS_KEPT)
    assert purge_evidence(now=timezone.now()) == 1
    version = versions_of(again(artifact))[0]
    assert version.stored_file
    with version.stored_file.file.open("rb") as file:
        assert file.read() == PDF
    assert again(artifact).evidence is None


def test_purged_artifact_leaves_the_file_to_the_evidence(
    roadmap: Roadmap, owner: User, media: Path, django_capture_on_commit_callbacks: object
) -> None:
    """The accepted version's file is the evidence's, too; that of another version goes."""
    artifact = make_own_artifact(roadmap, done_when=[])
    add_version(artifact=artifact, actor=owner, upload=make_upload(name="draft.pdf"))
    add_version(artifact=artifact, actor=owner, upload=make_upload(name="final.pdf"))
    ask_for_review(artifact=artifact, actor=owner, seen=again(artifact).revision, reviewer=owner)
    accept_artifact(artifact=artifact, actor=owner, seen=again(artifact).revision)
    delete_artifact(artifact=artifact, actor=owner)
    Artifact.objects.filter(pk=artifact.pk).update(deleted_at=timezone.now() - DELETED_IS_KEPT)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert purge_artifacts(now=timezone.now()) == 1
    assert [stored.name for stored in StoredFile.objects.all()] == ["final.pdf"]
    assert len(stored_files(media)) == 1


def test_purged_roadmap_takes_its_files_along(
    roadmap: Roadmap, owner: User, media: Path, django_capture_on_commit_callbacks: object
) -> None:
    review_artifact(roadmap)
    delete_roadmap(roadmap=roadmap, actor=owner)
    Roadmap.objects.update(deleted_at=timezone.now() - DELETED_IS_KEPT)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert purge_roadmaps(now=timezone.now()) == 1
    assert stored_files(media) == []


def test_workspace_goes_with_its_artifacts_and_shared_files(roadmap: Roadmap) -> None:
    make_accepted(roadmap)
    roadmap.workspace.delete()
    assert not StoredFile.objects.exists()
    assert not ArtifactVersion.objects.exists()
