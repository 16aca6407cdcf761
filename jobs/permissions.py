"""Who may do what with a job that they can see."""

from typing import TYPE_CHECKING

from accounts.permissions import can_edit

if TYPE_CHECKING:
    from accounts.models import Membership, User
    from jobs.models import Job


def can_change_job(user: "User", job: "Job", membership: "Membership | None") -> bool:
    """Stop it or run it again: whoever started it, and the editors of its workspace."""
    return job.started_by_id == user.pk or (membership is not None and can_edit(membership))


def can_fetch_file(user: "User", job: "Job") -> bool:
    """Only who asked for it: what a job gathered, it gathered with that person's rights."""
    return bool(job.file) and job.started_by_id == user.pk
