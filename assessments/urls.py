from django.urls import path

from assessments.views import (
    answers,
    assessments,
    carrying,
    citations,
    comments,
    exchange,
    from_file,
    history,
    imports,
    milestones,
    questions,
    renewal,
    reviews,
    sections,
    waiting,
)

ALL = "w/<code:workspace_code>/assessments"
ONE = f"{ALL}/<code:assessment_code>"
IMPORT = f"{ONE}/imports/<code:import_code>"
MILESTONE = f"{ONE}/milestones/<code:milestone_code>"
NEW = f"{ALL}/new/from-file"
QUESTION = f"{ONE}/questions/<pack_id:question>"
COMMENT = f"{ONE}/comments/<code:comment_code>"
THREAD = f"{ONE}/threads/<code:thread_code>"
SECTION = f"{ONE}/by-<group_kind:kind>"

urlpatterns = [
    path("w/<code:workspace_code>/waiting/", waiting.waiting_list, name="waiting_list"),
    path(f"{ALL}/", assessments.assessment_list, name="assessment_list"),
    path(f"{ALL}/new/", assessments.assessment_create, name="assessment_create"),
    path(f"{NEW}/", from_file.assessment_from_file, name="assessment_from_file"),
    path(f"{NEW}/<code:import_code>/", from_file.assessment_file_detail, name="assessment_file_detail"),
    path(f"{ONE}/", assessments.assessment_detail, name="assessment_detail"),
    path(f"{ONE}/resume/", assessments.assessment_resume, name="assessment_resume"),
    path(f"{ONE}/settings/", assessments.assessment_settings, name="assessment_settings"),
    path(f"{ONE}/suggestions/", assessments.suggestion_list, name="suggestion_list"),
    path(f"{ONE}/newer-version/", renewal.assessment_renew, name="assessment_renew"),
    path(f"{ONE}/duplicate/", assessments.assessment_duplicate, name="assessment_duplicate"),
    path(f"{ONE}/delete/", assessments.assessment_delete, name="assessment_delete"),
    path(f"{ONE}/restore/", assessments.assessment_restore, name="assessment_restore"),
    path(f"{ONE}/answers.xlsx", exchange.answers_xlsx, name="answers_xlsx"),
    path(f"{ONE}/answers.json", exchange.answers_json, name="answers_json"),
    path(f"{ONE}/workbook/", exchange.answers_exchange, name="answers_exchange"),
    path(f"{ONE}/imports/", imports.import_create, name="import_create"),
    path(f"{IMPORT}/", imports.import_detail, name="import_detail"),
    path(f"{IMPORT}/apply/", imports.import_apply, name="import_apply"),
    path(f"{IMPORT}/discard/", imports.import_discard, name="import_discard"),
    path(f"{IMPORT}/undo/", imports.import_undo, name="import_undo"),
    path(f"{ONE}/milestones/", milestones.milestone_list, name="milestone_list"),
    path(f"{ONE}/milestones/new/", milestones.milestone_create, name="milestone_create"),
    path(f"{MILESTONE}/", milestones.milestone_detail, name="milestone_detail"),
    path(f"{MILESTONE}/begin/", milestones.milestone_begin, name="milestone_begin"),
    path(f"{MILESTONE}/delete/", milestones.milestone_delete, name="milestone_delete"),
    path(f"{MILESTONE}/restore/", milestones.milestone_restore, name="milestone_restore"),
    path(f"{SECTION}/", sections.section_first, name="section_first"),
    path(f"{SECTION}/<pack_id:group>/", sections.section_detail, name="section_detail"),
    path(f"{SECTION}/<pack_id:group>/complete/", sections.section_complete, name="section_complete"),
    path(f"{SECTION}/<pack_id:group>/confirm/", carrying.section_confirm, name="section_confirm"),
    path(f"{SECTION}/<pack_id:group>/reopen/", sections.section_reopen, name="section_reopen"),
    path(f"{ONE}/questions/", questions.question_list, name="question_list"),
    path(f"{QUESTION}/", sections.question_detail, name="question_detail"),
    path(f"{ONE}/review/", reviews.review_detail, name="review_detail"),
    path(f"{ONE}/review/act/", reviews.review_act, name="review_act"),
    path(f"{ONE}/review/by-phase/<pack_id:group>/", reviews.review_phase, name="review_phase"),
    path(f"{QUESTION}/comments/", comments.comment_list, name="comment_list"),
    path(f"{QUESTION}/comments/new/", comments.comment_create, name="comment_create"),
    path(f"{THREAD}/reply/", comments.thread_reply, name="thread_reply"),
    path(f"{THREAD}/resolve/", comments.thread_resolve, name="thread_resolve"),
    path(f"{THREAD}/reopen/", comments.thread_reopen, name="thread_reopen"),
    path(f"{COMMENT}/", comments.comment_change, name="comment_change"),
    path(f"{COMMENT}/delete/", comments.comment_delete, name="comment_delete"),
    path(f"{COMMENT}/restore/", comments.comment_restore, name="comment_restore"),
    path(f"{QUESTION}/answer/", answers.answer_save, name="answer_save"),
    path(f"{QUESTION}/confirm/", carrying.answer_confirm, name="answer_confirm"),
    path(f"{QUESTION}/history/", history.answer_history, name="answer_history"),
    path(f"{QUESTION}/restore/", history.answer_restore, name="answer_restore"),
    path(f"{QUESTION}/evidence/", citations.citation_create, name="citation_create"),
    path(f"{QUESTION}/evidence/<code:evidence_code>/remove/", citations.citation_remove, name="citation_remove"),
]
