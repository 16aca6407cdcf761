"""What a vendor finds under its private address: the questions with its draft, handing in, and the receipts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.conflicts import write_form
from vendors.forms.portal import AnswerInSection, SectionForm
from vendors.models import Submission
from vendors.operations.handing_in import NothingToHandInError, TooManySubmissionsError, hand_in
from vendors.operations.portal import ShutError, save_draft
from vendors.queries.portal import draft_of, find_submission
from vendors.queries.proposals import submissions_of
from vendors.queries.shown_draft import Section, section_of, shown_draft
from vendors.views.portal_door import Visit, by_private_link


@require_safe
@by_private_link()
def portal_detail(request: HttpRequest, visit: Visit) -> HttpResponse:
    context = {
        "visit": visit,
        "shown": shown_draft(draft_of(visit.proposal)),
        "submissions": list(submissions_of(visit.proposal)),
    }
    return render(request, "vendors/portal/portal_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@by_private_link()
def portal_section(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """The questions of one group. What a script sends while one types is one answer, named by `only`."""
    section = section_of(draft_of(visit.proposal), number)
    if section is None:
        raise Http404
    form = SectionForm(request.POST if request.method == "POST" else None, section=section)
    status = 200
    if request.method == "POST":
        try:
            if "only" in request.POST:
                return _save_one(request, visit, section, form)
            saved = [_is_saved(visit, each) for each in form.answers]  # each for itself: one that fails stops no other
            if all(saved):
                messages.success(request, _("Your answers are saved."))
                return _onward(request, visit, section)
            status = form.status
        except ShutError as shut:  # what was typed stays on the page, to be copied from there
            visit, status = replace(visit, door=shut.door), 409
    context = {"visit": visit, "section": section, "form": form}
    return render(request, "vendors/portal/portal_section.html", context, status=status)


def _save_one(request: HttpRequest, visit: Visit, section: Section, form: SectionForm) -> HttpResponse:
    """The answer holds the save state and the revision that the next one has to name, never what is being typed."""
    answer = next((each for each in form.answers if each.key == request.POST["only"] and each.is_bound), None)
    if answer is None:
        raise Http404
    is_saved, status = _is_saved(visit, answer), answer.status
    if is_saved:
        section = section_of(draft_of(visit.proposal), section.number) or section
        answer = next((each for each in SectionForm(None, section=section).answers if each.key == answer.key), answer)
    context = {"answer": answer, "is_saved": is_saved}
    return render(request, "vendors/portal/answer_state.html", context, status=status)


def _is_saved(visit: Visit, answer: AnswerInSection) -> bool:
    """Whether nothing of it is left to do; else the answer's form says what."""
    if not answer.is_bound:
        return True
    if not answer.is_valid():
        return False
    write: Callable[..., object] = partial(save_draft, link=visit.link, criterion=answer.key)
    return not answer.has_new_text or write_form(answer, write) is not None


def _onward(request: HttpRequest, visit: Visit, section: Section) -> HttpResponse:
    if "next" not in request.POST:
        return redirect("portal_section", visit.secret, section.number)
    if section.next_number is None:
        return redirect("portal_document_list", visit.secret)
    return redirect("portal_section", visit.secret, section.next_number)


@require_http_methods(["GET", "HEAD", "POST"])
@by_private_link("portal_hand_in")
def portal_hand_in(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page before it says what is missing, and what happens."""
    problem = ""
    if request.method == "POST":
        try:
            submission = hand_in(link=visit.link)
        except NothingToHandInError:
            problem = _("There is nothing to hand in yet: answer a question, or add a document.")
        except TooManySubmissionsError:
            problem = _("You have handed in very often. Ask whoever sent you this link.")
        else:
            return redirect("portal_receipt", visit.secret, submission.number)
    context = {"visit": visit, "shown": shown_draft(draft_of(visit.proposal)), "problem": problem}
    return render(request, "vendors/portal/portal_hand_in.html", context, status=422 if problem else 200)


@require_safe
@by_private_link()
def portal_receipt(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    context = {"visit": visit, "submission": _submission(visit, number)}
    return render(request, "vendors/portal/portal_receipt.html", context)


@require_safe
@by_private_link()
def portal_receipt_file(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """Exactly the bytes whose SHA-256 the receipt names."""
    submission = _submission(visit, number)
    response = HttpResponse(submission.content["text"].encode(), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{submission.file_name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _submission(visit: Visit, number: int) -> Submission:
    submission = find_submission(visit.proposal, number)
    if submission is None:
        raise Http404
    return submission
