"""Who may open which address of vendors, proposals and the portal; see tests/routes.py."""

from typing import Any

from accounts.domain.roles import Role
from accounts.models import Workspace
from core.codes import new_code
from tests.factories.vendor_portal import make_document, make_portal_link, make_vendor
from tests.factories.vendors import make_evaluation
from tests.route_kinds import Anyone, Appointed, Member
from vendors.domain.stages import Stage
from vendors.models import Proposal, VendorContact


def _evaluation(workspace: Workspace) -> dict[str, Any]:
    return {"evaluation_code": make_evaluation(workspace).code}


def _vendor(workspace: Workspace) -> dict[str, Any]:
    return {"vendor_code": make_vendor(workspace).code}


def _contact(workspace: Workspace) -> dict[str, Any]:
    contact = VendorContact.objects.create(vendor=make_vendor(workspace), name="Jo Park")
    return {"vendor_code": contact.vendor.code, "contact_code": contact.code}


def _proposal(workspace: Workspace, **fields: Any) -> dict[str, Any]:
    proposal = _first_proposal(workspace, **fields)
    return {"evaluation_code": proposal.evaluation.code, "proposal_code": proposal.code}


def _first_proposal(workspace: Workspace, **fields: Any) -> Proposal:
    found: Proposal = make_evaluation(workspace, **fields).proposals.get(number=1)
    return found


def _locked_proposal(workspace: Workspace) -> dict[str, Any]:
    return _proposal(workspace, stage=Stage.LOCKED)


def _answer(workspace: Workspace) -> dict[str, Any]:
    return {**_proposal(workspace), "criterion": "F-1"}


def _document(workspace: Workspace, stage: Stage = Stage.DRAFT) -> dict[str, Any]:
    proposal = _first_proposal(workspace, stage=stage)
    document = make_document(proposal)
    arguments = {"evaluation_code": proposal.evaluation.code, "proposal_code": proposal.code}
    return {**arguments, "document_code": document.code}


def _locked_document(workspace: Workspace) -> dict[str, Any]:
    return _document(workspace, Stage.LOCKED)


def _link(workspace: Workspace) -> dict[str, Any]:
    proposal = _first_proposal(workspace)
    link = make_portal_link(proposal)[0]
    arguments = {"evaluation_code": proposal.evaluation.code, "proposal_code": proposal.code}
    return {**arguments, "link_code": link.code}


def _portal(status: int = 404, **arguments: Any) -> Anyone:
    return Anyone(status, lambda workspace: {"secret": "no-such", **arguments})


PROPOSAL_ROUTES: dict[str, Anyone | Appointed | Member] = {
    "vendor_list": Member(Role.EDITOR),
    "vendor_create": Member(Role.EDITOR),
    "vendor_detail": Member(Role.EDITOR, _vendor),
    "vendor_settings": Member(Role.EDITOR, _vendor),
    "vendor_delete": Member(Role.EDITOR, _vendor),
    "vendor_contact_create": Member(Role.EDITOR, _vendor),
    "vendor_contact_change": Member(Role.EDITOR, _contact),
    "vendor_contact_delete": Member(Role.EDITOR, _contact, post_only=True),
    "vendor_contact_restore": Member(Role.EDITOR, _contact, post_only=True),
    "proposal_list": Member(arguments=_evaluation),
    "proposal_create": Appointed(_evaluation),
    "proposal_detail": Member(arguments=_locked_proposal),
    "proposal_settings": Appointed(_proposal),
    "proposal_answer": Appointed(_answer),
    "proposal_withdraw": Appointed(_proposal),
    "proposal_reinstate": Appointed(_proposal, post_only=True),
    "proposal_delete": Appointed(_proposal, post_only=True),
    "proposal_restore": Appointed(_proposal, post_only=True),
    "proposal_document_create": Appointed(_proposal),
    "proposal_document_file": Member(arguments=_locked_document),
    "proposal_document_delete": Appointed(_document, post_only=True),
    "proposal_document_restore": Appointed(_document, post_only=True),
    "proposal_link_create": Appointed(_proposal, post_only=True),
    "proposal_link_revoke": Appointed(_link, post_only=True),
    "proposal_link_restore": Appointed(_link, post_only=True),
    "portal_detail": _portal(),
    "portal_section": _portal(number=1),
    "portal_document_list": _portal(),
    "portal_document_file": _portal(document_code=new_code()),
    "portal_document_delete": _portal(405, document_code=new_code()),
    "portal_document_restore": _portal(405, document_code=new_code()),
    "portal_hand_in": _portal(),
    "portal_receipt": _portal(number=1),
    "portal_receipt_file": _portal(number=1),
}
