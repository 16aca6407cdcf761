"""What runs by itself, and when next."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jobs.models.job import Job


class ScheduleEntry(models.Model):
    """One for each kind of work registered with `every`. Whoever moves `next_at` on has claimed that run."""

    kind = models.CharField(_("kind"), max_length=64)
    every = models.DurationField(_("every"))
    next_at = models.DateTimeField(_("next run"))
    last_job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("schedule entry")
        verbose_name_plural = _("schedule entries")
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                name="jobs_scheduleentry_kind_unique",
                violation_error_message=_("Each kind of work is on the schedule once."),
            ),
        ]

    def __str__(self) -> str:
        return self.kind
