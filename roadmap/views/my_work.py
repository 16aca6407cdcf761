"""What one has to do oneself, wherever it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import PersonRequest, memberships_of
from roadmap.domain.duties import Kind, When
from roadmap.queries.duties import Duty
from roadmap.queries.my_work import Sort, my_work

KINDS = {
    Kind.ACTION: _("Action"),
    Kind.ITEM: _("Checklist"),
    Kind.WRITE: _("Write"),
    Kind.REVIEW: _("Review"),
    Kind.RENEW: _("Look at it again"),
    Kind.GATE: _("Gate"),
    Kind.EXCEPTION: _("Gate with open criteria"),
    Kind.CHECK_IN: _("Check-in"),
    Kind.PILOT_END: _("End of the pilot"),
}
SORTS = {
    Sort.ACTIONS: _("Actions"),
    Sort.ITEMS: _("Checklists"),
    Sort.ARTIFACTS: _("Artifacts"),
    Sort.GATES: _("Gates"),
    Sort.PILOTS: _("Pilots"),
    Sort.WAITING: _("Waiting for others"),
}
WHENS = {
    When.OVERDUE: _("Overdue"),
    When.SOON: _("Within seven days"),
    When.LATER: _("Later"),
    When.UNDATED: _("Without a day"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """`place` is the workspace, and the phase where there is one."""

    title: str
    path: str
    roadmap: str
    place: str
    kind: str | Promise
    state: str | Promise
    day: date | None
    waits_for: str


@dataclass(frozen=True, slots=True)
class Part:
    when: When
    title: str | Promise
    lines: list[Line]


@login_required
@require_safe
def my_work_page(request: PersonRequest) -> HttpResponse:
    memberships = memberships_of(request)
    chosen = {"sort": request.GET.get("sort", ""), "workspace": request.GET.get("workspace", "")}
    work = my_work(request.user, memberships, **chosen)
    parts = [
        Part(when, WHENS[when], [_line(duty) for duty in duties]) for when, duties in work.by_when.items() if duties
    ]
    workspaces = [each.workspace for each in memberships if work.workspaces[each.workspace.code]]
    context = {
        "work": work,
        "parts": parts,
        "overdue": len(work.by_when[When.OVERDUE]),
        "soon": len(work.by_when[When.SOON]),
        "sorts": [(sort, SORTS[sort], count) for sort, count in work.counts.items() if count or sort == work.sort],
        "workspaces": [(each.code, each.name, work.workspaces[each.code]) for each in workspaces],
    }
    return render(request, "roadmap/my_work.html", context)


def _line(duty: Duty) -> Line:
    return Line(
        title=duty.title,
        path=duty.path,
        roadmap=duty.roadmap.title,
        place=" · ".join(each for each in (duty.roadmap.workspace.name, duty.phase) if each),
        kind=KINDS[duty.kind],
        state=duty.state,
        day=duty.day,
        waits_for=", ".join(duty.waits_for),
    )
