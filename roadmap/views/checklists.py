"""Checklists: all of them on one page, ticking items off, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from catalog.domain.question_pack import QuestionPack
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from roadmap.forms.checklists import ItemForm, NewItemForm
from roadmap.operations.checklists import change_item, create_item, delete_item, restore_item, tick_item, untick_item
from roadmap.operations.roadmaps import NotRestorableError
from roadmap.permissions import can_plan, can_work
from roadmap.queries.checklists import Checklists, Wanted, checklists_of, lists_of, text_of
from roadmap.queries.feeding import assessment_of
from roadmap.views.back import back_to
from roadmap.views.door import item_or_404, roadmap_or_404
from roadmap.views.items import ItemPages


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to show instead; `count` is how many there are on all lists."""

    label: str | Promise
    url: str
    count: int | None
    is_current: bool


@workspace_page()
@require_GET
def checklist_list(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    asked = request.GET
    wanted = Wanted(list=asked.get("phase", ""), owner=asked.get("owner", ""), state=asked.get("state", ""))
    found = checklists_of(roadmap, wanted, request.user, request.workspace.today)
    pages = ItemPages(roadmap, assessment_of(roadmap), found.people, found.artifacts)
    context = {
        "roadmap": roadmap,
        "tab": "checklists",
        "lists": [(each, pages.shown(each.items)) for each in found.lists],
        "found": found,
        "wanted": wanted,
        "is_filtered": wanted != Wanted(),
        "states": _states(wanted, found),
        "choices": _lists(wanted, roadmap.questions),
        "may_work": can_work(request.membership),
        "may_plan": can_plan(request.membership),
        "today": request.workspace.today,
    }
    return render(request, "roadmap/checklist_list.html", context)


@workspace_page(can_work)
@require_POST
def item_tick(request: WorkspaceRequest, roadmap_code: str, item_code: str) -> HttpResponse:
    """The form says which way: of two people who tick the same item neither unticks it for the other.

    Without a script its place in the address unfolds the list that it is on.
    """
    item = item_or_404(request, roadmap_code, item_code)
    act = untick_item if request.POST.get("done") == "no" else tick_item
    act(item=item, actor=request.user)
    return back_to(request, _list_of(request, roadmap_code), place=f"#item-{item.code}")


@keeps_what_was_sent
@workspace_page(can_work)
@require_http_methods(["GET", "POST"])
def item_create(request: WorkspaceRequest, roadmap_code: str) -> HttpResponse:
    roadmap = roadmap_or_404(request, roadmap_code)
    form = NewItemForm(request.POST or None, roadmap=roadmap, checklist=request.GET.get("phase", ""))
    if form.is_valid():
        item = create_item(roadmap=roadmap, actor=request.user, **form.values)
        messages.success(request, _("Added: %(text)s") % {"text": item.text})
        return redirect(f"{_list_of(request, roadmap_code)}#item-{item.code}")
    context = {"roadmap": roadmap, "form": form}
    return render(request, "roadmap/item_form.html", context, status=422 if form.errors else 200)


@keeps_what_was_sent
@workspace_page(can_work)
@require_http_methods(["GET", "POST"])
def item_detail(request: WorkspaceRequest, roadmap_code: str, item_code: str) -> HttpResponse:
    item = item_or_404(request, roadmap_code, item_code)
    form = ItemForm(request.POST or None, instance=item)
    if form.is_valid():
        write = partial(change_item, item=item, actor=request.user)
        who = partial(last_person_at, request.workspace, item.code)
        if save_form(request, form, write, said=_("The item is saved."), who=who):
            return redirect(f"{_list_of(request, roadmap_code)}#item-{item.code}")
    context = {"roadmap": item.roadmap, "item": item, "text": text_of(item.roadmap, item), "form": form}
    return render(request, "roadmap/item_detail.html", context, status=form.status)


@workspace_page(can_work)
@require_POST
def item_delete(request: WorkspaceRequest, roadmap_code: str, item_code: str) -> HttpResponse:
    item = item_or_404(request, roadmap_code, item_code, also_deleted=True)
    delete_item(item=item, actor=request.user)
    undo = reverse("item_restore", args=[request.workspace.code, roadmap_code, item.code])
    offer_undo(request, _("The item is deleted. It can be restored for 30 days."), undo)
    return redirect(_list_of(request, roadmap_code))


@workspace_page(can_work)
@require_POST
def item_restore(request: WorkspaceRequest, roadmap_code: str, item_code: str) -> HttpResponse:
    item = item_or_404(request, roadmap_code, item_code, also_deleted=True)
    try:
        restore_item(item=item, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("The item was deleted more than 30 days ago."))
    else:
        messages.success(request, _("The item is back."))
    return redirect(_list_of(request, roadmap_code))


def _states(wanted: Wanted, found: Checklists) -> list[Choice]:
    """All, one's own, open, overdue: one of them at a time, on the list that is shown."""
    offered: list[tuple[str | Promise, int, dict[str, str]]] = [
        (_("All"), found.total, {"owner": "", "state": ""}),
        (_("Open"), found.total - found.done, {"owner": "", "state": "open"}),
        (_("Overdue"), found.overdue, {"owner": "", "state": "overdue"}),
        (_("Mine"), found.mine, {"owner": "me", "state": "open"}),
    ]
    return [_choice(wanted, label, count, **asked) for label, count, asked in offered]


def _lists(wanted: Wanted, pack: QuestionPack) -> list[Choice]:
    titles = [("", _("Every list")), *((id_, title) for id_, title, _intro in lists_of(pack))]
    return [_choice(wanted, title, None, list=id_) for id_, title in titles]


def _choice(wanted: Wanted, label: str | Promise, count: int | None, **asked: str) -> Choice:
    chosen = replace(wanted, **asked)
    named = {"phase": chosen.list, "owner": chosen.owner, "state": chosen.state}
    query = urlencode({name: value for name, value in named.items() if value})
    return Choice(label, f"?{query}", count, chosen == wanted)


def _list_of(request: WorkspaceRequest, roadmap_code: str) -> str:
    return reverse("checklist_list", args=[request.workspace.code, roadmap_code])
