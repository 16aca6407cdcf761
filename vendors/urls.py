from django.urls import path

from vendors.views import (
    awards,
    criteria,
    criteria_acts,
    evaluations,
    opening,
    participants,
    prices,
    reevaluation,
    sheets,
)

ALL = "w/<code:workspace_code>/vendors"
ONE = f"{ALL}/<code:evaluation_code>"
CELL = f"{ONE}/scoring/<code:proposal_code>/<str:criterion>"
PERSON = f"{ONE}/people/<code:participant_code>"
MODEL = f"{ONE}/criteria"

urlpatterns = [
    path(f"{ALL}/", evaluations.evaluation_list, name="evaluation_list"),
    path(f"{ALL}/new/", evaluations.evaluation_create, name="evaluation_create"),
    path(f"{ONE}/", evaluations.evaluation_detail, name="evaluation_detail"),
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
]
