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


class VendorContact(PublicCode):
    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    role = models.CharField(_("role"), max_length=200, blank=True)

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
    after the deadline of the evaluation.
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
        deadline = self.evaluation.deadline_at
        return bool(deadline and self.submitted_at and self.submitted_at > deadline)


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


class PortalLink(PublicCode):
    """The private address under which a vendor answers. Only the hash of its secret is stored."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="portal_links")
    secret_hash = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    sent_to = models.EmailField(_("sent to"), blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    used_at = models.DateTimeField(_("last used at"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        verbose_name = _("link for a vendor")
        verbose_name_plural = _("links for vendors")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.proposal}, {self.made_at:%Y-%m-%d}"


class Submission(PublicCode):
    """What a vendor handed in, as it was at that moment; `content_hash` is printed on its receipt."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("content"))
    content_hash = models.CharField(_("content hash"), max_length=64)
    submitted_at = models.DateTimeField(_("submitted at"))
    is_late = models.BooleanField(_("after the deadline"), default=False)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="vendors_submission_number")]

    def __str__(self) -> str:
        return f"{self.proposal}, {self.number}"
