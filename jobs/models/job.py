"""A job is a row. Whatever carries messages may lose or repeat them: this says what is to be done and how far it is."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workspace
from core.models import PublicCode
from jobs.choices import FINISHED, OPEN, JobState

FOLDER = "jobs"
"""Where the files of jobs are, in the storage that no address leads to."""

UNHELD: dict[str, Any] = {"token": "", "lease_until": None}
"""The values of a job that no runner holds."""


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> Self:
        """A workspace's jobs to its members and nobody else; the others to whoever started them."""
        own = Q(workspace=None, started_by=user)
        return self.filter(own | Q(workspace__in=Workspace.objects.visible_to(user)))

    def held_by(self, job: "Job") -> Self:
        """The row, as long as the runner that claimed `job` still holds it. Every write of a runner starts here."""
        return self.filter(pk=job.pk, state=JobState.RUNNING, token=job.token)


class Job(PublicCode):
    kind = models.CharField(_("kind"), max_length=64, editable=False)
    title = models.CharField(_("title"), max_length=200)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, null=True, blank=True, related_name="jobs")
    started_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)

    state = models.CharField(_("state"), max_length=16, choices=JobState.choices, default=JobState.QUEUED)
    sentence = models.CharField(_("what it does now"), max_length=300, blank=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    result = models.CharField(_("what came of it"), max_length=500, blank=True)
    failure = models.CharField(_("why it failed"), max_length=500, blank=True)
    is_cancel_asked = models.BooleanField(_("asked to stop"), default=False)

    file = models.FileField(_("file"), upload_to=FOLDER, max_length=200, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    content_type = models.CharField(_("type of the file"), max_length=100, blank=True)

    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    token = models.CharField(max_length=64, blank=True, editable=False)
    lease_until = models.DateTimeField(_("held until"), null=True, blank=True, editable=False)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True, editable=False)
    send_at = models.DateTimeField(_("sent again after"), default=timezone.now, editable=False)
    is_unsent = models.BooleanField(_("could not be sent"), default=False, editable=False)
    queued_at = models.DateTimeField(_("queued at"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [
            models.Index(fields=["workspace", "-id"], name="jobs_job_newest"),
            models.Index(fields=["state", "send_at"], condition=Q(state__in=OPEN), name="jobs_job_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=JobState.values),
                name="jobs_job_state_known",
                violation_error_message=_("A job is waiting, running, done, failed or cancelled."),
            ),
            models.CheckConstraint(
                condition=(Q(state=JobState.RUNNING, lease_until__isnull=False) & ~Q(token=""))
                | (~Q(state=JobState.RUNNING) & Q(lease_until__isnull=True, token="")),
                name="jobs_job_held_while_running",
                violation_error_message=_("A job is held by a runner exactly while it is running."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | Q(state__in=OPEN, finished_at__isnull=True),
                name="jobs_job_finished_has_time",
                violation_error_message=_("A job has an end exactly when it has ended."),
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.FAILED) | ~Q(failure=""),
                name="jobs_job_failed_says_why",
                violation_error_message=_("A job that failed says why."),
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")),
                name="jobs_job_done_within_total",
                violation_error_message=_("A job cannot have done more than there is."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("job_detail", args=[self.code])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def can_run_again(self) -> bool:
        return self.state in {JobState.FAILED, JobState.CANCELLED}
