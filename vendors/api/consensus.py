"""Settling the scores together: opening them, the agenda, what nobody disputes, and the lock at the end."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from vendors.api.consensus_door import ConsensusDoor
from vendors.api.consensus_serializers import (
    AcceptedCriteriaSerializer,
    ConsensusOpeningSerializer,
    ConsensusSerializer,
    LockBody,
    UndisputedBody,
)
from vendors.api.serializers import EvaluationDetailSerializer
from vendors.domain.stages import Stage
from vendors.forms.consensus import obstacle_said
from vendors.operations.consensus import accept_undisputed, can_lock, lock_quality, open_consensus
from vendors.queries.consensus import consensus_of
from vendors.queries.consensus_opening import opening_of


class ConsensusViewSet(ConsensusDoor):
    noun = "Consensus"
    serializer_class = ConsensusSerializer
    bodies = {"accept_undisputed": UndisputedBody, "lock": LockBody}
    answers = {
        "opening": ConsensusOpeningSerializer,
        "open": EvaluationDetailSerializer,
        "accept_undisputed": AcceptedCriteriaSerializer,
        "lock": EvaluationDetailSerializer,
    }
    moderated = frozenset({"opening", "open"})
    also_answers = {"opening": (403,)}

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read what there is to settle, and how far evaluators agree, as one who may read the sheets."""
        self.require_reader()
        consensus = consensus_of(self.evaluation, self.seated.seat)
        return self.show(consensus, can_lock=can_lock(consensus))

    def opening(self, request: Request, **place: Any) -> Response:
        """Read who handed in, as the moderator, before you open their scores."""
        self.unseal(seen=self.evaluation.at is Stage.SCORING)
        opening = opening_of(self.evaluation, self.seated.seat)
        return self.show({"opening": opening, "obstacle": obstacle_said(opening.obstacle)})

    def open(self, request: Request, **place: Any) -> Response:
        """Open the scores to those who handed in. It cannot be taken back."""
        open_consensus(evaluation=self.evaluation, actor=self.actor, seat=self.seated.seat)
        return self.show_evaluation()

    def accept_undisputed(self, request: Request, **place: Any) -> Response:
        """Agree on what is suggested wherever nobody disputes it, and accept these criteria together."""
        self.require_settler()
        sent = self.sent()
        count, is_last_left = accept_undisputed(evaluation=self.evaluation, actor=self.actor, **sent)
        return self.show({"accepted": count, "is_last_left": is_last_left})

    def lock(self, request: Request, **place: Any) -> Response:
        """Accept the last criterion and lock quality: prices and result are open to all from then on."""
        self.require_settler()
        lock_quality(evaluation=self.evaluation, actor=self.actor, seen_open=self.sent()["criteria"])
        return self.show_evaluation()
