"""An assessment of one product of a workspace against one version of a pack."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workspace
from assessments.choices import GroupKind, ScopeChoice
from assessments.domain.answers import Targets
from assessments.domain.summary import Summary
from catalog.domain.question_pack import QuestionPack
from catalog.models import Pack
from catalog.models.pack import UNREAD, unread
from catalog.queries import question_pack
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned, Timestamped

USUAL_REASSESS_DAYS = 90
LONGEST_REASSESS_DAYS = 3650


class AssessmentQuerySet(DeletableQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(deleted_at=None, workspace__in=Workspace.objects.visible_to(user))

    def with_pack(self) -> Self:
        """The pack's text stays where it is: `Assessment.questions` keeps what was read from it."""
        return self.select_related("pack").defer(*unread("pack"))

    def locked(self) -> Self:
        """Inside a transaction: who else wants to write an answer of it waits, so that the summary counts all."""
        return self.select_for_update(of=("self",), no_key=True)

    def locked_with_pack(self) -> Self:
        """The pack is read after the lock. On PostgreSQL a join to it would leave out the row for which one waited,
        if it moved to another version meanwhile."""
        return self.prefetch_related(models.Prefetch("pack", Pack.objects.defer(*UNREAD))).locked()


class Assessment(PublicCode, Timestamped, Revisioned, Deletable):
    """`phase_targets` are levels by the id of a phase; `profile` the chosen options by the id of a profile question.
    `begun_from` is the milestone from which answers were carried over. Without `reassess_days` nobody is reminded; see
    `assessments.queries.reassessing`.

    `summary` is the result as stored when an answer was last saved or the day changed; read it with `stored_summary`.
    `locked_phases` are those whose review lets nobody change an answer; see `assessments.models.review`.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="assessments")
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="assessments")
    title = models.CharField(_("title"), max_length=200)
    scope = models.CharField(_("scope"), max_length=8, choices=ScopeChoice.choices, default=ScopeChoice.FULL)
    target = models.PositiveSmallIntegerField(_("target"))
    phase_targets = models.JSONField(_("targets of phases"), default=dict, blank=True)
    profile = models.JSONField(_("profile"), default=dict, blank=True)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    begun_from = models.ForeignKey(
        "assessments.Milestone", on_delete=models.SET_NULL, null=True, related_name="begun", editable=False
    )
    reassess_days = models.PositiveSmallIntegerField(
        _("days until it is time to assess again"), null=True, blank=True, default=USUAL_REASSESS_DAYS
    )
    reassess_told_date = models.DateField(_("reminded for the days since"), null=True, editable=False)
    locked_phases = models.JSONField(_("locked phases"), default=list, editable=False)
    summary = models.JSONField(_("summary"), default=dict, editable=False)
    summary_date = models.DateField(_("summary as of"), null=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.CheckConstraint(
                condition=Q(scope__in=ScopeChoice.values),
                name="assessments_scope_known",
                violation_error_message=_("Choose core or full."),
            ),
            models.CheckConstraint(
                condition=Q(reassess_days=None) | Q(reassess_days__range=(1, LONGEST_REASSESS_DAYS)),
                name="assessments_reassess_days_some",
                violation_error_message=_("Write a number of days from 1 to 3650."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def questions(self) -> QuestionPack:
        """The pack, with only those questions that this assessment asks."""
        pack = question_pack(self.pack)
        return pack.core if self.scope == ScopeChoice.CORE else pack

    def is_locked(self, question: str) -> bool:
        return self.questions.question[question].phase in self.locked_phases

    @property
    def targets(self) -> Targets:
        return Targets(self.target, tuple(sorted(self.phase_targets.items())))

    @property
    def stored_summary(self) -> Summary:
        return Summary.from_data(self.summary)


class CompletedSection(models.Model):
    """Somebody said of a phase or a domain that it is complete. It is an act, and no count does it by itself."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="completed_sections")
    kind = models.CharField(_("kind"), max_length=8, choices=GroupKind.choices)
    group = models.CharField(_("section"), max_length=64)
    completed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    completed_at = models.DateTimeField(_("completed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("completed section")
        verbose_name_plural = _("completed sections")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "kind", "group"],
                name="assessments_section_completed_once",
                violation_error_message=_("This section is complete already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.group}"
