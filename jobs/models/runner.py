"""Who runs jobs at the moment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Runner(models.Model):
    """A process that runs jobs, and when it last said that it is alive."""

    name = models.CharField(_("name"), max_length=120)
    started_at = models.DateTimeField(_("started at"))
    seen_at = models.DateTimeField(_("last sign of life"))

    class Meta:
        verbose_name = _("runner")
        verbose_name_plural = _("runners")
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="jobs_runner_name_unique",
                violation_error_message=_("There is already a runner with this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
