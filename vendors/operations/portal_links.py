"""Private addresses under which vendors answer: made, mailed, revoked and taken back."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations.activity import log_activity
from accounts.queries.invitations import hash_of
from core.mail import send_text
from vendors.models import PortalLink, Proposal
from vendors.operations.proposals import locked_at_stage

MOST_OPEN = 10
"""To one proposal."""
REVOKED_IS_KEPT = timedelta(hours=1)
"""For so long a revocation can be taken back."""
NOTED_EVERY = timedelta(minutes=10)

type Address = Callable[[str], str]
"""From a path to the address by which the reader of a mail gets there."""


class TooManyLinksError(Exception):
    """So many links nobody can keep an eye on."""


class LinkNotRestorableError(Exception):
    """It was revoked too long ago."""


@dataclass(frozen=True, slots=True)
class MadeLink:
    """`address` holds the secret and cannot be had again; `was_mailed` says that a mail server took the mail."""

    link: PortalLink
    address: str
    was_mailed: bool


def make_link(*, proposal: Proposal, actor: User, email: str, address: Address) -> MadeLink:
    """Raises StageIsOverError and TooManyLinksError."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        locked_at_stage(proposal)
        if PortalLink.objects.filter(proposal=proposal, revoked_at=None).count() >= MOST_OPEN:
            raise TooManyLinksError
        link = PortalLink.objects.create(proposal=proposal, secret_hash=hash_of(secret), sent_to=email, made_by=actor)
        _log(link, actor, "proposal.link_made")
    full = address(reverse("portal_detail", args=[secret]))
    return MadeLink(link, full, bool(email) and _mail(link, actor, full))


def _mail(link: PortalLink, actor: User, address: str) -> bool:
    """After the commit: a mail about what was rolled back would be a riddle."""
    evaluation = link.proposal.evaluation
    words = {"workspace": evaluation.workspace, "evaluation": evaluation}
    return settings.HAS_MAIL and send_text(
        to=link.sent_to,
        subject=_("%(workspace)s asks for your proposal: %(evaluation)s") % words,
        template="vendors/mail/portal.txt",
        context={**words, "proposal": link.proposal, "actor": actor, "link": address},
        headers={} if actor.is_service else {"Reply-To": actor.email},
    )


@transaction.atomic
def revoke_link(*, link: PortalLink, actor: User) -> None:
    """At once. Revoking what is revoked does nothing."""
    if PortalLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
        _log(link, actor, "proposal.link_revoked")


@transaction.atomic
def restore_link(*, link: PortalLink, actor: User) -> None:
    """The same link works again. Raises LinkNotRestorableError."""
    if link.revoked_at is None:
        return
    late = PortalLink.objects.filter(pk=link.pk, revoked_at__gt=timezone.now() - REVOKED_IS_KEPT)
    if not late.update(revoked_at=None):
        raise LinkNotRestorableError
    _log(link, actor, "proposal.link_restored")


def note_use(*, link: PortalLink, now: datetime) -> None:
    """Kept to ten minutes: that the vendor was there is enough."""
    due = Q(used_at=None) | Q(used_at__lt=now - NOTED_EVERY)
    PortalLink.objects.filter(due, pk=link.pk).update(used_at=now)


def _log(link: PortalLink, actor: User, verb: str) -> None:
    evaluation = link.proposal.evaluation
    log_activity(workspace=evaluation.workspace, actor=actor, verb=verb, target=evaluation)
