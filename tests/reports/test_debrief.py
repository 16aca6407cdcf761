"""What a vendor is told of its own proposal, in two worlds that differ in everything of everybody else."""

from __future__ import annotations

from typing import Any

import pytest

from reports.builders.debrief import debrief_data, told_to
from reports.domain.discretion import names_of_others
from reports.operations.decision_runs import ask_for_debrief, debrief_html
from reports.operations.pdf import results_json
from reports.queries.decisions import NotDecidedError, decided_of, losing_proposals
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.vendors import declare, make_evaluation, make_offer, make_proposal
from vendors.domain.stages import Stage
from vendors.models import (
    AgreedScore,
    Appraisal,
    Award,
    ConflictDeclaration,
    Criterion,
    Dissent,
    Evaluation,
    GateFinding,
    Participant,
    Proposal,
    ProposalAnswer,
    Score,
    Vendor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace(), stage=Stage.DECIDED, proposals=3, evaluators=3)


def told(evaluation: Evaluation) -> tuple[str, bytes]:
    """To the second vendor: the page, and what is attached to it."""
    stored = Evaluation.objects.select_related("workspace", "moderator").get(pk=evaluation.pk)
    decided, code = decided_of(stored), evaluation.proposals.get(number=2).code
    attached = results_json(debrief_data(decided, code))
    return debrief_html(decided, code, {}, content_hash="0" * 64), attached


def change_all_others(evaluation: Evaluation) -> None:
    """Names, prices, scores, words, gates, what is said of them, who decided, why, and how many they are."""
    second = evaluation.proposals.get(number=2)
    others = evaluation.proposals.exclude(pk=second.pk)
    for number, each in enumerate(others):
        Vendor.objects.filter(pk=each.vendor_id).update(name=f"Zanzibar {number} Partners")
        make_offer(each, one_off=9_999_999, yearly=1, note="A rebate.")
    ProposalAnswer.objects.filter(proposal__in=others).update(text="Zebra.")
    AgreedScore.objects.filter(proposal__in=others).update(level=5, reason="Zealous.")
    Score.objects.filter(proposal__in=others).update(level=0, rationale="Zero.")
    Appraisal.objects.filter(proposal__in=others).update(strengths="Zest.", weaknesses="Zilch.", risks="Zigzag.")
    GateFinding.objects.filter(proposal=others[0]).update(is_met=False, note="Zonal.")
    person = evaluation.participants.all()[0]
    declare_anew(person, others[0])
    Dissent.objects.create(agreed=AgreedScore.objects.filter(proposal__in=others)[0], participant=person, text="Zap.")
    Award.objects.update(proposal=others[1], kind="conditional", conditions="Zoned.", pilot_days=77, reasons="Zenith.")
    for participant in evaluation.participants.select_related("user"):
        assert participant.user
        participant.user.name = f"Zoe Zimmer {participant.pk}"
        participant.user.save()
    more = make_proposal(evaluation)
    settle_one(more)


def declare_anew(person: Participant, proposal: Proposal) -> None:
    ConflictDeclaration.objects.filter(participant=person, proposal=proposal).delete()
    declare(person, proposal, "Zoo.")


def settle_one(proposal: Proposal) -> None:
    """A fourth vendor, with a price and better scores than all."""
    keys = AgreedScore.objects.values_list("criterion", flat=True).distinct()
    AgreedScore.objects.bulk_create(
        AgreedScore(proposal=proposal, criterion=key, level=5, proof="verified") for key in keys
    )
    make_offer(proposal, one_off=1)


def test_debrief_is_the_same_whatever_the_others_are(evaluation: Evaluation) -> None:
    before = told(evaluation)
    change_all_others(evaluation)
    after = told(evaluation)
    assert after == before


def change_scores(evaluation: Evaluation, second: Proposal) -> None:
    AgreedScore.objects.filter(proposal=second, criterion="F-1").update(level=1)


def change_reason(evaluation: Evaluation, second: Proposal) -> None:
    AgreedScore.objects.filter(proposal=second, criterion="F-1").update(reason="Shown twice.")


def change_words(evaluation: Evaluation, second: Proposal) -> None:
    Appraisal.objects.filter(proposal=second).update(risks="Depends on one person.")


def change_gate(evaluation: Evaluation, second: Proposal) -> None:
    GateFinding.objects.filter(proposal=second).update(is_met=False)


@pytest.mark.parametrize("change", [change_scores, change_reason, change_words, change_gate])
def test_debrief_tells_what_is_of_its_own_vendor(evaluation: Evaluation, change: Any) -> None:
    before = told(evaluation)
    change(evaluation, evaluation.proposals.get(number=2))
    after = told(evaluation)
    assert after[0] != before[0]
    assert after[1] != before[1]


def test_text_that_names_somebody_is_left_out_whole(evaluation: Evaluation) -> None:
    first, second = evaluation.proposals.all()[:2]
    Vendor.objects.filter(pk=first.vendor_id).update(name="Kestrel Cloud Ltd")
    person = evaluation.participants.select_related("user")[0].user
    assert person
    person.name = "Dana Okafor"
    person.save()
    Appraisal.objects.filter(proposal=second).update(
        strengths="Its own cloud.\nCheaper than Kestrel.", risks="DANA doubts it."
    )
    AgreedScore.objects.filter(proposal=second, criterion="F-1").update(reason="Less than kestrel’s.")
    AgreedScore.objects.filter(proposal=second, criterion="F-2").update(reason="The region is ours alone.")
    page, attached = told(evaluation)
    for text in (page, attached.decode()):
        assert "Its own cloud." in text
        assert "The region is ours alone." in text
        assert "kestrel" not in text.casefold()
        assert "dana" not in text.casefold()
    stored = Evaluation.objects.select_related("workspace", "moderator").get(pk=evaluation.pk)
    assert told_to(decided_of(stored), second.code).left_out == 3


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Better than Kestrel.", True),
        ("KESTREL-like.", True),
        ("A managed cloud.", False),
        ("As Vendor No. 1 Ltd has it.", True),
        ("One vendor, no. 1 of its kind.", False),
        ("The lowest price.", True),
        ("The best secure development of all four.", True),
        ("Shown more often than in another proposal.", True),
        ("Second of the three vendors.", True),
        ("Two of six people are not yet named.", False),
        ("Aurora shows it.", False),
        ("", False),
    ],
)
def test_names_of_others_are_found_in_texts(text: str, is_named: bool) -> None:
    others = names_of_others(["Kestrel Cloud", "Vendor No. 1 Ltd", "Aurora Kestrel"], own="Aurora Managed")
    assert others.are_in(text) is is_named


def test_text_of_a_level_comes_with_those_it_builds_on(evaluation: Evaluation) -> None:
    anchors = ["None.", "", "", "Two projects are documented.", "As 3, and a client confirmed.", "As 4, for years."]
    Criterion.objects.filter(version__evaluation=evaluation, key="F-1").update(anchors=anchors)
    AgreedScore.objects.filter(proposal__number=2, criterion="F-1").update(level=4, proof="verified")
    page, _attached = told(evaluation)
    assert "<p>3: Two projects are documented.</p><p>4: As 3, and a client confirmed.</p>" in page
    assert "For 5: As 4, for years." in page


def test_claim_that_counts_less_is_told_as_such(evaluation: Evaluation) -> None:
    AgreedScore.objects.filter(proposal__number=2, criterion="F-1").update(level=4, proof="claimed")
    assert "4 was claimed and counts 2, since it could not be verified." in told(evaluation)[0]


def test_chosen_vendor_gets_no_debrief_and_without_an_award_everybody_does(evaluation: Evaluation) -> None:
    first, second, third = evaluation.proposals.all()
    owner = owner_of(evaluation.workspace)
    with pytest.raises(NotDecidedError):
        ask_for_debrief(proposal=first, actor=owner)
    assert losing_proposals(evaluation) == [second, third]
    Award.objects.update(kind="none", proposal=None)
    assert losing_proposals(evaluation) == [first, second, third]
    assert "No proposal was chosen" in told(evaluation)[0]
    run = ask_for_debrief(proposal=second, actor=owner)
    assert (run.proposal, run.options["is_confidential"]) == (second, True)
