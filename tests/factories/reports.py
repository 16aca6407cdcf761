"""Presets and reports for tests."""

from itertools import count
from typing import Any

from accounts.models import Workspace
from reports.models import ReportPreset

_numbers = count(1)


def make_preset(workspace: Workspace, **fields: Any) -> ReportPreset:
    return ReportPreset.objects.create(workspace=workspace, **{"name": f"Preset {next(_numbers)}", **fields})
