"""What evaluators gave, what is agreed and who dissents, as the API shows it to who may read the sheets."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.fields import Score, Text
from core.rest.serializers import Body, Plain, Shown
from vendors.choices import ConfidenceChoice, ProofChoice
from vendors.domain.agreement import Undefined
from vendors.domain.scoring import Score as DomainScore
from vendors.domain.scoring import counted
from vendors.domain.stages import Proof
from vendors.models import AgreedScore, Dissent
from vendors.models import Score as ScoreRow
from vendors.queries.consensus import Cell, Consensus
from vendors.queries.names import name_of
from vendors.queries.settling import Settling

KEYS: dict[str, Any] = {"max_length": 1000}


class GivenSerializer(Plain):
    """What would be agreed without a word, as nobody disputes it."""

    level = serializers.IntegerField(read_only=True)
    proof = serializers.ChoiceField(choices=ProofChoice.choices, read_only=True)


class AgreedScoreSerializer(Shown):
    """`counts` is the level that enters the sum, lower than `level` for a claim that nobody verified."""

    counts = serializers.SerializerMethodField()
    agreed_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = AgreedScore
        fields = ["level", "proof", "counts", "reason", "agreed_by", "agreed_at"]

    def get_counts(self, agreed: AgreedScore) -> int:
        return _counts(agreed, self.context["cap"])


class ConsensusCellSerializer(Plain):
    """One proposal under one criterion. `levels` are what evaluators gave, as they count; `agreed` the level agreed on,
    as it counts. `mean` stands only as long as there is no agreed one.
    """

    proposal = serializers.CharField(source="proposal.code", read_only=True)
    levels = serializers.ListField(child=serializers.IntegerField(), read_only=True)
    spread = serializers.IntegerField(read_only=True)
    is_disputed = serializers.BooleanField(read_only=True)
    mean = Score(source="provisional_mean", read_only=True, allow_null=True)
    agreed = serializers.IntegerField(source="agreed_counts", read_only=True, allow_null=True)
    dissents = serializers.SerializerMethodField()

    def get_dissents(self, cell: Cell) -> int:
        return int(getattr(cell.agreed, "dissent_count", 0))


class ConsensusPointSerializer(Plain):
    """One criterion. It is settled when each proposal has an agreed score; only then it can be accepted."""

    criterion = serializers.CharField(source="criterion.code", read_only=True)
    title = serializers.CharField(source="criterion.title", read_only=True)
    group = serializers.CharField(read_only=True)
    weight = Score(read_only=True)
    is_disputed = serializers.BooleanField(read_only=True)
    is_settled = serializers.BooleanField(read_only=True)
    is_accepted = serializers.BooleanField(read_only=True)
    cells: Any = ConsensusCellSerializer(many=True, read_only=True)


class AgreementSerializer(Plain):
    """How far evaluators agree, over the cells that all of them scored. `undefined` says why there is no ICC(2,1)."""

    evaluators = serializers.IntegerField(read_only=True)
    cells = serializers.IntegerField(read_only=True)
    scored = serializers.IntegerField(read_only=True)
    icc_2_1 = Score(read_only=True, allow_null=True)
    undefined = serializers.ChoiceField(choices=[each.value for each in Undefined], read_only=True, allow_null=True)


class ComparedProposalSerializer(Plain):
    code = serializers.CharField(read_only=True)
    name = serializers.SerializerMethodField()

    def get_name(self, proposal: Any) -> str:
        return name_of(proposal, self.context["seated"].seat)


class ConsensusSerializer(Plain):
    """All criteria in the order of the agenda: far apart ones first, by how much hangs on them.

    Nothing of a proposal that a conflict of interest keeps you from. `can_lock` says that accepting what is open would
    lock quality.
    """

    agreement = AgreementSerializer(read_only=True)
    findings_missing = serializers.IntegerField(read_only=True)
    can_lock = serializers.SerializerMethodField()
    proposals: Any = ComparedProposalSerializer(many=True, read_only=True)
    points: Any = ConsensusPointSerializer(many=True, read_only=True)

    def get_can_lock(self, consensus: Consensus) -> bool:
        return bool(self.context["can_lock"])


class ReadScoreSerializer(Shown):
    """What one evaluator gave."""

    participant = serializers.CharField(source="participant.code", read_only=True)
    person = PersonSerializer(source="participant.user", read_only=True, allow_null=True)
    counts = serializers.SerializerMethodField()
    proof = serializers.ChoiceField(choices=ProofChoice.choices, read_only=True, allow_blank=True)
    confidence = serializers.ChoiceField(choices=ConfidenceChoice.choices, read_only=True, allow_blank=True)

    class Meta:
        model = ScoreRow
        fields = ["participant", "person", "level", "counts", "rationale", "proof", "evidence", "confidence"]

    def get_counts(self, score: ScoreRow) -> int:
        return _counts(score, self.context["cap"])


class DissentSerializer(Shown):
    """What an evaluator wants to be read beside an agreed score. It changes no number."""

    person = PersonSerializer(source="participant.user", read_only=True, allow_null=True)

    class Meta:
        model = Dissent
        fields = ["code", "person", "text", "written_at"]


class SettlingSerializer(Plain):
    """One proposal under one criterion: what each evaluator gave and why, what is agreed, and who dissents.

    `revision` is what the agreed score is changed at; 1 while there is none. `answer` is what the vendor wrote.
    """

    proposal = serializers.CharField(source="proposal.code", read_only=True)
    name = serializers.SerializerMethodField()
    answer = serializers.CharField(read_only=True, allow_blank=True)
    is_disputed = serializers.BooleanField(source="cell.is_disputed", read_only=True)
    spread = serializers.IntegerField(source="cell.spread", read_only=True)
    mean = Score(source="cell.provisional_mean", read_only=True, allow_null=True)
    suggestion = GivenSerializer(source="cell.suggestion", read_only=True, allow_null=True)
    scores: Any = ReadScoreSerializer(many=True, read_only=True)
    agreed: Any = AgreedScoreSerializer(source="cell.agreed", read_only=True, allow_null=True)
    dissents: Any = DissentSerializer(many=True, read_only=True)
    revision = serializers.SerializerMethodField()

    def get_name(self, settling: Settling) -> str:
        return name_of(settling.proposal, self.context["seated"].seat)

    def get_revision(self, settling: Settling) -> int:
        return settling.cell.agreed.revision if settling.cell.agreed else 1


class OnCriterionSerializer(Plain):
    """One criterion as it is settled, the most disputed proposal first."""

    criterion = serializers.CharField(source="criterion.key", read_only=True)
    title = serializers.CharField(source="criterion.title", read_only=True)
    group = serializers.CharField(source="criterion.group.title", read_only=True)
    is_settled = serializers.BooleanField(read_only=True)
    is_accepted = serializers.BooleanField(read_only=True)
    settlings: Any = SettlingSerializer(many=True, read_only=True)


class ConsensusOpeningSerializer(Plain):
    """Who handed in, before their scores are opened. `obstacle` says what stands in the way; empty where nothing does.

    Whoever is missing is not counted any more from then on.
    """

    handed_in = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()
    obstacle = serializers.CharField(read_only=True, allow_blank=True)

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_handed_in(self, found: Any) -> list[str]:
        return [each.code for each in found["opening"].handed_in]

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_missing(self, found: Any) -> list[str]:
        return [each.code for each in found["opening"].missing]


class AcceptedCriteriaSerializer(Plain):
    """How many criteria were accepted. The last one of all is left: accepting it locks quality."""

    accepted = serializers.IntegerField(read_only=True)
    is_last_left = serializers.BooleanField(read_only=True)


class UndisputedBody(Body):
    criteria = serializers.ListField(
        child=Text(max_length=32), **KEYS, help_text="Keys of those that you saw as undisputed."
    )


class LockBody(Body):
    criteria = serializers.ListField(
        child=Text(max_length=32), **KEYS, help_text="Keys of those that were open when you looked: one at most."
    )


def _counts(given: AgreedScore | ScoreRow, cap: int) -> int:
    """The level, which is there, as it enters the sum."""
    return counted(DomainScore(given.level, given.proof == Proof.VERIFIED), cap) or 0
