"""An evaluator's own sheet: saved cell by cell, on what they may see, handed in and taken back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity, Notice
from tests.factories.accounts import make_workspace
from tests.factories.vendor_portal import make_document
from tests.factories.vendors import bring_to, declare, make_evaluation, make_proposal, score_all
from tests.test_routes import close
from vendors.domain.stages import Stage
from vendors.models import Criterion, Evaluation, Participant, Proposal, ProposalAnswer, Score
from vendors.operations.participants import remove_participant
from vendors.queries.seats import participant_of, seat_of

pytestmark = pytest.mark.django_db
WHOLE = {
    "revision": "0",
    "level": "4",
    "rationale": "It is in use.",
    "proof": "claimed",
    "evidence": "",
    "confidence": "",
}


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace(), stage=Stage.SCORING, are_names_hidden=True)


@pytest.fixture
def client(evaluation: Evaluation) -> Client:
    return client_of(mine(evaluation))


def client_of(participant: Participant) -> Client:
    client = Client()
    assert participant.user
    client.force_login(participant.user)
    return client


def mine(evaluation: Evaluation) -> Participant:
    found = evaluation.participants.order_by("pk").first()
    assert found
    return found


def first(evaluation: Evaluation) -> Proposal:
    found: Proposal = evaluation.proposals.select_related("vendor").order_by("number")[0]
    return found


def at(evaluation: Evaluation, name: str = "sheet_detail", *args: str) -> str:
    return reverse(name, args=[evaluation.workspace.code, evaluation.code, *args])


def save(client: Client, evaluation: Evaluation, criterion: str = "F-1", *, script: bool = True, **sent: Any) -> Any:
    headers = {"Accept": "application/json"} if script else {}
    address = at(evaluation, "sheet_save", first(evaluation).code, criterion)
    return client.post(address, {**WHOLE, **sent}, headers=headers)


def test_score_is_saved_and_the_reply_says_what_became_of_it(evaluation: Evaluation, client: Client) -> None:
    told = save(client, evaluation).json()
    score = Score.objects.get()
    assert (score.participant, score.proposal, score.criterion) == (mine(evaluation), first(evaluation), "F-1")
    assert (score.level, score.rationale, score.proof, score.revision) == (4, "It is in use.", "claimed", 1)
    assert told["revision"] == 1
    assert told["lack"] == ""
    assert told["counts"] == "Counts as 2: nobody verified it."
    assert told["sections"] == {"F-1": 1, "F-2": 0, "S-1": 0, "S-2": 0}
    assert (told["done"], told["total"]) == (1, 8)


def test_half_a_score_is_kept_and_says_what_it_lacks(evaluation: Evaluation, client: Client) -> None:
    told = save(client, evaluation, rationale="", proof="").json()
    assert told["lack"] == "Say why you give this score"
    assert told["done"] == 0
    told = save(client, evaluation, revision=1, proof="verified").json()
    assert told["lack"] == "Name the evidence that was verified"
    assert (told["revision"], told["counts"]) == (2, "")


def test_saying_the_same_again_writes_nothing(evaluation: Evaluation, client: Client) -> None:
    """A script sends it again where the reply was lost."""
    save(client, evaluation)
    assert save(client, evaluation).json()["revision"] == 1
    assert Score.objects.get().revision == 1


def test_stale_score_is_refused_with_what_is_stored(evaluation: Evaluation, client: Client) -> None:
    save(client, evaluation)
    answer = save(client, evaluation, level="1")
    assert answer.status_code == 409
    assert answer.json()["values"]["level"] == "4"
    assert Score.objects.get().level == 4


def test_without_a_script_a_stale_score_keeps_both(evaluation: Evaluation, client: Client) -> None:
    save(client, evaluation)
    answer = save(client, evaluation, script=False, rationale="Nobody uses it.")
    assert answer.status_code == 409
    assert "It is in use." in answer.text
    assert "Nobody uses it." in answer.text
    assert save(client, evaluation, script=False, rationale="Nobody uses it.", revision=1).status_code == 302
    assert Score.objects.get().rationale == "Nobody uses it."


def test_without_a_script_saving_goes_on_to_the_next_vendor_and_criterion(
    evaluation: Evaluation, client: Client
) -> None:
    one, two = (each.code for each in evaluation.proposals.order_by("number"))
    answer = save(client, evaluation, script=False, by="criterion", section="F-1")
    assert answer["Location"] == f"{at(evaluation)}?section=F-1#{two}-F-1"
    client.post(at(evaluation, "sheet_save", two, "F-1"), WHOLE)
    answer = save(client, evaluation, script=False, revision=1, rationale="Otherwise.", section="F-1")
    assert answer["Location"] == f"{at(evaluation)}?section=F-2#{one}-F-2"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"level": "6"}, "Choose one of the scores from 0 to 5."),
        ({"level": "three"}, "Choose one of the scores from 0 to 5."),
        ({"revision": ""}, "This page does not say which version it shows."),
        ({"rationale": "a\x07b"}, "Remove the control character"),
        ({"proof": "sure"}, "sure"),
    ],
)
def test_what_cannot_be_stored_is_said_and_kept(
    evaluation: Evaluation, client: Client, wrong: dict[str, Any], sentence: str
) -> None:
    answer = save(client, evaluation, **wrong)
    assert answer.status_code == 422
    assert sentence in answer.json()["sentence"]
    answer = save(client, evaluation, script=False, evidence="Typed with care.", **wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Typed with care." in answer.text
    assert 'href="?' not in answer.text, "the address is that of saving, and no page"
    assert not Score.objects.exists()


def test_page_shows_anchors_words_and_hidden_names(evaluation: Evaluation, client: Client) -> None:
    text = client.get(f"{at(evaluation)}?section=S-1").text
    for shown in ("Criterion S-1", "Anchor 3 of S-1", "Our answer to S-1.", "Vendor 1", "Vendor 2"):
        assert shown in text
    assert first(evaluation).vendor.name not in text


def test_page_of_a_vendor_has_the_criteria_of_a_group(evaluation: Evaluation, client: Client) -> None:
    text = client.get(f"{at(evaluation)}?by=vendor&vendor={first(evaluation).code}&section=safe").text
    assert "Vendor 1: Group safe" in text
    assert "Our answer to S-2." in text
    assert "Our answer to F-1." not in text


def test_page_begins_where_something_is_open(evaluation: Evaluation, client: Client) -> None:
    score_all(mine(evaluation))
    Participant.objects.update(submitted_at=None)
    Score.objects.filter(criterion="S-2", proposal=first(evaluation)).update(rationale="")
    assert "Say why you give this score" in client.get(at(evaluation)).text


def test_criterion_without_an_anchor_shows_the_rule_of_the_level(evaluation: Evaluation, client: Client) -> None:
    Criterion.objects.filter(key="F-1").update(anchors=["None at all", "", "", "", "", ""])
    evaluation.versions.update(levels=["Zero", "One", "Rule of two", "Three", "Four", "Five"])
    text = client.get(f"{at(evaluation)}?section=F-1").text
    assert "None at all" in text
    assert "Rule of two" in text
    assert "Zero" not in text


def test_conflict_keeps_a_vendor_off_the_sheet(evaluation: Evaluation, client: Client) -> None:
    mine(evaluation).declarations.filter(proposal=first(evaluation)).update(has_conflict=True, text="A friend.")
    text = client.get(at(evaluation)).text
    assert "Vendor 1" not in text
    assert "Vendor 2" in text
    assert save(client, evaluation).status_code == 404
    assert client.get(at(evaluation, "sheet_cell", first(evaluation).code, "F-1")).status_code == 404


def test_vendor_appears_once_it_was_declared(evaluation: Evaluation, client: Client) -> None:
    late = make_proposal(evaluation)
    page = client.get(at(evaluation))
    assert "Vendor 3" not in page.text
    assert "1 more proposal appears here" in page.text
    declare(mine(evaluation), late)
    assert "Vendor 3" in client.get(at(evaluation)).text


def test_criterion_that_does_not_apply_is_not_scored(evaluation: Evaluation, client: Client) -> None:
    Criterion.objects.filter(key="F-1").update(is_applicable=False, not_applicable_reason="Nobody offers it.")
    assert "Criterion F-1" not in client.get(at(evaluation)).text
    assert save(client, evaluation).status_code == 404


@pytest.mark.parametrize("stage", [Stage.CONSENSUS, Stage.LOCKED])
def test_nothing_is_saved_once_consensus_is_open(evaluation: Evaluation, client: Client, stage: Stage) -> None:
    late = mine(evaluation)
    score_all(late)
    bring_to(evaluation, stage)
    Participant.objects.filter(pk=late.pk).update(submitted_at=None)
    answer = save(client, evaluation, revision=1)
    assert answer.status_code == 422
    assert answer.json()["sentence"] == "Not saved: consensus is open, and the sheets are closed."
    assert "these scores do not count" in client.get(at(evaluation)).text


def test_draft_has_no_sheet_yet() -> None:
    evaluation = make_evaluation(make_workspace())
    client = client_of(mine(evaluation))
    assert "Scoring has not begun" in client.get(at(evaluation)).text
    assert save(client, evaluation).status_code == 404


def test_sheet_is_handed_in_told_and_taken_back(evaluation: Evaluation, client: Client) -> None:
    score_all(mine(evaluation))
    Participant.objects.update(submitted_at=None)
    assert "All 8 scores are complete" in client.get(at(evaluation, "sheet_submit")).text
    answer = client.post(at(evaluation, "sheet_submit"), follow=True)
    assert at(evaluation, "sheet_reopen") in answer.text
    assert mine(evaluation).submitted_at
    assert "handed in their scores" in Notice.objects.get(user=evaluation.moderator).sentence
    assert save(client, evaluation, revision=1).json()["sentence"].startswith("Not saved: your scores are handed in.")
    client.post(at(evaluation, "sheet_reopen"))
    assert mine(evaluation).submitted_at is None
    verbs = list(Activity.objects.filter(verb__startswith="evaluation.").values_list("verb", flat=True).order_by("pk"))
    assert verbs[-2:] == ["evaluation.scored", "evaluation.took_back"]


def test_handing_in_twice_counts_once(evaluation: Evaluation, client: Client) -> None:
    score_all(mine(evaluation))
    when = mine(evaluation).submitted_at
    client.post(at(evaluation, "sheet_submit"))
    assert mine(evaluation).submitted_at == when
    assert not Activity.objects.filter(verb="evaluation.scored").exists()


@pytest.mark.parametrize("missing", [{"rationale": ""}, {"proof": ""}, {"evidence": " "}])
def test_score_without_rationale_proof_or_evidence_is_not_handed_in(
    evaluation: Evaluation, client: Client, missing: dict[str, str]
) -> None:
    score_all(mine(evaluation))
    Participant.objects.update(submitted_at=None)
    Score.objects.filter(proposal=first(evaluation), criterion="F-2").update(**missing)
    answer = client.post(at(evaluation, "sheet_submit"), {"leave": "on"})
    assert answer.status_code == 422
    assert "1 score cannot be handed in yet" in answer.text
    assert f"?section=F-2#{first(evaluation).code}-F-2" in answer.text
    assert mine(evaluation).submitted_at is None


def test_what_is_not_scored_is_left_out_only_knowingly(evaluation: Evaluation, client: Client) -> None:
    save(client, evaluation)
    answer = client.post(at(evaluation, "sheet_submit"))
    assert answer.status_code == 422
    assert "I leave out the 7" in answer.text
    assert mine(evaluation).submitted_at is None
    client.post(at(evaluation, "sheet_submit"), {"leave": "on"})
    assert mine(evaluation).submitted_at


def test_empty_sheet_is_not_handed_in(evaluation: Evaluation, client: Client) -> None:
    answer = client.post(at(evaluation, "sheet_submit"), {"leave": "on"})
    assert answer.status_code == 422
    assert "Score something first." in answer.text


def test_undeclared_vendor_is_declared_before_handing_in(evaluation: Evaluation, client: Client) -> None:
    score_all(mine(evaluation))
    Participant.objects.update(submitted_at=None)
    make_proposal(evaluation)
    answer = client.post(at(evaluation, "sheet_submit"), {"leave": "on"})
    assert answer.status_code == 422
    assert "1 vendor is still to be declared" in answer.text


def test_sheet_is_not_taken_back_once_consensus_is_open(evaluation: Evaluation, client: Client) -> None:
    bring_to(evaluation, Stage.CONSENSUS)
    client.post(at(evaluation, "sheet_reopen"))
    assert mine(evaluation).submitted_at
    assert "as you handed them in" in client.get(at(evaluation)).text


def test_who_was_taken_out_is_still_kept_from_the_vendor_of_a_conflict(evaluation: Evaluation) -> None:
    """Also the moderator, who sees all other proposals."""
    moderator = evaluation.moderator
    assert moderator
    part = evaluation.participants.create(user=moderator, part="evaluator")
    declare(part, first(evaluation), "A friend.")
    remove_participant(participant=part, actor=moderator)
    membership = evaluation.workspace.memberships.get(user=moderator)
    seat = seat_of(evaluation, membership, participant_of(evaluation, moderator.pk))
    assert not seat.is_evaluator
    assert not seat.sees_proposal(first(evaluation).pk)


def test_evidence_for_a_criterion_can_be_read_from_the_sheet_but_no_price(
    evaluation: Evaluation, client: Client
) -> None:
    report = make_document(first(evaluation), title="Restore report", criterion="F-1")
    make_document(first(evaluation), title="Price sheet", criterion="F-1", is_price=True)
    make_document(first(evaluation), title="Proof of another", criterion="F-2")
    text = client.get(f"{at(evaluation)}?section=F-1").text
    address = at(evaluation, "proposal_document_file", first(evaluation).code, report.code)
    assert f'<a href="{address}">Restore report</a>' in text
    answer = client.get(address)
    assert answer.status_code == 200
    close(answer)
    assert "Price sheet" not in text
    assert "Proof of another" not in text


def test_sheet_is_of_what_is_scored_anew_after_a_change_of_the_model(evaluation: Evaluation, client: Client) -> None:
    bring_to(evaluation, Stage.CONSENSUS)
    evaluation.versions.update(locked_at=timezone.now(), reopened=["S-1"])
    Participant.objects.update(submitted_at=None)
    Evaluation.objects.update(stage=Stage.SCORING.value)
    text = client.get(at(evaluation)).text
    assert "asks these otherwise" in text
    assert "Criterion S-1" in text
    assert "Criterion F-1" not in text
    assert save(client, evaluation, revision=1).status_code == 404


def handed_in_again(evaluation: Evaluation, criterion: str = "") -> None:
    """With another answer to this criterion."""
    now = timezone.now()
    Proposal.objects.filter(pk=first(evaluation).pk).update(submitted_at=now)
    ProposalAnswer.objects.filter(proposal=first(evaluation), criterion=criterion).update(text="Now.", changed_at=now)


def test_score_that_is_older_than_the_proposal_is_told_until_it_is_saved_again(
    evaluation: Evaluation, client: Client
) -> None:
    for criterion in ("F-1", "F-2"):
        save(client, evaluation, criterion)
    assert "Handed in again since" not in client.get(f"{at(evaluation)}?section=F-1").text
    handed_in_again(evaluation, "F-1")
    told = save(client, evaluation, "S-1").json()["outdated"]  # on a page that is open since before
    assert told["said"] == "2 scores are older than what their vendors handed in last."
    assert "section=F-1" in told["url"]
    page = client.get(f"{at(evaluation)}?section=F-1").text
    assert "2 scores are older than what their vendors handed in last." in page
    assert page.count("Handed in again since") == 1  # the other vendor did not
    assert "this answer is another one" in page
    assert "this answer is the same" in client.get(f"{at(evaluation)}?section=F-2").text
    assert "Scored before the vendor handed in again" in client.get(at(evaluation, "sheet_submit")).text
    assert save(client, evaluation, revision=1).json()["revision"] == 2  # it says the same, and so that it stands
    assert "Handed in again since" not in client.get(f"{at(evaluation)}?section=F-1").text
    assert "1 score is older than" in client.get(at(evaluation)).text


def test_what_others_scored_before_is_no_news_to_who_did_not(evaluation: Evaluation, client: Client) -> None:
    other = evaluation.participants.order_by("pk")[1]
    save(client_of(other), evaluation)
    handed_in_again(evaluation, "F-1")
    page = client.get(f"{at(evaluation)}?section=F-1").text
    assert "Handed in again since" not in page
    assert "older than" not in page
