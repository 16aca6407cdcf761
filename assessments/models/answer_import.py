"""A file of answers on its way into a workspace: kept between its preview and the word to go on, and afterwards."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workspace
from assessments.models.assessment import Assessment
from core.models import PublicCode

DRAFT_IS_KEPT = timedelta(days=1)
IMPORT_IS_KEPT = timedelta(days=30)
"""For as long as an import can be undone."""


class AnswerImport(PublicCode):
    """Without an assessment it is a file from which a new one is to be made.

    `content` is what the file says, and never changes; see `assessments.queries.imports`. `changes` lists what applying
    it has changed, answer by answer; `kept` the questions whose answers undoing left alone, since others changed them.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, null=True, blank=True, related_name="imports")
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    file_name = models.CharField(_("file"), max_length=200)
    content = models.JSONField(_("content"))
    changes = models.JSONField(_("changes"), default=list)
    kept = models.JSONField(_("left alone by undoing"), default=list)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of answers")
        verbose_name_plural = _("imports of answers")

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_over(self) -> bool:
        """A preview that nobody has acted upon for a day, or an import that is too old to be undone."""
        kept = IMPORT_IS_KEPT if self.applied_at else DRAFT_IS_KEPT
        return (self.applied_at or self.made_at) <= timezone.now() - kept
