"""The reports of a decided evaluation: the decision report, and a debrief for each vendor that was not chosen."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations.activity import log_activity
from core.background import JobFailed, Progress
from core.local import surroundings
from jobs.operations import start_job
from reports.builders.debrief import build_debrief, debrief_data, told_to
from reports.builders.decision import build_decision_report
from reports.builders.decision_data import decision_data
from reports.models import ReportRun
from reports.operations.pdf import LOGOS, STYLE, hash_of_content, results_json
from reports.operations.runs import RECORD, MadeReport, file_name, keep_report, logos_of, said_of
from reports.operations.turns import turn
from reports.queries.decisions import Decided, NotDecidedError, decided_of
from reports.render import Attachment, RenderError, render_pdf
from reports.render.fonts import FONT_FACES, FONT_FILES
from vendors.domain.stages import Stage
from vendors.models import Award, Evaluation, Proposal

KIND = "reports.make_decision"
DECISION_JSON, DEBRIEF_JSON = "decision.json", "debrief.json"
OWN_STYLE = settings.BASE_DIR / "templates" / "reports" / "decision" / "decision.css"


@transaction.atomic
def ask_for_decision_report(
    *, evaluation: Evaluation, actor: User, is_draft: bool = False, is_confidential: bool = False
) -> ReportRun:
    """Of the decision as it stands, with the logos that the workspace has now. Raises NotDecidedError."""
    title = _("%(title)s, decision report") % {"title": evaluation.title}
    return _ask(evaluation, actor, title, is_draft=is_draft, is_confidential=is_confidential)


@transaction.atomic
def ask_for_debrief(*, proposal: Proposal, actor: User) -> ReportRun:
    """For the vendor of a proposal that was not chosen. Raises NotDecidedError where it was, or nothing is decided."""
    evaluation = proposal.evaluation
    title = _("%(title)s, debrief for %(vendor)s") % {"title": evaluation.title, "vendor": proposal.vendor}
    if Award.objects.filter(evaluation=evaluation, proposal=proposal).exists():
        raise NotDecidedError
    return _ask(evaluation, actor, title, proposal, is_confidential=True)


def _ask(evaluation: Evaluation, actor: User, title: str, proposal: Proposal | None = None, **marks: bool) -> ReportRun:
    workspace = evaluation.workspace
    if not Evaluation.objects.locked().filter(pk=evaluation.pk, stage=Stage.DECIDED.value).exists():
        raise NotDecidedError
    run = ReportRun.objects.create(
        workspace=workspace,
        evaluation=evaluation,
        proposal=proposal,
        title=title[:200],
        asked_by=actor,
        as_of_date=workspace.today,
        options={
            **marks,
            "accent": workspace.accent,
            "logo": str(workspace.logo.name or ""),
            "consultant_logo": str(workspace.consultant_logo.name or ""),
        },
    )
    title = _("Report: %(title)s") % {"title": run.title}
    run.job = start_job(kind=KIND, workspace=workspace, user=actor, parameters={"run": run.code}, title=title)
    run.save(update_fields=["job"])
    log_activity(workspace=workspace, actor=actor, verb="report.asked_for", target=run)
    return run


def make_decision_report(progress: Progress) -> str:
    """The handler. It may run twice: the file is kept only by the one that finds none yet, and still has the job."""
    run = ReportRun.objects.select_related("workspace", "proposal").filter(code=progress.parameters["run"]).first()
    if run is None:
        raise JobFailed(_("The report was deleted before it was made."))
    if run.stored_file_id:
        return said_of(run)
    evaluation = Evaluation.objects.filter(pk=run.evaluation_id, deleted_at=None).select_related("moderator").first()
    if evaluation is None:
        raise JobFailed(_("The evaluation was deleted before its report was made."))
    evaluation.workspace = run.workspace
    with turn(progress) as folder:
        progress.say(_("Reckons the result and lays out the pages"), done=1, total=3)
        with surroundings(run.workspace.locale, run.workspace.zone):
            try:
                decided = _decided(run, evaluation)
                made = _made(run, decided, folder)
            except NotDecidedError as error:
                raise JobFailed(_("The decision was taken back before its report was made.")) from error
            except RenderError as error:
                raise JobFailed(str(error)) from error
    version = decided.result.version
    left_out = told_to(decided, run.proposal.code).left_out if run.proposal else 0
    kept = keep_report(
        run,
        made,
        progress,
        name=file_name(run, run.workspace.name),
        pack=_("Criteria and weights, version %(number)d") % {"number": version.number},
        pack_hash=version.content_hash,
        options={**run.options, "left_out": left_out},
    )
    return said_of(kept)


def _decided(run: ReportRun, evaluation: Evaluation) -> Decided:
    """Of the decision that held when the report was asked for, and of no later one."""
    decided = decided_of(evaluation)
    if decided.award.decided_at is None or decided.award.decided_at > run.asked_at:
        raise NotDecidedError
    return decided


def _made(run: ReportRun, decided: Decided, folder: Path) -> MadeReport:
    """The debrief of one vendor has nothing in it, attached or printed, but what is that vendor's own."""
    logos, options = logos_of(run)
    code = run.proposal.code if run.proposal else ""
    attached = results_json(debrief_data(decided, code) if code else decision_data(decided))
    content_hash = hash_of_content(attached)
    if code:
        html = debrief_html(decided, code, options, content_hash=content_hash)
        name, said = DEBRIEF_JSON, "The scores of this proposal"
    else:
        html = decision_html(decided, options, content_hash=content_hash)
        name, said = DECISION_JSON, "Every score, weight and number"
    at = datetime.combine(decided.award.decided_date, time(), tzinfo=UTC)
    record = json.dumps({"report": run.code, "content_hash": content_hash}).encode()
    made = render_pdf(
        html,
        files={**FONT_FILES, **logos, "report.css": STYLE, "decision.css": OWN_STYLE},
        attachments=[Attachment(name, attached, said, at), Attachment(RECORD, record, "Which report this is", at)],
        scratch=folder,
    )
    return MadeReport(made.content, made.pages, content_hash)


def decision_html(decided: Decided, options: dict[str, Any], *, content_hash: str) -> str:
    """The page that is printed."""
    report = build_decision_report(decided, options, content_hash=content_hash)
    return _page("reports/decision/report.html", report, decided)


def debrief_html(decided: Decided, code: str, options: dict[str, Any], *, content_hash: str) -> str:
    """The page that is printed for one vendor."""
    report = build_debrief(decided, code, options, content_hash=content_hash)
    return _page("reports/decision/debrief.html", report, decided)


def _page(template: str, report: object, decided: Decided) -> str:
    made_at = f"{decided.award.decided_date.isoformat()}T00:00:00Z"
    context = {"report": report, "logos": LOGOS, "font_faces": FONT_FACES, "made_at": made_at}
    return render_to_string(template, context)
