"""Running one job: claim it, call its handler while a second thread keeps the lease, write down what came of it."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any, BinaryIO

import structlog
from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.background import JobFailed, JobStopped, registered_work
from jobs.models import Job
from jobs.operations import files, leases
from jobs.timing import HEARTBEAT

logger = structlog.get_logger("rungs.jobs")


class ProcessEnds(JobStopped):
    """The process is being shut down: the job goes back into the queue."""


class RunningJob:
    """A job in the hands of this process: what its handler is given as its progress."""

    def __init__(self, job: Job, ending: threading.Event) -> None:
        self.job = job
        self.ending = ending
        self.code = job.code
        self.parameters: dict[str, Any] = job.parameters
        self.workspace_id = job.workspace_id
        self.started_by_id = job.started_by_id

    def say(self, sentence: str, *, done: int = 0, total: int = 0) -> None:
        self._go_on()
        values = {"sentence": sentence[:300], "done": done, "total": max(done, total)}
        leases.write_progress(job=self.job, now=timezone.now(), **values)

    def attach(self, name: str, content: bytes | BinaryIO, *, content_type: str) -> None:
        self._go_on()
        files.attach_file(job=self.job, now=timezone.now(), name=name, content=content, content_type=content_type)

    def _go_on(self) -> None:
        if self.ending.is_set():
            raise ProcessEnds

    def run(self) -> None:
        """The handler, and its outcome as a row. Only what Rungs itself could not write down is raised."""
        job, log = self.job, logger.bind(job=self.job.code, kind=self.job.kind)
        log.info("job started", attempt=job.attempts)
        try:
            work = registered_work().get(job.kind)
            if not work:
                raise JobFailed(_("This version of Rungs does not know such work any more."))
            result = work.handler(self)
            leases.finish_job(job=job, now=timezone.now(), result=result)
            log.info("job done")
        except leases.LeaseLost:
            log.warning("job is not ours any more, nothing written")
        except leases.CancelAsked:
            leases.stop_job(job=job, now=timezone.now())
            log.info("job cancelled")
        except ProcessEnds:
            leases.give_back_job(job=job, now=timezone.now())
            log.info("job given back")
        except JobFailed as failure:
            leases.fail_job(job=job, now=timezone.now(), failure=str(failure))
            log.info("job failed", why=str(failure))
        except Exception:
            # Whatever a handler raises is this job's end and not the runner's.
            log.exception("job failed")
            why = _("Something went wrong on our side. Try again; if it fails again, the log has the details under %s.")
            leases.fail_job(job=job, now=timezone.now(), failure=why % job.code)


class Heart(threading.Thread):
    """Extends the lease while the handler is busy, however long it says nothing."""

    def __init__(self, job: Job) -> None:
        super().__init__(name=f"heart-{job.code}", daemon=True)
        self.job = job
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(HEARTBEAT.total_seconds()):
            try:
                if not leases.extend_lease(job=self.job, now=timezone.now()):
                    return
            except DatabaseError:
                logger.warning("heartbeat missed", job=self.job.code, exc_info=True)
            finally:
                connections.close_all()

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *exception: object) -> None:
        self.stopped.set()


class Running:
    """The jobs that this process runs at the moment."""

    def __init__(self) -> None:
        self.ending = threading.Event()
        self._jobs: set[RunningJob] = set()
        self._change = threading.Condition()

    @property
    def count(self) -> int:
        return len(self._jobs)

    def run(self, pk: int) -> bool:
        """Run the job if it is to be had; whether it was."""
        job = None if self.ending.is_set() else leases.claim_job(pk=pk, now=timezone.now())
        if job:
            self._run(RunningJob(job, self.ending))
        return job is not None

    def _run(self, running: RunningJob) -> None:
        workspace = running.job.workspace
        language = workspace.locale if workspace else settings.LANGUAGE_CODE
        zone = workspace.zone if workspace else None
        with self._change:
            self._jobs.add(running)
        try:
            with Heart(running.job), translation.override(language), timezone.override(zone):
                running.run()
        except leases.LeaseLost:
            logger.warning("job was taken over as it ended, nothing written", job=running.code)
        finally:
            with self._change:
                self._jobs.discard(running)
                self._change.notify_all()

    def end(self, *, within: float) -> None:
        """Run nothing more. What does not come to a stop by itself is given back all the same.

        Its handler may go on for the moment that the process still has, but not write to the job.
        """
        self.ending.set()
        with self._change:
            self._change.wait_for(lambda: not self._jobs, timeout=within)
            left = list(self._jobs)
        for running in left:
            with suppress(leases.LeaseLost):
                leases.give_back_job(job=running.job, now=timezone.now())


here = Running()
"""Of this process; a forked one runs nothing yet, and gets its own before it starts (see `jobs.loop`)."""
