"""Every body and every answer in the contract has an example, which is one."""

from __future__ import annotations

from typing import Any

import pytest

from core.rest.examples import operations_in, shown_by
from core.rest.problems import KINDS, MEDIA_TYPE
from tests.api.examples import Retold, faults, strict

SAY = "Call it in a test of the API; then python tests/examples.py tests/<app>/api and ./rungs contract:"


def test_bodies_and_answers_have_examples_that_fit(contract: dict[str, Any]) -> None:
    exact = strict(contract)
    wrong = {
        f"{operation['operationId']} {part}": faults(exact, holds, holds.get("example"))
        for operation in operations_in(exact)
        for part, holds in shown_by(operation).items()
    }
    lines = [f"{name}: {found[:3]}" for name, found in wrong.items() if found]
    assert not lines, "\n".join([SAY, *lines])


def test_problems_have_examples_that_fit(contract: dict[str, Any]) -> None:
    for kind in KINDS.values():
        holds = contract["components"]["responses"][kind.name]["content"][MEDIA_TYPE]
        assert faults(contract, holds, holds["example"]) == []
        assert (holds["example"]["status"], holds["example"]["type"]) == (kind.status, kind.uri)


def test_example_with_a_field_that_is_gone_fits_no_more() -> None:
    contract = strict({"components": {"schemas": {"Thing": {"type": "object", "properties": {"code": {}}}}}})
    holds = {"schema": {"$ref": "#/components/schemas/Thing"}}
    assert faults(contract, holds, {"code": "x"}) == []
    assert faults(contract, holds, {"code": "x", "gone": "y"}) != []
    assert faults(contract, holds, None) != []


@pytest.mark.parametrize(
    ("said", "retold"),
    [
        ("Person 4711", "Ada Lovelace"),
        ("person-4711@example.com", "ada.lovelace@example.com"),
        ("Workspace 12", "Meridian Freight"),
        (["a", "b", "c"], ["a", "b"]),
        ("http://testserver/api/v1/docs", "https://rungs.example.com/api/v1/docs"),
    ],
)
def test_call_is_told_without_what_is_the_tests_own(said: Any, retold: Any) -> None:
    assert Retold(frozenset()).value(said) == retold


def test_codes_and_secrets_are_made_up() -> None:
    told = Retold(frozenset({"secret"})).value(
        {"secret": "whsec_aGVsbG8/d29ybGQ=", "code": "bcdfghjkmn", "of": "bcdfghjkmn"}
    )
    assert "aGVsbG8" not in told["secret"]
    assert told["code"] == told["of"] != "bcdfghjkmn"
