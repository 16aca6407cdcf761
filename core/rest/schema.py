"""The contract, OpenAPI 3.1, from what the endpoints say of themselves; see docs/api.md for what it promises."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_doc
from drf_spectacular.utils import OpenApiParameter

from core.rest.bodies import FromForm
from core.rest.deprecation import mark
from core.rest.downloads import Download
from core.rest.paging import Pages
from core.rest.problems import KINDS, MEDIA_TYPE, REVISION_MISSING, STALE, TOO_MANY, UNAUTHENTICATED
from core.rest.serializers import Body

VERBS = {"list": "list", "retrieve": "get", "create": "create", "partial_update": "change", "destroy": "delete"}
ALWAYS = (400, 401, 406, 429, 500)
ON_ANSWERS = {"X-Request-ID": "RequestId", "RateLimit": "RateLimit", "RateLimit-Policy": "RateLimitPolicy"}
ON_PROBLEMS = {
    UNAUTHENTICATED: {"WWW-Authenticate": "Authenticate"},
    STALE: {"ETag": "ETag"},
    REVISION_MISSING: {"ETag": "ETag"},
    TOO_MANY: {"Retry-After": "RetryAfter"},
}


class Contract(AutoSchema):
    """Reads what accounts/api/viewsets.py declares: noun, bodies, answers, creates, guarded, unpaged and sorts."""

    view: Any

    def get_auth(self) -> list[Any]:
        """The same everywhere, said once by `add_shared`."""
        return []

    def _get_filter_parameters(self) -> Any:
        model = getattr(getattr(self.view.serializer_class, "Meta", None), "model", None)
        if model is not None:
            self.view.queryset = model._default_manager.none()  # there is no workspace here to ask for rows
        return super()._get_filter_parameters()  # type: ignore[no-untyped-call]

    def get_operation_id(self) -> str:
        return operation_id(self.view, self.view.action)

    def get_tags(self) -> list[str]:
        tag = self.view.tag or self.view.plural or f"{self.view.noun}s"
        return [_in_words(tag)]

    def get_summary(self) -> str:
        return self._said().split("\n")[0].rstrip(".")

    def get_description(self) -> str:  # type: ignore[override]
        return self._said()

    def _said(self) -> str:
        """The docstring of the method; the common ones are about what the class is about."""
        method = getattr(type(self.view), self.view.action)
        own = get_doc(method) if method.__qualname__.split(".")[0] != "ApiViewSet" else ""
        noun = _in_words(self.view.noun).lower()
        usual = {"list": f"List {_in_words(self.view.plural).lower() or noun + 's'}.", "retrieve": f"Read one {noun}."}
        return str(own or usual.get(self.view.action, "") or f"{self.get_operation_id()}.")

    # --- what is sent ---------------------------------------------------------------------------------------------

    def _resolve_path_parameters(self, variables: list[str]) -> list[dict[str, Any]]:
        return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in variables]

    def get_override_parameters(self) -> list[Any]:
        view, found = self.view, []
        if view.action in view.guarded:
            said = 'The ETag of what you saw, such as "7"; * for whatever is there.'
            found.append(_header("If-Match", said, required=True))
        if view.action in view.creates:
            said = "Repeated under the same key within 24 hours, it makes nothing twice."
            found.append(_header("Idempotency-Key", said))
        if self._shows_fields():
            said = "Only these fields of each, by name, with commas between."
            found.append(OpenApiParameter("fields", str, description=said))
        if self._is_paged() and view.sorts:
            orders = [sign + name for name in view.sorts for sign in ("", "-")]
            found.append(OpenApiParameter("ordering", str, enum=orders, description="A minus turns it round."))
        return [*found, *view.parameters.get(view.action, {}).values()]

    def _get_request_body(self, direction: Any = "request") -> dict[str, Any] | None:
        body = self.view.bodies.get(self.view.action)
        if body is None:
            return None
        is_form = isinstance(body, FromForm)
        serializer = body.serializer(self.method == "PATCH") if is_form else body
        component = self.resolve_serializer(serializer, "request")
        media_type = "multipart/form-data" if is_form and body.has_files else "application/json"
        return {"content": {media_type: {"schema": component.ref}}, "required": True}

    def _postprocess_serializer_schema(self, schema: Any, serializer: Any, direction: Any) -> Any:
        schema = super()._postprocess_serializer_schema(schema, serializer, direction)  # type: ignore[no-untyped-call]
        mark(schema, getattr(serializer, "deprecated", {}))
        if isinstance(serializer, Body):
            schema["additionalProperties"] = False
        return schema

    # --- what is answered -----------------------------------------------------------------------------------------

    def _answer(self) -> Any:
        return self.view.answers.get(self.view.action, self.view.serializer_class)

    def _is_list(self) -> bool:
        return self.view.action in {"list", *self.view.unpaged, *self.view.lists}

    def _is_paged(self) -> bool:
        return self._is_list() and self.view.action not in self.view.unpaged

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Asked by the framework, to see whether filters and pages belong to it."""
        return self._is_paged()

    def _shows_fields(self) -> bool:
        answer = self._answer()
        return answer is not None and not isinstance(answer, Download) and self.method == "GET"

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        status = str(self._success())
        answer: dict[str, Any] = {
            "description": "Done.",
            "headers": {name: _ref("headers", to) for name, to in ON_ANSWERS.items()},
        }
        shown = self._answer()
        if isinstance(shown, Download):
            answer |= {"description": shown.says, "content": {kind: _file(kind) for kind in shown.media_types}}
        elif shown is not None:
            answer["content"] = {"application/json": {"schema": self._shown(shown)}}
        if self._success() in {201, 202}:
            answer["headers"]["Location"] = _ref("headers", "Location")
        if "revision" in _names_in(shown) and not self._is_list():
            answer["headers"]["ETag"] = _ref("headers", "ETag")
        return {status: answer} | {str(each): _ref("responses", KINDS[each].name) for each in sorted(self._problems())}

    def _shown(self, serializer: Any) -> dict[str, Any]:
        shown: dict[str, Any] = self.resolve_serializer(serializer, "response").ref
        if not self._is_list():
            return shown
        rows = {"type": "array", "items": shown}
        if self._is_paged():
            return Pages().get_paginated_response_schema(rows)
        return {"type": "object", "required": ["results"], "properties": {"results": rows}}

    def _success(self) -> int:
        if self._answer() is None:
            return 204
        return int(self.view.statuses.get(self.view.action, 201 if self.view.action in self.view.creates else 200))

    def _problems(self) -> set[int]:
        view, found = self.view, set(ALWAYS)
        writes = self.method not in {"GET", "HEAD"}
        if "{" in self.path:
            found.add(404)
        if writes or view.action in getattr(view, "may", {}):
            found.add(403)
        if writes:
            found.add(413)
        if self.view.action in view.bodies:
            found |= {415, 422}
        if view.action in view.creates:
            found |= {409, 415, 422}  # the body is read for the key, whether it takes one or not
        if writes and view.refuses:
            found.add(409)
        if view.action in view.guarded:
            found |= {412, 428}
        return found | set(view.also_answers.get(view.action, ()))


def operation_id(view: Any, action: str) -> str:
    """Of an action of a viewset: listActions, closeAction."""
    noun: str = view.noun
    plural: str = view.plural or f"{noun}s"
    if action in VERBS:
        return VERBS[action] + (plural if action == "list" else noun)
    first, *rest = action.split("_")
    if rest == ["all"]:
        return first + plural
    return first + "".join(word.capitalize() for word in rest) + noun


def _names_in(shown: Any) -> set[str]:
    """The fields of a serializer, if it is one."""
    return {*getattr(getattr(shown, "Meta", None), "fields", ()), *getattr(shown, "_declared_fields", ())}


def _header(name: str, says: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=required, description=says)


def _file(media_type: str) -> dict[str, Any]:
    """One of JSON is read as what it holds."""
    return {"schema": {} if media_type == "application/json" else {"type": "string", "format": "binary"}}


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _in_words(noun: str) -> str:
    """CalendarFeed: "Calendar feed"."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda found: f" {found[0].lower()}", noun)


def add_shared(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """What every operation refers to: problems, headers, and who may call."""
    components = result.setdefault("components", {})
    components["schemas"] = {**components.get("schemas", {}), "Problem": PROBLEM}
    components["responses"] = {
        kind.name: {
            "description": str(kind.title),
            "headers": {name: _ref("headers", to) for name, to in {**ON_ANSWERS, **ON_PROBLEMS.get(kind, {})}.items()},
            "content": {MEDIA_TYPE: {"schema": _ref("schemas", "Problem")}},
        }
        for kind in KINDS.values()
    }
    components["headers"] = HEADERS
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer rungs_…"},
        "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
    }
    result["security"] = [{"token": []}, {"session": []}]
    return result


PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "The kind of problem; it never changes."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence that says what to do."},
        "request_id": {"type": "string", "description": "Under which the log has this request."},
        "revision": {"type": "integer", "description": "With 412: the one that is stored by now."},
        "units": {
            "type": "array",
            "items": {"type": "string"},
            "description": "With 412 at an answer: what somebody else has changed, too.",
        },
        "wanted": {
            "type": "object",
            "description": "With 412 at an answer: what to send with the new revision, to change nothing but those.",
        },
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "Where in the body, as a JSON pointer: #/title."},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
HEADERS: dict[str, Any] = {
    "RequestId": {"description": "Names this request in the log.", "schema": {"type": "string"}},
    "RateLimit": {"description": "What is left of this minute.", "schema": {"type": "string"}},
    "RateLimitPolicy": {"description": "How many calls a minute has.", "schema": {"type": "string"}},
    "Location": {
        "description": "Where what was made is; with 202, the job that makes it.",
        "schema": {"type": "string", "format": "uri"},
    },
    "ETag": {"description": "Its revision, for If-Match.", "schema": {"type": "string"}},
    "Authenticate": {"description": "How to sign in.", "schema": {"type": "string"}},
    "RetryAfter": {"description": "For how many seconds to wait.", "schema": {"type": "integer"}},
}
