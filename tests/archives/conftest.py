from collections.abc import Callable
from pathlib import Path

import pytest

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
