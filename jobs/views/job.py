"""One job: what it does, what came of it, and what can be done about it."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import WorkspaceRequest, enter, memberships_of
from accounts.models import Membership
from core.downloads import attached
from core.local import surroundings
from jobs import operations
from jobs.models import Job
from jobs.permissions import can_change_job, can_fetch_file


class JobRequest(WorkspaceRequest):
    """Somebody looks at a job that they may see. The workspace and membership are there if the job has them."""

    job: Job
    can_change: bool
    can_fetch: bool


def job_page(view: Callable[[JobRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The door of a job's pages: who may not see it is told that it is not there."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: Any, job_code: str) -> HttpResponseBase:
        job = (
            Job.objects.visible_to(request.user).select_related("workspace", "started_by").filter(code=job_code).first()
        )
        if not job:
            raise Http404
        membership = _membership(request, job)
        if membership:
            enter(request, membership)
        request.job = job
        request.can_change = can_change_job(request.user, job, membership)
        request.can_fetch = can_fetch_file(request.user, job, membership)
        with surroundings(membership.workspace.locale, membership.workspace.zone) if membership else nullcontext():
            return view(request)

    return cast("Callable[..., HttpResponseBase]", guarded)


def _membership(request: HttpRequest, job: Job) -> Membership | None:
    return next((each for each in memberships_of(request) if each.workspace_id == job.workspace_id), None)


@job_page
@require_safe
def job_detail(request: JobRequest) -> HttpResponse:
    context = {
        "job": request.job,
        "can_change": request.can_change,
        "can_fetch": request.can_fetch,
    }
    return render(request, "jobs/job_detail.html", context)


@job_page
@require_safe
def job_progress(request: JobRequest) -> HttpResponse:
    """What the progress component asks for until the job has ended; then the page around it is told once."""
    if not request.headers.get("HX-Request"):
        return redirect(request.job)
    response = render(request, "jobs/components/progress.html", {"job": request.job})
    if not request.job.is_open:
        response["HX-Trigger"] = "job-ended"
    return response


@job_page
@require_POST
def job_cancel(request: JobRequest) -> HttpResponse:
    _require(request.can_change)
    try:
        operations.cancel_job(job=request.job, user=request.user)
    except operations.JobIsOverError:
        messages.info(request, _("It had ended already: there was nothing to stop."))
    return redirect(request.job)


@job_page
@require_POST
def job_retry(request: JobRequest) -> HttpResponse:
    _require(request.can_change)
    try:
        operations.retry_job(job=request.job, user=request.user)
    except operations.JobIsOverError:
        messages.info(request, _("It is waiting, running or done already: there was nothing to repeat."))
    return redirect(request.job)


@job_page
@require_safe
def job_file(request: JobRequest) -> HttpResponseBase:
    job = request.job
    if not job.file:
        raise Http404
    _require(request.can_fetch)
    return attached(job.file_name, job.file.open(), job.content_type)


def _require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied
