"""Prices by the API: entered behind the seal, reckoned as the pages do."""

from __future__ import annotations

import pytest

from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_clerk, make_evaluation
from vendors.domain.stages import Stage
from vendors.models import Evaluation

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def here(evaluation: Evaluation, name: str, *codes: str) -> str:
    return at(name, evaluation.workspace.code, evaluation.code, *codes)


def test_price_is_entered_by_the_clerk_and_told_to_nobody_else() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING)
    clerk, first = ApiClient(add_clerk(evaluation).user), evaluation.proposals.get(number=1)
    price = here(evaluation, "price", first.code)
    assert (clerk.get(price).json()["offer"], clerk.get(price)["ETag"]) == (None, '"1"')
    assert clerk.patch(price, {"one_off": 100}, seen=1).json()["errors"][0]["pointer"] == "#/one_off"
    assert clerk.patch(price, {"one_off": "100.125"}, seen=1).status_code == 422
    entered = clerk.patch(price, {"one_off": "160000.50", "yearly": "20000"}, seen=1).json()
    assert (entered["offer"]["one_off"], entered["offer"]["exit"]) == ("160000.5", "0")
    assert entered["cost"]["years"][:2] == ["160000.5000", "20000.0000"]
    assert clerk.patch(price, {"yearly": "1"}, seen=1).status_code == 412
    foreign = clerk.patch(price, {"currency": "usd"}, seen=2).json()
    assert {each["pointer"] for each in foreign["errors"]} == {"#/rate", "#/rate_date"}
    rated = clerk.patch(price, {"currency": "usd", "rate": "0.9", "rate_date": "2026-01-02"}, seen=2).json()
    assert (rated["offer"]["currency"], rated["offer"]["rate"], rated["revision"]) == ("USD", "0.9", 3)
    assert rated["cost"]["years"][0] == "144000.4500"
    for person in (owner_of(evaluation.workspace), evaluation.participants.all()[0].user):
        refused = ApiClient(person)
        assert refused.get(price).status_code == refused.patch(price, {"yearly": "1"}, seen="*").status_code == 404
        assert refused.get(here(evaluation, "prices")).status_code == 404


def test_prices_are_open_once_quality_is_locked_and_stay_after_the_decision() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED)
    member, moderator = ApiClient(make_member(evaluation.workspace)), ApiClient(owner_of(evaluation.workspace))
    first = evaluation.proposals.get(number=1)
    price = here(evaluation, "price", first.code)
    assert len(member.get(here(evaluation, "prices")).json()["results"]) == 2
    assert member.patch(price, {"yearly": "1"}, seen="*").status_code == 403
    assert moderator.patch(price, {"yearly": "1.5"}, seen="*").json()["offer"]["yearly"] == "1.5"
    Evaluation.objects.filter(pk=evaluation.pk).update(stage=Stage.DECIDED.value)
    assert moderator.patch(price, {"yearly": "1"}, seen="*").status_code == 403
    assert moderator.patch(here(evaluation, "terms"), {"horizon_years": 3}, seen="*").status_code == 403


def test_terms_are_set_and_their_anchor_by_the_moderator_alone() -> None:
    evaluation = make_evaluation(make_workspace())
    terms = here(evaluation, "terms")
    clerk, moderator = ApiClient(add_clerk(evaluation).user), ApiClient(owner_of(evaluation.workspace))
    changed = clerk.patch(terms, {"discount_percent": "3.5", "day_rate": "950"}, seen=evaluation.revision)
    assert (changed.json()["discount_percent"], changed.json()["day_rate"]) == ("3.5", "950")
    assert clerk.patch(terms, {"budget": "100"}, seen="*").json()["errors"][0]["pointer"] == "#/budget"
    anchored = moderator.patch(terms, {"price_percent": 30}, seen="*").json()
    assert {each["pointer"] for each in anchored["errors"]} == {"#/budget", "#/ceiling"}
    anchor = {"price_percent": 30, "budget": "100000", "ceiling": "300000.00"}
    assert moderator.patch(terms, anchor, seen="*").json()["ceiling"] == "300000"
    assert moderator.patch(terms, {"horizon_years": 3}, seen=evaluation.revision).status_code == 412
    assert ApiClient(make_member(evaluation.workspace)).get(terms).status_code == 403
