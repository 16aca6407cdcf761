"""Made-up calls of every operation, a few of each and the same in every run. For many, of every role:

RUNGS_FUZZ_EXAMPLES=200 python -m pytest tests/api/test_fuzzing.py
"""

from __future__ import annotations

import os
from typing import Any

import pytest
import yaml
from schemathesis import GenerationMode

from accounts.domain.roles import Role
from tests.api.client import ApiClient
from tests.api.fuzzing import ask, codes_in, operations
from tests.api.test_contract import COMMITTED
from tests.factories.accounts import make_member, make_workspace, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FEW = 3
EXAMPLES = int(os.environ.get("RUNGS_FUZZ_EXAMPLES", FEW))
OPERATIONS = {
    operation.definition.raw["operationId"]: operation
    for operation in operations(yaml.load(COMMITTED.read_text(), yaml.CSafeLoader))
}


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_operation_keeps_to_the_contract(name: str) -> None:
    operation: Any = OPERATIONS[name]
    workspace = make_workspace()
    codes = codes_in(operation.path, workspace)
    for role in Role if EXAMPLES > FEW else (Role.VIEWER, Role.OWNER):
        person = owner_of(workspace) if role == Role.OWNER else make_member(workspace, role)
        headers = {**ApiClient(person).headers, "Accept-Encoding": "identity"}
        for mode in GenerationMode:
            ask(
                operation,
                headers=headers,
                codes=codes,
                mode=mode,
                examples=EXAMPLES,
            )
