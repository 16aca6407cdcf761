"""Calls that somebody makes up who knows the contract only, checked against it: schemathesis, in this process.

Each call is taken back, so that the next one finds what the one before found. Path parameters are those of rows that
are there, made by the lines of tests/api/endpoints.py: a made-up code would be 404 and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import URLPattern, get_resolver
from django.urls.converters import get_converters
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.schemas import APIOperation

from accounts.domain.roles import Role
from accounts.models import Workspace
from tests.api.client import ApiClient, undone
from tests.api.endpoint_kinds import Appointed, Endpoint, Personal
from tests.api.endpoints import ENDPOINTS
from tests.factories.accounts import make_member, make_service_account, owner_of
from tests.test_routes import patterns

HANDLER = WSGIHandler()

LEFT_OUT = {
    "positive_data_acceptance": "a body can be right by its schema and name a phase that the roadmap does not have",
}
"""Checks of schemathesis that are not made, and why."""

CALLERS = (*(role.value for role in Role), "service", "read-only")
"""Every role, a service account with its token, and a token of an owner that reads only."""


def operations(contract: dict[str, Any]) -> Iterator[APIOperation[Any, Any, Any, Any]]:
    schema = schemathesis.openapi.from_dict(contract)
    schema.app = answered_whole
    refused = schema.config.checks.negative_data_rejection
    refused.expected_statuses = [*refused.expected_statuses, "412"]  # which is asked before the body is looked at
    for found in schema.get_all_operations():
        yield found.ok()  # type: ignore[union-attr]  # the contract is valid, says another test


def answered_whole(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Read to its end and closed, as a server does it: files would stay open otherwise."""
    answer = HANDLER(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


def checks() -> list[Any]:
    load_all_checks()
    return [CHECKS.get_one(name) for name in CHECKS.get_all_names() if name not in LEFT_OUT]


def codes_in(address: str, workspace: Workspace) -> dict[str, Any]:
    """For an address of the contract, such as /api/v1/workspaces/{workspace_code}, the codes of rows that are there."""
    line = _lines().get(address)
    if line is None:
        return {}
    if isinstance(line, Personal):
        return line.arguments(owner_of(workspace)) if line.arguments else {}
    return {"workspace_code": workspace.code, **(line.arguments(workspace) if line.arguments else {})}


def least_role(operation: Any) -> Role:
    """Who may just call it: whoever may do more finds the same behind the door, and others do not get there."""
    line = _lines().get(operation.path)
    wanted = line.methods.get(operation.method.upper()) if isinstance(line, Endpoint) else None
    return wanted or Role.OWNER


def caller(name: str, workspace: Workspace) -> ApiClient:
    """One of CALLERS."""
    match name:
        case "service":
            return ApiClient(make_service_account(workspace), workspace=workspace)
        case "read-only":
            return ApiClient(owner_of(workspace), is_read_only=True)
        case Role.OWNER:
            return ApiClient(owner_of(workspace))
    return ApiClient(make_member(workspace, Role(name)))


@cache
def _lines() -> dict[str, Endpoint | Appointed | Personal]:
    """Lines of tests/api/endpoints.py by the address in the contract."""
    found = ((route, pattern, ENDPOINTS.get(str(pattern.name))) for route, pattern in patterns(get_resolver()))
    return {
        _as_in_contract(route, pattern): line
        for route, pattern, line in found
        if isinstance(line, Endpoint | Appointed | Personal)
    }


def _as_in_contract(route: str, pattern: URLPattern) -> str:
    names = pattern.pattern.converters
    for name, converter in names.items():
        for kind in _names_of(converter):
            route = route.replace(f"<{kind}:{name}>", f"{{{name}}}")
    return f"/{route}"


def _names_of(converter: Any) -> list[str]:
    return [name for name, each in get_converters().items() if type(each) is type(converter)]


def ask(operation: Any, *, headers: dict[str, str], codes: dict[str, Any], mode: GenerationMode, examples: int) -> None:
    """Raises what schemathesis found, as a group of failures with the call that shows each."""

    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=codes or None))
    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def run(case: Any) -> None:
        with undone():
            case.call_and_validate(headers=headers, checks=checks())

    with connection_kept():
        run()


@contextmanager
def connection_kept() -> Iterator[None]:
    """A request that ends would close the connection, which here is the test's own."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
