from django.urls import path

from vendors.views import (
    awards,
    companies,
    consensus,
    criteria,
    criteria_acts,
    documents,
    evaluations,
    findings,
    opening,
    overview,
    participants,
    portal,
    portal_documents,
    portal_links,
    prices,
    proposals,
    reevaluation,
    settling,
    sheets,
    versions,
)

ALL = "w/<code:workspace_code>/vendors"
ONE = f"{ALL}/<code:evaluation_code>"
CELL = f"{ONE}/scoring/<code:proposal_code>/<str:criterion>"
PERSON = f"{ONE}/people/<code:participant_code>"
MODEL = f"{ONE}/criteria"
VERSION = f"{ONE}/versions/<int:number>"
COMPANY = f"{ALL}/companies/<code:vendor_code>"
PROPOSAL = f"{ONE}/proposals/<code:proposal_code>"
PORTAL = "proposal/<str:secret>"

urlpatterns = [
    path(f"{ALL}/", evaluations.evaluation_list, name="evaluation_list"),
    path(f"{ALL}/new/", evaluations.evaluation_create, name="evaluation_create"),
    path(f"{ALL}/companies/", companies.vendor_list, name="vendor_list"),
    path(f"{ALL}/companies/new/", companies.vendor_create, name="vendor_create"),
    path(f"{COMPANY}/", companies.vendor_detail, name="vendor_detail"),
    path(f"{COMPANY}/settings/", companies.vendor_settings, name="vendor_settings"),
    path(f"{COMPANY}/delete/", companies.vendor_delete, name="vendor_delete"),
    path(f"{COMPANY}/contacts/new/", companies.vendor_contact_create, name="vendor_contact_create"),
    path(f"{COMPANY}/contacts/<code:contact_code>/", companies.vendor_contact_change, name="vendor_contact_change"),
    path(
        f"{COMPANY}/contacts/<code:contact_code>/delete/",
        companies.vendor_contact_delete,
        name="vendor_contact_delete",
    ),
    path(
        f"{COMPANY}/contacts/<code:contact_code>/restore/",
        companies.vendor_contact_restore,
        name="vendor_contact_restore",
    ),
    path(f"{ONE}/", overview.evaluation_detail, name="evaluation_detail"),
    path(f"{ONE}/settings/", evaluations.evaluation_settings, name="evaluation_settings"),
    path(f"{ONE}/delete/", evaluations.evaluation_delete, name="evaluation_delete"),
    path(f"{ONE}/restore/", evaluations.evaluation_restore, name="evaluation_restore"),
    path(f"{ONE}/people/", participants.participant_list, name="participant_list"),
    path(f"{ONE}/people/add/", participants.participant_create, name="participant_create"),
    path(f"{ONE}/people/names/", participants.participant_names, name="participant_names"),
    path(f"{PERSON}/remove/", participants.participant_remove, name="participant_remove"),
    path(f"{PERSON}/restore/", participants.participant_restore, name="participant_restore"),
    path(f"{ONE}/declarations/", participants.declaration_list, name="declaration_list"),
    path(f"{ONE}/prices/", prices.price_list, name="price_list"),
    path(f"{ONE}/prices/terms/", prices.price_terms, name="price_terms"),
    path(f"{ONE}/prices/<code:proposal_code>/", prices.price_detail, name="price_detail"),
    path(f"{ONE}/prices/<code:proposal_code>/edit/", prices.price_edit, name="price_edit"),
    path(f"{ONE}/opening/", opening.evaluation_open, name="evaluation_open"),
    path(f"{ONE}/versions/begin/", versions.version_begin, name="version_begin"),
    path(f"{VERSION}/", versions.version_detail, name="version_detail"),
    path(f"{VERSION}/propose/", versions.version_propose, name="version_propose"),
    path(f"{VERSION}/approve/", versions.version_approve, name="version_approve"),
    path(f"{VERSION}/return/", versions.version_return, name="version_return"),
    path(f"{VERSION}/discard/", versions.version_discard, name="version_discard"),
    path(f"{MODEL}/", criteria.criteria_detail, name="criteria_detail"),
    path(f"{MODEL}/scale/", criteria.criteria_scale, name="criteria_scale"),
    path(f"{MODEL}/groups/new/", criteria.criteria_group_add, name="criteria_group_add"),
    path(f"{MODEL}/groups/<slug:group>/", criteria.criteria_group, name="criteria_group"),
    path(f"{MODEL}/groups/<slug:group>/new/", criteria.criteria_add, name="criteria_add"),
    path(f"{MODEL}/gates/new/", criteria.criteria_gate_add, name="criteria_gate_add"),
    path(f"{MODEL}/gates/<slug:gate>/", criteria.criteria_gate, name="criteria_gate"),
    path(f"{MODEL}/each/<slug:criterion>/", criteria.criteria_change, name="criteria_change"),
    path(f"{MODEL}/removed/<code:removed_code>/restore/", criteria_acts.criteria_restore, name="criteria_restore"),
    path(f"{MODEL}/<slug:kind>/<slug:key>/move/", criteria_acts.criteria_move, name="criteria_move"),
    path(f"{MODEL}/<slug:kind>/<slug:key>/remove/", criteria_acts.criteria_remove, name="criteria_remove"),
    path(f"{ONE}/scoring/", sheets.sheet_detail, name="sheet_detail"),
    path(f"{ONE}/scoring/hand-in/", sheets.sheet_submit, name="sheet_submit"),
    path(f"{ONE}/scoring/take-back/", sheets.sheet_reopen, name="sheet_reopen"),
    path(f"{CELL}/", sheets.sheet_cell, name="sheet_cell"),
    path(f"{CELL}/answer/", sheets.sheet_save, name="sheet_save"),
    path(f"{ONE}/again/", reevaluation.evaluation_again, name="evaluation_again"),
    path(f"{ONE}/change/", reevaluation.change_detail, name="change_detail"),
    path(f"{ONE}/decision/", awards.award_detail, name="award_detail"),
    path(f"{ONE}/decision/decide/", awards.award_edit, name="award_edit"),
    path(f"{ONE}/decision/take-back/", awards.award_take_back, name="award_take_back"),
    path(f"{ONE}/decision/<code:proposal_code>/", awards.appraisal_edit, name="appraisal_edit"),
    path(f"{ONE}/proposals/", proposals.proposal_list, name="proposal_list"),
    path(f"{ONE}/proposals/new/", proposals.proposal_create, name="proposal_create"),
    path(f"{PROPOSAL}/", proposals.proposal_detail, name="proposal_detail"),
    path(f"{PROPOSAL}/settings/", proposals.proposal_settings, name="proposal_settings"),
    path(f"{PROPOSAL}/answers/<str:criterion>/", proposals.proposal_answer, name="proposal_answer"),
    path(f"{PROPOSAL}/withdraw/", proposals.proposal_withdraw, name="proposal_withdraw"),
    path(f"{PROPOSAL}/reinstate/", proposals.proposal_reinstate, name="proposal_reinstate"),
    path(f"{PROPOSAL}/delete/", proposals.proposal_delete, name="proposal_delete"),
    path(f"{PROPOSAL}/restore/", proposals.proposal_restore, name="proposal_restore"),
    path(f"{PROPOSAL}/documents/new/", documents.proposal_document_create, name="proposal_document_create"),
    path(
        f"{PROPOSAL}/documents/<code:document_code>/", documents.proposal_document_file, name="proposal_document_file"
    ),
    path(
        f"{PROPOSAL}/documents/<code:document_code>/delete/",
        documents.proposal_document_delete,
        name="proposal_document_delete",
    ),
    path(
        f"{PROPOSAL}/documents/<code:document_code>/restore/",
        documents.proposal_document_restore,
        name="proposal_document_restore",
    ),
    path(f"{PROPOSAL}/links/new/", portal_links.proposal_link_create, name="proposal_link_create"),
    path(f"{PROPOSAL}/links/<code:link_code>/revoke/", portal_links.proposal_link_revoke, name="proposal_link_revoke"),
    path(
        f"{PROPOSAL}/links/<code:link_code>/restore/", portal_links.proposal_link_restore, name="proposal_link_restore"
    ),
    path(f"{PORTAL}/", portal.portal_detail, name="portal_detail"),
    path(f"{PORTAL}/questions/<int:number>/", portal.portal_section, name="portal_section"),
    path(f"{PORTAL}/documents/", portal_documents.portal_document_list, name="portal_document_list"),
    path(
        f"{PORTAL}/documents/<code:document_code>/", portal_documents.portal_document_file, name="portal_document_file"
    ),
    path(
        f"{PORTAL}/documents/<code:document_code>/delete/",
        portal_documents.portal_document_delete,
        name="portal_document_delete",
    ),
    path(
        f"{PORTAL}/documents/<code:document_code>/restore/",
        portal_documents.portal_document_restore,
        name="portal_document_restore",
    ),
    path(f"{PORTAL}/hand-in/", portal.portal_hand_in, name="portal_hand_in"),
    path(f"{PORTAL}/receipts/<int:number>/", portal.portal_receipt, name="portal_receipt"),
    path(f"{PORTAL}/receipts/<int:number>/text/", portal.portal_receipt_file, name="portal_receipt_file"),
    path(f"{ONE}/consensus/", consensus.consensus_detail, name="consensus_detail"),
    path(f"{ONE}/consensus/open/", consensus.consensus_open, name="consensus_open"),
    path(f"{ONE}/consensus/undisputed/", consensus.consensus_undisputed, name="consensus_undisputed"),
    path(f"{ONE}/consensus/lock/", consensus.consensus_lock, name="consensus_lock"),
    path(f"{ONE}/consensus/criteria/<str:criterion>/", settling.consensus_criterion, name="consensus_criterion"),
    path(f"{ONE}/consensus/criteria/<str:criterion>/agree/", settling.consensus_agree, name="consensus_agree"),
    path(f"{ONE}/consensus/criteria/<str:criterion>/reopen/", settling.consensus_reopen, name="consensus_reopen"),
    path(
        f"{ONE}/consensus/criteria/<str:criterion>/<code:proposal_code>/dissent/",
        settling.consensus_dissent,
        name="consensus_dissent",
    ),
    path(f"{ONE}/consensus/dissents/<code:dissent_code>/delete/", settling.dissent_delete, name="dissent_delete"),
    path(f"{ONE}/consensus/dissents/<code:dissent_code>/restore/", settling.dissent_restore, name="dissent_restore"),
    path(f"{ONE}/consensus/gates/", findings.consensus_gates, name="consensus_gates"),
    path(
        f"{ONE}/consensus/gates/<str:gate>/<code:proposal_code>/", findings.consensus_finding, name="consensus_finding"
    ),
]
