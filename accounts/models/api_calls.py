"""What the API remembers of the calls it answered: how many in this minute, and what a repeated one is told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User


class ApiMinute(models.Model):
    """How often somebody called in their latest minute; one row for each, written over and over."""

    caller = models.CharField(_("caller"), max_length=64, unique=True)
    minute = models.BigIntegerField(_("minute since 1970"))
    calls = models.PositiveIntegerField(_("calls"), default=0)

    class Meta:
        verbose_name = _("minute of the API")
        verbose_name_plural = _("minutes of the API")

    def __str__(self) -> str:
        return f"{self.caller}: {self.calls}"


class IdempotentCall(models.Model):
    """A call that makes something, under the key its caller gave it. While it runs it has no status."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(_("key"), max_length=255)
    fingerprint = models.CharField(_("what was asked"), max_length=64)
    begun_at = models.DateTimeField(_("begun at"))
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    headers = models.JSONField(_("headers"), default=dict)
    body = models.JSONField(_("body"), null=True)

    class Meta:
        verbose_name = _("call of the API")
        verbose_name_plural = _("calls of the API")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="accounts_idempotentcall_once")]
        indexes = [models.Index(fields=["begun_at"], name="accounts_call_by_age")]

    def __str__(self) -> str:
        return self.key
