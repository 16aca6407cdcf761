"""The decision: written, taken, taken back, and who reads what of it from when on."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import Activity, User
from core.models import StaleWriteError
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_evaluator, bring_to, declare, make_evaluation
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Appraisal, Award, Evaluation, GateFinding, Proposal
from vendors.operations.awards import (
    NotToDecideError,
    WithdrawnError,
    decide_evaluation,
    save_appraisal,
    take_back_decision,
)
from vendors.operations.proposals import withdraw_proposal

pytestmark = pytest.mark.django_db

REASONS = "It shows the most for the money."


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace(), stage=Stage.LOCKED)


def decide(evaluation: Evaluation, **values: Any) -> Award:
    said = {"kind": "award", "proposal": first(evaluation), "reasons": REASONS, "seen": 1, **values}
    return decide_evaluation(evaluation=evaluation, actor=owner_of(evaluation.workspace), **said)


def first(evaluation: Evaluation) -> Proposal:
    return evaluation.proposals.get(number=1)


def stage_of(evaluation: Evaluation) -> Stage:
    return Evaluation.objects.get(pk=evaluation.pk).at


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, evaluation: Evaluation, *args: str) -> str:
    return reverse(name, args=[evaluation.workspace.code, evaluation.code, *args])


def send(evaluation: Evaluation, user: User | None = None, **data: Any) -> HttpResponse:
    said = {"kind": "award", "proposal": first(evaluation).code, "reasons": REASONS, "revision": "1", **data}
    return client_of(user or owner_of(evaluation.workspace)).post(at("award_edit", evaluation), said)  # type: ignore[return-value]


def page(evaluation: Evaluation, user: User) -> str:
    return client_of(user).get(at("award_detail", evaluation)).content.decode()


def test_moderator_decides_on_the_page(evaluation: Evaluation) -> None:
    answer = send(evaluation, conditions="Not for an award.", pilot_days="30")
    assert answer.status_code == 302
    award = Award.objects.get()
    assert (stage_of(evaluation), award.proposal, award.reasons) == (Stage.DECIDED, first(evaluation), REASONS)
    assert (award.conditions, award.pilot_days, award.decided_by) == ("", None, owner_of(evaluation.workspace))
    assert award.decided_at
    assert f"Awarded to {first(evaluation).vendor}" in page(evaluation, make_member(evaluation.workspace))
    assert Activity.objects.filter(verb="evaluation.decided").count() == 1


def test_conditional_award_has_conditions_and_a_pilot(evaluation: Evaluation) -> None:
    asked = send(evaluation, kind="conditional")
    assert asked.status_code == 422
    assert "Say what the award depends on." in asked.content.decode()
    assert "Say how long the pilot is." in asked.content.decode()
    assert send(evaluation, kind="conditional", conditions="A restore is shown.", pilot_days="90").status_code == 302
    assert "on condition of a pilot of 90 days" in page(evaluation, owner_of(evaluation.workspace))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"reasons": " "}, "Give the reasons."),
        ({"kind": ""}, "Choose what is decided."),
        ({"proposal": ""}, "Choose the vendor."),
        ({"kind": "none"}, "Where nothing is awarded, choose nobody."),
        ({"kind": "conditional", "conditions": "A", "pilot_days": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    evaluation: Evaluation, data: dict[str, Any], sentence: str
) -> None:
    answer = send(evaluation, **{"conditions": "What was typed.", **data})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert data.get("conditions", "What was typed.") in answer.content.decode()
    assert stage_of(evaluation) is Stage.LOCKED


def test_excluded_vendor_cannot_be_chosen_and_says_why(evaluation: Evaluation) -> None:
    GateFinding.objects.filter(proposal=first(evaluation)).update(is_met=False)
    answer = send(evaluation)
    assert answer.status_code == 422
    assert f'<option value="{first(evaluation).code}"' not in answer.content.decode()
    assert "Misses: The data stays in the region." in answer.content.decode()
    assert not Award.objects.exists()


def test_waiver_stands_beside_what_is_awarded_thanks_to_it(evaluation: Evaluation) -> None:
    owner = owner_of(evaluation.workspace)
    assert "Waived by" not in page(evaluation, owner)
    GateFinding.objects.filter(proposal=first(evaluation)).update(
        is_met=False, waived_by=owner, waiver_reason="It moves in spring.", waiver_expires_date=date(2099, 3, 31)
    )
    decide(evaluation)
    assert f"Waived by {owner} until 31 Mar 2099: The data stays in the region." in page(evaluation, owner)


def test_nothing_is_awarded(evaluation: Evaluation) -> None:
    assert send(evaluation, kind="none", proposal="").status_code == 302
    assert Award.objects.get().proposal is None
    assert "No award is made" in page(evaluation, make_member(evaluation.workspace))


def test_decision_is_taken_back_and_what_was_written_stays_for_the_moderator(evaluation: Evaluation) -> None:
    owner, editor = owner_of(evaluation.workspace), make_member(evaluation.workspace, Role.EDITOR)
    decide(evaluation)
    assert client_of(owner).post(at("award_take_back", evaluation)).status_code == 302
    assert stage_of(evaluation) is Stage.LOCKED
    assert Award.objects.get().decided_at is None
    assert REASONS in client_of(owner).get(at("award_edit", evaluation)).content.decode()
    assert REASONS not in page(evaluation, owner)
    assert client_of(editor).get(at("award_edit", evaluation)).status_code == 403
    assert send(evaluation, revision="2", reasons="Better reasons.").status_code == 302
    assert "Better reasons." in page(evaluation, editor)


def undo_of(answer: HttpResponse) -> str:
    found = re.search(r'action="([^"]+/take-back/[^"]+/undo/)"', answer.text)
    assert found
    return found[1]


def test_decision_that_was_taken_back_by_mistake_stands_again(evaluation: Evaluation) -> None:
    owner, fallen = owner_of(evaluation.workspace), decide(evaluation)
    undo = undo_of(client_of(owner).post(at("award_take_back", evaluation), follow=True))  # type: ignore[arg-type]
    assert client_of(make_member(evaluation.workspace, Role.OWNER)).post(undo).status_code == 403
    assert "stands again" in client_of(owner).post(undo, follow=True).text
    award = Award.objects.get()
    assert (award.decided_at, award.decided_by) == (fallen.decided_at, owner)
    assert stage_of(evaluation) is Stage.DECIDED
    assert "nothing to undo" in client_of(owner).post(undo, follow=True).text


def test_decision_does_not_stand_again_once_something_was_changed(evaluation: Evaluation) -> None:
    owner = owner_of(evaluation.workspace)
    decide(evaluation)
    undo = undo_of(client_of(owner).post(at("award_take_back", evaluation), follow=True))  # type: ignore[arg-type]
    save_appraisal(proposal=first(evaluation), actor=owner, seen=1, strengths="Fast.")
    assert "has to be taken anew" in client_of(owner).post(undo, follow=True).text
    assert (stage_of(evaluation), Award.objects.get().decided_at) == (Stage.LOCKED, None)


def test_decision_falls_once(evaluation: Evaluation) -> None:
    decide(evaluation)
    with pytest.raises(NotToDecideError):
        decide(evaluation, seen=2)
    answer = client_of(owner_of(evaluation.workspace)).get(at("award_edit", evaluation), follow=True)
    assert "take the decision back first" in answer.content.decode()


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SCORING, Stage.CONSENSUS])
def test_nothing_is_decided_before_quality_is_locked(stage: Stage) -> None:
    evaluation = make_evaluation(make_workspace(), stage=stage)
    owner, code = owner_of(evaluation.workspace), first(evaluation).code
    assert client_of(owner).get(at("award_detail", evaluation)).status_code == 404
    for address in (at("award_edit", evaluation), at("appraisal_edit", evaluation, code)):
        assert client_of(owner).get(address).status_code == 404
        assert client_of(owner).post(address, {"reasons": REASONS}).status_code == 404
    with pytest.raises(NotToDecideError):
        decide(evaluation)
    with pytest.raises(NotToDecideError):
        take_back_decision(evaluation=evaluation, actor=owner)
    with pytest.raises(NotToDecideError):
        save_appraisal(proposal=first(evaluation), actor=owner, seen=1, strengths="Fast.")


def test_only_the_moderator_decides(evaluation: Evaluation) -> None:
    other = make_member(evaluation.workspace, Role.OWNER)
    assert send(evaluation, other).status_code == 403
    assert client_of(other).get(at("appraisal_edit", evaluation, first(evaluation).code)).status_code == 403
    assert at("award_edit", evaluation) not in page(evaluation, other)


def test_appraisal_is_written_and_read_by_all(evaluation: Evaluation) -> None:
    address = at("appraisal_edit", evaluation, first(evaluation).code)
    owner = client_of(owner_of(evaluation.workspace))
    said = {"strengths": "Knows\nbilling.", "weaknesses": "", "risks": "Few people.", "revision": "1"}
    assert owner.post(address, said).status_code == 302
    assert "Few people." in page(evaluation, make_member(evaluation.workspace))
    assert Appraisal.objects.get().written_by == owner_of(evaluation.workspace)
    stale = owner.post(address, {**said, "risks": "None.", "initial-risks": ""})
    assert stale.status_code == 409
    assert "Few people." in stale.content.decode()
    decide(evaluation)
    after = owner.post(address, {**said, "revision": "2"}, follow=True)
    assert "take the decision back first" in after.content.decode()


def test_two_who_write_at_once_do_not_overwrite_each_other(evaluation: Evaluation) -> None:
    actor = owner_of(evaluation.workspace)
    save_appraisal(proposal=first(evaluation), actor=actor, seen=1, strengths="Fast.")
    with pytest.raises(StaleWriteError):
        save_appraisal(proposal=first(evaluation), actor=actor, seen=1, strengths="Slow.")


def test_conflict_keeps_from_what_is_said_of_that_vendor_until_the_decision() -> None:
    evaluation = make_evaluation(make_workspace())
    conflicted = add_evaluator(evaluation)
    assert conflicted.user
    declare(conflicted, first(evaluation), "I worked there.")
    bring_to(evaluation, Stage.LOCKED)
    actor = owner_of(evaluation.workspace)
    for number, proposal in enumerate(evaluation.proposals.all()):
        save_appraisal(proposal=proposal, actor=actor, seen=1, strengths=f"Strength of {number}.")
    before = page(evaluation, conflicted.user)
    assert "Strength of 1." in before
    assert "Strength of 0." not in before
    decide(evaluation)
    assert "Strength of 0." in page(evaluation, conflicted.user)


def test_withdrawn_and_foreign_proposals_have_no_page(evaluation: Evaluation) -> None:
    owner, gone = client_of(owner_of(evaluation.workspace)), first(evaluation)
    Proposal.objects.filter(pk=gone.pk).update(withdrawn_at=gone.submitted_at)
    other = make_evaluation(evaluation.workspace, stage=Stage.LOCKED)
    for code in (gone.code, other.proposals.all()[0].code):
        assert owner.get(at("appraisal_edit", evaluation, code)).status_code == 404


def test_page_names_the_leaders(evaluation: Evaluation) -> None:
    owner = owner_of(evaluation.workspace)
    assert "2 vendors lead with 60.0 of 100" in page(evaluation, owner)
    AgreedScore.objects.filter(proposal=first(evaluation)).update(level=4)
    assert f"{first(evaluation).vendor} leads with 80.0 of 100" in page(evaluation, owner)


@pytest.mark.parametrize(
    ("name", "stage"),
    [("award_detail", Stage.LOCKED), ("award_detail", Stage.DECIDED), ("award_edit", Stage.LOCKED)],
)
def test_page_asks_as_little_for_many_proposals(name: str, stage: Stage) -> None:
    counts = []
    for proposals in (1, 12):
        evaluation = make_evaluation(make_workspace(), stage=stage, proposals=proposals)
        client = client_of(owner_of(evaluation.workspace))
        client.get(at(name, evaluation))
        with CaptureQueriesContext(connection) as queries:
            client.get(at(name, evaluation))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_what_was_withdrawn_a_moment_ago_is_not_awarded(evaluation: Evaluation) -> None:
    chosen = first(evaluation)
    withdraw_proposal(proposal=chosen, actor=owner_of(evaluation.workspace), reason="Bought by another.")
    with pytest.raises(WithdrawnError):
        decide(evaluation, proposal=chosen)
    assert stage_of(evaluation) is Stage.LOCKED
    assert not Award.objects.filter(evaluation=evaluation).exists()


def test_whoever_decides_is_told_of_whom_nothing_is_written(evaluation: Evaluation) -> None:
    one, two = evaluation.proposals.order_by("number")
    Appraisal.objects.update_or_create(proposal=two, defaults={"risks": "Grows fast."})
    Appraisal.objects.filter(proposal=one).delete()
    page = client_of(owner_of(evaluation.workspace)).get(at("award_edit", evaluation))
    assert page.context["unsaid"] == [str(one.vendor)]
    assert f"Nothing is written yet about {one.vendor}" in page.text
    Appraisal.objects.create(proposal=one, strengths="Knows the trade.")
    assert (
        "Nothing is written yet" not in client_of(owner_of(evaluation.workspace)).get(at("award_edit", evaluation)).text
    )
