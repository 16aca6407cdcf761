"""What is to be ticked off."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import BooleanFilter, CharFilter, FilterSet
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm
from core.rest.problems import ConflictProblem
from roadmap.api.door import RoadmapViewSet
from roadmap.api.item_serializers import ItemSerializer
from roadmap.forms.checklists import ItemForm, NewItemForm
from roadmap.models import ChecklistItem
from roadmap.operations.checklists import change_item, create_item, delete_item, restore_item, tick_item, untick_item
from roadmap.operations.roadmaps import NotRestorableError
from roadmap.permissions import can_work
from roadmap.queries.checklists import find_item, items_of


class ItemFilters(FilterSet):
    """`owner` is a person's code."""

    owner = CharFilter(field_name="owner__code")
    is_done = BooleanFilter(field_name="done_at", lookup_expr="isnull", exclude=True)

    class Meta:
        model = ChecklistItem
        fields = ["checklist", "owner", "is_done"]


class ItemViewSet(RoadmapViewSet):
    noun = "ChecklistItem"
    serializer_class = ItemSerializer
    filterset_class = ItemFilters
    bodies = {
        "create": FromForm(NewItemForm, name="ChecklistItem"),
        "partial_update": FromForm(ItemForm, name="ChecklistItem"),
    }
    may = dict.fromkeys(("create", "partial_update", "destroy", "restore", "tick", "untick"), can_work)
    answers = {"destroy": None}
    refuses = {NotRestorableError: gettext_lazy("It was deleted more than 30 days ago.")}
    sorts = {"created_at": "created_at", "changed_at": "changed_at"}
    order = ("checklist", "position", "pk")

    def get_queryset(self) -> Any:
        return items_of(self.roadmap).select_related("owner", "done_by")

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one item of a checklist."""
        return self.show(self.get_item())

    def create(self, request: Request, **place: Any) -> Response:
        """Add an item of one's own, at the end of a list."""
        form = self.form(lambda data, files: NewItemForm(data, roadmap=self.roadmap))
        item = create_item(roadmap=self.roadmap, actor=self.actor, **form.values)
        return self.made(item, reverse("api_item", args=self.here(item.code)))

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Say whose it is, until when, and what there is to note. The words of the pack's items stay."""
        item = self.get_item()
        seen = self.seen(item)
        form = self.form(lambda data, files: ItemForm(data, instance=item), seen=seen)
        return self.show(change_item(item=item, actor=self.actor, seen=seen, **form.values))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete one's own. It can be restored for 30 days."""
        item = self.get_item()
        self.seen(item)
        if item.item:
            raise ConflictProblem(_("The pack asks for this item, so it stays. Only one's own can be deleted."))
        delete_item(item=item, actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        restore_item(item=self.get_item(also_deleted=True), actor=self.actor)
        return self.show(self.get_item())

    def tick(self, request: Request, **place: Any) -> Response:
        """Tick it off. What is done already stays as it was done."""
        tick_item(item=self.get_item(), actor=self.actor)
        return self.show(self.get_item())

    def untick(self, request: Request, **place: Any) -> Response:
        """Open it again."""
        untick_item(item=self.get_item(), actor=self.actor)
        return self.show(self.get_item())

    def get_item(self, *, also_deleted: bool = False) -> ChecklistItem:
        return find_item(self.roadmap, self.kwargs["code"], also_deleted=also_deleted)
