"""The result by the API: the numbers of the page, under the locked weights and others."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import make_evaluation, make_following, make_scenario
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Criterion, Evaluation, ModelVersion
from vendors.queries.versions import ROOT, version_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def here(evaluation: Evaluation, name: str) -> str:
    return at(name, evaluation.workspace.code, evaluation.code)


def contested() -> Evaluation:
    """The second proposal is better at S-1 alone, the first one at F-1; the first one leads."""
    evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED)
    first, second = evaluation.proposals.order_by("number")
    AgreedScore.objects.filter(proposal=first, criterion="F-1").update(level=5)
    AgreedScore.objects.filter(proposal=second, criterion="S-1").update(level=5)
    return evaluation


def test_result_is_told_as_on_the_page() -> None:
    evaluation = contested()
    within = {"fit": {"F-1": "50", "F-2": "50"}, "safe": {"S-1": "70", "S-2": "30"}}
    make_scenario(evaluation, points={ROOT: {"fit": "10", "safe": "90"}, **within})
    first, second = (each.code for each in evaluation.proposals.order_by("number"))
    told = ApiClient(make_member(evaluation.workspace)).get(here(evaluation, "outcome")).json()
    assert (told["is_provisional"], told["is_tried"], told["version"]) == (False, False, 1)
    assert [(each["proposal"], each["rank"], each["low"]) for each in told["placings"]] == [
        (first, 1, "72.0000"),
        (second, 2, "71.2000"),
    ]
    flip = next(each for each in told["flips"] if each["part"] == "safe")
    assert (flip["is_group"], flip["weight"]) == (True, "0.4000")
    [scenario] = told["scenarios"]
    assert (scenario["name"], scenario["standings"][0]["proposal"]) == ("CFO", second)
    assert {each["mode"] for each in told["robustness"]} == {"free", "order_kept", "band"}
    assert told["matrix"][0]["cells"][0] == {"proposal": first, "level": "5.0000", "agreed": 5}
    assert [each["standing"] for each in told["value"]] == ["on_frontier", "dominated"]
    assert any("raise the weight" in each for each in told["changes"])


def test_other_weights_are_tried_and_stored_nowhere() -> None:
    evaluation = contested()
    client, outcome = ApiClient(owner_of(evaluation.workspace), is_read_only=True), here(evaluation, "outcome")
    second = evaluation.proposals.get(number=2).code
    for query in ("weights=S-1:80", "criterion=S-1&to=80", "group=safe&to=90"):
        tried = client.get(f"{outcome}?{query}").json()
        assert (tried["is_tried"], tried["placings"][0]["proposal"]) == (True, second), query
    for query in ("weights=S-9:80", "weights=S-1:many", "criterion=S-9&to=80", "criterion=S-1", "w-S-1=80"):
        assert client.get(f"{outcome}?{query}").status_code == 400, query
    assert not client.get(outcome).json()["is_tried"]


def test_result_is_sealed_before_quality_is_locked() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.CONSENSUS)
    for user, status in ((owner_of(evaluation.workspace), 200), (make_member(evaluation.workspace), 404)):
        answer: Any = ApiClient(user).get(here(evaluation, "outcome"))
        assert answer.status_code == status
    provisional = ApiClient(owner_of(evaluation.workspace)).get(here(evaluation, "outcome")).json()
    assert (provisional["is_provisional"], provisional["value"]) == (True, None)


def test_change_since_the_evaluation_before_is_told() -> None:
    before = make_evaluation(make_workspace(), stage=Stage.DECIDED)
    after = make_following(before, Stage.LOCKED)
    AgreedScore.objects.filter(proposal__evaluation=after, criterion="F-1", proposal__number=1).update(level=5)
    told = ApiClient(make_member(before.workspace)).get(here(after, "evaluation_change")).json()
    assert (told["previous"], told["added"], told["gone"]) == (before.code, [], [])
    best = told["vendors"][0]
    assert [best[name] for name in ("total", "of_scores", "of_model")] == ["12.0000", "12.0000", "0.0000"]
    assert (best["rank_before"], best["rank_after"]) == (1, 1)
    (moved,) = best["criteria"]
    assert moved == {
        "criterion": "F-1",
        "title": "Criterion F-1",
        "level_before": "3.0000",
        "level_after": "5.0000",
        "effect": "12.0000",
    }
    assert ApiClient(make_member(before.workspace)).get(here(before, "evaluation_change")).status_code == 404


def test_change_says_what_became_of_the_model() -> None:
    before = make_evaluation(make_workspace(), stage=Stage.DECIDED)
    after = make_following(before, Stage.LOCKED)
    version = version_in_force(after)
    Criterion.objects.filter(version=version, key="F-1").update(
        is_applicable=False, not_applicable_reason="We build it ourselves."
    )
    ModelVersion.objects.filter(pk=version.pk).update(unproven_cap=1)
    told = ApiClient(make_member(before.workspace)).get(here(after, "evaluation_change")).json()
    moves = {each["criterion"]: (each["change"], each["weight_after"]) for each in told["model"]["criteria"]}
    assert moves["F-1"] == ("dropped", "0.0000")
    assert (told["model"]["cap_before"], told["model"]["cap_after"]) == (2, 1)
    assert {change for change, _weight in moves.values()} == {"dropped", "reweighted"}
    assert all(each["criterion"] != "F-1" for vendor in told["vendors"] for each in vendor["criteria"])


def test_result_asks_as_often_however_many_took_part() -> None:
    def queries(proposals: int) -> int:
        evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED, proposals=proposals, evaluators=proposals)
        client, address = ApiClient(owner_of(evaluation.workspace)), here(evaluation, "outcome")
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    assert queries(2) == queries(6) <= 20
