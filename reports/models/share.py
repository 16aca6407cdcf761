"""A link by which somebody outside of the workspace gets one report."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import PublicCode
from core.names import validate_name
from reports.models.run import ReportRun, is_there


class ReportShareQuerySet(models.QuerySet[Any]):
    def open(self, now: datetime) -> Self:
        """Those that lead to a report: it, what it is of and its workspace are there, and their time is not over."""
        return self.filter(
            is_there("run__"),
            revoked_at=None,
            expires_at__gt=now,
            run__stored_file__isnull=False,
            run__deleted_at=None,
            run__workspace__deleted_at=None,
        )


class ReportShare(PublicCode):
    """The link's secret and its password are stored as hashes only; the link is shown once, when it is made.

    It ends at a midnight of its workspace. `code` names it to members and opens nothing.
    """

    run = models.ForeignKey(ReportRun, on_delete=models.CASCADE, related_name="shares")
    recipient = models.CharField(_("for"), max_length=80, validators=[validate_name])
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    password = models.CharField(max_length=128, blank=True, editable=False)
    shared_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    shared_at = models.DateTimeField(_("shared at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    download_count = models.PositiveIntegerField(_("downloads"), default=0)
    last_download_at = models.DateTimeField(_("last downloaded at"), null=True, blank=True)

    objects = ReportShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a report")
        verbose_name_plural = _("links to reports")

    def __str__(self) -> str:
        return self.recipient

    @property
    def last_moment(self) -> datetime:
        """What people are told: the end of a day, and not the beginning of the next."""
        return self.expires_at - timedelta(seconds=1)

    @property
    def has_run_out(self) -> bool:
        return self.expires_at <= timezone.now()
