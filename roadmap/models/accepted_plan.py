"""Days that a plan proposed and a person took over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import PublicCode
from roadmap.models.roadmap import Roadmap


class AcceptedPlan(PublicCode):
    """`changes` hold for each action its code, and its start and due day `before` and `after`, to take it back."""

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="accepted_plans")
    changes = models.JSONField(_("changes"), default=list)
    accepted_at = models.DateTimeField(_("accepted at"), auto_now_add=True)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("accepted plan")
        verbose_name_plural = _("accepted plans")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.roadmap}, {self.accepted_at:%Y-%m-%d}"
