"""Into the pages on which scores are settled, and out again when the evaluation has gone on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.access import WorkspaceRequest
from vendors.forms.consensus import stage_said
from vendors.models import Criterion, Evaluation, Gate, Proposal
from vendors.operations.consensus import StageError
from vendors.queries.consensus import proposals_settled
from vendors.queries.gates import find_gate
from vendors.queries.seated import Seated
from vendors.queries.settling import find_criterion
from vendors.views.door import moderating_or_refused, seated_or_404


def sees_consensus_or_404(request: WorkspaceRequest, code: str) -> Seated:
    """For whoever may read the sheets of others."""
    seated = seated_or_404(request, code)
    if not seated.seat.sees_sheets:
        raise Http404
    return seated


def settling_or_refused(request: WorkspaceRequest, code: str) -> Seated:
    """For the moderator, if the scores of every proposal that is compared are open to them."""
    seated = moderating_or_refused(request, code)
    if not seated.seat.sees_sheets:
        raise Http404
    if not seated.may_settle:
        raise PermissionDenied
    return seated


def criterion_or_404(evaluation: Evaluation, key: str) -> Criterion:
    try:
        return find_criterion(evaluation, key)
    except Criterion.DoesNotExist:
        raise Http404 from None


def compared_or_404(seated: Seated, code: str) -> Proposal:
    """A proposal that stands and may be seen."""
    found = proposals_settled(seated.evaluation, seated.seat).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def gate_or_404(evaluation: Evaluation, key: str) -> Gate:
    try:
        return find_gate(evaluation, key)
    except Gate.DoesNotExist:
        raise Http404 from None


def at_its_stage[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Whoever comes too late is told so, on the first page of the evaluation."""

    @wraps(view)
    def telling(*arguments: P.args, **keywords: P.kwargs) -> HttpResponse:
        try:
            return view(*arguments, **keywords)
        except StageError as error:
            request: WorkspaceRequest = arguments[0]  # type: ignore[assignment]
            messages.error(request, stage_said(error.stage))
            return redirect("evaluation_detail", request.workspace.code, str(keywords["evaluation_code"]))

    return telling
