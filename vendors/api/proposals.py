"""The proposals of an evaluation: who takes part, what each wrote, and what becomes of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm
from vendors.api.door import EvaluationViewSet
from vendors.api.proposal_serializers import ProposalDetailSerializer, ProposalSerializer
from vendors.forms.proposals import AnswerForm, NewProposalForm, ProposalForm, WithdrawForm
from vendors.models import Proposal, ProposalAnswer
from vendors.operations.portal_links import LinkNotRestorableError, TooManyLinksError
from vendors.operations.proposals import (
    AsHandedInError,
    NotRestorableError,
    StageIsOverError,
    TakesPartAlreadyError,
    add_proposal,
    change_answer,
    change_proposal,
    delete_proposal,
    reinstate_proposal,
    restore_proposal,
    withdraw_proposal,
)
from vendors.queries.asked import questionnaire_of
from vendors.queries.proposals import find_proposal, proposals_of, vendors_of
from vendors.queries.shown_proposal import is_readable, rows_of, shown_proposal


class ProposalDoor(EvaluationViewSet):
    """For addresses that hold `proposal_code`, below which what a vendor wrote may be sealed."""

    tag = "Proposals"
    refuses = {
        NotRestorableError: _("It was deleted more than 30 days ago."),
        StageIsOverError: _("The evaluation has gone on meanwhile: this cannot be changed any more."),
        AsHandedInError: _("The vendor handed this in by itself and has a receipt for it: it stays as it came."),
        TakesPartAlreadyError: _("This vendor takes part already, with another proposal."),
        LinkNotRestorableError: _("The link was revoked too long ago. Make a new one."),
        TooManyLinksError: _("Many links to this proposal work already. Revoke those that nobody needs any more."),
    }

    def get_proposal(self, *, also_deleted: bool = False) -> Proposal:
        """For those who look after it, whether they may read it or not."""
        return find_proposal(self.evaluation, self.kwargs["proposal_code"], also_deleted=also_deleted)

    def get_words(self) -> Proposal:
        """A conflict keeps also a moderator from what a vendor wrote."""
        proposal = self.get_proposal()
        self.unseal(seen=self.seated.seat.sees_proposal(proposal.pk))
        return proposal

    def show_proposal(self, code: str = "", **options: Any) -> Response:
        """As it is now, as far as it is not sealed."""
        proposal = find_proposal(self.evaluation, code or self.kwargs["proposal_code"])
        shown = shown_proposal(proposal, self.seated.seat, may_moderate=self.seated.may_moderate)
        return self.show(shown, tagged=proposal if shown.sees_words else None, **options)


class ProposalViewSet(ProposalDoor):
    noun = "Proposal"
    serializer_class = ProposalSerializer
    bodies = {
        "create": FromForm(NewProposalForm),
        "partial_update": FromForm(ProposalForm, name="Proposal"),
        "withdraw": FromForm(WithdrawForm, name="ProposalWithdrawal"),
        "answer": FromForm(AnswerForm, name="ProposalAnswer"),
    }
    moderated = frozenset({"create", "partial_update", "destroy", "restore", "withdraw", "reinstate", "answer"})
    guarded = frozenset({"partial_update", "answer"})
    unpaged = frozenset({"list"})
    answers = {
        **dict.fromkeys(
            ("retrieve", "create", "partial_update", "restore", "withdraw", "reinstate", "answer"),
            ProposalDetailSerializer,
        ),
        "destroy": None,
    }

    def list(self, request: Request, **place: Any) -> Response:
        """List the proposals, in the order of the names by which you know them."""
        return self.show_all(rows_of(proposals_of(self.evaluation, self.seated.seat), self.seated.seat))

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one proposal, as far as it is not sealed for you."""
        self.unseal(seen=is_readable(self.get_proposal(), self.seated.seat))
        return self.show_proposal()

    def create(self, request: Request, **place: Any) -> Response:
        """Let a vendor take part: one that is known by its name, or a new one."""
        known = vendors_of(self.workspace).values_list("name", flat=True)
        form = self.form(lambda data, files: NewProposalForm(data, known=known))
        made = add_proposal(evaluation=self.evaluation, actor=self.actor, **form.cleaned_data)
        address = reverse("api_proposal", args=self.here(made.code))
        return self.show_proposal(made.code, status=201, location=address)

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change what is proposed and when it came, unless the vendor handed it in by itself."""
        proposal = self.get_words()
        seen = self.seen(proposal)
        form = self.form(lambda data, files: ProposalForm(data, instance=proposal), seen=seen)
        change_proposal(proposal=proposal, actor=self.actor, seen=seen, **form.values)
        return self.show_proposal()

    def answer(self, request: Request, **place: Any) -> Response:
        """Take over the vendor's words on one criterion from what it sent. If-Match names the answer's revision."""
        proposal, criterion = self.get_words(), self.kwargs["criterion"]
        if criterion not in questionnaire_of(self.evaluation).questions:
            raise Http404
        rows = ProposalAnswer.objects.filter(proposal=proposal, criterion=criterion)
        row = rows.first() or ProposalAnswer(proposal=proposal, criterion=criterion)
        seen = self.seen(row)
        form = self.form(lambda data, files: AnswerForm(data, instance=row), seen=seen)
        change_answer(proposal=proposal, criterion=criterion, actor=self.actor, seen=seen, **form.values)
        return self.show_proposal()

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete a proposal that was entered by mistake. Once scoring has begun it can only be withdrawn."""
        delete_proposal(proposal=self.get_proposal(), actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        restore_proposal(proposal=self.get_proposal(also_deleted=True), actor=self.actor)
        return self.show_proposal()

    def withdraw(self, request: Request, **place: Any) -> Response:
        """Withdraw it, and say why: it is compared no more, and all that was said of it stays."""
        proposal = self.get_proposal()
        form = self.form(lambda data, files: WithdrawForm(data))
        withdraw_proposal(proposal=proposal, actor=self.actor, reason=form.cleaned_data["reason"])
        return self.show_proposal()

    def reinstate(self, request: Request, **place: Any) -> Response:
        """Take a withdrawal back."""
        reinstate_proposal(proposal=self.get_proposal(), actor=self.actor)
        return self.show_proposal()
