"""The entries of this app; see core.navigation."""

from django.utils.translation import gettext_lazy as _

from core.navigation import Entry

PAGES = (
    "assessment_",
    "section_",
    "question_",
    "answer_",
    "citation_",
    "answers_",
    "import_",
    "suggestion_",
    "result_",
    "milestone_",
    "report_",
    "review_",
    "comment_",
    "thread_",
)

ENTRIES = {"workspace": [Entry(_("Assessments"), "assessment_list", order=20, pages=PAGES)]}
