from typing import Any

from django.urls import URLPattern, path

from vendors.api import criteria, evaluations, versions, weightings

READ_AND_EDIT: dict[str, Any] = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
LIST_AND_CREATE: dict[str, Any] = {"get": "list", "post": "create"}

EVALUATIONS = "workspaces/<code:workspace_code>/evaluations"
EVALUATION = f"{EVALUATIONS}/<code:evaluation_code>"
VERSIONS = f"{EVALUATION}/versions"
VERSION = f"{VERSIONS}/<int:number>"
WEIGHTING = f"{VERSION}/weightings/<code:weighting_code>"

_EVALUATIONS = evaluations.EvaluationsViewSet.as_view
_VERSIONS = versions.VersionsViewSet.as_view
_WEIGHTINGS = weightings.WeightingViewSet.as_view


def _parts(nouns: str, noun: str, viewset: type[criteria.PartViewSet]) -> list[URLPattern]:
    """Of a version: added, and each with its key."""
    one = f"{VERSION}/{nouns}/<slug:{noun}>"
    return [
        path(f"{VERSION}/{nouns}", viewset.as_view({"post": "create"}), name=f"api_model_{nouns}"),
        path(one, viewset.as_view(READ_AND_EDIT), name=f"api_model_{noun}"),
        path(f"{one}/move", viewset.as_view({"post": "move"}), name=f"api_model_{noun}_move"),
    ]


urlpatterns = [
    path(EVALUATIONS, _EVALUATIONS(LIST_AND_CREATE), name="api_evaluations"),
    path(EVALUATION, _EVALUATIONS(READ_AND_EDIT), name="api_evaluation"),
    path(f"{EVALUATION}/restore", _EVALUATIONS({"post": "restore"}), name="api_evaluation_restore"),
    path(f"{EVALUATION}/open", _EVALUATIONS({"post": "open"}), name="api_evaluation_open"),
    path(f"{EVALUATION}/names", _EVALUATIONS({"post": "hide_names"}), name="api_evaluation_names"),
    path(VERSIONS, _VERSIONS(LIST_AND_CREATE), name="api_model_versions"),
    path(VERSION, _VERSIONS(READ_AND_EDIT), name="api_model_version"),
    path(f"{VERSION}/propose", _VERSIONS({"post": "propose"}), name="api_model_version_propose"),
    path(f"{VERSION}/approve", _VERSIONS({"post": "approve"}), name="api_model_version_approve"),
    path(f"{VERSION}/return", _VERSIONS({"post": "send_back"}), name="api_model_version_return"),
    path(
        f"{VERSION}/removed/<code:removed_code>/restore",
        _VERSIONS({"post": "restore_part"}),
        name="api_model_removed_restore",
    ),
    *_parts("groups", "group", criteria.GroupViewSet),
    *_parts("criteria", "criterion", criteria.CriterionViewSet),
    *_parts("gates", "gate", criteria.GateViewSet),
    path(f"{VERSION}/weightings", _WEIGHTINGS({"post": "create"}), name="api_weightings"),
    path(WEIGHTING, _WEIGHTINGS(READ_AND_EDIT), name="api_weighting"),
    path(f"{WEIGHTING}/weigh", _WEIGHTINGS({"post": "weigh"}), name="api_weighting_weigh"),
]
