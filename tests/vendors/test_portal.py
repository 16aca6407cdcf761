"""A vendor answers under its private address: what it saves, uploads and hands in, and until when."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Activity, Notice
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.uploads import PDF, make_upload
from tests.factories.vendor_portal import make_document, make_portal_link
from tests.factories.vendors import add_clerk, add_evaluator, bring_to, make_evaluation
from vendors.domain.stages import Stage
from vendors.models import (
    Evaluation,
    PortalAnswer,
    PortalDocument,
    PortalLink,
    Proposal,
    ProposalAnswer,
    ProposalDocument,
    Submission,
)
from vendors.operations.documents import purge_documents
from vendors.operations.evaluations import delete_evaluation
from vendors.operations.portal_links import revoke_link
from vendors.operations.proposals import delete_proposal, withdraw_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_asked_before() -> None:
    cache.clear()


@pytest.fixture
def proposal() -> Proposal:
    """Of a vendor that has handed in nothing yet; due in a day."""
    evaluation = make_evaluation(make_workspace(), deadline_at=timezone.now() + timedelta(days=1))
    Proposal.objects.filter(evaluation=evaluation).update(submitted_at=None, description="")
    ProposalAnswer.objects.all().delete()
    found: Proposal = evaluation.proposals.select_related("evaluation__workspace", "vendor").get(number=1)
    return found


@pytest.fixture
def secret(proposal: Proposal) -> str:
    return make_portal_link(proposal)[1]


def at(name: str, secret: str, **arguments: Any) -> str:
    return reverse(f"portal_{name}", kwargs={"secret": secret, **arguments})


def fields_of(secret: str, number: int = 1) -> dict[str, str]:
    """What the form of a section sends if nothing is typed."""
    form = Client().get(at("section", secret, number=number)).context["form"]
    sent = {}
    for answer in form.answers:
        sent[f"{answer.prefix}-key"] = answer.key
        sent[f"{answer.prefix}-revision"] = str(answer.initial["revision"])
        sent[f"{answer.prefix}-text"] = sent[f"initial-{answer.prefix}-text"] = answer.stored.text
    return sent


def write(secret: str, text: str, number: int = 1, **more: str) -> Any:
    """The first answer of a section."""
    return Client().post(at("section", secret, number=number), {**fields_of(secret, number), "q0-text": text, **more})


def upload(secret: str, **more: Any) -> Any:
    sent = {"title": "Case study", "kind": "", "criterion": "F-1", "upload": make_upload(), **more}
    return Client().post(at("document_list", secret), sent)


def hand_in(secret: str) -> Any:
    return Client().post(at("hand_in", secret))


def test_answer_is_saved_and_read_by_nobody_before_it_is_handed_in(proposal: Proposal, secret: str) -> None:
    assert write(secret, "Twice, in 2025.").status_code == 302
    assert PortalAnswer.objects.get(proposal=proposal, criterion="F-1").text == "Twice, in 2025."
    assert "Twice, in 2025." in Client().get(at("section", secret, number=1)).text
    assert not ProposalAnswer.objects.exists()
    client = Client()
    client.force_login(owner_of(proposal.evaluation.workspace))
    arguments = [proposal.evaluation.workspace.code, proposal.evaluation.code, proposal.code]
    assert "Twice, in 2025." not in client.get(reverse("proposal_detail", args=arguments)).text


def test_handing_in_makes_the_draft_the_proposal(proposal: Proposal, secret: str) -> None:
    write(secret, "Six people on your own repositories.", number=0)
    write(secret, "Twice, in 2025.")
    upload(secret)
    upload(secret, title="Offer", criterion="", is_price="on")
    answer = hand_in(secret)
    assert answer["Location"] == at("receipt", secret, number=1)
    proposal.refresh_from_db()
    assert proposal.submitted_at is not None
    assert not proposal.is_late
    assert proposal.description == "Six people on your own repositories."
    assert ProposalAnswer.objects.get(proposal=proposal, criterion="F-1").text == "Twice, in 2025."
    assert list(ProposalDocument.objects.values_list("title", "criterion", "is_price", "uploaded_by")) == [
        ("Case study", "F-1", False, None),
        ("Offer", "", True, None),
    ]
    notice = Notice.objects.get(user=owner_of(proposal.evaluation.workspace))
    assert proposal.vendor.name in notice.sentence
    event = Activity.objects.get(verb="proposal.handed_in")
    assert proposal.vendor.name not in f"{event.object_name}{event.detail}"


def test_receipt_is_a_text_whose_hash_is_printed(proposal: Proposal, secret: str) -> None:
    write(secret, "Zweimal – 2025.")
    upload(secret)
    hand_in(secret)
    page = Client().get(at("receipt", secret, number=1))
    file = Client().get(at("receipt_file", secret, number=1))
    printed = Submission.objects.get(proposal=proposal).content_hash
    assert hashlib.sha256(file.content).hexdigest() == printed
    assert printed in page.text
    said = file.content.decode()
    for part in ("Zweimal – 2025.", hashlib.sha256(PDF).hexdigest(), proposal.vendor.name, "How do you meet F-1?"):
        assert part in said
    assert "attachment" in file["Content-Disposition"]


def test_handing_in_twice_the_same_is_one_receipt(proposal: Proposal, secret: str) -> None:
    write(secret, "Twice.")
    assert hand_in(secret)["Location"] == hand_in(secret)["Location"]
    assert Submission.objects.count() == 1


def test_vendor_hands_in_again_until_the_deadline(proposal: Proposal, secret: str) -> None:
    upload(secret)
    hand_in(secret)
    document = PortalDocument.objects.get()
    Client().post(at("document_delete", secret, document_code=document.code))
    write(secret, "Three times.")
    assert ProposalDocument.objects.alive().count() == 1, "a draft changes nothing that was handed in"
    hand_in(secret)
    assert not ProposalDocument.objects.alive().exists()
    assert ProposalAnswer.objects.get(criterion="F-1").text == "Three times."
    assert list(Submission.objects.values_list("number", flat=True)) == [1, 2]


def test_what_others_added_stays_when_the_vendor_hands_in(proposal: Proposal, secret: str) -> None:
    added = make_document(proposal, title="Notes of the call")
    upload(secret)
    hand_in(secret)
    assert ProposalDocument.objects.alive().filter(pk=added.pk).exists()


def test_nothing_cannot_be_handed_in(secret: str) -> None:
    answer = hand_in(secret)
    assert answer.status_code == 422
    assert "nothing to hand in yet" in answer.text
    assert not Submission.objects.exists()


def test_after_the_deadline_nothing_is_taken(proposal: Proposal, secret: str) -> None:
    sent = fields_of(secret)
    upload(secret)
    Evaluation.objects.update(deadline_at=timezone.now() - timedelta(seconds=1))
    late = Client().post(at("section", secret, number=1), {**sent, "q0-text": "Too late, but typed."})
    assert late.status_code == 409
    assert "Too late, but typed." in late.text
    assert "Nothing is taken any more" in late.text
    assert hand_in(secret).status_code == 409
    assert upload(secret).status_code == 409
    document = PortalDocument.objects.get()
    assert Client().post(at("document_delete", secret, document_code=document.code)).status_code == 409
    assert not PortalAnswer.objects.exists()
    assert not Submission.objects.exists()


def test_late_proposal_is_taken_once_where_the_moderator_allows_it(proposal: Proposal, secret: str) -> None:
    Evaluation.objects.update(deadline_at=timezone.now() - timedelta(hours=1), accepts_late=True)
    write(secret, "Late.")
    hand_in(secret)
    proposal.refresh_from_db()
    assert proposal.is_late
    assert Submission.objects.get().is_late
    assert "after the deadline" in Client().get(at("receipt", secret, number=1)).text
    assert hand_in(secret).status_code == 409


def test_what_was_in_time_is_never_replaced_by_something_late(proposal: Proposal, secret: str) -> None:
    write(secret, "In time.")
    hand_in(secret)
    Evaluation.objects.update(deadline_at=Submission.objects.get().submitted_at, accepts_late=True)
    assert Client().post(at("section", secret, number=1), fields_of_closed()).status_code == 409
    assert hand_in(secret).status_code == 409
    proposal.refresh_from_db()
    assert not proposal.is_late


def fields_of_closed() -> dict[str, str]:
    """From a page that was open before."""
    draft = PortalAnswer.objects.get()
    return {
        "q0-key": "F-1",
        "q0-revision": str(draft.revision),
        "initial-q0-text": draft.text,
        "q0-text": "Better, but late.",
    }


@pytest.mark.parametrize("stage", [Stage.CONSENSUS, Stage.LOCKED])
def test_nothing_is_taken_once_scores_are_compared(proposal: Proposal, secret: str, stage: Stage) -> None:
    write(secret, "In time.")
    bring_to(proposal.evaluation, stage)
    assert hand_in(secret).status_code == 409
    assert "being compared" in Client().get(at("detail", secret)).text


def test_two_tabs_that_change_one_answer_are_asked(secret: str) -> None:
    opened = fields_of(secret)
    write(secret, "From the first tab.")
    second = Client().post(at("section", secret, number=1), {**opened, "q0-text": "From the second tab."})
    assert second.status_code == 409
    assert "From the second tab." in second.text
    assert "From the first tab." in second.text
    assert PortalAnswer.objects.get().text == "From the first tab."
    form = second.context["form"].answers[0]
    picked = {**opened, "q0-revision": form.data["q0-revision"], "initial-q0-text": "From the first tab."}
    picked |= {"q0-text": "From the second tab.", "asked-q0-text": "1", "pick-q0-text": "typed"}
    assert Client().post(at("section", secret, number=1), picked).status_code == 302
    assert PortalAnswer.objects.get().text == "From the second tab."


def test_two_tabs_that_change_different_answers_are_merged(secret: str) -> None:
    opened = fields_of(secret)
    write(secret, "The first.")
    Client().post(at("section", secret, number=1), {**opened, "q1-text": "The second."})
    assert dict(PortalAnswer.objects.values_list("criterion", "text")) == {"F-1": "The first.", "F-2": "The second."}


def test_script_saves_one_answer_and_gets_no_control_back(secret: str) -> None:
    answer = write(secret, "Typed.", only="F-1")
    assert answer.status_code == 200
    assert "<textarea" not in answer.text
    assert 'name="q0-revision" value="2"' in answer.text
    assert PortalAnswer.objects.get().text == "Typed."
    assert write(secret, "Typed.", only="S-1").status_code == 404, "that question is on another page"


def test_text_that_is_too_long_is_refused_and_kept_on_the_page(secret: str) -> None:
    long = "w" * 10_001
    answer = write(secret, long)
    assert answer.status_code == 422
    assert long in answer.text
    assert not PortalAnswer.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.pdf"),
        (b"MZ\x00\x00program", "offer.pdf"),
        (b"%PDF-1.7 no end", "offer.pdf"),
        (PDF + b"PK\x03\x04more", "offer.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "offer.doc"),
    ],
)
def test_hostile_upload_is_refused_in_words(secret: str, content: bytes, name: str) -> None:
    answer = upload(secret, upload=make_upload(content, name))
    assert answer.status_code == 422
    assert "Case study" in answer.text
    assert not PortalDocument.objects.exists()


def test_document_for_a_question_that_is_not_asked_is_refused(secret: str) -> None:
    assert upload(secret, criterion="NO-1").status_code == 422
    assert not PortalDocument.objects.exists()


def test_document_of_another_vendor_does_not_exist(proposal: Proposal, secret: str) -> None:
    other = proposal.evaluation.proposals.select_related("evaluation__workspace").get(number=2)
    upload(make_portal_link(other)[1])
    document = PortalDocument.objects.get()
    for name, method in (("document_file", "get"), ("document_delete", "post"), ("document_restore", "post")):
        answer = getattr(Client(), method)(at(name, secret, document_code=document.code))
        assert answer.status_code == 404
    document.refresh_from_db()
    assert document.deleted_at is None


def test_removed_document_comes_back_by_undo(secret: str) -> None:
    upload(secret)
    document = PortalDocument.objects.get()
    Client().post(at("document_delete", secret, document_code=document.code))
    assert not PortalDocument.objects.alive().exists()
    Client().post(at("document_restore", secret, document_code=document.code))
    assert PortalDocument.objects.alive().exists()


def test_files_of_removed_documents_go_after_a_month(proposal: Proposal, secret: str) -> None:
    upload(secret)
    hand_in(secret)
    document = PortalDocument.objects.get()
    PortalDocument.objects.update(deleted_at=timezone.now())
    assert purge_documents(now=timezone.now() + timedelta(days=29)) == 0
    assert purge_documents(now=timezone.now() + timedelta(days=31)) == 1
    assert ProposalDocument.objects.get().file == document.file, "what was handed in keeps its file"
    assert document.file.file.storage.exists(str(document.file.file.name))


def test_revoked_link_leads_nowhere(proposal: Proposal, secret: str) -> None:
    sent = fields_of(secret)
    revoke_link(link=PortalLink.objects.get(), actor=owner_of(proposal.evaluation.workspace))
    assert Client().get(at("detail", secret)).status_code == 404
    assert Client().post(at("section", secret, number=1), {**sent, "q0-text": "Still."}).status_code == 404
    assert hand_in(secret).status_code == 404


def test_link_to_what_is_deleted_leads_nowhere(proposal: Proposal, secret: str) -> None:
    actor = owner_of(proposal.evaluation.workspace)
    other = proposal.evaluation.proposals.select_related("evaluation__workspace").get(number=2)
    secret_of_other = make_portal_link(other)[1]
    delete_proposal(proposal=proposal, actor=actor)
    assert Client().get(at("detail", secret)).status_code == 404
    assert Client().get(at("detail", secret_of_other)).status_code == 200
    delete_evaluation(evaluation=proposal.evaluation, actor=actor)
    assert Client().get(at("detail", secret_of_other)).status_code == 404


def test_withdrawn_proposal_can_be_read_and_not_changed(proposal: Proposal, secret: str) -> None:
    write(secret, "In time.")
    hand_in(secret)
    withdraw_proposal(proposal=proposal, actor=owner_of(proposal.evaluation.workspace), reason="They said so.")
    page = Client().get(at("detail", secret))
    assert "Your proposal was withdrawn" in page.text
    assert "They said so." not in page.text
    assert Client().get(at("receipt_file", secret, number=1)).status_code == 200
    assert hand_in(secret).status_code == 409


def test_only_the_hash_of_the_secret_is_stored(secret: str) -> None:
    link = PortalLink.objects.get()
    assert secret not in {str(value) for value in vars(link).values()}
    assert link.secret_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert Client().get(at("detail", link.code)).status_code == 404
    assert Client().get(at("detail", link.secret_hash)).status_code == 404


def test_who_guesses_is_told_to_wait(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"portal_guess": "2/m/ip"}
    answers = [Client().get(at("detail", f"guess-{number}")).status_code for number in range(4)]
    assert answers == [404, 404, 429, 429]


@pytest.mark.parametrize(
    ("action", "send"), [("portal_write", lambda secret: write(secret, "x")), ("portal_upload", upload)]
)
def test_who_sends_too_much_is_told_to_wait(settings: Settings, secret: str, action: str, send: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {action: "1/m/key"}
    assert [send(secret).status_code for _ in range(2)] == [302, 429]


def test_pages_are_for_no_cache_and_no_search_engine(secret: str) -> None:
    answer = Client().get(at("detail", secret))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_portal_says_nothing_of_whoever_is_signed_in(proposal: Proposal, secret: str) -> None:
    """Also where the moderator opens the link: it may be shown to the vendor on a screen."""
    workspace = proposal.evaluation.workspace
    add_clerk(proposal.evaluation)
    add_evaluator(proposal.evaluation)
    client = Client()
    client.force_login(owner_of(workspace))
    page = client.get(at("detail", secret)).text
    other = proposal.evaluation.proposals.select_related("vendor").get(number=2)
    for word in (str(owner_of(workspace)), other.vendor.name, "Anchor", "Evaluators", f"/w/{workspace.code}/"):
        assert word not in page


def test_post_without_the_token_is_refused(secret: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(at("hand_in", secret)).status_code == 403
