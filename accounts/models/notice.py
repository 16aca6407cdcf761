"""A sentence for one person, shown in the application and, if they wish, collected into a mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from accounts.models.workspace import Workspace
from core.models import PublicCode


class Notice(PublicCode):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    sentence = models.CharField(_("what happened"), max_length=300)
    path = models.CharField(_("where to look"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [models.Index(fields=["user", "-id"], name="accounts_notice_newest")]

    def __str__(self) -> str:
        return self.sentence
