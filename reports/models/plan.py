"""What somebody has decided about the next report of an assessment, and choices to use again."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from assessments.models import Assessment
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned, Timestamped
from reports.choices import DetailChoice
from reports.domain.options import USUAL_CHAPTERS, Detail

CHOICES = ("detail", "chapters", "is_draft", "is_confidential", "prepared_by", "has_logo", "has_consultant_logo")
"""What a preset keeps of a plan: how a report looks, and nothing of what it says."""

SAID = ("summary", "has_generated", "phase_comments", "baseline")


def usual_chapters() -> list[str]:
    return [chapter.value for chapter in USUAL_CHAPTERS[Detail.FULL]]


class Choices(models.Model):
    detail = models.CharField(
        _("level of detail"), max_length=8, choices=DetailChoice.choices, default=DetailChoice.FULL
    )
    chapters = models.JSONField(_("chapters"), default=usual_chapters, blank=True)
    is_draft = models.BooleanField(_("draft"), default=False)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    prepared_by = models.CharField(_("prepared by"), max_length=200, blank=True)
    has_logo = models.BooleanField(_("logo of the company or client"), default=True)
    has_consultant_logo = models.BooleanField(_("logo of the consultant"), default=True)

    class Meta:
        abstract = True

    @property
    def choices(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in CHOICES}


class ReportPlan(Revisioned, Timestamped, Choices):
    """`summary` is in one's own words, Markdown, as are the comments by the id of a phase. `baseline` is the code of a
    milestone of the assessment.

    `basis` is the generated text of the day on which the words were last changed: if today's is another, what they
    say may be out of date. `summary_before` and `had_generated` are what stood there before something was taken over.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="report_plan")
    summary = models.TextField(_("summary in your own words"), blank=True)
    has_generated = models.BooleanField(_("print the generated summary, too"), default=True)
    phase_comments = models.JSONField(_("comments on phases"), default=dict, blank=True)
    baseline = models.CharField(_("what changed since"), max_length=16, blank=True)
    basis = models.TextField(blank=True, editable=False)
    basis_date = models.DateField(null=True, editable=False)
    summary_before = models.TextField(blank=True, editable=False)
    had_generated = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("plan of a report")
        verbose_name_plural = _("plans of reports")

    def __str__(self) -> str:
        return str(self.assessment)


class ReportPreset(PublicCode, Timestamped, Deletable, Choices):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="report_presets")
    name = models.CharField(_("name"), max_length=80)

    objects = DeletableQuerySet.as_manager()

    class Meta:
        verbose_name = _("preset of reports")
        verbose_name_plural = _("presets of reports")
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "name"],
                condition=Q(deleted_at=None),
                name="reports_preset_name_once",
                violation_error_message=_("There is a preset of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
