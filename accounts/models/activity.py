"""Who did what when to which object: read by people, and the event stream for whatever reacts to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from accounts.models.workspace import Workspace


class Activity(models.Model):
    """One thing that happened. Rows are only ever added; their order is that of `id`.

    The names of the person and of the object are kept as they were, so that the log still reads after either is gone.
    """

    id = models.BigAutoField(primary_key=True)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="activities")
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    actor_name = models.CharField(_("who"), max_length=254, blank=True)
    verb = models.CharField(_("what"), max_length=64)
    object_kind = models.CharField(_("kind of object"), max_length=64)
    object_code = models.CharField(_("object"), max_length=64, blank=True)
    object_name = models.CharField(_("name of the object"), max_length=254, blank=True)
    detail = models.JSONField(_("detail"), default=dict, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [models.Index(fields=["workspace", "-id"], name="accounts_activity_newest")]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.verb} {self.object_name}"
