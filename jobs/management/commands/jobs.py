"""How the jobs stand, for whoever runs the machine."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from jobs.choices import OPEN, JobState
from jobs.models import Job, Runner, ScheduleEntry
from jobs.queries import health

NEWEST = 20


class Command(BaseCommand):
    help = "List who runs jobs, the open and the latest ended jobs, and the schedule."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        state = health(now)
        self.stdout.write(
            "Jobs run." if state.is_well else "Jobs do not run: nothing runs them, or they wait and none moves."
        )
        self._list("Runners", [f"{each.name}, seen {_at(each.seen_at)}" for each in Runner.objects.order_by("pk")])
        opened = Job.objects.filter(state__in=OPEN).order_by("pk")
        ended = Job.objects.exclude(state__in=OPEN).order_by("-finished_at")
        self._list(f"Open jobs ({opened.count()})", [_line(job) for job in opened[:NEWEST]])
        self._list(f"Ended jobs ({ended.count()})", [_line(job) for job in ended[:NEWEST]])
        entries = ScheduleEntry.objects.select_related("last_job").order_by("next_at")
        self._list("Schedule", [_entry(entry) for entry in entries])

    def _list(self, heading: str, lines: list[str]) -> None:
        self.stdout.write(f"\n{heading}")
        for line in lines or ["none"]:
            self.stdout.write(f"  {line}")


def _line(job: Job) -> str:
    far = f" {job.done}/{job.total}" if job.state == JobState.RUNNING and job.total else ""
    said = job.failure or job.result or job.sentence
    when = job.finished_at or job.started_at or job.queued_at
    return f"{job.code}  {_at(when)}  {job.state + far:<10} {job.kind}  {said}".rstrip()


def _entry(entry: ScheduleEntry) -> str:
    last = f"last {entry.last_job.state} ({entry.last_job.code})" if entry.last_job else "not run yet"
    return f"{entry.kind}  every {entry.every}, next {_at(entry.next_at)}, {last}"


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"
