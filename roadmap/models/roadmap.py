"""A roadmap of one product: from what to fix first to done and proven."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workspace
from assessments.models import Assessment
from catalog.domain.question_pack import Effort, QuestionPack
from catalog.models import Pack
from catalog.models.pack import unread
from catalog.queries import question_pack
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned, Timestamped

MOST_EFFORT = 1000
"""Person-days that one action may take."""

_DAYS: dict[str, Any] = {"validators": [MinValueValidator(1), MaxValueValidator(MOST_EFFORT)]}


class RoadmapQuerySet(DeletableQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(deleted_at=None, workspace__in=Workspace.objects.visible_to(user))

    def with_pack(self) -> Self:
        """The pack's text stays where it is: `Roadmap.questions` keeps what was read from it."""
        return self.select_related("pack").defer(*unread("pack"))

    def locked(self) -> Self:
        """Inside a transaction: for what rests on more than one row of it, such as dependencies without a cycle."""
        return self.select_for_update(of=("self",), no_key=True)


class Roadmap(PublicCode, Timestamped, Revisioned, Deletable):
    """Its phases, checklists and artifacts are those of `pack`, rows from its beginning on.

    `assessment` feeds it: gaps become actions, gates ask its stored result. `small_days`, `medium_days` and
    `large_days` are what an effort of S, M and L means in person-days; `capacity_days` are person-days a month.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="roadmaps")
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(
        Assessment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="roadmaps",
        verbose_name=_("assessment"),
    )
    title = models.CharField(_("title"), max_length=200)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    start_date = models.DateField(_("start"))
    horizon_date = models.DateField(_("horizon"))
    small_days = models.PositiveSmallIntegerField(_("small, in person-days"), default=3, **_DAYS)
    medium_days = models.PositiveSmallIntegerField(_("medium, in person-days"), default=10, **_DAYS)
    large_days = models.PositiveSmallIntegerField(_("large, in person-days"), default=30, **_DAYS)
    capacity_days = models.PositiveSmallIntegerField(_("person-days a month"), default=20, **_DAYS)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        verbose_name = _("roadmap")
        verbose_name_plural = _("roadmaps")
        constraints = [
            models.CheckConstraint(
                condition=Q(horizon_date__gt=models.F("start_date")),
                name="roadmap_horizon_after_start",
                violation_error_message=_("The horizon must come after the start."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("roadmap_detail", args=[self.workspace.code, self.code])

    @property
    def questions(self) -> QuestionPack:
        return question_pack(self.pack)

    def days_of(self, effort: str) -> int:
        """What an effort of S, M or L means here, in person-days."""
        return {Effort.SMALL: self.small_days, Effort.MEDIUM: self.medium_days, Effort.LARGE: self.large_days}[
            Effort(effort)
        ]
