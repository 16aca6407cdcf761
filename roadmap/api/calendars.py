"""Addresses under which one's own calendar reads what is due."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from core.addresses import full_address
from core.rest.bodies import FromForm
from core.rest.serializers import Shown
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


class CalendarFeedSerializer(Shown):
    """One's own. `roadmap` is the code of what it shows; null for all that is one's own in the workspace."""

    roadmap = serializers.CharField(source="roadmap.code", default=None, allow_null=True, read_only=True)

    class Meta:
        model = CalendarFeed
        fields = ["code", "roadmap", "made_at", "fetched_at"]


class NewCalendarFeedSerializer(CalendarFeedSerializer):
    """With its address, which is shown this once: whoever has it reads without signing in."""

    address = serializers.SerializerMethodField()

    class Meta:
        model = CalendarFeed
        fields = [*CalendarFeedSerializer.Meta.fields, "address"]

    def get_address(self, feed: CalendarFeed) -> str:
        address: str = self.context["address"]
        return address


class CalendarFeedViewSet(WorkspaceViewSet):
    noun = "CalendarFeed"
    serializer_class = CalendarFeedSerializer
    bodies = {"create": FromForm(FeedForm, name="CalendarFeed")}
    answers = {"create": NewCalendarFeedSerializer, "destroy": None}
    guarded = frozenset()
    secrets = frozenset({"address"})
    refuses = {
        NotRestorableError: gettext_lazy("The address was revoked too long ago. Make a new one."),
        TooManyFeedsError: gettext_lazy("You have very many addresses here. Revoke those that no calendar needs."),
    }
    sorts = {"made_at": "made_at"}
    order = ("-made_at", "-pk")

    def get_queryset(self) -> Any:
        return feeds_of(self.actor, self.workspace)

    def create(self, request: Request, **place: Any) -> Response:
        """Make an address for a calendar. It is shown this once."""
        form = self.form(lambda data, files: FeedForm(data, workspace=self.workspace))
        made = make_feed(workspace=self.workspace, user=self.actor, roadmap=form.cleaned_data["roadmap"])
        raw: Any = request._request
        location = reverse("api_calendar_feed", args=[self.workspace.code, made.feed.code])
        return self.show(made.feed, status=201, location=location, address=full_address(made.path, raw))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Revoke it, at once. It can be restored for an hour."""
        revoke_feed(feed=self.get_own(), actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Let the same address work again."""
        feed = self.get_own()
        restore_feed(feed=feed, actor=self.actor)
        return self.show(feed)

    def get_own(self) -> CalendarFeed:
        """Also a revoked one. What somebody else made does not exist."""
        found = CalendarFeed.objects.filter(workspace=self.workspace, user=self.actor).select_related("roadmap")
        feed: CalendarFeed = found.get(code=self.kwargs["code"])
        feed.workspace = self.workspace
        return feed
