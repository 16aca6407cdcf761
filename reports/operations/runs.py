"""Asking for a report, making it in the background exactly once, deleting it and taking that back."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations.activity import log_activity
from accounts.operations.notices import notify
from assessments.models import Assessment, Milestone
from assessments.queries.milestones import DamagedMilestoneError
from core.background import JobFailed, Progress
from evidence.models import StoredFile
from evidence.operations.files import discard_files, keeping
from jobs.operations import start_job
from reports.domain.baseline import Baseline
from reports.models import ReportRun
from reports.operations.pdf import hash_of_content, made_at, make_pdf, results_json
from reports.operations.plans import DELETED_IS_KEPT, NotRestorableError
from reports.operations.turns import turn
from reports.queries.comparisons import find_baseline
from reports.queries.plans import options_data, options_from, plan_of
from reports.queries.record import record_of
from reports.queries.results import Assessed, assess, assess_milestone
from reports.render import Attachment, RenderError

KIND = "reports.make"
RECORD = "report.json"
"""Attached beside the results: by which report of which code this is, for `verify`."""
LONGEST_PART = 70


@dataclass(frozen=True, slots=True)
class MadeReport:
    content: bytes
    pages: int
    content_hash: str


@transaction.atomic
def ask_for_report(*, assessment: Assessment, actor: User, milestone: Milestone | None = None) -> ReportRun:
    """By the plan as it is now, for today or of what the milestone holds; made in the background."""
    workspace = assessment.workspace
    run = ReportRun.objects.create(
        workspace=workspace,
        assessment=assessment,
        milestone=milestone,
        title=f"{assessment.title}, {milestone.title}"[:200] if milestone else assessment.title,
        asked_by=actor,
        as_of_date=milestone.as_of_date if milestone else workspace.today,
        options=options_data(plan_of(assessment), workspace),
    )
    title = _("Report: %(title)s") % {"title": run.title}
    run.job = start_job(kind=KIND, workspace=workspace, user=actor, parameters={"run": run.code}, title=title)
    run.save(update_fields=["job"])
    log_activity(workspace=workspace, actor=actor, verb="report.asked_for", target=run)
    return run


def make_report(progress: Progress) -> str:
    """The handler. It may run twice: the file is kept only by the one that finds none yet, and still has the job."""
    run = (
        ReportRun.objects.select_related("workspace", "milestone__pack").filter(code=progress.parameters["run"]).first()
    )
    if run is None:
        raise JobFailed(_("The report was deleted before it was made."))
    if run.stored_file_id:
        return said_of(run)
    assessment = Assessment.objects.with_pack().filter(pk=run.assessment_id, deleted_at=None).first()
    if assessment is None:
        raise JobFailed(_("The assessment was deleted before its report was made."))
    assessment.workspace = run.workspace
    with turn(progress) as folder:
        progress.say(_("Computes the results and lays out the pages"), done=1, total=3)
        try:
            assessed = _assessed(run, assessment)
            made = _made(run, assessed, folder)
        except DamagedMilestoneError as error:
            raise JobFailed(_("The milestone does not read as it was frozen, so no report is made of it.")) from error
        except RenderError as error:
            raise JobFailed(str(error)) from error
    pack = assessed.result.pack
    kept = keep_report(
        run,
        made,
        progress,
        name=file_name(run, assessed.submission.organisation),
        pack=f"{pack.title} ({pack.code} {pack.version})"[:200],
        pack_hash=assessed.data["pack"]["hash"],
        scoring_version=assessed.result.scoring_version,
    )
    return said_of(kept)


def _assessed(run: ReportRun, assessment: Assessment) -> Assessed:
    if run.milestone is None:
        return assess(assessment, as_of=run.as_of_date)
    run.milestone.assessment = assessment
    return assess_milestone(run.milestone)


def _made(run: ReportRun, assessed: Assessed, folder: Path) -> MadeReport:
    data = assessed.data
    attached = results_json(data)
    content_hash = hash_of_content(attached)
    logos, chosen = logos_of(run)
    options = options_from(chosen, phases=[phase.id for phase in assessed.result.pack.phases])
    baseline = _baseline(run, assessed)
    record = json.dumps({"report": run.code, "content_hash": content_hash}).encode()
    said = Attachment(RECORD, record, "Which report this is", made_at(assessed.result))
    report = make_pdf(
        attached,
        data,
        assessed.result,
        assessed.submission,
        options,
        logos,
        baseline=baseline,
        record=record_of(assessed, options.chosen_chapters),
        more=[said],
        scratch=folder,
    )
    return MadeReport(report.content, report.pages, content_hash)


def _baseline(run: ReportRun, assessed: Assessed) -> Baseline | None:
    """Whoever asked for the chapter gets it, or hears why there is no report."""
    code = run.options.get("baseline", "")
    try:
        found = find_baseline(assessed.assessment, code, assessed.result.pack)
    except DamagedMilestoneError as error:
        raise JobFailed(
            _("The milestone to compare with is no longer what was frozen: its hash is another.")
        ) from error
    if code and found is None:
        raise JobFailed(
            _("The milestone to compare with was deleted or uses another scale. Choose another one, or none.")
        )
    return found


def logos_of(run: ReportRun) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The pictures by their names, and the run's options with those that there are: a logo that was replaced since is
    gone, and the report is made without it."""
    data, logos = dict(run.options), {}
    for which, name in (("logo", "logo.png"), ("consultant_logo", "consultant-logo.png")):
        with suppress(FileNotFoundError):
            if data[which]:
                with default_storage.open(data[which]) as file:
                    logos[name] = file.read()
        if name not in logos:
            data[which] = ""
    return logos, data


def keep_report(run: ReportRun, made: MadeReport, progress: Progress, *, name: str, **told: Any) -> ReportRun:
    """The run with its file and with what is `told` of it. Only once, and only by who still has the job."""
    with (
        keeping(
            workspace=run.workspace,
            content=made.content,
            name=name,
            media_type="application/pdf",
            actor=run.asked_by,
        ) as stored,
        transaction.atomic(),
    ):
        progress.say(_("Keeps the file"), done=2, total=3)  # first: kept only if the job is still this runner's
        kept: ReportRun = ReportRun.objects.locked().get(pk=run.pk)
        if kept.stored_file_id:
            raise JobFailed(_("The report is made already."))
        stored.save()
        kept.workspace, kept.stored_file = run.workspace, stored
        for field, value in told.items():
            setattr(kept, field, value)
        kept.content_hash = made.content_hash
        kept.pages, kept.made_at = made.pages, timezone.now()
        kept.save()
        log_activity(workspace=run.workspace, actor=run.asked_by, verb="report.made", target=kept)
        if kept.asked_by:
            sentence = _("The report “%(title)s” is ready.") % {"title": kept.title}
            notify(user=kept.asked_by, workspace=run.workspace, sentence=sentence, path=kept.get_absolute_url())
    return kept


def said_of(run: ReportRun) -> str:
    return _("%(pages)d pages, ready to be read.") % {"pages": run.pages or 0}


def file_name(run: ReportRun, organisation: str) -> str:
    """Such as “Northwind Billing – 2026 baseline – 2026-11-21.pdf”, without what a file system does not take."""
    parts = [organisation[:LONGEST_PART], run.title[:LONGEST_PART], run.as_of_date.isoformat()]
    if run.is_for_board:
        parts.insert(2, _("board"))
    name = " – ".join(filter(None, (part.strip() for part in parts)))
    clean = "".join(" " if letter in '\\/:*?"<>|' or ord(letter) < 32 else letter for letter in name)
    return f"{' '.join(clean.split())}.pdf"


@transaction.atomic
def delete_run(*, run: ReportRun, actor: User) -> None:
    """It and its links open nothing any more; for good after a month. Deleting what is deleted does nothing."""
    if ReportRun.objects.filter(pk=run.pk, deleted_at=None).update(deleted_at=timezone.now()):
        log_activity(workspace=run.workspace, actor=actor, verb="report.deleted", target=run)


@transaction.atomic
def restore_run(*, run: ReportRun, actor: User) -> None:
    """Raises NotRestorableError. Restoring what is there does nothing."""
    if run.deleted_at is None:
        return
    earliest = timezone.now() - DELETED_IS_KEPT
    if not ReportRun.objects.filter(pk=run.pk, deleted_at__gt=earliest).update(deleted_at=None):
        raise NotRestorableError
    log_activity(workspace=run.workspace, actor=actor, verb="report.restored", target=run)


def purge_runs(*, now: datetime) -> int:
    """Remove what was deleted a month ago, and what has outlived what it is of, with the files; how many.

    A report of a decision has outlived it when another one has fallen since.
    """
    outlived = Q(assessment=None, roadmap=None, evaluation=None) | Q(evaluation__award__decided_at__gt=F("asked_at"))
    due = ReportRun.objects.filter(Q(deleted_at__lte=now - DELETED_IS_KEPT) | outlived)
    return sum(_purge(key) for key in list(due.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _purge(key: int) -> bool:
    run = ReportRun.objects.locked().filter(pk=key).first()
    if run is None:
        return False
    file = run.stored_file_id
    run.delete()
    discard_files(StoredFile.objects.filter(pk=file))
    return True
