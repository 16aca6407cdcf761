"""Proposals as one person in an evaluation sees them, in the list and each on its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from vendors.domain.handing_in import takes_proposals
from vendors.domain.seal import Seat
from vendors.domain.stages import Stage
from vendors.models import PortalLink, Proposal, ProposalAnswer, ProposalDocument, Submission
from vendors.queries.asked import Question, Questionnaire, questionnaire_of
from vendors.queries.documents import documents_of
from vendors.queries.names import are_hidden, name_of
from vendors.queries.proposals import answered_counts, answers_of, links_of, submissions_of


@dataclass(frozen=True)
class Row:
    """`answered` is None where what the vendor wrote is sealed: then nobody is told whether something is missing."""

    proposal: Proposal
    name: str
    is_readable: bool
    answered: int | None
    asked: int

    @property
    def is_incomplete(self) -> bool:
        has_come = self.proposal.submitted_at is not None
        return has_come and self.answered is not None and self.answered < self.asked


def rows_of(proposals: Sequence[Proposal], seat: Seat) -> list[Row]:
    """In the same order: two queries for all."""
    keys = list(questionnaire_of(proposals[0].evaluation).questions) if proposals else []
    counts = answered_counts(proposals, keys, seat)
    return [
        Row(
            each,
            name_of(each, seat),
            is_readable=is_readable(each, seat),
            answered=counts.get(each.pk),
            asked=len(keys),
        )
        for each in proposals
    ]


def is_readable(proposal: Proposal, seat: Seat) -> bool:
    """Something of it can be opened: its words, its price, or what the moderator looks after."""
    sees_price = seat.sees_prices and not seat.is_kept_from(proposal.pk)
    return seat.sees_proposal(proposal.pk) or sees_price or seat.is_moderator


@dataclass(frozen=True)
class Answered:
    question: Question
    answer: ProposalAnswer | None
    documents: list[ProposalDocument]

    @property
    def is_missing(self) -> bool:
        return not (self.answer and self.answer.text.strip())


@dataclass(frozen=True)
class ShownProposal:
    proposal: Proposal
    seat: Seat
    may_moderate: bool
    questionnaire: Questionnaire
    documents: list[ProposalDocument]
    answers: dict[str, ProposalAnswer]
    submissions: list[Submission]
    links: list[PortalLink]

    @property
    def name(self) -> str:
        return name_of(self.proposal, self.seat)

    @property
    def sees_words(self) -> bool:
        return self.seat.sees_proposal(self.proposal.pk)

    @property
    def sees_prices(self) -> bool:
        return self.seat.sees_prices and not self.seat.is_kept_from(self.proposal.pk)

    @property
    def groups(self) -> list[tuple[str, list[Answered]]]:
        return [
            (group.title, [self._answered(each) for each in group.questions]) for group in self.questionnaire.groups
        ]

    def _answered(self, question: Question) -> Answered:
        of_it = [each for each in self.documents if each.criterion == question.key and not each.is_price]
        return Answered(question, self.answers.get(question.key), of_it)

    @cached_property
    def missing(self) -> int:
        return sum(each.is_missing for _group, answered in self.groups for each in answered)

    @property
    def general_documents(self) -> list[ProposalDocument]:
        """Those that stand beside no question."""
        keys = self.questionnaire.questions
        return [each for each in self.documents if not each.is_price and each.criterion not in keys]

    @property
    def price_documents(self) -> list[ProposalDocument]:
        return [each for each in self.documents if each.is_price]

    @property
    def named_in(self) -> list[str]:
        """Where evaluators, from whom it is hidden, could read the name of the vendor. For the moderator."""
        if not (self.may_moderate and are_hidden(self.proposal.evaluation)):
            return []
        texts = [(_("what is proposed"), self.proposal.description)]
        texts += [
            (each.question.title, each.answer.text) for _group, asked in self.groups for each in asked if each.answer
        ]
        texts += [(_("the title of a document"), each.title) for each in self.documents if not each.is_price]
        name = self.proposal.vendor.name.casefold()
        return list(dict.fromkeys(place for place, text in texts if name in text.casefold()))

    @property
    def is_open(self) -> bool:
        return takes_proposals(self.proposal.evaluation.at)

    @property
    def is_ours(self) -> bool:
        """Nothing was handed in through the portal: what came otherwise is entered here."""
        return not self.submissions

    @property
    def may_write(self) -> bool:
        return self.may_moderate and self.is_open and self.is_ours and self.sees_words

    @property
    def may_add_document(self) -> bool:
        return self.may_moderate and self.is_open and self.sees_words

    @property
    def may_add_price(self) -> bool:
        return self.seat.is_clerk and self.proposal.evaluation.at is not Stage.DECIDED

    @property
    def may_withdraw(self) -> bool:
        return self.may_moderate and self.proposal.evaluation.at is not Stage.DECIDED

    @property
    def may_delete(self) -> bool:
        return self.may_moderate and self.proposal.evaluation.at is Stage.DRAFT


def shown_proposal(proposal: Proposal, seat: Seat, *, may_moderate: bool) -> ShownProposal:
    """As far as it is not sealed; what it was sent by, for the moderator alone."""
    sees_words = seat.sees_proposal(proposal.pk)
    return ShownProposal(
        proposal,
        seat,
        may_moderate,
        questionnaire=questionnaire_of(proposal.evaluation),
        documents=list(documents_of([proposal], seat)),
        answers=answers_of(proposal) if sees_words else {},
        submissions=list(submissions_of(proposal)) if may_moderate else [],
        links=list(links_of(proposal)) if may_moderate else [],
    )
