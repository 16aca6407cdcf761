"""What people write at length: refused in words where no file could hold it, and never what stops an export."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from core.texts import LONGEST_TEXT
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.vendor_portal import make_portal_link
from tests.factories.vendors import add_clerk, make_evaluation
from vendors.models import Evaluation, Offer, PortalAnswer

pytestmark = pytest.mark.django_db

CONTROL = "\x0b"
REFUSED = "Remove the control character U+000B."


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace())


def signed_in(evaluation: Evaluation) -> Client:
    client = Client()
    client.force_login(owner_of(evaluation.workspace))
    return client


@pytest.mark.parametrize(
    ("page", "field", "sent"),
    [
        ("evaluation_settings", "purpose", {"title": "Partner"}),
        ("proposal_settings", "description", {}),
        ("proposal_answer", "text", {}),
        ("proposal_withdraw", "reason", {}),
        ("vendor_settings", "description", {"name": "Kestrel"}),
    ],
)
def test_control_characters_are_refused_in_words_and_what_was_typed_is_kept(
    evaluation: Evaluation, page: str, field: str, sent: dict[str, str]
) -> None:
    workspace, proposal = evaluation.workspace, evaluation.proposals.all()[0]
    known = {"evaluation_settings": [evaluation.code], "vendor_settings": [proposal.vendor.code]}
    known["proposal_answer"] = [evaluation.code, proposal.code, "F-1"]
    arguments = [workspace.code, *known.get(page, [evaluation.code, proposal.code])]
    typed = {**sent, "revision": "1", field: f"We choose{CONTROL} one."}
    answer = signed_in(evaluation).post(reverse(page, args=arguments), typed)
    assert answer.status_code == 422
    assert REFUSED in answer.content.decode()
    assert f"We choose{CONTROL} one." in answer.content.decode()


def test_vendor_is_told_of_control_characters_under_its_private_address(evaluation: Evaluation) -> None:
    secret = make_portal_link(evaluation.proposals.all()[0])[1]
    typed = {"q0-key": "", "q0-revision": "1", "q0-text": f"Ours{CONTROL}, not theirs"}
    answer = Client().post(reverse("portal_section", args=[secret, 0]), typed)
    assert answer.status_code == 422
    assert REFUSED in answer.content.decode()
    assert not PortalAnswer.objects.exists()


@pytest.mark.parametrize(
    ("page", "field", "sent", "most"),
    [
        ("evaluation_settings", "purpose", {"title": "Partner"}, 5000),
        ("vendor_settings", "description", {"name": "Kestrel"}, LONGEST_TEXT),
    ],
)
def test_text_is_no_longer_than_a_cell_holds(
    evaluation: Evaluation, page: str, field: str, sent: dict[str, str], most: int
) -> None:
    code = evaluation.code if page == "evaluation_settings" else evaluation.proposals.all()[0].vendor.code
    address = reverse(page, args=[evaluation.workspace.code, code])
    answer = signed_in(evaluation).post(address, {**sent, "revision": "1", field: "x" * (most + 1)})
    assert answer.status_code == 422
    assert f"at most {most}" in answer.content.decode()


def test_note_of_a_price_is_no_longer_than_a_cell_holds(evaluation: Evaluation) -> None:
    clerk = add_clerk(evaluation).user
    assert clerk
    client, proposal = Client(), evaluation.proposals.all()[0]
    client.force_login(clerk)
    address = reverse("price_edit", args=[evaluation.workspace.code, evaluation.code, proposal.code])
    zero = dict.fromkeys(("one_off", "migration", "yearly", "exit", "internal_days"), "0")
    typed = {**zero, "currency": "EUR", "revision": "1", "note": "x" * 5001}
    assert client.post(address, typed).status_code == 422
    assert not Offer.objects.exists()
    assert client.post(address, {**typed, "note": "x" * 5000}).status_code == 302
    exported = client.get(reverse("evaluation_xlsx", args=[evaluation.workspace.code, evaluation.code]))
    assert "Prices" in load_workbook(BytesIO(exported.content)).sheetnames


def test_title_that_is_changed_stays_on_one_line(evaluation: Evaluation) -> None:
    address = reverse("evaluation_settings", args=[evaluation.workspace.code, evaluation.code])
    answer = signed_in(evaluation).post(address, {"revision": "1", "title": "Partner\nBcc: all@example.org"})
    assert answer.status_code == 422
    assert "Write it on one line" in answer.content.decode()
