"""What reports cost those who wait for them, and those who only want a page, against `rungs serve` on SQLite.

Run: .venv/bin/python -m benchmarks.report_jobs

A report of 66 answered questions from the click until its file is stored, beside WeasyPrint alone on the same HTML, in
turns; where other work runs beside, processor time says what idle processors would take. Then pages while nothing else
goes on and while ten reports are made that were asked for at once, in turns.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.measure import children_seconds, print_table
from benchmarks.report import ALONE
from benchmarks.serving import children_of
from tests.installations import Installation

PAIRS, ROUNDS = 3, 3
POLL = 0.05
REPORTS, PEOPLE = 10, 2
WINDOW, PAUSE = 20.0, 0.1
"""Seconds that each state is measured for, and between two pages of a person."""
TOKEN = "t" * 32
PREPARE = """
import json
from django.conf import settings
from django.test import Client
from reports.operations import pdf
from reports.queries.plans import options_data, options_from, plan_of
from reports.queries.results import assess
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.evidence import make_stored_evidence

workspace = make_workspace()
assessment = make_assessment(workspace)
pieces = [make_stored_evidence(workspace, evidence_class=each) for each in ("document", "measurement")]
answer_everything(assessment, evidence=pieces, note="Twelve of fourteen services have it, the other two by March. " * 3)
client = Client()
client.force_login(owner_of(workspace))
kept = {}
pdf.render_pdf = lambda html, **more: kept.update(html=html, files={n: str(p) for n, p in more["files"].items()})
assessed = assess(assessment, as_of=workspace.today)
options = options_from(options_data(plan_of(assessment), workspace), phases=[])
pdf.make_pdf(pdf.results_json(assessed.data), assessed.data, assessed.result, assessed.submission, options, {})
at = f"/w/{workspace.code}/assessments/{assessment.code}/"
print(json.dumps({"at": at, "session": client.cookies[settings.SESSION_COOKIE_NAME].value, "page": kept}))
"""
FORGET = """
from jobs.models import Job
from reports.models import ReportRun
ReportRun.objects.filter(stored_file=None).delete()
Job.objects.all().delete()
"""


class Person:
    def __init__(self, address: str, made: dict[str, Any]) -> None:
        place = urlsplit(address)
        self.connection = HTTPConnection(str(place.hostname), place.port, timeout=60)
        self.headers = {"Cookie": f"sessionid={made['session']}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}

    def send(self, method: str, path: str) -> int:
        self.connection.request(method, path, headers=self.headers)
        answer = self.connection.getresponse()
        answer.read()
        self.connection.close()  # the server does not wait for who pauses
        return answer.status

    def look_around(self, at: str, seconds: float) -> list[float]:
        """Milliseconds that each page took; a person reads for a moment between two."""
        pages = [at, f"{at}results/", f"{at}by-phase/discover/", f"{at}reports/", f"{at}questions/"]
        taken: list[float] = []
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            started = time.perf_counter()
            status = self.send("GET", pages[len(taken) % len(pages)])
            assert status == 200, pages[len(taken) % len(pages)]
            taken.append((time.perf_counter() - started) * 1000)
            time.sleep(PAUSE)
        return taken


@contextmanager
def served(installation: Installation) -> Iterator[tuple[str, int]]:
    """Its address, and the key of its first process."""
    with installation.serve() as running:
        try:
            yield running.address, running.process.pid
        finally:
            os.killpg(running.process.pid, signal.SIGKILL)


def ready(person: Person, at: str, server: int, database: Path) -> tuple[float, float]:
    """From the click until the file is stored; and what all processes of the server worked meanwhile."""
    before, started = worked(server), time.perf_counter()
    stored = "SELECT count(*) FROM reports_reportrun WHERE stored_file_id IS NOT NULL"
    with closing(sqlite3.connect(database, timeout=20)) as connection:  # asked by HTTP, it would cost what is measured
        earlier = connection.execute(stored).fetchone()
        person.send("POST", f"{at}reports/make/")
        while connection.execute(stored).fetchone() == earlier:
            time.sleep(POLL)
    return time.perf_counter() - started, worked(server) - before


def worked(server: int) -> float:
    """Processor seconds of the server's processes, and of their children that have ended."""
    ticks = 0
    for pid in children_of(server):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def alone(folder: Path) -> tuple[float, float]:
    before, started = children_seconds(), time.perf_counter()
    subprocess.run([sys.executable, str(folder / "alone.py"), "job.json", "alone.pdf"], cwd=folder, check=True)
    return time.perf_counter() - started, children_seconds() - before


def pages_while(installation: Installation, made: dict[str, Any], *, reports: int) -> list[float]:
    with served(installation) as (address, _server):
        people = [Person(address, made) for _ in range(PEOPLE)]
        for person in people:
            person.look_around(made["at"], 2)  # what is loaded at first plays no part
        for _ in range(reports):
            people[0].send("POST", f"{made['at']}reports/make/")
        with ThreadPoolExecutor(PEOPLE) as threads:
            looking = [threads.submit(person.look_around, made["at"], WINDOW) for person in people]
            taken = sorted(each for looked in looking for each in looked.result())
    installation.python(FORGET)
    return taken


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        installation = Installation(folder / "data", is_postgresql=False)
        installation.migrate()
        made = json.loads(installation.python(PREPARE))
        (folder / "job.json").write_text(json.dumps(made["page"]), encoding="utf-8")
        (folder / "alone.py").write_text(ALONE, encoding="utf-8")
        with served(installation) as (address, server):
            person, database = Person(address, made), folder / "data" / "rungs.sqlite3"
            pairs = [(alone(folder), ready(person, made["at"], server, database)) for _ in range(PAIRS + 1)][1:]
        rounds = [[pages_while(installation, made, reports=reports) for reports in (0, REPORTS)] for _ in range(ROUNDS)]
    rows = []
    for name, which in (("wall time", 0), ("processor time", 1)):
        by_itself, whole = [pair[0][which] for pair in pairs], [pair[1][which] for pair in pairs]
        beyond = [ready - 1.25 * alone for alone, ready in zip(by_itself, whole, strict=True)]
        rows += [
            (f"{name}: WeasyPrint alone", *told(by_itself)),
            (f"{name}: from the click until the file is stored", *told(whole)),
            (f"{name}: of that beyond 1.25 times WeasyPrint (1 s allowed)", *told(beyond)),
        ]
    print_table((f"a report of 66 answered questions, {PAIRS} pairs", "least", "median", "most"), rows)
    print(flush=True)
    idle, busy = ([late(found[which]) for found in rounds] for which in (0, 1))
    ratios = [slow / fast for fast, slow in zip(idle, busy, strict=True)]
    rows = [
        ("95 % of pages within, nothing else going on", *told(idle, "ms", 0)),
        (f"95 % of pages within, {REPORTS} reports asked for at once", *told(busy, "ms", 0)),
        ("the second over the first (2 allowed)", *told(ratios, "", 2)),
    ]
    print_table((f"{PEOPLE} people who look at pages, {ROUNDS} rounds", "least", "median", "most"), rows)
    print(f"\nPages looked at: {sum(len(found) for pair in rounds for found in pair)}. Load: {os.getloadavg()[0]:.1f}.")


def late(taken: list[float]) -> float:
    return taken[int(len(taken) * 0.95)]


def told(values: list[float], unit: str = "s", digits: int = 2) -> list[str]:
    found = (min(values), statistics.median(values), max(values))
    return [f"{value:.{digits}f} {unit}".strip() for value in found]


if __name__ == "__main__":
    main()
