"""What a server writes down, read line by line: every line has one form, and none holds a secret."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.installations import Installation

SECRET = "tHe-sEcret-of-sOmebody"
URLS = f"""
from django.urls import path
from config.urls import urlpatterns as real
def broken(request, key):
    password = "{SECRET}"
    raise ValueError("it broke")
urlpatterns = [*real, path("broken/<str:key>/", broken)]
"""
SETTINGS = """
from config.settings import *
ROOT_URLCONF = "broken_urls"
"""


@pytest.fixture
def lines(migrated: Installation, tmp_path: Path) -> list[dict[str, Any]]:
    """What is logged as JSON while addresses with secrets are asked for in every way that Django has a line for."""
    (tmp_path / "broken_urls.py").write_text(URLS)
    (tmp_path / "broken_settings.py").write_text(SETTINGS)
    environment = {"PYTHONPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": "broken_settings", "RUNGS_LOG_JSON": "1"}
    addresses = [
        f"/account/password/reset/key/1-{SECRET}/",
        f"/account/confirm-email/{SECRET}/",
        f"/invitations/{SECRET}/",
        f"/no/such/page/{SECRET}?key={SECRET}",
        f"/broken/{SECRET}/",
        f"/broken/ü{SECRET}/".replace("ü", "%C3%BC"),
    ]
    with migrated.serve(**environment) as running:
        for address in addresses:
            running.get(address)
            running.get(address, method="POST")
            running.get(address, Host="not.allowed.example")
        running.get("/account/signup/", X_Request_ID="given-by-the-proxy")
        _send_what_cannot_be_read(running.address)
        log = running.stop(signal.SIGTERM)[1]
    return [json.loads(line) for line in log.splitlines()]


def _send_what_cannot_be_read(address: str) -> None:
    import socket

    with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as client:
        client.sendall(f"GET /invitations/{SECRET} too many words HTTP/1.1\r\n\r\n".encode())
        assert b"400" in client.recv(1000)


def test_no_line_holds_a_secret(lines: list[dict[str, Any]]) -> None:
    assert [line for line in lines if SECRET.lower() in json.dumps(line).lower()] == []


def test_every_line_has_the_same_form(lines: list[dict[str, Any]]) -> None:
    assert all({"event", "level", "logger", "timestamp"} <= set(line) for line in lines)
    loggers = {line["logger"] for line in lines}
    assert {"gunicorn.error", "rungs.requests", "django.request", "django.security.csrf"} <= loggers


def test_request_line_says_what_an_operator_needs(lines: list[dict[str, Any]]) -> None:
    line = next(line for line in lines if line.get("request_id") == "given-by-the-proxy")
    assert (line["event"], line["method"], line["route"], line["status"]) == ("request", "GET", "account/signup/", 200)
    assert 0 < line["duration_ms"] < 10_000
    assert "user" not in line


def test_server_error_has_its_traceback_and_the_same_request_id(lines: list[dict[str, Any]]) -> None:
    error = next(line for line in lines if line["logger"] == "django.request")
    assert error["event"] == "Internal Server Error: (address)"
    assert error["exception"][0]["exc_value"] == "it broke"
    assert error["exception"][0]["frames"][-1]["name"] == "broken"
    request = next(line for line in lines if line["event"] == "request" and line["request_id"] == error["request_id"])
    assert (request["status"], request["route"]) == (500, "broken/<str:key>/")


def test_request_that_cannot_be_read_is_named_by_its_fault(lines: list[dict[str, Any]]) -> None:
    refused = [line["event"] for line in lines if "cannot be read" in line["event"]]
    assert refused == ["A request that cannot be read was refused: InvalidHTTPVersion"]


def test_signed_in_person_is_a_number(migrated: Installation) -> None:
    script = """
from django.conf import settings; settings.ALLOWED_HOSTS = ["testserver"]
from accounts.models import User
from django.test import Client
user, _ = User.objects.get_or_create(email="ada@example.com", name="Ada")
client = Client(); client.force_login(user); client.get("/")
import sys; sys.stdout.write(str(user.pk))
"""
    import subprocess
    import sys

    from tests.tree import ROOT

    done = subprocess.run(
        [sys.executable, "-c", f"import django\ndjango.setup()\n{script}"],
        cwd=ROOT,
        env={**migrated.environment, "RUNGS_LOG_JSON": "1"},
        capture_output=True,
        text=True,
    )
    line = json.loads(done.stderr.splitlines()[-1])
    assert line["user"] == int(done.stdout)
    assert "ada" not in done.stderr.lower()
