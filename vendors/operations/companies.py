"""The vendors of a workspace, and whom to talk to there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from vendors.models import Vendor, VendorContact


class NameTakenError(Exception):
    """Somebody entered a vendor of this name a moment ago."""


class TakesPartError(Exception):
    """The vendor is named in an evaluation, be it a deleted one that can still be restored."""


class ContactGoneError(Exception):
    """It was removed too long ago."""


def create_vendor(*, workspace: Workspace, actor: User, name: str, **fields: Any) -> Vendor:
    """Raises NameTakenError."""
    try:
        with transaction.atomic():
            vendor = Vendor.objects.create(workspace=workspace, name=name, **fields)
            _log(vendor, actor, "vendor.created")
    except IntegrityError:
        raise NameTakenError from None
    return vendor


def change_vendor(*, vendor: Vendor, actor: User, seen: int, **values: Any) -> Vendor:
    """Raises StaleWriteError and NameTakenError."""
    try:
        with transaction.atomic():
            stored = vendor.save_revision(seen=seen, **values)
            stored.workspace = vendor.workspace
            _log(stored, actor, "vendor.changed")
    except IntegrityError:
        raise NameTakenError from None
    return stored


@transaction.atomic
def delete_vendor(*, vendor: Vendor, actor: User) -> None:
    """For good, with its contacts. Raises TakesPartError, also where it was added to an evaluation a moment ago.
    Deleting what is deleted does nothing."""
    held = Vendor.objects.select_for_update().filter(pk=vendor.pk).first()
    if held is None:
        return
    _log(vendor, actor, "vendor.deleted")
    try:
        held.delete()
    except ProtectedError:
        raise TakesPartError from None


@transaction.atomic
def add_contact(*, vendor: Vendor, actor: User, **fields: Any) -> VendorContact:
    """Raises Vendor.DoesNotExist where the vendor was deleted a moment ago."""
    held = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    contact = VendorContact.objects.create(vendor=held, **fields)
    _log(vendor, actor, "vendor.contacts_changed")
    return contact


@transaction.atomic
def change_contact(*, contact: VendorContact, actor: User, **fields: Any) -> None:
    VendorContact.objects.filter(pk=contact.pk).update(**fields)
    _log(contact.vendor, actor, "vendor.contacts_changed")


@transaction.atomic
def delete_contact(*, contact: VendorContact, actor: User) -> None:
    """Removing who is removed does nothing."""
    if VendorContact.objects.filter(pk=contact.pk, deleted_at=None).update(deleted_at=timezone.now()):
        _log(contact.vendor, actor, "vendor.contacts_changed")


@transaction.atomic
def restore_contact(*, contact: VendorContact, actor: User) -> None:
    """Raises ContactGoneError. Restoring who is there does nothing."""
    if contact.deleted_at is None:
        return
    due = VendorContact.objects.filter(pk=contact.pk, deleted_at__gt=timezone.now() - DELETED_IS_KEPT)
    if not due.update(deleted_at=None):
        raise ContactGoneError
    _log(contact.vendor, actor, "vendor.contacts_changed")


def purge_contacts(*, now: datetime) -> int:
    """What was removed a month ago is about people, and goes."""
    return VendorContact.objects.filter(deleted_at__lte=now - DELETED_IS_KEPT).delete()[0]


def _log(vendor: Vendor, actor: User, verb: str) -> None:
    log_activity(workspace=vendor.workspace, actor=actor, verb=verb, target=vendor)
