"""What addresses of results and reports name. What is another workspace's, or closed to who asks, does not exist."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework.request import Request

from accounts.api.viewsets import WorkspaceViewSet
from accounts.models import Membership
from reports.models import ReportRun
from reports.queries.runs import find_run
from roadmap.models import Roadmap
from roadmap.queries.roadmaps import find_roadmap
from vendors.domain.seal import Seat
from vendors.models import Evaluation, Participant
from vendors.queries.evaluations import find_evaluation
from vendors.queries.seats import participant_of, seat_of


class OfRoadmapViewSet(WorkspaceViewSet):
    roadmap: Roadmap

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.roadmap = find_roadmap(self.workspace, place["roadmap_code"])


class OfEvaluationViewSet(WorkspaceViewSet):
    """`seat` says what of it is open to who asks."""

    evaluation: Evaluation
    participant: Participant | None
    seat: Seat

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.evaluation = find_evaluation(self.workspace, place["evaluation_code"])
        self.participant, self.seat = seat_in(self.evaluation, self.membership)

    def require_reports(self) -> None:
        """They are closed to whom something of them is sealed for good."""
        if not self.seat.sees_reports:
            raise Http404


class OfReportViewSet(WorkspaceViewSet):
    def get_run(self, *, also_deleted: bool = False) -> ReportRun:
        """None of an evaluation either that is closed to who asks."""
        run = find_run(self.workspace, self.kwargs["report_code"], also_deleted=also_deleted)
        assert run.subject
        run.subject.workspace = self.workspace
        if run.evaluation:
            _participant, seat = seat_in(run.evaluation, self.membership)
            if not seat.sees_reports:
                raise Http404
        return run


def seat_in(evaluation: Evaluation, membership: Membership) -> tuple[Participant | None, Seat]:
    participant = participant_of(evaluation, membership.user_id)
    return participant, seat_of(evaluation, membership, participant)
