"""Two windows with one private link, or with two, and two people on one evaluation, at the same moment."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.db import connection  # noqa: F401  (only_where_transactions_overlap asks it)

from accounts.domain.roles import Role
from core.models import StaleWriteError
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendor_portal import make_portal_link
from tests.factories.vendors import make_evaluation
from tests.together import at_once, only_where_transactions_overlap
from vendors.domain.stages import Part
from vendors.models import Evaluation, PortalLink, Proposal, Submission, Vendor
from vendors.operations.evaluations import KnowsPricesError, change_evaluation
from vendors.operations.handing_in import hand_in
from vendors.operations.participants import ModeratesError, ask_participant
from vendors.operations.portal import save_draft
from vendors.operations.proposals import TakesPartAlreadyError, add_proposal

pytestmark = [pytest.mark.django_db(transaction=True), only_where_transactions_overlap]


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace(), proposals=1, evaluators=0)


def link_to(evaluation: Evaluation) -> PortalLink:
    proposal: Proposal = evaluation.proposals.select_related("evaluation__workspace").get()
    made = make_portal_link(proposal)[0]
    return PortalLink.objects.select_related("proposal__evaluation__workspace").get(pk=made.pk)


def test_handing_in_twice_at_once_gives_one_receipt(evaluation: Evaluation) -> None:
    first, second = link_to(evaluation), link_to(evaluation)
    given: list[Any] = at_once(partial(hand_in, link=first), partial(hand_in, link=second))
    assert given[0] == given[1] == Submission.objects.get()


def test_of_two_who_write_one_answer_at_once_one_is_asked(evaluation: Evaluation) -> None:
    link = link_to(evaluation)
    write = partial(save_draft, link=link, criterion="F-1", seen=1)
    found = at_once(partial(write, text="The one."), partial(write, text="The other."))
    assert sum(isinstance(each, StaleWriteError) for each in found) == 1


def test_vendor_that_two_add_at_once_takes_part_once(evaluation: Evaluation) -> None:
    actor = owner_of(evaluation.workspace)
    add = partial(add_proposal, evaluation=evaluation, actor=actor, name="Kestrel Cloud")
    found = at_once(add, add)
    assert sum(isinstance(each, TakesPartAlreadyError) for each in found) == 1
    assert sorted(evaluation.proposals.values_list("number", flat=True)) == [1, 2]


def test_new_vendor_that_two_evaluations_add_at_once_is_one(evaluation: Evaluation) -> None:
    other = make_evaluation(evaluation.workspace, proposals=0, evaluators=0)
    add = partial(add_proposal, actor=owner_of(evaluation.workspace), name="Kestrel Cloud")
    found = at_once(partial(add, evaluation=evaluation), partial(add, evaluation=other))
    assert [type(each) for each in found] == [Proposal, Proposal]
    assert Vendor.objects.filter(name="Kestrel Cloud").count() == 1


def test_nobody_becomes_moderator_and_price_clerk_at_once(evaluation: Evaluation) -> None:
    actor, person = owner_of(evaluation.workspace), make_member(evaluation.workspace, Role.EDITOR)
    found = at_once(
        partial(ask_participant, evaluation=evaluation, actor=actor, part=Part.PRICE_CLERK, user=person),
        partial(change_evaluation, evaluation=evaluation, actor=actor, seen=evaluation.revision, moderator=person),
    )
    assert sum(isinstance(each, ModeratesError | KnowsPricesError) for each in found) == 1
