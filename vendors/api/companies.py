"""The vendors of a workspace, for those who begin evaluations."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from core.rest.bodies import FromForm
from vendors.api.company_serializers import VendorContactSerializer, VendorSerializer
from vendors.forms.companies import TAKEN, ContactForm, NewVendorForm, VendorForm
from vendors.models import Vendor, VendorContact
from vendors.operations.companies import (
    ContactGoneError,
    NameTakenError,
    TakesPartError,
    add_contact,
    change_contact,
    change_vendor,
    create_vendor,
    delete_contact,
    delete_vendor,
    restore_contact,
)
from vendors.permissions import can_begin
from vendors.queries.proposals import contacts_of, vendors_of


class VendorViewSet(WorkspaceViewSet):
    noun = "Vendor"
    serializer_class = VendorSerializer
    bodies = {
        "create": FromForm(NewVendorForm, name="Vendor"),
        "partial_update": FromForm(VendorForm, name="Vendor"),
    }
    may = dict.fromkeys(("list", "retrieve", "create", "partial_update", "destroy"), can_begin)
    answers = {"destroy": None}
    refuses = {
        NameTakenError: TAKEN,
        TakesPartError: _("This vendor takes part in an evaluation, and is kept with it."),
    }
    sorts = {"name": "name", "created_at": "created_at", "changed_at": "changed_at"}
    order = ("name", "pk")

    def get_queryset(self) -> Any:
        return vendors_of(self.workspace)

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one vendor."""
        return self.show(self.get_vendor())

    def create(self, request: Request, **place: Any) -> Response:
        """Enter a vendor. One that is proposed for an evaluation under a new name is entered by that."""
        form = self.form(lambda data, files: NewVendorForm(data, workspace=self.workspace))
        made = create_vendor(workspace=self.workspace, actor=self.actor, **form.cleaned_data)
        return self.made(self.get_vendor(made.code), reverse("api_vendor", args=[self.workspace.code, made.code]))

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change its name, website and what is noted about it."""
        vendor = self.get_vendor()
        seen = self.seen(vendor)
        form = self.form(lambda data, files: VendorForm(data, instance=vendor), seen=seen)
        change_vendor(vendor=vendor, actor=self.actor, seen=seen, **form.values)
        return self.show(self.get_vendor())

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete it for good, with its contacts. One that takes part in an evaluation is kept."""
        vendor = self.get_vendor()
        self.seen(vendor)
        delete_vendor(vendor=vendor, actor=self.actor)
        return Response(status=204)

    def get_vendor(self, code: str = "") -> Vendor:
        vendor: Vendor = self.get_queryset().get(code=code or self.kwargs["vendor_code"])
        vendor.workspace = self.workspace
        return vendor


class VendorContactViewSet(WorkspaceViewSet):
    noun = "VendorContact"
    tag = "Vendors"
    serializer_class = VendorContactSerializer
    bodies = {
        "create": FromForm(ContactForm, name="VendorContact"),
        "partial_update": FromForm(ContactForm, name="VendorContact"),
    }
    may = dict.fromkeys(("list", "retrieve", "create", "partial_update", "destroy", "restore"), can_begin)
    guarded = frozenset()
    answers = {"destroy": None}
    refuses = {ContactGoneError: _("It was removed more than 30 days ago.")}
    order = ("pk",)
    vendor: Vendor

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.vendor = Vendor.objects.get(workspace=self.workspace, code=place["vendor_code"])
        self.vendor.workspace = self.workspace

    def get_queryset(self) -> Any:
        return contacts_of(self.vendor)

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one contact."""
        return self.show(self.get_contact())

    def create(self, request: Request, **place: Any) -> Response:
        """Add whom to talk to."""
        form = self.form(lambda data, files: ContactForm(data))
        contact = add_contact(vendor=self.vendor, actor=self.actor, **form.cleaned_data)
        here = [self.workspace.code, self.vendor.code, contact.code]
        return self.made(contact, reverse("api_vendor_contact", args=here))

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change a contact."""
        contact = self.get_contact()
        form = self.form(lambda data, files: ContactForm(data, instance=contact))
        change_contact(contact=contact, actor=self.actor, **form.cleaned_data)
        return self.show(self.get_contact())

    def destroy(self, request: Request, **place: Any) -> Response:
        """Remove a contact. It can be restored for 30 days."""
        delete_contact(contact=self.get_contact(), actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its removal."""
        restore_contact(contact=self.get_contact(also_deleted=True), actor=self.actor)
        return self.show(self.get_contact())

    def get_contact(self, *, also_deleted: bool = False) -> VendorContact:
        rows = VendorContact.objects.filter(vendor=self.vendor) if also_deleted else self.get_queryset()
        contact: VendorContact = rows.get(code=self.kwargs["contact_code"])
        contact.vendor = self.vendor
        return contact
