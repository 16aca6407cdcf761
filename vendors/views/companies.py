"""The vendors of a workspace, for those who begin evaluations."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
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
from vendors.queries.proposals import contacts_of, evaluations_with, vendors_of


@workspace_page(can_begin)
@require_GET
def vendor_list(request: WorkspaceRequest) -> HttpResponse:
    return render(request, "vendors/vendor_list.html", {"listed": list(vendors_of(request.workspace))})


@keeps_what_was_sent
@workspace_page(can_begin)
@require_http_methods(["GET", "POST"])
def vendor_create(request: WorkspaceRequest) -> HttpResponse:
    form = NewVendorForm(request.POST or None, workspace=request.workspace)
    if form.is_valid():
        try:
            vendor = create_vendor(workspace=request.workspace, actor=request.user, **form.cleaned_data)
        except NameTakenError:
            form.add_error("name", TAKEN)
        else:
            return redirect("vendor_detail", request.workspace.code, vendor.code)
    return render(request, "vendors/vendor_form.html", {"form": form}, status=422 if form.errors else 200)


@workspace_page(can_begin)
@require_GET
def vendor_detail(request: WorkspaceRequest, vendor_code: str) -> HttpResponse:
    vendor = _find(request, vendor_code)
    context = {
        "vendor": vendor,
        "contacts": list(contacts_of(vendor)),
        "evaluations": list(evaluations_with(vendor)),
    }
    return render(request, "vendors/vendor_detail.html", context)


@keeps_what_was_sent
@workspace_page(can_begin)
@require_http_methods(["GET", "POST"])
def vendor_settings(request: WorkspaceRequest, vendor_code: str) -> HttpResponse:
    vendor = _find(request, vendor_code)
    form = VendorForm(request.POST or None, instance=vendor)
    if form.is_valid():
        write = partial(change_vendor, vendor=vendor, actor=request.user)
        who = partial(last_person_at, request.workspace, vendor.code)
        try:
            if save_form(request, form, write, said=_("The vendor is saved."), who=who):
                return redirect("vendor_detail", request.workspace.code, vendor.code)
        except NameTakenError:
            form.add_error("name", TAKEN)
    return render(request, "vendors/vendor_form.html", {"form": form, "vendor": vendor}, status=form.status)


@workspace_page(can_begin)
@require_http_methods(["GET", "POST"])
def vendor_delete(request: WorkspaceRequest, vendor_code: str) -> HttpResponse:
    vendor = _find(request, vendor_code)
    back = reverse("vendor_detail", args=[request.workspace.code, vendor.code])
    if request.method == "POST":
        try:
            delete_vendor(vendor=vendor, actor=request.user)
        except TakesPartError:
            messages.error(
                request, _("%(vendor)s takes part in an evaluation, and is kept with it.") % {"vendor": vendor}
            )
            return redirect(back)
        messages.success(request, _("%(vendor)s is deleted.") % {"vendor": vendor})
        return redirect("vendor_list", request.workspace.code)
    context = {
        "heading": _("Delete %(vendor)s?") % {"vendor": vendor},
        "consequences": [_("It goes for good, with what is noted about it and its contacts.")],
        "submit": _("Delete for good"),
        "cancel": back,
    }
    return render(request, "confirm.html", context)


@keeps_what_was_sent
@workspace_page(can_begin)
@require_http_methods(["GET", "POST"])
def vendor_contact_create(request: WorkspaceRequest, vendor_code: str) -> HttpResponse:
    vendor = _find(request, vendor_code)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        try:
            add_contact(vendor=vendor, actor=request.user, **form.cleaned_data)
        except Vendor.DoesNotExist:
            messages.error(request, _("Somebody deleted %(name)s meanwhile.") % {"name": vendor.name})
            return redirect("vendor_list", request.workspace.code)
        return redirect("vendor_detail", request.workspace.code, vendor.code)
    context = {"form": form, "vendor": vendor}
    return render(request, "vendors/vendor_contact.html", context, status=422 if form.errors else 200)


@keeps_what_was_sent
@workspace_page(can_begin)
@require_http_methods(["GET", "POST"])
def vendor_contact_change(request: WorkspaceRequest, vendor_code: str, contact_code: str) -> HttpResponse:
    contact = _find_contact(request, vendor_code, contact_code)
    form = ContactForm(request.POST or None, instance=contact)
    if form.is_valid():
        change_contact(contact=contact, actor=request.user, **form.cleaned_data)
        messages.success(request, _("The contact is saved."))
        return redirect("vendor_detail", request.workspace.code, contact.vendor.code)
    context = {"form": form, "vendor": contact.vendor, "contact": contact}
    return render(request, "vendors/vendor_contact.html", context, status=422 if form.errors else 200)


@workspace_page(can_begin)
@require_POST
def vendor_contact_delete(request: WorkspaceRequest, vendor_code: str, contact_code: str) -> HttpResponse:
    contact = _find_contact(request, vendor_code, contact_code)
    delete_contact(contact=contact, actor=request.user)
    undo = reverse("vendor_contact_restore", args=[request.workspace.code, vendor_code, contact.code])
    offer_undo(request, _("%(name)s is removed.") % {"name": contact}, undo)
    return redirect("vendor_detail", request.workspace.code, vendor_code)


@workspace_page(can_begin)
@require_POST
def vendor_contact_restore(request: WorkspaceRequest, vendor_code: str, contact_code: str) -> HttpResponse:
    contact = _find_contact(request, vendor_code, contact_code, also_deleted=True)
    try:
        restore_contact(contact=contact, actor=request.user)
    except ContactGoneError:
        messages.error(request, _("%(name)s was removed more than 30 days ago.") % {"name": contact})
    else:
        messages.success(request, _("%(name)s is back.") % {"name": contact})
    return redirect("vendor_detail", request.workspace.code, vendor_code)


def _find(request: WorkspaceRequest, code: str) -> Vendor:
    vendor = Vendor.objects.filter(workspace=request.workspace, code=code).first()
    if vendor is None:
        raise Http404
    vendor.workspace = request.workspace
    return vendor


def _find_contact(
    request: WorkspaceRequest, vendor_code: str, code: str, *, also_deleted: bool = False
) -> VendorContact:
    vendor = _find(request, vendor_code)
    found = VendorContact.objects.filter(vendor=vendor, code=code)
    contact: VendorContact | None = (found if also_deleted else found.alive()).first()
    if contact is None:
        raise Http404
    contact.vendor = vendor
    return contact
