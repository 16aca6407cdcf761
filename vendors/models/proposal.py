"""Vendors, what they propose, and how they send it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workspace
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned, Timestamped
from evidence.models import StoredFile
from vendors.models.criteria import KEY_LENGTH
from vendors.models.evaluation import Evaluation


class Vendor(PublicCode, Timestamped, Revisioned):
    """A company that may take part in any evaluation of the workspace, so that next year's knows this year's."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="vendors")
    name = models.CharField(_("name"), max_length=200)
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("vendor")
        verbose_name_plural = _("vendors")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "name"],
                name="vendors_vendor_name",
                violation_error_message=_("There is a vendor of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class VendorContact(PublicCode, Deletable):
    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    role = models.CharField(_("role"), max_length=200, blank=True)

    objects = DeletableQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ProposalQuerySet(DeletableQuerySet):
    def standing(self) -> Self:
        """Those that are compared: neither deleted nor withdrawn."""
        return self.filter(deleted_at=None, withdrawn_at=None)


class Proposal(PublicCode, Timestamped, Revisioned, Deletable):
    """`number` is what evaluators call it while names are hidden; it says nothing about the vendor or its order.

    `submitted_at` is when the vendor handed it in, or when somebody here says that it came; it is late if that was
    after proposals were due.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="proposals")
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField(_("number"))
    description = models.TextField(_("what is proposed"), blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("why it was withdrawn"), blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "number"], name="vendors_proposal_number"),
            models.UniqueConstraint(
                fields=["evaluation", "vendor"],
                condition=Q(deleted_at=None),
                name="vendors_vendor_once",
                violation_error_message=_("This vendor takes part already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.vendor)

    @property
    def is_late(self) -> bool:
        due_at = self.evaluation.due_at
        return bool(due_at and self.submitted_at and self.submitted_at > due_at)


class ProposalAnswer(Revisioned):
    """The vendor's words on one criterion, written by the vendor or taken over from what it sent."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="answers")
    criterion = models.CharField(_("criterion"), max_length=KEY_LENGTH)
    text = models.TextField(_("answer"), blank=True)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("answer of a vendor")
        verbose_name_plural = _("answers of vendors")
        constraints = [models.UniqueConstraint(fields=["proposal", "criterion"], name="vendors_answered_once")]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.criterion}"


class ProposalDocument(PublicCode, Deletable):
    """A file of a proposal. One about the price is for the price clerk alone until quality is locked.

    `criterion` is the key of the one that it is evidence for, or empty; `uploaded_by` is None where the vendor did it.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey(StoredFile, on_delete=models.RESTRICT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind of evidence"), max_length=40, blank=True)
    criterion = models.CharField(_("criterion"), max_length=KEY_LENGTH, blank=True)
    is_price = models.BooleanField(_("about the price"), default=False)
    uploaded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = DeletableQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a proposal")
        verbose_name_plural = _("documents of proposals")
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.title
