"""The decision by the API: appraised, decided, taken back, and begun again."""

from __future__ import annotations

import pytest

from accounts.domain.roles import Role
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import make_evaluation, settle
from vendors.domain.stages import Stage
from vendors.models import Award, Evaluation, GateFinding

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def here(evaluation: Evaluation, name: str, *codes: str) -> str:
    return at(name, evaluation.workspace.code, evaluation.code, *codes)


def test_evaluation_is_decided_taken_back_and_decided_again() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED)
    moderator, member = ApiClient(owner_of(evaluation.workspace)), ApiClient(make_member(evaluation.workspace))
    first, second = evaluation.proposals.order_by("number")
    GateFinding.objects.filter(proposal=second).update(is_met=False)
    decision, appraisal = here(evaluation, "evaluation_decision"), here(evaluation, "appraisal", first.code)
    said = {"strengths": "Knows the trade."}
    assert moderator.patch(appraisal, said, seen=1).json()["revision"] == 2
    assert (member.get(appraisal).json()["strengths"], member.patch(appraisal, said, seen=2).status_code) == (
        "Knows the trade.",
        403,
    )
    conditional = {"reasons": "It shows the most.", "kind": "conditional", "proposal": first.code}
    assert moderator.post(decision, conditional).status_code == 428
    refused = moderator.post(decision, {**conditional, "proposal": second.code}, seen=1).json()
    assert {each["pointer"] for each in refused["errors"]} >= {"#/proposal"}
    assert moderator.post(decision, conditional, seen=1).status_code == 422
    award = {**conditional, "conditions": "Two regions.", "pilot_days": 90}
    told = moderator.post(decision, award, seen=1)
    assert (told.json()["award"]["proposal"], told["ETag"]) == (first.code, '"2"')
    assert told.json()["candidates"][1]["excluded_by"] == ["The data stays in the region."]
    assert member.get(decision).json()["award"]["pilot_days"] == 90
    assert moderator.post(decision, award, seen=2).status_code == 409
    assert moderator.patch(appraisal, said, seen="*").status_code == 409
    back = moderator.post(f"{decision}/take-back").json()["code"]
    hidden = member.get(decision)
    assert (hidden.json()["award"], hidden.json()["revision"], "ETag" in hidden) == (None, None, False)
    assert moderator.get(decision).json()["award"]["reasons"] == "It shows the most."
    restored = moderator.post(f"{decision}/taken-back/{back}/restore").json()
    assert restored["award"]["decided_at"]
    assert moderator.post(f"{decision}/taken-back/{back}/restore").status_code == 409


def test_decision_is_sealed_before_quality_is_locked() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.CONSENSUS)
    settle(evaluation)
    Award.objects.create(evaluation=evaluation, kind="none", reasons="Too dear.")
    moderator = ApiClient(owner_of(evaluation.workspace))
    first = evaluation.proposals.get(number=1)
    for name, codes in (("evaluation_decision", ()), ("appraisal", (first.code,))):
        assert moderator.get(here(evaluation, name, *codes)).status_code == 404
    assert (
        moderator.post(here(evaluation, "evaluation_decision"), {"reasons": "R", "kind": "none"}, seen="*").status_code
        == 404
    )


def test_evaluation_is_begun_again() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.LOCKED)
    workspace = evaluation.workspace
    again, editor = here(evaluation, "evaluation_again"), ApiClient(make_member(workspace, Role.EDITOR))
    vendor = evaluation.proposals.get(number=2).vendor
    assert editor.post(again, {"title": "Next year", "vendors": ["gone"]}).json()["errors"][0]["pointer"] == "#/vendors"
    made = editor.post(again, {"title": "Next year", "vendors": [vendor.code]}, Idempotency_Key="once")
    assert editor.post(again, {"title": "Next year", "vendors": [vendor.code]}, Idempotency_Key="once").json() == (
        made.json()
    )
    assert (made.status_code, made.json()["previous"], made.json()["you"]["is_moderator"]) == (
        201,
        evaluation.code,
        True,
    )
    following = Evaluation.objects.get(code=made.json()["code"])
    assert [each.vendor for each in following.proposals.all()] == [vendor]
    assert ApiClient(make_member(workspace)).post(again, {}).status_code == 403
    early = make_evaluation(workspace, stage=Stage.CONSENSUS)
    assert ApiClient(owner_of(workspace)).post(here(early, "evaluation_again"), {}).status_code == 404
