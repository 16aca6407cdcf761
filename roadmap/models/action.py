"""What is to be done about a gap or a decision, by whom and by when."""

from datetime import datetime
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned, Timestamped
from evidence.models import Evidence
from roadmap.choices import ActionStateChoice, EffortChoice, OriginChoice
from roadmap.domain.states import OPEN_STATES, ActionState
from roadmap.models.roadmap import MOST_EFFORT, Roadmap


class ActionQuerySet(DeletableQuerySet):
    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)


class Action(PublicCode, Timestamped, Revisioned, Deletable):
    """`question` is the id of the question whose gap it closes, up to `to_level`; empty for what has none.

    `effort_days` are person-days, `impact` goes from 1 to 5, `progress` from 0 to 100 percent. `gap` (levels missing)
    and `value` (gap × impact) are those of the moment at which it was made, and stay. `position` orders the
    cards of a column of the board. `external_id` is what another tracker calls it.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="actions")
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    origin = models.CharField(_("comes from"), max_length=16, choices=OriginChoice.choices, default=OriginChoice.HAND)
    phase = models.CharField(_("phase"), max_length=64)
    question = models.CharField(_("question"), max_length=64, blank=True)
    to_level = models.PositiveSmallIntegerField(_("up to level"), null=True, blank=True)
    gap = models.PositiveSmallIntegerField(_("gap"), default=1, editable=False)
    value = models.PositiveIntegerField(_("value"), editable=False)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    effort = models.CharField(_("effort"), max_length=1, choices=EffortChoice.choices, default=EffortChoice.MEDIUM)
    effort_days = models.PositiveSmallIntegerField(
        _("person-days"), validators=[MinValueValidator(1), MaxValueValidator(MOST_EFFORT)]
    )
    impact = models.PositiveSmallIntegerField(
        _("impact"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ActionStateChoice.choices, default=ActionStateChoice.TO_DO
    )
    position = models.BigIntegerField(_("position"), default=0, editable=False)
    progress = models.PositiveSmallIntegerField(
        _("progress in percent"), default=0, validators=[MaxValueValidator(100)]
    )
    start_date = models.DateField(_("start"), null=True, blank=True)
    due_date = models.DateField(_("due"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    external_id = models.CharField(_("id elsewhere"), max_length=100, blank=True)
    needs = models.ManyToManyField(
        "self", through="Dependency", through_fields=("action", "needed"), symmetrical=False, related_name="needed_by"
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["roadmap", "state", "position"], name="roadmap_action_board")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ActionStateChoice.values), name="roadmap_action_state_known"),
            models.CheckConstraint(
                condition=Q(impact__range=(1, 5)),
                name="roadmap_action_impact_range",
                violation_error_message=_("Impact goes from 1 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(progress__range=(0, 100)),
                name="roadmap_action_progress_range",
                violation_error_message=_("Progress goes from 0 to 100 percent."),
            ),
            models.CheckConstraint(
                condition=Q(effort_days__range=(1, MOST_EFFORT)),
                name="roadmap_action_effort_range",
                violation_error_message=_("Effort goes from 1 to 1000 person-days."),
            ),
            models.CheckConstraint(
                condition=Q(due_date__gte=F("start_date")),
                name="roadmap_action_days_order",
                violation_error_message=_("It cannot be due before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("action_detail", args=[self.roadmap.workspace.code, self.roadmap.code, self.code])

    def get_state_display(self) -> str:  # type: ignore[no-redef]
        """Django's own looks through all choices at each call, and lists call it for each of hundreds."""
        return str(ActionStateChoice(self.state).label)

    @property
    def is_open(self) -> bool:
        return ActionState(self.state).is_open

    def take_state(self, state: str, *, actor: User, now: datetime) -> dict[str, Any]:
        """What else changes with the state, all of it as values to save: when it was begun and closed, and by whom."""
        values: dict[str, Any] = {"state": state}
        if state == ActionState.DOING and self.started_at is None:
            values["started_at"] = now
        if ActionState(state).is_open == ActionState(self.state).is_open:
            return values
        if ActionState(state).is_open:
            progress = 0 if self.progress == 100 else self.progress
            return values | {"closed_at": None, "closed_by": None, "progress": progress}
        return values | {
            "closed_at": now,
            "closed_by": actor,
            "progress": 100 if state == ActionState.DONE else self.progress,
        }


class Dependency(models.Model):
    """`action` can be finished only after `needed`. There is never a cycle: see `roadmap.operations.dependencies`."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="dependencies")
    needed = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="dependents")

    class Meta:
        verbose_name = _("dependency")
        verbose_name_plural = _("dependencies")
        constraints = [
            models.UniqueConstraint(fields=["action", "needed"], name="roadmap_dependency_once"),
            models.CheckConstraint(
                condition=~Q(action=F("needed")),
                name="roadmap_dependency_on_another",
                violation_error_message=_("An action cannot wait for itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} after {self.needed_id}"


class ActionEvidence(models.Model):
    """What was named as evidence when the action was closed. The answers that cite it say so themselves."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="shown_by")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")
    named_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    named_at = models.DateTimeField(_("named at"), auto_now_add=True)

    class Meta:
        verbose_name = _("evidence of an action")
        verbose_name_plural = _("evidence of actions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["action", "evidence"], name="roadmap_action_evidence_once")]

    def __str__(self) -> str:
        return f"{self.evidence} for {self.action}"


class ActionLink(models.Model):
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(_("title"), max_length=200, blank=True)
    url = models.CharField(_("link"), max_length=2000)

    class Meta:
        verbose_name = _("link of an action")
        verbose_name_plural = _("links of actions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title or self.url


class ActionComment(PublicCode, Deletable):
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(_("comment"))
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)

    objects = DeletableQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on an action")
        verbose_name_plural = _("comments on actions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
