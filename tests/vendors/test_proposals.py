"""Vendors and their proposals, as those who look after them enter them and as others may see them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Activity, User, Workspace
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.uploads import make_upload
from tests.factories.vendor_portal import make_document, make_portal_link, make_vendor
from tests.factories.vendors import add_clerk, add_evaluator, bring_to, declare, make_evaluation, make_proposal
from tests.test_query_budget import queries_of
from tests.test_routes import close
from vendors.domain.handing_in import Door, door_of
from vendors.domain.stages import Stage
from vendors.models import (
    Evaluation,
    PortalLink,
    Proposal,
    ProposalAnswer,
    ProposalDocument,
    Submission,
    Vendor,
    VendorContact,
)
from vendors.operations.handing_in import hand_in
from vendors.operations.portal_links import MOST_OPEN, REVOKED_IS_KEPT
from vendors.operations.proposals import (
    NotRestorableError,
    StageIsOverError,
    TakesPartAlreadyError,
    add_proposal,
    delete_proposal,
    purge_proposals,
    reinstate_proposal,
    restore_proposal,
    withdraw_proposal,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_asked_before() -> None:
    cache.clear()


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def owner(workspace: Workspace) -> User:
    return owner_of(workspace)


@pytest.fixture
def evaluation(workspace: Workspace) -> Evaluation:
    return make_evaluation(workspace, evaluators=0)


def first(evaluation: Evaluation) -> Proposal:
    found: Proposal = evaluation.proposals.select_related("evaluation__workspace", "vendor").order_by("number")[0]
    return found


def client_of(user: User | None) -> Client:
    client = Client()
    assert user
    client.force_login(user)
    return client


def at(name: str, evaluation: Evaluation, *more: str) -> str:
    return reverse(name, args=[evaluation.workspace.code, evaluation.code, *more])


@pytest.mark.parametrize(
    ("stage", "hours", "accepts_late", "has_come", "door"),
    [
        (Stage.DRAFT, None, False, False, Door.OPEN),
        (Stage.DRAFT, 0, False, True, Door.OPEN),
        (Stage.SCORING, 1, False, True, Door.OPEN),
        (Stage.DRAFT, -1, False, False, Door.OVER),
        (Stage.SCORING, -1, True, False, Door.LATE),
        (Stage.SCORING, -1, True, True, Door.OVER),
        (Stage.CONSENSUS, 1, True, False, Door.SHUT),
        (Stage.DECIDED, None, True, False, Door.SHUT),
    ],
)
def test_door_is_open_until_the_very_moment(
    stage: Stage, hours: int | None, accepts_late: bool, has_come: bool, door: Door
) -> None:
    now = timezone.now()
    due = None if hours is None else now + timedelta(hours=hours)
    assert door_of(stage=stage, due_at=due, now=now, accepts_late=accepts_late, has_come=has_come) is door


def test_added_vendor_is_the_known_one_of_its_name(evaluation: Evaluation, owner: User, workspace: Workspace) -> None:
    known = make_vendor(workspace, name="Kestrel Cloud")
    assert add_proposal(evaluation=evaluation, actor=owner, name="kestrel cloud").vendor == known
    with pytest.raises(TakesPartAlreadyError):
        add_proposal(evaluation=evaluation, actor=owner, name="Kestrel Cloud")
    assert add_proposal(evaluation=evaluation, actor=owner, name="Aurora").vendor.workspace == workspace


def test_numbers_do_not_follow_the_order_of_entry(workspace: Workspace, owner: User) -> None:
    orders = set()
    for _ in range(12):
        evaluation = make_evaluation(workspace, proposals=0, evaluators=0)
        for name in ("A", "B", "C"):
            add_proposal(evaluation=evaluation, actor=owner, name=name)
        numbers = dict(evaluation.proposals.values_list("vendor__name", "number"))
        assert sorted(numbers.values()) == [1, 2, 3]
        orders.add(tuple(numbers[name] for name in ("A", "B", "C")))
    assert len(orders) > 1


def test_known_number_stays_when_a_vendor_is_added(evaluation: Evaluation, owner: User) -> None:
    bring_to(evaluation, Stage.SCORING)
    before = dict(evaluation.proposals.values_list("pk", "number"))
    added = add_proposal(evaluation=evaluation, actor=owner, name="Latecomer")
    assert dict(evaluation.proposals.exclude(pk=added.pk).values_list("pk", "number")) == before
    assert added.number == 3


def test_log_names_no_vendor_of_a_proposal(evaluation: Evaluation, owner: User) -> None:
    """It is open to evaluators from whom names are hidden."""
    proposal = add_proposal(evaluation=evaluation, actor=owner, name="Kestrel Cloud")
    withdraw_proposal(proposal=proposal, actor=owner, reason="Kestrel Cloud has no people.")
    reinstate_proposal(proposal=proposal, actor=owner)
    delete_proposal(proposal=proposal, actor=owner)
    for event in Activity.objects.filter(verb__startswith="proposal."):
        assert "Kestrel" not in f"{event.object_name}{event.detail}"


def test_deleted_proposal_comes_back_within_a_month(evaluation: Evaluation, owner: User) -> None:
    proposal = first(evaluation)
    delete_proposal(proposal=proposal, actor=owner)
    proposal.refresh_from_db()
    restore_proposal(proposal=proposal, actor=owner)
    assert evaluation.proposals.alive().count() == 2
    Proposal.objects.filter(pk=proposal.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    proposal.refresh_from_db()
    with pytest.raises(NotRestorableError):
        restore_proposal(proposal=proposal, actor=owner)
    assert purge_proposals(now=timezone.now()) == 1
    assert Vendor.objects.filter(pk=proposal.vendor_id).exists()


def test_deleted_proposal_stays_away_where_its_vendor_takes_part_anew(evaluation: Evaluation, owner: User) -> None:
    proposal = first(evaluation)
    delete_proposal(proposal=proposal, actor=owner)
    proposal.refresh_from_db()
    add_proposal(evaluation=evaluation, actor=owner, name=proposal.vendor.name)
    answer = client_of(owner).post(at("proposal_restore", evaluation, proposal.code), follow=True)
    assert "takes part already" in answer.text


def test_what_is_scored_is_withdrawn_and_not_deleted(evaluation: Evaluation, owner: User) -> None:
    bring_to(evaluation, Stage.SCORING)
    with pytest.raises(StageIsOverError):
        delete_proposal(proposal=first(evaluation), actor=owner)
    page = client_of(owner).post(at("proposal_delete", evaluation, first(evaluation).code), follow=True)
    assert "can be withdrawn, but not deleted" in page.text
    sent = {"reason": "No people."}
    client_of(owner).post(at("proposal_withdraw", evaluation, first(evaluation).code), sent)
    assert evaluation.proposals.standing().count() == 1


def test_nobody_is_added_once_scores_are_compared(evaluation: Evaluation, owner: User) -> None:
    bring_to(evaluation, Stage.CONSENSUS)
    answer = client_of(owner).post(at("proposal_create", evaluation), {"name": "Too late Ltd"})
    assert answer.status_code == 422
    assert "gone on meanwhile" in answer.text
    assert "Too late Ltd" in answer.text
    assert not Vendor.objects.filter(name="Too late Ltd").exists()


def test_moderator_takes_answers_over_one_after_the_other(evaluation: Evaluation, owner: User) -> None:
    proposal = first(evaluation)
    ProposalAnswer.objects.filter(proposal=proposal, criterion="F-2").delete()
    client = client_of(owner)
    address = at("proposal_answer", evaluation, proposal.code, "F-2")
    answer = client.post(address, {"text": "By mail.", "initial-text": "", "revision": "1", "next": "1"})
    assert answer["Location"] == at("proposal_answer", evaluation, proposal.code, "S-1")
    assert ProposalAnswer.objects.get(proposal=proposal, criterion="F-2").written_by == owner
    assert client.get(at("proposal_answer", evaluation, proposal.code, "NO-1")).status_code == 404


def test_what_the_vendor_handed_in_is_changed_by_nobody(evaluation: Evaluation, owner: User) -> None:
    proposal = first(evaluation)
    make_portal_link(proposal)
    hand_in(link=PortalLink.objects.select_related("proposal__evaluation__workspace").get())
    answer = ProposalAnswer.objects.get(proposal=proposal, criterion="F-1")
    sent = {"text": "Better words.", "initial-text": answer.text, "revision": str(answer.revision)}
    page = client_of(owner).post(at("proposal_answer", evaluation, proposal.code, "F-1"), sent)
    assert page.status_code == 422
    assert "it stays as it came" in page.text
    assert (
        Submission.objects.get().content_hash
        in client_of(owner).get(at("proposal_detail", evaluation, proposal.code)).text
    )
    document = make_document(proposal, uploaded_by=None)
    client_of(owner).post(at("proposal_document_delete", evaluation, proposal.code, document.code))
    assert ProposalDocument.objects.alive().filter(pk=document.pk).exists()


def test_proposal_that_came_after_the_deadline_is_marked(evaluation: Evaluation, owner: User) -> None:
    Evaluation.objects.filter(pk=evaluation.pk).update(deadline_at=timezone.now() - timedelta(hours=3))
    Proposal.objects.filter(evaluation=evaluation).update(submitted_at=timezone.now() - timedelta(hours=4))
    proposal = first(evaluation)
    ProposalAnswer.objects.filter(proposal=proposal, criterion="F-1").update(text="")
    client = client_of(owner)
    assert "Late" not in client.get(at("proposal_list", evaluation)).text
    assert "Incomplete" in client.get(at("proposal_list", evaluation)).text
    moment = timezone.now().strftime("%Y-%m-%dT%H:%M")
    sent = {"description": "", "initial-description": "What we propose.", "submitted_at": moment, "revision": "1"}
    assert client.post(at("proposal_settings", evaluation, proposal.code), sent).status_code == 302
    assert "Late" in client.get(at("proposal_list", evaluation)).text


def test_evaluator_from_whom_names_are_hidden_reads_a_numbered_proposal(workspace: Workspace) -> None:
    evaluation = make_evaluation(workspace, evaluators=0, are_names_hidden=True)
    evaluator = add_evaluator(evaluation)
    bring_to(evaluation, Stage.SCORING)
    proposal = first(evaluation)
    document = make_document(proposal, title="Case study")
    document.file.name = "Kestrel-offer.pdf"
    document.file.save()
    client = client_of(evaluator.user)
    for address in (at("proposal_list", evaluation), at("proposal_detail", evaluation, proposal.code)):
        page = client.get(address).text
        assert "Vendor 1" in page
        assert proposal.vendor.name not in page
    file = client.get(at("proposal_document_file", evaluation, proposal.code, document.code))
    assert "Kestrel" not in file["Content-Disposition"]
    close(file)


def test_conflict_keeps_an_evaluator_from_a_proposal_and_its_documents(evaluation: Evaluation) -> None:
    evaluator = add_evaluator(evaluation)
    proposal = first(evaluation)
    declare(evaluator, proposal, "I worked there.")
    bring_to(evaluation, Stage.SCORING)
    document = make_document(proposal)
    client = client_of(evaluator.user)
    assert client.get(at("proposal_detail", evaluation, proposal.code)).status_code == 404
    assert client.get(at("proposal_document_file", evaluation, proposal.code, document.code)).status_code == 404


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SCORING, Stage.CONSENSUS])
def test_price_document_is_for_the_clerk_alone_before_quality_is_locked(
    evaluation: Evaluation, owner: User, stage: Stage
) -> None:
    clerk, evaluator = add_clerk(evaluation), add_evaluator(evaluation)
    bring_to(evaluation, stage)
    proposal = first(evaluation)
    price = make_document(proposal, title="Our price", is_price=True)
    words = make_document(proposal, title="Case study")
    for user in (owner, evaluator.user, make_member(evaluation.workspace)):
        assert "Our price" not in client_of(user).get(at("proposal_detail", evaluation, proposal.code)).text
        assert (
            client_of(user).get(at("proposal_document_file", evaluation, proposal.code, price.code)).status_code == 404
        )
    client = client_of(clerk.user)
    page = client.get(at("proposal_detail", evaluation, proposal.code)).text
    assert "Our price" in page
    assert "Case study" not in page
    file = client.get(at("proposal_document_file", evaluation, proposal.code, price.code))
    assert file.status_code == 200
    close(file)
    assert client.get(at("proposal_document_file", evaluation, proposal.code, words.code)).status_code == 404


def test_clerk_adds_prices_and_the_moderator_everything_else(evaluation: Evaluation, owner: User) -> None:
    clerk = add_clerk(evaluation)
    proposal = first(evaluation)
    for user in (owner, clerk.user):
        sent = {"title": f"By {user}", "upload": make_upload(), "is_price": "on"}
        answer = client_of(user).post(at("proposal_document_create", evaluation, proposal.code), sent)
        assert answer.status_code == 302
    assert dict(ProposalDocument.objects.values_list("title", "is_price")) == {
        f"By {owner}": False,
        f"By {clerk.user}": True,
    }
    price = ProposalDocument.objects.get(is_price=True)
    address = at("proposal_document_delete", evaluation, proposal.code, price.code)
    assert client_of(owner).post(address).status_code == 404, "for the moderator it does not exist"
    assert client_of(clerk.user).post(address).status_code == 302
    client_of(clerk.user).post(at("proposal_document_restore", evaluation, proposal.code, price.code))
    assert ProposalDocument.objects.alive().count() == 2
    assert Activity.objects.filter(verb="proposal.changed").count() == 1, "the log does not tell of prices"


def test_link_is_shown_once_and_mailed(evaluation: Evaluation, owner: User, settings: Settings) -> None:
    settings.HAS_MAIL = True
    proposal = first(evaluation)
    page = client_of(owner).post(at("proposal_link_create", evaluation, proposal.code), {"email": "jo@kestrel.example"})
    sent = mail.outbox[0]
    secret = str(sent.body).split("/proposal/")[1].split("/")[0]
    assert secret in page.text
    assert sent.to == ["jo@kestrel.example"]
    assert sent.extra_headers["Reply-To"] == owner.email
    assert secret not in client_of(owner).get(at("proposal_detail", evaluation, proposal.code)).text
    assert Client().get(reverse("portal_detail", args=[secret])).status_code == 200


def test_link_that_cannot_be_mailed_is_handed_over(evaluation: Evaluation, owner: User, settings: Settings) -> None:
    settings.HAS_MAIL = False
    proposal = first(evaluation)
    page = client_of(owner).post(at("proposal_link_create", evaluation, proposal.code), {"email": "jo@kestrel.example"})
    assert "hand it over yourself" in page.text
    assert PortalLink.objects.count() == 1


def test_links_are_limited_and_a_revocation_is_taken_back(evaluation: Evaluation, owner: User) -> None:
    proposal = first(evaluation)
    links = [make_portal_link(proposal)[0] for _ in range(MOST_OPEN)]
    client = client_of(owner)
    assert client.post(at("proposal_link_create", evaluation, proposal.code), {"email": ""}).status_code == 422
    for link in links[:2]:
        client.post(at("proposal_link_revoke", evaluation, proposal.code, link.code))
    PortalLink.objects.filter(pk=links[0].pk).update(revoked_at=timezone.now() - REVOKED_IS_KEPT)
    for link in links[:2]:
        client.post(at("proposal_link_restore", evaluation, proposal.code, link.code))
    assert PortalLink.objects.filter(revoked_at=None).count() == MOST_OPEN - 1


def test_pages_ask_as_much_for_one_as_for_thirty(workspace: Workspace, owner: User) -> None:
    evaluation = make_evaluation(workspace, proposals=1, evaluators=1)
    proposal = first(evaluation)
    secret = make_portal_link(proposal)[1]
    client = client_of(owner)
    pages: dict[str, Any] = {
        "vendor_list": reverse("vendor_list", args=[workspace.code]),
        "vendor_detail": reverse("vendor_detail", args=[workspace.code, proposal.vendor.code]),
        "proposal_list": at("proposal_list", evaluation),
        "proposal_detail": at("proposal_detail", evaluation, proposal.code),
        "portal_detail": reverse("portal_detail", args=[secret]),
        "portal_section": reverse("portal_section", args=[secret, 1]),
        "portal_document_list": reverse("portal_document_list", args=[secret]),
    }

    def fill(count: int) -> None:
        for _ in range(count):
            other = make_proposal(evaluation)
            make_document(proposal)
            VendorContact.objects.create(vendor=proposal.vendor, name="Jo Park")
            make_proposal(make_evaluation(workspace, proposals=0, evaluators=0), vendor=proposal.vendor)
            declare(evaluation.participants.all()[0], other)

    fill(1)
    few = {name: queries_of(client, address) for name, address in pages.items()}
    fill(29)
    assert {name: queries_of(client, address) for name, address in pages.items()} == few
    assert max(few.values()) <= 12, few


def test_moderator_is_told_where_a_hidden_name_can_be_read(workspace: Workspace) -> None:
    evaluation = make_evaluation(workspace, evaluators=1, are_names_hidden=True)
    proposal = evaluation.proposals.all()[0]
    name = proposal.vendor.name
    Proposal.objects.filter(pk=proposal.pk).update(description=f"{name.upper()} offers to run it.")
    ProposalAnswer.objects.filter(proposal=proposal, criterion="F-1").update(text=f"At {name} we do.")
    make_document(proposal, uploaded_by=None, title=f"{name}: certificate")
    make_document(proposal, uploaded_by=None, title=f"{name}: price", is_price=True)
    bring_to(evaluation, Stage.SCORING)
    client, address = Client(), reverse("proposal_detail", args=[workspace.code, evaluation.code, proposal.code])
    client.force_login(owner_of(workspace))
    said = client.get(address).context["shown"].named_in
    assert said == ["what is proposed", "Criterion F-1", "the title of a document"]
    assert "can read whose it is" in client.get(address).text
    evaluator = evaluation.participants.get().user
    assert evaluator
    client.force_login(evaluator)
    assert "can read whose it is" not in client.get(address).text
    Evaluation.objects.filter(pk=evaluation.pk).update(are_names_hidden=False)
    client.force_login(owner_of(workspace))
    assert "can read whose it is" not in client.get(address).text
