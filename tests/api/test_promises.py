"""What was promised of the API is kept, or was taken back on a day that is written down."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from core.rest.promises import Kept, broken_promises, promises_of, read_promises

CONTRACT: dict[str, Any] = {
    "paths": {
        "/things": {
            "post": {
                "operationId": "createThing",
                "parameters": [{"name": "dry", "in": "query", "schema": {"type": "string", "enum": ["yes", "no"]}}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}}},
                "responses": {
                    "201": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                    "409": {"$ref": "#/components/responses/conflict"},
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Body": {"properties": {"title": {"type": "string"}, "size": {"type": "integer"}}, "required": ["title"]},
            "Thing": {
                "properties": {
                    "code": {"type": "string"},
                    "state": {"type": "string", "enum": ["open", "done"]},
                    "links": {"type": "array", "items": {"type": "object", "properties": {"url": {"type": "string"}}}},
                },
                "required": ["code"],
            },
        }
    },
}
POST = CONTRACT["paths"]["/things"]["post"]


def schemas(contract: dict[str, Any]) -> Any:
    return contract["components"]["schemas"]


def post(contract: dict[str, Any]) -> Any:
    return contract["paths"]["/things"]["post"]


BREAKS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "createThing: POST /things": lambda made: made["paths"].update({"/others": made["paths"].pop("/things")}),
    "answers createThing: 409": lambda made: post(made)["responses"].pop("409"),
    "takes createThing: query dry string": lambda made: post(made)["parameters"].clear(),
    "takes createThing: dry = no": lambda made: post(made)["parameters"][0]["schema"]["enum"].pop(),
    "needs createThing: query dry": lambda made: post(made)["parameters"][0].update(required=True),
    "takes Body: size integer": lambda made: schemas(made)["Body"]["properties"].pop("size"),
    "needs Body: size": lambda made: schemas(made)["Body"]["required"].append("size"),
    "shows Thing: code string": lambda made: schemas(made)["Thing"]["properties"]["code"].update(type="integer"),
    "shows Thing: always code": lambda made: schemas(made)["Thing"]["required"].clear(),
    "shows Thing: state = done": lambda made: schemas(made)["Thing"]["properties"]["state"]["enum"].pop(),
    "shows Thing.links: url string": lambda made: schemas(made)["Thing"]["properties"]["links"]["items"].clear(),
}
ADDITIONS: list[Callable[[dict[str, Any]], Any]] = [
    lambda made: made["paths"].update({"/others": {"get": {"operationId": "listOthers", "responses": {"200": {}}}}}),
    lambda made: schemas(made)["Body"]["properties"].update(note={"type": "string"}),
    lambda made: schemas(made)["Body"]["properties"]["size"].update(type=["integer", "null"]),
    lambda made: schemas(made)["Body"]["required"].clear(),
    lambda made: schemas(made)["Thing"]["properties"].update(note={"type": "string"}),
    lambda made: schemas(made)["Thing"]["properties"]["state"]["enum"].append("dropped"),
]


@pytest.mark.parametrize("line", BREAKS)
def test_break_is_found(line: str) -> None:
    changed = deepcopy(CONTRACT)
    BREAKS[line](changed)
    assert line in broken_promises(changed, Kept(promises_of(CONTRACT), {}))
    assert line not in broken_promises(changed, Kept(promises_of(CONTRACT), {line: "2027-12-01"}))


@pytest.mark.parametrize("add", ADDITIONS)
def test_addition_is_none(add: Callable[[dict[str, Any]], Any]) -> None:
    changed = deepcopy(CONTRACT)
    add(changed)
    assert changed != CONTRACT
    assert broken_promises(changed, Kept(promises_of(CONTRACT), {})) == []


def test_contract_keeps_what_was_promised(contract: dict[str, Any]) -> None:
    kept, now = read_promises(), promises_of(contract)
    assert broken_promises(contract, kept) == [], "See core/rest/promises.py."
    assert now <= kept.lines | set(kept.taken_back), "Write down what is new: ./rungs contract"


def test_what_was_taken_back_is_gone_and_has_its_day(contract: dict[str, Any]) -> None:
    taken_back = read_promises().taken_back
    assert all(date.fromisoformat(day) for day in taken_back.values())
    assert not promises_of(contract) & {line for line in taken_back if not line.startswith("needs ")}
