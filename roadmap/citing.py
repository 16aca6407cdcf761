"""What roadmaps have to do with evidence; see evidence.citing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Workspace
from catalog.models.pack import unread
from evidence.citing import Citing, Effects, Place, Places
from evidence.models import Evidence
from roadmap.models import Action, ActionEvidence, Artifact


def places_of(evidence: Collection[Evidence]) -> Places:
    """The actions that were closed with it, then the artifact whose accepted version it is. In two queries."""
    found: dict[int, list[Place]] = {}
    named = _named().filter(evidence__in=evidence).select_related("action__roadmap__workspace")
    for each in named.order_by("-action"):
        found.setdefault(each.evidence_id, []).append(_place(_("%(roadmap)s, action: %(title)s"), each.action))
    accepted = _accepted().filter(evidence__in=evidence).select_related("roadmap__workspace", "roadmap__pack")
    for artifact in accepted.defer(*unread("roadmap__pack")).order_by("-pk"):
        assert artifact.evidence_id
        found.setdefault(artifact.evidence_id, []).append(_place(_("%(roadmap)s, artifact: %(title)s"), artifact))
    return found


def cited_evidence(workspace: Workspace) -> QuerySet[Any, Any]:
    named, accepted = (rows.values("evidence") for rows in (_named(), _accepted()))
    return Evidence.objects.filter(Q(pk__in=named) | Q(pk__in=accepted), workspace=workspace).values("pk")


def effects_of_lapsing(evidence: Collection[Evidence]) -> Effects:
    """None: what was done stays done, and an artifact has a review day of its own."""
    return {}


def follow_nothing(evidence: Evidence) -> None:
    """What roadmaps show of evidence is read when it is shown."""


def _place(label: str, named: Action | Artifact) -> Place:
    codes = [named.roadmap.workspace.code, named.roadmap.code, named.code]
    api = reverse("api_action" if isinstance(named, Action) else "api_artifact", args=codes)
    return Place(label % {"roadmap": named.roadmap, "title": named}, named.get_absolute_url(), api)


def _named() -> QuerySet[ActionEvidence]:
    return ActionEvidence.objects.filter(action__deleted_at=None, action__roadmap__deleted_at=None)


def _accepted() -> QuerySet[Artifact]:
    return Artifact.objects.filter(evidence__isnull=False, deleted_at=None, roadmap__deleted_at=None)


CITING = Citing(places=places_of, cited=cited_evidence, effects=effects_of_lapsing, changed=follow_nothing)
