"""Whatever is killed while a report is made, there is one report in the end: real processes, really killed."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from reports.render import child
from tests.installations import Installation, Running, until
from tests.jobs.site import Site
from tests.valkey import TemporaryValkey, find_server

TOKEN = "t" * 32
PREPARE = """
import json
from django.conf import settings
from django.test import Client
from reports.models import ReportPlan
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment

workspace = make_workspace()
assessment = make_assessment(workspace)
ReportPlan.objects.create(assessment=assessment, detail="board", chapters=[])
client = Client()
client.force_login(owner_of(workspace))
at = f"/w/{workspace.code}/assessments/{assessment.code}/reports/make/"
print(json.dumps({"at": at, "session": client.cookies[settings.SESSION_COOKIE_NAME].value}))
"""
JOBS = "SELECT state, attempts FROM jobs_job WHERE kind = 'reports.make' ORDER BY id DESC"


class Place(Site):
    """With an assessment, and with the server and the worker as they are started for a team."""

    def __init__(self, installation: Installation) -> None:
        super().__init__(installation)
        self.made: dict[str, str] = json.loads(self.installation.python(PREPARE))
        self.started: list[Running] = []

    def start_runner(self, valkey: TemporaryValkey | None) -> None:
        """Whoever makes reports: the worker, or the server itself."""
        if valkey:
            valkey.start()
            self.environment["RUNGS_BROKER_URL"] = valkey.url
            self.started.append(self.installation.start("worker", "--concurrency", "1"))
        else:
            self.serve()

    def serve(self) -> str:
        """The address at which it answers."""
        self.started.append(self.installation.start("serve", "--port", "0", "--workers", "1"))
        self.started[-1].wait_for_its_address()
        return self.started[-1].address

    def ask(self, address: str) -> None:
        place = urlsplit(address)
        connection = HTTPConnection(str(place.hostname), place.port, timeout=20)
        cookies = f"sessionid={self.made['session']}; csrftoken={TOKEN}"
        connection.request("POST", self.made["at"], headers={"Cookie": cookies, "X-CSRFToken": TOKEN})
        assert connection.getresponse().status == 302
        connection.close()

    def alive(self) -> dict[int, str]:
        """Every process of the sessions, also one whose parent is gone, with its command."""
        sessions = {running.process.pid for running in self.started}
        found = {}
        for path in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # it has just ended
                fields = (path / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) in sessions and fields[0] != "Z":
                    found[int(path.name)] = (path / "cmdline").read_text()
        return found

    def rendering(self) -> list[int]:
        """Of each process that makes a PDF, how far it gives way to others."""
        alive = [pid for pid, command in self.alive().items() if str(child.__file__) in command]
        return [os.getpriority(os.PRIO_PROCESS, pid) for pid in alive]

    def kill(self, valkey: TemporaryValkey | None) -> None:
        if valkey:
            valkey.stop()
        for pid in self.alive():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        until(lambda: not self.alive())
        for running in self.started:
            running.end()
        self.started.clear()

    def found(self) -> dict[str, Any]:
        files = [path.name for path in self.home.rglob("files/*") if path.is_file()]
        return {
            "runs": self.count("reports_reportrun"),
            "made": self.count("reports_reportrun WHERE stored_file_id IS NOT NULL"),
            "rows": self.count("evidence_storedfile"),
            "files": len(files),
            "logged": self.count("accounts_activity WHERE verb = 'report.made'"),
            "told": self.count("accounts_notice"),
        }


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    place = Place(Installation(tmp_path_factory.mktemp("place")))
    yield place
    place.kill(None)


@pytest.mark.parametrize("has_broker", [False, True], ids=["web process", "Valkey and a worker"])
def test_report_is_made_once_when_everything_is_killed_meanwhile(place: Place, has_broker: bool) -> None:
    server = find_server()
    assert server, "There is no Valkey here; requirements-dev.lock brings one."
    valkey = TemporaryValkey(server) if has_broker else None
    before = place.count("reports_reportrun")
    if valkey:
        place.start_runner(valkey)
    place.ask(place.serve())
    until(lambda: place.rendering() == [child.NICENESS], seconds=40)
    place.kill(valkey)
    assert place.rows(JOBS)[0] == ("running", 1)
    assert place.found() == {**dict.fromkeys(("made", "rows", "files", "logged", "told"), before), "runs": before + 1}

    place.start_runner(valkey)
    place.wait_until(lambda: place.rows(JOBS)[0] == ("done", 2), "the report is made", seconds=60)
    assert place.found() == dict.fromkeys(("runs", "made", "rows", "files", "logged", "told"), before + 1)
    assert not list(place.home.rglob("rungs-render-*"))
    assert place.rendering() == []
    place.kill(valkey)
