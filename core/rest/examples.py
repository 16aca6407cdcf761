"""Examples in the contract: what tests of the API sent and were told, which tests/examples.py writes down."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from core.rest.problems import MEDIA_TYPE


def examples_path() -> Path:
    return Path(settings.BASE_DIR) / "docs" / "openapi-examples.json"


def add_examples(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Puts them where they belong. Lists in them have two rows at most; codes, names and times are made up."""
    known = json.loads(examples_path().read_text(encoding="utf-8"))
    for operation in operations_in(result):
        example = known.get(operation["operationId"], {})
        for part, holds in shown_by(operation).items():
            if part in example:
                holds["example"] = example[part]
    for name, answer in result["components"]["responses"].items():
        if name in known:
            answer["content"][MEDIA_TYPE]["example"] = known[name]["answer"]
    return result


def operations_in(contract: dict[str, Any]) -> list[dict[str, Any]]:
    return [said for methods in contract["paths"].values() for said in methods.values() if "operationId" in said]


def shown_by(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What of an operation has an example, by "request" and "answer": bodies with a schema, files alone have none."""
    success = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
    found = {"request": operation.get("requestBody", {}), "answer": success}
    held: dict[str, Any] = {part: next(iter(each.get("content", {}).values()), {}) for part, each in found.items()}
    return {part: each for part, each in held.items() if "$ref" in str(each.get("schema"))}
