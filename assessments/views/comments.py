"""The page on which a question is talked about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from assessments.forms.comments import ChangeCommentForm, NewCommentForm
from assessments.models import Answer, Assessment, Comment, Thread
from assessments.operations.comments import (
    NotRestorableError,
    change_comment,
    delete_comment,
    open_thread,
    reopen_thread,
    reply,
    resolve_thread,
    restore_comment,
)
from assessments.queries.comments import Talk, find_comment, find_thread, people_of, talks_about
from assessments.views.sections import assessment_or_404
from assessments.views.shown import label_of
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo


@dataclass(frozen=True, slots=True)
class ShownTalk:
    talk: Talk
    form: NewCommentForm | None


@workspace_page()
@require_GET
def comment_list(request: WorkspaceRequest, assessment_code: str, question: str) -> HttpResponse:
    return _page(request, assessment_or_404(request, assessment_code), question)


@keeps_what_was_sent
@workspace_page(can_contribute)
@require_POST
def comment_create(request: WorkspaceRequest, assessment_code: str, question: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    if question not in assessment.questions.question:
        raise Http404
    form = NewCommentForm(request.POST, people=people_of(request.workspace))
    if not form.is_valid():
        return _page(request, assessment, question, form=form)
    comment = open_thread(assessment=assessment, question=question, actor=request.user, **form.values)
    return _written(request, comment, form)


@keeps_what_was_sent
@workspace_page(can_contribute)
@require_POST
def thread_reply(request: WorkspaceRequest, assessment_code: str, thread_code: str) -> HttpResponse:
    thread = _thread_or_404(request, assessment_code, thread_code)
    form = NewCommentForm(request.POST, people=people_of(request.workspace), place=thread.code)
    if not form.is_valid():
        assessment = assessment_or_404(request, assessment_code)
        return _page(request, assessment, thread.question, form=form, of_thread=thread.code)
    return _written(request, reply(thread=thread, actor=request.user, **form.values), form)


@keeps_what_was_sent
@workspace_page(can_contribute)
@require_http_methods(["GET", "POST"])
def comment_change(request: WorkspaceRequest, assessment_code: str, comment_code: str) -> HttpResponse:
    comment = _own_or_404(request, assessment_code, comment_code)
    known = list(comment.mentions.values_list("user__code", flat=True))
    people = people_of(request.workspace)
    form = ChangeCommentForm(request.POST or None, instance=comment, people=people, known=known)
    if form.is_valid():
        write = partial(change_comment, comment=comment)
        if save_form(request, form, write, said=_("The comment is changed.")):
            _say_unknown(request, form.found.unknown)
            return redirect(_place(request, comment))
    context = {"form": form, "comment": comment, "assessment": comment.thread.assessment, "people": people}
    return render(request, "assessments/comment_form.html", context, status=form.status)


@workspace_page(can_contribute)
@require_POST
def comment_delete(request: WorkspaceRequest, assessment_code: str, comment_code: str) -> HttpResponse:
    comment = _own_or_404(request, assessment_code, comment_code)
    delete_comment(comment=comment)
    undo = reverse("comment_restore", args=[request.workspace.code, assessment_code, comment.code])
    offer_undo(request, _("The comment is deleted. It can be restored for 30 days."), undo)
    return redirect(_list(request, comment.thread))


@workspace_page(can_contribute)
@require_POST
def comment_restore(request: WorkspaceRequest, assessment_code: str, comment_code: str) -> HttpResponse:
    comment = _own_or_404(request, assessment_code, comment_code, also_deleted=True)
    try:
        restore_comment(comment=comment)
    except NotRestorableError:
        messages.error(request, _("The comment was deleted more than 30 days ago."))
        return redirect(_list(request, comment.thread))
    return redirect(_place(request, comment))


@workspace_page(can_contribute)
@require_POST
def thread_resolve(request: WorkspaceRequest, assessment_code: str, thread_code: str) -> HttpResponse:
    thread = _thread_or_404(request, assessment_code, thread_code)
    resolve_thread(thread=thread, actor=request.user)
    undo = reverse("thread_reopen", args=[request.workspace.code, assessment_code, thread.code])
    offer_undo(request, _("The comment is resolved."), undo)
    return redirect(_list(request, thread))


@workspace_page(can_contribute)
@require_POST
def thread_reopen(request: WorkspaceRequest, assessment_code: str, thread_code: str) -> HttpResponse:
    thread = _thread_or_404(request, assessment_code, thread_code)
    reopen_thread(thread=thread, actor=request.user)
    return redirect(_list(request, thread))


def _page(
    request: WorkspaceRequest,
    assessment: Assessment,
    question: str,
    *,
    form: NewCommentForm | None = None,
    of_thread: str = "",
) -> HttpResponse:
    """With a form that was sent: of the thread that it replies to, or the one that begins another."""
    pack = assessment.questions
    asked = pack.question.get(question)
    if asked is None:
        raise Http404
    answer = Answer.objects.get(assessment=assessment, question=question)
    people, may_write = people_of(request.workspace), can_contribute(request.membership)
    talks = talks_about(assessment, question)

    def form_of(place: str) -> NewCommentForm | None:
        if not may_write:
            return None
        return form if form and of_thread == place else NewCommentForm(people=people, place=place)

    context: dict[str, Any] = {
        "assessment": assessment,
        "question": asked,
        "answer": answer,
        "said": label_of(pack, answer.state, answer.level),
        "open": [ShownTalk(talk, form_of(talk.thread.code)) for talk in talks if talk.is_open],
        "resolved": [ShownTalk(talk, form_of(talk.thread.code)) for talk in talks if not talk.is_open],
        "form": form_of(""),
        "sent_to": of_thread,
        "people": people,
        "may_write": may_write,
    }
    return render(request, "assessments/comment_list.html", context, status=422 if form else 200)


def _written(request: WorkspaceRequest, comment: Comment, form: NewCommentForm) -> HttpResponse:
    _say_unknown(request, form.found.unknown)
    return redirect(_place(request, comment))


def _say_unknown(request: WorkspaceRequest, unknown: tuple[str, ...]) -> None:
    if unknown:
        said = ngettext(
            "Nobody here is called %(names)s, so nobody was told.",
            "Nobody here is called any of these: %(names)s. For them nobody was told.",
            len(unknown),
        )
        messages.warning(request, said % {"names": ", ".join(f"@{name}" for name in unknown)})


def _list(request: WorkspaceRequest, thread: Thread) -> str:
    return reverse("comment_list", args=[request.workspace.code, thread.assessment.code, thread.question])


def _place(request: WorkspaceRequest, comment: Comment) -> str:
    return f"{_list(request, comment.thread)}#{comment.code}"


def _thread_or_404(request: WorkspaceRequest, assessment: str, code: str) -> Thread:
    try:
        return find_thread(request.workspace, assessment, code)
    except Thread.DoesNotExist:
        raise Http404 from None


def _own_or_404(request: WorkspaceRequest, assessment: str, code: str, *, also_deleted: bool = False) -> Comment:
    """What somebody else wrote is theirs to change."""
    try:
        comment = find_comment(request.workspace, assessment, code, also_deleted=also_deleted)
    except Comment.DoesNotExist:
        raise Http404 from None
    if comment.author_id != request.user.pk:
        raise PermissionDenied
    return comment
