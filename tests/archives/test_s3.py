"""Evidence in a bucket: stored, served, backed up, restored and purged, against a server that speaks the protocol."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.archives.conftest import NewInstallation
from tests.archives.test_evidence_files import ADD, READ
from tests.installations import Installation

pytest.importorskip("storages", reason="the extra s3 is not installed")
boto3 = pytest.importorskip("boto3", reason="the extra s3 is not installed")
moto = pytest.importorskip("moto.server", reason="moto is not installed")

KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}

SERVE = """
from django.conf import settings
from django.test import Client
from accounts.models import User
from evidence.models import Evidence
settings.ALLOWED_HOSTS = ["testserver"]
evidence = Evidence.objects.get(deleted_at=None)
client = Client()
client.force_login(User.objects.get())
answer = client.get(f"/w/{evidence.workspace.code}/evidence/{evidence.code}/files/{evidence.stored_file.code}/")
print(answer.status_code, answer["Content-Type"], len(answer.getvalue()) == evidence.stored_file.size)
"""
PURGE = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import Workspace
from accounts.operations.workspaces import purge_workspaces
from core.storage import stored_names
from evidence.operations.files import sweep_files
print(len(list(stored_names())), sweep_files(now=timezone.now() + timedelta(days=2)))
Workspace.objects.update(deleted_at=timezone.now() - timedelta(days=40))
print(purge_workspaces(now=timezone.now()), list(stored_names()))
"""


@pytest.fixture
def endpoint() -> Iterator[str]:
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def bucket(endpoint: str, name: str, installation: Installation) -> Any:
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    made = boto3.resource("s3", endpoint_url=endpoint, region_name="us-east-1", **keys).Bucket(name)
    made.create()
    url = f"s3://{name}/rungs?endpoint={endpoint}&region=us-east-1"
    installation.environment.update(KEYS, RUNGS_STORAGE_URL=url)
    return made


def test_files_live_in_the_bucket_and_nowhere_else(
    endpoint: str, new_installation: NewInstallation, tmp_path: Path
) -> None:
    here, there, archive = new_installation(), new_installation(), tmp_path / "rungs.tar.gz"
    of_here, of_there = bucket(endpoint, "here", here), bucket(endpoint, "there", there)
    here.migrate()
    here.python(ADD)
    before = here.python(READ)
    assert before.count(" True\n") == 3
    assert len(list(of_here.objects.filter(Prefix="rungs/workspaces/"))) == 3
    assert not (here.data_dir / "files").exists()
    assert here.python(SERVE).splitlines()[-1] == "200 image/png True"

    done = here.run("backup", archive)
    assert "3 files" in done.stdout, done.stderr
    assert "is not empty" in here.run("restore", archive).stderr
    done = there.run("restore", archive)
    assert done.returncode == 0, done.stderr
    assert there.python(READ) == before
    keys = [sorted(each.key for each in found.objects.all()) for found in (of_here, of_there)]
    assert keys[0] == keys[1]
    assert there.python(PURGE).splitlines()[-2:] == ["3 0", "1 []"]
    assert list(of_there.objects.all()) == []
