"""The board: actions by state, moved from column to column."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from core.models import StaleWriteError
from core.undo import offer_undo
from roadmap.choices import ActionStateChoice
from roadmap.forms.finding import FindForm
from roadmap.forms.moving import MoveForm
from roadmap.models import Action, Roadmap
from roadmap.operations.moving import DroppedError, Moved, move_action
from roadmap.permissions import can_plan, can_work
from roadmap.queries.board import board_of, board_version
from roadmap.views.door import roadmap_or_404
from roadmap.views.shown_board import places, shown_columns

PART = "X-Part"
"""A header by which the board's own script asks for the columns alone."""

FILTERS = ("phase", "owner", "q", "all")


@workspace_page()
@require_GET
def action_board(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    return _board(request, roadmap_or_404(request, roadmap_code))


@workspace_page(can_work)
@require_POST
def action_move(request: WorkspaceRequest, roadmap_code: str, action_code: str) -> HttpResponse:
    form = MoveForm(request.POST)
    if not form.is_valid():
        trouble = _("This card could not be moved: the page did not say where to. Choose a place again.")
        return _board(request, roadmap_or_404(request, roadmap_code), status=422, trouble=trouble)
    state, place = form.cleaned_data["to"]
    if state == ActionStateChoice.DROPPED:
        if can_plan(request.membership):
            return redirect("action_drop", request.workspace.code, roadmap_code, action_code)  # asks for the reason
        trouble = _("Only editors drop actions. Say in a comment why this one should be given up.")
        return _board(request, roadmap_or_404(request, roadmap_code), status=422, trouble=trouble)
    try:
        moved = move_action(
            workspace=request.workspace,
            roadmap=roadmap_code,
            code=action_code,
            actor=request.user,
            seen=form.cleaned_data["revision"],
            state=state,
            place=place,
            may_reopen_dropped=can_plan(request.membership),
        )
    except Action.DoesNotExist:
        raise Http404 from None
    except DroppedError:
        trouble = _("Only editors reopen what was dropped. Say in a comment why this one should be taken up again.")
        return _board(request, roadmap_or_404(request, roadmap_code), status=422, trouble=trouble)
    except StaleWriteError as stale:
        trouble = _moved_meanwhile(request, stale)
        return _board(request, roadmap_or_404(request, roadmap_code), status=409, trouble=trouble)
    _say(request, moved)
    kept = _filters(request.GET)
    place_on_page = "" if PART in request.headers else f"#a-{action_code}"
    return redirect(f"{_address(moved.action.roadmap)}{f'?{kept}' if kept else ''}{place_on_page}")


def _say(request: WorkspaceRequest, moved: Moved) -> None:
    """Script announces by itself where a card went; what closes it can be taken back."""
    action = moved.action
    sentence = _("“%(title)s” is now in “%(column)s”.") % {
        "title": action.title,
        "column": action.get_state_display(),
    }
    if moved.change:
        place = [request.workspace.code, action.roadmap.code]
        if action.state == ActionStateChoice.DONE:
            link = reverse("action_close", args=[*place, action.code])
            sentence = format_html('{} <a href="{}">{}</a>', sentence, link, _("Say what shows that it is done"))
        offer_undo(request, sentence, reverse("actions_undo", args=[*place, moved.change.code]))
    elif PART not in request.headers:
        messages.success(request, sentence)


def _moved_meanwhile(request: WorkspaceRequest, stale: StaleWriteError) -> str:
    action: Any = stale.current
    name = last_person_at(request.workspace, action.code) or _("Somebody")
    words = {"name": name, "title": action.title, "column": action.get_state_display()}
    if action.deleted_at:
        return _("%(name)s deleted “%(title)s” meanwhile. Your move was not made.") % words
    return _("%(name)s changed “%(title)s” meanwhile; it stands in “%(column)s” now. Your move was not made.") % words


def _board(request: WorkspaceRequest, roadmap: Roadmap, *, status: int = 200, trouble: str = "") -> HttpResponse:
    is_part = PART in request.headers
    today = request.workspace.today
    may_work, may_plan = can_work(request.membership), can_plan(request.membership)
    version = f'"{board_version(roadmap, today)}-{may_work + may_plan}"'
    if is_part and request.method == "GET" and request.headers.get("If-None-Match") == version:
        return HttpResponseNotModified(headers={"ETag": version})
    form = FindForm(request.GET, roadmap=roadmap)
    wanted = form.wanted
    board = board_of(roadmap, wanted, today=today, all_of=frozenset(request.GET.getlist("all")))
    kept = _filters(request.GET)
    moving = request.GET.get("move", "") if may_work else ""
    context = {
        "roadmap": roadmap,
        "tab": "board",
        "form": form,
        "board": board,
        "columns": shown_columns(roadmap, board, today, may_work=may_work, may_plan=may_plan),
        "dropped": board.columns[-1],
        "address": _address(roadmap),
        "query": f"?{kept}" if kept else "",
        "more": f"&{kept}" if kept else "",
        "may_work": may_work,
        "moving": moving,
        "places": places(board, moving, may_drop=may_plan),
        "version": version,
        "trouble": trouble,
        "is_part": is_part,
        "is_sought": wanted.is_narrowed,
    }
    name = "roadmap/board_columns.html" if is_part else "roadmap/action_board.html"
    answer = render(request, name, context, status=422 if form.errors else status)
    patch_vary_headers(answer, [PART])
    if is_part:
        answer["ETag"] = version
    return answer


def _address(roadmap: Roadmap) -> str:
    return reverse("action_board", args=[roadmap.workspace.code, roadmap.code])


def _filters(asked: QueryDict) -> str:
    """What narrows the board, to stay on it."""
    return urlencode([(name, value) for name in FILTERS for value in asked.getlist(name) if value])
