"""An invitation into a workspace, by a link that is secret and runs out."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import RoleChoice
from accounts.models.user import User
from accounts.models.workspace import Workspace
from core.models import PublicCode


class InvitationQuerySet(models.QuerySet[Any]):
    def open(self, now: Any) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now, workspace__deleted_at=None)


class Invitation(PublicCode):
    """The link's secret is stored as a hash only: it is shown once, and mailed when there is an address."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("mail address"), blank=True, help_text=_("Empty: for whoever holds the link."))
    role = models.CharField(_("role"), max_length=16, choices=RoleChoice.choices)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return self.email or "whoever has the link"

    @property
    def has_run_out(self) -> bool:
        return self.expires_at <= timezone.now()
