"""The pages on which scores are settled: who sees them, what they say, and what their forms do."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import User
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import add_evaluator, bring_to, declare, make_evaluation, make_proposal, score_all
from tests.test_query_budget import queries_of
from tests.vendors.consensus import KEYS, agree, agree_on_all, at, client_of, in_consensus, proposals_of, stage_of
from vendors.domain.stages import Stage
from vendors.models import AcceptedCriterion, AgreedScore, Dissent, Evaluation, GateFinding, Participant, Score

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    return in_consensus()


@pytest.fixture
def moderator(evaluation: Evaluation) -> Client:
    return client_of(owner_of(evaluation.workspace))


def person(participant: Participant) -> User:
    assert participant.user
    return participant.user


def typed(evaluation: Evaluation, level: str = "3", **more: str) -> dict[str, str]:
    """The form of a criterion as a page sends it that has shown nothing before."""
    fields: dict[str, str] = {}
    for each in proposals_of(evaluation):
        said = {"revision": "1", "level": level, "proof": "verified", "reason": "We read it together.", **more}
        shown = {f"initial-{each.code}-{name}": "" for name in ("level", "proof", "reason")}
        fields |= shown | {f"{each.code}-{name}": value for name, value in said.items()}
    return fields


def test_agenda_begins_with_what_is_disputed(evaluation: Evaluation, moderator: Client) -> None:
    page = moderator.get(at(evaluation)).text
    assert "1 criterion to talk about" in page
    assert page.index("Criterion S-1") < page.index("Criterion F-1")
    assert 'aria-label="Scores of the evaluators: 0, 5"' in page
    assert "dots--wide" in page
    assert "Accept these 3 together" in page
    assert "Intraclass correlation ICC(2,1), where 1 is full agreement, over 8 of 8 scored cells" in page


def test_agreement_that_is_no_number_says_why(evaluation: Evaluation, moderator: Client) -> None:
    Score.objects.update(level=3)
    page = moderator.get(at(evaluation)).text
    assert "All of them gave the same scores everywhere" in page
    assert "Nobody disputes the last 4 criteria" in page


def test_scores_are_agreed_accepted_and_the_last_one_is_asked_about(evaluation: Evaluation, moderator: Client) -> None:
    answer = moderator.post(at(evaluation, "consensus_agree", criterion="S-1"), {**typed(evaluation), "accept": "1"})
    assert answer.headers["Location"] == at(evaluation)
    assert AcceptedCriterion.objects.get().criterion == "S-1"
    answer = moderator.post(at(evaluation, "consensus_undisputed"), {"criterion": KEYS})
    here = at(evaluation, "consensus_lock")
    assert answer.headers["Location"] == here
    page = moderator.get(here).text
    assert "Quality cannot be locked yet" in page
    assert "2 checks are left" in page
    for proposal in proposals_of(evaluation):
        GateFinding.objects.create(proposal=proposal, gate="G-1", is_met=proposal.number == 1)
    page = moderator.get(here).text
    assert "is accepted, as the last criterion" in page
    assert f"{proposals_of(evaluation)[1].vendor} is excluded" in page
    left = (set(KEYS) - set(AcceptedCriterion.objects.values_list("criterion", flat=True))).pop()
    assert moderator.post(here, {"criterion": KEYS}).status_code == 409
    assert moderator.post(here, {"criterion": left}).status_code == 302
    assert stage_of(evaluation) is Stage.LOCKED
    assert "4 criteria were settled" in moderator.get(at(evaluation)).text


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"reason": ""}, "Say why: the report prints it beside the score."),
        ({"proof": ""}, "Choose what the score rests on."),
        ({"level": ""}, "Choose the score that is agreed."),
        ({"level": "6"}, "Select a valid choice."),
    ],
)
def test_what_lacks_is_told_and_what_was_typed_stays(
    evaluation: Evaluation, moderator: Client, more: dict[str, str], sentence: str
) -> None:
    said = typed(evaluation, **{"reason": "Because of the audit.", **more})
    answer = moderator.post(at(evaluation, "consensus_agree", criterion="S-1"), said)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert more.get("reason", "Because of the audit.") in answer.text
    assert not AgreedScore.objects.exists()


def test_median_that_nobody_disputes_needs_no_reason(evaluation: Evaluation, moderator: Client) -> None:
    one, _two = proposals_of(evaluation)
    page = moderator.get(at(evaluation, "consensus_criterion", criterion="F-1")).text
    assert "the median is filled in, and needs no reason" in page
    moderator.post(at(evaluation, "consensus_agree", criterion="F-1"), typed(evaluation, reason=""))
    assert AgreedScore.objects.get(proposal=one, criterion="F-1").reason == ""


def test_two_tabs_of_the_moderator_are_asked_which_score_should_stay(evaluation: Evaluation, moderator: Client) -> None:
    here = at(evaluation, "consensus_agree", criterion="S-1")
    moderator.post(here, typed(evaluation, "2"))
    answer = moderator.post(here, typed(evaluation, "4", reason="We read it once more."))
    assert answer.status_code == 409
    assert "saved this while you were typing" in answer.text
    assert "We read it once more." in answer.text
    assert set(AgreedScore.objects.values_list("level", flat=True)) == {2}


def test_accepted_criterion_shows_what_is_agreed_and_can_be_opened_again(
    evaluation: Evaluation, moderator: Client
) -> None:
    agree_on_all(evaluation, "S-1")
    AgreedScore.objects.filter(proposal=proposals_of(evaluation)[0]).update(level=5, proof="claimed")
    AcceptedCriterion.objects.create(evaluation=evaluation, criterion="S-1")
    here = at(evaluation, "consensus_criterion", criterion="S-1")
    page = moderator.get(here).text
    assert "So be it." in page
    assert "counts 2" in page
    assert "Save and accept" not in page
    answer = moderator.post(at(evaluation, "consensus_agree", criterion="S-1"), typed(evaluation, "1"), follow=True)
    assert "is accepted already; nothing was changed" in answer.text
    moderator.post(at(evaluation, "consensus_reopen", criterion="S-1"))
    assert "Save and accept" in moderator.get(here).text


def test_evaluator_dissents_takes_it_back_and_undoes_that(evaluation: Evaluation) -> None:
    agree_on_all(evaluation, "S-1")
    one, _two = proposals_of(evaluation)
    mine, other = (client_of(person(each)) for each in evaluation.participants.all())
    here = at(evaluation, "consensus_dissent", criterion="S-1", proposal_code=one.code)
    assert mine.post(here, {"text": " "}).status_code == 422
    mine.post(here, {"text": "The audit\r\nwas older."})
    criterion = at(evaluation, "consensus_criterion", criterion="S-1")
    assert "The audit<br>was older." in other.get(criterion).text
    dissent = Dissent.objects.get()
    away, back = (at(evaluation, f"dissent_{act}", dissent_code=dissent.code) for act in ("delete", "restore"))
    assert other.post(away).status_code == 404
    page = mine.post(away, follow=True).text
    assert back in page
    assert "The audit" not in page
    mine.post(back)
    assert "The audit<br>was older." in other.get(criterion).text
    agree(evaluation, "S-1", one, 1, seen=2)
    assert "it was changed since" in other.get(criterion).text


def test_evaluator_settles_nothing(evaluation: Evaluation) -> None:
    client = client_of(person(evaluation.participants.all()[0]))
    assert "Save" not in client.get(at(evaluation, "consensus_criterion", criterion="S-1")).text
    page = client.get(at(evaluation)).text
    assert "Criterion S-1" in page
    assert "together" not in page
    assert client.post(at(evaluation, "consensus_agree", criterion="S-1"), typed(evaluation)).status_code == 403


@pytest.mark.parametrize("name", ["consensus_detail", "consensus_gates"])
def test_consensus_is_sealed_for_who_did_not_hand_in(evaluation: Evaluation, name: str) -> None:
    late = add_evaluator(evaluation)
    for user in (person(late), make_member(evaluation.workspace, Role.OWNER)):
        client = client_of(user)
        assert client.get(at(evaluation, name)).status_code == 404
        assert client.get(at(evaluation, "consensus_criterion", criterion="S-1")).status_code == 404
        assert at(evaluation) not in client.get(evaluation.get_absolute_url()).text


def test_conflicted_evaluator_reads_nothing_of_that_proposal(evaluation: Evaluation) -> None:
    one, two = proposals_of(evaluation)
    participant = evaluation.participants.all()[0]
    participant.declarations.filter(proposal=one).update(has_conflict=True, text="I worked there.")
    agree_on_all(evaluation, "S-1")
    client = client_of(person(participant))
    pages = [client.get(at(evaluation, "consensus_criterion", criterion="S-1")).text, client.get(at(evaluation)).text]
    for page in pages:
        assert str(two.vendor) in page
        assert str(one.vendor) not in page
    here = at(evaluation, "consensus_dissent", criterion="S-1", proposal_code=one.code)
    assert client.post(here, {"text": "It is more."}).status_code == 404


def test_moderator_who_scores_sees_the_others_only_after_handing_in() -> None:
    evaluation = make_evaluation(make_workspace(), stage=Stage.SCORING)
    owner = owner_of(evaluation.workspace)
    mine = add_evaluator(evaluation, owner)
    for proposal in proposals_of(evaluation):
        declare(mine, proposal)
    score_all(evaluation.participants.all()[0])
    client = client_of(owner)
    page = client.get(at(evaluation)).text
    assert "hand in your own scores first" in page
    assert "2 evaluators have not handed in yet" in page
    assert client.post(at(evaluation, "consensus_open")).status_code == 302
    assert stage_of(evaluation) is Stage.SCORING
    score_all(mine)
    assert client.post(at(evaluation, "consensus_open"), follow=True).status_code == 200
    assert stage_of(evaluation) is Stage.CONSENSUS
    assert "Accept these 4 together" in client.get(at(evaluation)).text
    assert client.get(at(evaluation, "consensus_criterion", criterion="S-1")).status_code == 200


def test_moderator_with_a_conflict_settles_nothing(evaluation: Evaluation) -> None:
    owner = owner_of(evaluation.workspace)
    mine = add_evaluator(evaluation, owner)
    one, two = proposals_of(evaluation)
    declare(mine, one, "It is my brother’s.")
    declare(mine, two)
    score_all(mine)
    client = client_of(owner)
    page = client.get(at(evaluation)).text
    assert "Name another moderator in the settings" in page
    assert "together" not in page
    for address in (
        at(evaluation, "consensus_agree", criterion="S-1"),
        at(evaluation, "consensus_undisputed"),
        at(evaluation, "consensus_lock"),
    ):
        assert client.post(address).status_code == 403
    one.withdrawn_at = evaluation.changed_at
    one.save()
    assert "together" in client.get(at(evaluation)).text


def test_scores_are_not_opened_before_the_model_and_not_by_others(evaluation: Evaluation) -> None:
    draft = make_evaluation(evaluation.workspace)
    owner = client_of(owner_of(evaluation.workspace))
    assert owner.get(at(draft)).status_code == 404
    assert "not open to be settled" in owner.post(at(draft, "consensus_open"), follow=True).text
    editor = client_of(make_member(evaluation.workspace, Role.EDITOR))
    assert editor.post(at(draft, "consensus_open")).status_code == 403


def test_unknown_things_do_not_exist(evaluation: Evaluation, moderator: Client) -> None:
    elsewhere = make_proposal(make_evaluation(make_workspace())).code
    for address in (
        at(evaluation, "consensus_criterion", criterion="X-9"),
        at(evaluation, "consensus_finding", gate="X-9", proposal_code=proposals_of(evaluation)[0].code),
        at(evaluation, "consensus_finding", gate="G-1", proposal_code=elsewhere),
    ):
        assert moderator.get(address).status_code == 404


def test_pages_ask_little_and_no_more_with_more_to_settle(evaluation: Evaluation) -> None:
    moderator = client_of(owner_of(evaluation.workspace))
    evaluator = client_of(person(evaluation.participants.all()[0]))
    proposal = proposals_of(evaluation)[0].code
    shared = [
        at(evaluation),
        at(evaluation, "consensus_criterion", criterion="S-1"),
        at(evaluation, "consensus_gates"),
    ]
    alone = [
        at(evaluation, "consensus_lock"),
        at(evaluation, "consensus_finding", gate="G-1", proposal_code=proposal),
    ]

    def counted() -> list[int]:
        return [*(queries_of(evaluator, page) for page in shared), *(queries_of(moderator, p) for p in shared + alone)]

    agree_on_all(evaluation, "S-1")
    few = counted()
    for _ in range(4):
        make_proposal(evaluation)
    Score.objects.all().delete()
    for _ in range(4):
        add_evaluator(evaluation)
    evaluation.participants.update(submitted_at=None)
    bring_to(evaluation, Stage.CONSENSUS)
    AgreedScore.objects.all().delete()
    agree_on_all(evaluation, "S-1", "F-1")
    for participant in evaluation.participants.all():
        agreed = AgreedScore.objects.filter(criterion="S-1")[0]
        Dissent.objects.create(agreed=agreed, participant=participant, text="No.")
    assert counted() == few
    assert max(few) <= 15, few


def test_nothing_given_to_a_proposal_is_read_before_its_vendor_is_declared(evaluation: Evaluation) -> None:
    """As of one that came after the evaluator had handed in."""
    participant = evaluation.participants.all()[0]
    first, second = proposals_of(evaluation)
    participant.declarations.filter(proposal=first).delete()
    client = client_of(person(participant))
    for name, more in (
        ("consensus_detail", {}),
        ("consensus_criterion", {"criterion": "S-1"}),
        ("consensus_gates", {}),
    ):
        page = client.get(at(evaluation, name, **more)).text
        assert str(second.vendor) in page
        assert str(first.vendor) not in page
    assert "say whether you have a conflict of interest with its vendor" in client.get(at(evaluation)).text
    declare(participant, first)
    assert str(first.vendor) in client.get(at(evaluation)).text


def test_moderator_who_scores_declares_every_vendor_before_settling(evaluation: Evaluation) -> None:
    moderator = add_evaluator(evaluation, owner_of(evaluation.workspace))
    first, second = proposals_of(evaluation)
    score_all(moderator)
    declare(moderator, second)
    client = client_of(person(moderator))
    form = at(evaluation, "consensus_agree", criterion="S-1")
    assert client.post(form, typed(evaluation)).status_code == 403
    Evaluation.objects.filter(pk=evaluation.pk).update(stage=Stage.SCORING.value)
    assert "say of each vendor whether you have a conflict of interest first" in client.get(at(evaluation)).text
    client.post(at(evaluation, "consensus_open"))
    assert stage_of(evaluation) is Stage.SCORING
    declare(moderator, first)
    client.post(at(evaluation, "consensus_open"))
    assert stage_of(evaluation) is Stage.CONSENSUS
    assert client.post(form, typed(evaluation)).status_code == 302
