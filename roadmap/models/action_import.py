"""Actions that come back from another tracker, looked at before they are taken over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import PublicCode
from roadmap.models.roadmap import Roadmap


class ActionImport(PublicCode):
    """`rows` are what the file said, by column; `before` what was there before it was applied, to undo it."""

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(_("file"), max_length=200)
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
