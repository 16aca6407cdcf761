"""What a receiver is told: docs/webhooks.md has its form."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, resolve, reverse

from accounts.models import Activity
from accounts.queries.sentences import actor_of
from core.addresses import full_address
from webhooks.domain.events import source_of
from webhooks.models import Delivery

OTHER_NAMES = {"question": "answer", "settings_webhook": "webhook"}
"""Of pages that the API calls otherwise."""

VERSION = 1
"""Of the form. What is added to it later changes nothing for who reads it; anything else would be version 2."""


def body_of(delivery: Delivery) -> bytes:
    """Made anew for each attempt, out of the log: it is kept nowhere, and names nobody who was forgotten."""
    return json.dumps(payload_of(delivery), ensure_ascii=False, indent=1).encode()


def payload_of(delivery: Delivery) -> dict[str, Any]:
    webhook = delivery.webhook
    head = {
        "version": VERSION,
        "event": delivery.event,
        "id": delivery.message,
        "at": _in_utc(delivery.activity.at if delivery.activity else delivery.made_at),
        "workspace": {"code": webhook.workspace.code},
    }
    if delivery.activity is None:
        what = {"kind": "webhook", "code": webhook.code, "name": str(webhook)}
        return {**head, "who": None, "what": {**what, **_addresses(webhook.get_absolute_url())}, "detail": {}}
    return {**head, **_told(delivery.activity, webhook.workspace.code)}


def example_of(workspace_code: str) -> str:
    """For a page that shows what a message looks like."""
    example = {
        "version": VERSION,
        "event": "answer.changed",
        "id": "k7d3mhc9tx",
        "at": "2026-11-22T09:30:00Z",
        "workspace": {"code": workspace_code},
        "who": {"code": "w4j8rnb6qv", "name": "Ada Lovelace"},
        "what": {
            "kind": "assessment",
            "code": "p9f3xk7mct",
            "name": "2026 baseline",
            "page": full_address(f"/w/{workspace_code}/assessments/p9f3xk7mct/questions/ARC-11/"),
            "api": full_address(f"/api/v1/workspaces/{workspace_code}/assessments/p9f3xk7mct/answers/ARC-11"),
        },
        "detail": {"question": "ARC-11", "before": "unanswered", "after": "3"},
    }
    return json.dumps(example, ensure_ascii=False, indent=1)


def _told(event: Activity, workspace_code: str) -> dict[str, Any]:
    """A verb that is told no more, since an upgrade, keeps its name and says nothing of its details."""
    source = source_of(event.verb, event.detail)
    who = {"code": event.actor.code if event.actor else None, "name": actor_of(event)}
    what = {
        "kind": source.kind if source else event.object_kind.rpartition(".")[2],
        "code": event.object_code,
        "name": event.object_name,
        **_addresses(_page_of(event, workspace_code)),
    }
    return {
        "who": who if event.actor_name else None,
        "what": what,
        "detail": source.told(event.detail) if source else {},
    }


def _page_of(event: Activity, workspace_code: str) -> str | None:
    """None for what is gone by now, or has no page."""
    if event.object_kind == "assessments.assessment":
        question = event.detail.get("question")
        arguments = [workspace_code, event.object_code, *([question] if question else [])]
        try:
            return reverse("question_detail" if question else "assessment_detail", args=arguments)
        except NoReverseMatch:  # a question of a pack from before its ids had a form
            return None
    row: Any = apps.get_model(event.object_kind)._base_manager.filter(code=event.object_code).first()
    if row is None or getattr(row, "deleted_at", None) or not hasattr(row, "get_absolute_url"):
        return None
    return str(row.get_absolute_url())


def _addresses(page: str | None) -> dict[str, str | None]:
    """Of the page, and of what the API calls by the same name: `action_detail` is `api_action` there."""
    return {"page": page and full_address(page), "api": page and _api_of(page)}


def _api_of(page: str) -> str | None:
    """None for what the API does not have."""
    match = resolve(page)
    name = (match.url_name or "").removesuffix("_detail")
    try:
        named = reverse(f"api_{OTHER_NAMES.get(name, name)}", args=[*match.kwargs.values()])
    except NoReverseMatch:
        return None
    return full_address(named)


def _in_utc(at: datetime) -> str:
    """RFC 3339, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
