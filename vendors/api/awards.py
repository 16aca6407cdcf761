"""The decision: what is said of each proposal, what is awarded and why, and taking that back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Activity
from core.rest.bodies import FromForm
from vendors.api.award_serializers import AppraisalSerializer, EvaluationDecisionSerializer, TakenBackDecisionSerializer
from vendors.api.door import EvaluationViewSet
from vendors.domain.stages import Stage
from vendors.forms.awards import AppraisalForm, AwardForm
from vendors.models import Appraisal, Award, Proposal
from vendors.operations.awards import (
    TAKEN_BACK,
    ChangedSinceError,
    NotToDecideError,
    WithdrawnError,
    decide_evaluation,
    restore_decision,
    save_appraisal,
    take_back_decision,
)
from vendors.queries.awards import award_of, candidates_of
from vendors.queries.seated import seated_in


class DecisionDoor(EvaluationViewSet):
    tag = "EvaluationDecisions"
    refuses = {
        NotToDecideError: _("This is for when quality is locked and nothing is decided, or the other way round."),
        WithdrawnError: _("This proposal was withdrawn meanwhile."),
        ChangedSinceError: _("Something was changed since, so the decision has to be taken anew."),
    }

    def require_decision(self) -> None:
        self.unseal(seen=self.seated.seat.sees_decision)

    def require_decider(self) -> None:
        self.require_decision()
        self.require(may=self.seated.may_moderate)


class DecisionViewSet(DecisionDoor):
    noun = "EvaluationDecision"
    serializer_class = EvaluationDecisionSerializer
    bodies = {"decide": FromForm(AwardForm, name="EvaluationDecision")}
    moderated = frozenset({"take_back", "restore"})
    guarded = frozenset({"decide"})
    answers = {"take_back": TakenBackDecisionSerializer}

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read the decision, or what there is to decide about, once quality is locked."""
        self.require_decision()
        return self.show_decision()

    def decide(self, request: Request, **place: Any) -> Response:
        """Decide, as the moderator: the reasons first. If-Match names the `revision` that you read."""
        self.require_decider()
        if self.evaluation.at is Stage.DECIDED:
            raise NotToDecideError
        award = award_of(self.evaluation) or Award(evaluation=self.evaluation)
        candidates = candidates_of(self.evaluation, self.seated.seat)
        seen = self.seen(award)
        form = self.form(lambda data, files: AwardForm(data, instance=award, candidates=candidates), seen=seen)
        decide_evaluation(evaluation=self.evaluation, actor=self.actor, seen=seen, **form.values)
        return self.show_moved()

    def take_back(self, request: Request, **place: Any) -> Response:
        """Take the decision back, as the moderator: its reports are closed. What was written stays for you."""
        return self.show(take_back_decision(evaluation=self.evaluation, actor=self.actor))

    def restore(self, request: Request, **place: Any) -> Response:
        """Let the decision stand again, if nothing was done in the evaluation since it was taken back."""
        code = self.kwargs["event_code"]
        event = Activity.objects.get(
            workspace=self.workspace, code=code, verb=TAKEN_BACK, object_code=self.evaluation.code
        )
        restore_decision(evaluation=self.evaluation, event=event, actor=self.actor)
        return self.show_moved()

    def show_moved(self) -> Response:
        """The evaluation is at another stage by now."""
        self.seated = seated_in(self.membership, self.evaluation.code)
        return self.show_decision()

    def show_decision(self) -> Response:
        """What was taken back, and that anything was, is for the moderator alone."""
        is_decided = self.evaluation.at is Stage.DECIDED
        may_read = is_decided or self.seated.may_moderate
        award = award_of(self.evaluation) if may_read else None
        row = award or (Award(evaluation=self.evaluation) if may_read else None)
        shown = {
            "award": award,
            "candidates": candidates_of(self.evaluation, self.seated.seat, award if is_decided else None),
            "revision": row.revision if row else None,
        }
        return self.show(shown, tagged=row)


class AppraisalViewSet(DecisionDoor):
    noun = "Appraisal"
    serializer_class = AppraisalSerializer
    bodies = {"partial_update": FromForm(AppraisalForm)}

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read what is said of a proposal, once quality is locked."""
        self.require_decision()
        return self.show(self.get_appraisal())

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Say what is strong, weak and risky about a proposal, as the moderator, until it is decided.

        If-Match is "1" where nothing is said yet.
        """
        self.require_decider()
        appraisal = self.get_appraisal()
        seen = self.seen(appraisal)
        form = self.form(lambda data, files: AppraisalForm(data, instance=appraisal), seen=seen)
        save_appraisal(proposal=appraisal.proposal, actor=self.actor, seen=seen, **form.values)
        return self.show(self.get_appraisal())

    def get_appraisal(self) -> Appraisal:
        """Of a proposal that stands, and that no conflict keeps the person from."""
        standing = Proposal.objects.filter(evaluation=self.evaluation, code=self.kwargs["proposal_code"]).standing()
        proposal = standing.select_related("vendor", "appraisal__written_by").get()
        self.unseal(seen=self.seated.seat.sees_proposal(proposal.pk))
        proposal.evaluation = self.evaluation
        return getattr(proposal, "appraisal", None) or Appraisal(proposal=proposal)
