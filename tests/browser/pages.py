"""Every page that a browser test looks at: a line each, tried by test_pages.py in all widths and colours."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import User, Workspace
from accounts.operations.digests import digest_token
from assessments.choices import GroupKind, ScopeChoice
from assessments.domain.imports import Pick
from assessments.models import AnswerImport, Assessment
from assessments.operations.answers import save_answer
from assessments.operations.assessments import delete_assessment
from assessments.operations.citations import cite_evidence
from assessments.operations.sections import complete_section
from assessments.queries.imports import plan_import
from evidence.models import EvidenceVersion
from jobs.choices import JobState
from jobs.models import Job
from reports.models import ReportPlan
from tests.factories.accounts import (
    make_event,
    make_invitation,
    make_member,
    make_notice,
    make_user,
    make_workspace,
    owner_of,
)
from tests.factories.answer_files import (
    add_evidence_row,
    answer,
    come_back,
    go_on,
    make_new_import,
    make_workbook,
    set_cell,
)
from tests.factories.assessments import cite, make_assessment
from tests.factories.evidence import make_evidence_with_file, make_stored_evidence
from tests.factories.jobs import make_job
from tests.factories.reports import make_preset, make_run, make_share
from tests.factories.uploads import make_picture


class World:
    """One workspace, a person of each role in it, a second workspace of its owner, and somebody who has none."""

    def __init__(self) -> None:
        self.owner = make_user(name="Ada Lovelace", password="correct horse battery")
        self.workspace: Workspace = make_workspace(owner=self.owner, name="Northwind Billing")
        make_workspace(owner=self.owner, name="Harbour & Vane")
        self.people = {Role.OWNER: self.owner}
        for role in (Role.EDITOR, Role.CONTRIBUTOR, Role.VIEWER):
            self.people[role] = make_member(self.workspace, role)
        make_event(self.workspace, verb="workspace.created")
        make_invitation(self.workspace, email="new@example.com")
        make_notice(self.owner, workspace=self.workspace)
        self.loner: User = make_user(name="Grace Hopper")

    def at(self, url_name: str, **arguments: str) -> str:
        """The address of a page of the workspace."""
        return reverse(url_name, kwargs={"workspace_code": self.workspace.code, **arguments})


type Reach = str | Callable[[World], str]


@dataclass(frozen=True)
class Page:
    """`reach` is an address, or finds it in the world. Without a role: as somebody who is signed out."""

    name: str
    reach: Reach
    role: Role | None = None
    status: int = 200

    def address(self, world: World) -> str:
        return self.reach if isinstance(self.reach, str) else self.reach(world)


def _open_invitation(world: World) -> str:
    make_invitation(world.workspace, secret="held", email="somebody@else.example")
    return reverse("invitation_open", args=["held"])


def _running_job(world: World) -> Job:
    return make_job(
        workspace=world.workspace, started_by=world.owner, state=JobState.RUNNING, sentence="Reads", done=1, total=4
    )


def _failed_job(world: World) -> Job:
    return make_job(workspace=world.workspace, state=JobState.FAILED)


def _a_job_of_each_state(world: World) -> str:
    for state in JobState:
        make_job(workspace=world.workspace, state=state)
    return world.at("job_list")


def _assessment(world: World) -> Assessment:
    """A third of it answered, some with evidence that ends soon, one section complete."""
    assessment = make_assessment(world.workspace, title="Baseline March 2026", profile={"stage": ["before_launch"]})
    asked = assessment.questions.questions[:22]
    for number, question in enumerate(asked):
        levels = {"state": "answered", "level": number % 6, "is_flagged": number % 7 == 3}
        said = {"state": "unknown"} if number % 8 == 5 else levels
        _answer(assessment, question.id, said)
    evidence = make_stored_evidence(world.workspace, title="Restore drill of March", days_old=160)
    for question in asked[:5]:
        cite_evidence(
            workspace=world.workspace,
            assessment=assessment.code,
            question=question.id,
            actor=world.owner,
            evidence=evidence,
        )
    complete_section(assessment=assessment, kind=GroupKind.PHASE, group="discover", title="Discover", actor=world.owner)
    return assessment


def _answer(assessment: Assessment, question: str, said: dict[str, Any], *, seen: int = 1) -> None:
    actor = owner_of(assessment.workspace)
    save_answer(
        workspace=assessment.workspace,
        assessment=assessment.code,
        question=question,
        actor=actor,
        seen=seen,
        said=said,
    )


def _of_assessment(url_name: str) -> Callable[[World], str]:
    return lambda world: world.at(url_name, assessment_code=_assessment(world).code)


def _section(kind: str, group: str, query: str) -> Callable[[World], str]:
    """A note in Markdown, ticks that suggest another level, and a piece of evidence that counts no more."""

    def reach(world: World) -> str:
        assessment = _assessment(world)
        said = {
            "state": "answered",
            "level": 4,
            "met": ["DIS-01.1a"],
            "level_reason": "Soon.",
            "note": "**Ranked**\n\n- a",
        }
        _answer(assessment, "DIS-01", said, seen=3)
        cite(assessment, 0, make_stored_evidence(world.workspace, title="Minutes", days_old=400))
        return world.at("section_detail", assessment_code=assessment.code, kind=kind, group=group) + query

    return reach


def _of_question(url_name: str) -> Callable[[World], str]:
    return lambda world: world.at(url_name, assessment_code=_assessment(world).code, question="DIS-01")


def _import(world: World) -> AnswerImport:
    """Of a file with new answers, in one place of which somebody else was first."""
    assessment = _assessment(world)
    first, second, third = (question.id for question in assessment.questions.questions[:3])

    def change(book: Any) -> None:
        set_cell(book, first, "Answer", 4)
        set_cell(book, second, "Note", "Written on the plane.\nAsk Grace about the second region.")
        set_cell(book, third, "Answer", "clear")
        add_evidence_row(book, second, "document", None, "Runbook", "https://wiki.northwind.example/runbook")

    data = make_workbook(assessment, change)
    answer(assessment, first, world.people[Role.EDITOR], level=2)
    return come_back(assessment, data)


def _import_preview(world: World) -> str:
    found = _import(world)
    assert found.assessment
    return world.at("import_detail", assessment_code=found.assessment.code, import_code=found.code)


def _import_result(world: World) -> str:
    found = _import(world)
    assert found.assessment
    picks = {(line.question.id, unit): Pick.FILE for line in plan_import(found).lines for unit in line.open}
    go_on(found, picks)
    return world.at("import_detail", assessment_code=found.assessment.code, import_code=found.code)


def _assessments(world: World) -> str:
    """One that has begun, one that has not, and a deleted one."""
    _assessment(world)
    make_assessment(world.workspace, scope=ScopeChoice.CORE, title="Ledger service, core")
    delete_assessment(assessment=make_assessment(world.workspace, title="A trial"), actor=world.owner)
    return world.at("assessment_list")


def _overview_with_assessments(world: World) -> str:
    _assessments(world)
    return world.at("workspace_detail")


def _new_assessment(world: World) -> str:
    return world.at("assessment_detail", assessment_code=make_assessment(world.workspace).code)


def _results_with_thought(world: World) -> str:
    address = world.at("result_detail", assessment_code=_assessment(world).code)
    return f"{address}?terms=phase:discover:verified&close=DIS-01&close=DIS-02"


def _results_of_phase(world: World) -> str:
    return world.at("result_group", assessment_code=_assessment(world).code, kind="phase", group="discover")


def _new_results(world: World) -> str:
    return world.at("result_detail", assessment_code=make_assessment(world.workspace).code)


def _evidence_of_each_standing(world: World) -> str:
    """With the address of the one that has everything a page of evidence can show."""
    picture = make_picture("PNG", (400, 300))
    evidence = make_evidence_with_file(
        world.workspace,
        picture,
        "restore-drill.png",
        title="Restore drill of the billing database",
        owner=world.owner,
        added_by=world.owner,
        kind="restore_drill",
        link="https://wiki.northwind.example/reliability/drills/2026/september-restore-of-the-billing-database",
        days_old=170,
        version=2,
    )
    EvidenceVersion.objects.create(evidence=evidence, number=1, reference="OPS-31", replaced_by=world.owner)
    assessment = make_assessment(world.workspace, title="2026 baseline")
    for number in range(3):
        cite(assessment, number, evidence)
    cite(assessment, 3, make_stored_evidence(world.workspace, title="Error budget, October"))
    make_stored_evidence(world.workspace, title="Runbook of the checkout", days_old=400, evidence_class="document")
    make_stored_evidence(world.workspace, title="Load test before the sale", days_old=None)
    return evidence.get_absolute_url()


def _composer(world: World) -> str:
    """With words that are older than the findings, and presets."""
    assessment = _assessment(world)
    ReportPlan.objects.create(
        assessment=assessment,
        summary="Fine.",
        basis="Other.",
        basis_date=world.workspace.today,
        phase_comments={"scale": "Later."},
    )
    for name in ("Board", "Client"):
        make_preset(world.workspace, name=name)
    return world.at("report_compose", assessment_code=assessment.code)


def _reports(world: World) -> str:
    assessment = _assessment(world)
    make_run(assessment)
    make_run(assessment, stored_file=None, made_at=None, job=_failed_job(world))
    return world.at("report_list", assessment_code=assessment.code)


def _report_with_links(world: World) -> str:
    """An open one, one that has run out and a revoked one."""
    run, now = make_run(_assessment(world)), timezone.now()
    make_share(run, download_count=2, last_download_at=now, password="grey heron 7")
    make_share(run, recipient="Auditors", expires_at=now)
    make_share(run, recipient="Bank", revoked_at=now)
    return run.get_absolute_url()


def _shared_report(world: World) -> str:
    make_share(make_run(_assessment(world)), secret="held")
    return reverse("shared_report", args=["held"])


def _shared_report_with_password(world: World) -> str:
    make_share(make_run(_assessment(world)), secret="guarded", password="grey heron 7")
    return reverse("shared_report", args=["guarded"])


def _report_being_made(world: World) -> str:
    run = make_run(_assessment(world), stored_file=None, made_at=None, job=_running_job(world))
    return run.get_absolute_url()


def _register(world: World) -> str:
    _evidence_of_each_standing(world)
    return world.at("evidence_list")


def _evidence_at(url_name: str) -> Callable[[World], str]:
    return lambda world: world.at(url_name, evidence_code=make_stored_evidence(world.workspace).code)


PAGES = [
    Page("sign in", "/account/login/"),
    Page("forgotten password", "/account/password/reset/"),
    Page("page that is not there", "/nothing/", status=404),
    Page("component library", "/_components/"),
    Page("choice of workspaces", "/", Role.OWNER),
    Page("overview of a workspace", lambda world: world.at("workspace_detail"), Role.OWNER),
    Page("overview for a viewer", lambda world: world.at("workspace_detail"), Role.VIEWER),
    Page("overview with assessments", _overview_with_assessments, Role.OWNER),
    Page("assessments", _assessments, Role.EDITOR),
    Page("assessments, none yet", lambda world: world.at("assessment_list"), Role.VIEWER),
    Page("new assessment", lambda world: world.at("assessment_create"), Role.EDITOR),
    Page("assessment", _of_assessment("assessment_detail"), Role.OWNER),
    Page("assessment that has not begun", _new_assessment, Role.CONTRIBUTOR),
    Page("settings of an assessment", _of_assessment("assessment_settings"), Role.EDITOR),
    Page("duplicating an assessment", _of_assessment("assessment_duplicate"), Role.EDITOR),
    Page("section by phase", _section("phase", "discover", "?question=DIS-01"), Role.CONTRIBUTOR),
    Page("section by phase for a viewer", _section("phase", "discover", "?question=DIS-01"), Role.VIEWER),
    Page("section by domain", _section("domain", "service-levels", "?show=below-target"), Role.OWNER),
    Page("section with nothing for a filter", _section("phase", "scale", "?show=flagged"), Role.OWNER),
    Page("all questions", _of_assessment("question_list"), Role.VIEWER),
    Page("search without a find", lambda world: _of_assessment("question_list")(world) + "?q=zebra", Role.VIEWER),
    Page("history of an answer", _of_question("answer_history"), Role.CONTRIBUTOR),
    Page("citing evidence", _of_question("citation_create"), Role.CONTRIBUTOR),
    Page("questions that may not apply", _of_assessment("suggestion_list"), Role.CONTRIBUTOR),
    Page("results", _of_assessment("result_detail"), Role.OWNER),
    Page("results, with terms and a thought", _results_with_thought, Role.VIEWER),
    Page("results of a phase", _results_of_phase, Role.VIEWER),
    Page("results, nothing answered", _new_results, Role.CONTRIBUTOR),
    Page("answers in a workbook", _of_assessment("answers_exchange"), Role.CONTRIBUTOR),
    Page("answers in a workbook for a viewer", _of_assessment("answers_exchange"), Role.VIEWER),
    Page("what an import would change", _import_preview, Role.OWNER),
    Page("what an import changed", _import_result, Role.CONTRIBUTOR),
    Page("new assessment from a file", lambda world: world.at("assessment_from_file"), Role.EDITOR),
    Page(
        "what a file holds",
        lambda world: world.at("assessment_file_detail", import_code=make_new_import(world.workspace).code),
        Role.OWNER,
    ),
    Page("composing a report", _composer, Role.EDITOR),
    Page("reports", _reports, Role.VIEWER),
    Page("reports, none yet", _of_assessment("report_list"), Role.EDITOR),
    Page("report", _report_with_links, Role.EDITOR),
    Page("shared report", _shared_report),
    Page("shared report with a password", _shared_report_with_password),
    Page("link that leads nowhere", "/shared/no-such/", status=404),
    Page("verifying a report", "/verify/", Role.VIEWER),
    Page("report that is being made", _report_being_made, Role.EDITOR),
    Page("members", lambda world: world.at("member_list"), Role.OWNER),
    Page("members for a viewer", lambda world: world.at("member_list"), Role.VIEWER),
    Page("one member", lambda world: world.at("member_detail", user_code=world.people[Role.EDITOR].code), Role.OWNER),
    Page("handing over", lambda world: world.at("member_hand_over"), Role.OWNER),
    Page("leaving", lambda world: world.at("workspace_leave"), Role.VIEWER),
    Page("inviting", lambda world: world.at("invitation_create"), Role.OWNER),
    Page("invitation for a visitor", _open_invitation),
    Page("invitation for a member", _open_invitation, Role.VIEWER),
    Page("invitation that has run out", "/invitation/no-such/", status=404),
    Page("switching the daily mail off", lambda world: reverse("digest_off", args=[digest_token(world.owner)])),
    Page("activity", lambda world: world.at("activity_list"), Role.VIEWER),
    Page("jobs", _a_job_of_each_state, Role.OWNER),
    Page("jobs, none yet", lambda world: world.at("job_list"), Role.VIEWER),
    Page("job that runs", lambda world: _running_job(world).get_absolute_url(), Role.OWNER),
    Page("job that failed", lambda world: _failed_job(world).get_absolute_url(), Role.OWNER),
    Page("evidence", _register, Role.OWNER),
    Page("evidence, none yet", lambda world: world.at("evidence_list"), Role.CONTRIBUTOR),
    Page("piece of evidence", _evidence_of_each_standing, Role.OWNER),
    Page("piece of evidence for a viewer", _evidence_of_each_standing, Role.VIEWER),
    Page("adding evidence", lambda world: world.at("evidence_create"), Role.CONTRIBUTOR),
    Page("correcting evidence", _evidence_at("evidence_change"), Role.CONTRIBUTOR),
    Page("replacing evidence", _evidence_at("evidence_replace"), Role.CONTRIBUTOR),
    Page("settings", lambda world: world.at("workspace_settings"), Role.OWNER),
    Page("logos", lambda world: world.at("workspace_logos"), Role.OWNER),
    Page("export of a workspace", lambda world: world.at("workspace_export"), Role.OWNER),
    Page("deletion of a workspace", lambda world: world.at("workspace_delete"), Role.OWNER),
    Page("page that a role does not allow", lambda world: world.at("workspace_settings"), Role.VIEWER, status=403),
    Page("new workspace", "/workspaces/new/", Role.OWNER),
    Page("notices", "/notices/", Role.OWNER),
    Page("account", "/account/", Role.OWNER),
    Page("sign-up by invitation only", "/account/signup/"),
    Page("link that does not work any more", "/account/password/reset/key/1-a/"),
    Page("account that is switched off", "/account/inactive/"),
    Page("look into your mail", "/account/confirm-email/"),
    Page("own account", "/account/", Role.OWNER),
    Page("password", "/account/password/change/", Role.OWNER),
    Page("mail address", "/account/email/", Role.OWNER),
    Page("two-step sign-in", "/account/2fa/", Role.OWNER),
    Page("passkeys", "/account/2fa/webauthn/", Role.OWNER),
    Page("sessions", "/account/sessions/", Role.OWNER),
    Page("is it you", "/account/reauthenticate/", Role.OWNER),
    Page("sign out", "/account/logout/", Role.OWNER),
    Page("export of one's own data", "/account/export/", Role.OWNER),
    Page("deletion of an account", "/account/delete/", Role.OWNER),
]
