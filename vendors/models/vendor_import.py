"""A workbook that somebody reads in: what was in it, how its columns are understood, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import PublicCode
from vendors.models.evaluation import Evaluation


class VendorImport(PublicCode):
    """`rows` is the sheet as text; `mapping` says which column is what; `changes` is what undoing needs."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="imports")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("what it brings"), max_length=16)
    file_name = models.CharField(_("file"), max_length=200)
    rows = models.JSONField(_("rows"), default=list)
    mapping = models.JSONField(_("columns"), default=dict)
    changes = models.JSONField(_("changes"), default=dict)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied at"), null=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        verbose_name = _("import for an evaluation")
        verbose_name_plural = _("imports for evaluations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name
