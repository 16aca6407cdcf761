"""Who may open which address: one line for every route. tests/test_routes.py asks each of them.

A new view without a line here fails. What an address needs beside `workspace_code` is made by a function named in the
line, which is given the workspace and returns the remaining arguments.
"""

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Workspace
from accounts.operations.activity import log_activity
from accounts.operations.digests import digest_token
from roadmap.models import Action
from roadmap.operations.comments import write_comment
from roadmap.operations.from_gaps import MADE
from tests.factories.accounts import make_invitation, make_member, make_notice, make_workspace, owner_of
from tests.factories.answer_files import make_import, make_new_import
from tests.factories.artifacts import make_own_artifact, review_artifact
from tests.factories.assessments import answer_everything, make_assessment, make_milestone
from tests.factories.evidence import make_evidence_with_file, make_stored_evidence
from tests.factories.jobs import make_job
from tests.factories.reports import make_preset, make_run, make_share
from tests.factories.reviews import make_comment
from tests.factories.roadmap import close_action, make_action, make_roadmap
from tests.factories.tickets import make_ticket_import
from tests.phase_routes import PHASE_ROUTES
from tests.phase_routes import roadmap_code as _roadmap_code
from tests.pilot_routes import PILOT_ROUTES
from tests.plan_routes import PLAN_ROUTES
from tests.route_kinds import Anyone, Appointed, Member, Person
from tests.service_routes import SERVICE_ROUTES
from tests.vendor_routes import VENDOR_ROUTES
from tests.webhook_routes import WEBHOOK_ROUTES


def _user_code(workspace: Workspace) -> dict[str, Any]:
    return {"user_code": make_member(workspace).code}


def _invitation_code(workspace: Workspace) -> dict[str, Any]:
    return {"invitation_code": make_invitation(workspace).code}


def _applied_import(workspace: Workspace) -> dict[str, Any]:
    """What was applied is for all who may answer; a preview only for who made it."""
    assessment = make_assessment(workspace)
    found = make_import(assessment, applied_at=timezone.now())
    return {"assessment_code": assessment.code, "import_code": found.code}


def _applied_new_import(workspace: Workspace) -> dict[str, Any]:
    return {"import_code": make_new_import(workspace, applied_at=timezone.now()).code}


def _fed_roadmap(workspace: Workspace) -> dict[str, Any]:
    """With an assessment that has gaps."""
    assessment = make_assessment(workspace)
    answer_everything(assessment)
    return {"roadmap_code": make_roadmap(workspace, assessment=assessment).code}


def _action(workspace: Workspace) -> dict[str, Any]:
    action = make_action(make_roadmap(workspace))
    return {"roadmap_code": action.roadmap.code, "action_code": action.code}


def _made_actions(workspace: Workspace) -> dict[str, Any]:
    roadmap = make_roadmap(workspace)
    event = log_activity(workspace=workspace, actor=owner_of(workspace), verb=MADE, target=roadmap, count=0, actions=[])
    return {"roadmap_code": roadmap.code, "event_code": event.code}


def _action_comment(workspace: Workspace) -> dict[str, Any]:
    """Of the workspace's owner: nobody else takes it back."""
    arguments = {"workspace_code": workspace.code, **_action(workspace)}
    action = Action.objects.get(code=arguments["action_code"])
    return {**arguments, "comment_code": write_comment(action=action, actor=owner_of(workspace), text="Why?").code}


def _applied_action_import(workspace: Workspace) -> dict[str, Any]:
    """What was applied is for all who may plan; a preview only for who made it."""
    found = make_ticket_import(make_roadmap(workspace), applied_at=timezone.now())
    return {"roadmap_code": found.roadmap.code, "import_code": found.code}


def _action_change(workspace: Workspace) -> dict[str, Any]:
    """Of the workspace's owner: besides them only who may plan takes it back."""
    moved = close_action(make_action(make_roadmap(workspace)))
    code = moved.change.code if moved.change else ""
    return {"workspace_code": workspace.code, "roadmap_code": moved.action.roadmap.code, "change_code": code}


def _own_artifact(workspace: Workspace) -> dict[str, Any]:
    artifact = make_own_artifact(make_roadmap(workspace))
    return {"roadmap_code": artifact.roadmap.code, "artifact_code": artifact.code}


def _artifact_version(workspace: Workspace) -> dict[str, Any]:
    """With a file."""
    artifact = review_artifact(make_roadmap(workspace))
    return {"roadmap_code": artifact.roadmap.code, "artifact_code": artifact.code, "number": 1}


def _assessment_code(workspace: Workspace) -> dict[str, Any]:
    return {"assessment_code": make_assessment(workspace).code}


def _question(workspace: Workspace) -> dict[str, Any]:
    return {**_assessment_code(workspace), "question": "ARC-11"}


def _section(workspace: Workspace) -> dict[str, Any]:
    return {**_assessment_code(workspace), "kind": "phase", "group": "architect"}


def _with_milestone(workspace: Workspace) -> dict[str, Any]:
    """With something to be compared with."""
    return {"assessment_code": _milestone(workspace)["assessment_code"]}


def _milestone(workspace: Workspace) -> dict[str, Any]:
    milestone = make_milestone(make_assessment(workspace))
    return {"assessment_code": milestone.assessment.code, "milestone_code": milestone.code}


def _comment(workspace: Workspace) -> dict[str, Any]:
    """Of the workspace's owner: nobody else changes it."""
    assessment = make_assessment(workspace)
    comment = make_comment(assessment, owner_of(workspace))
    return {"workspace_code": workspace.code, "assessment_code": assessment.code, "comment_code": comment.code}


def _thread(workspace: Workspace) -> dict[str, Any]:
    assessment = make_assessment(workspace)
    thread = make_comment(assessment, owner_of(workspace)).thread
    return {"assessment_code": assessment.code, "thread_code": thread.code}


def _preset(workspace: Workspace) -> dict[str, Any]:
    return {**_assessment_code(workspace), "preset_code": make_preset(workspace).code}


def _run(workspace: Workspace) -> dict[str, Any]:
    return {"run_code": make_run(make_assessment(workspace)).code}


def _share(workspace: Workspace) -> dict[str, Any]:
    share = make_share(make_run(make_assessment(workspace)))
    return {"run_code": share.run.code, "share_code": share.code}


def _citation(workspace: Workspace) -> dict[str, Any]:
    return {**_question(workspace), "evidence_code": make_stored_evidence(workspace).code}


def _notice_code(workspace: Workspace) -> dict[str, Any]:
    return {"notice_code": make_notice(owner_of(workspace)).code}


def _deleted_workspace(workspace: Workspace) -> dict[str, Any]:
    return {"deleted_code": make_workspace(owner=owner_of(workspace), deleted_at=timezone.now()).code}


def _stored_logo(workspace: Workspace) -> dict[str, Any]:
    workspace.logo.save("logo.png", ContentFile(b"a picture"))
    return {"which": "logo"}


def _job_code(workspace: Workspace) -> dict[str, Any]:
    """With a file, that the workspace's owner asked for."""
    job = make_job(workspace=workspace, started_by=owner_of(workspace))
    job.file.save("file", ContentFile(b"content"))
    return {"job_code": job.code}


def _evidence_code(workspace: Workspace) -> dict[str, Any]:
    return {"evidence_code": make_stored_evidence(workspace).code}


def _evidence_file(workspace: Workspace) -> dict[str, Any]:
    evidence = make_evidence_with_file(workspace)
    file_code = evidence.stored_file.code if evidence.stored_file else ""
    return {"evidence_code": evidence.code, "file_code": file_code}


ROUTES: dict[str, Anyone | Appointed | Person | Member] = {
    **PILOT_ROUTES,
    **PLAN_ROUTES,
    **VENDOR_ROUTES,
    **PHASE_ROUTES,
    **SERVICE_ROUTES,
    **WEBHOOK_ROUTES,
    "section_first": Member(arguments=lambda workspace: {**_assessment_code(workspace), "kind": "domain"}),
    "section_detail": Member(arguments=_section),
    "section_complete": Member(Role.CONTRIBUTOR, _section, post_only=True),
    "section_confirm": Member(Role.CONTRIBUTOR, _section, post_only=True),
    "section_reopen": Member(Role.CONTRIBUTOR, _section, post_only=True),
    "question_list": Member(arguments=_assessment_code),
    "question_detail": Member(arguments=_question),
    "waiting_list": Member(),
    "review_detail": Member(arguments=_assessment_code),
    "review_phase": Member(arguments=lambda workspace: {**_assessment_code(workspace), "group": "architect"}),
    "review_act": Member(Role.CONTRIBUTOR, _assessment_code, post_only=True),
    "comment_list": Member(arguments=_question),
    "comment_create": Member(Role.CONTRIBUTOR, _question, post_only=True),
    "comment_change": Person(_comment),
    "comment_delete": Person(_comment, post_only=True),
    "comment_restore": Person(_comment, post_only=True),
    "thread_reply": Member(Role.CONTRIBUTOR, _thread, post_only=True),
    "thread_resolve": Member(Role.CONTRIBUTOR, _thread, post_only=True),
    "thread_reopen": Member(Role.CONTRIBUTOR, _thread, post_only=True),
    "answer_save": Member(Role.CONTRIBUTOR, _question, post_only=True),
    "answer_confirm": Member(Role.CONTRIBUTOR, _question, post_only=True),
    "answer_history": Member(arguments=_question),
    "answer_restore": Member(Role.CONTRIBUTOR, _question, post_only=True),
    "citation_create": Member(Role.CONTRIBUTOR, _question),
    "citation_remove": Member(Role.CONTRIBUTOR, _citation, post_only=True),
    "home": Person(),
    "theme_set": Anyone(status=405),
    "component_library": Anyone(status=404),  # there in debug only
    "workspace_export": Member(Role.OWNER),
    "workspace_detail": Member(),
    "workspace_create": Person(),
    "workspace_settings": Member(Role.OWNER),
    "workspace_logos": Member(Role.OWNER),
    "logo_replace": Member(Role.OWNER, lambda workspace: {"which": "logo"}, post_only=True),
    "logo_remove": Member(Role.OWNER, lambda workspace: {"which": "logo"}, post_only=True),
    "workspace_logo": Member(arguments=_stored_logo),
    "workspace_delete": Member(Role.OWNER),
    "workspace_restore": Person(_deleted_workspace, post_only=True),
    "workspace_leave": Member(),
    "actions_exchange": Member(arguments=_roadmap_code),
    "actions_csv": Member(arguments=_roadmap_code),
    "actions_github": Member(arguments=_roadmap_code),
    "action_import_create": Member(Role.EDITOR, _roadmap_code, post_only=True),
    "action_import_detail": Member(Role.EDITOR, _applied_action_import),
    "action_import_apply": Member(Role.EDITOR, _applied_action_import, post_only=True),
    "action_import_discard": Member(Role.EDITOR, _applied_action_import, post_only=True),
    "action_import_undo": Member(Role.EDITOR, _applied_action_import, post_only=True),
    "action_detail": Member(arguments=_action),
    "action_from_gaps": Member(Role.EDITOR, _fed_roadmap),
    "action_from_gaps_undo": Member(Role.EDITOR, _made_actions, post_only=True),
    "action_create": Member(Role.EDITOR, _roadmap_code),
    "action_settings": Member(Role.EDITOR, _action),
    "action_state": Member(Role.CONTRIBUTOR, _action, post_only=True),
    "action_close": Member(Role.CONTRIBUTOR, _action),
    "action_drop": Member(Role.EDITOR, _action),
    "action_reopen": Member(Role.CONTRIBUTOR, _action, post_only=True),
    "action_delete": Member(Role.EDITOR, _action, post_only=True),
    "action_restore": Member(Role.EDITOR, _action, post_only=True),
    "action_comment_create": Member(Role.CONTRIBUTOR, _action, post_only=True),
    "action_comment_delete": Person(_action_comment, post_only=True),
    "action_comment_restore": Person(_action_comment, post_only=True),
    "roadmap_progress": Member(arguments=_roadmap_code),
    "roadmap_timeline": Member(arguments=_roadmap_code),
    "action_list": Member(arguments=_roadmap_code),
    "actions_change": Member(Role.EDITOR, _roadmap_code, post_only=True),
    "action_board": Member(arguments=_roadmap_code),
    "action_move": Member(Role.CONTRIBUTOR, _action, post_only=True),
    "actions_undo": Person(_action_change, post_only=True),
    "artifact_list": Member(arguments=_roadmap_code),
    "artifacts_csv": Member(arguments=_roadmap_code),
    "artifact_create": Member(Role.EDITOR, _roadmap_code),
    "artifact_detail": Member(arguments=_own_artifact),
    "artifact_change": Member(Role.EDITOR, _own_artifact),
    "artifact_tick": Member(Role.CONTRIBUTOR, _own_artifact, post_only=True),
    "artifact_version": Member(Role.CONTRIBUTOR, _own_artifact),
    "artifact_file": Member(arguments=_artifact_version),
    "artifact_markdown": Member(arguments=_own_artifact),
    "artifact_docx": Member(arguments=_own_artifact),
    "artifact_cite": Member(Role.CONTRIBUTOR, _own_artifact, post_only=True),
    "artifact_ask": Member(Role.CONTRIBUTOR, _own_artifact),
    "artifact_review": Member(Role.EDITOR, _own_artifact),
    "artifact_accept": Member(Role.EDITOR, _own_artifact, post_only=True),
    "artifact_send_back": Member(Role.EDITOR, _own_artifact, post_only=True),
    "artifact_delete": Member(Role.EDITOR, _own_artifact, post_only=True),
    "artifact_restore": Member(Role.EDITOR, _own_artifact, post_only=True),
    "assessment_list": Member(),
    "assessment_create": Member(Role.EDITOR),
    "assessment_from_file": Member(Role.EDITOR),
    "assessment_file_detail": Member(Role.EDITOR, _applied_new_import),
    "answers_xlsx": Member(arguments=_assessment_code),
    "answers_json": Member(arguments=_assessment_code),
    "answers_exchange": Member(arguments=_assessment_code),
    "import_create": Member(Role.CONTRIBUTOR, _assessment_code, post_only=True),
    "import_detail": Member(Role.CONTRIBUTOR, _applied_import),
    "import_apply": Member(Role.CONTRIBUTOR, _applied_import, post_only=True),
    "import_discard": Member(Role.CONTRIBUTOR, _applied_import, post_only=True),
    "import_undo": Member(Role.CONTRIBUTOR, _applied_import, post_only=True),
    "assessment_detail": Member(arguments=_assessment_code),
    "assessment_resume": Member(arguments=_assessment_code),
    "assessment_settings": Member(Role.EDITOR, _assessment_code),
    "assessment_renew": Member(Role.EDITOR, _assessment_code),
    "assessment_duplicate": Member(Role.EDITOR, _assessment_code),
    "assessment_delete": Member(Role.EDITOR, _assessment_code, post_only=True),
    "assessment_restore": Member(Role.EDITOR, _assessment_code, post_only=True),
    "suggestion_list": Member(Role.CONTRIBUTOR, _assessment_code),
    "milestone_list": Member(arguments=_assessment_code),
    "milestone_create": Member(Role.EDITOR, _assessment_code),
    "milestone_detail": Member(arguments=_milestone),
    "milestone_begin": Member(Role.EDITOR, _milestone),
    "milestone_delete": Member(Role.OWNER, _milestone, post_only=True),
    "milestone_restore": Member(Role.OWNER, _milestone, post_only=True),
    "milestone_result": Member(arguments=_milestone),
    "milestone_result_group": Member(
        arguments=lambda workspace: {**_milestone(workspace), "kind": "phase", "group": "architect"}
    ),
    "milestone_json": Member(arguments=_milestone),
    "milestone_xlsx": Member(arguments=_milestone),
    "milestone_csv": Member(arguments=lambda workspace: {**_milestone(workspace), "table": "questions"}),
    "result_detail": Member(arguments=_assessment_code),
    "result_group": Member(arguments=_section),
    "result_json": Member(arguments=_assessment_code),
    "result_xlsx": Member(arguments=_assessment_code),
    "result_compare": Member(arguments=_with_milestone),
    "result_compare_xlsx": Member(arguments=_with_milestone),
    "result_trend": Member(arguments=_with_milestone),
    "result_csv": Member(arguments=lambda workspace: {**_assessment_code(workspace), "table": "questions"}),
    "report_compose": Member(Role.EDITOR, _assessment_code),
    "report_preview": Member(Role.EDITOR, _assessment_code),
    "report_take_back": Member(Role.EDITOR, _assessment_code, post_only=True),
    "report_list": Member(arguments=_assessment_code),
    "report_make": Member(Role.EDITOR, _assessment_code, post_only=True),
    "roadmap_report_list": Member(arguments=_roadmap_code),
    "roadmap_report_make": Member(Role.EDITOR, _roadmap_code, post_only=True),
    "roadmap_xlsx": Member(arguments=_roadmap_code),
    "report_detail": Member(arguments=_run),
    "report_file": Member(arguments=_run),
    "report_delete": Member(Role.EDITOR, _run, post_only=True),
    "report_restore": Member(Role.EDITOR, _run, post_only=True),
    "report_share": Member(Role.EDITOR, _run, post_only=True),
    "share_revoke": Member(Role.EDITOR, _share, post_only=True),
    "share_restore": Member(Role.EDITOR, _share, post_only=True),
    "shared_report": Anyone(status=404, arguments=lambda workspace: {"secret": "no-such"}),
    "shared_file": Anyone(status=404, arguments=lambda workspace: {"secret": "no-such"}),
    "report_verify": Person(),
    "preset_create": Member(Role.EDITOR, _assessment_code, post_only=True),
    "preset_apply": Member(Role.EDITOR, _preset, post_only=True),
    "preset_rename": Member(Role.EDITOR, _preset, post_only=True),
    "preset_delete": Member(Role.EDITOR, _preset, post_only=True),
    "preset_restore": Member(Role.EDITOR, _preset, post_only=True),
    "member_list": Member(),
    "member_detail": Member(Role.OWNER, _user_code),
    "member_remove": Member(Role.OWNER, _user_code, post_only=True),
    "member_hand_over": Member(Role.OWNER),
    "invitation_create": Member(Role.OWNER),
    "invitation_renew": Member(Role.OWNER, _invitation_code, post_only=True),
    "invitation_withdraw": Member(Role.OWNER, _invitation_code, post_only=True),
    "invitation_open": Anyone(status=404, arguments=lambda workspace: {"secret": "no-such"}),
    "invitation_detail": Anyone(status=404),
    "invitation_accept": Person(post_only=True),
    "activity_list": Member(),
    "activity_export_csv": Member(),
    "activity_export_json": Member(),
    "evidence_list": Member(),
    "evidence_create": Member(Role.CONTRIBUTOR),
    "evidence_detail": Member(arguments=_evidence_code),
    "evidence_change": Member(Role.CONTRIBUTOR, _evidence_code),
    "evidence_replace": Member(Role.CONTRIBUTOR, _evidence_code),
    "evidence_delete": Member(Role.EDITOR, _evidence_code, post_only=True),
    "evidence_restore": Member(Role.EDITOR, _evidence_code, post_only=True),
    "evidence_file": Member(arguments=_evidence_file),
    "notice_list": Person(),
    "notice_open": Person(_notice_code),
    "notices_read": Person(post_only=True),
    "digest_choose": Person(post_only=True),
    "digest_off": Anyone(arguments=lambda workspace: {"token": digest_token(owner_of(workspace))}),
    "job_list": Member(),
    "job_detail": Person(_job_code),
    "job_progress": Person(_job_code),
    "job_cancel": Person(_job_code, post_only=True),
    "job_retry": Person(_job_code, post_only=True),
    "job_file": Person(_job_code),
}

# Pages of other packages: one expectation each, for who is signed out. The prefix is of the address.
OF_OTHERS = {"account/": {200, 302, 404, 405}, "api/": {200, 401}}
