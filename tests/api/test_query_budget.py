"""No list asks the database more than eight times, nor more often because it is longer."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from tests.api.client import ApiClient, at
from tests.api.endpoint_kinds import Appointed, Endpoint
from tests.api.endpoints import ENDPOINTS
from tests.api.lists import LISTS, SINGLE
from tests.factories.accounts import make_workspace, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MOST_QUERIES = 8
MANY = 100


def is_paged(address: str) -> bool:
    endpoint: Any = resolve(address).func
    return endpoint.actions["get"] not in endpoint.cls.unpaged


def queries(client: ApiClient, address: str) -> int:
    client.get(address)  # what is found out once and kept
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return len(seen)


def test_every_list_is_filled_somewhere() -> None:
    """What answers GET is a list that is filled here, or says in SINGLE that it is none."""
    lines = ENDPOINTS.items()
    reading = {name for name, each in lines if isinstance(each, Endpoint) and "GET" in {*each.methods, *each.appointed}}
    reading |= {
        name for name, each in lines if isinstance(each, Appointed) and (each.is_read_by_all or "GET" in each.methods)
    }
    assert reading == set(LISTS) | SINGLE


@pytest.mark.parametrize("name", sorted(LISTS))
def test_list_asks_as_often_at_one_row_as_at_a_hundred(name: str) -> None:
    workspace = make_workspace()
    client = ApiClient(owner_of(workspace))
    codes, add = LISTS[name](workspace)
    address = at(name.removeprefix("api_"), *codes)
    if is_paged(address):
        address += "?limit=200"
    add()
    at_one = queries(client, address)
    for _ in range(MANY - 1):
        add()
    assert queries(client, address) == at_one <= MOST_QUERIES
