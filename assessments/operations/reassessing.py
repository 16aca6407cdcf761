"""Telling people that it is time to assess again: once for each milestone, or once where there is none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.domain.roles import Role
from accounts.models import Membership
from accounts.operations.notices import notify_all
from accounts.permissions import can_edit
from assessments.models import Assessment
from assessments.queries.reassessing import Due, due_of, due_reassessments


def remind_of_reassessments(*, now: datetime) -> int:
    """How many notices were written. A second run on the same day writes none."""
    return sum(_remind(key, now) for key in due_reassessments(now))


@transaction.atomic
def _remind(key: int, now: datetime) -> int:
    """Of two at once the second waits for the first, and finds that it is told."""
    stored = Assessment.objects.select_related("workspace", "owner").filter(pk=key, deleted_at=None)
    assessment: Assessment | None = stored.locked().first()
    due = due_of(assessment, now) if assessment else None
    if assessment is None or due is None:
        return 0
    members = _who(assessment)
    for member in members:
        path = _path(assessment, due, member)
        notify_all(users=[member.user], workspace=assessment.workspace, sentence=_sentence(assessment, due), path=path)
    Assessment.objects.filter(pk=key).update(reassess_told_date=due.base)
    return len(members)


def _who(assessment: Assessment) -> list[Membership]:
    """Its owner while they belong to the workspace; else those who own the workspace."""
    belong = Membership.objects.of_people().filter(workspace=assessment.workspace)
    members = belong.select_related("user").order_by("pk")
    owner = [member for member in members if member.user_id == assessment.owner_id]
    return owner or [member for member in members if member.role == Role.OWNER]


def _path(assessment: Assessment, due: Due, member: Membership) -> str:
    """Where the next assessment begins, for who may begin it."""
    here = [assessment.workspace.code, assessment.code]
    if due.milestone is None:
        return reverse("assessment_detail", args=here)
    page = "milestone_begin" if can_edit(member) else "milestone_detail"
    return reverse(page, args=[*here, due.milestone.code])


def _sentence(assessment: Assessment, due: Due) -> str:
    said = {"title": Truncator(assessment.title).chars(80), "days": assessment.reassess_days}
    if due.milestone:
        said["milestone"] = Truncator(due.milestone.title).chars(80)
        return _("Time to assess again: %(days)s days since the milestone “%(milestone)s” of “%(title)s”.") % said
    if due.was_accepted:
        return _("Time to assess again: %(days)s days since “%(title)s” was accepted.") % said
    return _("Time to assess again: %(days)s days since “%(title)s” was begun.") % said
