"""Uploads: whose files there are, whatever happens on the way."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path
from time import time

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import Workspace
from evidence.files.refusals import RefusedFileError
from evidence.models import StoredFile
from evidence.models.stored_file import folder_of
from evidence.operations.files import discard_files, store_file, storing, sweep_files
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.evidence import make_stored_evidence
from tests.factories.uploads import PDF, make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files_in(media: Path) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def test_file_is_stored_under_its_code_in_the_folder_of_the_workspace(media: Path) -> None:
    workspace = make_workspace()
    actor = owner_of(workspace)
    stored = store_file(workspace=workspace, upload=make_upload(name="Übung Mai.pdf"), actor=actor)
    stored.refresh_from_db()
    assert files_in(media) == [f"workspaces/{workspace.code}/files/{stored.code}"]
    assert (stored.name, stored.media_type, stored.size) == ("Übung Mai.pdf", "application/pdf", len(PDF))
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert stored.uploaded_by == actor
    assert (media / str(stored.file.name)).read_bytes() == PDF


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\system32\\drill.exe", "drill.pdf"),
        ("C:\\Users\\ada\\Drill.PDF", "Drill.PDF"),
        ("/", "file.pdf"),
        ("....", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("drill\u202efdp.exe", "drillfdp.pdf"),
        ("drill\x00\r\nSet-Cookie: a=b.pdf", "drill Set-Cookie: a=b.pdf"),
        ("Report 2026.10", "Report 2026.10.pdf"),
        ("x" * 500 + ".pdf", "x" * 196 + ".pdf"),
        ("復元訓練.pdf", "復元訓練.pdf"),
        ("\ud800.pdf", "file.pdf"),
        ("a.b.c.pdf.sh", "a.b.c.pdf.pdf"),
    ],
)
def test_name_is_for_showing_only(media: Path, given: str, shown: str) -> None:
    workspace = make_workspace()
    upload = make_upload()
    upload.__dict__["_name"] = given  # Django's own parser has taken most of this away already
    stored = store_file(workspace=workspace, upload=upload, actor=owner_of(workspace))
    stored.refresh_from_db()
    assert stored.name == shown
    assert files_in(media) == [f"workspaces/{workspace.code}/files/{stored.code}"]


def test_upload_from_a_disk_is_stored_too(media: Path) -> None:
    """Large ones come as files on the disk, which are moved."""
    workspace = make_workspace()
    with TemporaryUploadedFile("drill.pdf", "application/pdf", len(PDF), None) as upload:
        upload.write(PDF)
        upload.seek(0)
        stored = store_file(workspace=workspace, upload=upload, actor=owner_of(workspace))
    assert (media / str(stored.file.name)).read_bytes() == PDF


def test_file_that_is_refused_leaves_nothing(media: Path) -> None:
    workspace = make_workspace()
    with pytest.raises(RefusedFileError, match="program"):
        store_file(workspace=workspace, upload=make_upload(b"#!/bin/sh"), actor=owner_of(workspace))
    assert (files_in(media), StoredFile.objects.count()) == ([], 0)


def test_limit_is_a_setting(settings: Settings) -> None:
    settings.LARGEST_UPLOAD = 1024 * 1024
    workspace = make_workspace()
    with pytest.raises(RefusedFileError, match="at most 1 MB"):
        store_file(workspace=workspace, upload=make_upload(b"a" * 1024 * 1025), actor=owner_of(workspace))


def test_file_goes_again_if_its_row_does_not_come(media: Path) -> None:
    workspace = make_workspace()

    def fail() -> None:
        with (
            storing(workspace=workspace, upload=make_upload(), actor=owner_of(workspace)) as stored,
            transaction.atomic(),
        ):
            stored.save()
            assert len(files_in(media)) == 1
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert (files_in(media), StoredFile.objects.count()) == ([], 0)


def test_discarding_takes_rows_and_then_files_but_not_what_is_named(
    media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    workspace = make_workspace()
    named, free = (store_file(workspace=workspace, upload=make_upload(), actor=owner_of(workspace)) for _ in range(2))
    make_stored_evidence(workspace, stored_file=named)
    with django_capture_on_commit_callbacks(execute=True):
        assert discard_files([named, free]) == 1
        assert len(files_in(media)) == 2
    assert files_in(media) == [named.file.name]
    assert list(StoredFile.objects.all()) == [named]


def test_sweep_takes_old_files_without_a_row_and_nothing_else(media: Path) -> None:
    workspace: Workspace = make_workspace()
    make_workspace()  # without a folder
    kept = store_file(workspace=workspace, upload=make_upload(), actor=owner_of(workspace))
    workspace.logo.save("logo.png", make_upload())
    orphans = [default_storage.save(f"{folder_of(workspace)}/{name}", make_upload()) for name in ("old", "new")]
    long_ago = time() - 2 * 24 * 60 * 60
    for name in (orphans[0], str(kept.file.name), str(workspace.logo.name)):
        os.utime(media / name, (long_ago, long_ago))
    assert sweep_files(now=timezone.now()) == 1
    assert files_in(media) == sorted([str(kept.file.name), orphans[1], str(workspace.logo.name)])
    assert sweep_files(now=timezone.now() + timedelta(days=2)) == 1
