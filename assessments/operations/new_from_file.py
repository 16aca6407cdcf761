"""A new assessment from a file of answers: first what the file holds, then the assessment."""

from __future__ import annotations

import json
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from assessments.choices import ScopeChoice
from assessments.domain.submission import Submission
from assessments.files.answers import read_submission
from assessments.files.answers_data import answers_data
from assessments.files.load import parse_answers
from assessments.models import AnswerImport, Assessment
from assessments.operations.imports import NotWaitingError
from assessments.operations.submissions import take_in_submission
from catalog.domain.question_pack import QuestionPack
from catalog.operations import pack_of
from catalog.queries import Offer


def read_new(
    *, workspace: Workspace, actor: User, offer: Offer[QuestionPack], file_name: str, data: bytes
) -> AnswerImport:
    """Keep what the file says for a day; nothing else is written. Raises BadInputError with every fault."""
    submission = _submission_in(data, file_name, offer.content)
    return AnswerImport.objects.create(
        workspace=workspace,
        made_by=actor,
        file_name=file_name[:200],
        content={"pack": offer.name, "data": answers_data(submission)},
    )


def _submission_in(data: bytes, file_name: str, pack: QuestionPack) -> Submission:
    top = parse_answers(data, file_name, pack)
    submission = read_submission(top, pack)
    top.has("report")  # is for the headless job, and not stored
    top.close()
    top.faults.raise_if_any()
    return submission


def kept_submission(found: AnswerImport, pack: QuestionPack) -> Submission:
    return _submission_in(json.dumps(found.content["data"]).encode(), "answers.json", pack)


@transaction.atomic
def begin_from_file(*, found: AnswerImport, actor: User, offer: Offer[QuestionPack], title: str) -> Assessment:
    """Raises NotWaitingError where it was done before, or is too late."""
    locked = AnswerImport.objects.select_for_update(no_key=True).filter(pk=found.pk).first()
    if locked is None or locked.applied_at or locked.is_over:
        raise NotWaitingError
    submission = replace(kept_submission(locked, offer.content), title=title)
    assessment = take_in_submission(
        workspace=found.workspace,
        actor=actor,
        pack=pack_of(offer),
        submission=submission,
        scope=ScopeChoice(submission.scope.value),
    )
    locked.applied_at = timezone.now()
    locked.save(update_fields=["applied_at"])
    log_activity(
        workspace=found.workspace,
        actor=actor,
        verb="assessment.made_from_file",
        target=assessment,
        file=found.file_name,
        answers=str(len(submission.answers)),
    )
    return assessment
