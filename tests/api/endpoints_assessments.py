"""Lines for tests/api/endpoints.py."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import Workspace
from assessments.models import Comment
from tests.api.endpoint_kinds import CONTRIBUTOR, EDITOR, OWNER, VIEWER, Appointed, Endpoint, Open, Personal
from tests.factories.accounts import owner_of
from tests.factories.answer_files import make_import, make_new_import
from tests.factories.assessments import cite, make_assessment, make_milestone
from tests.factories.evidence import make_stored_evidence
from tests.factories.reviews import make_comment


def _itself(workspace: Workspace) -> dict[str, Any]:
    return {"code": make_assessment(workspace).code}


def _one(workspace: Workspace) -> dict[str, Any]:
    return {"assessment_code": make_assessment(workspace).code}


def _question(workspace: Workspace) -> dict[str, Any]:
    return {**_one(workspace), "question": "ARC-11"}


def _section(workspace: Workspace) -> dict[str, Any]:
    return {**_one(workspace), "kind": "phase", "group": "architect"}


def _cited(workspace: Workspace) -> dict[str, Any]:
    assessment = make_assessment(workspace)
    piece = make_stored_evidence(workspace)
    return {"assessment_code": assessment.code, "question": cite(assessment, 0, piece), "evidence_code": piece.code}


def _comment(workspace: Workspace) -> Comment:
    return make_comment(make_assessment(workspace), owner_of(workspace))


def _thread(workspace: Workspace) -> dict[str, Any]:
    thread = _comment(workspace).thread
    return {"assessment_code": thread.assessment.code, "code": thread.code}


def _own_comment(workspace: Workspace) -> dict[str, Any]:
    comment = _comment(workspace)
    return {"assessment_code": comment.thread.assessment.code, "code": comment.code}


def _milestone(workspace: Workspace) -> dict[str, Any]:
    milestone = make_milestone(make_assessment(workspace))
    return {"assessment_code": milestone.assessment.code, "code": milestone.code}


def _import(workspace: Workspace) -> dict[str, Any]:
    found = make_import(make_assessment(workspace), applied_at=timezone.now())
    assert found.assessment
    return {"assessment_code": found.assessment.code, "code": found.code}


def _file(workspace: Workspace) -> dict[str, Any]:
    return {"code": make_new_import(workspace, applied_at=timezone.now()).code}


ASSESSMENTS: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_assessments": Endpoint(get=VIEWER, post=EDITOR),
    "api_assessment": Endpoint(_itself, get=VIEWER, patch=EDITOR, delete=EDITOR),
    "api_assessment_restore": Endpoint(_itself, post=EDITOR),
    "api_assessment_duplicate": Endpoint(_itself, post=EDITOR),
    "api_assessment_tree": Endpoint(_one, get=VIEWER),
    "api_sections": Endpoint(_one, get=VIEWER),
    "api_section_complete": Endpoint(_section, post=CONTRIBUTOR),
    "api_section_reopen": Endpoint(_section, post=CONTRIBUTOR),
    "api_section_confirm": Endpoint(_section, post=CONTRIBUTOR),
    "api_reviews": Endpoint(_one, get=VIEWER, post=CONTRIBUTOR),
    "api_review_events": Endpoint(_one, get=VIEWER),
    "api_answers": Endpoint(_one, get=VIEWER, put=CONTRIBUTOR),
    "api_answer": Endpoint(_question, get=VIEWER, patch=CONTRIBUTOR),
    "api_answer_history": Endpoint(_question, get=VIEWER),
    "api_answer_restore": Endpoint(_question, post=CONTRIBUTOR),
    "api_citations": Endpoint(_question, post=CONTRIBUTOR),
    "api_citation_new": Endpoint(_question, post=CONTRIBUTOR),
    "api_citation": Endpoint(_cited, delete=CONTRIBUTOR),
    "api_answer_threads": Endpoint(_question, get=VIEWER, post=CONTRIBUTOR),
    "api_threads": Endpoint(_one, get=VIEWER),
    "api_thread": Endpoint(_thread, get=VIEWER),
    "api_thread_replies": Endpoint(_thread, post=CONTRIBUTOR),
    "api_thread_resolve": Endpoint(_thread, post=CONTRIBUTOR),
    "api_thread_reopen": Endpoint(_thread, post=CONTRIBUTOR),
    "api_comment": Appointed(_own_comment, ("PATCH", "DELETE")),
    "api_comment_restore": Appointed(_own_comment, ("POST",)),
    "api_milestones": Endpoint(_one, get=VIEWER, post=EDITOR),
    "api_milestone": Endpoint(_milestone, get=VIEWER, delete=OWNER),
    "api_milestone_restore": Endpoint(_milestone, post=OWNER),
    "api_milestone_begin": Endpoint(_milestone, post=EDITOR),
    "api_suggestions": Endpoint(_one, get=VIEWER, post=CONTRIBUTOR),
    "api_imports": Endpoint(_one, get=VIEWER, post=CONTRIBUTOR),
    "api_import": Endpoint(_import, get=CONTRIBUTOR, delete=CONTRIBUTOR),
    "api_import_apply": Endpoint(_import, post=CONTRIBUTOR),
    "api_import_undo": Endpoint(_import, post=CONTRIBUTOR),
    "api_workbook": Endpoint(_one, get=VIEWER, post=VIEWER),
    "api_answers_json": Endpoint(_one, get=VIEWER),
    "api_answer_files": Endpoint(post=EDITOR),
    "api_answer_file": Endpoint(_file, get=EDITOR),
    "api_answer_file_begin": Endpoint(_file, post=EDITOR),
    "api_renewal": Endpoint(_one, get=EDITOR, post=EDITOR),
    "api_answer_confirm": Endpoint(_question, post=CONTRIBUTOR),
}
