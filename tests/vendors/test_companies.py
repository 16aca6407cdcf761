"""The vendors of a workspace, and whom to talk to there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendor_portal import make_vendor
from tests.factories.vendors import make_evaluation
from vendors.models import Vendor, VendorContact
from vendors.operations.companies import purge_contacts

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def owner(workspace: Workspace) -> User:
    return owner_of(workspace)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_vendor_names_are_unique_in_whatever_case(workspace: Workspace, owner: User) -> None:
    make_vendor(workspace, name="Kestrel Cloud")
    make_vendor(make_workspace(), name="Aurora")
    client = client_of(owner)
    address = reverse("vendor_create", args=[workspace.code])
    answer = client.post(address, {"name": "KESTREL CLOUD", "website": "", "description": "Typed."})
    assert answer.status_code == 422
    assert "Typed." in answer.text
    assert client.post(address, {"name": "Aurora", "website": "javascript:alert(1)"}).status_code == 422
    assert client.post(address, {"name": "Aurora", "website": "https://aurora.example"}).status_code == 302


def test_vendor_that_takes_part_is_kept(owner: User, workspace: Workspace) -> None:
    free, bound = make_vendor(workspace), make_evaluation(workspace).proposals.all()[0].vendor
    for vendor in (free, bound):
        client_of(owner).post(reverse("vendor_delete", args=[workspace.code, vendor.code]))
    assert list(Vendor.objects.filter(pk__in=[free.pk, bound.pk])) == [bound]


def test_removed_contact_comes_back_and_goes_after_a_month(workspace: Workspace, owner: User) -> None:
    vendor = make_vendor(workspace)
    client = client_of(owner)
    created = reverse("vendor_contact_create", args=[workspace.code, vendor.code])
    client.post(created, {"name": "Jo Park", "email": "jo@kestrel.example"})
    contact = VendorContact.objects.get()
    arguments = [workspace.code, vendor.code, contact.code]
    client.post(reverse("vendor_contact_delete", args=arguments))
    client.post(reverse("vendor_contact_restore", args=arguments))
    assert VendorContact.objects.get().deleted_at is None
    client.post(reverse("vendor_contact_delete", args=arguments))
    assert purge_contacts(now=timezone.now() + timedelta(days=29)) == 0
    assert purge_contacts(now=timezone.now() + timedelta(days=31)) == 1


def test_contact_of_a_vendor_that_is_deleted_meanwhile_says_so(
    workspace: Workspace, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor = make_vendor(workspace)
    Vendor.objects.filter(pk=vendor.pk).delete()
    monkeypatch.setattr("vendors.views.companies._find", lambda request, code: vendor)  # as it was read a moment ago
    created = reverse("vendor_contact_create", args=[workspace.code, vendor.code])
    answer = client_of(owner).post(created, {"name": "Jo Park"}, follow=True)
    assert f"Somebody deleted {vendor.name} meanwhile." in answer.content.decode()
    assert not VendorContact.objects.exists()


def test_contacts_are_for_who_begins_evaluations(workspace: Workspace) -> None:
    vendor = make_vendor(workspace)
    address = reverse("vendor_detail", args=[workspace.code, vendor.code])
    assert client_of(make_member(workspace, Role.CONTRIBUTOR)).get(address).status_code == 403
