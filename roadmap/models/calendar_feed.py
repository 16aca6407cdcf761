"""An address under which a calendar reads what is due, without signing in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workspace
from core.models import PublicCode
from roadmap.models.roadmap import Roadmap


class CalendarFeed(PublicCode):
    """Only the hash of its secret is stored. `roadmap` is None for everything in the workspace that is the person's."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="calendar_feeds")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_feeds")
    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, null=True, blank=True, related_name="calendar_feeds")
    secret_hash = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    fetched_at = models.DateTimeField(_("last fetched at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user}, {self.made_at:%Y-%m-%d}"
