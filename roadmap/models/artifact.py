"""A document that the roadmap asks for, its versions, how far it is, and how it came there."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned, Timestamped
from evidence.models import Evidence, StoredFile
from roadmap.choices import ArtifactActChoice, ArtifactStatusChoice
from roadmap.domain.artifacts import status_on
from roadmap.domain.states import ArtifactStatus
from roadmap.models.roadmap import Roadmap


class Artifact(PublicCode, Timestamped, Revisioned, Deletable):
    """`kind` is the id of the pack's artifact; empty for one's own, which has a title, and a definition of done
    (`done_when`) and an outline if somebody wrote them, and can be deleted.

    `ticks` are the numbers, from 0, of the sentences of the definition of done that are true. `evidence` is what was
    recorded when it was accepted. After `review_date` an accepted one is outdated; `standing` says so at once, `status`
    from the next night on.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="artifacts")
    kind = models.CharField(_("kind"), max_length=64, blank=True)
    phase = models.CharField(_("phase"), max_length=64)
    title = models.CharField(_("title"), max_length=200, blank=True)
    done_when = models.JSONField(_("definition of done"), default=list, blank=True)
    outline = models.JSONField(_("outline"), default=list, blank=True)
    status = models.CharField(
        _("status"), max_length=16, choices=ArtifactStatusChoice.choices, default=ArtifactStatusChoice.NOT_STARTED
    )
    ticks = models.JSONField(_("done"), default=list, blank=True)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    reviewer = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("reviewer")
    )
    due_date = models.DateField(_("due"), null=True, blank=True)
    review_date = models.DateField(_("review by"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects = DeletableQuerySet.as_manager()

    class Meta:
        verbose_name = _("artifact")
        verbose_name_plural = _("artifacts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "kind"], condition=~Q(kind=""), name="roadmap_artifact_once"),
            models.CheckConstraint(
                condition=Q(status__in=ArtifactStatusChoice.values), name="roadmap_artifact_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="") | ~Q(title=""),
                name="roadmap_artifact_has_title",
                violation_error_message=_("Give the artifact a title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.roadmap.questions.artifact[self.kind].title

    def get_absolute_url(self) -> str:
        return reverse("artifact_detail", args=[self.roadmap.workspace.code, self.roadmap.code, self.code])

    @property
    def sentences(self) -> Sequence[str]:
        """The definition of done."""
        return self.roadmap.questions.artifact[self.kind].done_when if self.kind else self.done_when

    @property
    def headings(self) -> Sequence[str]:
        return self.roadmap.questions.artifact[self.kind].outline if self.kind else self.outline

    @property
    def open_count(self) -> int:
        """Sentences that are not true yet."""
        return len(self.sentences) - len(self.ticks)

    @property
    def standing(self) -> ArtifactStatus:
        """Its status today, where the workspace is."""
        return status_on(self.roadmap.workspace.today, self.status, self.review_date)

    @property
    def standing_name(self) -> str:
        return str(ArtifactStatusChoice(self.standing).label)


class ArtifactVersion(models.Model):
    """A file or a link, numbered from 1. Rows are only ever added."""

    artifact = models.ForeignKey(Artifact, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    stored_file = models.ForeignKey(
        StoredFile, on_delete=models.RESTRICT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    link = models.CharField(_("link"), max_length=2000, blank=True)
    note = models.TextField(_("what is new"), blank=True)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("version of an artifact")
        verbose_name_plural = _("versions of artifacts")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["artifact", "number"], name="roadmap_artifact_version_once"),
            models.CheckConstraint(
                condition=~Q(link="", stored_file=None),
                name="roadmap_artifact_version_found",
                violation_error_message=_("Add a file or a link."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.artifact}, version {self.number}"


class ArtifactEvent(models.Model):
    """One step on its way, with the version that it was about and how many sentences were open then. Rows are only ever
    added."""

    artifact = models.ForeignKey(Artifact, on_delete=models.CASCADE, related_name="events")
    act = models.CharField(_("act"), max_length=16, choices=ArtifactActChoice.choices)
    version = models.PositiveIntegerField(_("version"), null=True)
    open_count = models.PositiveSmallIntegerField(_("open"), default=0)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("event of an artifact")
        verbose_name_plural = _("events of artifacts")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.artifact}: {self.act}"
