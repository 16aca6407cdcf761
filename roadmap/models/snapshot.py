"""Where a roadmap stood on a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from roadmap.models.roadmap import Roadmap


class Snapshot(models.Model):
    """Rows are only ever added, one a week: history is what was, not what can be reckoned back from today.

    `value` is that of all actions that were not dropped, `done_value` that of the closed ones; `figures` are the rest,
    see `roadmap.domain.progress`.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="snapshots")
    day_date = models.DateField(_("day"))
    value = models.PositiveIntegerField(_("value"))
    done_value = models.PositiveIntegerField(_("value done"))
    figures = models.JSONField(_("figures"), default=dict)
    taken_at = models.DateTimeField(_("taken at"), auto_now_add=True)

    class Meta:
        verbose_name = _("snapshot of a roadmap")
        verbose_name_plural = _("snapshots of roadmaps")
        ordering = ["day_date"]
        constraints = [models.UniqueConstraint(fields=["roadmap", "day_date"], name="roadmap_snapshot_once_a_day")]

    def __str__(self) -> str:
        return f"{self.roadmap}, {self.day_date}"
