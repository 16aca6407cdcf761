"""Telling the runners that a job waits. Nothing depends on its arrival: what does not arrive is sent again."""

from jobs.choices import JobState
from jobs.models import Job


def send_job(*, pk: int) -> bool:
    """Whether the message could be handed over. If not, the row says so until it could."""
    from jobs.messages import send  # Celery takes a fifth of a second to import, which most commands never need

    sent = send(pk)
    Job.objects.filter(pk=pk, state=JobState.QUEUED, is_unsent=sent).update(is_unsent=not sent)
    return sent
