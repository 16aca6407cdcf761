"""A workspace is one client or company: everything belongs to one, and nobody outside can tell that it exists."""

from datetime import date
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import RoleChoice
from accounts.models.user import User
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned, Timestamped
from core.names import validate_name


class WorkspaceQuerySet(DeletableQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(deleted_at=None, memberships__user=user)

    def locked(self) -> Self:
        """For reading inside a transaction what a decision rests on: who else wants to decide waits until its end."""
        return self.select_for_update(of=("self",), no_key=True)


def logo_path(workspace: "Workspace", name: str) -> str:
    """Everything that a workspace stores lies in its own folder, so that its end takes all of it."""
    return f"{workspace.folder}/logos/{name}"


class Workspace(PublicCode, Timestamped, Revisioned, Deletable):
    name = models.CharField(_("name"), max_length=120, validators=[validate_name])
    # Re-encoded from what was uploaded, and served only to members.
    logo = models.FileField(_("logo"), upload_to=logo_path, blank=True)
    consultant_logo = models.FileField(_("consultant's logo"), upload_to=logo_path, blank=True)
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9A-Fa-f]{6}\Z", _("Write a colour as # and six hex digits, like #0E5A52."))],
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    locale = models.CharField(_("locale"), max_length=16, default=settings.LANGUAGE_CODE)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("workspace")
        verbose_name_plural = _("workspaces")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def today(self) -> date:
        """The day it is where the workspace is: evidence lapses at its midnight, not at that of the server."""
        return timezone.localdate(timezone=self.zone)

    @property
    def folder(self) -> str:
        """Where the files of this workspace lie in the storage, and none of another."""
        return f"workspaces/{self.code}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of_people(self) -> Self:
        """Whom something can be asked of, told or handed over. Service accounts belong to the workspace, too."""
        return self.filter(user__is_service=False)


class Membership(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=16, choices=RoleChoice.choices)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)
    # Here, in this workspace; what somebody does elsewhere is nobody's business. Kept to the hour.
    last_seen_at = models.DateTimeField(_("last seen at"), default=timezone.now, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "user"],
                name="accounts_membership_once",
                violation_error_message=_("This person already belongs to the workspace."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=RoleChoice.values),
                name="accounts_membership_role_known",
                violation_error_message=_("Choose one of the roles."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.workspace}: {self.role}"
