"""Prices of proposals: who enters and sees them, what is asked of them, and their terms."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Activity, User
from core.models import StaleWriteError
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_clerk, bring_to, make_evaluation
from vendors.domain.stages import Stage
from vendors.models import Evaluation, Offer
from vendors.operations.prices import AnchorClosedError, PricesClosedError, change_terms, enter_offer

pytestmark = pytest.mark.django_db

AMOUNTS = {
    "one_off": "1000",
    "yearly": "200",
    "migration": "50",
    "exit": "30",
    "internal_days": "3",
    "currency": "EUR",
    "rate": "",
    "rate_date": "",
    "note": "",
    "revision": "1",
}


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace(), stage=Stage.SCORING)


def clerk_of(evaluation: Evaluation) -> User:
    clerk = add_clerk(evaluation).user
    assert clerk
    return clerk


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, evaluation: Evaluation, *more: str) -> str:
    return reverse(name, args=[evaluation.workspace.code, evaluation.code, *more])


def first(evaluation: Evaluation) -> Any:
    return evaluation.proposals.order_by("number")[0]


def decide(evaluation: Evaluation) -> None:
    Evaluation.objects.filter(pk=evaluation.pk).update(stage=Stage.DECIDED.value)


def test_clerk_enters_a_price_that_nobody_else_sees(evaluation: Evaluation) -> None:
    clerk, proposal = signed_in(clerk_of(evaluation)), first(evaluation)
    assert "0 of 2 prices are entered" in clerk.get(at("price_list", evaluation)).text
    answer = clerk.post(at("price_edit", evaluation, proposal.code), AMOUNTS)
    assert answer.status_code == 302
    page = clerk.get(at("price_list", evaluation)).text
    assert "1 of 2 prices are entered" in page
    assert "EUR\xa01,680" in page  # 1,000 + 50 + 3 · 200 + 30, and days that cost nothing
    for user in (owner_of(evaluation.workspace), make_member(evaluation.workspace)):
        other = signed_in(user)
        assert other.get(at("price_list", evaluation)).status_code == 404
        assert other.get(at("price_detail", evaluation, proposal.code)).status_code == 404
        assert other.post(at("price_edit", evaluation, proposal.code), AMOUNTS).status_code == 404
    assert proposal.vendor.name not in str(list(Activity.objects.values_list("detail", "object_name")))


def test_prices_open_to_all_when_quality_is_locked(evaluation: Evaluation) -> None:
    bring_to(evaluation, Stage.CONSENSUS)
    bring_to(evaluation, Stage.LOCKED)
    viewer = signed_in(make_member(evaluation.workspace))
    assert "From EUR\xa0160,000 to EUR\xa0170,000 over 3 years" in viewer.get(at("price_list", evaluation)).text
    detail = at("price_detail", evaluation, first(evaluation).code)
    assert "costs EUR\xa0160,000" in viewer.get(detail).text
    edit = at("price_edit", evaluation, first(evaluation).code)
    assert viewer.post(edit, AMOUNTS).status_code == 403
    moderator = signed_in(owner_of(evaluation.workspace))
    assert moderator.post(edit, {**AMOUNTS, "revision": "1"}).status_code == 302


def test_foreign_currency_needs_a_dated_rate(evaluation: Evaluation) -> None:
    clerk, proposal = signed_in(clerk_of(evaluation)), first(evaluation)
    edit = at("price_edit", evaluation, proposal.code)
    answer = clerk.post(edit, {**AMOUNTS, "currency": "usd", "note": "As of the second offer."})
    assert answer.status_code == 422
    assert answer.text.count("Say what one unit is worth in EUR, and on which day.") == 4
    assert "As of the second offer." in answer.text
    today = evaluation.workspace.today
    tomorrow = {**AMOUNTS, "currency": "USD", "rate": "0.5", "rate_date": str(today + timedelta(days=1))}
    assert "The rate of a day to come is not known yet." in clerk.post(edit, tomorrow).text
    assert clerk.post(edit, {**tomorrow, "rate_date": str(today)}).status_code == 302
    assert "EUR\xa0840" in clerk.get(at("price_list", evaluation)).text
    assert "1 USD = 0.5 EUR on" in clerk.get(at("price_detail", evaluation, proposal.code)).text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"currency": "EURO"}, "at most 3 characters"),
        ({"currency": "E1"}, "Write the currency as three letters, such as EUR."),
        ({"one_off": "-1"}, "greater than or equal to 0"),
        ({"yearly": "much"}, "Enter a number."),
    ],
)
def test_bad_input_is_told_and_kept(evaluation: Evaluation, change: dict[str, str], said: str) -> None:
    clerk = signed_in(clerk_of(evaluation))
    answer = clerk.post(at("price_edit", evaluation, first(evaluation).code), {**AMOUNTS, **change})
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{next(iter(change.values()))}"' in answer.text
    assert not Offer.objects.exists()


def test_two_clerks_do_not_overwrite_each_other(evaluation: Evaluation) -> None:
    proposal, actor = first(evaluation), clerk_of(evaluation)
    enter_offer(proposal=proposal, actor=actor, seen=1, one_off=Decimal(5))
    with pytest.raises(StaleWriteError):
        enter_offer(proposal=proposal, actor=actor, seen=1, one_off=Decimal(9))
    assert Offer.objects.get().one_off == 5
    sent = {**AMOUNTS, "initial-one_off": "0", "initial-yearly": "0", "one_off": "9", "yearly": "0"}
    answer = signed_in(actor).post(at("price_edit", evaluation, proposal.code), sent)
    assert answer.status_code == 409


def test_decided_prices_stay(evaluation: Evaluation) -> None:
    proposal, actor = first(evaluation), clerk_of(evaluation)
    decide(evaluation)
    with pytest.raises(PricesClosedError):
        enter_offer(proposal=proposal, actor=actor, seen=1, one_off=Decimal(5))
    with pytest.raises(PricesClosedError):
        change_terms(evaluation=evaluation, actor=actor, seen=1, horizon_years=5)
    assert not Offer.objects.exists()
    client = signed_in(actor)
    assert client.post(at("price_edit", evaluation, proposal.code), AMOUNTS).status_code == 403
    assert client.get(at("price_terms", evaluation)).status_code == 403


TERMS = {"horizon_years": "5", "discount_percent": "3.5", "currency": "EUR", "day_rate": "800", "revision": "1"}
ANCHOR = {"budget": "100", "ceiling": "200", "price_percent": "30"}


def test_terms_are_set_by_the_clerk_and_the_anchor_by_the_moderator_alone(evaluation: Evaluation) -> None:
    address = at("price_terms", evaluation)
    assert signed_in(clerk_of(evaluation)).post(address, TERMS | ANCHOR).status_code == 302
    evaluation.refresh_from_db()
    assert (evaluation.horizon_years, evaluation.budget) == (5, None)
    moderator = signed_in(owner_of(evaluation.workspace))
    assert moderator.post(address, {**TERMS, **ANCHOR, "revision": "2"}).status_code == 302
    evaluation.refresh_from_db()
    assert (evaluation.budget, evaluation.ceiling, evaluation.price_percent) == (100, 200, 30)


def test_anchor_is_closed_once_prices_are_known(evaluation: Evaluation) -> None:
    Evaluation.objects.filter(pk=evaluation.pk).update(stage=Stage.LOCKED.value)
    actor = owner_of(evaluation.workspace)
    with pytest.raises(AnchorClosedError):
        change_terms(evaluation=evaluation, actor=actor, seen=1, budget=Decimal(5))
    assert change_terms(evaluation=evaluation, actor=actor, seen=1, horizon_years=5).horizon_years == 5
    assert 'name="budget"' not in signed_in(actor).get(at("price_terms", evaluation)).text


def test_combined_score_needs_its_anchor(evaluation: Evaluation) -> None:
    moderator, address = signed_in(owner_of(evaluation.workspace)), at("price_terms", evaluation)
    answer = moderator.post(address, {**TERMS, "price_percent": "30"})
    assert answer.status_code == 422
    assert "A combined score needs a budget and a ceiling to be fixed on." in answer.text
    turned = moderator.post(address, {**TERMS, **ANCHOR, "ceiling": "50"})
    assert "The ceiling must be higher than the budget." in turned.text


def test_another_currency_asks_for_rates_anew(evaluation: Evaluation) -> None:
    actor = clerk_of(evaluation)
    proposal = first(evaluation)
    enter_offer(
        proposal=proposal,
        actor=actor,
        seen=1,
        currency="USD",
        rate=Decimal("0.9"),
        rate_date=evaluation.workspace.today,
    )
    change_terms(evaluation=evaluation, actor=actor, seen=1, currency="CHF")
    assert Offer.objects.values_list("currency", "rate", "rate_date").get() == ("USD", 1, None)
    assert "Rate missing" in signed_in(actor).get(at("price_list", evaluation)).text


def test_low_price_is_a_question(evaluation: Evaluation) -> None:
    bring_to(evaluation, Stage.CONSENSUS)
    bring_to(evaluation, Stage.LOCKED)
    Offer.objects.filter(proposal=first(evaluation)).update(one_off=10_000, yearly=0)
    page = signed_in(make_member(evaluation.workspace)).get(at("price_list", evaluation)).text
    assert "11\xa0% of the median: ask why it is so low" in page
