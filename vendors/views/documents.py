"""Documents of a proposal: the moderator adds what a vendor sent, the price clerk what says its price."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import WorkspaceRequest, workspace_page
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from evidence.files.refusals import RefusedFileError
from evidence.serving import POLICY, file_response
from evidence.uploading import takes_upload
from vendors.forms.proposals import DocumentForm
from vendors.models import Proposal, ProposalDocument
from vendors.operations.documents import TooManyDocumentsError, add_document, delete_document, restore_document
from vendors.operations.proposals import AsHandedInError, NotRestorableError, StageIsOverError
from vendors.queries.asked import questionnaire_of
from vendors.queries.documents import documents_of, kept_documents
from vendors.queries.names import file_name_of, name_of
from vendors.queries.seated import Seated
from vendors.views.door import seated_or_404
from vendors.views.proposal_door import AS_HANDED_IN, STAGE_IS_OVER, proposal_or_404, readable_or_404


@takes_upload
@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def proposal_document_create(request: WorkspaceRequest, evaluation_code: str, proposal_code: str) -> HttpResponse:
    """What the price clerk adds is about the price; what the moderator adds is not."""
    seated = _keeping_or_refused(request, evaluation_code)
    is_price = seated.seat.is_clerk
    proposal = proposal_or_404(seated, proposal_code)
    if not is_price and not seated.seat.sees_proposal(proposal.pk):
        raise Http404
    questionnaire = questionnaire_of(seated.evaluation)
    form = DocumentForm(request.POST or None, request.FILES or None, questionnaire=questionnaire, asks_for_price=False)
    if form.is_valid():
        try:
            add_document(proposal=proposal, actor=request.user, is_price=is_price, **form.cleaned_data)
        except RefusedFileError as refused:
            form.add_error("upload", str(refused.sentence))
        except StageIsOverError:
            form.add_error(None, STAGE_IS_OVER)
        except TooManyDocumentsError:
            form.add_error(None, _("This proposal has very many documents. Remove those that nobody needs."))
        else:
            messages.success(request, _("The document is added."))
            return redirect(_address(request, proposal))
    context = {
        "form": form,
        "seated": seated,
        "tab": "proposals",
        "proposal": proposal,
        "name": name_of(proposal, seated.seat),
        "is_price": is_price,
    }
    return render(request, "vendors/proposal_document.html", context, status=422 if form.errors else 200)


@workspace_page()
@require_safe
@csp_override(POLICY)
def proposal_document_file(
    request: WorkspaceRequest, evaluation_code: str, proposal_code: str, document_code: str
) -> HttpResponseBase:
    seated = seated_or_404(request, evaluation_code)
    proposal = readable_or_404(seated, proposal_code)
    document = documents_of([proposal], seated.seat).filter(code=document_code).first()
    if document is None:
        raise Http404
    document.file.name = file_name_of(document, seated.seat)
    return file_response(document.file)


@workspace_page()
@require_POST
def proposal_document_delete(
    request: WorkspaceRequest, evaluation_code: str, proposal_code: str, document_code: str
) -> HttpResponse:
    seated = _keeping_or_refused(request, evaluation_code)
    document = _own_or_404(seated, proposal_code, document_code)
    try:
        delete_document(document=document, actor=request.user)
    except (StageIsOverError, AsHandedInError) as refused:
        messages.error(request, STAGE_IS_OVER if isinstance(refused, StageIsOverError) else AS_HANDED_IN)
    else:
        arguments = [request.workspace.code, evaluation_code, proposal_code, document.code]
        undo = reverse("proposal_document_restore", args=arguments)
        offer_undo(request, _("“%(title)s” is removed.") % {"title": document}, undo)
    return redirect(_address(request, document.proposal))


@workspace_page()
@require_POST
def proposal_document_restore(
    request: WorkspaceRequest, evaluation_code: str, proposal_code: str, document_code: str
) -> HttpResponse:
    seated = _keeping_or_refused(request, evaluation_code)
    document = _own_or_404(seated, proposal_code, document_code)
    try:
        restore_document(document=document, actor=request.user)
    except (StageIsOverError, AsHandedInError) as refused:
        messages.error(request, STAGE_IS_OVER if isinstance(refused, StageIsOverError) else AS_HANDED_IN)
    except NotRestorableError:
        messages.error(request, _("“%(title)s” was removed more than 30 days ago.") % {"title": document})
    else:
        messages.success(request, _("“%(title)s” is back.") % {"title": document})
    return redirect(_address(request, document.proposal))


def _keeping_or_refused(request: WorkspaceRequest, evaluation_code: str) -> Seated:
    """403 for everybody but the moderator and the price clerk."""
    seated = seated_or_404(request, evaluation_code)
    if not seated.may_keep_documents:
        raise PermissionDenied
    return seated


def _own_or_404(seated: Seated, proposal_code: str, code: str) -> ProposalDocument:
    """Of the kind that the person adds, also deleted; of the other kind there is none for them."""
    proposal = proposal_or_404(seated, proposal_code)
    document = kept_documents(proposal, seated.seat).filter(code=code).first()
    if document is None:
        raise Http404
    document.proposal = proposal
    return document


def _address(request: WorkspaceRequest, proposal: Proposal) -> str:
    return reverse("proposal_detail", args=[request.workspace.code, proposal.evaluation.code, proposal.code])
