"""An evaluator's own sheet, as the API shows it to that evaluator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from core.rest.fields import Moment, Truth
from core.rest.serializers import Body, Plain
from vendors.choices import ConfidenceChoice, ProofChoice
from vendors.domain.completeness import Lack
from vendors.domain.seal import Seat
from vendors.models import Criterion, Participant, Proposal
from vendors.queries.names import name_of
from vendors.queries.own_sheet import OwnScore, OwnSheet, Place


@dataclass(frozen=True)
class ShownScore:
    """`counts` is what enters the sum."""

    place: Place
    score: OwnScore
    counts: int | None
    is_outdated: bool


@dataclass(frozen=True)
class ShownSheet:
    """Before the evaluation is opened there is no `sheet`."""

    participant: Participant
    seat: Seat
    sheet: OwnSheet | None

    @property
    def may_score(self) -> bool:
        return any(self.seat.scores(each.pk) for each in self.proposals)

    @property
    def version(self) -> int | None:
        return self.sheet.version.number if self.sheet else None

    @property
    def proposals(self) -> Sequence[Proposal]:
        return self.sheet.proposals if self.sheet else ()

    @property
    def criteria(self) -> Sequence[Criterion]:
        return self.sheet.criteria if self.sheet else ()

    @property
    def scores(self) -> Iterator[ShownScore]:
        if self.sheet:
            yield from (shown_score(self.sheet, place) for place in self.sheet.places)


def shown_score(sheet: OwnSheet, place: Place) -> ShownScore:
    score = sheet.at(*place)
    is_outdated = score.is_older_than(place.proposal.submitted_at)
    return ShownScore(place, score, score.counted(sheet.version.unproven_cap), is_outdated)


class SheetScoreSerializer(Plain):
    """What you gave a proposal on a criterion. `revision` is what it is changed at; 0 while you gave nothing.

    `counts` is the level that enters the sum, lower than `level` for a claim that nobody verified. `lacks` is what is
    still missing before it can be handed in; one that `is_outdated` is older than the proposal.
    """

    proposal = serializers.CharField(source="place.proposal.code", read_only=True)
    criterion = serializers.CharField(source="place.criterion.key", read_only=True)
    level = serializers.IntegerField(source="score.level", read_only=True, allow_null=True)
    rationale = serializers.CharField(source="score.rationale", read_only=True, allow_blank=True)
    proof = serializers.ChoiceField(choices=ProofChoice.choices, source="score.proof", read_only=True, allow_blank=True)
    evidence = serializers.CharField(source="score.evidence", read_only=True, allow_blank=True)
    confidence = serializers.ChoiceField(
        choices=ConfidenceChoice.choices, source="score.confidence", read_only=True, allow_blank=True
    )
    counts = serializers.IntegerField(read_only=True, allow_null=True)
    lacks = serializers.ChoiceField(
        choices=[each.value for each in Lack], source="score.lack", read_only=True, allow_null=True
    )
    is_outdated = serializers.BooleanField(read_only=True)
    changed_at = Moment(source="score.changed_at", read_only=True, allow_null=True)
    revision = serializers.IntegerField(source="score.revision", read_only=True)


class SheetProposalSerializer(Plain):
    """While names are hidden from you, `name` is its number."""

    code = serializers.CharField(read_only=True)
    name = serializers.SerializerMethodField()

    def get_name(self, proposal: Proposal) -> str:
        return name_of(proposal, self.context["seated"].seat)


class SheetCriterionSerializer(Plain):
    """What 0 to 5 look like is in the version of the model."""

    key = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    group = serializers.CharField(source="group.title", read_only=True)


class SheetSerializer(Plain):
    """Your sheet: a score for each criterion of each proposal of which you declared that you have no conflict.

    `version` is the model that it is of, null before the evaluation is opened. With `is_reopened` it is of the criteria
    that are scored anew after a change. `undeclared` proposals appear once you declared whether you have a conflict.
    """

    version = serializers.IntegerField(read_only=True, allow_null=True)
    may_score = serializers.BooleanField(read_only=True)
    is_reopened = serializers.SerializerMethodField()
    submitted_at = Moment(source="participant.submitted_at", read_only=True, allow_null=True)
    undeclared = serializers.SerializerMethodField()
    total = serializers.SerializerMethodField()
    done = serializers.SerializerMethodField()
    proposals = SheetProposalSerializer(many=True, read_only=True)
    criteria = SheetCriterionSerializer(many=True, read_only=True)
    scores: Any = SheetScoreSerializer(many=True, read_only=True)

    def get_is_reopened(self, shown: ShownSheet) -> bool:
        return bool(shown.sheet and shown.sheet.is_reopened)

    def get_undeclared(self, shown: ShownSheet) -> int:
        return shown.sheet.undeclared if shown.sheet else 0

    def get_total(self, shown: ShownSheet) -> int:
        return shown.sheet.total if shown.sheet else 0

    def get_done(self, shown: ShownSheet) -> int:
        return len(shown.sheet.done) if shown.sheet else 0


class HandingInBody(Body):
    leaves_unscored = Truth(default=False, help_text="That what has no score is left out on purpose.")
