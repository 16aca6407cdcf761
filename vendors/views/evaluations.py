"""Evaluations as a whole: their list, their beginning, their settings and their end."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from catalog.operations import pack_of
from catalog.queries import criteria_packs
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from vendors.forms.evaluations import WHY_CLOSED, EvaluationSettingsForm, NewEvaluationForm
from vendors.operations.evaluations import (
    CLOSES,
    KnowsPricesError,
    NotRestorableError,
    SettingClosedError,
    change_evaluation,
    create_evaluation,
    delete_evaluation,
    restore_evaluation,
)
from vendors.permissions import can_begin
from vendors.queries.evaluations import deleted_evaluations, evaluations_of, possible_moderators
from vendors.views.door import moderating_or_refused, seated_or_404
from vendors.views.hidden_names import warn_of_names


@workspace_page()
@require_GET
def evaluation_list(request: WorkspaceRequest) -> HttpResponse:
    may_begin = can_begin(request.membership)
    context = {
        "listed": list(evaluations_of(request.workspace)),
        "deleted": deleted_evaluations(request.workspace, timezone.now()) if may_begin else (),
        "may_begin": may_begin,
    }
    return render(request, "vendors/evaluation_list.html", context)


@keeps_what_was_sent
@workspace_page(can_begin)
@require_http_methods(["GET", "POST"])
def evaluation_create(request: WorkspaceRequest) -> HttpResponse:
    form = NewEvaluationForm(request.POST or None, offers=criteria_packs())
    if form.is_valid():
        evaluation = create_evaluation(
            workspace=request.workspace,
            actor=request.user,
            title=form.cleaned_data["title"],
            purpose=form.cleaned_data["purpose"],
            pack=pack_of(form.offer) if form.offer else None,
        )
        return redirect(evaluation)
    return render(request, "vendors/evaluation_form.html", {"form": form}, status=422 if form.errors else 200)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def evaluation_settings(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated = seated_or_404(request, evaluation_code)
    if not seated.may_appoint:
        raise PermissionDenied
    evaluation = seated.evaluation
    form = EvaluationSettingsForm(
        request.POST or None, instance=evaluation, people=possible_moderators(request.workspace, evaluation)
    )
    if form.is_valid():
        write = partial(change_evaluation, evaluation=evaluation, actor=request.user)
        who = partial(last_person_at, request.workspace, evaluation.code)
        try:
            if save_form(request, form, write, said=_("The settings are saved."), who=who):
                warn_of_names(request, seated, form.values.values())
                return redirect(evaluation)
        except KnowsPricesError:
            form.add_error("moderator", _("This person enters prices since a moment ago, and cannot moderate."))
        except SettingClosedError as error:
            messages.error(request, WHY_CLOSED[CLOSES[error.name]])
            return redirect("evaluation_settings", request.workspace.code, evaluation_code)
    context = {"form": form, "seated": seated, "tab": "settings"}
    return render(request, "vendors/evaluation_settings.html", context, status=form.status)


@workspace_page()
@require_POST
def evaluation_delete(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    evaluation = moderating_or_refused(request, evaluation_code, also_deleted=True).evaluation
    delete_evaluation(evaluation=evaluation, actor=request.user)
    undo = reverse("evaluation_restore", args=[request.workspace.code, evaluation.code])
    offer_undo(request, _("%(title)s is deleted. It can be restored for 30 days.") % {"title": evaluation}, undo)
    return redirect("evaluation_list", request.workspace.code)


@workspace_page()
@require_POST
def evaluation_restore(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    evaluation = moderating_or_refused(request, evaluation_code, also_deleted=True).evaluation
    try:
        restore_evaluation(evaluation=evaluation, actor=request.user)
    except NotRestorableError:
        messages.error(request, _("%(title)s was deleted more than 30 days ago.") % {"title": evaluation})
        return redirect("evaluation_list", request.workspace.code)
    messages.success(request, _("%(title)s is back.") % {"title": evaluation})
    return redirect(evaluation)
