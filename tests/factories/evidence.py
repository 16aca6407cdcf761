"""Stored evidence, for tests."""

from datetime import timedelta
from itertools import count
from typing import Any

from accounts.models import Workspace
from evidence.models import Evidence
from evidence.models.evidence import lapse_after
from evidence.operations.files import store_file
from tests.factories.accounts import owner_of
from tests.factories.uploads import PDF, make_upload

_numbers = count(1)


def make_stored_evidence(workspace: Workspace, *, days_old: int | None = 10, **fields: Any) -> Evidence:
    """A measurement that counts today; `days_old` is None for one without an observed day."""
    observed = None if days_old is None else workspace.today - timedelta(days=days_old)
    values = {
        "title": f"Evidence {next(_numbers)}",
        "evidence_class": "measurement",
        "reference": "Cupboard 3",
        "observed_date": observed,
        "validity_days": 180,
        **fields,
    }
    lapses = lapse_after(values["observed_date"], values["validity_days"])
    return Evidence.objects.create(workspace=workspace, lapses_date=lapses, **values)


def make_evidence_with_file(
    workspace: Workspace, content: bytes = PDF, name: str = "drill.pdf", **fields: Any
) -> Evidence:
    stored = store_file(workspace=workspace, upload=make_upload(content, name), actor=owner_of(workspace))
    return make_stored_evidence(workspace, **{"stored_file": stored, "reference": "", **fields})
