"""`./rungs` up to where Python takes over. The Python here is a stand-in that prints how it was started."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tree import ROOT

# `-c` is how the script looks for the system libraries; LIBRARIES decides what it finds.
STAND_IN = """#!/bin/sh
case $1 in
    -V) echo "Python 3.13.0" ;;
    -c) exit "${LIBRARIES:-0}" ;;
    *) pwd; printf '%s\\n' "$@" "bytecode=${PYTHONDONTWRITEBYTECODE-written}" ;;
esac
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """An environment that is up to date, by its stamps."""
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(STAND_IN)
    python.chmod(0o755)
    locks = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]
    for name, stamped in {".rungs-runtime": locks[:1], ".rungs-dev": locks}.items():
        content = b"".join(lock.read_bytes() for lock in stamped)
        checksum = subprocess.run(["cksum"], input=content, capture_output=True, check=True).stdout.decode()
        (tmp_path / "venv" / name).write_text(f"Python 3.13.0 {checksum}")
    return tmp_path / "venv"


@pytest.fixture
def rungs(venv: Path, tmp_path: Path) -> Run:
    """Run by somebody who is not root and has apt-get, from a folder of their own."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, script in {"id": "echo 1000", "apt-get": "exit 1"}.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    usual = {"RUNGS_VENV": str(venv), "PATH": f"{programs}:{os.environ['PATH']}"}

    def run(*arguments: str, script: Path = ROOT / "rungs", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [script, *arguments],
            cwd=tmp_path,
            env={**os.environ, **usual, **environment},
            capture_output=True,
            text=True,
        )

    return run


def test_command_runs_in_the_folder_of_the_caller(rungs: Run, tmp_path: Path) -> None:
    done = rungs("check", "one file", PYTHONDONTWRITEBYTECODE="1")
    assert done.stdout.splitlines() == [
        str(tmp_path),
        str(ROOT / "manage.py"),
        "check",
        "one file",
        "bytecode=written",
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_symbolic_links_lead_to_the_tree(rungs: Run, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "first").symlink_to(ROOT / "rungs")
    (tmp_path / "second").symlink_to("links/first")
    assert str(ROOT / "manage.py") in rungs("check", script=tmp_path / "second").stdout


def test_no_command_shows_what_there_is(rungs: Run) -> None:
    said = rungs().stdout
    assert said.startswith("usage: rungs COMMAND")
    listed = [
        name
        for names in re.findall(r"^  ((?:[a-z]+, )*[a-z]+)(?:  |$)", said, re.MULTILINE)
        for name in names.split(", ")
    ]
    ours = {path.stem for path in ROOT.glob("*/management/commands/[a-z]*.py")}
    assert sorted(listed) == sorted(ours - {"createsuperuser"} | {"test"})


def test_tests_are_run_by_their_own_program(rungs: Run) -> None:
    assert rungs("test", "-x").stdout.splitlines()[1:3] == [str(ROOT / "tests" / "run.py"), "-x"]


@pytest.mark.parametrize("command", [["demo"], ["test"], ["assess", "answers.yaml"]])
def test_missing_pdf_libraries_are_one_sentence(rungs: Run, command: list[str]) -> None:
    done = rungs(*command, LIBRARIES="1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "rungs: PDFs need system libraries that are missing here, install them with: "
        "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    )


@pytest.mark.parametrize(
    "command",
    [["assess", "answers.yaml", "--no-pdf"], ["assess", "--help"], ["check"], ["serve"], ["worker"], ["backup", "out"]],
)
def test_pdf_libraries_are_asked_for_only_by_what_makes_pdfs(rungs: Run, command: list[str]) -> None:
    assert rungs(*command, LIBRARIES="1").returncode == 0


def test_python_that_does_not_fit_is_one_sentence(rungs: Run, tmp_path: Path) -> None:
    done = rungs("check", RUNGS_VENV=str(tmp_path / "new"), RUNGS_PYTHON="/bin/false")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "rungs: RUNGS_PYTHON=/bin/false is not a Python 3.12, 3.13 or 3.14 that starts.\n"
    assert not (tmp_path / "new").exists()


def test_environment_without_its_last_stamp_is_made_anew(rungs: Run, venv: Path) -> None:
    """Half-made or from an older lock: both show in the stamp, so a new start goes and looks for a Python."""
    (venv / ".rungs-runtime").write_text("Python 3.13.0 of another lock\n")
    assert "RUNGS_PYTHON=/bin/false" in rungs("check", RUNGS_PYTHON="/bin/false").stderr
