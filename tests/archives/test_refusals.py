"""Sound archives in the wrong place, and places without what is needed: a sentence, and nothing has changed."""

import gzip
import io
import json
import shutil
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.archives.conftest import NewInstallation
from tests.archives.drill import everything
from tests.installations import IS_POSTGRESQL, Installation

HERE = "PostgreSQL" if IS_POSTGRESQL else "SQLite"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """For every test to read, and for none to change."""
    installation = Installation(tmp_path_factory.mktemp("source"))
    installation.migrate()
    logo = installation.data_dir / "files" / "logos" / "a.png"
    logo.parent.mkdir(parents=True)
    logo.write_bytes(b"a picture")
    return installation


@pytest.fixture(scope="module")
def sound(source: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sound") / "rungs.tar.gz"
    done = source.run("backup", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture
def archive(sound: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copy(sound, tmp_path / "rungs.tar.gz"))


def rewrite(archive: Path, **changes: Any) -> None:
    """The same archive with other claims about itself."""
    with tarfile.open(archive) as tar:
        members = [(info, tar.extractfile(info).read()) for info in tar]  # type: ignore[union-attr]
    with gzip.open(archive, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
        for info, content in members:
            if info.name == "manifest.json":
                content = json.dumps(json.loads(content) | changes).encode()
                info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


def assert_refused(place: Installation, archive: Path, sentence: str, **environment: str) -> None:
    done = place.run("restore", archive, **environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    found = everything(place)
    assert not found["files"]
    assert not found["rows"]


def test_archive_of_a_later_version_is_refused(archive: Path, new_installation: NewInstallation) -> None:
    rewrite(archive, version="9.9.0", migrations=["accounts.0001_user", "accounts.0999_later"])
    sentence = "The archive was written by Rungs 9.9.0, which is newer than this 0.2.0: it has accounts.0999_later."
    assert_refused(new_installation(), archive, sentence)
    checked = new_installation().run("restore", "--check", archive)
    assert (checked.returncode, sentence in checked.stderr) == (2, True)


def test_archive_of_the_other_database_is_refused(archive: Path, new_installation: NewInstallation) -> None:
    other, name = ("sqlite", "SQLite") if IS_POSTGRESQL else ("postgresql", "PostgreSQL")
    rewrite(archive, vendor=other, server=0)
    assert_refused(new_installation(), archive, f"The archive is of {name} and this is {HERE}:")


def test_database_that_is_none_is_refused(archive: Path, new_installation: NewInstallation) -> None:
    """With the checksum that it says it has: whoever made it made it so."""
    import hashlib

    harm = b"this is no database " * 100
    with gzip.open(archive, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
        member = {"size": len(harm), "sha256": hashlib.sha256(harm).hexdigest()}
        about = {"format": 1, "version": "0.2.0", "created_at": "", "migrations": [], "members": {"database": member}}
        manifest = json.dumps({**about, "vendor": HERE.lower(), "server": 0}).encode()
        for name, content in {"manifest.json": manifest, "database": harm}.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    assert_refused(new_installation(), archive, "The archive's database is none")


def test_damaged_archive_is_refused_and_check_says_the_same(archive: Path, new_installation: NewInstallation) -> None:
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 0x10
    archive.write_bytes(content)
    assert_refused(new_installation(), archive, "damaged")
    assert "damaged" in new_installation().run("restore", "--check", archive).stderr


def test_check_touches_nothing(archive: Path, source: Installation) -> None:
    def state() -> dict[str, int]:
        return {
            str(path): path.stat().st_mtime_ns for path in source.data_dir.rglob("*") if "sqlite3-" not in path.name
        }

    before = everything(source), state()
    assert source.run("restore", "--check", archive).returncode == 0
    assert (everything(source), state()) == before


@pytest.mark.skipif(not IS_POSTGRESQL, reason="only PostgreSQL needs programs")
def test_archive_of_a_later_server_is_refused(archive: Path, new_installation: NewInstallation) -> None:
    rewrite(archive, server=99)
    assert_refused(new_installation(), archive, "The archive is of PostgreSQL 99 and this server is the older")


@pytest.mark.skipif(not IS_POSTGRESQL, reason="only PostgreSQL needs programs")
def test_failure_in_the_middle_leaves_nothing_behind(
    archive: Path, new_installation: NewInstallation, tmp_path: Path
) -> None:
    """psql that says it is as new as the real one, does half the work and fails."""
    place = new_installation()
    real = place.environment["PATH"].split(":")[0]
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "pg_restore").symlink_to(f"{real}/pg_restore")
    psql = programs / "psql"
    psql.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && exec {real}/psql --version\n'
        f'for last; do case $last in --file=*/database.sql) echo "SELECT 1/0;" >>"${{last#--file=}}";; esac; done\n'
        f'exec {real}/psql "$@"\n'
    )
    psql.chmod(0o755)
    assert_refused(place, archive, "psql failed", PATH=f"{programs}:/usr/bin:/bin")


@pytest.mark.skipif(not IS_POSTGRESQL, reason="only PostgreSQL needs programs")
def test_missing_program_is_one_sentence_with_what_to_install(source: Installation, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    old = programs / "pg_dump"
    old.write_text('#!/bin/sh\necho "pg_dump (PostgreSQL) 9.6"\n')
    old.chmod(0o755)
    done = source.run("backup", tmp_path / "out", PATH=str(programs))
    assert done.returncode == 2
    assert "This needs pg_dump of PostgreSQL 18 or newer and found only version" in done.stderr
    assert "apt-get install postgresql-client-18" in done.stderr
    assert not (tmp_path / "out").exists()
