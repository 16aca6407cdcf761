"""Made-up calls of every operation, right and wrong ones, a few of each and the same in every run.

Here each is called as whoever may just do it; tests/fuzz.py calls it as everybody, and many times.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
import yaml
from schemathesis import GenerationMode

from tests.api.client import ApiClient
from tests.api.fuzzing import CALLERS, ask, caller, codes_in, least_role, operations
from tests.api.test_contract import COMMITTED
from tests.factories.accounts import make_workspace

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FEW = 2
MANY = int(os.environ.get("RUNGS_FUZZ_EXAMPLES", 0))
OPERATIONS = {
    operation.definition.raw["operationId"]: operation
    for operation in operations(yaml.load(COMMITTED.read_text(), yaml.CSafeLoader))
}


@pytest.mark.parametrize("who", CALLERS if MANY else [""])
@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_operation_keeps_to_the_contract(name: str, who: str) -> None:
    operation: Any = OPERATIONS[name]
    workspace = make_workspace()
    calling: ApiClient = caller(who or least_role(operation), workspace)
    codes = codes_in(operation.path, workspace)
    headers = {**calling.headers, "Accept-Encoding": "identity"}
    for mode in GenerationMode:
        ask(operation, headers=headers, codes=codes, mode=mode, examples=MANY or FEW)
