"""The file that a job hands over."""

from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO

from django.core.files.base import ContentFile, File

from core.background import JobStopped
from core.codes import new_code
from jobs.models import Job
from jobs.models.job import FOLDER
from jobs.operations.leases import write_progress


def attach_file(*, job: Job, now: datetime, name: str, content: bytes | BinaryIO, content_type: str) -> None:
    """Stored under a name of ours, so that no name that somebody chose reaches the disk."""
    storage = Job._meta.get_field("file").storage
    data = ContentFile(content) if isinstance(content, bytes) else File(content)
    stored = storage.save(f"{FOLDER}/{job.code}-{new_code()}", data)
    before = Job.objects.values_list("file", flat=True).get(pk=job.pk)
    try:
        write_progress(
            job=job, now=now, file=stored, file_name=PurePath(name).name[:200], content_type=content_type[:100]
        )
    except JobStopped:
        storage.delete(stored)
        raise
    if before:
        storage.delete(before)
