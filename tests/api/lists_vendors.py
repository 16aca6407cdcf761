"""Lines for tests/api/lists.py."""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import Workspace
from catalog.operations import pack_of
from catalog.queries import criteria_packs
from tests.api.endpoint_kinds import Filled
from tests.factories.accounts import make_member
from tests.factories.vendors import make_evaluation
from vendors.models import Evaluation, ModelVersion


def _evaluations(workspace: Workspace) -> Filled:
    before = make_evaluation(workspace, proposals=0, evaluators=0)

    def add() -> None:
        made = make_evaluation(workspace, proposals=0, evaluators=0, previous=before)
        Evaluation.objects.filter(pk=made.pk).update(moderator=make_member(workspace))

    return [workspace.code], add


def _versions(workspace: Workspace) -> Filled:
    evaluation = make_evaluation(workspace, proposals=0, evaluators=0)

    def add() -> None:
        number = evaluation.versions.count() + 1
        people = {name: make_member(workspace) for name in ("proposed_by", "locked_by")}
        said = {"state": "locked", "content_hash": "0" * 64, "pack": pack_of(criteria_packs()[0])}
        ModelVersion.objects.create(evaluation=evaluation, number=number, **people, **said)

    return [workspace.code, evaluation.code], add


VENDOR_LISTS: dict[str, Callable[[Workspace], Filled]] = {
    "api_evaluations": _evaluations,
    "api_model_versions": _versions,
}

SINGLE_IN_VENDORS = {
    "api_evaluation",
    "api_model_version",
    "api_model_group",
    "api_model_criterion",
    "api_model_gate",
    "api_weighting",
}
