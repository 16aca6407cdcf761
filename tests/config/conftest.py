from pathlib import Path

import pytest

from tests.installations import Installation


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """Empty: no database tables, no files."""
    return Installation(tmp_path / "data")


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Shared by the tests of a module, so none of them may leave something behind."""
    made = Installation(tmp_path_factory.mktemp("migrated"))
    made.migrate()
    return made
