"""What the example answered over a year, with a milestone each time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from accounts.models import User, Workspace
from assessments.choices import ScopeChoice
from assessments.domain.answers import UNANSWERED
from assessments.domain.submission import Submission
from assessments.models import AnswerVersion, Assessment, Citation
from assessments.operations.bulk import Rewrite, write_all
from assessments.operations.milestones import freeze_milestone
from assessments.operations.submissions import add_pieces, take_in_submission, values_of
from assessments.queries.imports import key_of, pieces_by_key
from catalog.domain.question_pack import QuestionPack
from catalog.files.load import pack_path
from catalog.operations import install_pack
from catalog.queries import question_pack
from reports.operations.headless import read_answers_file
from showcase.domain.earlier import earlier
from showcase.domain.people import CONSULTANT

PACK = "saas-reliability"
EXAMPLE = settings.BASE_DIR / "examples" / "northwind-billing"


@dataclass(frozen=True)
class Round:
    """A time at which the example was answered and frozen. `below`: see `showcase.domain.earlier`."""

    title: str
    moment: datetime
    below: int
    note: str


ROUNDS = (
    Round(
        "2025 Q4",
        datetime(2025, 11, 3, 9, tzinfo=UTC),
        2,
        "The first look, before anything was done: the core questions, and whatever could be shown at once.",
    ),
    Round(
        "2026 Q2",
        datetime(2026, 5, 4, 9, tzinfo=UTC),
        1,
        "Half a year in. Tests, deployments and the rota are written down; drills and restores are still to come.",
    ),
    Round(
        "2026 Q4",
        datetime(2026, 11, 1, 17, tzinfo=UTC),
        0,
        "After a year, with the records of the third quarter and the failover drill of September.",
    ),
)


def take_in_answers(workspace: Workspace) -> Assessment:
    """The same answers from which `demo` makes the report, as the consultant entered them over a year.

    Each time a milestone was frozen; what stands there in the end is what the file says.
    """
    pack, _is_new = install_pack(source=pack_path(PACK).read_bytes(), file=PACK)
    consultant = User.objects.get(email=CONSULTANT.email)
    now = read_answers_file(EXAMPLE / "answers.yaml", question_pack(pack)).submission
    first, *later = (*(_as_of(round_, now, question_pack(pack)) for round_ in ROUNDS[:-1]), now)
    assessment = take_in_submission(
        workspace=workspace, actor=consultant, pack=pack, submission=first, scope=ScopeChoice.FULL
    )
    _freeze(assessment, consultant, ROUNDS[0])
    for round_, submission in zip(ROUNDS[1:], later, strict=True):
        _answer_anew(assessment, submission, consultant)
        _freeze(assessment, consultant, round_)
    return assessment


def _as_of(round_: Round, now: Submission, pack: QuestionPack) -> Submission:
    answers = {
        id_: earlier(
            said,
            pack.question[id_],
            pack.scale,
            on=round_.moment.date(),
            below=round_.below,
            is_begun=round_ is not ROUNDS[0],
        )
        for id_, said in now.answers.items()
    }
    return replace(now, answers=answers)


def _freeze(assessment: Assessment, actor: User, round_: Round) -> None:
    """What was said for it was said by then."""
    AnswerVersion.objects.filter(answer__assessment=assessment, saved_at__gt=round_.moment).update(
        saved_at=round_.moment
    )
    assessment.answers.filter(changed_at__gt=round_.moment).update(changed_at=round_.moment)
    freeze_milestone(assessment=assessment, actor=actor, title=round_.title, note=round_.note, moment=round_.moment)


@transaction.atomic
def _answer_anew(assessment: Assessment, submission: Submission, actor: User) -> None:
    """Those answers that are others by now, with the evidence that came."""
    items = [item for said in submission.answers.values() for item in said.evidence]
    known = pieces_by_key(assessment.workspace, (item.title for item in items))
    pieces = add_pieces(items, known, workspace=assessment.workspace, actor=actor, pack=assessment.questions)
    cited: dict[str, set[int]] = {}
    for question, key in Citation.objects.filter(answer__assessment=assessment).values_list(
        "answer__question", "evidence"
    ):
        cited.setdefault(question, set()).add(key)
    rewrites = []
    for row in assessment.answers.all():
        said = submission.answers.get(row.question, UNANSWERED)
        values, there = values_of(said), cited.get(row.question, set())
        new = [pieces[key_of(item)] for item in said.evidence if pieces[key_of(item)].pk not in there]
        if new or any(getattr(row, name) != value for name, value in values.items()):
            rewrites.append(Rewrite(row, values, cited=new))
    write_all(assessment, rewrites, actor=actor)
