"""One act that changed actions, kept so that it can be taken back."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import PublicCode
from roadmap.models.roadmap import Roadmap


class ActionChange(PublicCode):
    """`rows` are the actions by key: the revision that the act left, and what its fields held before.

    Closing on the board and changing several in the list write one; it goes after a month.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="changes")
    rows = models.JSONField(_("rows"), default=dict, encoder=DjangoJSONEncoder)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of actions")
        verbose_name_plural = _("changes of actions")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.roadmap}: {len(self.rows)}"
