"""The programs in docs/api.md, run as they stand there against a server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from accounts.domain.tokens import new_secret
from accounts.models import Workspace
from tests.factories.accounts import make_member, make_token, make_workspace, owner_of
from tests.tree import ROOT

TEXT = (Path(ROOT) / "docs" / "api.md").read_text()


def blocks(language: str) -> str:
    return "\n".join(re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL))


def test_client_has_thirty_lines() -> None:
    client = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)[0]
    assert len([line for line in client.splitlines() if line.strip()]) <= 30


def run(command: list[str], live_server: LiveServer, secret: str) -> str:
    surrounded = {**os.environ, "RUNGS_URL": live_server.url, "RUNGS_TOKEN": secret, "no_proxy": "*"}
    done = subprocess.run(command, capture_output=True, text=True, env=surrounded, timeout=60)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.mark.django_db(transaction=True)
def test_programs_do_what_they_say(live_server: LiveServer) -> None:
    workspace = make_workspace(name="Northwind Billing")
    for _ in range(4):
        make_member(workspace)
    secret = new_secret()
    make_token(owner_of(workspace), secret=secret)
    assert run([sys.executable, "-c", blocks("python")], live_server, secret).splitlines() == [
        "Northwind Billing 5 people",
        "#1F4E8C",
    ]
    shell = blocks("sh")
    first = run(["sh", "-euc", shell], live_server, secret)
    again = run(["sh", "-euc", shell], live_server, secret)
    assert '"name":"Northwind Billing"' in first
    assert Workspace.objects.filter(name="Meridian Freight").count() == 1, again
