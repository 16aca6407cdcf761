"""Workbooks of a roadmap and of an evaluation, as files."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import Http404, HttpResponseBase
from rest_framework.request import Request

from assessments.queries.exchange import XLSX
from core.downloads import attached
from core.rest.downloads import Download
from reports.api.door import OfEvaluationViewSet, OfRoadmapViewSet
from reports.exporters.decision_xlsx import write_decision_workbook
from reports.exporters.evaluation_xlsx import write_evaluation_workbook
from reports.exporters.roadmap_xlsx import write_roadmap_workbook
from reports.queries.decisions import NotDecidedError, decided_of
from reports.queries.evaluation_contents import contents_of
from reports.queries.roadmaps import status_of
from roadmap.queries.tickets import file_name

WORKBOOK = Download((XLSX,), "The workbook.")


class RoadmapWorkbookViewSet(OfRoadmapViewSet):
    noun = "RoadmapWorkbook"
    tag = "Exports"
    answers = {"retrieve": WORKBOOK}

    def retrieve(self, request: Request, **place: Any) -> HttpResponseBase:  # type: ignore[override]
        """Download a roadmap: its actions, gates, checklists, artifacts and pilots."""
        made = BytesIO()
        write_roadmap_workbook(status_of(self.roadmap, self.workspace.today), made)
        return attached(file_name(self.roadmap, "roadmap", "xlsx"), made.getvalue(), XLSX)


class EvaluationWorkbookViewSet(OfEvaluationViewSet):
    noun = "EvaluationWorkbook"
    tag = "Exports"
    answers = {"retrieve": WORKBOOK}

    def retrieve(self, request: Request, **place: Any) -> HttpResponseBase:  # type: ignore[override]
        """Download an evaluation: for each person what they may see."""
        made = BytesIO()
        write_evaluation_workbook(contents_of(self.evaluation, self.membership, self.participant, self.seat), made)
        return attached(f"{self.evaluation.code}-evaluation.xlsx", made.getvalue(), XLSX)


class DecisionWorkbookViewSet(OfEvaluationViewSet):
    noun = "DecisionWorkbook"
    tag = "Exports"
    answers = {"retrieve": WORKBOOK}

    def retrieve(self, request: Request, **place: Any) -> HttpResponseBase:  # type: ignore[override]
        """Download how a decision was reached: every score, weight and price, once nothing of them is sealed."""
        self.require_reports()
        made = BytesIO()
        try:
            write_decision_workbook(decided_of(self.evaluation), made)
        except NotDecidedError:  # taken back between the two reads
            raise Http404 from None
        return attached(f"{self.evaluation.code}-decision.xlsx", made.getvalue(), XLSX)
