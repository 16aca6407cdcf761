"""Sheets that a change of the model opens again, for some criteria alone: what was compared before stays as it was."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Membership, User
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_evaluator, bring_to, declare, make_evaluation, make_vendor_import, score_all
from vendors.domain.seal import Seat
from vendors.domain.stages import Stage
from vendors.models import Criterion, Evaluation, Participant, Score
from vendors.operations.consensus import open_consensus
from vendors.operations.imports import apply_import, shown_as, undo_import
from vendors.operations.participants import HandedInError, remove_participant
from vendors.operations.sheets import submit_sheet
from vendors.operations.versions import approve_change, begin_change, propose_change
from vendors.queries.imports import plan_import
from vendors.queries.seats import participant_of, seat_of
from vendors.queries.sheets import counted_scores
from vendors.queries.versions import version_in_force

pytestmark = pytest.mark.django_db

READER = Seat(Stage.DECIDED, are_names_hidden=False)
SAID = {"rationale": "Read it.", "proof": "claimed"}


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace(), stage=Stage.SCORING, are_names_hidden=True)


def evaluator_of(evaluation: Evaluation) -> tuple[Participant, User]:
    participant = evaluation.participants.all()[0]
    assert participant.user
    return participant, participant.user


def reopen(evaluation: Evaluation, *keys: str) -> None:
    """As when a second version asks for these criteria anew after scores were compared."""
    version = version_in_force(evaluation)
    version.reopened, version.locked_at = list(keys), timezone.now()
    version.save()
    evaluation.participants.update(submitted_at=None)
    Evaluation.objects.filter(pk=evaluation.pk).update(stage=Stage.SCORING.value)
    evaluation.refresh_from_db()


def test_undoing_what_was_read_in_leaves_scores_that_others_have_read(evaluation: Evaluation) -> None:
    participant, user = evaluator_of(evaluation)
    membership = Membership.objects.get(user=user)
    rows = [[1, ["Vendor", "Key", "Score"]], [2, ["Vendor 1", "F-1", "4"]], [3, ["Vendor 1", "F-2", "5"]]]
    found = make_vendor_import(evaluation, user, "scores", rows=rows)
    seat = seat_of(evaluation, membership, participant_of(evaluation, user.pk))
    plan = plan_import(found, seat, participant)
    found = apply_import(found=found, membership=membership, shown=shown_as(plan))
    Evaluation.objects.filter(pk=evaluation.pk).update(consensus_at=timezone.now())
    evaluation.refresh_from_db()
    reopen(evaluation, "F-2")
    assert undo_import(found=found, membership=membership) == 1
    assert list(Score.objects.filter(participant=participant).values_list("criterion", "level")) == [("F-1", 4)]


def test_who_gave_scores_that_were_compared_is_not_taken_out(evaluation: Evaluation) -> None:
    participant, _user = evaluator_of(evaluation)
    bring_to(evaluation, Stage.LOCKED)
    reopen(evaluation, "F-2")
    with pytest.raises(HandedInError):
        remove_participant(participant=participant, actor=owner_of(evaluation.workspace))
    assert evaluation.participants.filter(pk=participant.pk).exists()


def test_what_was_begun_and_never_handed_in_does_not_count_later(evaluation: Evaluation) -> None:
    """Nobody can finish it any more: its criterion is settled."""
    late = add_evaluator(evaluation)
    assert late.user
    one, two = evaluation.proposals.all()
    for proposal in (one, two):
        declare(late, proposal)
    Score.objects.create(participant=late, proposal=one, criterion="F-1", level=0)
    bring_to(evaluation, Stage.SCORING)
    for each in evaluation.participants.exclude(pk=late.pk):
        each.submitted_at = timezone.now()
        each.save()
    Evaluation.objects.filter(pk=evaluation.pk).update(consensus_at=timezone.now())
    reopen(evaluation, "F-2")
    for proposal in (one, two):
        Score.objects.create(participant=late, proposal=proposal, criterion="F-2", level=3, **SAID)
    submit_sheet(evaluation=evaluation, membership=Membership.objects.get(user=late.user))
    counted = counted_scores(evaluation, READER).filter(participant=late)
    assert {each.criterion for each in counted} == {"F-2"}


def test_import_of_vendors_stays_once_its_proposals_were_compared(evaluation: Evaluation) -> None:
    """Also where nobody has scored a proposal, and only agreed on it."""
    owner = owner_of(evaluation.workspace)
    membership = Membership.objects.get(user=owner)
    found = make_vendor_import(evaluation, owner, "vendors")
    seat = seat_of(evaluation, membership, None)
    found = apply_import(found=found, membership=membership, shown=shown_as(plan_import(found, seat, None)))
    bring_to(evaluation, Stage.LOCKED)
    reopen(evaluation, "F-2")
    client = Client()
    client.force_login(owner)
    undo = reverse("evaluation_import_undo", args=[evaluation.workspace.code, evaluation.code, found.code])
    assert "The proposals were compared since" in client.post(undo, follow=True).text
    kestrel = evaluation.proposals.get(vendor__name="Kestrel Cloud")
    assert kestrel.agreed_scores.count() == 4
    Evaluation.objects.filter(pk=evaluation.pk).update(consensus_at=found.applied_at)
    kestrel.scores.all().delete()
    kestrel.declarations.all().delete()
    kestrel.offer.delete()
    assert undo_import(found=found, membership=membership) == 2
    assert kestrel.agreed_scores.count() == 4


def test_late_scores_change_nothing_that_was_settled_without_them(evaluation: Evaluation) -> None:
    """Who had not handed in and does so later counts on what is asked for anew, and nowhere else; and who handed in at
    first, but not again, counts still where scores were compared."""
    first, second = evaluation.participants.all()
    late = add_evaluator(evaluation)
    assert first.user
    assert late.user
    for proposal in evaluation.proposals.all():
        declare(late, proposal)
    for each in (first, second, late):
        score_all(each)
    Participant.objects.filter(pk=late.pk).update(submitted_at=None)
    owner = owner_of(evaluation.workspace)
    moderating = Seat(Stage.SCORING, are_names_hidden=False, is_moderator=True)
    open_consensus(evaluation=evaluation, actor=owner, seat=moderating)
    before = who_counts(evaluation, "F-1")
    assert before == {first.pk, second.pk}
    version = begin_change(evaluation=evaluation, actor=owner)
    Criterion.objects.filter(version=version, key="F-2").update(title="Fits what is to come")
    version.refresh_from_db()
    propose_change(version=version, actor=owner, seen=version.revision, reason="Asked for by the board.")
    version.refresh_from_db()
    approve_change(version=version, actor=make_member(evaluation.workspace, Role.EDITOR), seen=version.revision)
    for each in (first, late):
        submit_sheet(evaluation=evaluation, membership=Membership.objects.get(user=each.user))
    evaluation.refresh_from_db()
    open_consensus(evaluation=evaluation, actor=owner, seat=moderating)
    assert who_counts(evaluation, "F-1") == before
    assert who_counts(evaluation, "F-2") == {first.pk, late.pk}


def who_counts(evaluation: Evaluation, criterion: str) -> set[int]:
    return set(counted_scores(evaluation, READER).filter(criterion=criterion).values_list("participant", flat=True))
