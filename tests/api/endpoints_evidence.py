"""Who may call which endpoint of evidence."""

from __future__ import annotations

from typing import Any

from accounts.models import Workspace
from tests.api.endpoint_kinds import CONTRIBUTOR, EDITOR, VIEWER, Appointed, Endpoint, Open, Personal
from tests.factories.evidence import make_evidence_with_file, make_stored_evidence


def _evidence(workspace: Workspace) -> dict[str, Any]:
    return {"code": make_stored_evidence(workspace).code}


def _file(workspace: Workspace) -> dict[str, Any]:
    evidence = make_evidence_with_file(workspace)
    assert evidence.stored_file
    return {"code": evidence.code, "file_code": evidence.stored_file.code}


EVIDENCE: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_evidence_register": Endpoint(get=VIEWER, post=CONTRIBUTOR),
    "api_evidence": Endpoint(_evidence, get=VIEWER, patch=CONTRIBUTOR, delete=EDITOR),
    "api_evidence_replace": Endpoint(_evidence, post=CONTRIBUTOR),
    "api_evidence_restore": Endpoint(_evidence, post=EDITOR),
    "api_evidence_versions": Endpoint(_evidence, get=VIEWER),
    "api_evidence_file": Endpoint(_file, get=VIEWER),
}
