"""A process that runs jobs, as `./rungs serve` or `./rungs worker` would, with the work of the tests registered.

python -m tests.jobs.process web
python -m tests.jobs.process worker 2
python -m tests.jobs.process start KIND COUNT PARAMETERS
"""

import json
import os
import signal
import sys

import django


def main(what: str, *arguments: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    import tests.jobs.handlers  # noqa: F401

    if what == "web":
        run_web()
    elif what == "worker":
        from django.core.management import call_command

        call_command("worker", concurrency=int(arguments[0]))
    else:
        start_jobs(arguments[0], int(arguments[1]), json.loads(arguments[2]))


def run_web() -> None:
    """What gunicorn does with a worker process, without the pages: start, wait for SIGTERM, exit."""
    from jobs import inprocess

    inprocess.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    while True:
        signal.pause()


def start_jobs(kind: str, count: int, parameters: dict[str, object]) -> None:
    from jobs.operations import start_job

    for _ in range(count):
        job = start_job(kind=kind, workspace=None, user=None, parameters=parameters)
        job.refresh_from_db()
        sys.stdout.write(f"{job.code} {'unsent' if job.is_unsent else 'sent'}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
