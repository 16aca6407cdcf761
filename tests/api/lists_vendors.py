"""Lines for tests/api/lists.py."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from django.utils import timezone

from accounts.models import Workspace
from catalog.operations import pack_of
from catalog.queries import criteria_packs
from tests.api.endpoint_kinds import Filled
from tests.factories.accounts import make_member, owner_of
from tests.factories.vendor_portal import make_vendor
from tests.factories.vendors import (
    add_evaluator,
    declare,
    make_evaluation,
    make_offer,
    make_proposal,
    make_vendor_import,
)
from vendors.domain.stages import Stage
from vendors.models import Evaluation, GateFinding, ModelVersion, PortalLink, VendorContact


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


def _vendors(workspace: Workspace) -> Filled:
    evaluation = make_evaluation(workspace, proposals=0, evaluators=0)
    return [workspace.code], lambda: make_proposal(evaluation)


def _contacts(workspace: Workspace) -> Filled:
    vendor = make_vendor(workspace)
    return [workspace.code, vendor.code], lambda: VendorContact.objects.create(vendor=vendor, name="Jo Park")


def _participants(workspace: Workspace) -> Filled:
    evaluation = make_evaluation(workspace, proposals=1, evaluators=0)
    proposal = evaluation.proposals.all()[0]
    return [workspace.code, evaluation.code], lambda: declare(add_evaluator(evaluation), proposal, "A friend.")


def _conflicts(workspace: Workspace) -> Filled:
    """With other vendors each."""
    evaluation = make_evaluation(workspace, proposals=0, evaluators=0)

    def add() -> None:
        declare(add_evaluator(evaluation), make_proposal(evaluation), "A friend.")

    return [workspace.code, evaluation.code], add


def _interests(workspace: Workspace) -> Filled:
    evaluation = make_evaluation(workspace, proposals=0, evaluators=0)
    own = add_evaluator(evaluation, owner_of(workspace))
    return [workspace.code, evaluation.code], lambda: declare(own, make_proposal(evaluation), "A friend.")


def _proposals(workspace: Workspace) -> Filled:
    evaluation = make_evaluation(workspace, proposals=0, evaluators=0)
    return [workspace.code, evaluation.code], lambda: make_proposal(evaluation)


def _findings(workspace: Workspace) -> Filled:
    """At one gate, of more and more proposals."""
    evaluation = make_evaluation(workspace, stage=Stage.LOCKED, evaluators=0)

    def add() -> None:
        said = {"note": "Not there.", "found_by": make_member(workspace), "waived_by": make_member(workspace)}
        waiver = {"waiver_reason": "It comes in May.", "waiver_expires_date": workspace.today}
        proposal = make_proposal(evaluation)
        GateFinding.objects.create(proposal=proposal, gate="G-1", is_met=False, **said, **waiver)

    return [workspace.code, evaluation.code], add


def _prices(workspace: Workspace) -> Filled:
    evaluation = make_evaluation(workspace, stage=Stage.LOCKED, proposals=0, evaluators=0)
    return [workspace.code, evaluation.code], lambda: make_offer(
        make_proposal(evaluation), entered_by=make_member(workspace)
    )


def _imports(workspace: Workspace) -> Filled:
    evaluation = make_evaluation(workspace, proposals=0, evaluators=0)
    owner, now = owner_of(workspace), timezone.now()
    return [workspace.code, evaluation.code], lambda: make_vendor_import(evaluation, owner, applied_at=now)


def _links(workspace: Workspace) -> Filled:
    proposal = make_proposal(make_evaluation(workspace, proposals=0, evaluators=0))
    hashes = count(1)

    def add() -> None:
        said = {"secret_hash": f"{next(hashes):064}", "made_by": make_member(workspace)}
        PortalLink.objects.create(proposal=proposal, **said)

    return [workspace.code, proposal.evaluation.code, proposal.code], add


VENDOR_LISTS: dict[str, Callable[[Workspace], Filled]] = {
    "api_evaluations": _evaluations,
    "api_model_versions": _versions,
    "api_proposals": _proposals,
    "api_proposal_links": _links,
    "api_vendors": _vendors,
    "api_vendor_contacts": _contacts,
    "api_participants": _participants,
    "api_conflicts": _conflicts,
    "api_gate_findings": _findings,
    "api_prices": _prices,
    "api_evaluation_imports": _imports,
    "api_interests": _interests,
}

SINGLE_IN_VENDORS = {
    "api_evaluation",
    "api_model_version",
    "api_model_group",
    "api_model_criterion",
    "api_model_gate",
    "api_weighting",
    "api_proposal",
    "api_proposal_document",
    "api_proposal_document_file",
    "api_sheet",
    "api_score",
    "api_consensus",
    "api_consensus_opening",
    "api_consensus_criterion",
    "api_agreed_score",
    "api_gate_finding",
    "api_price",
    "api_terms",
    "api_outcome",
    "api_evaluation_decision",
    "api_appraisal",
    "api_evaluation_import",
    "api_evaluation_change",
    "api_vendor",
    "api_vendor_contact",
    "api_participant",
}
