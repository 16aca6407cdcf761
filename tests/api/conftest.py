from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator


@pytest.fixture(scope="session")
def contract() -> dict[str, Any]:
    """As the code has it; whoever changes it takes a copy."""
    GENERATOR_STATS.reset()
    made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    assert not GENERATOR_STATS, "The contract cannot be made without warnings: ./rungs contract"
    return made
