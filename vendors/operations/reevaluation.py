"""Evaluating again: a new evaluation that begins with the model of an earlier one, and with vendors to choose."""

from __future__ import annotations

import random
from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from accounts.operations.activity import log_activity
from vendors.domain.stages import Part
from vendors.models import (
    CriteriaGroup,
    Criterion,
    Evaluation,
    Gate,
    ModelVersion,
    Participant,
    Proposal,
    Vendor,
    Weighting,
)
from vendors.queries.versions import version_in_force

_CHANCE = random.SystemRandom()

_CARRIED = (
    "workspace",
    "are_names_hidden",
    "accepts_late",
    "agenda_spread",
    "robust_percent",
    "leaning_percent",
    "low_price_percent",
    "fewest_evaluators",
    "seed",
    "currency",
    "horizon_years",
    "discount_percent",
    "day_rate",
    "budget",
    "ceiling",
    "price_percent",
)
"""Settings and terms that are the same until somebody changes them."""


@transaction.atomic
def evaluate_again(
    *, previous: Evaluation, actor: User, title: str, purpose: str = "", vendors: Iterable[Vendor] = ()
) -> Evaluation:
    """A draft with the groups, criteria, gates and weights that were in force at the end, as rows that can be changed,
    and an empty proposal for each of these vendors that is there still. Who was asked to score, and is a member still,
    is named again, and told when it opens."""
    carried = {name: getattr(previous, name) for name in _CARRIED}
    evaluation = Evaluation.objects.create(
        **carried, previous=previous, moderator=actor.as_person, title=title, purpose=purpose
    )
    copy_model(version_in_force(previous), evaluation=evaluation, number=1)
    invited = list(
        Vendor.objects.select_for_update(no_key=True).filter(pk__in=[each.pk for each in vendors]).order_by("pk")
    )
    _CHANCE.shuffle(invited)  # the number of a proposal says nothing about its vendor
    Proposal.objects.bulk_create(
        Proposal(evaluation=evaluation, vendor=vendor, number=number) for number, vendor in enumerate(invited, start=1)
    )
    members = previous.workspace.memberships.values("user")
    scored = previous.participants.filter(part=Part.EVALUATOR.value, user__in=members)
    Participant.objects.bulk_create(
        Participant(evaluation=evaluation, user_id=each.user_id, part=each.part) for each in scored
    )
    log_activity(
        workspace=evaluation.workspace,
        actor=actor,
        verb="evaluation.begun_again",
        target=evaluation,
        previous=previous.title,
    )
    return evaluation


def copy_model(source: ModelVersion, *, evaluation: Evaluation, number: int) -> ModelVersion:
    """Rows of their own for each group, criterion, gate and weighting, under the same keys; as a draft."""
    version = ModelVersion.objects.create(
        evaluation=evaluation,
        number=number,
        pack_id=source.pack_id,
        levels=source.levels,
        evidence_kinds=source.evidence_kinds,
        unproven_cap=source.unproven_cap,
        numbers_given=source.numbers_given,
    )
    groups = {
        group.pk: CriteriaGroup(
            version=version, key=group.key, position=group.position, title=group.title, minimum=group.minimum
        )
        for group in source.groups.all()
    }
    CriteriaGroup.objects.bulk_create(groups.values())
    Criterion.objects.bulk_create(
        Criterion(
            version=version,
            group=groups[group.pk],
            key=each.key,
            position=each.position,
            title=each.title,
            question=each.question,
            asks_vendor=each.asks_vendor,
            anchors=each.anchors,
            evidence_kinds=each.evidence_kinds,
            is_applicable=each.is_applicable,
            not_applicable_reason=each.not_applicable_reason,
        )
        for group in source.groups.all()
        for each in group.criteria.all()
    )
    Gate.objects.bulk_create(
        Gate(
            version=version,
            key=gate.key,
            position=gate.position,
            criterion=gate.criterion,
            text=gate.text,
            how_to_check=gate.how_to_check,
        )
        for gate in source.gates.all()
    )
    Weighting.objects.bulk_create(
        Weighting(
            version=version,
            name=each.name,
            position=each.position,
            method=each.method,
            judgements=each.judgements,
            reason=each.reason,
        )
        for each in source.weightings.all()
    )
    return version
