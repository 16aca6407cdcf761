"""Endpoints of an evaluation. What is another workspace's does not exist, and neither does what is sealed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from core.rest.problems import FORBIDDEN, Problem
from vendors.models import Evaluation
from vendors.queries.progress import progress_of
from vendors.queries.seated import Seated, seated_in


class EvaluationViewSet(WorkspaceViewSet):
    """For addresses that hold `evaluation_code`. Whatever is sealed is shown only after asking `self.seat`."""

    moderated: ClassVar[frozenset[str]] = frozenset()
    """Actions of the moderator alone: 403 for everybody else in the workspace."""
    of_deleted: ClassVar[frozenset[str]] = frozenset()
    """Actions for which a deleted evaluation is still there."""
    seated: Seated

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        if "evaluation_code" in place:
            also_deleted = self.action in self.of_deleted
            self.seated = seated_in(self.membership, place["evaluation_code"], also_deleted=also_deleted)
            self.require(may=self.action not in self.moderated or self.seated.may_moderate)

    @property
    def evaluation(self) -> Evaluation:
        return self.seated.evaluation

    def require(self, *, may: bool) -> None:
        """What is asked of the evaluation rather than of a role: 403."""
        if not may:
            raise Problem(FORBIDDEN, _("This is for others in this evaluation, or by another role in the workspace."))

    @staticmethod
    def unseal(*, seen: bool) -> None:
        """404 for what is sealed: not even that it exists is told."""
        if not seen:
            raise Http404

    def show_evaluation(self, code: str = "", **options: Any) -> Response:
        """As it is now, by EvaluationDetailSerializer."""
        self.seated = seated_in(self.membership, code or self.evaluation.code)
        return self.show(self.evaluation, progress=progress_of(self.evaluation), **options)

    def get_serializer_context(self) -> dict[str, Any]:
        """Rows are shown to a seat, and do not ask for the evaluation that they are in."""
        return {**super().get_serializer_context(), "seated": getattr(self, "seated", None)}

    def here(self, *codes: Any) -> list[Any]:
        """The arguments of an address below this evaluation."""
        return [self.workspace.code, self.evaluation.code, *codes]
