"""Sections of an assessment, which are its phases and its domains, and the review of phases."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from accounts.domain.roles import Role
from accounts.permissions import can_contribute
from assessments.api.answer_serializers import shown_moment, shown_person
from assessments.api.door import AssessmentViewSet
from assessments.api.reviewing import ReviewBody, review_form
from assessments.api.serializers import CountsSerializer, ScoresSerializer, shown_part
from assessments.choices import ActChoice, GroupKind, StandingChoice
from assessments.models import Review, ReviewEvent
from assessments.operations.carrying import confirm_section
from assessments.operations.reviews import NotAllowedError, OvertakenError, review_phases
from assessments.operations.sections import OpenQuestionsError, complete_section, reopen_section
from assessments.queries.reviews import events_of, reviews_of, what_happened
from assessments.queries.scoring import current_summary
from assessments.queries.sections import SectionLink, all_section_links
from core.rest.fields import Moment
from core.rest.problems import FORBIDDEN, STALE, Problem
from core.rest.serializers import Plain, Shown


class SectionSerializer(Plain):
    """What its questions come to. It is complete when somebody said so, and never by a count."""

    kind = serializers.ChoiceField(choices=GroupKind.choices, read_only=True)
    id = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    scores = ScoresSerializer(read_only=True)
    counts = CountsSerializer(read_only=True)
    completed_by = PersonSerializer(allow_null=True, read_only=True)
    completed_at = Moment(allow_null=True, read_only=True)

    def to_representation(self, link: SectionLink) -> dict[str, Any]:
        names: Any = self.fields
        shown = shown_section(link)
        return {name: shown[name] for name in names}


class ConfirmedSerializer(Plain):
    """How many answers were confirmed, and how many are left, since they could not stand as they were."""

    confirmed = serializers.IntegerField(read_only=True)
    left = serializers.IntegerField(read_only=True)


class ReviewSerializer(Plain):
    """Where a phase stands. `reason` is what was said with the last act. `revision` is what an act names."""

    phase = serializers.CharField(read_only=True)
    state = serializers.ChoiceField(choices=StandingChoice.choices, read_only=True)
    submitted_by = PersonSerializer(allow_null=True, read_only=True)
    submitted_at = Moment(allow_null=True, read_only=True)
    decided_by = PersonSerializer(allow_null=True, read_only=True)
    decided_at = Moment(allow_null=True, read_only=True)
    reason = serializers.CharField(read_only=True)
    revision = serializers.IntegerField(read_only=True)

    def to_representation(self, review: Review) -> dict[str, Any]:
        names: Any = self.fields
        shown = shown_review(review)
        return {name: shown[name] for name in names}


class ReviewEventSerializer(Shown):
    """One act of a review. Nothing of it ever changes."""

    phase = serializers.CharField(source="review.phase", read_only=True)
    act = serializers.ChoiceField(choices=ActChoice.choices, read_only=True)
    by = PersonSerializer(allow_null=True, read_only=True)

    class Meta:
        model = ReviewEvent
        fields = ["phase", "act", "by", "at", "reason"]


class SectionViewSet(AssessmentViewSet):
    noun = "Section"
    serializer_class = SectionSerializer
    unpaged = frozenset({"list"})
    answers: ClassVar[Any] = {"complete": None, "reopen": None, "confirm": ConfirmedSerializer}
    may = dict.fromkeys(("complete", "reopen", "confirm"), can_contribute)
    refuses = {OpenQuestionsError: lambda error: _still_open(error.count)}

    def list(self, request: Request, **place: Any) -> Response:
        """List the phases and the domains in which something is asked, with what they come to today."""
        summary = current_summary(self.assessment, self.workspace.today)
        return self.show_all([link for links in all_section_links(self.assessment, summary).values() for link in links])

    def complete(self, request: Request, **place: Any) -> Response:
        """Say that a section is complete. Every question of it must have been looked at."""
        complete_section(**self._where, actor=self.actor)
        return Response(status=204)

    def reopen(self, request: Request, **place: Any) -> Response:
        """Take back that a section is complete."""
        reopen_section(**self._where, actor=self.actor)
        return Response(status=204)

    def confirm(self, request: Request, **place: Any) -> Response:
        """Choose all that was carried over in a section, and waits to be confirmed."""
        confirmed, left = confirm_section(**self._where, actor=self.actor)
        return self.show({"confirmed": confirmed, "left": left})

    @property
    def _where(self) -> dict[str, Any]:
        kind, group = self.section
        return {"assessment": self.assessment, "kind": kind, "group": group.id, "title": group.title}


class ReviewViewSet(AssessmentViewSet):
    noun = "Review"
    serializer_class = ReviewSerializer
    bodies: ClassVar[Any] = {"act": ReviewBody}
    unpaged = frozenset({"list", "act"})
    may = {"act": can_contribute}
    refuses = {OpenQuestionsError: lambda error: _still_open(error.count)}
    also_answers = {"act": (412,)}

    def list(self, request: Request, **place: Any) -> Response:
        """List where each phase that asks something stands in its review."""
        return self.show_all(reviews_of(self.assessment).values())

    def act(self, request: Request, **place: Any) -> Response:
        """Submit phases for review, or withdraw, accept, send back or reopen them: all that are named, or none.

        Who submitted does not decide. What was submitted or accepted is locked until that is taken back.
        """
        form = review_form(self.sent(), self.assessment.questions)
        try:
            done = review_phases(
                assessment=self.assessment, actor=self.actor, role=Role(self.membership.role), wish=form.wish
            )
        except NotAllowedError:
            raise Problem(FORBIDDEN, _("This is for another person, or for another role.")) from None
        except OvertakenError as error:
            said, current = what_happened(self.assessment, error.current), error.current.revision
            raise Problem(STALE, said, revision=current) from None
        return self.show_all(done)


class ReviewEventViewSet(AssessmentViewSet):
    noun = "ReviewEvent"
    tag = "Reviews"
    serializer_class = ReviewEventSerializer
    order = ("-pk",)

    def get_queryset(self) -> Any:
        return events_of(self.assessment)

    def list(self, request: Request, **place: Any) -> Response:
        """List everything that was done in reviews, the latest first."""
        return self.show_all(self.get_queryset())


def _still_open(count: int) -> str:
    said = ngettext(
        "One question has no answer yet. “I don’t know yet” is an answer, too.",
        "%(count)d questions have no answer yet. “I don’t know yet” is an answer, too.",
        count,
    )
    return said % {"count": count}


def shown_section(link: SectionLink) -> dict[str, Any]:
    completed = link.completed
    return {
        "kind": link.kind.value,
        "id": link.group.id,
        "title": link.group.title,
        **shown_part(link.part),
        "completed_by": shown_person(completed.completed_by) if completed else None,
        "completed_at": shown_moment(completed.completed_at) if completed else None,
    }


def shown_review(review: Review) -> dict[str, Any]:
    return {
        "phase": review.phase,
        "state": review.state,
        "submitted_by": shown_person(review.submitted_by),
        "submitted_at": shown_moment(review.submitted_at),
        "decided_by": shown_person(review.decided_by),
        "decided_at": shown_moment(review.decided_at),
        "reason": review.reason,
        "revision": review.revision,
    }
