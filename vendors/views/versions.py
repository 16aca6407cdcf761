"""The versions of the model: begun, proposed, let into force by a second person, sent back or discarded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from core.models import StaleWriteError
from core.resend import keeps_what_was_sent
from vendors.domain.stages import Stage, VersionState
from vendors.forms.versions import ProposeForm, ReturnForm, SeenForm
from vendors.models import ModelVersion
from vendors.operations.criteria import NotEditableError
from vendors.operations.opening import NotReadyError
from vendors.operations.versions import (
    NotChangeableError,
    NothingChangedError,
    SamePersonError,
    approve_change,
    begin_change,
    discard_change,
    propose_change,
    return_change,
)
from vendors.permissions import can_begin, can_let_into_force
from vendors.queries.readiness import readiness_of
from vendors.queries.seated import Seated
from vendors.queries.shown_versions import shown_change
from vendors.queries.versions import version_and_before
from vendors.views.criteria import criteria_context, criteria_url
from vendors.views.door import moderating_or_refused, seated_or_404

NO_LONGER = (NotEditableError, NotChangeableError)


@dataclass(frozen=True)
class Shown:
    """A version and the one before it, None before the first."""

    seated: Seated
    version: ModelVersion
    before: ModelVersion | None

    @property
    def may_propose(self) -> bool:
        return self.seated.may_moderate and self.version.state == VersionState.DRAFT and self.version.number > 1

    @property
    def is_proposed(self) -> bool:
        return self.version.state == VersionState.PROPOSED

    @property
    def may_take_back(self) -> bool:
        return self.is_proposed and self.seated.may_moderate

    @property
    def may_decide(self) -> bool:
        """As the second person."""
        membership, knows_prices = self.seated.membership, self.seated.knows_prices
        return self.is_proposed and can_let_into_force(membership, self.version, knows_prices=knows_prices)


@workspace_page()
@require_GET
def version_detail(request: WorkspaceRequest, evaluation_code: str, number: int) -> HttpResponse:
    shown = _shown_or_404(request, evaluation_code, number)
    return _page(request, shown, ProposeForm(initial={"revision": shown.version.revision}))


@workspace_page()
@require_POST
def version_begin(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    evaluation = moderating_or_refused(request, evaluation_code).evaluation
    try:
        version = begin_change(evaluation=evaluation, actor=request.user)
    except NotChangeableError:
        messages.error(request, _("The criteria cannot be changed now."))
        return redirect(evaluation)
    version.evaluation = evaluation
    return redirect(criteria_url(version))


@keeps_what_was_sent
@workspace_page()
@require_POST
def version_propose(request: WorkspaceRequest, evaluation_code: str, number: int) -> HttpResponse:
    shown = _shown_or_404(request, evaluation_code, number)
    if not shown.seated.may_moderate:
        raise PermissionDenied
    form = ProposeForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    reason = form.cleaned_data["reason"]
    try:
        propose_change(version=shown.version, actor=request.user, seen=form.seen, reason=reason)
    except NotReadyError:
        form.add_error(None, _("Mend first what stands below."))
    except NothingChangedError:
        form.add_error(None, _("Nothing is changed yet: this version says the same as the one in force."))
    except StaleWriteError:
        form = ProposeForm({"reason": reason, "revision": shown.version.revision})
        form.add_error(None, _("The criteria were changed meanwhile. Look at them again."))
    except NO_LONGER:
        return _too_late(request, shown)
    else:
        messages.success(request, _("The change is proposed. It waits for a second person."))
        return redirect(criteria_url(shown.version))
    return _page(request, shown, form, status=409)


@workspace_page(can_begin)
@require_POST
def version_approve(request: WorkspaceRequest, evaluation_code: str, number: int) -> HttpResponse:
    shown = _shown_or_404(request, evaluation_code, number)
    if not shown.may_decide:
        return _refused(request, shown)
    try:
        approve_change(version=shown.version, actor=request.user, seen=SeenForm(request.POST).seen)
    except (StaleWriteError, NotReadyError, SamePersonError):
        messages.warning(request, _("It was changed meanwhile. Look at it again before you let it into force."))
    except NO_LONGER:
        return _too_late(request, shown)
    else:
        messages.success(request, _("Version %(number)d is in force.") % {"number": number})
    return redirect(criteria_url(shown.version))


@workspace_page(can_begin)
@require_POST
def version_return(request: WorkspaceRequest, evaluation_code: str, number: int) -> HttpResponse:
    shown = _shown_or_404(request, evaluation_code, number)
    if not (shown.may_decide or shown.may_take_back):
        return _refused(request, shown)
    form = ReturnForm(request.POST)
    try:
        return_change(
            version=shown.version, actor=request.user, remark=form.cleaned_data["remark"] if form.is_valid() else ""
        )
    except NO_LONGER:
        return _too_late(request, shown)
    messages.success(request, _("The change can be written again."))
    return redirect(criteria_url(shown.version))


@workspace_page()
@require_http_methods(["GET", "POST"])
def version_discard(request: WorkspaceRequest, evaluation_code: str, number: int) -> HttpResponse:
    shown = _shown_or_404(request, evaluation_code, number)
    if not shown.seated.may_moderate:
        raise PermissionDenied
    if shown.version.is_locked or number == 1:
        raise Http404
    if request.method == "POST":
        try:
            discard_change(version=shown.version, actor=request.user)
        except NO_LONGER:
            return _too_late(request, shown)
        messages.success(request, _("The change is discarded; the criteria in force stay."))
        return redirect("criteria_detail", request.workspace.code, evaluation_code)
    context = {
        "heading": _("Discard version %(number)d?") % {"number": number},
        "consequences": [_("What was changed in it is lost."), _("The version in force stays as it is.")],
        "submit": _("Discard it"),
        "cancel": criteria_url(shown.version),
    }
    return render(request, "confirm.html", context)


def _shown_or_404(request: WorkspaceRequest, code: str, number: int) -> Shown:
    seated = seated_or_404(request, code)
    try:
        version, before = version_and_before(seated.evaluation, number)
    except ModelVersion.DoesNotExist:
        raise Http404 from None
    return Shown(seated, version, before)


def _page(request: WorkspaceRequest, shown: Shown, form: ProposeForm, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "shown": shown,
        "seated": shown.seated,
        "tab": "criteria",
        **criteria_context(shown.seated, shown.version),
        "change": _change(shown),
        "form": form,
        "returning": ReturnForm(),
        "is_decided": shown.seated.evaluation.at is Stage.DECIDED,
    }
    return render(request, "vendors/version_detail.html", context, status=status)


def _change(shown: Shown) -> Any:
    """None for the first version, and as long as one of the two cannot be weighed."""
    if shown.before is None:
        return None
    both = [readiness_of(each) for each in (shown.before, shown.version)]
    return shown_change(*both) if all(each.is_ready for each in both) else None


def _refused(request: WorkspaceRequest, shown: Shown) -> HttpResponse:
    """Who may never decide is refused; who could is told that there is nothing to decide any more."""
    knows_prices = shown.seated.knows_prices
    if shown.is_proposed or not can_let_into_force(shown.seated.membership, shown.version, knows_prices=knows_prices):
        raise PermissionDenied
    return _too_late(request, shown)


def _too_late(request: WorkspaceRequest, shown: Shown) -> HttpResponse:
    messages.error(request, _("Somebody else was faster, or the evaluation is decided. Nothing was done."))
    return redirect("criteria_detail", request.workspace.code, shown.seated.evaluation.code)
