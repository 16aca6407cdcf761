"""Closing an action and saying what shows it, giving one up, and taking either back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from assessments.forms.answers import WHAT_IS_LACKING
from assessments.forms.citations import FindForm
from assessments.models import Answer
from assessments.operations.answers import IncompleteAnswerError, Saved
from assessments.operations.locking import LockedError
from assessments.queries.locked import why_locked
from assessments.views.shown import in_short
from core.models import StaleWriteError
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from evidence.files.refusals import RefusedFileError
from evidence.forms.evidence import NewEvidenceForm
from evidence.models import Evidence
from evidence.uploading import takes_upload
from roadmap.choices import ActionStateChoice
from roadmap.forms.closing import CloseForm, DropForm, new_evidence_form
from roadmap.models import Action
from roadmap.operations.closing import close_action, drop_action, reopen_action
from roadmap.permissions import can_plan, can_reopen, can_work
from roadmap.queries.closing import Asked, asked_for, open_needs_of
from roadmap.views.door import action_or_404


@takes_upload
@keeps_what_was_sent
@workspace_page(can_work)
@require_http_methods(["GET", "POST"])
def action_close(request: WorkspaceRequest, roadmap_code: str, action_code: str) -> HttpResponse:
    action = action_or_404(request, roadmap_code, action_code)
    if not _may_close(action):
        return _closed_already(request, action)
    asked, find = asked_for(action), FindForm(request.GET)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    new = new_evidence_form(*sent, action=action, asked=asked, owner=request.user)
    form = CloseForm(sent[0], action=action, asked=asked, words=find.words, has_new=new.is_bound)
    if all([form.is_valid(), new.is_valid() or not new.is_bound]) and (
        answer := _close(request, action, form, new, find)
    ):
        return answer
    return _page(request, action, asked, form, new, find, status=422 if form.errors or new.errors else 200)


@keeps_what_was_sent
@workspace_page(can_plan)
@require_http_methods(["GET", "POST"])
def action_drop(request: WorkspaceRequest, roadmap_code: str, action_code: str) -> HttpResponse:
    action = action_or_404(request, roadmap_code, action_code)
    if action.state == ActionStateChoice.DROPPED:
        return _closed_already(request, action)
    form = DropForm(request.POST or None, initial={"revision": action.revision})
    status = 200
    if form.is_valid():
        try:
            drop_action(
                action=action,
                actor=request.user,
                seen=form.cleaned_data["revision"],
                reason=form.cleaned_data["reason"],
            )
        except Action.DoesNotExist:
            raise Http404 from None
        except StaleWriteError as stale:
            form = DropForm(initial={"revision": stale.current.revision, "reason": form.cleaned_data["reason"]})
            messages.warning(request, _("Somebody else saved this action meanwhile. Look at it, then drop it again."))
            status = 409
        else:
            _offer_reopening(request, action, _("“%(title)s” is dropped.") % {"title": action})
            return redirect(action)
    context = {"roadmap": action.roadmap, "tab": "actions", "action": action, "form": form}
    return render(request, "roadmap/action_drop.html", context, status=422 if form.errors else status)


@workspace_page(can_work)
@require_POST
def action_reopen(request: WorkspaceRequest, roadmap_code: str, action_code: str) -> HttpResponse:
    action = action_or_404(request, roadmap_code, action_code)
    if not can_reopen(request.membership, action):
        raise PermissionDenied
    try:
        reopen_action(action=action, actor=request.user)
    except Action.DoesNotExist:
        raise Http404 from None
    said = _("The action is open again.")
    if action.question:
        stays = _("What was answered and cited for %(id)s stays, with its history; change it there if it is not so.")
        said = f"{said} {stays % {'id': action.question}}"
    messages.success(request, said)
    return redirect(action)


def _may_close(action: Action) -> bool:
    """What is open, and what was put into Done on the board while nobody has named what shows it."""
    return action.is_open or (action.state == ActionStateChoice.DONE and not action.shown_by.exists())


def _close(
    request: WorkspaceRequest, action: Action, form: CloseForm, new: NewEvidenceForm, find: FindForm
) -> HttpResponse | None:
    """None where a form says what is wrong."""
    try:
        saved = close_action(
            action=action,
            actor=request.user,
            seen=form.seen,
            evidence=form.cleaned_data["evidence"],
            new=new.values if form.has_new else None,
            anew=form.anew,
        )
    except (Action.DoesNotExist, Evidence.DoesNotExist, Answer.DoesNotExist):
        raise Http404 from None
    except StaleWriteError:
        return _too_late(request, action, form, new, find)
    except IncompleteAnswerError as error:
        form.add_error("level_reason", WHAT_IS_LACKING[error.lack])
    except LockedError as error:
        assert form.asked
        form.add_error("answer", why_locked(form.asked.assessment, error.phase))
    except RefusedFileError as refused:
        new.add_error("upload", str(refused.sentence))
    else:
        return _done(request, action, form.asked, saved)
    return None


def _done(request: WorkspaceRequest, action: Action, asked: Asked | None, saved: Saved | None) -> HttpResponse:
    said = _("“%(title)s” is done.") % {"title": action}
    if saved and asked:
        words = {
            "id": asked.question.id,
            "now": in_short(asked.assessment.questions, saved.answer.state, saved.answer.level, saved.answer.reason),
            "before": _level(asked.result.verified),
            "after": _level(saved.question.verified),
        }
        effect = _("%(id)s says %(now)s. Its verified level was %(before)s and is %(after)s.")
        if words["before"] == words["after"]:
            effect = _("%(id)s says %(now)s. Its verified level stays %(after)s.")
        said = f"{said} {effect % words}"
    _offer_reopening(request, action, said)
    return redirect(action)


def _level(level: int | None) -> str:
    return _("none") if level is None else str(level)


def _offer_reopening(request: WorkspaceRequest, action: Action, said: str) -> None:
    offer_undo(request, said, reverse("action_reopen", args=[request.workspace.code, action.roadmap.code, action.code]))


def _closed_already(request: WorkspaceRequest, action: Action) -> HttpResponse:
    messages.info(request, _("This action is closed already."))
    return redirect(action)


def _too_late(
    request: WorkspaceRequest, action: Action, form: CloseForm, new: NewEvidenceForm, find: FindForm
) -> HttpResponse:
    """The action or its answer has moved on: shown as they are now, with all that was typed."""
    stored = action_or_404(request, action.roadmap.code, action.code)
    if not _may_close(stored):
        return _closed_already(request, stored)
    asked = asked_for(stored)
    form.begin_again(stored, asked, last_person_at(request.workspace, stored.code))
    return _page(request, stored, asked, form, new, find, status=409)


def _page(
    request: WorkspaceRequest,
    action: Action,
    asked: Asked | None,
    form: CloseForm,
    new: NewEvidenceForm,
    find: FindForm,
    *,
    status: int,
) -> HttpResponse:
    context: dict[str, Any] = {
        "roadmap": action.roadmap,
        "tab": "actions",
        "action": action,
        "asked": asked,
        "form": form,
        "new": new,
        "find": find,
        "open_needs": open_needs_of(action),
    }
    if asked:
        answer = asked.answer
        says = in_short(asked.assessment.questions, answer.state, answer.level, answer.reason)
        context["says"] = says if answer.level is None else asked.assessment.questions.scale.name(answer.level)
        context["statement"] = "" if answer.level is None else asked.statement(answer.level)
        context["wanted"] = asked.statement(asked.result.target if action.to_level is None else action.to_level)
        if asked.is_locked:
            context["why_locked"] = why_locked(asked.assessment, asked.question.phase)
    return render(request, "roadmap/action_close.html", context, status=status)
