"""Files of large assessments, which are written by a job and fetched from its page."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership, User
from assessments.files.workbook.template import write_template
from assessments.models import Assessment
from assessments.queries.exchange import XLSX, file_name, filed_answers
from core.background import JobFailed, Progress, registered_work
from jobs.choices import OPEN
from jobs.models import Job
from jobs.operations import start_job

ANSWERS = "assessments.answers_workbook"


@transaction.atomic
def ask_for_file(*, kind: str, assessment: Assessment, actor: User) -> Job:
    """The one under way, where there is one: asking twice makes no second."""
    parameters = {"assessment": assessment.code}
    own = Job.objects.filter(kind=kind, workspace=assessment.workspace, started_by=actor, state__in=OPEN)
    same = own.filter(parameters=parameters).first()
    if same:
        return same
    title = f"{registered_work()[kind].title}: {assessment.title}"
    return start_job(kind=kind, workspace=assessment.workspace, user=actor, parameters=parameters, title=title)


def write_answers(assessment: Assessment, to: IO[bytes]) -> None:
    """The workbook that can be imported again."""
    submission, origin = filed_answers(assessment)
    write_template(assessment.questions, to, submission, origin=origin)


def make_workbook(progress: Progress, what: str, write: Callable[[Assessment, IO[bytes]], None]) -> str:
    """`what` is in it, for its name; whoever asked may have left, and the assessment may be gone, by now."""
    member = Membership.objects.select_related("workspace").filter(
        user=progress.started_by_id, workspace=progress.workspace_id, workspace__deleted_at=None
    )
    membership = member.first()
    if membership is None:
        raise JobFailed(_("Only members of the workspace can have this file."))
    kept = Assessment.objects.with_pack().filter(workspace=membership.workspace, deleted_at=None)
    assessment = kept.filter(code=progress.parameters["assessment"]).first()
    if assessment is None:
        raise JobFailed(_("The assessment was deleted before its file was written."))
    assessment.workspace = membership.workspace
    progress.say(_("Writes the workbook"), done=0, total=2)
    made = BytesIO()
    write(assessment, made)
    progress.say(_("Keeps the file"), done=1, total=2)
    progress.attach(file_name(assessment, what, "xlsx"), made.getvalue(), content_type=XLSX)
    count = len(assessment.questions.questions)
    return ngettext("%(count)d question is in it.", "%(count)d questions are in it.", count) % {"count": count}
