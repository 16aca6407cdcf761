"""Vendors, documents of proposals, and the private links under which vendors answer."""

from __future__ import annotations

from itertools import count
from typing import Any

from accounts.models import Workspace
from evidence.operations.files import store_file
from tests.factories.accounts import owner_of
from tests.factories.uploads import PDF, make_upload
from vendors.models import PortalLink, Proposal, ProposalDocument, Vendor
from vendors.operations.portal_links import make_link

_numbers = count(1)


def make_vendor(workspace: Workspace, **fields: Any) -> Vendor:
    values = {"name": f"Company {next(_numbers)}", **fields}
    return Vendor.objects.create(workspace=workspace, **values)


def make_document(proposal: Proposal, content: bytes = PDF, **fields: Any) -> ProposalDocument:
    """That somebody of the workspace added; with `uploaded_by` None it is the vendor's own."""
    workspace = proposal.evaluation.workspace
    owner = owner_of(workspace)
    stored = store_file(workspace=workspace, upload=make_upload(content), actor=owner)
    values = {"title": f"Document {next(_numbers)}", "uploaded_by": owner, **fields}
    return ProposalDocument.objects.create(proposal=proposal, file=stored, **values)


def make_portal_link(proposal: Proposal) -> tuple[PortalLink, str]:
    """With its secret."""
    actor = owner_of(proposal.evaluation.workspace)
    made = make_link(proposal=proposal, actor=actor, email="", address=lambda path: path)
    return made.link, made.address.strip("/").split("/")[-1]
