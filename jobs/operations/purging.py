"""Forgetting what is long over."""

from datetime import datetime, timedelta

from jobs.models import Job
from jobs.models.job import FOLDER
from jobs.timing import KEPT_FOR

MAY_STILL_BE_WRITTEN = timedelta(days=1)


def purge_jobs(*, now: datetime) -> int:
    """Jobs that ended before `KEPT_FOR`, with their files: how many they were."""
    over = Job.objects.filter(finished_at__lt=now - KEPT_FOR)
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
