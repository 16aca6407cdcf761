"""Celery, as far as both who sends and who runs need it. A message is a job's key and nothing else."""

import structlog
from celery import Celery
from django.conf import settings
from kombu.exceptions import OperationalError

TASK = "jobs.run"
IN_MEMORY = "memory://localhost"
logger = structlog.get_logger("rungs.jobs")

# No fixups: Celery's own one for Django runs every system check in each runner and closes connections by signals;
# `run_job` closes what it opened.
app = Celery("rungs", broker=settings.BROKER_URL or IN_MEMORY, fixups=set(), set_as_current=False)
app.conf.update(
    task_default_queue="rungs",
    task_ignore_result=True,
    # Taken off the queue when the job has ended, and one at a time: a busy runner keeps no message that an idle one
    # could have. What is delivered twice by it finds its job claimed, and is dropped.
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    # A request does not wait for a broker that is down: the row stays, and is sent when the broker is back.
    task_publish_retry=False,
    broker_connection_timeout=2,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={"polling_interval": 0.1}
    if not settings.BROKER_URL
    else {
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
        "interval_max": 0,
    },
    # What Celery would tell other workers and people about itself; the rows tell more.
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
)


def send(pk: int) -> bool:
    try:
        app.send_task(TASK, args=[pk])
    except (OperationalError, OSError) as error:
        logger.warning("job not sent, the broker cannot be reached", job=pk, error=str(error))
        return False
    return True
