"""Proposals as one person in an evaluation sees them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.fields import Moment
from core.rest.serializers import Plain, Shown
from vendors.models import PortalLink, ProposalDocument, Submission
from vendors.queries.names import file_name_of
from vendors.queries.shown_proposal import Answered, Row, ShownProposal


class ProposalSerializer(Plain):
    """What a vendor proposes. While names are hidden from you, `name` is its number, and `vendor` is null.

    `asked` are the questions of the criteria; `answered` how many have words, null while those are sealed for you.
    `is_readable` says that something of it can be read.
    """

    code = serializers.CharField(source="proposal.code", read_only=True)
    name = serializers.CharField(read_only=True)
    vendor = serializers.SerializerMethodField()
    number = serializers.IntegerField(source="proposal.number", read_only=True)
    submitted_at = Moment(source="proposal.submitted_at", read_only=True, allow_null=True)
    is_late = serializers.BooleanField(source="proposal.is_late", read_only=True)
    withdrawn_at = Moment(source="proposal.withdrawn_at", read_only=True, allow_null=True)
    is_readable = serializers.BooleanField(read_only=True)
    answered = serializers.IntegerField(read_only=True, allow_null=True)
    asked = serializers.IntegerField(read_only=True)

    def get_vendor(self, row: Row) -> str | None:
        """Its code would tell the name to who can look it up."""
        return row.proposal.vendor.code if self.context["seated"].seat.sees_names else None


class ProposalDocumentSerializer(Shown):
    """A file of a proposal. `criterion` is the key of the one that it is about, or empty."""

    file_name = serializers.SerializerMethodField()
    size = serializers.IntegerField(source="file.size", read_only=True)

    class Meta:
        model = ProposalDocument
        fields = ["code", "title", "kind", "criterion", "is_price", "file_name", "size", "uploaded_at"]

    def get_file_name(self, document: ProposalDocument) -> str:
        return file_name_of(document, self.context["seated"].seat)


class ProposalAnswerSerializer(Plain):
    """The vendor's words on one criterion. `revision` is what they are changed at; 1 while there are none."""

    criterion = serializers.CharField(source="question.key", read_only=True)
    title = serializers.CharField(source="question.title", read_only=True)
    question = serializers.CharField(source="question.text", read_only=True, allow_blank=True)
    text = serializers.SerializerMethodField()
    revision = serializers.SerializerMethodField()

    def get_text(self, answered: Answered) -> str:
        return answered.answer.text if answered.answer else ""

    def get_revision(self, answered: Answered) -> int:
        return answered.answer.revision if answered.answer else 1


class SubmissionSerializer(Shown):
    """What a vendor handed in by itself, with the hash on its receipt."""

    class Meta:
        model = Submission
        fields = ["code", "number", "submitted_at", "is_late", "content_hash"]


class ProposalDetailSerializer(Plain):
    """As far as it is not sealed for you.

    `description`, `answers` and `revision` are null while the vendor's words are, `submissions` for all but the
    moderator. `documents` are those that you may read.
    """

    code = serializers.CharField(source="proposal.code", read_only=True)
    name = serializers.CharField(read_only=True)
    vendor = serializers.SerializerMethodField()
    number = serializers.IntegerField(source="proposal.number", read_only=True)
    submitted_at = Moment(source="proposal.submitted_at", read_only=True, allow_null=True)
    is_late = serializers.BooleanField(source="proposal.is_late", read_only=True)
    withdrawn_at = Moment(source="proposal.withdrawn_at", read_only=True, allow_null=True)
    withdrawn_reason = serializers.CharField(source="proposal.withdrawn_reason", read_only=True, allow_blank=True)
    description = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    documents = ProposalDocumentSerializer(many=True, read_only=True)
    submissions = serializers.SerializerMethodField()
    revision = serializers.SerializerMethodField()

    def get_vendor(self, shown: ShownProposal) -> str | None:
        return shown.proposal.vendor.code if shown.seat.sees_names else None

    def get_description(self, shown: ShownProposal) -> str | None:
        return shown.proposal.description if shown.sees_words else None

    def get_revision(self, shown: ShownProposal) -> int | None:
        return shown.proposal.revision if shown.sees_words else None

    @extend_schema_field(ProposalAnswerSerializer(many=True, allow_null=True))
    def get_answers(self, shown: ShownProposal) -> Any:
        if not shown.sees_words:
            return None
        return ProposalAnswerSerializer([each for _title, of in shown.groups for each in of], many=True).data

    @extend_schema_field(SubmissionSerializer(many=True, allow_null=True))
    def get_submissions(self, shown: ShownProposal) -> Any:
        return SubmissionSerializer(shown.submissions, many=True).data if shown.may_moderate else None


class PortalLinkSerializer(Shown):
    """A private link under which a vendor answers. `has_email` says that it was made for a mail address."""

    has_email = serializers.BooleanField(source="sent_to", read_only=True)
    made_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = PortalLink
        fields = ["code", "has_email", "made_by", "made_at", "used_at", "revoked_at"]


class MadeLinkSerializer(Plain):
    """`address` holds the secret, and is told this once. `was_mailed` says that a mail server took the mail."""

    link = PortalLinkSerializer(read_only=True)
    address = serializers.CharField(read_only=True)
    was_mailed = serializers.BooleanField(read_only=True)
