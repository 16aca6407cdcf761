"""A pilot: one or two services for 90 days, measured, with an end at which somebody decides."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned, Timestamped
from roadmap.choices import CheckInMoodChoice, PilotDecisionChoice
from roadmap.domain.pilots import Days
from roadmap.domain.states import PilotDecision
from roadmap.models.roadmap import Roadmap

USUAL_DAYS = 90
CLOSING = (PilotDecision.SCALE, PilotDecision.STOP)


class PilotQuerySet(DeletableQuerySet):
    def undecided(self) -> Self:
        """Those that go on, also the extended ones."""
        return self.exclude(decision__in=CLOSING)

    def locked(self) -> Self:
        """Inside a transaction: for what rests on its check-ins or measures."""
        return self.select_for_update(of=("self",), no_key=True)


class Pilot(PublicCode, Timestamped, Revisioned, Deletable):
    """`services` is a list of one or two names. An extended one goes on: it is closed by another decision.

    `reminded_date` is the last day of the week of which somebody was told last that its check-in is missing.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="pilots")
    title = models.CharField(_("title"), max_length=200)
    services = models.JSONField(_("services"), default=list)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    receiving_team = models.CharField(_("team that takes over"), max_length=200, blank=True)
    start_date = models.DateField(_("start"))
    end_date = models.DateField(_("end"))
    success_criteria = models.TextField(_("success criteria"), blank=True)
    stop_rule = models.TextField(_("stop rule"), blank=True)
    decision = models.CharField(_("decision"), max_length=8, choices=PilotDecisionChoice.choices, blank=True)
    decision_reason = models.TextField(_("reason"), blank=True)
    decided_date = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    reminded_date = models.DateField(_("reminded of"), null=True, editable=False)

    objects = PilotQuerySet.as_manager()

    class Meta:
        verbose_name = _("pilot")
        verbose_name_plural = _("pilots")
        ordering = ["-start_date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__gt=F("start_date")),
                name="roadmap_pilot_days_order",
                violation_error_message=_("The pilot must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(decision="") | (~Q(decision_reason="") & Q(decided_date__isnull=False)),
                name="roadmap_pilot_decided_with_reason",
                violation_error_message=_("A decision needs its reason and its day."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pilot_detail", args=[self.roadmap.workspace.code, self.roadmap.code, self.code])

    @property
    def is_closed(self) -> bool:
        return self.decision in CLOSING

    @property
    def days(self) -> Days:
        return Days(self.start_date, self.end_date, self.decided_date if self.is_closed else None)


class PilotMeasure(models.Model):
    """What is measured, with its value at the start, the target and the value at the end, all in `unit`."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="measures")
    name = models.CharField(_("what is measured"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    start_value = models.DecimalField(_("at the start"), max_digits=16, decimal_places=4)
    target_value = models.DecimalField(_("target"), max_digits=16, decimal_places=4)
    end_value = models.DecimalField(_("at the end"), max_digits=16, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = _("measure of a pilot")
        verbose_name_plural = _("measures of pilots")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class PilotCheckIn(PublicCode, Revisioned, Deletable):
    """Once a week. `values` are those of the measures on that day, as text by the key of the measure."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="check_ins")
    day_date = models.DateField(_("day"))
    mood = models.CharField(_("how it goes"), max_length=16, choices=CheckInMoodChoice.choices)
    values = models.JSONField(_("values"), default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)

    objects = DeletableQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in of a pilot")
        verbose_name_plural = _("check-ins of pilots")
        ordering = ["day_date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pilot", "day_date"],
                condition=Q(deleted_at=None),
                name="roadmap_check_in_once_a_day",
                violation_error_message=_("There is a check-in of that day already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot}, {self.day_date}"


class PilotHandover(PublicCode, Deletable):
    """What the receiving team must have."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="handovers")
    text = models.CharField(_("what is handed over"), max_length=300)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = DeletableQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a handover")
        verbose_name_plural = _("items of handovers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
