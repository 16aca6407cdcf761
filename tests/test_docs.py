"""The documented formats are those that the product reads and writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

DOCS = Path(__file__).parent.parent / "docs"


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DOCS / name).read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("name", ["answers.schema.json", "results.schema.json"])
def test_schemas_are_sound(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
