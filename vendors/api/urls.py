from typing import Any

from django.urls import URLPattern, path

from evidence.uploading import takes_upload
from vendors.api import (
    awards,
    companies,
    consensus,
    criteria,
    documents,
    evaluations,
    findings,
    imports,
    people,
    portal_links,
    prices,
    proposals,
    result,
    settling,
    sheets,
    versions,
    weightings,
)

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
DOCUMENT = f"{PROPOSAL}/documents/<code:document_code>"
LINK = f"{PROPOSAL}/links/<code:link_code>"
CONSENSUS = f"{EVALUATION}/consensus"
SETTLED = f"{CONSENSUS}/criteria/<str:criterion>"
AGREED = f"{SETTLED}/proposals/<code:proposal_code>"
DISSENT = f"{CONSENSUS}/dissents/<code:dissent_code>"
FINDING = f"{EVALUATION}/gate-findings/<slug:gate>/<code:proposal_code>"
PRICE = f"{EVALUATION}/prices/<code:proposal_code>"
DECISION = f"{EVALUATION}/decision"
IMPORT = f"{EVALUATION}/imports/<code:import_code>"
SHEET = f"{EVALUATION}/sheet"
SCORE = f"{SHEET}/scores/<code:proposal_code>/<str:criterion>"
WEIGHTING = f"{VERSION}/weightings/<code:weighting_code>"

_EVALUATIONS = evaluations.EvaluationsViewSet.as_view
_VENDORS = companies.VendorViewSet.as_view
_CONTACTS = companies.VendorContactViewSet.as_view
_PARTICIPANTS = people.ParticipantViewSet.as_view
_CONFLICTS = people.ConflictViewSet.as_view
_INTERESTS = people.InterestViewSet.as_view
_PROPOSALS = proposals.ProposalViewSet.as_view
_DOCUMENTS = documents.ProposalDocumentViewSet.as_view
_LINKS = portal_links.PortalLinkViewSet.as_view
_SHEETS = sheets.SheetViewSet.as_view
_SCORES = sheets.ScoreViewSet.as_view
_CONSENSUS = consensus.ConsensusViewSet.as_view
_SETTLED = settling.SettledCriterionViewSet.as_view
_AGREED = settling.AgreedScoreViewSet.as_view
_DISSENTS = settling.DissentViewSet.as_view
_FINDINGS = findings.FindingViewSet.as_view
_PRICES = prices.PriceViewSet.as_view
_TERMS = prices.TermsViewSet.as_view
_OUTCOME = result.OutcomeViewSet.as_view
_DECISIONS = awards.DecisionViewSet.as_view
_APPRAISALS = awards.AppraisalViewSet.as_view
_IMPORTS = imports.EvaluationImportViewSet.as_view
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
    path(f"{PROPOSAL}/documents", takes_upload(_DOCUMENTS({"post": "create"})), name="api_proposal_documents"),
    path(DOCUMENT, _DOCUMENTS({"get": "retrieve", "delete": "destroy"}), name="api_proposal_document"),
    path(f"{DOCUMENT}/file", _DOCUMENTS({"get": "file"}), name="api_proposal_document_file"),
    path(f"{DOCUMENT}/restore", _DOCUMENTS({"post": "restore"}), name="api_proposal_document_restore"),
    path(f"{PROPOSAL}/links", _LINKS(LIST_AND_CREATE), name="api_proposal_links"),
    path(f"{LINK}/revoke", _LINKS({"post": "revoke"}), name="api_proposal_link_revoke"),
    path(f"{LINK}/restore", _LINKS({"post": "restore"}), name="api_proposal_link_restore"),
    path(SHEET, _SHEETS({"get": "retrieve"}), name="api_sheet"),
    path(f"{SHEET}/submit", _SHEETS({"post": "submit"}), name="api_sheet_submit"),
    path(f"{SHEET}/reopen", _SHEETS({"post": "reopen"}), name="api_sheet_reopen"),
    path(SCORE, _SCORES({"get": "retrieve", "patch": "partial_update"}), name="api_score"),
    path(CONSENSUS, _CONSENSUS({"get": "retrieve"}), name="api_consensus"),
    path(f"{CONSENSUS}/opening", _CONSENSUS({"get": "opening"}), name="api_consensus_opening"),
    path(f"{CONSENSUS}/open", _CONSENSUS({"post": "open"}), name="api_consensus_open"),
    path(f"{CONSENSUS}/lock", _CONSENSUS({"post": "lock"}), name="api_consensus_lock"),
    path(
        f"{CONSENSUS}/accept-undisputed",
        _CONSENSUS({"post": "accept_undisputed"}),
        name="api_consensus_undisputed",
    ),
    path(SETTLED, _SETTLED({"get": "retrieve"}), name="api_consensus_criterion"),
    path(f"{SETTLED}/accept", _SETTLED({"post": "accept"}), name="api_consensus_accept"),
    path(f"{SETTLED}/reopen", _SETTLED({"post": "reopen"}), name="api_consensus_reopen"),
    path(AGREED, _AGREED({"get": "retrieve", "patch": "partial_update"}), name="api_agreed_score"),
    path(f"{AGREED}/dissent", _DISSENTS({"post": "write"}), name="api_agreed_score_dissent"),
    path(DISSENT, _DISSENTS({"delete": "destroy"}), name="api_dissent"),
    path(f"{DISSENT}/restore", _DISSENTS({"post": "restore"}), name="api_dissent_restore"),
    path(f"{EVALUATION}/gate-findings", _FINDINGS({"get": "list"}), name="api_gate_findings"),
    path(FINDING, _FINDINGS({"get": "retrieve", "patch": "partial_update"}), name="api_gate_finding"),
    path(f"{EVALUATION}/prices", _PRICES({"get": "list"}), name="api_prices"),
    path(PRICE, _PRICES({"get": "retrieve", "patch": "partial_update"}), name="api_price"),
    path(f"{EVALUATION}/terms", _TERMS({"get": "retrieve", "patch": "partial_update"}), name="api_terms"),
    path(f"{EVALUATION}/outcome", _OUTCOME({"get": "retrieve"}), name="api_outcome"),
    path(f"{EVALUATION}/change", _OUTCOME({"get": "change"}), name="api_evaluation_change"),
    path(f"{EVALUATION}/again", _EVALUATIONS({"post": "evaluate_again"}), name="api_evaluation_again"),
    path(DECISION, _DECISIONS({"get": "retrieve", "post": "decide"}), name="api_evaluation_decision"),
    path(f"{DECISION}/take-back", _DECISIONS({"post": "take_back"}), name="api_evaluation_decision_take_back"),
    path(
        f"{DECISION}/taken-back/<code:event_code>/restore",
        _DECISIONS({"post": "restore"}),
        name="api_evaluation_decision_restore",
    ),
    path(
        f"{EVALUATION}/appraisals/<code:proposal_code>",
        _APPRAISALS({"get": "retrieve", "patch": "partial_update"}),
        name="api_appraisal",
    ),
    path(f"{EVALUATION}/imports", takes_upload(_IMPORTS(LIST_AND_CREATE)), name="api_evaluation_imports"),
    path(IMPORT, _IMPORTS({"get": "retrieve", "delete": "destroy"}), name="api_evaluation_import"),
    path(f"{IMPORT}/columns", _IMPORTS({"post": "choose_columns"}), name="api_evaluation_import_columns"),
    path(f"{IMPORT}/apply", _IMPORTS({"post": "apply"}), name="api_evaluation_import_apply"),
    path(f"{IMPORT}/undo", _IMPORTS({"post": "undo"}), name="api_evaluation_import_undo"),
]
