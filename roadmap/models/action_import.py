"""Actions that come back from another tracker, looked at before they are taken over."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import PublicCode
from roadmap.models.roadmap import Roadmap

PREVIEW_IS_KEPT = timedelta(days=1)
IMPORT_IS_KEPT = timedelta(days=30)
"""For as long as an import can be undone."""


class ActionImport(PublicCode):
    """`rows` are what the file said, as of `roadmap.domain.tickets.FiledTicket`, and never change.

    `before` has an entry for each row that was to change something: what was there before, to undo it, or that it was
    left out; see `roadmap.operations.action_imports`. `encoding` and `separator` are what the file was read by.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(_("file"), max_length=200)
    encoding = models.CharField(_("encoding"), max_length=20, default="UTF-8")
    separator = models.CharField(_("separator"), max_length=1, default=",")
    rows = models.JSONField(_("rows"), default=list)
    before = models.JSONField(_("before"), default=list)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of actions")
        verbose_name_plural = _("imports of actions")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_over(self) -> bool:
        """A preview that nobody has acted upon for a day, or an import that is too old to be undone."""
        kept = IMPORT_IS_KEPT if self.applied_at else PREVIEW_IS_KEPT
        return (self.applied_at or self.made_at) <= timezone.now() - kept
