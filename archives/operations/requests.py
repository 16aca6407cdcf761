"""Asking for an export, which is made by a job."""

from django.db import transaction

from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from archives.queries.exports import OF_PERSON, OF_WORKSPACE, latest_export
from jobs.models import Job
from jobs.operations import start_job


@transaction.atomic
def request_workspace_export(*, workspace: Workspace, user: User) -> Job:
    """The one under way, where there is one: asking twice makes no second."""
    last = latest_export(OF_WORKSPACE, user=user, workspace=workspace)
    if last and last.is_open:
        return last
    log_activity(workspace=workspace, actor=user, verb="workspace.exported", target=workspace)
    return start_job(kind=OF_WORKSPACE, workspace=workspace, user=user, parameters={})


@transaction.atomic
def request_person_export(*, user: User) -> Job:
    """The one under way, where there is one."""
    last = latest_export(OF_PERSON, user=user)
    if last and last.is_open:
        return last
    return start_job(kind=OF_PERSON, workspace=None, user=user, parameters={})
