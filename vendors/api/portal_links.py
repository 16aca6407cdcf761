"""Private links under which vendors answer, as the moderator makes and revokes them."""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.core.ratelimit import consume
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.addresses import full_address
from core.rest.bodies import FromForm
from core.rest.problems import TOO_MANY, Problem
from vendors.api.proposal_serializers import MadeLinkSerializer, PortalLinkSerializer
from vendors.api.proposals import ProposalDoor
from vendors.forms.proposals import LinkForm
from vendors.models import PortalLink, Proposal
from vendors.operations.portal_links import make_link, restore_link, revoke_link
from vendors.queries.proposals import links_of


class PortalLinkViewSet(ProposalDoor):
    noun = "ProposalLink"
    serializer_class = PortalLinkSerializer
    bodies = {"create": FromForm(LinkForm, name="ProposalLink")}
    moderated = frozenset({"list", "create", "revoke", "restore"})
    unpaged = frozenset({"list"})
    answers = {"create": MadeLinkSerializer}
    also_answers = {"list": (403,)}
    secrets = frozenset({"address"})
    proposal: Proposal

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.proposal = self.get_proposal()

    def list(self, request: Request, **place: Any) -> Response:
        """List the private links that work, as the moderator, without their secrets."""
        return self.show_all(links_of(self.proposal))

    def create(self, request: Request, **place: Any) -> Response:
        """Make a private link for the vendor, and mail it where an address is given.

        The link is told this once.
        """
        form, asked = self.form(lambda data, files: LinkForm(data)), request._request
        email = form.cleaned_data["email"]
        if email and not consume(asked, action="portal_mail", key=email.lower(), user=self.actor):
            raise Problem(TOO_MANY, _("Too much mail in a short time. Wait a while, then try again."))
        address = partial(full_address, request=asked)
        made = make_link(proposal=self.proposal, actor=self.actor, email=email, address=address)
        return self.made(made, reverse("api_proposal_links", args=self.here(self.proposal.code)))

    def revoke(self, request: Request, **place: Any) -> Response:
        """Let a link lead nowhere any more. What the vendor wrote stays."""
        revoke_link(link=self._link(), actor=self.actor)
        return self.show(self._link())

    def restore(self, request: Request, **place: Any) -> Response:
        """Let the same link work again, within an hour."""
        restore_link(link=self._link(), actor=self.actor)
        return self.show(self._link())

    def _link(self) -> PortalLink:
        link: PortalLink = PortalLink.objects.select_related("made_by").get(
            proposal=self.proposal, code=self.kwargs["link_code"]
        )
        link.proposal = self.proposal
        return link
