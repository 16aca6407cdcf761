"""Pages of vendors, their proposals and the portal, for the list of all pages."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from tests.browser.pages import Page, World
from tests.factories.vendor_portal import make_document, make_portal_link
from tests.factories.vendors import make_evaluation, make_proposal
from vendors.models import PortalDocument, PortalLink, Proposal, Vendor, VendorContact
from vendors.operations.handing_in import hand_in


def _proposal(world: World) -> Proposal:
    """Handed in under a private link, with a question left open and documents of both kinds."""
    evaluation = make_evaluation(
        world.workspace,
        title="Reliability partner 2027",
        proposals=0,
        deadline_at=timezone.now() + timedelta(days=9),
        are_names_hidden=True,
    )
    for _ in range(3):
        make_proposal(evaluation, submitted_at=None)
    found: Proposal = evaluation.proposals.select_related("evaluation__workspace", "vendor").order_by("number")[0]
    found.answers.filter(criterion="S-1").update(text="")
    VendorContact.objects.create(vendor=found.vendor, name="Jo Park", email="jo@kestrel.example", role="Sales")
    link = make_portal_link(found)[0]
    document = make_document(found, criterion="F-1", title="Case study of the payments project")
    for title, is_price in (("Certificate", False), ("Offer with day rates", True)):
        PortalDocument.objects.create(proposal=found, file=document.file, title=title, is_price=is_price)
    hand_in(link=PortalLink.objects.select_related("proposal__evaluation__workspace").get(pk=link.pk))
    return found


def _at(name: str, **more: str) -> Page:
    def reach(world: World) -> str:
        found = _proposal(world)
        return world.at(name, evaluation_code=found.evaluation.code, proposal_code=found.code, **more)

    return Page(name.replace("_", " "), reach, Role.OWNER)


def _list(world: World) -> str:
    return world.at("proposal_list", evaluation_code=_proposal(world).evaluation.code)


def _form(world: World) -> str:
    return world.at("proposal_create", evaluation_code=_proposal(world).evaluation.code)


def _vendors(world: World) -> str:
    _proposal(world)
    return world.at("vendor_list")


def _vendor(world: World) -> str:
    return world.at("vendor_detail", vendor_code=_proposal(world).vendor.code)


def _portal(name: str, *more: int) -> Page:
    def reach(world: World) -> str:
        return reverse(name, args=[make_portal_link(_proposal(world))[1], *more])

    return Page(name.replace("_", " "), reach)


def _long_name(world: World) -> str:
    """A portal of a vendor whose name is wider than a phone."""
    found = _proposal(world)
    Vendor.objects.filter(pk=found.vendor_id).update(name="Windermere Reliability & Platform Engineering Partnership")
    return reverse("portal_detail", args=[make_portal_link(found)[1]])


VENDOR_PORTAL_PAGES = [
    Page("vendors", _vendors, Role.OWNER),
    Page("vendor", _vendor, Role.OWNER),
    Page("proposals", _list, Role.OWNER),
    Page("new proposal", _form, Role.OWNER),
    _at("proposal_detail"),
    _at("proposal_settings"),
    _at("proposal_answer", criterion="F-1"),
    _at("proposal_withdraw"),
    _at("proposal_document_create"),
    _portal("portal_detail"),
    _portal("portal_section", 1),
    _portal("portal_document_list"),
    _portal("portal_hand_in"),
    _portal("portal_receipt", 1),
    Page("portal of a vendor with a long name", _long_name),
    Page("portal of nobody", lambda world: reverse("portal_detail", args=["no-such"]), status=404),
]
