"""docs/openapi.yaml is the contract as the code has it, whole and without a warning."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.validation import validate_schema

from accounts.api.serializers import WorkspaceSerializer
from core.rest.deprecation import NOTICE, Deprecated
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_workspace, owner_of
from tests.tree import ROOT

COMMITTED = Path(ROOT) / "docs" / "openapi.yaml"
METHODS = {"get", "post", "put", "patch", "delete"}


def operations(contract: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {**said, "address": address, "method": method}
        for address, methods in contract["paths"].items()
        for method, said in methods.items()
        if method in METHODS
    ]


def test_contract_is_that_of_the_code(contract: dict[str, Any]) -> None:
    now = OpenApiYamlRenderer().render(contract, renderer_context={}).decode()
    assert COMMITTED.read_text() == now, "Make it anew: ./rungs contract"


def test_contract_is_valid(contract: dict[str, Any]) -> None:
    assert contract["openapi"].startswith("3.1")
    validate_schema(yaml.safe_load(COMMITTED.read_text()))


def test_operations_have_ids_of_their_own(contract: dict[str, Any]) -> None:
    ids = [each["operationId"] for each in operations(contract)]
    assert sorted(set(ids)) == sorted(ids)
    assert [id_ for id_ in ids if not id_.isalnum()] == []


def test_tags_are_said_in_order(contract: dict[str, Any]) -> None:
    assert {tag for each in operations(contract) for tag in each["tags"]} == {said["name"] for said in contract["tags"]}


def test_deprecated_field_has_its_days(contract: dict[str, Any]) -> None:
    for name, schema in contract["components"]["schemas"].items():
        for field, said in schema.get("properties", {}).items():
            if said.get("deprecated"):
                since, sunset = (date.fromisoformat(said[day]) for day in ("x-deprecated-since", "x-sunset"))
                assert sunset - since >= NOTICE, f"{name}.{field}"


def test_contract_says_what_is_deprecated(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Deprecated(date(2026, 12, 1), date(2028, 1, 1), "read `accent`.")
    monkeypatch.setattr(WorkspaceSerializer, "deprecated", {"locale": gone})
    field = SchemaGenerator().get_schema(request=None, public=True)["components"]["schemas"]["Workspace"]["properties"]
    assert (field["locale"]["deprecated"], field["locale"]["x-sunset"]) == (True, "2028-01-01")
    assert "deprecated" not in field["accent"]


@pytest.mark.django_db
def test_answer_with_a_deprecated_field_says_until_when(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Deprecated(date(2026, 12, 1), date(2028, 1, 1), "read `accent`.")
    monkeypatch.setattr(WorkspaceSerializer, "deprecated", {"locale": gone})
    workspace = make_workspace()
    client = ApiClient(owner_of(workspace))
    for address in (at("workspace", workspace.code), at("workspaces")):
        answer = client.get(address)
        assert (answer["Deprecation"], answer["Sunset"]) == ("@1796083200", "Sat, 01 Jan 2028 00:00:00 GMT")
        assert "Sunset" not in client.get(f"{address}?fields=code")


def test_every_operation_says_what_goes_wrong(contract: dict[str, Any]) -> None:
    for each in operations(contract):
        wanted = {"401", "429", "500"} | ({"404"} if "{" in each["address"] else set())
        if "requestBody" in each:
            wanted |= {"400", "415", "422"}
        names = {said["name"] for said in each.get("parameters", [])}
        if "If-Match" in names:
            wanted |= {"412", "428"}
        if "Idempotency-Key" in names:
            wanted |= {"409", "422"}
        assert wanted <= set(each["responses"]), each["operationId"]
