"""Vendor evaluations for tests, at any stage."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from tests.factories.accounts import make_member, owner_of
from vendors.domain.stages import AwardKind, Part, Proof, Stage, VersionState
from vendors.models import (
    AcceptedCriterion,
    AgreedScore,
    Appraisal,
    Award,
    ConflictDeclaration,
    CriteriaGroup,
    Criterion,
    Evaluation,
    Gate,
    GateFinding,
    ModelVersion,
    Offer,
    Participant,
    Proposal,
    ProposalAnswer,
    Score,
    Vendor,
    VendorImport,
    Weighting,
)
from vendors.operations.evaluations import create_evaluation
from vendors.operations.reevaluation import evaluate_again
from vendors.queries.readiness import readiness_of
from vendors.queries.versions import ROOT, chosen_weighting, version_in_force

SMALL = {"fit": ("60", {"F-1": "50", "F-2": "50"}), "safe": ("40", {"S-1": "70", "S-2": "30"})}
"""Groups with their points, and criteria with theirs."""

_numbers = count(1)


def make_evaluation(
    workspace: Workspace, *, stage: Stage = Stage.DRAFT, proposals: int = 2, evaluators: int = 2, **fields: Any
) -> Evaluation:
    """Four criteria in two groups and one gate, moderated by the workspace's owner; with people, proposals, answers,
    declarations, scores, agreed scores, findings and prices as they are at the stage."""
    values = {"title": f"Evaluation {next(_numbers)}", "actor": owner_of(workspace), **fields}
    evaluation = create_evaluation(workspace=workspace, **values)
    add_model(version_in_force(evaluation))
    for _ in range(proposals):
        make_proposal(evaluation)
    for _ in range(evaluators):
        add_evaluator(evaluation)
    bring_to(evaluation, stage)
    return evaluation


def make_following(previous: Evaluation, stage: Stage = Stage.DRAFT) -> Evaluation:
    """The next one with the same model and vendors, as it is at the stage."""
    actor = previous.moderator or owner_of(previous.workspace)
    vendors = Vendor.objects.filter(proposals__evaluation=previous).order_by("pk")
    evaluation = evaluate_again(previous=previous, actor=actor, title=f"{previous.title}, again", vendors=vendors)
    bring_to(evaluation, stage)
    return evaluation


def make_vendor_import(evaluation: Evaluation, user: User, kind: str = "vendors", **fields: Any) -> VendorImport:
    """A preview of one row."""
    rows = {
        "vendors": [[1, ["Vendor"]], [2, ["Kestrel Cloud"]]],
        "criteria": [[1, ["Group", "Key", "Criterion"]], [2, ["Group fit", "F-1", "Fits what we have"]]],
        "scores": [[1, ["Vendor", "Key", "Score"]], [2, ["Vendor 1", "F-1", "4"]]],
    }[kind]
    mapping = {
        "vendors": {"name": 0},
        "criteria": {"group": 0, "key": 1, "title": 2},
        "scores": {"vendor": 0, "key": 1, "level": 2},
    }[kind]
    values = {"rows": rows, "mapping": mapping, "file_name": "found.xlsx", **fields}
    return VendorImport.objects.create(evaluation=evaluation, user=user, kind=kind, **values)


def add_model(version: ModelVersion, groups: dict[str, tuple[str, dict[str, str]]] | None = None) -> None:
    """Rows for these groups, and one gate on the first criterion."""
    groups = groups or SMALL
    points = {ROOT: {key: weight for key, (weight, _) in groups.items()}}
    for position, (key, (_weight, criteria)) in enumerate(groups.items()):
        group = CriteriaGroup.objects.create(version=version, key=key, position=position, title=f"Group {key}")
        points[key] = dict(criteria)
        Criterion.objects.bulk_create(
            Criterion(
                version=version,
                group=group,
                key=each,
                position=number,
                title=f"Criterion {each}",
                question=f"How do you meet {each}?",
                anchors=[f"Anchor {level} of {each}" for level in range(6)],
            )
            for number, each in enumerate(criteria)
        )
    first = next(iter(next(iter(groups.values()))[1]))
    Gate.objects.create(version=version, key="G-1", criterion=first, text="The data stays in the region.")
    weighting = chosen_weighting(version)
    weighting.judgements = {"points": points}
    weighting.save()


def make_scenario(evaluation: Evaluation, name: str = "CFO", **judgements: Any) -> Weighting:
    """With the weights that count, but for these."""
    version = version_in_force(evaluation)
    like = chosen_weighting(version)
    scenario = Weighting.objects.create(
        version=version, name=name, position=1, method=like.method, judgements={**like.judgements, **judgements}
    )
    scenario.version = version
    return scenario


def make_proposal(evaluation: Evaluation, **fields: Any) -> Proposal:
    """Of a vendor of its own, submitted, with an answer to each criterion of the small model."""
    vendor = fields.pop("vendor", None)
    vendor = vendor or Vendor.objects.create(workspace=evaluation.workspace, name=f"Vendor No. {next(_numbers)} Ltd")
    number = evaluation.proposals.count() + 1
    values = {"number": number, "submitted_at": timezone.now(), "description": "What we propose.", **fields}
    proposal = Proposal.objects.create(evaluation=evaluation, vendor=vendor, **values)
    keys = Criterion.objects.filter(version__evaluation=evaluation, version__number=1).values_list("key", flat=True)
    ProposalAnswer.objects.bulk_create(
        ProposalAnswer(proposal=proposal, criterion=key, text=f"Our answer to {key}.") for key in keys
    )
    return proposal


def add_evaluator(evaluation: Evaluation, user: User | None = None) -> Participant:
    user = user or make_member(evaluation.workspace, Role.CONTRIBUTOR)
    return Participant.objects.create(evaluation=evaluation, user=user, part=Part.EVALUATOR.value)


def add_clerk(evaluation: Evaluation, user: User | None = None) -> Participant:
    user = user or make_member(evaluation.workspace, Role.CONTRIBUTOR)
    return Participant.objects.create(evaluation=evaluation, user=user, part=Part.PRICE_CLERK.value)


def declare(participant: Participant, proposal: Proposal, conflict: str = "") -> None:
    """That there is none, or what it is."""
    ConflictDeclaration.objects.create(
        participant=participant, proposal=proposal, has_conflict=bool(conflict), text=conflict
    )


def score_all(participant: Participant, levels: tuple[int, ...] = (3, 4, 2, 3)) -> None:
    """Every criterion of every proposal without a conflict, in turns of these levels, and handed in."""
    evaluation = participant.evaluation
    keys = list(
        Criterion.objects.filter(version__evaluation=evaluation, version__number=1).values_list("key", flat=True)
    )
    kept_from = participant.declarations.filter(has_conflict=True).values("proposal")
    rows = [(p, key) for p in evaluation.proposals.standing().exclude(pk__in=kept_from) for key in keys]
    Score.objects.bulk_create(
        Score(
            participant=participant,
            proposal=proposal,
            criterion=key,
            level=levels[number % len(levels)],
            rationale=f"Because of {key}.",
            proof=Proof.VERIFIED.value,
            evidence="Read in their contract.",
        )
        for number, (proposal, key) in enumerate(rows)
    )
    participant.submitted_at = timezone.now()
    participant.save()


def bring_to(evaluation: Evaluation, stage: Stage) -> None:
    """As if everybody had done what the stages before ask for."""
    if stage.is_from(Stage.SCORING):
        version = version_in_force(evaluation)
        version.state, version.content_hash = VersionState.LOCKED.value, readiness_of(version).content_hash
        version.locked_at = evaluation.opened_at = timezone.now()
        version.save()
        for participant in evaluation.participants.filter(part=Part.EVALUATOR.value):
            declared = participant.declarations.values("proposal")
            for proposal in evaluation.proposals.exclude(pk__in=declared):
                declare(participant, proposal)
    if stage.is_from(Stage.CONSENSUS):
        for participant in evaluation.participants.filter(part=Part.EVALUATOR.value, submitted_at=None):
            score_all(participant)
        evaluation.consensus_at = timezone.now()
    if stage.is_from(Stage.LOCKED):
        settle(evaluation)
        evaluation.locked_at = timezone.now()
    if stage is Stage.DECIDED:
        award(evaluation)
    evaluation.stage = stage.value
    evaluation.save()


def settle(evaluation: Evaluation, level: int = 3) -> None:
    """An agreed score for every cell, every criterion accepted, every gate met, a price for each proposal."""
    version = version_in_force(evaluation)
    keys = [each.key for group in version.groups.all() for each in group.criteria.all()]
    proposals = list(evaluation.proposals.standing())
    AgreedScore.objects.bulk_create(
        AgreedScore(proposal=proposal, criterion=key, level=level, proof=Proof.VERIFIED.value, reason="Agreed.")
        for proposal in proposals
        for key in keys
    )
    AcceptedCriterion.objects.bulk_create(AcceptedCriterion(evaluation=evaluation, criterion=key) for key in keys)
    GateFinding.objects.bulk_create(
        GateFinding(proposal=proposal, gate=gate.key, is_met=True)
        for proposal in proposals
        for gate in version.gates.all()
    )
    for number, proposal in enumerate(proposals):
        make_offer(proposal, one_off=100_000 + 10_000 * number)


def award(evaluation: Evaluation) -> None:
    """To the first proposal, with something said of each."""
    first, *_others = proposals = list(evaluation.proposals.standing())
    Award.objects.update_or_create(
        evaluation=evaluation,
        defaults={
            "kind": AwardKind.AWARD.value,
            "proposal": first,
            "reasons": "It shows the most.",
            "decided_by": evaluation.moderator,
            "decided_at": timezone.now(),
        },
    )
    said = {"strengths": "Knows the trade.", "weaknesses": "Few people.", "risks": "Grows fast."}
    Appraisal.objects.bulk_create((Appraisal(proposal=each, **said) for each in proposals), ignore_conflicts=True)


def make_offer(proposal: Proposal, **fields: Any) -> Offer:
    found, _ = Offer.objects.update_or_create(
        proposal=proposal, defaults={"one_off": 100_000, "yearly": 20_000, **fields}
    )
    return found
