"""Who takes part in an evaluation, and what they declared, as the API shows it."""

from __future__ import annotations

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.fields import Text, Truth
from core.rest.serializers import Body, Plain, Shown
from vendors.forms.participants import LONGEST
from vendors.models import ConflictDeclaration, Participant
from vendors.queries.declarations import Interest
from vendors.queries.names import name_of

OF_PARTICIPANT = ["code", "person", "part", "is_awaited", "invited_at", "submitted_at", "declared"]


class ParticipantSerializer(Shown):
    """Who takes part. `person` is null for one who is awaited, and for who has left.

    `declared` is for how many of the standing proposals an evaluator said whether they have a conflict of interest.
    """

    person = PersonSerializer(source="user", read_only=True, allow_null=True)
    is_awaited = serializers.BooleanField(source="email", read_only=True)
    declared = serializers.IntegerField(read_only=True)

    class Meta:
        model = Participant
        fields = OF_PARTICIPANT


class ParticipantDetailSerializer(ParticipantSerializer):
    """With how many of their `cells` have a score, for the moderator; null for everybody else and for price clerks."""

    scored = serializers.SerializerMethodField()
    cells = serializers.SerializerMethodField()

    class Meta:
        model = Participant
        fields = [*OF_PARTICIPANT, "scored", "cells"]

    def get_scored(self, participant: Participant) -> int | None:
        progress = self.context["progress"]
        return progress.scored if progress else None

    def get_cells(self, participant: Participant) -> int | None:
        progress = self.context["progress"]
        return progress.cells if progress and progress.scored is not None else None


class ConflictSerializer(Shown):
    """A declared conflict of interest."""

    participant = serializers.CharField(source="participant.code", read_only=True)
    person = PersonSerializer(source="participant.user", read_only=True, allow_null=True)
    vendor = serializers.SerializerMethodField()

    class Meta:
        model = ConflictDeclaration
        fields = ["participant", "person", "vendor", "text", "declared_at"]

    def get_vendor(self, declared: ConflictDeclaration) -> str:
        return name_of(declared.proposal, self.context["seated"].seat)


class InterestSerializer(Plain):
    """What you said of a vendor. `has_conflict` is null while you said nothing of it.

    It is about the vendor by its own name, whatever its proposal is called, and never says which proposal that is.
    """

    vendor = serializers.CharField(source="proposal.vendor.code", read_only=True)
    name = serializers.CharField(source="proposal.vendor.name", read_only=True)
    has_conflict = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()

    def get_has_conflict(self, interest: Interest) -> bool | None:
        return interest.declared.has_conflict if interest.declared else None

    def get_text(self, interest: Interest) -> str:
        return interest.declared.text if interest.declared else ""


class InterestBody(Body):
    vendor = Text(max_length=40, help_text="Its code.")
    has_conflict = Truth(help_text="Whether you have a conflict of interest.")
    text = Text(max_length=LONGEST, allow_blank=True, default="", help_text="What the conflict is.")


class DeclarationBody(Body):
    interests = InterestBody(many=True, help_text="What is not named stays as it was declared.")
