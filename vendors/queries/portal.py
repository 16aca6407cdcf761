"""What a vendor sees under its private address: the questions, its own draft, and what it handed in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.queries.invitations import hash_of
from vendors.models import PortalAnswer, PortalDocument, PortalLink, Proposal, ProposalAnswer, Submission
from vendors.queries.asked import QuestionGroup, Questionnaire, questionnaire_of

AS_A_WHOLE = ""
"""The key of the answer that says what is proposed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """As far as the vendor is. `answers` are by the keys of questions, and `AS_A_WHOLE`."""

    questionnaire: Questionnaire
    answers: dict[str, PortalAnswer]
    documents: list[PortalDocument]

    def is_answered(self, key: str) -> bool:
        return bool(self.answers[key].text.strip())

    @property
    def answered(self) -> int:
        return sum(self.is_answered(key) for key in self.questionnaire.questions)

    @property
    def missing(self) -> list[str]:
        """The keys of questions without an answer."""
        return [key for key in self.questionnaire.questions if not self.is_answered(key)]

    def answered_in(self, group: QuestionGroup) -> int:
        return sum(self.is_answered(each.key) for each in group.questions)

    @property
    def is_empty(self) -> bool:
        return not self.documents and not any(self.is_answered(key) for key in self.answers)


def find_link(secret: str) -> PortalLink | None:
    """None for whatever leads nowhere, without telling why: no such secret, revoked, or something of it deleted."""
    found = PortalLink.objects.filter(
        secret_hash=hash_of(secret),
        revoked_at=None,
        proposal__deleted_at=None,
        proposal__evaluation__deleted_at=None,
        proposal__evaluation__workspace__deleted_at=None,
    )
    return found.select_related("proposal__vendor", "proposal__evaluation__workspace").first()


def draft_of(proposal: Proposal) -> Draft:
    """Where the vendor has written nothing yet, with what was taken over from what it sent otherwise."""
    questionnaire = questionnaire_of(proposal.evaluation)
    standing = dict(ProposalAnswer.objects.filter(proposal=proposal).values_list("criterion", "text"))
    standing[AS_A_WHOLE] = proposal.description
    drafted = {each.criterion: each for each in PortalAnswer.objects.filter(proposal=proposal)}
    answers = {
        key: drafted.get(key) or PortalAnswer(proposal=proposal, criterion=key, text=standing.get(key, ""))
        for key in (AS_A_WHOLE, *questionnaire.questions)
    }
    return Draft(questionnaire, answers, list(draft_documents_of(proposal)))


def draft_documents_of(proposal: Proposal) -> QuerySet[PortalDocument]:
    found: QuerySet[PortalDocument] = PortalDocument.objects.filter(proposal=proposal, deleted_at=None)
    return found.select_related("file")


def find_submission(proposal: Proposal, number: int) -> Submission | None:
    return Submission.objects.filter(proposal=proposal, number=number).first()
