"""Exports in the background."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Membership, User
from accounts.permissions import can_own
from archives.operations.exporting import Say, export_person, export_workspace
from archives.queries.exports import OF_PERSON, OF_WORKSPACE
from core.background import JobFailed, Progress, background


@background(OF_WORKSPACE, title=gettext_lazy("Export of the workspace"), is_for_owners=True)
def workspace_export(progress: Progress) -> str:
    found = Membership.objects.select_related("workspace", "user").filter(
        user=progress.started_by_id, workspace=progress.workspace_id, workspace__deleted_at=None
    )
    membership = found.first()
    if membership is None or not can_own(membership):  # it may have waited while that changed
        raise JobFailed(_("Only an owner of the workspace can export it."))
    now = timezone.now()
    with _scratch() as folder:
        out = folder / "export.zip"
        workspace, reader = membership.workspace, membership.user
        rows = export_workspace(workspace=workspace, reader=reader, out=out, now=now, say=_saying(progress))
        name = f"{slugify(workspace.name) or 'workspace'}-{now:%Y-%m-%d}.zip"
        with out.open("rb") as file:
            progress.attach(name, file, content_type="application/zip")
    return _rows(rows)


@background(OF_PERSON, title=gettext_lazy("Export of what is stored about you"))
def person_export(progress: Progress) -> str:
    if progress.started_by_id is None:
        raise JobFailed(_("The account is gone."))
    user = User.objects.get(pk=progress.started_by_id)
    now = timezone.now()
    with _scratch() as folder:
        out = folder / "export.json"
        rows = export_person(user=user, out=out, now=now, say=_saying(progress))
        with out.open("rb") as file:
            progress.attach(f"rungs-account-{now:%Y-%m-%d}.json", file, content_type="application/json")
    return _rows(rows)


@contextmanager
def _scratch() -> Iterator[Path]:
    """Beside the files, where there is room for them."""
    with TemporaryDirectory(prefix=".export-", dir=settings.DATA_DIR) as name:
        yield Path(name)


def _saying(progress: Progress) -> Say:
    return lambda table, done, total: progress.say(_("Writing: %(what)s") % {"what": table}, done=done, total=total)


def _rows(count: int) -> str:
    return ngettext("%(count)d row is in it.", "%(count)d rows are in it.", count) % {"count": count}
