"""What one has been told."""

from __future__ import annotations

from typing import Any

from django_filters import BooleanFilter, FilterSet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import ApiViewSet
from accounts.models import Notice, Workspace
from accounts.operations.notices import read_all_notices, read_notice
from accounts.queries.notices import notices_of
from core.addresses import full_address
from core.rest.serializers import Shown


class NoticeSerializer(Shown):
    """One's own. `workspace` is the code of the one that it is about; `page` is where people look."""

    workspace = serializers.CharField(source="workspace.code", default=None, allow_null=True, read_only=True)
    page = serializers.SerializerMethodField()

    class Meta:
        model = Notice
        fields = ["code", "workspace", "sentence", "page", "created_at", "read_at"]

    def get_page(self, notice: Notice) -> str | None:
        return full_address(notice.path, self.context["request"]._request) if notice.path else None


class NoticeFilters(FilterSet):
    is_read = BooleanFilter(field_name="read_at", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Notice
        fields: list[str] = []


class NoticeViewSet(ApiViewSet):
    """A token of one workspace knows what is about that one."""

    noun = "Notice"
    serializer_class = NoticeSerializer
    filterset_class = NoticeFilters
    answers = {"read_all": None}
    order = ("-pk",)

    def get_queryset(self) -> Any:
        found = notices_of(self.actor)
        return found.filter(workspace=self._only_of) if self._only_of else found

    def list(self, request: Request, **place: Any) -> Response:
        """List one's notices, the newest first. With a token of one workspace, those about it."""
        return self.show_all(self.get_queryset())

    def read(self, request: Request, code: str) -> Response:
        """Note that one has read it. The first time counts."""
        read_notice(notice=self.get_object())
        return self.show(self.get_object())

    def read_all(self, request: Request, **place: Any) -> Response:
        """Note that one has read all."""
        read_all_notices(user=self.actor, workspace=self._only_of)
        return Response(status=204)

    @property
    def _only_of(self) -> Workspace | None:
        return self.token.workspace if self.token else None
