"""Addresses for calendars, as their makers see them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from core.addresses import full_address
from core.undo import offer_undo
from roadmap.forms.calendars import FeedForm
from roadmap.models import CalendarFeed
from roadmap.operations.calendars import (
    NotRestorableError,
    TooManyFeedsError,
    make_feed,
    restore_feed,
    revoke_feed,
)
from roadmap.queries.calendars import feeds_of


@workspace_page()
@require_safe
def calendar_list(request: WorkspaceRequest) -> HttpResponse:
    return _page(request, FeedForm(workspace=request.workspace))


@workspace_page()
@require_POST
def calendar_create(request: WorkspaceRequest) -> HttpResponse:
    """The address is in the answer itself: to show it after a redirect, it would have to be kept somewhere."""
    form = FeedForm(request.POST, workspace=request.workspace)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        made = make_feed(workspace=request.workspace, user=request.user, roadmap=form.cleaned_data["roadmap"])
    except TooManyFeedsError:
        form.add_error(None, _("You have very many addresses here. Revoke those that no calendar needs any more."))
        return _page(request, form, status=422)
    context = {"feed": made.feed, "link": full_address(made.path, request)}
    return render(request, "roadmap/calendar_link.html", context)


@workspace_page()
@require_POST
def calendar_revoke(request: WorkspaceRequest, feed_code: str) -> HttpResponse:
    feed = _own(request, feed_code)
    revoke_feed(feed=feed, actor=request.user)
    undo = reverse("calendar_restore", args=[request.workspace.code, feed.code])
    offer_undo(request, _("The address leads nowhere any more."), undo)
    return redirect("calendar_list", request.workspace.code)


@workspace_page()
@require_POST
def calendar_restore(request: WorkspaceRequest, feed_code: str) -> HttpResponse:
    feed = _own(request, feed_code)
    try:
        restore_feed(feed=feed, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("The address was revoked too long ago. Make a new one."))
    else:
        messages.success(request, _("The address works again."))
    return redirect("calendar_list", request.workspace.code)


def _page(request: WorkspaceRequest, form: FeedForm, status: int = 200) -> HttpResponse:
    context = {"feeds": feeds_of(request.user, request.workspace), "form": form}
    return render(request, "roadmap/calendar_list.html", context, status=status)


def _own(request: WorkspaceRequest, code: str) -> CalendarFeed:
    """What somebody else made does not exist."""
    found = CalendarFeed.objects.filter(workspace=request.workspace, user=request.user, code=code)
    feed: CalendarFeed | None = found.select_related("roadmap").first()
    if feed is None:
        raise Http404
    feed.workspace = request.workspace
    return feed
