from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.installations import Installation

type NewInstallation = Callable[[], Installation]


@pytest.fixture
def new_installation(tmp_path: Path) -> NewInstallation:
    """Empty places, as many as one asks for."""
    made: list[Installation] = []

    def make() -> Installation:
        made.append(Installation(tmp_path / f"place-{len(made)}"))
        return made[-1]

    return make


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    """The uploaded files of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.DATA_DIR = tmp_path
    return tmp_path / "files"
