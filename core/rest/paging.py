"""Lists in pages: `limit` says how many, `next` and `previous` are the addresses of the pages beside this one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

from core.rest.problems import MALFORMED, Problem

MOST = 200


class Pages(CursorPagination):
    """By cursor: whoever reads on misses nothing and reads nothing twice, whatever is added meanwhile."""

    page_size = 50
    max_page_size = MOST
    page_size_query_param = "limit"
    ordering = ("-created_at", "-pk")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (NotFound, ValidationError, ValueError, TypeError, OverflowError, FieldError):
            raise Problem(MALFORMED, _("This cursor leads nowhere. Begin again without one.")) from None

    def decode_cursor(self, request: Request) -> Any:
        """PostgreSQL compares no text with a null character, nor a moment far from UTC, and says so by an error of its
        own."""
        cursor = super().decode_cursor(request)
        position = str(cursor.position) if cursor else ""
        if "\0" in position or _is_far_from_utc(position):
            raise NotFound
        return cursor

    def get_page_size(self, request: Request) -> int:
        asked = request.query_params.get("limit")
        if asked is None:
            return self.page_size
        if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= MOST):
            raise Problem(MALFORMED, _("“limit” goes from 1 to %(most)d.") % {"most": MOST})
        return int(asked)

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> Any:
        """As asked for by `ordering`; what is alike in that stays in the order in which it was made."""
        ordering = view.ordering_of(request)
        return (*ordering, "pk") if ordering[-1].lstrip("-") != "pk" else ordering

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": self.page_size}
        return [
            {
                "name": "cursor",
                "in": "query",
                "description": "Where to go on: leave it to the addresses in `next` and `previous`.",
                "schema": {"type": "string"},
            },
            {"name": "limit", "in": "query", "description": "How many at once.", "schema": limit},
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**address, "description": "The page after this one; null on the last."},
                "previous": {**address, "description": "The page before this one; null on the first."},
                "results": schema,
            },
        }


def _is_far_from_utc(position: str) -> bool:
    """Our own cursors are in UTC."""
    moment = parse_datetime(position)
    offset = moment.utcoffset() if moment else None
    return offset is not None and abs(offset) >= timedelta(hours=16)
