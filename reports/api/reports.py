"""Reports: asking for one, following it, fetching it, deleting it and taking that back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from accounts.permissions import can_edit
from assessments.api.door import AssessmentViewSet
from assessments.queries.milestones import find_milestone
from core.codes import is_code
from core.downloads import attached
from core.rest.downloads import Download
from core.rest.problems import FORBIDDEN, FieldError, InvalidProblem, Problem
from jobs.api.answers import job_address
from reports.api.door import OfEvaluationViewSet, OfReportViewSet, OfRoadmapViewSet
from reports.api.serializers import MarksBody, ReportBody, ReportSerializer
from reports.models import ReportRun
from reports.operations.decision_runs import ask_for_debrief, ask_for_decision_report
from reports.operations.plans import NotRestorableError
from reports.operations.roadmap_runs import ask_for_roadmap_report
from reports.operations.runs import ask_for_report, delete_run, restore_run
from reports.queries.decisions import NotDecidedError
from reports.queries.runs import reports_of
from vendors.models import Proposal
from vendors.permissions import can_moderate

PDF = Download(("application/pdf",), "The report.")


class Asking(WorkspaceViewSet):
    """Reports are made by jobs: who asks for one is told where to follow its job, and fetches the file when it ends."""

    tag = "Reports"
    serializer_class = ReportSerializer
    statuses = {"create": 202}
    sorts = {"asked_at": "asked_at"}
    order = ("-pk",)

    def asked_for(self, run: ReportRun) -> Response:
        assert run.job
        return self.show(run, status=202, location=job_address(self, run.job))


class AssessmentReportViewSet(Asking, AssessmentViewSet):
    noun = "AssessmentReport"
    bodies = {"create": ReportBody}
    may = {"create": can_edit}

    def list(self, request: Request, **place: Any) -> Response:
        """List the reports of an assessment."""
        return self.show_all(reports_of(self.assessment))

    def create(self, request: Request, **place: Any) -> Response:
        """Ask for a report of it, by its plan as that is now."""
        code = self.sent()["milestone"]
        milestone = None
        if code:
            found = self.assessment.milestones.alive().filter(code=code) if is_code(code) else None
            if not (found and found.exists()):
                raise InvalidProblem([FieldError("#/milestone", gettext("This assessment has no such milestone."))])
            milestone = find_milestone(self.assessment, code)
        return self.asked_for(ask_for_report(assessment=self.assessment, actor=self.actor, milestone=milestone))


class RoadmapReportViewSet(Asking, OfRoadmapViewSet):
    noun = "RoadmapReport"
    bodies = {"create": MarksBody}
    may = {"create": can_edit}

    def list(self, request: Request, **place: Any) -> Response:
        """List the reports of a roadmap."""
        return self.show_all(reports_of(self.roadmap))

    def create(self, request: Request, **place: Any) -> Response:
        """Ask for a report of its status, as of today."""
        return self.asked_for(ask_for_roadmap_report(roadmap=self.roadmap, actor=self.actor, **self.sent()))


class EvaluationReportViewSet(Asking, OfEvaluationViewSet):
    """Of its decision, and debriefs of vendors that were not chosen; by the moderator."""

    noun = "EvaluationReport"
    bodies = {"create": MarksBody}
    refuses = {NotDecidedError: _("Reports are made of a decision, and there is none.")}

    def list(self, request: Request, **place: Any) -> Response:
        """List the reports of a decided evaluation."""
        self.require_reports()
        return self.show_all(reports_of(self.evaluation))

    def create(self, request: Request, **place: Any) -> Response:
        """Ask for the decision report, as the moderator."""
        self.require_moderator()
        return self.asked_for(ask_for_decision_report(evaluation=self.evaluation, actor=self.actor, **self.sent()))

    def require_moderator(self) -> None:
        if not can_moderate(self.membership, self.evaluation):
            raise Problem(FORBIDDEN, _("Only the moderator of the evaluation may do this."))


class DebriefViewSet(EvaluationReportViewSet):
    noun = "Debrief"
    bodies: ClassVar[dict[str, Any]] = {}
    refuses = {NotDecidedError: _("There is a debrief for each vendor that a decision has not chosen.")}

    def create(self, request: Request, **place: Any) -> Response:
        """Ask for the debrief of the vendor of a proposal that was not chosen, as the moderator."""
        self.require_moderator()
        found = Proposal.objects.filter(evaluation=self.evaluation, code=self.kwargs["code"])
        proposal = found.standing().first()
        if proposal is None:
            raise Http404
        proposal.evaluation = self.evaluation
        return self.asked_for(ask_for_debrief(proposal=proposal, actor=self.actor))


class ReportViewSet(OfReportViewSet):
    noun = "Report"
    serializer_class = ReportSerializer
    answers = {"destroy": None, "file": PDF}
    may = {"destroy": can_edit, "restore": can_edit}
    guarded = frozenset()
    refuses = {NotRestorableError: _("The report was deleted more than 30 days ago.")}

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one report, and how far its job is."""
        return self.show(self.get_run())

    def file(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download it."""
        stored = self.get_run().stored_file
        if stored is None:
            raise Http404
        try:
            return attached(stored.name, stored.file.open("rb"), stored.media_type)
        except FileNotFoundError:
            raise Http404 from None

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete it, and with it its links. It can be restored for 30 days."""
        delete_run(run=self.get_run(also_deleted=True), actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion; its links lead to it again."""
        restore_run(run=self.get_run(also_deleted=True), actor=self.actor)
        return self.show(self.get_run())
