"""What shows that something is true: a file, a link or a reference, with the day on which it was so."""

from datetime import date, timedelta
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workspace
from catalog.queries import shipped_kinds
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned, Timestamped
from evidence.choices import CLASS_NAMES, ClassChoice
from evidence.domain.standing import Standing, standing_on
from evidence.models.stored_file import StoredFile

LONGEST_VALIDITY = 3650
DEFAULT_VALIDITY = 180


class EvidenceQuerySet(DeletableQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(deleted_at=None, workspace__in=Workspace.objects.visible_to(user))

    def locked(self) -> Self:
        """Inside a transaction. Before any lock on what cites it: whoever locks both does it in this order."""
        return self.select_for_update(of=("self",), no_key=True)


class Facts(models.Model):
    """What a new version brings anew. At least one of file, link and reference is there.

    `observed_date` is the day on which it was so, apart from the day of the upload; without one it counts for nothing.
    """

    link = models.CharField(_("link"), max_length=2000, blank=True)
    reference = models.CharField(_("reference"), max_length=500, blank=True)
    stored_file = models.ForeignKey(
        StoredFile, on_delete=models.RESTRICT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    observed_date = models.DateField(_("observed on"), null=True, blank=True)
    validity_days = models.PositiveSmallIntegerField(
        _("valid for, in days"),
        default=DEFAULT_VALIDITY,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_VALIDITY)],
    )

    class Meta:
        abstract = True


def lapse_after(observed: date | None, validity_days: int) -> date | None:
    """The last day on which it counts; None without an observed day."""
    if observed is None:
        return None
    try:
        return observed + timedelta(days=validity_days)
    except OverflowError:
        return date.max


class Evidence(PublicCode, Timestamped, Revisioned, Deletable, Facts):
    """One piece of evidence in its current version. It may be cited in many places; `version` counts from 1."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(_("title"), max_length=300)
    evidence_class = models.CharField(_("class"), max_length=16, choices=ClassChoice.choices)
    kind = models.CharField(_("kind"), max_length=64, blank=True)  # of a question pack, such as restore_drill
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    added_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    lapses_date = models.DateField(_("lapses after"), null=True, blank=True, editable=False)  # see lapse_after
    # The lapse that somebody was reminded of ahead, and the one that somebody was told of when it came.
    reminded_date = models.DateField(null=True, blank=True, editable=False)
    told_date = models.DateField(null=True, blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence_class__in=ClassChoice.values),
                name="evidence_class_known",
                violation_error_message=_("Choose document or measurement."),
            ),
            models.CheckConstraint(
                condition=~Q(link="", reference="", stored_file=None),
                name="evidence_can_be_found",
                violation_error_message=_("Add a file, a link or a reference, so that others can find it."),
            ),
            models.CheckConstraint(
                condition=Q(validity_days__range=(1, LONGEST_VALIDITY)),
                name="evidence_validity_range",
                violation_error_message=_("Evidence is valid for 1 to 3650 days."),
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "lapses_date"], name="evidence_by_lapse"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evidence_detail", args=[self.workspace.code, self.code])

    @property
    def class_name(self) -> str:
        """In one word."""
        return str(CLASS_NAMES[self.evidence_class])

    @property
    def kind_name(self) -> str:
        """As a shipped pack has it; else from its id, "restore_drill": other packs may not be installed any more."""
        return shipped_kinds().get(self.kind) or self.kind.replace("_", " ")

    @property
    def standing(self) -> Standing:
        """Today, where the workspace is."""
        return standing_on(self.workspace.today, self.observed_date, self.lapses_date)

    @property
    def days_left(self) -> int | None:
        """Until the last day on which it counts; None without one."""
        return None if self.lapses_date is None else (self.lapses_date - self.workspace.today).days


class EvidenceVersion(Facts):
    """A version that was replaced, as it was. Kept with its file: what was cited stays readable."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    replaced_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    replaced_at = models.DateTimeField(_("replaced at"), auto_now_add=True)

    class Meta:
        verbose_name = _("earlier version of evidence")
        verbose_name_plural = _("earlier versions of evidence")
        constraints = [
            models.UniqueConstraint(fields=["evidence", "number"], name="evidence_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence}, version {self.number}"
