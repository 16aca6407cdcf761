"""The choice of a partner in the example: asked, scored by four people, settled, priced and decided."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from django.utils import timezone

from accounts.models import Membership, User, Workspace
from catalog.operations import pack_of
from catalog.queries import criteria_packs
from showcase.domain.people import CONSULTANT, FINANCE, PLATFORM, Person
from showcase.domain.tender import (
    BUDGET,
    CEILING,
    CONDITIONS,
    CRITERIA,
    DAY_RATE,
    DISCOUNT,
    DISPUTE,
    DISPUTED,
    DISSENT,
    EVALUATORS,
    KESTREL,
    PILOT_DAYS,
    PURPOSE,
    REASONS,
    SCENARIOS,
    SETTLED,
    TENDERS,
    Tender,
    level_of,
)
from showcase.domain.tender_words import ANSWERS, REMARKS, STRONG_FROM
from vendors.choices import MethodChoice
from vendors.domain.seal import Seat
from vendors.domain.stages import AwardKind, Confidence, Part, Proof, Stage
from vendors.models import AgreedScore, Criterion, Evaluation, Participant, Proposal
from vendors.operations.awards import decide_evaluation, save_appraisal
from vendors.operations.companies import add_contact, change_vendor
from vendors.operations.consensus import (
    NEVER,
    accept_undisputed,
    agree_score,
    lock_quality,
    open_consensus,
)
from vendors.operations.declarations import declare_interests
from vendors.operations.dissents import write_dissent
from vendors.operations.evaluations import create_evaluation
from vendors.operations.findings import find_at_gate
from vendors.operations.opening import open_evaluation
from vendors.operations.participants import ask_participant
from vendors.operations.prices import change_terms, enter_offer
from vendors.operations.proposals import add_proposal, change_answer, change_proposal
from vendors.operations.sheets import save_score, submit_sheet
from vendors.operations.weights import add_scenario, weigh
from vendors.queries.consensus import consensus_of
from vendors.queries.versions import ROOT, chosen_weighting, version_in_force

PACK = "delivery-partner"
NEW = 0
"""The revision of a score that is not there yet."""


def choose_partner(workspace: Workspace) -> Evaluation:
    """From the shipped criteria to a conditional award; each step as the person would take it."""
    moderator = _user(CONSULTANT)
    pack = next(offer for offer in criteria_packs() if offer.content.code == PACK)
    evaluation = create_evaluation(
        workspace=workspace,
        actor=moderator,
        title="Reliability partner",
        purpose=PURPOSE,
        pack=pack_of(pack),
        deadline_at=timezone.now() - timedelta(days=1),
    )
    _weigh(evaluation, moderator)
    _name_people(evaluation, moderator)
    proposals = {each.name: _propose(evaluation, moderator, each) for each in TENDERS}
    open_evaluation(evaluation=evaluation, actor=moderator, seen=version_in_force(evaluation).revision)
    for person in EVALUATORS:
        _score(evaluation, person, proposals)
    _price(evaluation, proposals)
    _settle(evaluation, moderator, proposals)
    _decide(evaluation, moderator, proposals)
    return evaluation


def _weigh(evaluation: Evaluation, moderator: User) -> None:
    """The pack’s points count; what three of the leadership would weigh instead are scenarios."""
    for name, points in SCENARIOS.items():
        version = version_in_force(evaluation)
        scenario = add_scenario(
            version=version, actor=moderator, seen=version.revision, name=name, like=chosen_weighting(version)
        )
        version = version_in_force(evaluation)
        scenario.version = version
        said = {ROOT: {group: Fraction(value) for group, value in points.items()}}
        weigh(weighting=scenario, actor=moderator, seen=version.revision, method=MethodChoice.POINTS, said=said)


def _name_people(evaluation: Evaluation, moderator: User) -> None:
    for person in EVALUATORS:
        ask_participant(evaluation=evaluation, actor=moderator, part=Part.EVALUATOR, user=_user(person))
    ask_participant(evaluation=evaluation, actor=moderator, part=Part.PRICE_CLERK, user=_user(FINANCE))


def _propose(evaluation: Evaluation, moderator: User, tender: Tender) -> Proposal:
    proposal = add_proposal(evaluation=evaluation, actor=moderator, name=tender.name, description=tender.description)
    vendor = proposal.vendor
    change_vendor(vendor=vendor, actor=moderator, seen=vendor.revision, website=tender.website)
    name, email, role = tender.contact
    add_contact(vendor=vendor, actor=moderator, name=name, email=email, role=role)
    change_proposal(
        proposal=proposal, actor=moderator, seen=proposal.revision, submitted_at=timezone.now() - timedelta(days=2)
    )
    for key, level in zip(CRITERIA, tender.levels, strict=True):
        strong, weak = ANSWERS[key]
        text = strong if int(level) >= STRONG_FROM else weak
        change_answer(proposal=proposal, criterion=key, actor=moderator, seen=1, text=text)
    stored: Proposal = Proposal.objects.select_related("vendor").get(pk=proposal.pk)
    return stored


def _score(evaluation: Evaluation, person: Person, proposals: dict[str, Proposal]) -> None:
    user = _user(person)
    membership = Membership.objects.select_related("workspace", "user").get(workspace=evaluation.workspace, user=user)
    participant = evaluation.participants.get(user=user)
    declare_interests(
        participant=participant, actor=user, conflicts={proposal.pk: None for proposal in proposals.values()}
    )
    for tender in TENDERS:
        for number, key in enumerate(CRITERIA):
            save_score(
                evaluation=evaluation,
                membership=membership,
                proposal=proposals[tender.name],
                criterion=key,
                seen=NEW,
                said=_said(tender, number, key, person),
            )
    submit_sheet(evaluation=evaluation, membership=membership)


def _said(tender: Tender, number: int, key: str, person: Person) -> dict[str, object]:
    level, rationale = level_of(tender, number, person), ""
    if key == DISPUTED and tender.name in DISPUTE:
        level, rationale = DISPUTE[tender.name][person.email]
    is_shown = level >= STRONG_FROM
    return {
        "level": level,
        "rationale": rationale or REMARKS[level],
        "proof": (Proof.VERIFIED if is_shown else Proof.CLAIMED).value,
        "evidence": "What was attached to the proposal." if is_shown else "",
        "confidence": (Confidence.HIGH if level in {0, 4, 5} else Confidence.MEDIUM).value,
    }


def _price(evaluation: Evaluation, proposals: dict[str, Proposal]) -> None:
    clerk = _user(FINANCE)
    evaluation.refresh_from_db()
    terms = {"discount_percent": DISCOUNT, "day_rate": DAY_RATE, "budget": BUDGET, "ceiling": CEILING}
    change_terms(evaluation=evaluation, actor=clerk, seen=evaluation.revision, **terms)
    for tender in TENDERS:
        costs = {name: getattr(tender, name) for name in ("one_off", "yearly", "migration", "exit", "internal_days")}
        enter_offer(proposal=proposals[tender.name], actor=clerk, seen=1, **costs)


def _settle(evaluation: Evaluation, moderator: User, proposals: dict[str, Proposal]) -> None:
    """They agree on nearly everything; on one thing they talk and settle, and one of them dissents."""
    evaluation.refresh_from_db()
    seat = Seat(stage=Stage.SCORING, are_names_hidden=False, is_moderator=True)
    open_consensus(evaluation=evaluation, actor=moderator, seat=seat)
    _find_at_gates(evaluation, moderator, proposals)
    seat = Seat(stage=Stage.CONSENSUS, are_names_hidden=False, is_moderator=True)
    undisputed = [each.criterion.code for each in consensus_of(evaluation, seat).undisputed]
    accept_undisputed(evaluation=evaluation, actor=moderator, criteria=undisputed)
    criterion = Criterion.objects.get(version=version_in_force(evaluation), key=DISPUTED)
    for tender in TENDERS:
        level, reason = SETTLED.get(tender.name, (int(tender.levels[CRITERIA.index(DISPUTED)]), ""))
        agree_score(
            evaluation=evaluation,
            actor=moderator,
            proposal=proposals[tender.name],
            criterion=criterion,
            seen=NEVER,
            level=level,
            proof=(Proof.VERIFIED if level >= STRONG_FROM else Proof.CLAIMED).value,
            reason=reason,
        )
    agreed = AgreedScore.objects.get(proposal=proposals[KESTREL.name], criterion=DISPUTED)
    objector = Participant.objects.get(evaluation=evaluation, user=_user(PLATFORM))
    write_dissent(evaluation=evaluation, participant=objector, agreed=agreed, text=DISSENT)
    lock_quality(evaluation=evaluation, actor=moderator, seen_open=[DISPUTED])


def _find_at_gates(evaluation: Evaluation, moderator: User, proposals: dict[str, Proposal]) -> None:
    for gate in version_in_force(evaluation).gates.all():
        for tender in TENDERS:
            is_met = gate.key != tender.missed
            find_at_gate(
                evaluation=evaluation,
                actor=moderator,
                proposal=proposals[tender.name],
                gate=gate,
                seen=NEVER,
                is_met=is_met,
                note="" if is_met else tender.found,
            )


def _decide(evaluation: Evaluation, moderator: User, proposals: dict[str, Proposal]) -> None:
    for tender in TENDERS:
        words = {name: getattr(tender, name) for name in ("strengths", "weaknesses", "risks")}
        save_appraisal(proposal=proposals[tender.name], actor=moderator, seen=1, **words)
    evaluation.refresh_from_db()
    decide_evaluation(
        evaluation=evaluation,
        actor=moderator,
        seen=1,
        kind=AwardKind.CONDITIONAL.value,
        proposal=proposals[KESTREL.name],
        reasons=REASONS,
        conditions=CONDITIONS,
        pilot_days=PILOT_DAYS,
    )


def _user(person: Person) -> User:
    return User.objects.get(email=person.email)
