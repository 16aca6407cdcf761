"""Logos: whose files there are, whatever happens on the way."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, PngImagePlugin
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.domain.roles import Role
from accounts.models import Activity, Workspace
from accounts.operations.logos import remove_logo, replace_logo
from accounts.queries.sentences import sentence_of
from core.images import LARGEST_FILE, RefusedImageError
from core.models import StaleWriteError
from tests.factories.accounts import make_member, make_workspace, owner_of

pytestmark = pytest.mark.django_db


def picture(kind: str = "PNG", size: tuple[int, int] = (30, 20), **options: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#0E5A52").save(out, kind, **options)
    return out.getvalue()


def put(workspace: Workspace, upload: bytes, seen: int = 1) -> Workspace:
    return replace_logo(workspace=workspace, actor=owner_of(workspace), which="logo", upload=upload, seen=seen)


def files_of(workspace: Workspace) -> list[str]:
    folder = f"{workspace.folder}/logos"
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []


def test_logo_is_made_anew_without_what_the_file_says_about_itself() -> None:
    about = PngImagePlugin.PngInfo()
    about.add_text("Author", "somebody at the client")
    stored = put(make_workspace(), picture(pnginfo=about))
    kept = stored.logo.read()
    stored.logo.close()
    assert kept.startswith(b"\x89PNG")
    assert b"somebody" not in kept
    assert str(stored.logo.name).startswith(f"workspaces/{stored.code}/logos/")
    assert sentence_of(Activity.objects.get()).endswith("uploaded a new logo of the company or client")


def test_jpeg_becomes_a_png_of_at_most_1200_pixels() -> None:
    stored = put(make_workspace(), picture("JPEG", (2400, 600)))
    with stored.logo.open("rb") as file, Image.open(file) as image:
        assert (image.format, image.size) == ("PNG", (1200, 300))


BOMB = picture(size=(5000, 5000))
REFUSED = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "gif": picture("GIF"),
    "webp": picture("WEBP"),
    "text": b"not an image",
    "cut off": picture(size=(300, 300))[:200],
    "empty": b"",
    "many pixels in a small file": BOMB,
    "more than 5 MB": picture() + b"\0" * LARGEST_FILE,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_usable_image_is_refused_with_a_sentence(name: str) -> None:
    workspace = make_workspace()
    with pytest.raises(RefusedImageError) as caught:
        put(workspace, REFUSED[name])
    assert str(caught.value.sentence).endswith(".")
    assert files_of(workspace) == []
    assert not Activity.objects.exists()


def test_old_file_goes_after_the_commit(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    workspace = put(make_workspace(), picture())
    old = files_of(workspace)
    with django_capture_on_commit_callbacks() as callbacks:
        workspace = put(workspace, picture("JPEG"), seen=2)
    assert len(files_of(workspace)) == 2
    for callback in callbacks:
        callback()
    assert set(files_of(workspace)).isdisjoint(old)
    assert len(files_of(workspace)) == 1


def test_removed_logo_is_gone(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    workspace = put(make_workspace(), picture())
    with django_capture_on_commit_callbacks(execute=True):
        workspace = remove_logo(workspace=workspace, actor=owner_of(workspace), which="logo", seen=2)
    assert (workspace.logo.name, files_of(workspace)) == ("", [])


def test_stale_replacement_leaves_no_file_behind() -> None:
    workspace = put(make_workspace(), picture())
    before = files_of(workspace)
    with pytest.raises(StaleWriteError):
        put(workspace, picture(), seen=1)
    assert files_of(workspace) == before


def test_who_is_an_owner_no_longer_changes_no_logo() -> None:
    workspace = put(make_workspace(), picture())
    before, editor = files_of(workspace), make_member(workspace, Role.EDITOR)
    with pytest.raises(PermissionDenied):
        replace_logo(workspace=workspace, actor=editor, which="logo", upload=picture(), seen=2)
    with pytest.raises(PermissionDenied):
        remove_logo(workspace=workspace, actor=editor, which="logo", seen=2)
    assert (Workspace.objects.get().revision, files_of(workspace)) == (2, before)


def test_deleted_workspace_gets_no_logo() -> None:
    workspace = make_workspace()
    Workspace.objects.update(deleted_at=timezone.now())
    with pytest.raises(Workspace.DoesNotExist):
        put(workspace, picture())
    assert files_of(workspace) == []
