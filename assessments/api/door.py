"""Endpoints below an assessment. What is another workspace's, or is not asked, does not exist."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework.request import Request

from accounts.api.viewsets import WorkspaceViewSet
from assessments.choices import GroupKind
from assessments.models import Assessment
from assessments.operations.locking import LockedError
from assessments.queries.locked import why_locked
from assessments.queries.sections import find_assessment, group_of
from catalog.domain.question_pack import Domain, Phase, Question
from core.rest.problems import ConflictProblem


class AssessmentViewSet(WorkspaceViewSet):
    assessment: Assessment

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.assessment = find_assessment(self.workspace.pk, place["assessment_code"])
        self.assessment.workspace = self.workspace

    def here(self, *codes: str) -> list[str]:
        """The arguments of an address below this assessment."""
        return [self.workspace.code, self.assessment.code, *codes]

    @property
    def question(self) -> Question:
        """The one that the address names."""
        try:
            return self.assessment.questions.question[self.kwargs["question"]]
        except KeyError:
            raise Http404 from None

    @property
    def section(self) -> tuple[GroupKind, Phase | Domain]:
        """The one that the address names, in which something is asked."""
        kind, pack = GroupKind(self.kwargs["kind"]), self.assessment.questions
        group = group_of(pack, kind, self.kwargs["group"])
        if group is None or not pack.asked_in(group):
            raise Http404
        return kind, group

    def handle_exception(self, exc: Exception) -> Any:
        if isinstance(exc, LockedError):
            exc = ConflictProblem(why_locked(self.assessment, exc.phase))
        return super().handle_exception(exc)
