"""What assessments have to do with evidence; see evidence.citing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Workspace
from assessments.models import Assessment, Citation
from assessments.operations.assessments import refresh_summary
from assessments.queries.lapsing import effects_of_lapsing
from evidence.citing import Citing, Place, Places
from evidence.models import Evidence

_NAMED = ("title", "code", "workspace__code")


def places_of(evidence: Collection[Evidence]) -> Places:
    """Every answer for which it is cited, the newest assessment first."""
    citations = (
        Citation.objects.filter(evidence__in=evidence, answer__is_asked=True, answer__assessment__deleted_at=None)
        .order_by("-answer__assessment", "answer__question")
        .values_list("evidence", "answer__question", *(f"answer__assessment__{name}" for name in _NAMED))
    )
    found: dict[int, list[Place]] = {}
    for key, question, title, code, workspace in citations:
        url, api = (reverse(name, args=[workspace, code, question]) for name in ("question_detail", "api_answer"))
        found.setdefault(key, []).append(Place(f"{title}: {question}", url, api))
    return found


def cited_evidence(workspace: Workspace) -> QuerySet[Any, Any]:
    cited = Citation.objects.filter(
        answer__assessment__workspace=workspace, answer__is_asked=True, answer__assessment__deleted_at=None
    )
    return cited.values("evidence")


def refresh_citing(evidence: Evidence) -> None:
    """Always in the same order, so that two who change evidence of the same assessments do not wait for each other.

    Deleted ones too: they come back as they are. Then once more those that were copied from one of them meanwhile: who
    copies holds the original, and what they copy is seen only when they have let go of it.
    """
    citing = Assessment.objects.filter(answers__citations__evidence=evidence).values("pk")
    refreshed: set[int] = set()
    while found := list(
        Assessment.objects.filter(pk__in=citing).exclude(pk__in=refreshed).order_by("pk").locked_with_pack()
    ):
        for assessment in found:
            assessment.workspace = evidence.workspace
            refresh_summary(assessment)
            refreshed.add(assessment.pk)


CITING = Citing(places=places_of, cited=cited_evidence, effects=effects_of_lapsing, changed=refresh_citing)
