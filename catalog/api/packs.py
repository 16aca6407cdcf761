"""Packs: what is assessed against, and what vendors are compared by."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import ApiViewSet
from catalog.api.shapes import shape_of
from catalog.domain.criteria_pack import CriteriaPack
from catalog.domain.normal_form import CRITERIA, QUESTION, normal_form
from catalog.domain.question_pack import QuestionPack
from catalog.queries import Head, content_of, find_head, pack_heads
from core.addresses import full_address
from core.rest.serializers import Plain


class PackHeadSerializer(Plain):
    """A version of a pack; it never changes, and `hash` names its content.

    One with questions is assessed against, one with criteria is what vendors are compared by. `is_installed` is false
    for what ships with Rungs and was not used yet.
    """

    kind = serializers.ChoiceField(choices=[QUESTION, CRITERIA], read_only=True)
    code = serializers.CharField(read_only=True)
    version = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    hash = serializers.CharField(read_only=True)
    is_newest = serializers.BooleanField(read_only=True)
    is_installed = serializers.BooleanField(read_only=True)
    url = serializers.SerializerMethodField()

    def get_url(self, head: Head) -> str:
        address = reverse("api_pack_version", args=[head.code, head.version])
        return full_address(address, self.context["request"]._request)


class WholePackSerializer(PackHeadSerializer):
    """With its content, as `./rungs pack show --json` has it. What belongs to the other kind of pack is null."""

    question_pack = serializers.SerializerMethodField()
    criteria_pack = serializers.SerializerMethodField()

    def get_question_pack(self, head: Head) -> shape_of(QuestionPack)(allow_null=True):  # type: ignore[valid-type]
        return self._content(head) if head.kind == QUESTION else None

    def get_criteria_pack(self, head: Head) -> shape_of(CriteriaPack)(allow_null=True):  # type: ignore[valid-type]
        return self._content(head) if head.kind == CRITERIA else None

    def _content(self, head: Head) -> dict[str, Any]:
        form = normal_form(content_of(head))
        return {name: value for name, value in form.items() if name not in {"kind", "hash"}}


class PackViewSet(ApiViewSet):
    """The same for everybody: packs are those of the installation."""

    noun = "Pack"
    serializer_class = WholePackSerializer
    answers = {"list": PackHeadSerializer}
    unpaged = frozenset({"list"})

    def list(self, request: Request, **place: Any) -> Response:
        """List all versions of all packs, the newest of each first."""
        return self.show_all(pack_heads())

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read the newest version of a pack: phases, questions, levels, criteria, artifacts and all that it says."""
        return self.show(find_head(self.kwargs["code"]))


class PackVersionViewSet(ApiViewSet):
    noun = "PackVersion"
    tag = "Packs"
    serializer_class = WholePackSerializer

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one version of a pack, such as the one that an assessment keeps."""
        return self.show(find_head(self.kwargs["code"], self.kwargs["version"]))
