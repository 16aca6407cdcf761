"""Review and sign-off: the one place where a phase goes from one standing to another, and is locked by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.domain.roles import Role
from accounts.models import Membership, User
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify_all
from assessments.choices import StandingChoice
from assessments.domain.mentions import find_mentions
from assessments.domain.review import Act, Standing, after, has_right, is_right_person
from assessments.models import Assessment, Review, ReviewEvent
from assessments.operations.comments import open_thread
from assessments.operations.sections import require_looked_at
from assessments.queries.comments import people_of
from core.models import StaleWriteError


class NotAllowedError(Exception):
    """It is for another person, or for another role."""


class OvertakenError(StaleWriteError):
    """Somebody has done something to the phase since, or from where it stands this cannot be done."""

    current: Review


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to do: to which phases, with the revision of each that they have seen.

    `remarks` are comments by the id of the question that they are about.
    """

    act: Act
    seen: Mapping[str, int]
    reason: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def review_phases(*, assessment: Assessment, actor: User, role: Role, wish: Wish) -> list[Review]:
    """All of it, or nothing where an exception is raised.

    Raises NotAllowedError, OvertakenError, and OpenQuestionsError for what is submitted with questions that nobody has
    looked at.
    """
    if not has_right(role, wish.act):
        raise NotAllowedError
    locked: Assessment = Assessment.objects.locked_with_pack().get(pk=assessment.pk, deleted_at=None)
    locked.workspace = assessment.workspace
    stored = {review.phase: review for review in locked.reviews.filter(phase__in=wish.seen)}
    reviews = [stored.get(phase) or Review(assessment=locked, phase=phase) for phase in wish.seen]
    standings = [_next_standing(review, actor, wish) for review in reviews]
    if wish.act is Act.SUBMIT:
        require_looked_at(locked, [each.id for each in locked.questions.questions if each.phase in wish.seen])
    now = timezone.now()
    involved = {key for review in reviews for key in (review.submitted_by_id, review.decided_by_id)}
    for review, standing in zip(reviews, standings, strict=True):
        _write(review, standing, actor, wish, now)
    _store_locks(locked)
    people = people_of(locked.workspace) if wish.remarks else []
    for question, text in wish.remarks.items():
        mentioned = find_mentions(text, people).people
        open_thread(assessment=locked, question=question, actor=actor, text=text, mentioned=mentioned)
    _tell(locked, actor, wish, involved)
    assessment.locked_phases = locked.locked_phases
    return reviews


def _next_standing(review: Review, actor: User, wish: Wish) -> Standing:
    standing = after(Standing(review.state), wish.act)
    if standing is None or review.revision != wish.seen[review.phase]:
        raise OvertakenError(review)
    is_decision = wish.act in {Act.ACCEPT, Act.SEND_BACK}
    if not is_right_person(wish.act, is_submitter=review.submitted_by_id == actor.pk):
        raise NotAllowedError
    if is_decision and actor.is_service:  # else whoever holds its token would be their own second person
        raise NotAllowedError
    return standing


def _write(review: Review, standing: Standing, actor: User, wish: Wish, now: Any) -> None:
    review.state, review.reason = StandingChoice(standing.value), wish.reason
    if standing is Standing.SUBMITTED:
        review.submitted_by, review.submitted_at = actor, now
    is_decided = standing in {Standing.ACCEPTED, Standing.SENT_BACK}
    review.decided_by, review.decided_at = (actor, now) if is_decided else (None, None)
    if standing is Standing.DRAFT:
        review.submitted_by, review.submitted_at = None, None
    review.revision += 1
    review.save()
    ReviewEvent.objects.create(review=review, act=wish.act.value, by=actor, at=now, reason=wish.reason)


def _store_locks(assessment: Assessment) -> None:
    """In the pack's order. Whoever writes an answer waits for this row, and then reads it."""
    states = dict(assessment.reviews.values_list("phase", "state"))
    assessment.locked_phases = [
        phase.id for phase in assessment.questions.phases if Standing(states.get(phase.id, "draft")).is_locked
    ]
    Assessment.objects.filter(pk=assessment.pk).update(locked_phases=assessment.locked_phases)


_SENTENCES = {
    Act.SUBMIT: _("%(actor)s asks you to review %(what)s of %(title)s."),
    Act.ACCEPT: _("%(actor)s accepted %(what)s of %(title)s."),
    Act.SEND_BACK: _("%(actor)s sent %(what)s of %(title)s back."),
    Act.REOPEN: _("%(actor)s reopened %(what)s of %(title)s: %(reason)s"),
}


def _tell(assessment: Assessment, actor: User, wish: Wish, involved: Collection[int | None]) -> None:
    """In the log, and to whom it concerns: those who may decide, else those who submitted or decided before."""
    workspace, titles = assessment.workspace, [assessment.questions.phase[phase].title for phase in wish.seen]
    log_activity(
        workspace=workspace,
        actor=actor,
        verb=f"review.{wish.act.value}",
        target=assessment,
        phases=", ".join(titles),
        reason=wish.reason,
    )
    if wish.act not in _SENTENCES:
        return
    members = Membership.objects.filter(workspace=workspace).exclude(user=actor)
    members = (
        members.filter(role__in=[Role.EDITOR.value, Role.OWNER.value])
        if wish.act is Act.SUBMIT
        else members.filter(user__in=involved)
    )
    many = ngettext("%(n)d section", "%(n)d sections", len(titles)) % {"n": len(titles)}
    what = titles[0] if len(titles) == 1 else many
    said = {"actor": actor, "what": what, "title": assessment.title, "reason": wish.reason}
    here = [workspace.code, assessment.code]
    page, parts = ("review_phase", list(wish.seen)) if len(titles) == 1 else ("review_detail", [])
    users = [member.user for member in members.select_related("user").order_by("pk")]
    path = reverse(page, args=[*here, *parts])
    notify_all(users=users, workspace=workspace, sentence=str(_SENTENCES[wish.act]) % said, path=path)
