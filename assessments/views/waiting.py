"""Everything that waits for the person who looks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import WorkspaceRequest, workspace_page
from assessments.queries.waiting import waiting_for
from evidence.choices import Shown
from evidence.queries.register import Wanted, register_of

MOST = 100


@workspace_page()
@require_GET
def waiting_list(request: WorkspaceRequest) -> HttpResponse:
    lapsing = register_of(request.workspace, Wanted(Shown.WITHIN_30, owner=request.user))
    context = {"waiting": waiting_for(request.membership, limit=MOST), "lapsing": lapsing[:MOST]}
    return render(request, "assessments/waiting_list.html", context)
