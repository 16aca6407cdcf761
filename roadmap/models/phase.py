"""A phase of a roadmap: when, who, what was decided, and how its gate was passed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned, Timestamped
from roadmap.models.roadmap import Roadmap


class RoadmapPhase(Timestamped, Revisioned):
    """`phase` is the id of one of the pack's. Phases may overlap: their order is advice.

    Planned days are what is meant to be, `started_date` and `finished_date` what was.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="phases")
    phase = models.CharField(_("phase"), max_length=64)
    position = models.PositiveSmallIntegerField(_("position"))
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    planned_start_date = models.DateField(_("planned start"), null=True, blank=True)
    planned_end_date = models.DateField(_("planned end"), null=True, blank=True)
    started_date = models.DateField(_("started on"), null=True, blank=True)
    finished_date = models.DateField(_("finished on"), null=True, blank=True)

    class Meta:
        verbose_name = _("phase of a roadmap")
        verbose_name_plural = _("phases of roadmaps")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "phase"], name="roadmap_phase_once"),
            models.CheckConstraint(
                condition=Q(planned_end_date__gte=F("planned_start_date")),
                name="roadmap_phase_planned_order",
                violation_error_message=_("The planned end must not come before the planned start."),
            ),
            models.CheckConstraint(
                condition=Q(finished_date__gte=F("started_date")),
                name="roadmap_phase_real_order",
                violation_error_message=_("The phase cannot have finished before it started."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roadmap}: {self.phase}"


class Decision(PublicCode, Revisioned, Deletable):
    """A decision that a gate names, and whether it was taken. `decision` is its id in the pack.

    Without it, it is one's own, and only such a one can be deleted or worded otherwise.
    """

    phase = models.ForeignKey(RoadmapPhase, on_delete=models.CASCADE, related_name="decisions")
    decision = models.CharField(_("decision"), max_length=64, blank=True)
    text = models.CharField(_("what is decided"), max_length=500)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    taken_date = models.DateField(_("taken on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects = DeletableQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class GatePassing(PublicCode):
    """Somebody passed the gate. `criteria` are what it asked and what was found then, so that it can be read later.

    With open criteria there are a reason and the last day on which that is good enough; `told_at` is when somebody was
    told that this day is over.
    """

    phase = models.ForeignKey(RoadmapPhase, on_delete=models.CASCADE, related_name="passings")
    passed_at = models.DateTimeField(_("passed at"))
    passed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    criteria = models.JSONField(_("criteria"), default=list)
    open_count = models.PositiveSmallIntegerField(_("open criteria"), default=0)
    reason = models.TextField(_("reason"), blank=True)
    expires_date = models.DateField(_("good until"), null=True, blank=True)
    told_at = models.DateTimeField(_("told that it is over"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("passing of a gate")
        verbose_name_plural = _("passings of gates")
        ordering = ["passed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["phase"],
                condition=Q(withdrawn_at=None),
                name="roadmap_gate_passed_once",
                violation_error_message=_("This gate is passed already."),
            ),
            models.CheckConstraint(
                condition=Q(open_count=0) | (~Q(reason="") & Q(expires_date__isnull=False)),
                name="roadmap_gate_open_with_reason",
                violation_error_message=_("With open criteria a gate needs a reason and a day until which that holds."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phase}, {self.passed_at:%Y-%m-%d}"
