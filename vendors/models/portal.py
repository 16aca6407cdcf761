"""How a vendor sends its proposal by itself: its private address, what it has not handed in yet, and what it has."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import Deletable, DeletableQuerySet, PublicCode, Revisioned
from evidence.models import StoredFile
from vendors.models.criteria import KEY_LENGTH
from vendors.models.proposal import Proposal


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


class PortalAnswer(Revisioned):
    """The vendor's own draft, for nobody else: handing in copies it into the proposal.

    `criterion` is empty for what is proposed as a whole.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="portal_answers")
    criterion = models.CharField(_("criterion"), max_length=KEY_LENGTH, blank=True)
    text = models.TextField(_("answer"), blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("draft of an answer")
        verbose_name_plural = _("drafts of answers")
        constraints = [models.UniqueConstraint(fields=["proposal", "criterion"], name="vendors_drafted_once")]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.criterion}"


class PortalDocument(PublicCode, Deletable):
    """A file of that draft. The fields are those of `ProposalDocument`, which handing in makes of it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="portal_documents")
    file = models.ForeignKey(StoredFile, on_delete=models.RESTRICT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind of evidence"), max_length=40, blank=True)
    criterion = models.CharField(_("criterion"), max_length=KEY_LENGTH, blank=True)
    is_price = models.BooleanField(_("about the price"), default=False)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = DeletableQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a draft")
        verbose_name_plural = _("documents of drafts")
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.title


class Submission(PublicCode):
    """What a vendor handed in, as it was at that moment.

    `content` has it as data, and as the text of its receipt, of which `content_hash` is the SHA-256.
    """

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

    @property
    def file_name(self) -> str:
        """Of the receipt, as the vendor downloads it."""
        return f"receipt-{self.code}.txt"
