"""One criterion: what each evaluator gave and why, what is agreed, accepting it, and dissents."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm
from vendors.api.consensus_door import ConsensusDoor
from vendors.api.consensus_serializers import DissentSerializer, OnCriterionSerializer, SettlingSerializer
from vendors.api.sheets import LEVEL
from vendors.forms.consensus import AgreedScoreForm, DissentForm
from vendors.models import AgreedScore, Criterion, Dissent, Participant
from vendors.operations.consensus import accept_criterion, agree_score, reopen_criterion
from vendors.operations.dissents import restore_dissent, take_back_dissent, write_dissent
from vendors.queries.settling import Settling, find_agreed, find_dissent


class SettledCriterionViewSet(ConsensusDoor):
    noun = "SettledCriterion"
    serializer_class = OnCriterionSerializer

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one criterion as it is settled, as one who may read the sheets."""
        self.require_reader()
        return self.show_criterion()

    def accept(self, request: Request, **place: Any) -> Response:
        """Accept it, once there is an agreed score for each proposal. The last one is accepted by locking quality."""
        self.require_settler()
        accept_criterion(evaluation=self.evaluation, actor=self.actor, criterion=self.get_criterion().key)
        return self.show_criterion()

    def reopen(self, request: Request, **place: Any) -> Response:
        """Open it again, so that its agreed scores can be changed."""
        self.require_settler()
        reopen_criterion(evaluation=self.evaluation, actor=self.actor, criterion=self.get_criterion())
        return self.show_criterion()

    def show_criterion(self) -> Response:
        criterion = self.get_criterion()
        return self.show(self.on_criterion(criterion), **self.cap_of(criterion))


class AgreedScoreViewSet(ConsensusDoor):
    noun = "AgreedScore"
    serializer_class = SettlingSerializer
    bodies = {"partial_update": FromForm(AgreedScoreForm, instead={"level": LEVEL})}

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read what evaluators gave a proposal on a criterion, and what is agreed."""
        self.require_reader()
        return self.show_settling()

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Agree on a score. Without a word it is what is suggested, where nobody disputes it.

        If-Match names the revision of the agreed score, "1" where there is none.
        """
        self.require_settler()
        criterion = self.get_criterion()
        found = self.get_settling(criterion)
        row = found.cell.agreed or AgreedScore(proposal=found.proposal, criterion=criterion.key)
        seen, suggestion = self.seen(row), found.cell.suggestion
        form = self.form(lambda data, files: AgreedScoreForm(data, instance=row, suggestion=suggestion), seen=seen)
        if form.is_to_be_written:
            agree_score(
                evaluation=self.evaluation,
                actor=self.actor,
                proposal=found.proposal,
                criterion=criterion,
                seen=seen,
                **form.values,
            )
        return self.show_settling()

    def show_settling(self) -> Response:
        criterion = self.get_criterion()
        found = self.get_settling(criterion)
        row = found.cell.agreed or AgreedScore(proposal=found.proposal, criterion=criterion.key)
        return self.show(found, tagged=row, **self.cap_of(criterion))

    def get_settling(self, criterion: Criterion) -> Settling:
        for each in self.on_criterion(criterion).settlings:
            if each.proposal.code == self.kwargs["proposal_code"]:
                return each
        raise Http404


class DissentViewSet(ConsensusDoor):
    """Until the decision, for an evaluator whose scores count."""

    noun = "Dissent"
    serializer_class = DissentSerializer
    bodies = {"write": FromForm(DissentForm)}
    guarded = frozenset()
    answers = {"destroy": None}

    def write(self, request: Request, **place: Any) -> Response:
        """Say what should be read beside an agreed score, with your name. What you said before is replaced."""
        participant = self.get_participant()
        criterion = self.get_criterion()
        agreed = find_agreed(self.evaluation, self.seated.seat, criterion.key, self.kwargs["proposal_code"])
        form = self.form(lambda data, files: DissentForm(data))
        made = write_dissent(
            evaluation=self.evaluation, participant=participant, agreed=agreed, text=form.cleaned_data["text"]
        )
        return self.show(made)

    def destroy(self, request: Request, **place: Any) -> Response:
        """Take your dissent back. It can be restored."""
        take_back_dissent(evaluation=self.evaluation, dissent=self.get_dissent())
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Let your dissent stand again, as it was."""
        restore_dissent(evaluation=self.evaluation, dissent=self.get_dissent())
        return self.show(self.get_dissent())

    def get_participant(self) -> Participant:
        self.require_reader()
        participant = self.seated.participant
        self.require(may=participant is not None and self.seated.may_dissent)
        assert participant is not None
        return participant

    def get_dissent(self) -> Dissent:
        """One's own, also one that was taken back."""
        return find_dissent(self.get_participant(), self.kwargs["dissent_code"])
