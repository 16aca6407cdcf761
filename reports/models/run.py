"""A report that somebody asked for, of an assessment, a roadmap or an evaluation: what it was made of, and its file."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workspace
from assessments.models import Assessment, Milestone
from core.models import Deletable, DeletableQuerySet, PublicCode
from evidence.models import StoredFile
from jobs.models import Job
from roadmap.models import Roadmap
from vendors.models import Evaluation, Proposal


def is_there(prefix: str = "") -> Q:
    """That what a run is of, is there: a run goes with it when that is deleted, and comes back with it."""
    parts = [
        Q((f"{prefix}{name}__isnull", False), (f"{prefix}{name}__deleted_at", None))
        for name in ("assessment", "roadmap", "evaluation")
    ]
    return parts[0] | parts[1] | parts[2] & rests_on_decision(prefix)


def rests_on_decision(prefix: str = "") -> Q:
    """That a run of an evaluation was asked for after the decision that holds now; one taken back closes it."""
    return Q((f"{prefix}evaluation__award__decided_at__lte", F(f"{prefix}asked_at")))


class ReportRunQuerySet(DeletableQuerySet):
    def finished(self) -> Self:
        return self.exclude(stored_file=None)

    def locked(self) -> Self:
        return self.select_for_update(of=("self",), no_key=True)


class ReportRun(PublicCode, Deletable):
    """`options` are those it was made with, as they stood when it was asked for; `content_hash` is that of the attached
    results. The file is stored once. The run outlives its job, and what it is of until it is purged itself. `proposal`
    is there for the debrief of its vendor; without one a run of an evaluation is its decision report.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="report_runs")
    assessment = models.ForeignKey(Assessment, on_delete=models.SET_NULL, null=True, related_name="report_runs")
    roadmap = models.ForeignKey(Roadmap, on_delete=models.SET_NULL, null=True, related_name="report_runs")
    evaluation = models.ForeignKey(Evaluation, on_delete=models.SET_NULL, null=True, related_name="report_runs")
    proposal = models.ForeignKey(Proposal, on_delete=models.SET_NULL, null=True, related_name="+")
    milestone = models.ForeignKey(Milestone, on_delete=models.SET_NULL, null=True, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    as_of_date = models.DateField(_("as of"))
    options = models.JSONField(_("options"), default=dict)
    pack = models.CharField(_("pack"), max_length=200, blank=True)
    pack_hash = models.CharField(_("hash of the pack"), max_length=64, blank=True)
    scoring_version = models.PositiveSmallIntegerField(_("version of the scoring"), null=True)
    content_hash = models.CharField(_("content hash"), max_length=64, blank=True, db_index=True)
    pages = models.PositiveIntegerField(_("pages"), null=True)
    made_at = models.DateTimeField(_("made at"), null=True)
    stored_file = models.OneToOneField(StoredFile, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = ReportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(stored_file=None) | (Q(made_at__isnull=False) & ~Q(content_hash="")),
                name="reports_run_file_is_told_about",
                violation_error_message=_("A report that is made says when, and from what."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("report_detail", args=[self.workspace.code, self.code])

    @property
    def subject(self) -> Assessment | Roadmap | Evaluation | None:
        return self.assessment or self.roadmap or self.evaluation

    @property
    def is_closed(self) -> bool:
        """What it is of is deleted, or its decision was taken back: as `is_there` has it, for one that was read."""
        subject = self.subject
        if subject is None or subject.deleted_at is not None:
            return True
        award = getattr(self.evaluation, "award", None)
        return self.evaluation is not None and not (award and award.decided_at and award.decided_at <= self.asked_at)

    @property
    def is_for_board(self) -> bool:
        return bool(self.options.get("detail") == "board")
