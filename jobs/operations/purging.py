"""Forgetting what is long over."""

from datetime import datetime, timedelta

from django.db.models import Q

from core.background import registered_work
from jobs.choices import JobState
from jobs.models import Job
from jobs.models.job import FOLDER
from jobs.timing import KEPT_FOR, WANTED_IS_KEPT_FOR

MAY_STILL_BE_WRITTEN = timedelta(days=1)


def purge_jobs(*, now: datetime) -> int:
    """Jobs that ended before `KEPT_FOR`, with their files: how many they were."""
    wanted = [work.kind for work in registered_work().values() if work.when]
    is_trifle = Q(kind__in=wanted, state=JobState.DONE, finished_at__lt=now - WANTED_IS_KEPT_FOR)
    over = Job.objects.filter(Q(finished_at__lt=now - KEPT_FOR) | is_trifle)
    count = over.count()
    over.delete()
    _delete_orphaned_files(now)
    return count


def _delete_orphaned_files(now: datetime) -> None:
    """Files without a job: of those just purged, of deleted workspaces, of runners that died while they wrote."""
    storage = Job._meta.get_field("file").storage
    try:
        names = storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return  # no job has ever had a file
    known = set(Job.objects.exclude(file="").values_list("file", flat=True))
    for path in {f"{FOLDER}/{name}" for name in names} - known:
        if storage.get_modified_time(path) < now - MAY_STILL_BE_WRITTEN:
            storage.delete(path)
