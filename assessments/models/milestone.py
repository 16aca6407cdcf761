"""An assessment as it stood at a moment, frozen."""

from __future__ import annotations

import hashlib
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.domain.summary import Summary
from assessments.models.assessment import Assessment
from catalog.models import Pack
from core.models import Deletable, DeletableQuerySet, PublicCode


class FrozenError(Exception):
    """A milestone is written once."""


class MilestoneQuerySet(DeletableQuerySet):
    def without_content(self) -> Self:
        """For lists: the content is some hundred kilobytes, the summary says what they show."""
        return self.defer("content")


class Milestone(PublicCode, Deletable):
    """`content` is JSON as text, byte by byte what `content_hash` is the sha256 of: see `assessments.domain.frozen`.

    `summary` is taken from it, for lists and trends; read it with `stored_summary`. Nothing of it ever changes, except
    that it can be deleted as a whole.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="milestones")
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    frozen_at = models.DateTimeField(_("frozen at"))
    frozen_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    as_of_date = models.DateField(_("as of"))
    scoring_version = models.PositiveSmallIntegerField(_("version of the scoring"))
    content = models.TextField(_("content"))
    content_hash = models.CharField(_("content hash"), max_length=64)
    summary = models.JSONField(_("summary"))

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        indexes = [models.Index(fields=["assessment", "frozen_at"], name="assessments_milestone_order")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises FrozenError for what is stored already."""
        if not self._state.adding:
            raise FrozenError(self.code)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("milestone_detail", args=[self.assessment.workspace.code, self.assessment.code, self.code])

    @property
    def stored_summary(self) -> Summary:
        return Summary.from_data(self.summary)

    @property
    def is_intact(self) -> bool:
        return hash_of(self.content) == self.content_hash


def hash_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
