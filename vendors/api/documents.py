"""Documents of a proposal: the moderator adds what a vendor sent, the price clerk what says its price."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.downloads import attached
from core.rest.bodies import FromForm
from core.rest.downloads import Download
from core.rest.problems import FieldError, InvalidProblem
from evidence.files.refusals import RefusedFileError
from vendors.api.proposal_serializers import ProposalDocumentSerializer
from vendors.api.proposals import ProposalDoor
from vendors.forms.proposals import DocumentForm
from vendors.models import Proposal, ProposalDocument
from vendors.operations.documents import TooManyDocumentsError, add_document, delete_document, restore_document
from vendors.queries.asked import questionnaire_of
from vendors.queries.documents import documents_of, kept_documents
from vendors.queries.names import file_name_of
from vendors.queries.shown_proposal import is_readable

ANY_FILE = "application/octet-stream"
"""As which every file is handed out: to be saved, never to be shown."""


class ProposalDocumentViewSet(ProposalDoor):
    noun = "ProposalDocument"
    serializer_class = ProposalDocumentSerializer
    bodies = {"create": FromForm(DocumentForm, name="ProposalDocument", without=("is_price",))}
    guarded = frozenset()
    answers = {"destroy": None, "file": Download((ANY_FILE,))}
    refuses = {
        **ProposalDoor.refuses,
        TooManyDocumentsError: _("This proposal has very many documents. Remove those that nobody needs."),
    }

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read about one document."""
        return self.show(self.get_document())

    def file(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download it. While names are hidden from you, its own name is, too."""
        document = self.get_document()
        try:
            return attached(file_name_of(document, self.seated.seat), document.file.file.open("rb"), ANY_FILE)
        except FileNotFoundError:
            raise Http404 from None

    def create(self, request: Request, **place: Any) -> Response:
        """Add a document. What the price clerk adds is about the price; what the moderator adds is not."""
        self.require(may=self.seated.may_keep_documents)
        seat, proposal = self.seated.seat, self.get_proposal()
        self.unseal(seen=seat.is_clerk or seat.sees_proposal(proposal.pk))
        asked = questionnaire_of(self.evaluation)
        form = self.form(lambda data, files: DocumentForm(data, files, questionnaire=asked, asks_for_price=False))
        try:
            made = add_document(proposal=proposal, actor=self.actor, is_price=seat.is_clerk, **form.cleaned_data)
        except RefusedFileError as refused:
            raise InvalidProblem([FieldError("#/upload", str(refused.sentence))]) from None
        return self.made(made, reverse("api_proposal_document", args=self.here(proposal.code, made.code)))

    def destroy(self, request: Request, **place: Any) -> Response:
        """Remove a document of the kind that you add. It can be restored for 30 days."""
        delete_document(document=self.get_kept(), actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its removal."""
        document = self.get_kept()
        restore_document(document=document, actor=self.actor)
        return self.show(document)

    def get_document(self) -> ProposalDocument:
        """That the person may read."""
        proposal = self.get_proposal()
        self.unseal(seen=is_readable(proposal, self.seated.seat))
        return self._one(documents_of([proposal], self.seated.seat), proposal)

    def get_kept(self) -> ProposalDocument:
        """Of the kind that the person adds, also one that was removed."""
        self.require(may=self.seated.may_keep_documents)
        proposal = self.get_proposal()
        return self._one(kept_documents(proposal, self.seated.seat), proposal)

    def _one(self, rows: Any, proposal: Proposal) -> ProposalDocument:
        found: ProposalDocument = rows.get(code=self.kwargs["document_code"])
        found.proposal = proposal
        return found
