"""The page of the result: what it says, to whom, and what other weights would make of it."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_clerk, add_evaluator, bring_to, declare, make_evaluation
from tests.test_query_budget import queries_of
from vendors.domain.stages import Stage, VersionState
from vendors.models import AgreedScore, Evaluation, GateFinding, ModelVersion, Score, Vendor, Weighting

pytestmark = pytest.mark.django_db


def page(evaluation: Evaluation, query: str = "", user: User | None = None, status: int = 200) -> str:
    client = Client()
    client.force_login(user or make_member(evaluation.workspace))
    answer = client.get(address(evaluation) + query)
    assert answer.status_code == status
    return unescape(answer.text).replace("\xa0", " ")


def address(evaluation: Evaluation) -> str:
    return reverse("outcome_detail", args=[evaluation.workspace.code, evaluation.code])


def agree(evaluation: Evaluation, levels: dict[str, dict[str, int]]) -> None:
    """By the name of the vendor and the criterion."""
    for name, found in levels.items():
        for criterion, level in found.items():
            AgreedScore.objects.filter(proposal__vendor__name=name, criterion=criterion).update(level=level)


@pytest.fixture
def evaluation() -> Evaluation:
    """Ash 62.4 is ahead of Birch 61.6 where F-1 weighs much, and behind it where S-2 does."""
    evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED)
    for proposal, name in zip(evaluation.proposals.all(), ("Ash", "Birch"), strict=True):
        Vendor.objects.filter(proposals=proposal).update(name=name)
    agree(evaluation, {"Ash": {"F-1": 4, "S-2": 2}, "Birch": {"S-2": 4}})
    return evaluation


def heading(text: str) -> str:
    return str(re.findall(r'<span id="verdict">(.*?)</span>', text)[0])


def ranks(text: str) -> list[tuple[str, str, str]]:
    rows = re.findall(r'<li data-vendor="\w+".*?</li>', text, re.S)
    found = []
    for row in rows:
        rank, name = re.findall(r'ranks__rank num">(.*?)<', row)[0], re.findall(r"<b>(.*?)</b>", row)[0]
        found.append((rank, name, re.findall(r'ranks__total num">(.*?)<', row)[0]))
    return found


def test_heading_says_who_leads_and_how_sure_that_is(evaluation: Evaluation) -> None:
    text = page(evaluation)
    assert heading(text) == "Ash leads, and holds first place in 80 % of weightings"
    assert ranks(text) == [("1", "Ash", "63.6"), ("2", "Birch", "62.4")]
    assert "place 1 in 80 %, place 2 in 20 %" in text


def test_equal_totals_share_the_first_place(evaluation: Evaluation) -> None:
    agree(evaluation, {"Birch": {"F-1": 4, "S-2": 2}})
    assert heading(page(evaluation)) == "Ash and Birch share first place"


@pytest.mark.parametrize(
    ("leaning", "robust", "word", "said"),
    [
        (60, 75, "Robust", "Ash leads, and holds first place in 80 % of weightings"),
        (60, 90, "Leaning", "Ash leads, and holds first place in 80 % of weightings"),
        (90, 95, "A tie", "Ash and Birch are a tie: decide by judgement"),
    ],
)
def test_word_follows_the_settings(evaluation: Evaluation, leaning: int, robust: int, word: str, said: str) -> None:
    Evaluation.objects.filter(pk=evaluation.pk).update(leaning_percent=leaning, robust_percent=robust)
    text = page(evaluation)
    assert heading(text) == said
    assert re.findall(r'<p class="lead"><span class="badge[^>]*>(.*?)<', text) == [word]


def test_word_is_that_of_the_weights_that_are_tried(evaluation: Evaluation) -> None:
    text = page(evaluation, "?w-F-1=0&w-F-2=0&w-S-1=0&w-S-2=50")
    assert heading(text) == "Birch leads, and holds first place in 100 % of weightings"
    assert re.findall(r'<p class="lead"><span class="badge[^>]*>(.*?)<', text) == ["Robust"]
    assert re.findall(r'<p class="lead"><span class="badge[^>]*>(.*?)<', page(evaluation)) == ["Leaning"]


def test_excluded_names_its_gate_and_has_no_rank(evaluation: Evaluation) -> None:
    GateFinding.objects.filter(proposal__vendor__name="Ash").update(is_met=False)
    text = page(evaluation)
    assert heading(text) == "Birch is the only proposal that can be ranked"
    assert ranks(text) == [("1", "Birch", "62.4"), ("–", "Ash", "63.6")]
    assert "Excluded: “The data stays in the region” is not met" in text
    assert "Ash would lead with 63.6, were it not excluded." in text


def test_waiver_is_told_and_until_when(evaluation: Evaluation) -> None:
    until = evaluation.workspace.today + timedelta(days=10)
    GateFinding.objects.filter(proposal__vendor__name="Ash").update(
        is_met=False, waiver_reason="In March.", waiver_expires_date=until
    )
    text = page(evaluation)
    assert "Ash is ranked thanks to a waiver of “The data stays in the region”" in text
    assert ranks(text)[0][:2] == ("1", "Ash")


def test_group_below_its_minimum_excludes(evaluation: Evaluation) -> None:
    evaluation.versions.get().groups.filter(key="fit").update(minimum=65)
    text = page(evaluation)
    assert ranks(text)[1] == ("–", "Birch", "62.4")
    assert "Excluded: “Group fit” is below its minimum" in text
    assert "below the minimum" in text


def test_incomplete_has_a_range_and_no_rank(evaluation: Evaluation) -> None:
    AgreedScore.objects.filter(proposal__vendor__name="Birch", criterion="F-1").delete()
    text = page(evaluation)
    assert ranks(text)[1] == ("–", "Birch", "44.4–74.4")
    assert "No rank yet: 1 criterion is not scored" in text
    assert "Birch has no rank yet and can still reach 74.4." in text


def test_try_it_turns_the_order_as_the_sentence_says(evaluation: Evaluation) -> None:
    text = page(evaluation)
    tips = re.findall(r"<p>([^<]* and Birch leads\.) <a[^>]*href=\"([^\"]+)\"", text)
    assert tips
    for said, query in tips:
        tried = page(evaluation, query)
        assert ranks(tried)[0][1] == "Birch", said
        assert "You are trying other weights." in tried


def test_weights_are_tried_by_the_form_and_stored_nowhere(evaluation: Evaluation) -> None:
    version = evaluation.versions.get()
    before = (version.content_hash, version.weightings.get().judgements)
    text = page(evaluation, "?w-F-1=0&w-F-2=0&w-S-1=0&w-S-2=50")
    assert ranks(text) == [("1", "Birch", "80.0"), ("2", "Ash", "40.0")]
    assert 'name="w-S-2" value="100.0"' in text
    version.refresh_from_db()
    assert (version.content_hash, version.weightings.get().judgements) == before
    assert ranks(page(evaluation))[0][1] == "Ash"


def test_bad_weight_is_told_and_kept(evaluation: Evaluation) -> None:
    text = page(evaluation, "?w-F-1=much", status=422)
    assert "Each weight is a number from 0 to 1000. The locked weights are shown." in text
    assert 'name="w-F-1" value="much"' in text
    assert ranks(text)[0][1] == "Ash"


@pytest.mark.parametrize(
    ("mode", "hint"),
    [
        ("band", "when every weight moves by up to 30 %"),
        ("order_kept", "when the criteria keep their order of importance"),
        ("free", "when every set of weights is as likely as any other"),
        ("no-such", "when every weight moves by up to 30 %"),
    ],
)
def test_three_modes_show_their_shares(evaluation: Evaluation, mode: str, hint: str) -> None:
    assert hint in page(evaluation, f"?mode={mode}")


def test_script_gets_what_the_page_shows_and_nothing_else(evaluation: Evaluation) -> None:
    data = live(page(evaluation))
    assert data["criteria"] == ["F-1", "F-2", "S-1", "S-2"]
    assert data["weights"] == [0.3, 0.3, 0.28, 0.12]
    assert [(each["name"], each["values"]) for each in data["vendors"]] == [
        ("Ash", [80.0, 60.0, 60.0, 40.0]),
        ("Birch", [60.0, 60.0, 60.0, 80.0]),
    ]


def live(text: str) -> Any:
    return json.loads(re.findall(r'<script id="live" type="application/json">(.*?)</script>', text)[0])


def test_scenarios_and_both_versions_are_ranked_side_by_side(evaluation: Evaluation) -> None:
    first = evaluation.versions.get()
    second = ModelVersion.objects.create(
        evaluation=evaluation, number=2, state=VersionState.LOCKED.value, content_hash="x" * 64
    )
    group = second.groups.create(key="safe", title="Safe")
    second.criteria.create(group=group, key="S-2", title="Restores", anchors=[""] * 6)
    second.criteria.create(group=group, key="F-1", title="Fit", anchors=[""] * 6, position=1)
    points = {"": {"safe": "1"}, "safe": {"S-2": "3", "F-1": "1"}}
    Weighting.objects.create(version=second, judgements={"points": points})
    Weighting.objects.create(
        version=second, name="CTO", judgements={"points": {**points, "safe": {"S-2": "0", "F-1": "1"}}}
    )
    text = page(evaluation)
    assert ranks(text)[0][:2] == ("1", "Birch")
    assert "Under version 1 of the criteria: Ash leads." in text
    assert "With the weights “CTO”: Ash leads." in text
    assert "Version 2, in force" in text
    assert first.number == 1


def test_price_stands_beside_quality(evaluation: Evaluation) -> None:
    text = page(evaluation)
    assert "Ash is the best and the cheapest" in text
    assert "Beaten on both by Ash" in text
    assert "Combined" not in text
    Evaluation.objects.filter(pk=evaluation.pk).update(budget=160_000, ceiling=170_000, price_percent=50)
    text = page(evaluation)
    assert "Combined: 50 % price, which counts 100 up to EUR 160,000 and 0 from EUR 170,000." in text
    assert "81.8" in text


def test_leaving_one_out_names_who_decides(evaluation: Evaluation) -> None:
    one, two = evaluation.participants.all()
    Score.objects.filter(participant=one).update(level=3)
    Score.objects.filter(participant=one, proposal__vendor__name="Birch").update(level=5)
    Score.objects.filter(participant=two, proposal__vendor__name="Birch").update(level=2)
    text = page(evaluation)
    assert f"Without the scores of {one}, Ash leads on the means of the others." in text
    assert f"Without {one}" in text
    assert "ICC(2,1)" in text


def test_questions_are_asked_and_nobody_is_excluded_for_them(evaluation: Evaluation) -> None:
    text = page(evaluation)
    assert "Only 2 evaluators scored: each has much weight." in text
    assert "“Criterion F-2” separates nobody: all have 3." in text


def test_claim_counts_at_most_two_and_says_so(evaluation: Evaluation) -> None:
    AgreedScore.objects.filter(proposal__vendor__name="Ash", criterion="F-1").update(proof="claimed")
    text = page(evaluation)
    assert "2<small>4 claimed</small>" in text
    assert ranks(text)[0][1] == "Birch"


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SCORING])
def test_result_does_not_exist_before_consensus(stage: Stage) -> None:
    evaluation = make_evaluation(make_workspace(), stage=stage)
    page(evaluation, user=owner_of(evaluation.workspace), status=404)


def test_result_is_provisional_and_without_prices_until_quality_is_locked() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.CONSENSUS)
    clerk = add_clerk(evaluation).user
    text = page(evaluation, user=owner_of(evaluation.workspace))
    assert heading(text) == "Provisional: no proposal can be ranked yet"
    assert "<small>provisional</small>" in text
    assert "1 gate is not checked" in text
    assert "Quality against cost" not in text
    page(evaluation, user=clerk, status=404)


def test_conflict_keeps_the_dots_of_that_vendor_away(evaluation: Evaluation) -> None:
    other = make_evaluation(evaluation.workspace)
    one, _two = other.proposals.all()
    conflicted = add_evaluator(other)
    declare(conflicted, one, "I worked there.")
    bring_to(other, Stage.LOCKED)
    everybody, kept = page(other), page(other, user=conflicted.user)
    assert everybody.count('class="dots"') == 8
    assert kept.count('class="dots"') == 4
    assert "ICC(2,1)" not in kept
    assert ranks(everybody) == ranks(kept)


def test_who_did_not_hand_in_sees_no_dots(evaluation: Evaluation) -> None:
    late = add_evaluator(evaluation)
    text = page(evaluation, user=late.user)
    assert 'class="dots"' not in text
    assert ranks(text)[0][1] == "Ash"


def test_page_without_proposals_says_so() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED, proposals=0)
    assert "No proposal to compare" in page(evaluation)


@pytest.mark.parametrize("count", [2, 6])
def test_page_asks_as_little_for_many_as_for_few(count: int) -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED, proposals=count, evaluators=count)
    evaluator = evaluation.participants.all()[0].user
    assert evaluator
    client = Client()
    client.force_login(evaluator)
    assert queries_of(client, address(evaluation)) == 15


def test_last_shade_stands_for_all_lower_places() -> None:
    for count, last in ((5, "5th</"), (6, "5th and lower</")):
        text = page(make_evaluation(make_workspace(), stage=Stage.LOCKED, proposals=count))
        assert last in text
        assert ("and lower" in text) == (count > 5)
