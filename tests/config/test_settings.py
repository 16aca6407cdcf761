"""The settings as a process gets them: each test is a start of its own, with its own environment."""

import os
import subprocess
import sys
from pathlib import Path

from tests.tree import ROOT


def setting(name: str, **environment: str) -> str:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("RUNGS_", "DATABASE_"))}
    done = subprocess.run(
        [sys.executable, "-c", f"from config import settings; print(settings.{name})"],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.rstrip("\n")


def test_secret_key_has_no_default_outside_debug(tmp_path: Path) -> None:
    assert setting("SECRET_KEY", RUNGS_DATA_DIR=str(tmp_path)) == ""
    assert setting("SECRET_KEY", RUNGS_DATA_DIR=str(tmp_path), RUNGS_DEBUG="1") != ""


def test_debug_is_off_unless_it_is_switched_on(tmp_path: Path) -> None:
    assert setting("DEBUG", RUNGS_DATA_DIR=str(tmp_path)) == "False"


def test_data_folder_is_made_for_sqlite_only(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"
    setting("DATA_DIR", RUNGS_DATA_DIR=str(folder), DATABASE_URL="postgresql://db.example/rungs")
    assert not folder.exists()
    setting("DATA_DIR", RUNGS_DATA_DIR=str(folder))
    assert folder.is_dir()


def test_passwords_are_kept_with_argon2(tmp_path: Path) -> None:
    hashers = setting("PASSWORD_HASHERS", RUNGS_DATA_DIR=str(tmp_path))
    assert hashers == "['django.contrib.auth.hashers.Argon2PasswordHasher']"
