"""Telling people that an exception with which a gate was passed is over: once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.domain.roles import Role
from accounts.models import Membership, User
from accounts.operations.notices import notify_all
from core.local import day
from roadmap.models import GatePassing
from roadmap.queries.gates import lapsed_exceptions


def remind_of_exceptions(*, now: datetime) -> int:
    """How many notices were written. A second run writes none."""
    return sum(_remind(key, now) for key in lapsed_exceptions(now))


@transaction.atomic
def _remind(key: int, now: datetime) -> int:
    """Of two at once one marks it, and only that one tells."""
    if not GatePassing.objects.filter(pk=key, told_at=None, withdrawn_at=None).update(told_at=now):
        return 0
    passing: GatePassing = GatePassing.objects.select_related("phase__roadmap__workspace").get(pk=key)
    phase, roadmap = passing.phase, passing.phase.roadmap
    people = _who(passing)
    assert passing.expires_date is not None
    said = {
        "phase": roadmap.questions.phase[phase.phase].title,
        "title": Truncator(roadmap.title).chars(80),
        "day": day(passing.expires_date, roadmap.workspace.locale),
    }
    notify_all(
        users=people,
        workspace=roadmap.workspace,
        sentence=_("The gate of %(phase)s in “%(title)s” was passed with open criteria until %(day)s: that is over.")
        % said,
        path=reverse("phase_detail", args=[roadmap.workspace.code, roadmap.code, phase.phase]),
    )
    return len(people)


def _who(passing: GatePassing) -> list[User]:
    """Who owns the phase and who passed its gate, while they belong to the workspace; else who owns the workspace."""
    workspace = passing.phase.roadmap.workspace
    belong = Membership.objects.of_people().filter(workspace=workspace)
    members = list(belong.select_related("user").order_by("pk"))
    named = {passing.phase.owner_id, passing.passed_by_id}
    found = [member.user for member in members if member.user_id in named]
    return found or [member.user for member in members if member.role == Role.OWNER]
