"""The evaluations of a workspace: those that are there, and those that can be taken back."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import User, Workspace
from vendors.domain.stages import Part
from vendors.models import Evaluation
from vendors.queries.participants import knowing_prices


def evaluations_of(workspace: Workspace) -> QuerySet[Evaluation]:
    """What was changed last first, with how many proposals and evaluators each has."""
    proposals = Count("proposals", filter=Q(proposals__deleted_at=None), distinct=True)
    named = Q(participants__part=Part.EVALUATOR.value)
    evaluators = Count("participants", filter=named & Q(participants__removed_at=None), distinct=True)
    found = Evaluation.objects.filter(workspace=workspace, deleted_at=None).select_related("moderator")
    counted: QuerySet[Evaluation] = found.annotate(proposal_count=proposals, evaluator_count=evaluators)
    return counted.order_by("-changed_at", "-pk")


def find_evaluation(workspace: Workspace, code: str, *, also_deleted: bool = False) -> Evaluation:
    """Raises Evaluation.DoesNotExist."""
    found = Evaluation.objects.filter(workspace=workspace)
    found = found if also_deleted else found.alive()
    evaluation: Evaluation = found.select_related("moderator", "previous").get(code=code)
    evaluation.workspace = workspace
    return evaluation


def deleted_evaluations(workspace: Workspace, now: datetime) -> QuerySet[Evaluation]:
    """Those that can still be restored, the last deleted first."""
    return Evaluation.objects.filter(workspace=workspace, deleted_at__gt=now - DELETED_IS_KEPT).order_by("-deleted_at")


def possible_moderators(workspace: Workspace, evaluation: Evaluation) -> QuerySet[User]:
    """Editors and owners who know no price of it, and whoever moderates it now."""
    roles = [role.value for role in Role if role.includes(Role.EDITOR)]
    fitting = Q(memberships__workspace=workspace, memberships__role__in=roles, is_service=False)
    clerks = knowing_prices(evaluation).values("user")
    found = User.objects.filter(fitting & ~Q(pk__in=clerks) | Q(pk=evaluation.moderator_id))
    return found.distinct().order_by("name", "email")
