"""Evaluating again with the model of an earlier evaluation, and what became of each vendor."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Activity, Membership, Notice, User
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_clerk, add_evaluator, bring_to, make_evaluation, make_following, make_proposal
from vendors.domain.model import content_hash
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, CriteriaGroup, Evaluation, GateFinding, Offer, Participant, Proposal, Weighting
from vendors.operations.opening import open_evaluation
from vendors.operations.reevaluation import evaluate_again
from vendors.queries.versions import model_of, version_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided() -> Evaluation:
    return make_evaluation(make_workspace(), stage=Stage.DECIDED, title="Partner 2026")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, evaluation: Evaluation) -> str:
    return reverse(name, args=[evaluation.workspace.code, evaluation.code])


def page(evaluation: Evaluation, user: User | None = None) -> str:
    answer = client_of(user or owner_of(evaluation.workspace)).get(at("change_detail", evaluation))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_new_evaluation_has_the_same_model_in_rows_of_its_own(decided: Evaluation) -> None:
    version = version_in_force(decided)
    Weighting.objects.create(version=version, name="CFO", judgements={"points": {"": {"fit": "10", "safe": "90"}}})
    version.groups.filter(key="safe").update(minimum=40)
    Evaluation.objects.filter(pk=decided.pk).update(day_rate=Decimal(900), agenda_spread=3, are_names_hidden=True)
    decided.refresh_from_db()
    again = evaluate_again(previous=decided, actor=owner_of(decided.workspace), title="Partner 2027")
    theirs, ours = version_in_force(decided), version_in_force(again)
    assert content_hash(model_of(ours)) == content_hash(model_of(theirs))
    assert [each.name for each in ours.weightings.all()] == ["", "CFO"]
    assert (again.at, again.day_rate, again.agenda_spread, again.are_names_hidden) == (Stage.DRAFT, 900, 3, True)
    assert not ours.content_hash
    CriteriaGroup.objects.filter(version=ours).update(title="Another")
    assert content_hash(model_of(version_in_force(decided))) == content_hash(model_of(theirs))
    assert Activity.objects.get(verb="evaluation.begun_again").detail["previous"] == "Partner 2026"


def test_who_scored_is_named_again_as_long_as_they_are_members(decided: Evaluation) -> None:
    stays, leaves, out = (add_evaluator(decided) for _ in range(3))
    add_clerk(decided)
    Membership.objects.filter(user=leaves.user).delete()
    Participant.objects.filter(pk=out.pk).update(removed_at=timezone.now())
    before = set(decided.participants.filter(part="evaluator").values_list("user", flat=True))
    again = evaluate_again(previous=decided, actor=owner_of(decided.workspace), title="Partner 2027")
    named = list(again.participants.values_list("user", "part", "submitted_at"))
    assert {user for user, _part, _at in named} == before - {leaves.user_id, out.user_id}
    assert stays.user_id in before - {leaves.user_id, out.user_id}
    assert {(part, at) for _user, part, at in named} == {("evaluator", None)}
    assert not Notice.objects.exists()
    make_proposal(again)
    version = version_in_force(again)
    open_evaluation(evaluation=again, actor=owner_of(decided.workspace), seen=version.revision)
    assert set(Notice.objects.values_list("user", flat=True)) == {user for user, _part, _at in named}


def test_ticked_vendors_are_asked_again_with_nothing_in_their_proposals(decided: Evaluation) -> None:
    one, two = decided.proposals.all()
    Proposal.objects.filter(pk=two.pk).update(withdrawn_at=timezone.now())
    client = client_of(owner_of(decided.workspace))
    form = client.get(at("evaluation_again", decided)).context["form"]
    assert form["vendors"].value() == [one.vendor.code]
    assert set(form.offered) == {one.vendor.code, two.vendor.code}
    sent = {"title": "Partner 2027", "purpose": "Once more.", "vendors": [two.vendor.code]}
    answer = client.post(at("evaluation_again", decided), sent)
    again = Evaluation.objects.get(previous=decided)
    assert answer["Location"] == again.get_absolute_url()
    proposal = again.proposals.get()
    assert (proposal.vendor, proposal.description, proposal.submitted_at) == (two.vendor, "", None)
    assert not proposal.answers.exists()
    assert "Partner 2027" in client.get(at("evaluation_detail", decided)).content.decode()


def test_form_without_title_keeps_what_was_ticked(decided: Evaluation) -> None:
    one, _two = decided.proposals.all()
    sent = {"title": "", "purpose": "Why", "vendors": [one.vendor.code]}
    answer = client_of(owner_of(decided.workspace)).post(at("evaluation_again", decided), sent)
    assert answer.status_code == 422
    assert answer.context["form"]["vendors"].value() == [one.vendor.code]
    assert not Evaluation.objects.filter(previous=decided).exists()


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SCORING, Stage.CONSENSUS])
def test_nothing_begins_again_before_there_is_a_result(stage: Stage) -> None:
    evaluation = make_evaluation(make_workspace(), stage=stage)
    client = client_of(owner_of(evaluation.workspace))
    assert client.get(at("evaluation_again", evaluation)).status_code == 404
    assert client.post(at("evaluation_again", evaluation), {"title": "x"}).status_code == 404


def test_contributor_begins_nothing(decided: Evaluation) -> None:
    client = client_of(make_member(decided.workspace, Role.CONTRIBUTOR))
    assert client.get(at("evaluation_again", decided)).status_code == 403
    assert "Evaluate again" not in client.get(at("evaluation_detail", decided)).content.decode()


def test_change_tells_what_moved_each_vendor(decided: Evaluation) -> None:
    again = make_following(decided, Stage.LOCKED)
    one, two = (again.proposals.get(vendor=each.vendor) for each in decided.proposals.all())
    AgreedScore.objects.filter(proposal=one, criterion="F-1").update(level=5)
    GateFinding.objects.filter(proposal=two).update(is_met=False)
    Offer.objects.filter(proposal=one).update(one_off=1_000_000)
    said = page(again)
    assert f"{one.vendor.name} rose most, by 12.0 points" in said
    assert "every change comes from scores" in said
    assert "72.0, rank 1" in said
    assert "60.0, excluded" in said
    assert "Misses a gate now: The data stays in the region." in said
    assert "EUR 1,060,000" in said
    assert f"{one.vendor.name}: 1 criterion is scored differently" in said


def test_change_of_the_model_is_told_apart(decided: Evaluation) -> None:
    again = make_following(decided, Stage.LOCKED)
    version = version_in_force(again)
    version.criteria.filter(key="F-1").update(title="Fit, said better")
    version.weightings.update(
        judgements={
            "points": {
                "": {"fit": "50", "safe": "50"},
                "fit": {"F-1": "1", "F-2": "1"},
                "safe": {"S-1": "70", "S-2": "30"},
            }
        }
    )
    said = page(again)
    assert "By the model" in said
    assert "Reworded, so its scores are not compared: Fit, said better" in said
    assert "Criterion F-2: 30.0 % → 25.0 %" in said


def test_vendors_of_one_side_are_listed_apart(decided: Evaluation) -> None:
    again = make_following(decided)
    gone = again.proposals.all()[0]
    gone.deleted_at = timezone.now()
    gone.save()
    new = make_proposal(again)
    again = Evaluation.objects.get(pk=again.pk)
    bring_to(again, Stage.LOCKED)
    said = page(again)
    assert f"{new.vendor.name}</dt><dd>New: 60.0, rank 1" in said
    assert f"{gone.vendor.name}</dt><dd>Only last time: 60.0, rank 1" in said


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SCORING, Stage.CONSENSUS])
def test_change_is_not_there_before_quality_is_locked(decided: Evaluation, stage: Stage) -> None:
    again = make_following(decided, stage)
    client = client_of(owner_of(decided.workspace))
    assert client.get(at("change_detail", again)).status_code == 404
    assert at("change_detail", again) not in client.get(at("evaluation_detail", again)).content.decode()


def test_change_against_what_is_not_settled_or_is_deleted_is_not_there(decided: Evaluation) -> None:
    again = make_following(decided, Stage.LOCKED)
    client = client_of(owner_of(decided.workspace))
    Evaluation.objects.filter(pk=decided.pk).update(stage=Stage.CONSENSUS.value)
    assert client.get(at("change_detail", again)).status_code == 404
    Evaluation.objects.filter(pk=decided.pk).update(stage=Stage.DECIDED.value, deleted_at=timezone.now() - timedelta(1))
    assert client.get(at("change_detail", again)).status_code == 404
    assert "Partner 2026" not in client.get(at("evaluation_detail", again)).content.decode().replace(again.title, "")


def test_change_asks_as_much_for_thirty_vendors(decided: Evaluation) -> None:
    asked = []
    for count in (2, 30):
        many = make_evaluation(decided.workspace, stage=Stage.DECIDED, proposals=count)
        again = make_following(many, Stage.LOCKED)
        client = client_of(owner_of(decided.workspace))
        client.get(at("change_detail", again))
        with CaptureQueriesContext(connection) as found:
            assert client.get(at("change_detail", again)).status_code == 200
        asked.append(len(found))
    assert asked[0] == asked[1]
