"""Vendors and whom to talk to there, as the API shows them."""

from __future__ import annotations

from rest_framework import serializers

from core.rest.serializers import Shown
from vendors.models import Vendor, VendorContact


class VendorSerializer(Shown):
    """A company that may take part in any evaluation of the workspace. `evaluations` are in how many it did."""

    website = serializers.CharField(read_only=True, allow_blank=True)
    evaluations = serializers.IntegerField(source="evaluation_count", read_only=True)

    class Meta:
        model = Vendor
        fields = ["code", "name", "website", "description", "evaluations", "revision", "created_at", "changed_at"]


class VendorContactSerializer(Shown):
    """Whom to talk to at a vendor. Mail addresses are for people, on its page; here it is told that there is one."""

    has_email = serializers.BooleanField(source="email", read_only=True)

    class Meta:
        model = VendorContact
        fields = ["code", "name", "role", "phone", "has_email"]
