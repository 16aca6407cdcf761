"""The whole drill with real processes, on the database of the run: written to, backed up, restored, compared."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.archives.conftest import NewInstallation
from tests.archives.drill import BELONGS_TOGETHER, WRITER, everything
from tests.installations import Installation, end, until
from tests.tree import ROOT

ROUNDS = "12"


def start_writer(installation: Installation, rounds: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, rounds],
        cwd=ROOT,
        env=installation.environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def succeed(installation: Installation, *arguments: object) -> str:
    done = installation.run(*arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """For every test to read, and for none to change."""
    return make_filled(tmp_path_factory.mktemp("filled"))


@pytest.fixture(scope="module")
def archive(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of `filled`."""
    out = tmp_path_factory.mktemp("archive") / "rungs.tar.gz"
    assert f"{int(ROUNDS)} files" in succeed(filled, "backup", out)
    return out


def make_filled(folder: Path) -> Installation:
    installation = Installation(folder / "data")
    installation.migrate()
    with start_writer(installation, ROUNDS) as writer:
        writer.communicate(timeout=60)
    assert writer.returncode == 0
    return installation


def test_restored_place_is_the_same_row_by_row_and_file_by_file(
    filled: Installation, archive: Path, new_installation: NewInstallation
) -> None:
    before = everything(filled)
    assert archive.stat().st_mode & 0o777 == 0o600

    place = new_installation()
    assert "is sound" in succeed(place, "restore", "--check", archive)
    assert "Restored" in succeed(place, "restore", archive)
    after = everything(place)
    assert len(before["files"]) == int(ROUNDS)
    assert len(before["rows"]["accounts_workspace"]) == int(ROUNDS)
    [resting], [sending] = after["rows"].pop("webhooks_webhook"), before["rows"].pop("webhooks_webhook")
    assert "'sending', ''" in sending
    assert resting == sending.replace("'sending', ''", "'paused', 'restored'")  # a copy does not speak for the original
    assert after["rows"] == before["rows"]
    assert after["files"] == before["files"]
    assert list(place.data_dir.glob(".*-*")) == list(filled.data_dir.glob(".*-*")) == []


def test_restored_place_works(archive: Path, new_installation: NewInstallation) -> None:
    """It serves, new rows get numbers of their own, and what the constraints forbid stays forbidden."""
    place = new_installation()
    place.migrate()  # tables without people are an empty place, too
    succeed(place, "restore", archive)
    with start_writer(place, "3") as writer:
        writer.communicate(timeout=60)
    assert writer.returncode == 0
    assert place.python(BELONGS_TOGETHER).split() == [str(int(ROUNDS) + 3)] * 2 + ["0"]
    with place.serve() as running:
        until(lambda: running.get("/readyz")[0] == 200)


def test_backup_while_somebody_writes_is_of_one_moment(new_installation: NewInstallation, tmp_path: Path) -> None:
    filled = make_filled(tmp_path)
    archive = tmp_path / "rungs.tar.gz"
    with start_writer(filled, "0") as writer:
        assert writer.stdout
        while writer.stdout.readline().strip() != "5":
            assert writer.poll() is None
        succeed(filled, "backup", archive)
        is_still_writing = writer.poll() is None
        end(writer)
    assert is_still_writing

    place = new_installation()
    succeed(place, "restore", archive)
    workspaces, people, broken = map(int, place.python(BELONGS_TOGETHER).split())
    assert (workspaces, broken) == (people, 0)
    assert workspaces > int(ROUNDS)
    # What was there at that moment is there unchanged; what the source has more, it was given later.
    restored, source = everything(place), everything(filled)
    del restored["rows"]["webhooks_webhook"]  # they rest
    for table, rows in restored["rows"].items():
        assert set(rows) <= set(source["rows"][table]), table


def test_place_that_is_not_empty_is_left_alone(filled: Installation, archive: Path) -> None:
    before = everything(filled)
    done = filled.run("restore", archive)
    assert (done.returncode, done.stdout) == (2, "")
    assert "The database is not empty: it has users." in done.stderr
    assert everything(filled) == before


def test_folder_with_files_is_left_alone(archive: Path, new_installation: NewInstallation) -> None:
    place = new_installation()
    (place.data_dir / "files" / "logos").mkdir(parents=True)
    (place.data_dir / "files" / "logos" / "somebody's.png").touch()
    done = place.run("restore", archive)
    assert done.returncode == 2
    assert "is not empty: move what is in it away first." in done.stderr
    assert not [row for table in everything(place)["rows"].values() for row in table]


def test_running_server_is_not_restored_underneath(archive: Path, new_installation: NewInstallation) -> None:
    place = new_installation()
    with place.serve():
        done = place.run("restore", archive)
    assert (done.returncode, done.stderr) == (2, "Rungs is running here: stop it first.\n")


def test_existing_archive_is_replaced_only_on_demand(filled: Installation, tmp_path: Path) -> None:
    archive = tmp_path / "rungs.tar.gz"
    archive.write_text("somebody else's")
    done = filled.run("backup", archive)
    assert done.returncode == 2
    assert "exists: choose another name, or replace it with --force." in done.stderr
    assert archive.read_text() == "somebody else's"
    succeed(filled, "backup", archive, "--force")
    succeed(filled, "restore", "--check", archive)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rungs.tar.gz"]


def test_backup_of_nothing_and_into_nowhere_is_a_sentence(
    filled: Installation, new_installation: NewInstallation
) -> None:
    empty = new_installation().run("backup", "out.tar.gz")
    assert (empty.returncode, empty.stderr) == (2, "There is nothing to back up: the database has no tables yet.\n")
    nowhere = filled.run("backup", "/no/such/folder/out.tar.gz")
    assert (nowhere.returncode, nowhere.stderr) == (2, "There is no folder /no/such/folder.\n")
    inside = filled.run("backup", filled.data_dir / "files" / "out.tar.gz")
    assert inside.returncode == 2
    assert "among the files that are backed up" in inside.stderr
