from typing import Any

from django.urls import URLPattern, path

from vendors.api import companies, criteria, evaluations, people, portal_links, proposals, versions, weightings

READ_AND_EDIT: dict[str, Any] = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
LIST_AND_CREATE: dict[str, Any] = {"get": "list", "post": "create"}

EVALUATIONS = "workspaces/<code:workspace_code>/evaluations"
EVALUATION = f"{EVALUATIONS}/<code:evaluation_code>"
VERSIONS = f"{EVALUATION}/versions"
VERSION = f"{VERSIONS}/<int:number>"
VENDORS = "workspaces/<code:workspace_code>/vendors"
VENDOR = f"{VENDORS}/<code:vendor_code>"
CONTACT = f"{VENDOR}/contacts/<code:contact_code>"
PARTICIPANT = f"{EVALUATION}/participants/<code:participant_code>"
PROPOSAL = f"{EVALUATION}/proposals/<code:proposal_code>"
LINK = f"{PROPOSAL}/links/<code:link_code>"
WEIGHTING = f"{VERSION}/weightings/<code:weighting_code>"

_EVALUATIONS = evaluations.EvaluationsViewSet.as_view
_VENDORS = companies.VendorViewSet.as_view
_CONTACTS = companies.VendorContactViewSet.as_view
_PARTICIPANTS = people.ParticipantViewSet.as_view
_CONFLICTS = people.ConflictViewSet.as_view
_INTERESTS = people.InterestViewSet.as_view
_PROPOSALS = proposals.ProposalViewSet.as_view
_LINKS = portal_links.PortalLinkViewSet.as_view
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
    path(VENDORS, _VENDORS(LIST_AND_CREATE), name="api_vendors"),
    path(VENDOR, _VENDORS(READ_AND_EDIT), name="api_vendor"),
    path(f"{VENDOR}/contacts", _CONTACTS(LIST_AND_CREATE), name="api_vendor_contacts"),
    path(CONTACT, _CONTACTS(READ_AND_EDIT), name="api_vendor_contact"),
    path(f"{CONTACT}/restore", _CONTACTS({"post": "restore"}), name="api_vendor_contact_restore"),
    path(f"{EVALUATION}/participants", _PARTICIPANTS(LIST_AND_CREATE), name="api_participants"),
    path(PARTICIPANT, _PARTICIPANTS({"get": "retrieve", "delete": "destroy"}), name="api_participant"),
    path(f"{PARTICIPANT}/restore", _PARTICIPANTS({"post": "restore"}), name="api_participant_restore"),
    path(f"{EVALUATION}/conflicts", _CONFLICTS({"get": "list"}), name="api_conflicts"),
    path(f"{EVALUATION}/interests", _INTERESTS({"get": "list", "post": "declare"}), name="api_interests"),
    path(f"{EVALUATION}/proposals", _PROPOSALS(LIST_AND_CREATE), name="api_proposals"),
    path(PROPOSAL, _PROPOSALS(READ_AND_EDIT), name="api_proposal"),
    path(f"{PROPOSAL}/restore", _PROPOSALS({"post": "restore"}), name="api_proposal_restore"),
    path(f"{PROPOSAL}/withdraw", _PROPOSALS({"post": "withdraw"}), name="api_proposal_withdraw"),
    path(f"{PROPOSAL}/reinstate", _PROPOSALS({"post": "reinstate"}), name="api_proposal_reinstate"),
    path(f"{PROPOSAL}/answers/<str:criterion>", _PROPOSALS({"patch": "answer"}), name="api_proposal_answer"),
    path(f"{PROPOSAL}/links", _LINKS(LIST_AND_CREATE), name="api_proposal_links"),
    path(f"{LINK}/revoke", _LINKS({"post": "revoke"}), name="api_proposal_link_revoke"),
    path(f"{LINK}/restore", _LINKS({"post": "restore"}), name="api_proposal_link_restore"),
]
