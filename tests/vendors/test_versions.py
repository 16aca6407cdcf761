"""A locked model changes by a new version: with a reason, by two people, and with what it does to the scores."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from accounts.models import Membership, Notice, User
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_clerk, make_evaluation, make_scenario
from tests.test_query_budget import queries_of
from vendors.domain.stages import Stage, VersionState
from vendors.models import (
    AcceptedCriterion,
    AgreedScore,
    Criterion,
    Evaluation,
    GateFinding,
    ModelVersion,
    Score,
    Weighting,
)
from vendors.operations.consensus import NEVER
from vendors.operations.criteria import NotEditableError, add_criterion, change_part, remove_part
from vendors.operations.findings import find_at_gate
from vendors.operations.sheets import SheetClosedError, save_score
from vendors.operations.versions import (
    NotChangeableError,
    NothingChangedError,
    SamePersonError,
    approve_change,
    begin_change,
    discard_change,
    propose_change,
    return_change,
)
from vendors.queries.own_sheet import own_sheet, reopened_keys
from vendors.queries.seats import participant_of, seat_of
from vendors.queries.versions import version_in_force, waiting_version

pytestmark = pytest.mark.django_db

SAID = {"level": 4, "rationale": "Read it.", "proof": "verified", "evidence": "Contract", "confidence": ""}


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace(), stage=Stage.LOCKED)


@pytest.fixture
def moderator(evaluation: Evaluation) -> User:
    return owner_of(evaluation.workspace)


@pytest.fixture
def second(evaluation: Evaluation) -> User:
    return make_member(evaluation.workspace, Role.EDITOR)


def waiting(evaluation: Evaluation) -> ModelVersion:
    version = waiting_version(Evaluation.objects.select_related("workspace").get(pk=evaluation.pk))
    assert version
    return version


def begun(evaluation: Evaluation, moderator: User) -> ModelVersion:
    begin_change(evaluation=evaluation, actor=moderator)
    return waiting(evaluation)


def reword(evaluation: Evaluation, moderator: User, key: str = "F-1", **values: Any) -> ModelVersion:
    version = waiting(evaluation)
    row = Criterion.objects.select_related("group").get(version=version, key=key)
    row.version = version
    change_part(part=row, actor=moderator, seen=version.revision, **(values or {"question": "How, exactly?"}))
    return waiting(evaluation)


def propose(evaluation: Evaluation, moderator: User) -> ModelVersion:
    version = waiting(evaluation)
    propose_change(version=version, actor=moderator, seen=version.revision, reason="It was unclear.")
    return waiting(evaluation)


def approve(evaluation: Evaluation, second: User) -> Evaluation:
    version = waiting(evaluation)
    approve_change(version=version, actor=second, seen=version.revision)
    after: Evaluation = Evaluation.objects.select_related("workspace").get(pk=evaluation.pk)
    return after


def reweigh(version: ModelVersion) -> None:
    row = Weighting.objects.get(version=version, name="")
    row.judgements["points"][""] = {"fit": "50", "safe": "50"}
    row.save()


def at(evaluation: Evaluation, name: str, *arguments: Any) -> str:
    return reverse(name, args=[evaluation.workspace.code, evaluation.code, *arguments])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_change_begins_as_a_copy_and_counts_for_nothing(evaluation: Evaluation, moderator: User) -> None:
    version = begun(evaluation, moderator)
    assert (version.number, version.state) == (2, VersionState.DRAFT)
    assert begin_change(evaluation=evaluation, actor=moderator).pk == version.pk
    assert version_in_force(evaluation).number == 1
    with pytest.raises(NothingChangedError):
        propose(evaluation, moderator)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.DECIDED])
def test_nothing_is_changed_before_opening_or_after_the_decision(stage: Stage) -> None:
    evaluation = make_evaluation(make_workspace(), stage=stage)
    with pytest.raises(NotChangeableError):
        begin_change(evaluation=evaluation, actor=owner_of(evaluation.workspace))


def test_reworded_criterion_is_scored_anew(evaluation: Evaluation, moderator: User, second: User) -> None:
    begun(evaluation, moderator)
    reword(evaluation, moderator)
    propose(evaluation, moderator)
    scores = Score.objects.count()
    after = approve(evaluation, second)
    version = version_in_force(after)
    assert (after.at, after.locked_at, version.number) == (Stage.SCORING, None, 2)
    assert (version.locked_by, version.proposed_by, version.reopened) == (second, moderator, ["F-1"])
    assert set(AgreedScore.objects.values_list("criterion", flat=True)) == {"F-2", "S-1", "S-2"}
    assert set(AcceptedCriterion.objects.values_list("criterion", flat=True)) == {"F-2", "S-1", "S-2"}
    assert Score.objects.count() == scores
    assert not after.participants.filter(submitted_at__isnull=False).exists()


def test_evaluators_change_no_other_score_after_they_read_those_of_others(
    evaluation: Evaluation, moderator: User, second: User
) -> None:
    begun(evaluation, moderator)
    reword(evaluation, moderator)
    propose(evaluation, moderator)
    after = approve(evaluation, second)
    membership = Membership.objects.get(user=after.participants.all()[0].user, workspace=after.workspace)
    participant = participant_of(after, membership.user_id)
    assert participant
    sheet = own_sheet(after, participant, seat_of(after, membership, participant))
    assert sheet
    assert [each.key for each in sheet.criteria] == ["F-1"]
    saving: dict[str, Any] = {
        "evaluation": after,
        "membership": membership,
        "proposal": after.proposals.all()[0],
        "said": SAID,
    }
    with pytest.raises(SheetClosedError):
        save_score(criterion="F-2", seen=1, **saving)
    assert save_score(criterion="F-1", seen=1, **saving).level == 4
    after.stage = Stage.CONSENSUS.value
    assert reopened_keys(after) is None


def test_weights_and_gates_alone_keep_everything(evaluation: Evaluation, moderator: User, second: User) -> None:
    version = begun(evaluation, moderator)
    reweigh(version)
    gate = version.gates.all()[0]
    gate.version = version
    remove_part(part=gate, actor=moderator)
    propose(evaluation, moderator)
    agreed = AgreedScore.objects.count()
    after = approve(evaluation, second)
    assert after.at is Stage.LOCKED
    assert version_in_force(after).reopened == []
    assert AgreedScore.objects.count() == agreed
    assert not after.participants.filter(submitted_at=None).exists()


def reword_gate(evaluation: Evaluation, moderator: User, **values: str) -> None:
    version = waiting(evaluation)
    gate = version.gates.get()
    gate.version = version
    change_part(part=gate, actor=moderator, seen=version.revision, **values)


def test_gate_that_says_something_else_is_found_again(evaluation: Evaluation, moderator: User, second: User) -> None:
    begun(evaluation, moderator)
    reword_gate(evaluation, moderator, text="The data never leaves the country.")
    page = signed_in(moderator).get(at(evaluation, "version_detail", 2)).text
    assert "1 gate says something else" in page
    propose(evaluation, moderator)
    after = approve(evaluation, second)
    assert after.at is Stage.LOCKED
    assert not GateFinding.objects.exists()
    told = Notice.objects.get(user=moderator, path=at(evaluation, "consensus_gates"))
    assert "1 gate" in told.sentence
    find_at_gate(
        evaluation=after,
        actor=moderator,
        proposal=after.proposals.all()[0],
        gate=version_in_force(after).gates.get(),
        seen=NEVER,
        is_met=True,
        note="Looked again.",
    )


def test_gate_on_another_criterion_keeps_what_was_found(evaluation: Evaluation, moderator: User, second: User) -> None:
    begun(evaluation, moderator)
    reword_gate(evaluation, moderator, criterion="F-2")
    found = GateFinding.objects.count()
    propose(evaluation, moderator)
    approve(evaluation, second)
    assert GateFinding.objects.count() == found
    assert not Notice.objects.filter(user=moderator, path=at(evaluation, "consensus_gates")).exists()


def weigh_scenario(version: ModelVersion, **points: str) -> None:
    row = Weighting.objects.get(version=version, name="CFO")
    row.judgements["points"][""] = points
    row.save()


def test_change_of_a_scenario_alone_is_a_version_of_its_own(
    evaluation: Evaluation, moderator: User, second: User
) -> None:
    make_scenario(evaluation)
    before = version_in_force(evaluation).content_hash
    version = begun(evaluation, moderator)
    with pytest.raises(NothingChangedError):  # although that hash was made of the model alone
        propose(evaluation, moderator)
    weigh_scenario(version, fit="20", safe="80")
    page = signed_in(moderator).get(at(evaluation, "version_detail", 2)).text
    assert "1 difference from version 1" in page
    assert "Weights of the scenario “CFO”" in page
    assert "Criterion F-1 30.0 %" in page
    assert "Criterion F-1 10.0 %" in page
    propose(evaluation, moderator)
    after = approve(evaluation, second)
    locked = version_in_force(after)
    assert (locked.number, after.at, locked.reopened) == (2, Stage.LOCKED, [])
    assert locked.content_hash != before
    Weighting.objects.filter(version=begun(evaluation, moderator), name="CFO").delete()
    assert "Scenario left out" in signed_in(moderator).get(at(evaluation, "version_detail", 3)).text
    assert propose(evaluation, moderator).number == 3


def test_scenarios_go_over_into_a_new_version(evaluation: Evaluation, moderator: User) -> None:
    scenario = make_scenario(evaluation, points={"": {"fit": "20", "safe": "80"}})
    Weighting.objects.filter(pk=scenario.pk).update(reason="The auditor’s.", method="points")
    Weighting.objects.filter(version=scenario.version, name="").update(reason="Ours.")
    version = begun(evaluation, moderator)
    fields = ("name", "position", "method", "judgements", "reason")
    copied, stood = (
        list(each.weightings.order_by("position", "pk").values(*fields)) for each in (version, scenario.version)
    )
    assert copied == stood
    assert [each["name"] for each in copied] == ["", "CFO"]
    weigh_scenario(version, fit="1")
    scenario.refresh_from_db()
    assert scenario.judgements["points"][""] == {"fit": "20", "safe": "80"}


def test_new_criterion_is_scored_and_one_left_out_is_not(evaluation: Evaluation, moderator: User, second: User) -> None:
    version = begun(evaluation, moderator)
    part = Criterion.objects.get(version=version, key="S-2")
    part.version = version
    remove_part(part=part, actor=moderator)
    group = version.groups.all()[0]
    anchors = [f"Level {level}" for level in range(6)]
    added = add_criterion(version=version, group=group, actor=moderator, title="New", anchors=anchors)
    propose(evaluation, moderator)
    after = approve(evaluation, second)
    assert version_in_force(after).reopened == [added.key]
    assert AgreedScore.objects.filter(criterion="S-2").exists()


def test_other_meaning_of_the_levels_reopens_all(evaluation: Evaluation, moderator: User, second: User) -> None:
    version = begun(evaluation, moderator)
    ModelVersion.objects.filter(pk=version.pk).update(levels=["None", "", "", "", "", "All"])
    propose(evaluation, moderator)
    approve(evaluation, second)
    assert not AgreedScore.objects.exists()


def test_second_person_is_another_one_and_no_clerk(evaluation: Evaluation, moderator: User, second: User) -> None:
    begun(evaluation, moderator)
    reword(evaluation, moderator)
    version = propose(evaluation, moderator)
    with pytest.raises(SamePersonError):
        approve_change(version=version, actor=moderator, seen=version.revision)
    add_clerk(evaluation, second)
    lesser = make_member(evaluation.workspace, Role.CONTRIBUTOR)
    address, sent = at(evaluation, "version_approve", 2), {"revision": version.revision}
    for person in (moderator, second, lesser):
        assert signed_in(person).post(address, sent).status_code == 403
        assert "Let it into force" not in signed_in(person).get(at(evaluation, "version_detail", 2)).text
    third = make_member(evaluation.workspace, Role.OWNER)
    assert "Let it into force" in signed_in(third).get(at(evaluation, "version_detail", 2)).text
    assert signed_in(third).post(address, {"revision": 1}).status_code == 302
    assert waiting(evaluation).state == VersionState.PROPOSED
    signed_in(third).post(address, sent)
    assert version_in_force(evaluation).number == 2
    assert signed_in(third).post(address, sent, follow=True).status_code == 200


def test_proposed_change_is_not_written_any_more(evaluation: Evaluation, moderator: User, second: User) -> None:
    begun(evaluation, moderator)
    reword(evaluation, moderator)
    version = propose(evaluation, moderator)
    told = Notice.objects.filter(path=at(evaluation, "version_detail", 2))
    assert list(told.values_list("user", flat=True)) == [second.pk]
    with pytest.raises(NotEditableError):
        reword(evaluation, moderator, title="Sneaked in")
    return_change(version=version, actor=second, remark="Say why.")
    assert "Say why." in Notice.objects.filter(user=moderator).latest("pk").sentence
    reword(evaluation, moderator, title="Better")
    propose(evaluation, moderator)
    discard_change(version=waiting(evaluation), actor=moderator)
    assert version_in_force(evaluation).number == 1


def test_change_is_made_in_the_browser_by_two(evaluation: Evaluation, moderator: User, second: User) -> None:
    one, other = signed_in(moderator), signed_in(second)
    assert one.post(at(evaluation, "version_begin"))["Location"] == at(evaluation, "version_detail", 2)
    reword(evaluation, moderator)
    page = one.get(at(evaluation, "version_detail", 2)).text
    for text in ("Version 2 is being written", "1 difference from version 1", "How, exactly?", "1 criterion is new or"):
        assert text in page
    revision = waiting(evaluation).revision
    refused = one.post(at(evaluation, "version_propose", 2), {"revision": revision, "reason": ""})
    assert refused.status_code == 422
    stale = one.post(at(evaluation, "version_propose", 2), {"revision": 1, "reason": "It was unclear."})
    assert stale.status_code == 409
    assert "It was unclear." in stale.text
    one.post(at(evaluation, "version_propose", 2), {"revision": revision, "reason": "It was unclear."})
    page = other.get(at(evaluation, "version_detail", 2)).text
    assert "Version 2 waits for a second person" in page
    assert "It was unclear." in page
    other.post(at(evaluation, "version_return", 2), {"remark": "Which one?"})
    assert waiting(evaluation).state == VersionState.DRAFT
    assert one.get(at(evaluation, "version_discard", 2)).status_code == 200
    assert one.post(at(evaluation, "version_discard", 2))["Location"] == at(evaluation, "criteria_detail")
    assert one.get(at(evaluation, "version_detail", 2)).status_code == 404


def test_page_asks_no_more_with_more_criteria(evaluation: Evaluation, moderator: User) -> None:
    version = begun(evaluation, moderator)
    client = signed_in(moderator)
    few = queries_of(client, at(evaluation, "version_detail", 2))
    for _ in range(20):
        add_criterion(version=version, group=version.groups.all()[0], actor=moderator, title="More")
    assert queries_of(client, at(evaluation, "version_detail", 2)) == few <= 11


def test_what_was_discarded_meanwhile_is_not_written_any_more(evaluation: Evaluation, moderator: User) -> None:
    """Not even by who has it open in another window."""
    version = begin_change(evaluation=evaluation, actor=moderator)
    criterion = version.criteria.all()[0]
    criterion.version = version
    discard_change(version=waiting_version(evaluation) or version, actor=moderator)
    with pytest.raises(NotEditableError):
        change_part(part=criterion, actor=moderator, seen=version.revision, title="Another title")
    with pytest.raises(NotEditableError):
        propose_change(version=version, actor=moderator, seen=version.revision, reason="Why not.")
    with pytest.raises(NotEditableError):
        discard_change(version=version, actor=moderator)
