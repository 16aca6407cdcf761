"""Runs jobs as a program of its own, from the broker's queue."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core.commands import stop_for_bad_input
from core.locks import file_lock


class Command(BaseCommand):
    help = "Run jobs from the queue of the broker that RUNGS_BROKER_URL names, until it is told to end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--concurrency", type=int, default=2, metavar="N", help="how many jobs at once (default: 2)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.BROKER_URL:
            stop_for_bad_input(
                [
                    "There is no broker: set RUNGS_BROKER_URL to a Valkey or Redis.",
                    "Without one, the web process runs the jobs.",
                ]
            )
        if options["concurrency"] < 1:
            stop_for_bad_input(["--concurrency must be at least 1."])
        from jobs.celery_worker import work_on_messages

        # Held by every process, so that a backup is never restored underneath a running worker.
        with file_lock(settings.DATA_DIR / "running.lock", shared=True):
            sys.exit(work_on_messages(concurrency=options["concurrency"]))
