"""Fifty people whose programs call the API for a minute, against `rungs serve` on PostgreSQL with Valkey.

Run: .venv/bin/python -m benchmarks.api_load

Each waits two to five seconds between two requests, as people do who look at what a program shows them: most read, a
fifth saves an answer with the revision it was read at, and a fifth opens an empty signed-in page in a browser's
session, which says what the same machine takes at that moment for next to nothing.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from benchmarks.measure import print_table
from benchmarks.serving import children_of, processor_seconds
from tests.installations import Installation
from tests.postgres import TemporaryPostgres, find_binaries
from tests.valkey import TemporaryValkey, find_server

PEOPLE, SECONDS = 50, 60
THINK = (2.0, 5.0)
PREPARE = f"""
import json
from django.conf import settings
from django.test import Client
from django.urls import reverse
from accounts.domain.roles import Role
from accounts.domain.tokens import new_secret
from tests.factories.accounts import make_member, make_token, make_workspace
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.roadmap import fill_roadmap, make_roadmap

workspace, empty = make_workspace(), make_workspace()
assessment = make_assessment(workspace)
answer_everything(assessment, evidence=[make_stored_evidence(workspace) for _ in range(10)], note="Drilled. " * 20)
roadmap = make_roadmap(workspace, assessment=assessment)
fill_roadmap(roadmap)
of_one = (workspace.code, assessment.code)
people = []
for _ in range({PEOPLE}):
    person, secret, client = make_member(workspace, Role.CONTRIBUTOR), new_secret(), Client()
    make_token(person, secret=secret)
    empty.memberships.create(user=person, role=Role.CONTRIBUTOR.value)
    client.force_login(person)
    people.append((secret, client.cookies[settings.SESSION_COOKIE_NAME].value))
print(json.dumps({{
    "people": people,
    "page": reverse("workspace_detail", args=[empty.code]),
    "answers": [reverse("api_answer", args=[*of_one, each.id]) for each in assessment.questions.questions],
    "reads": {{
        "the workspaces": reverse("api_workspaces"),
        "the assessments": reverse("api_assessments", args=[workspace.code]),
        "50 answers": reverse("api_answers", args=of_one),
        "an assessment whole": reverse("api_assessment_tree", args=of_one),
        "the actions": reverse("api_actions", args=[workspace.code, roadmap.code]),
    }},
}}))
"""


class Request(NamedTuple):
    what: str
    seconds: float
    late: float
    """Seconds between when it was due and when it was sent: what the generator of the load adds."""
    status: int


class Person:
    def __init__(self, address: str, made: dict[str, Any], number: int) -> None:
        place = urlsplit(address)
        self.connection = HTTPConnection(str(place.hostname), place.port, timeout=60)
        self.made, self.chance = made, random.Random(number)
        token, session = made["people"][number]
        self.as_program = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.as_browser = {"Cookie": f"sessionid={session}"}
        self.requests: list[Request] = []

    def work(self, ends: float) -> None:
        due = time.perf_counter() + self.chance.uniform(0, THINK[1])
        while due < ends:
            time.sleep(max(0, due - time.perf_counter()))
            self._turn(due)
            due = time.perf_counter() + self.chance.uniform(*THINK)
        self.connection.close()

    def _turn(self, due: float) -> None:
        kind = self.chance.random()
        if kind < 0.2:
            self._ask("an empty page", due, "GET", self.made["page"], self.as_browser)
        elif kind < 0.8:
            what, address = self.chance.choice(list(self.made["reads"].items()))
            self._ask(what, due, "GET", address, self.as_program)
        else:
            self._save(due)

    def _save(self, due: float) -> None:
        """Reads an answer and changes it. Who was faster is no error: 412, and the next turn reads it anew."""
        address = self.chance.choice(self.made["answers"])
        etag = self._ask("one answer", due, "GET", address, self.as_program)
        body = json.dumps({"level": self.chance.randint(0, 5), "note": f"Looked at, {due}"})
        self._ask("saving it", time.perf_counter(), "PATCH", address, {**self.as_program, "If-Match": etag}, body)

    def _ask(
        self, what: str, due: float, method: str, address: str, headers: dict[str, str], body: str | None = None
    ) -> str:
        started = time.perf_counter()
        self.connection.request(method, address, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        self.requests.append(Request(what, time.perf_counter() - started, started - due, answer.status))
        return answer.getheader("ETag", "")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, postgres(), valkey() as broker:
        installation = Installation(Path(folder), is_postgresql=True)
        installation.migrate()
        made = json.loads(installation.python(PREPARE))
        with (
            ThreadPoolExecutor(PEOPLE) as threads,
            installation.serve(RUNGS_API_CALLS_PER_MINUTE="6000", RUNGS_BROKER_URL=broker) as running,
        ):
            people = [Person(running.address, made, number) for number in range(PEOPLE)]
            server, generator = all_processor_seconds(running.process.pid), time.process_time()
            ends = time.perf_counter() + SECONDS
            list(threads.map(lambda person: person.work(ends), people))
            server, generator = all_processor_seconds(running.process.pid) - server, time.process_time() - generator
    tell([request for person in people for request in person.requests], server, generator)


@contextmanager
def postgres() -> Iterator[None]:
    if not (binaries := find_binaries()):
        raise SystemExit("There are no PostgreSQL binaries here; requirements-dev.lock brings them.")
    server = TemporaryPostgres(binaries)
    try:
        server.start()
        os.environ["DATABASE_URL"] = server.url
        yield
    finally:
        server.stop()


@contextmanager
def valkey() -> Iterator[str]:
    if not (program := find_server()):
        raise SystemExit("There is no Valkey here; requirements-dev.lock brings it.")
    server = TemporaryValkey(program)
    try:
        server.start()
        yield server.url
    finally:
        server.stop()


def all_processor_seconds(pid: int) -> float:
    """Of a server and its workers, so far."""
    return sum(processor_seconds(each) for each in (pid, *children_of(pid)))


def tell(requests: list[Request], server: float, generator: float) -> None:
    kinds = sorted({request.what for request in requests}, key=lambda what: (what == "an empty page", what))
    rows = [_row(what, [request for request in requests if request.what == what]) for what in kinds]
    head = ("request", "sent", "failed", "median", "95 %", "longest")
    print_table(head, [*rows, _row("everything", requests)])
    late = sorted(request.late for request in requests)[int(len(requests) * 0.95)]
    print(
        f"\n{len(requests) / SECONDS:.1f} requests a second. Processor time: server {server:.1f} s, generator of the "
        f"load {generator:.1f} s; it sent 95 % of all within {late * 1000:.0f} ms of when they were due."
    )


def _row(what: str, requests: list[Request]) -> tuple[str, ...]:
    times = sorted(request.seconds * 1000 for request in requests)
    collided = sum(request.status == 412 for request in requests)
    failed = sum(request.status >= 400 for request in requests) - collided
    return (
        what,
        f"{len(requests)}" + (f" ({collided} collided)" if collided else ""),
        str(failed),
        f"{statistics.median(times):.0f} ms",
        f"{times[int(len(times) * 0.95)]:.0f} ms",
        f"{times[-1]:.0f} ms",
    )


if __name__ == "__main__":
    main()
