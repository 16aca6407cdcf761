"""Files of evidence: in a backup and back, and in the export of their workspace."""

import hashlib
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils import timezone

from archives.operations.exporting import export_workspace
from evidence.models import StoredFile
from evidence.operations.evidence import delete_evidence, replace_evidence
from tests.archives.conftest import NewInstallation
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.evidence import make_evidence_with_file
from tests.factories.uploads import make_picture, make_upload

ADD = """
from evidence.operations.evidence import delete_evidence, replace_evidence
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.evidence import make_evidence_with_file
from tests.factories.uploads import make_picture, make_upload
workspace = make_workspace()
actor = owner_of(workspace)
evidence = make_evidence_with_file(workspace)
replace_evidence(evidence=evidence, actor=actor, seen=1, upload=make_upload(make_picture(), "new.png"))
delete_evidence(evidence=make_evidence_with_file(workspace), actor=actor)
"""
READ = """
import hashlib
from evidence.models import Evidence, EvidenceVersion, StoredFile
for stored in StoredFile.objects.order_by("pk"):
    with stored.file.open() as file:
        print(stored.name, stored.size, stored.sha256 == hashlib.sha256(file.read()).hexdigest())
print(Evidence.objects.count(), EvidenceVersion.objects.count())
"""


@pytest.mark.database
def test_files_of_every_version_are_in_the_backup_and_back(new_installation: NewInstallation, tmp_path: Path) -> None:
    here, there, archive = new_installation(), new_installation(), tmp_path / "rungs.tar.gz"
    here.migrate()
    here.python(ADD)
    before = here.python(READ)
    assert before.count(" True\n") == 3
    assert "3 files" in here.run("backup", archive).stdout
    assert there.run("restore", archive).returncode == 0
    assert there.python(READ) == before
    assert before.endswith("2 1\n")


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_files_of_every_version_are_in_the_export_of_the_workspace(tmp_path: Path) -> None:
    workspace = make_workspace()
    evidence, picture = make_evidence_with_file(workspace), make_picture()
    replace_evidence(
        evidence=evidence, actor=owner_of(workspace), seen=1, upload=make_upload(picture, "new.png"), reference="OPS-31"
    )
    delete_evidence(evidence=make_evidence_with_file(workspace), actor=owner_of(workspace))
    make_evidence_with_file(make_workspace())
    export_workspace(
        workspace=workspace,
        reader=owner_of(workspace),
        out=tmp_path / "out.zip",
        now=timezone.now(),
        say=lambda *words: None,
    )
    with ZipFile(tmp_path / "out.zip") as archive:
        rows = {
            name: json.loads(archive.read(f"rows/evidence.{name}.json"))
            for name in ("storedfile", "evidence", "evidenceversion")
        }
        packed = {
            name.removeprefix("files/"): hashlib.sha256(archive.read(name)).hexdigest()
            for name in archive.namelist()
            if name.startswith("files/")
        }
    stored = StoredFile.objects.filter(workspace=workspace)
    assert packed == dict(stored.values_list("file", "sha256"))
    assert len(packed) == 3
    assert {name: len(found) for name, found in rows.items()} == {"storedfile": 3, "evidence": 2, "evidenceversion": 1}
    assert {row["name"] for row in rows["storedfile"]} == {"drill.pdf", "new.png"}
    assert rows["evidenceversion"][0]["stored_file"] == stored.order_by("pk")[0].code
