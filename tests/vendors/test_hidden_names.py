"""Names of vendors that are hidden from evaluators, in what the moderator writes for them to read."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_workspace, owner_of
from tests.factories.vendors import make_evaluation
from tests.vendors.consensus import at, client_of, in_consensus, proposals_of
from vendors.domain.stages import Stage
from vendors.models import Evaluation

pytestmark = pytest.mark.django_db

WARNED = "hidden from them until quality is locked"


def moderator_of(evaluation: Evaluation) -> Client:
    return client_of(owner_of(evaluation.workspace))


def save_purpose(evaluation: Evaluation, purpose: str) -> str:
    address = reverse("evaluation_settings", args=[evaluation.workspace.code, evaluation.code])
    typed = {"revision": str(evaluation.revision), "title": "Partner", "purpose": purpose}
    typed |= {"agenda_spread": "2", "fewest_evaluators": "3", "robust_percent": "90", "leaning_percent": "60"}
    return moderator_of(evaluation).post(address, {**typed, "low_price_percent": "70"}, follow=True).text


@pytest.mark.parametrize(
    ("stage", "are_hidden", "is_warned"),
    [(Stage.SCORING, True, True), (Stage.SCORING, False, False), (Stage.LOCKED, True, False)],
)
def test_purpose_that_names_a_hidden_vendor_is_told(stage: Stage, are_hidden: bool, is_warned: bool) -> None:
    evaluation = make_evaluation(make_workspace(), stage=stage, are_names_hidden=are_hidden)
    name = evaluation.proposals.all()[0].vendor.name
    text = save_purpose(evaluation, f"Whether to leave {name.upper()}.")
    assert (WARNED in text) == is_warned


def test_text_without_a_name_is_saved_without_a_word() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING, are_names_hidden=True)
    text = save_purpose(evaluation, "Whom to ask.")
    assert "The settings are saved." in text
    assert WARNED not in text


def test_finding_and_agreed_reason_that_name_a_hidden_vendor_are_told() -> None:
    evaluation = in_consensus(are_names_hidden=True)
    first = proposals_of(evaluation)[0]
    client, here = moderator_of(evaluation), {"gate": "G-1", "proposal_code": first.code}
    words = f"{first.vendor} told us on the telephone."
    found = {"revision": "1", "is_met": "yes", "note": words}
    assert WARNED in client.post(at(evaluation, "consensus_finding", **here), found, follow=True).text
    typed: dict[str, str] = {}
    for each in proposals_of(evaluation):
        said = {"revision": "1", "level": "3", "proof": "verified", "reason": words}
        typed |= {f"{each.code}-{name}": value for name, value in said.items()}
        typed |= {f"initial-{each.code}-{name}": "" for name in ("level", "proof", "reason")}
    address = at(evaluation, "consensus_agree", criterion="S-1")
    assert f"“{first.vendor}”" in client.post(address, typed, follow=True).text


def test_criterion_that_names_a_hidden_vendor_is_told() -> None:
    evaluation = make_evaluation(make_workspace(), are_names_hidden=True)
    name = evaluation.proposals.all()[0].vendor.name
    address = reverse("criteria_group_add", args=[evaluation.workspace.code, evaluation.code])
    version = evaluation.versions.get()
    typed = {"revision": str(version.revision), "title": f"As good as {name}"}
    assert WARNED in moderator_of(evaluation).post(address, typed, follow=True).text
