from django.urls import path

from vendors.views import evaluations, participants, prices

ALL = "w/<code:workspace_code>/vendors"
ONE = f"{ALL}/<code:evaluation_code>"
PERSON = f"{ONE}/people/<code:participant_code>"

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
]
