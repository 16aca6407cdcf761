"""The activity log of a workspace: as a page, and as files."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import WorkspaceRequest, workspace_page
from accounts.forms.activity import ActivityForm
from accounts.models import Activity
from accounts.queries.activity import Wanted, activity_of, activity_page, people_in, told_to
from accounts.queries.sentences import actor_of, object_of, sentence_of
from core.spreadsheets.comma_separated import csv_lines

AT_ONCE = 1000


@workspace_page()
@require_GET
def activity_list(request: WorkspaceRequest) -> HttpResponse:
    return _page(request, ActivityForm(request.GET, people=people_in(request.workspace)))


@workspace_page()
@require_GET
def activity_export(request: WorkspaceRequest, kind: str) -> HttpResponseBase:
    """What the page shows, all of it, row by row as the database hands it over."""
    form = ActivityForm(request.GET, people=people_in(request.workspace))
    if not form.is_valid():
        return _page(request, form)
    events = activity_of(request.workspace, form.wanted).select_related("actor").iterator(chunk_size=AT_ONCE)
    rows = (_row(told_to(request.membership, event), request) for event in events)
    lines = _csv(rows) if kind == "csv" else _json(rows)
    content_type = "text/csv; charset=utf-8" if kind == "csv" else "application/json"
    response = StreamingHttpResponse(lines, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="activity-{request.workspace.code}.{kind}"'
    return response


def _page(request: WorkspaceRequest, form: ActivityForm) -> HttpResponse:
    """With a filter that makes no sense: what is wrong with it, and below everything, as without one."""
    wanted = form.wanted if form.is_valid() else Wanted()
    try:
        page = activity_page(request.workspace, wanted, request.GET.get("before", ""))
    except Activity.DoesNotExist:
        raise Http404 from None
    for event in (event for day in page.days for event in day.events):
        told_to(request.membership, event)
    asked = request.GET.copy()
    asked.pop("before", None)
    context = {
        "form": form,
        "page": page,
        # For the files and for the older ones.
        "chosen": asked if form.is_valid() else QueryDict(),
        "is_filtered": any(asked.values()),
    }
    return render(request, "accounts/activity_list.html", context, status=200 if form.is_valid() else 422)


def _row(event: Activity, request: WorkspaceRequest) -> dict[str, Any]:
    return {
        "id": event.code,
        "at": event.at.astimezone(request.workspace.zone).isoformat(),
        "who": actor_of(event),
        "who_code": event.actor.code if event.actor else "",
        "what": event.verb,
        "object_kind": event.object_kind,
        "object": event.object_code,
        "object_name": object_of(event),
        "sentence": sentence_of(event),
        "detail": event.detail,
    }


def _csv(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    who, thing = [_("Who"), _("Code of the person")], [_("Kind of object"), _("Object"), _("Name of the object")]
    header = [_("Event"), _("When"), *who, _("What"), *thing, _("In words"), _("Detail")]
    values = (
        [json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value for value in row.values()]
        for row in rows
    )
    return csv_lines(header, values)


def _json(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    separator = '{"events": [\n'
    for row in rows:
        yield separator + json.dumps(row, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n" if separator == ",\n" else separator + "]}\n"
