"""A file that somebody uploaded. Its content never changes: another content is another row."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workspace
from core.models import PublicCode
from evidence.domain.kinds import PICTURES


def folder_of(workspace: Workspace) -> str:
    return f"{workspace.folder}/files"


def stored_path(stored: "StoredFile", name: str) -> str:
    """Under its random code, without a name that somebody chose, in the folder of its workspace."""
    return f"{folder_of(stored.workspace)}/{stored.code}"


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(workspace__in=Workspace.objects.visible_to(user))


class StoredFile(PublicCode):
    """`name` is the one it was uploaded under, for showing and downloading; `media_type` is that of its content."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="stored_files")
    file = models.FileField(_("file"), upload_to=stored_path, max_length=200)
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Of a kind that a browser may show by itself."""
        return self.media_type in {kind.media_type for kind in PICTURES}
