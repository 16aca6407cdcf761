from pathlib import Path

import pytest
from pytest_django import Settings

import tests.jobs.handlers  # noqa: F401  (registers the work that the tests start)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The keys that were handed to the broker."""
    keys: list[int] = []

    def keep(pk: int) -> bool:
        keys.append(pk)
        return True

    monkeypatch.setattr("jobs.messages.send", keep)
    return keys


@pytest.fixture(autouse=True)
def private_files(settings: Settings, tmp_path: Path) -> Path:
    """The files of each test in a folder of its own, so that a test can say what is in it."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"
