"""The documents of a vendor's draft, under its private address."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.undo import offer_undo
from evidence.files.refusals import RefusedFileError
from evidence.serving import POLICY, file_response
from evidence.uploading import takes_upload
from vendors.forms.proposals import DocumentForm
from vendors.models import PortalDocument
from vendors.operations.portal import (
    TooManyDocumentsError,
    add_draft_document,
    delete_draft_document,
    restore_draft_document,
)
from vendors.queries.portal import draft_of
from vendors.queries.shown_draft import shown_draft
from vendors.views.portal_door import Visit, by_private_link

TOO_MANY = gettext_lazy("So many documents nobody reads: put some of them together, or remove some.")


@takes_upload
@require_http_methods(["GET", "HEAD", "POST"])
@by_private_link("portal_upload")
def portal_document_list(request: HttpRequest, visit: Visit) -> HttpResponse:
    draft = draft_of(visit.proposal)
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        questionnaire=draft.questionnaire,
        asks_for_price=True,
        initial={"criterion": request.GET.get("criterion", "")},
    )
    if form.is_valid():
        try:
            add_draft_document(link=visit.link, **form.cleaned_data)
        except RefusedFileError as refused:
            form.add_error("upload", str(refused.sentence))
        except TooManyDocumentsError:
            form.add_error(None, TOO_MANY)
        else:
            messages.success(request, _("The document is added to your draft."))
            return redirect("portal_document_list", visit.secret)
    context = {"visit": visit, "shown": shown_draft(draft), "form": form}
    return render(request, "vendors/portal/portal_documents.html", context, status=422 if form.errors else 200)


@require_safe
@by_private_link()
@csp_override(POLICY)
def portal_document_file(request: HttpRequest, visit: Visit, document_code: str) -> HttpResponseBase:
    return file_response(_find(visit, document_code).file)


@require_POST
@by_private_link()
def portal_document_delete(request: HttpRequest, visit: Visit, document_code: str) -> HttpResponse:
    document = _find(visit, document_code)
    delete_draft_document(link=visit.link, document=document)
    undo = reverse("portal_document_restore", args=[visit.secret, document.code])
    offer_undo(request, _("“%(title)s” is removed from your draft.") % {"title": document}, undo)
    return redirect("portal_document_list", visit.secret)


@require_POST
@by_private_link()
def portal_document_restore(request: HttpRequest, visit: Visit, document_code: str) -> HttpResponse:
    document = _find(visit, document_code, also_deleted=True)
    try:
        restore_draft_document(link=visit.link, document=document)
    except TooManyDocumentsError:
        messages.error(request, TOO_MANY)
    else:
        messages.success(request, _("“%(title)s” is back.") % {"title": document})
    return redirect("portal_document_list", visit.secret)


def _find(visit: Visit, code: str, *, also_deleted: bool = False) -> PortalDocument:
    """Of this very proposal: another vendor's does not exist."""
    found = PortalDocument.objects.filter(proposal=visit.proposal, code=code).select_related("file")
    document: PortalDocument | None = (found if also_deleted else found.alive()).first()
    if document is None:
        raise Http404
    return document
