"""Who may do what with a job that they can see."""

from typing import TYPE_CHECKING

from accounts.permissions import can_edit, can_own
from core.background import registered_work

if TYPE_CHECKING:
    from accounts.models import Membership, User
    from jobs.models import Job


def can_change_job(user: "User", job: "Job", membership: "Membership | None") -> bool:
    """Stop it or run it again: whoever started it, and the editors of its workspace."""
    return job.started_by_id == user.pk or (membership is not None and can_edit(membership))


def can_fetch_file(user: "User", job: "Job", membership: "Membership | None") -> bool:
    """Only who asked for it, with the rights it took: what a job gathered, it gathered with that person's rights."""
    if not job.file or job.started_by_id != user.pk:
        return False
    work = registered_work().get(job.kind)
    return not (work and work.is_for_owners) or (membership is not None and can_own(membership))
