"""`serve` with real processes: what a supervisor, a proxy and a person at a terminal see of it."""

import os
import re
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from config.server import SECONDS_TO_FINISH
from tests.installations import Installation, Running, is_refused, until

# The real addresses and one page that takes a second, for requests that are under way when the server is stopped.
SLOW_URLS = """
import time
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from django.http import HttpResponse
from django.urls import path
from config.urls import urlpatterns as real
def slow(request):
    Path(__file__).with_name("begun").touch()
    time.sleep(1)
    return HttpResponse("finished")
urlpatterns = [*real, path("slow/", slow)]
"""
SLOW_SETTINGS = """
from config.settings import *
ROOT_URLCONF = "slow_urls"
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_server_answers_and_ends_cleanly(migrated: Installation, how: int) -> None:
    with migrated.serve() as running:
        assert running.said.startswith("Rungs ")
        assert running.address.startswith("http://localhost:")
        status, page = running.get("/account/signup/")
        assert (status, "<form" in page) == (200, True)
        code, log, seconds = running.stop(how)
    assert (code, "Traceback" in log) == (0, False)
    assert seconds < SECONDS_TO_FINISH - 3
    assert is_refused(running.address)


def test_server_that_is_stopped_while_it_starts_ends_as_quickly(migrated: Installation) -> None:
    with migrated.serve("--workers", "4") as running:
        code, _, seconds = running.stop(signal.SIGTERM)
    assert code == 0
    assert seconds < SECONDS_TO_FINISH - 3


def test_first_start_makes_database_key_and_static_files(installation: Installation) -> None:
    with installation.serve() as running:
        until(lambda: running.get("/readyz")[0] == 200)
        page = running.get("/account/signup/")[1]
        sheet = next(word for word in page.split('"') if word.endswith(".css"))
        assert running.get(sheet)[0] == 200
    assert (installation.data_dir / "secret-key").stat().st_mode & 0o777 == 0o600


def test_second_start_gathers_no_static_files(installation: Installation) -> None:
    def moment() -> int:
        with installation.serve():
            return (installation.data_dir / "static" / "staticfiles.json").stat().st_mtime_ns

    assert moment() == moment()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_request_under_way_is_finished(migrated: Installation, tmp_path: Path, how: int) -> None:
    (tmp_path / "slow_urls.py").write_text(SLOW_URLS)
    (tmp_path / "slow_settings.py").write_text(SLOW_SETTINGS)
    slow = {"PYTHONPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": "slow_settings"}
    with migrated.serve(**slow) as running, ThreadPoolExecutor() as pool:
        answer = pool.submit(running.get, "/slow/")
        until((tmp_path / "begun").exists)
        code, _, seconds = running.stop(how)
        assert answer.result() == (200, "finished")
    assert code == 0
    assert seconds < SECONDS_TO_FINISH - 3


def test_port_that_is_taken_is_one_sentence(migrated: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = migrated.run("serve", "--port", port)
    assert done.returncode == 1
    assert (done.stdout, done.stderr) == (
        "",
        f"CommandError: Port {port} is taken by another program: choose another with --port.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (["--host", "203.0.113.7", "--port", "0"], {}, "Cannot listen on 203.0.113.7"),
        (["--host", "no such host", "--port", "0"], {}, "Cannot listen on no such host"),
        (["--port", "70000"], {}, "between 0 and 65535"),
        (["--workers", "0"], {}, "1 or more"),
        ([], {"RUNGS_DEBUG": "1"}, "RUNGS_DEBUG"),
        (["--port", "0"], {"DATABASE_URL": "postgresql://127.0.0.1:1/rungs"}, "The database cannot be used"),
    ],
)
def test_what_cannot_be_served_is_one_sentence(
    migrated: Installation, arguments: list[str], environment: dict[str, str], sentence: str
) -> None:
    done = migrated.run("serve", *arguments, **environment)
    assert (done.returncode, done.stdout) == (1, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_database_of_a_later_version_is_refused(installation: Installation) -> None:
    installation.migrate()
    installation.python(
        "from django.db import connection; from django.db.migrations.recorder import MigrationRecorder\n"
        "MigrationRecorder(connection).record_applied('accounts', '0999_from_the_future')"
    )
    done = installation.run("serve", "--port", "0")
    assert done.returncode == 1
    assert "The database is newer than this Rungs" in done.stderr
    assert "accounts.0999_from_the_future" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_that_start_at_once_on_an_empty_database_both_answer(installation: Installation) -> None:
    start = partial(installation.start, "serve", "--port", "0")
    with start() as one, start() as other:
        one.wait_for_its_address()
        other.wait_for_its_address()
        for running in (one, other):
            until(lambda: running.get("/readyz")[0] == 200)  # noqa: B023 - asked in this round
            code, log, _ = running.stop(signal.SIGTERM)
            assert (code, "Traceback" in log) == (0, False), log


def test_killed_worker_is_replaced(migrated: Installation) -> None:
    with migrated.serve("--workers", "1") as running:
        until(lambda: len(_workers(running)) == 1)
        os.kill(_workers(running)[0], signal.SIGKILL)
        until(lambda: len(_workers(running)) == 2)
        assert len(set(_workers(running))) == 2
        assert running.get("/healthz")[0] == 200


def _workers(running: Running) -> list[int]:
    """Those that were started, as the log names them."""
    return [int(number) for number in re.findall(r"Booting worker with pid: (\d+)", running.logged())]


def test_behind_a_tls_proxy_plain_requests_are_sent_to_tls(migrated: Installation) -> None:
    with migrated.serve(RUNGS_TLS="1", RUNGS_ALLOWED_HOSTS="rungs.example") as running:
        plain = _answer(running, {"Host": "rungs.example"})
        assert (plain.status, plain.getheader("Location")) == (301, "https://rungs.example/account/signup/")
        proxied = _answer(running, {"Host": "rungs.example", "X-Forwarded-Proto": "https"})
        assert proxied.status == 200
        assert proxied.getheader("Strict-Transport-Security") == "max-age=31536000"
        assert "Secure" in proxied.getheader("Set-Cookie", "")


def _answer(running: Running, headers: dict[str, str]) -> HTTPResponse:
    connection = HTTPConnection(running.address.removeprefix("http://"), timeout=20)
    connection.request("GET", "/account/signup/", headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_supervisor_is_told_when_it_answers(migrated: Installation, tmp_path: Path) -> None:
    """As systemd's `Type=notify` expects, by the process that it started itself."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
        supervisor.bind(str(tmp_path / "notify"))
        supervisor.settimeout(20)
        with migrated.serve(NOTIFY_SOCKET=str(tmp_path / "notify")):
            assert b"READY=1" in supervisor.recv(1000)
