"""Actions on their way out to other trackers, and where they come back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from core.addresses import full_address
from roadmap.domain.tickets import Ticket
from roadmap.files.github_script import github_script
from roadmap.files.jira_writing import jira_csv
from roadmap.forms.action_imports import TicketFileForm
from roadmap.forms.finding import ListForm
from roadmap.models import Roadmap
from roadmap.models.action import ActionQuerySet
from roadmap.permissions import can_plan
from roadmap.queries.action_imports import imports_of
from roadmap.queries.actions import actions_of
from roadmap.queries.tickets import file_name, tickets_of
from roadmap.queries.wanted import wanted_of
from roadmap.views.door import roadmap_or_404

IMPORTS_SHOWN = 10
FILTERS = ("state", "phase", "owner", "q", "effort", "due", "blocked")
"""Those of the list of actions."""


@workspace_page()
@require_GET
def actions_exchange(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    return exchange_page(request, roadmap_or_404(request, roadmap_code))


def exchange_page(request: WorkspaceRequest, roadmap: Roadmap, **refused: Any) -> HttpResponse:
    """With `refused`: the form that was sent, and why its file is not read."""
    actions, query = _chosen(request, roadmap)
    context = {
        "roadmap": roadmap,
        "tab": "actions",
        "query": query,
        "actions": actions.count(),
        "open_actions": actions.open().count(),
        "form": TicketFileForm(),
        "imports": imports_of(roadmap, IMPORTS_SHOWN),
        "may_plan": can_plan(request.membership),
        **refused,
    }
    return render(request, "roadmap/exchange.html", context, status=422 if refused else 200)


@never_cache
@workspace_page()
@require_safe
def actions_csv(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    content = "".join(jira_csv(_tickets(request, roadmap)))
    return _file(file_name(roadmap, "actions", "csv"), content, "text/csv; charset=utf-8")


@never_cache
@workspace_page()
@require_safe
def actions_github(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    script = github_script(_tickets(request, roadmap), roadmap=roadmap.title, day=request.workspace.today)
    return _file("github-issues.sh", "".join(script), "text/x-shellscript; charset=utf-8")


def _tickets(request: WorkspaceRequest, roadmap: Roadmap) -> list[Ticket]:
    actions, _query = _chosen(request, roadmap)
    return tickets_of(roadmap, list(actions), partial(full_address, request=request))


def _chosen(request: WorkspaceRequest, roadmap: Roadmap) -> tuple[ActionQuerySet, str]:
    """Those that the list of actions shows by the same address, and what of the address says so; all by a bare one."""
    kept = [(name, value) for name in FILTERS for value in request.GET.getlist(name) if value]
    if not kept:
        return actions_of(roadmap), ""
    form = ListForm(request.GET, roadmap=roadmap)
    wanted = replace(form.wanted, states=form.state_filter.states)
    return wanted_of(roadmap, wanted, request.workspace.today), f"?{urlencode(kept)}"


def _file(name: str, content: str, content_type: str) -> HttpResponse:
    """Saved, never shown by the browser: it holds what people typed."""
    response = HttpResponse(content.encode(), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
