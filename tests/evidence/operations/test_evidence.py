"""The life of a piece of evidence, and who hears of it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import Activity, User, Workspace
from accounts.operations.workspaces import purge_workspaces
from accounts.queries.sentences import sentence_of
from core.models import StaleWriteError
from evidence.files.refusals import RefusedFileError
from evidence.models import Evidence, EvidenceVersion, StoredFile
from evidence.models.evidence import lapse_after
from evidence.operations.evidence import (
    NotRestorableError,
    add_evidence,
    change_evidence,
    delete_evidence,
    purge_evidence,
    replace_evidence,
    restore_evidence,
)
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.evidence import make_stored_evidence
from tests.factories.uploads import make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def actor(workspace: Workspace) -> User:
    return owner_of(workspace)


def add(workspace: Workspace, **fields: Any) -> Evidence:
    values = {"title": "Restore drill", "evidence_class": "measurement", "reference": "Cupboard 3", **fields}
    return add_evidence(workspace=workspace, actor=owner_of(workspace), **values)


def files_in(media: Path) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def said() -> list[str]:
    return [sentence_of(event) for event in Activity.objects.order_by("pk")]


def test_evidence_is_added_with_its_file_and_the_day_it_lapses(workspace: Workspace, actor: User) -> None:
    evidence = add(
        workspace, upload=make_upload(), reference="", observed_date=date(2026, 9, 1), validity_days=90, kind="drill"
    )
    evidence.refresh_from_db()
    assert evidence.stored_file
    assert evidence.stored_file.name == "drill.pdf"
    assert (evidence.lapses_date, evidence.version, evidence.kind) == (date(2026, 11, 30), 1, "drill")
    assert evidence.added_by == actor
    assert said() == [f"{actor} added the evidence Restore drill"]


def test_file_that_is_refused_adds_nothing(workspace: Workspace, media: Path) -> None:
    with pytest.raises(RefusedFileError):
        add(workspace, upload=make_upload(b"<svg/>"))
    assert (Evidence.objects.count(), StoredFile.objects.count(), files_in(media)) == (0, 0, [])


def test_row_that_fails_leaves_no_file(workspace: Workspace, media: Path) -> None:
    with pytest.raises(Exception, match="evidence_validity_range"):
        add(workspace, upload=make_upload(), validity_days=0)
    assert files_in(media) == []


@pytest.mark.parametrize(
    ("values", "lapses"),
    [
        ({"observed_date": date(2026, 1, 1)}, date(2026, 6, 30)),
        ({"validity_days": 10}, date(2026, 9, 11)),
        ({"observed_date": None}, None),
        ({"title": "Another"}, date(2027, 2, 28)),
        ({"observed_date": date.max}, date.max),
    ],
)
def test_change_keeps_the_day_it_lapses_true(
    workspace: Workspace, actor: User, values: dict[str, Any], lapses: date | None
) -> None:
    evidence = add(workspace, observed_date=date(2026, 9, 1), validity_days=180)
    stored = change_evidence(evidence=evidence, actor=actor, seen=1, **values)
    assert (stored.lapses_date, stored.revision, stored.version) == (lapses, 2, 1)
    assert stored.lapses_date == lapse_after(stored.observed_date, stored.validity_days)


def test_change_is_logged_field_by_field(workspace: Workspace, actor: User) -> None:
    evidence = add(workspace)
    change_evidence(evidence=evidence, actor=actor, seen=1, title="Drill", validity_days=30, reference="Cupboard 3")
    assert said()[1:] == [
        f"{actor} changed the title of the evidence Drill",
        f"{actor} changed the validity of the evidence Drill",
    ]


def test_who_has_not_seen_the_last_change_writes_nothing(workspace: Workspace, actor: User, media: Path) -> None:
    evidence = add(workspace)
    change_evidence(evidence=evidence, actor=actor, seen=1, title="Drill")
    with pytest.raises(StaleWriteError):
        change_evidence(evidence=evidence, actor=actor, seen=1, title="Exercise")
    with pytest.raises(StaleWriteError):
        replace_evidence(evidence=evidence, actor=actor, seen=1, upload=make_upload())
    assert Evidence.objects.get().title == "Drill"
    assert (files_in(media), EvidenceVersion.objects.count()) == ([], 0)


def test_new_version_keeps_the_old_one_with_its_file(workspace: Workspace, actor: User, media: Path) -> None:
    evidence = add(workspace, upload=make_upload(name="may.pdf"), observed_date=date(2026, 5, 2), validity_days=90)
    stored = replace_evidence(
        evidence=evidence,
        actor=actor,
        seen=1,
        upload=make_upload(name="august.pdf"),
        observed_date=date(2026, 8, 1),
        validity_days=365,
    )
    old = EvidenceVersion.objects.get()
    assert old.stored_file
    assert stored.stored_file
    assert (old.number, old.stored_file.name, old.reference) == (1, "may.pdf", "Cupboard 3")
    assert (old.observed_date, old.validity_days, old.replaced_by) == (date(2026, 5, 2), 90, actor)
    assert (stored.version, stored.stored_file.name, stored.reference) == (2, "august.pdf", "")
    assert (stored.lapses_date, stored.title) == (date(2027, 8, 1), "Restore drill")
    assert len(files_in(media)) == 2
    assert said()[1] == f"{actor} replaced the evidence Restore drill by version 2"


def test_deleted_evidence_comes_back_for_a_month(workspace: Workspace, actor: User) -> None:
    evidence = add(workspace)
    for _ in range(2):
        delete_evidence(evidence=evidence, actor=actor)
    assert not Evidence.objects.visible_to(actor).exists()
    with pytest.raises(Evidence.DoesNotExist):
        change_evidence(evidence=evidence, actor=actor, seen=1, title="Gone")
    with pytest.raises(Evidence.DoesNotExist):
        replace_evidence(evidence=evidence, actor=actor, seen=1, link="https://example.com")
    for _ in range(2):
        restore_evidence(evidence=evidence, actor=actor)
    assert Evidence.objects.visible_to(actor).get() == evidence
    assert [event.split(" ", 2)[2].split(" ")[0] for event in said()] == ["added", "deleted", "restored"]
    Evidence.objects.update(deleted_at=timezone.now() - timedelta(days=30))
    with pytest.raises(NotRestorableError):
        restore_evidence(evidence=evidence, actor=actor)


def test_purge_takes_rows_and_files_of_what_was_deleted_a_month_ago(
    workspace: Workspace, actor: User, media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    gone = add(workspace, upload=make_upload())
    replace_evidence(evidence=gone, actor=actor, seen=1, upload=make_upload())
    kept = add(workspace, upload=make_upload())
    fresh = make_stored_evidence(workspace, deleted_at=timezone.now() - timedelta(days=29))
    delete_evidence(evidence=gone, actor=actor)
    Evidence.objects.filter(pk=gone.pk).update(deleted_at=timezone.now() - timedelta(days=30))
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_evidence(now=timezone.now()) == 1
    assert set(Evidence.objects.all()) == {kept, fresh}
    assert EvidenceVersion.objects.count() == 0
    assert kept.stored_file
    assert files_in(media) == [kept.stored_file.file.name]
    assert purge_evidence(now=timezone.now()) == 0


def test_end_of_a_workspace_takes_evidence_versions_and_files(workspace: Workspace, actor: User, media: Path) -> None:
    evidence = add(workspace, upload=make_upload(), owner=make_member(workspace))
    replace_evidence(evidence=evidence, actor=actor, seen=1, upload=make_upload())
    Workspace.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    assert purge_workspaces(now=timezone.now()) == 1
    assert (Evidence.objects.count(), StoredFile.objects.count(), files_in(media)) == (0, 0, [])
