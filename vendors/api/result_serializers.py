"""The result of an evaluation, and what became of each vendor since the one before, as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from core.rest.fields import Score
from core.rest.serializers import Plain
from vendors.api.consensus_serializers import AgreementSerializer
from vendors.domain.changes import CriterionMove
from vendors.domain.frontier import Standing
from vendors.domain.gates import GateState
from vendors.domain.robustness import Mode, Word
from vendors.domain.scoring import Floor

WORD: dict[str, Any] = {"choices": [each.value for each in Word], "read_only": True}


class PlacingSerializer(Plain):
    """Where a vendor stands. `low` and `high` are its total from 0 to 100, and differ where something is missing.

    `why` says why it has no rank. Whoever `is_excluded` has none, whatever its total.
    """

    proposal = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    rank = serializers.IntegerField(read_only=True, allow_null=True)
    low = Score(read_only=True)
    high = Score(read_only=True)
    is_excluded = serializers.BooleanField(read_only=True)
    why = serializers.CharField(read_only=True, allow_blank=True)


class RankShareSerializer(Plain):
    """In which share of all draws a vendor takes a place, with the standard error of that share."""

    place = serializers.IntegerField(read_only=True)
    share = Score(read_only=True)
    error = Score(read_only=True)


class VendorSharesSerializer(Plain):
    """`alone` is the share of draws in which it is first and nobody beside it."""

    proposal = serializers.CharField(read_only=True)
    alone = Score(read_only=True)
    places = RankShareSerializer(many=True, read_only=True)


class WinSerializer(Plain):
    """In which share of all draws one vendor has the higher total than another."""

    proposal = serializers.CharField(read_only=True)
    over = serializers.CharField(read_only=True)
    share = Score(read_only=True)


class RobustnessSerializer(Plain):
    """Ranks over many draws of the weights: all alike, in the same order of importance, or within ±30 %.

    `word` is for the leader; null where nobody is ranked.
    """

    mode = serializers.ChoiceField(choices=[each.value for each in Mode], read_only=True)
    draws = serializers.IntegerField(read_only=True)
    seed = serializers.IntegerField(read_only=True)
    word = serializers.ChoiceField(**WORD, allow_null=True)
    vendors: Any = VendorSharesSerializer(many=True, read_only=True)
    wins: Any = WinSerializer(many=True, read_only=True)


class MatrixCellSerializer(Plain):
    """`level` is what counts: agreed, or the mean of what evaluators gave as long as that is provisional."""

    proposal = serializers.CharField(read_only=True)
    level = Score(read_only=True, allow_null=True)
    agreed = serializers.IntegerField(read_only=True, allow_null=True)


class MatrixRowSerializer(Plain):
    """One criterion, with the weight under which it counts here, from 0 to 1."""

    criterion = serializers.CharField(read_only=True)
    group = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    weight = Score(read_only=True)
    cells: Any = MatrixCellSerializer(many=True, read_only=True)


class GateStandingSerializer(Plain):
    gate = serializers.CharField(read_only=True)
    proposal = serializers.CharField(read_only=True)
    state = serializers.ChoiceField(choices=[each.value for each in GateState], read_only=True)


class GroupTotalSerializer(Plain):
    """`value` is null while something is missing; `floor` says where it stands with the group's minimum."""

    group = serializers.CharField(read_only=True)
    proposal = serializers.CharField(read_only=True)
    value = Score(read_only=True, allow_null=True)
    low = Score(read_only=True)
    high = Score(read_only=True)
    minimum = Score(read_only=True, allow_null=True)
    floor = serializers.ChoiceField(choices=[each.value for each in Floor], read_only=True)


class StandingSerializer(Plain):
    proposal = serializers.CharField(read_only=True)
    rank = serializers.IntegerField(read_only=True, allow_null=True)
    low = Score(read_only=True)
    high = Score(read_only=True)


class OtherStandingsSerializer(Plain):
    """Under another set of weights: a scenario, by its name, or an earlier version of the model, by its number."""

    name = serializers.CharField(read_only=True)
    standings = StandingSerializer(many=True, read_only=True)


class FlipSerializer(Plain):
    """At the weight `at` the first two are equal; farther from `weight` the second leads. From 0 to 1."""

    part = serializers.CharField(read_only=True)
    is_group = serializers.BooleanField(read_only=True)
    weight = Score(read_only=True)
    at = Score(read_only=True)


class LeftOutSerializer(Plain):
    """Who is first on the means of the others, without one evaluator."""

    participant = serializers.CharField(read_only=True)
    person = serializers.CharField(read_only=True)
    first = serializers.ListField(child=serializers.CharField(), read_only=True)
    changes_the_first = serializers.BooleanField(read_only=True)


class BoughtSerializer(Plain):
    """Quality and price of a ranked vendor. `per_point` is what a further point costs along the frontier.

    `combined` is there only where that was chosen: quality and price in one number, by a fixed anchor.
    """

    proposal = serializers.CharField(read_only=True)
    cost = Score(read_only=True)
    quality = Score(read_only=True)
    standing = serializers.ChoiceField(choices=[each.value for each in Standing], read_only=True)
    beaten_by = serializers.ListField(child=serializers.CharField(), read_only=True)
    per_point = Score(read_only=True, allow_null=True)
    combined = Score(read_only=True, allow_null=True)
    combined_rank = serializers.IntegerField(read_only=True, allow_null=True)


class OutcomeSerializer(Plain):
    """Who leads, how sure that is, and what would change it. Vendors are named by the codes of their proposals.

    `is_provisional` before quality is locked. `is_tried` where weights of the address were tried out: then `verdict`,
    `placings`, `robustness` and the weights of `matrix` are under these, and all else stays under the locked ones.
    `agreement`, `left_out` and `value` are null while they are sealed, or where there is nothing to tell.
    """

    version = serializers.IntegerField(read_only=True)
    content_hash = serializers.CharField(read_only=True)
    is_provisional = serializers.BooleanField(read_only=True)
    is_tried = serializers.BooleanField(read_only=True)
    verdict = serializers.CharField(read_only=True)
    word = serializers.ChoiceField(**WORD, allow_null=True)
    placings: Any = PlacingSerializer(many=True, read_only=True)
    robustness: Any = RobustnessSerializer(many=True, read_only=True)
    changes = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="What would change the answer, in sentences."
    )
    warnings = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="What to ask before deciding, in sentences."
    )
    flips: Any = FlipSerializer(many=True, read_only=True)
    left_out: Any = LeftOutSerializer(many=True, read_only=True, allow_null=True)
    agreement = AgreementSerializer(read_only=True, allow_null=True)
    scenarios: Any = OtherStandingsSerializer(many=True, read_only=True)
    versions: Any = OtherStandingsSerializer(many=True, read_only=True)
    matrix: Any = MatrixRowSerializer(many=True, read_only=True)
    gates: Any = GateStandingSerializer(many=True, read_only=True)
    groups: Any = GroupTotalSerializer(many=True, read_only=True)
    value: Any = BoughtSerializer(many=True, read_only=True, allow_null=True)


class CriterionChangeSerializer(Plain):
    """A criterion that is the same on both sides; `effect` is what its score adds to the change of the total, in
    points."""

    criterion = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    level_before = Score(read_only=True, allow_null=True)
    level_after = Score(read_only=True, allow_null=True)
    effect = Score(read_only=True)


class ChangedCriterionSerializer(Plain):
    """What a criterion weighs of the whole, from 0 to 1: 0 where it does not apply."""

    criterion = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    change = serializers.ChoiceField(choices=[each.value for each in CriterionMove], read_only=True)
    weight_before = Score(read_only=True)
    weight_after = Score(read_only=True)


class ModelChangeSerializer(Plain):
    """`cap` is the level as which a claim counts at most that nobody verified."""

    criteria: Any = ChangedCriterionSerializer(many=True, read_only=True)
    cap_before = serializers.IntegerField(read_only=True)
    cap_after = serializers.IntegerField(read_only=True)


class VendorChangeSerializer(Plain):
    """Before and after. `total` is the change in points: `of_scores` and `of_model` together; null where something is
    missing. `criteria` are those whose score moved it, the largest effect first.
    """

    vendor = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    rank_before = serializers.IntegerField(read_only=True, allow_null=True)
    rank_after = serializers.IntegerField(read_only=True, allow_null=True)
    total_before = Score(read_only=True, allow_null=True)
    total_after = Score(read_only=True, allow_null=True)
    total = Score(read_only=True, allow_null=True)
    of_scores = Score(read_only=True, allow_null=True)
    of_model = Score(read_only=True, allow_null=True)
    cost_before = Score(read_only=True, allow_null=True)
    cost_after = Score(read_only=True, allow_null=True)
    failed_gates_before = serializers.ListField(child=serializers.CharField(), read_only=True)
    failed_gates_after = serializers.ListField(child=serializers.CharField(), read_only=True)
    missed_groups_before = serializers.ListField(child=serializers.CharField(), read_only=True)
    missed_groups_after = serializers.ListField(child=serializers.CharField(), read_only=True)
    criteria: Any = CriterionChangeSerializer(many=True, read_only=True)


class NamedVendorSerializer(Plain):
    vendor = serializers.CharField(source="vendor.code", read_only=True)
    name = serializers.CharField(source="vendor.name", read_only=True)


class SincePreviousSerializer(Plain):
    """What became of each vendor since the evaluation before. `added` and `gone` took part once."""

    previous = serializers.CharField(read_only=True)
    vendors: Any = VendorChangeSerializer(many=True, read_only=True)
    added: Any = NamedVendorSerializer(many=True, read_only=True)
    gone: Any = NamedVendorSerializer(many=True, read_only=True)
    model = ModelChangeSerializer(read_only=True)
    has_same_currency = serializers.BooleanField(read_only=True)
