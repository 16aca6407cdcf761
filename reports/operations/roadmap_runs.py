"""The status of a roadmap as a report: asked for, and made in the background exactly once."""

from __future__ import annotations

import json
from dataclasses import replace
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
from reports.builders.roadmap import build_roadmap_report
from reports.builders.roadmap_data import roadmap_data
from reports.models import ReportRun
from reports.operations.pdf import LOGOS, STYLE, hash_of_content, results_json
from reports.operations.runs import RECORD, MadeReport, file_name, keep_report, logos_of, said_of
from reports.operations.turns import turn
from reports.queries.roadmaps import RoadmapStatus, status_of
from reports.render import Attachment, RenderError, RenderLimits, render_pdf
from reports.render.fonts import FONT_FACES, FONT_FILES
from roadmap.models import Roadmap

KIND = "reports.make_roadmap"
ROADMAP_JSON = "roadmap.json"
OWN_STYLE = settings.BASE_DIR / "templates" / "reports" / "roadmap" / "roadmap.css"


@transaction.atomic
def ask_for_roadmap_report(
    *, roadmap: Roadmap, actor: User, is_draft: bool = False, is_confidential: bool = False
) -> ReportRun:
    """As of today, with the logos that the workspace has now; made in the background."""
    workspace = roadmap.workspace
    run = ReportRun.objects.create(
        workspace=workspace,
        roadmap=roadmap,
        title=(_("%(title)s, roadmap status") % {"title": roadmap.title})[:200],
        asked_by=actor,
        as_of_date=workspace.today,
        options={
            "is_draft": is_draft,
            "is_confidential": is_confidential,
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


def make_roadmap_report(progress: Progress) -> str:
    """The handler. It may run twice: the file is kept only by the one that finds none yet, and still has the job."""
    run = ReportRun.objects.select_related("workspace").filter(code=progress.parameters["run"]).first()
    if run is None:
        raise JobFailed(_("The report was deleted before it was made."))
    if run.stored_file_id:
        return said_of(run)
    roadmap = Roadmap.objects.with_pack().filter(pk=run.roadmap_id, deleted_at=None)
    found = roadmap.select_related("assessment").first()
    if found is None:
        raise JobFailed(_("The roadmap was deleted before its report was made."))
    found.workspace = run.workspace
    with turn(progress) as folder:
        progress.say(_("Lays out the pages"), done=1, total=3)
        with surroundings(run.workspace.locale, run.workspace.zone):
            status = status_of(found, run.as_of_date, is_for_print=True)
            try:
                made = _made(run, status, folder)
            except RenderError as error:
                raise JobFailed(str(error)) from error
    pack = found.questions
    kept = keep_report(
        run,
        made,
        progress,
        name=file_name(run, run.workspace.name),
        pack=f"{pack.title} ({pack.code} {pack.version})"[:200],
        pack_hash=found.pack.hash,
    )
    return said_of(kept)


def _made(run: ReportRun, status: RoadmapStatus, folder: Path) -> MadeReport:
    attached = results_json(roadmap_data(status))
    content_hash = hash_of_content(attached)
    logos, options = logos_of(run)
    at = datetime.combine(status.day, time(), tzinfo=UTC)
    record = json.dumps({"report": run.code, "content_hash": content_hash}).encode()
    made = render_pdf(
        roadmap_html(status, options, content_hash=content_hash),
        files={**FONT_FILES, **logos, "report.css": STYLE, "roadmap.css": OWN_STYLE},
        attachments=[
            Attachment(ROADMAP_JSON, attached, "Every action, gate and number", at),
            Attachment(RECORD, record, "Which report this is", at),
        ],
        limits=_limits(status),
        scratch=folder,
    )
    return MadeReport(made.content, made.pages, content_hash)


def roadmap_html(status: RoadmapStatus, options: dict[str, Any], *, content_hash: str) -> str:
    """The page that is printed."""
    return render_to_string(
        "reports/roadmap/report.html",
        {
            "report": build_roadmap_report(status, options, content_hash=content_hash),
            "logos": LOGOS,
            "font_faces": FONT_FACES,
            "made_at": f"{status.day.isoformat()}T00:00:00Z",
        },
    )


def _limits(status: RoadmapStatus) -> RenderLimits:
    """Rows of a table take some milliseconds each, so what has more of them may take longer."""
    standard, rows = RenderLimits(), len(status.actions) + len(status.moments)
    return replace(
        standard, cpu_seconds=standard.cpu_seconds + rows // 10, wall_seconds=standard.wall_seconds + rows / 5
    )
