"""Stored evidence, for tests."""

from datetime import timedelta
from itertools import count
from typing import Any

from accounts.models import Workspace
from evidence.models import Evidence
from evidence.models.evidence import lapse_after

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
