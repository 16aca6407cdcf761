"""An evaluation in consensus, for tests: what its people gave, and its moderator at the page."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.vendors import make_evaluation
from vendors.domain.stages import Proof, Stage
from vendors.models import AgreedScore, Criterion, Evaluation, Proposal, Score
from vendors.operations.consensus import agree_score

KEYS = ("F-1", "F-2", "S-1", "S-2")


def in_consensus(**fields: Any) -> Evaluation:
    """Two proposals and two evaluators who gave the same everywhere but for the first proposal's S-1: 0 and 5."""
    evaluation = make_evaluation(make_workspace(), stage=Stage.CONSENSUS, **fields)
    first = evaluation.proposals.order_by("number")[0]
    scores = Score.objects.filter(proposal=first, criterion="S-1").order_by("participant__pk")
    for score, level in zip(scores, (0, 5), strict=False):
        score.level = level
        score.save()
    return evaluation


def proposals_of(evaluation: Evaluation) -> list[Proposal]:
    return list(evaluation.proposals.order_by("number"))


def criterion_of(evaluation: Evaluation, key: str) -> Criterion:
    return Criterion.objects.get(version__evaluation=evaluation, version__number=1, key=key)


def agree(
    evaluation: Evaluation, key: str, proposal: Proposal, level: int = 3, *, seen: int = 1, reason: str = "So be it."
) -> AgreedScore:
    return agree_score(
        evaluation=evaluation,
        actor=owner_of(evaluation.workspace),
        proposal=proposal,
        criterion=criterion_of(evaluation, key),
        seen=seen,
        level=level,
        proof=Proof.VERIFIED.value,
        reason=reason,
    )


def agree_on_all(evaluation: Evaluation, *keys: str) -> None:
    for key in keys:
        for proposal in proposals_of(evaluation):
            agree(evaluation, key, proposal)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(evaluation: Evaluation, name: str = "consensus_detail", **names: str) -> str:
    here = {"workspace_code": evaluation.workspace.code, "evaluation_code": evaluation.code}
    return reverse(name, kwargs={**here, **names})


def stage_of(evaluation: Evaluation) -> Stage:
    return Evaluation.objects.get(pk=evaluation.pk).at
