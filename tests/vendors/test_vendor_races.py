"""A vendor that is deleted at the very moment in which it is to take part."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User, Workspace
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.vendors import make_evaluation
from tests.together import at_once, only_where_transactions_overlap
from vendors.models import Evaluation, Proposal, Vendor, VendorContact
from vendors.operations.companies import TakesPartError, add_contact, delete_vendor
from vendors.operations.proposals import add_proposal
from vendors.operations.reevaluation import evaluate_again

pytestmark = [pytest.mark.django_db(transaction=True), only_where_transactions_overlap]


def add(evaluation: Evaluation, vendor: Vendor) -> Proposal:
    return add_proposal(evaluation=evaluation, actor=owner_of(evaluation.workspace), name=vendor.name)


def again(evaluation: Evaluation, vendor: Vendor) -> Evaluation:
    return evaluate_again(previous=evaluation, actor=owner_of(evaluation.workspace), title="Again", vendors=[vendor])


class OneAfterTheOther:
    """The second call begins when the first one has done its work and not ended its transaction yet."""

    def __init__(self, first: Callable[[], Any], second: Callable[[], Any]) -> None:
        self.is_done = Event()
        self.calls = (partial(self.one, first), partial(self.other, second))

    def one(self, call: Callable[[], Any]) -> Any:
        with transaction.atomic():
            found = call()
            self.is_done.set()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.3)")
            return found

    def other(self, call: Callable[[], Any]) -> Any:
        assert self.is_done.wait(timeout=30)
        return call()


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def actor(workspace: Workspace) -> User:
    return owner_of(workspace)


@pytest.mark.parametrize("take", [add, again])
def test_vendor_that_takes_part_meanwhile_stays(workspace: Workspace, actor: User, take: Callable[..., Any]) -> None:
    evaluation = make_evaluation(workspace, proposals=0, evaluators=0)
    vendor = Vendor.objects.create(workspace=workspace, name="Kestrel Cloud")
    delete = partial(delete_vendor, vendor=vendor, actor=actor)
    _made, refused = at_once(*OneAfterTheOther(partial(take, evaluation, vendor), delete).calls)
    assert isinstance(refused, TakesPartError)
    assert Proposal.objects.get().vendor == vendor


def test_contact_of_a_vendor_that_is_deleted_meanwhile_is_refused(workspace: Workspace, actor: User) -> None:
    vendor = Vendor.objects.create(workspace=workspace, name="Kestrel Cloud")
    delete = partial(delete_vendor, vendor=Vendor.objects.get(), actor=actor)
    contact = partial(add_contact, vendor=vendor, actor=actor, name="Jo Park")
    _deleted, refused = at_once(*OneAfterTheOther(delete, contact).calls)
    assert isinstance(refused, Vendor.DoesNotExist)
    assert not Vendor.objects.exists()


def test_contact_goes_with_a_vendor_that_is_deleted_meanwhile(workspace: Workspace, actor: User) -> None:
    vendor = Vendor.objects.create(workspace=workspace, name="Kestrel Cloud")
    delete = partial(delete_vendor, vendor=Vendor.objects.get(), actor=actor)
    contact = partial(add_contact, vendor=vendor, actor=actor, name="Jo Park")
    assert None in at_once(*OneAfterTheOther(contact, delete).calls)
    assert not VendorContact.objects.exists()


def test_vendor_that_is_deleted_meanwhile_is_entered_anew(workspace: Workspace, actor: User) -> None:
    evaluation = make_evaluation(workspace, proposals=0, evaluators=0)
    vendor = Vendor.objects.create(workspace=workspace, name="Kestrel Cloud")
    delete = partial(delete_vendor, vendor=vendor, actor=actor)
    at_once(*OneAfterTheOther(delete, partial(add, evaluation, vendor)).calls)
    assert Proposal.objects.get().vendor.name == "Kestrel Cloud"
    assert Proposal.objects.get().vendor != vendor
