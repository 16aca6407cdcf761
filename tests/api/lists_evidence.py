"""How the lists of evidence are filled."""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import Workspace
from evidence.models import EvidenceVersion
from tests.api.endpoint_kinds import Filled
from tests.factories.accounts import make_member, owner_of
from tests.factories.assessments import cite, make_assessment
from tests.factories.evidence import make_evidence_with_file, make_stored_evidence


def _evidence(workspace: Workspace) -> Filled:
    assessment = make_assessment(workspace)

    def add() -> None:
        cite(
            assessment,
            0,
            make_evidence_with_file(workspace, owner=make_member(workspace), added_by=owner_of(workspace)),
        )

    return [workspace.code], add


def _versions(workspace: Workspace) -> Filled:
    evidence = make_stored_evidence(workspace)

    def add() -> None:
        number, stored = evidence.versions.count() + 1, make_evidence_with_file(workspace).stored_file
        by = make_member(workspace)
        EvidenceVersion.objects.create(evidence=evidence, number=number, stored_file=stored, replaced_by=by)

    return [workspace.code, evidence.code], add


EVIDENCE_LISTS: dict[str, Callable[[Workspace], Filled]] = {
    "api_evidence_register": _evidence,
    "api_evidence_versions": _versions,
}

SINGLE_IN_EVIDENCE = {"api_evidence", "api_evidence_file"}
