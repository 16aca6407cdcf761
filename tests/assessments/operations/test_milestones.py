"""A milestone is what was there when it was frozen, whatever is done afterwards."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Activity, Workspace
from assessments.choices import ScopeChoice
from assessments.domain.result_data import result_data
from assessments.domain.rulings import rulings_on
from assessments.domain.summary import summarise
from assessments.models import Answer, Assessment, Citation, Milestone
from assessments.models.milestone import FrozenError
from assessments.operations.milestones import freeze_milestone
from assessments.queries.milestones import DamagedMilestoneError, find_milestone, milestones_of, result_of_milestone
from assessments.queries.scoring import result_of
from assessments.queries.submission import submission_of
from evidence.models import Evidence
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.answer_files import answer
from tests.factories.assessments import make_assessment
from tests.factories.changes import CHANGES, Change, pack_is_renewed
from tests.factories.evidence import make_stored_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment(request: pytest.FixtureRequest) -> Assessment:
    """Answers of each kind: ticks that carry less than is claimed, evidence that counts, lapses, lapsed, has no day."""
    workspace, scope = make_workspace(name="Northwind Billing"), getattr(request, "param", ScopeChoice.FULL)
    assessment = make_assessment(workspace, scope=scope, title="Ärger & Co", phase_targets={"scale": 3})
    first, second, third, fourth, *others = assessment.answers.order_by("pk")[:20]
    ticks = assessment.questions.questions[0].criteria
    said(first, level=4, met=[ticks[0].id], not_met=[ticks[-1].id], level_reason="Seen.", note="So.")
    said(second, state="not_applicable", reason="accepted_risk", note="Signed.", is_flagged=True)
    said(third, state="unknown")
    said(fourth, state="unanswered", note="Ask Grace.")
    for number, row in enumerate(others):
        said(row, level=number % 6)
    proof: tuple[dict[str, Any], ...] = (
        {},
        {"days_old": 120, "link": "https://wiki.example/1"},
        {"days_old": 200},
        {"days_old": None},
    )
    for number, fields in enumerate(proof):
        piece = make_stored_evidence(workspace, title=f"Piece {number}", **fields)
        Citation.objects.bulk_create(Citation(answer=row, evidence=piece) for row in (first, *others[number::4]))
    return assessment


def said(row: Answer, **values: Any) -> None:
    for name, value in {"state": "answered", **values}.items():
        setattr(row, name, value)
    row.save()


def freeze(assessment: Assessment, **fields: Any) -> Milestone:
    said = {"title": "2026 Q4", "note": "Before the board.", **fields}
    return freeze_milestone(assessment=assessment, actor=owner_of(assessment.workspace), **said)


def opened(milestone: Milestone) -> Any:
    found = find_milestone(milestone.assessment, milestone.code)
    return result_of_milestone(found)


@pytest.mark.parametrize("assessment", list(ScopeChoice), indirect=True)
def test_it_holds_exactly_what_was_there(assessment: Assessment) -> None:
    today = assessment.workspace.today
    milestone = freeze(assessment)
    result, submission = result_of(assessment, as_of=today), submission_of(assessment, as_of=today)
    frozen = opened(milestone)
    assert (frozen.result, frozen.submission) == (result, submission)
    assert frozen.result.rulings == rulings_on(result)
    assert frozen.data == result_data(result, submission, assessment.pack.hash)
    assert milestone.stored_summary == summarise(result)
    assert (milestone.pack, milestone.as_of_date, milestone.scoring_version) == (assessment.pack, today, 1)
    assert milestone.content_hash == hashlib.sha256(milestone.content.encode()).hexdigest()
    asked = assessment.questions.questions
    assert frozen.more[asked[1].id] == {"is_flagged": True}
    assert len(frozen.more[asked[0].id]["evidence"]) == 4


def test_scores_are_exact(assessment: Assessment) -> None:
    """A mean of sixths stays one; results.json rounds it to four decimals."""
    scores = [part.claimed for part in opened(freeze(assessment)).result.phases if part.claimed]
    assert any(score != Fraction(str(float(round(score, 4)))) for score in scores)


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_that_is_done_later_changes_it(
    assessment: Assessment, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    milestone = freeze(assessment)
    before, now = opened(milestone), result_of(assessment, as_of=assessment.workspace.today)
    change(assessment, monkeypatch)
    if change is not pack_is_renewed:
        assessment.refresh_from_db()
        assert result_of(assessment, as_of=assessment.workspace.today).overall != now.overall
    after = opened(milestone)
    assert (after.result, after.submission, after.result.rulings) == (
        before.result,
        before.submission,
        before.result.rulings,
    )
    assert json.dumps(after.data) == json.dumps(before.data)


def test_it_is_written_once(assessment: Assessment) -> None:
    milestone = freeze(assessment)
    milestone.title = "Another"
    with pytest.raises(FrozenError):
        milestone.save()
    with pytest.raises(FrozenError):
        find_milestone(assessment, milestone.code).save(update_fields=["title"])
    assert Milestone.objects.get().title == "2026 Q4"


@pytest.mark.parametrize("there", ["Signed.", '"level":4'])
def test_what_was_tampered_with_is_told(assessment: Assessment, there: str) -> None:
    milestone = freeze(assessment)
    assert there in milestone.content
    Milestone.objects.update(content=milestone.content.replace(there, there.replace("4", "5").replace("S", "s"), 1))
    with pytest.raises(DamagedMilestoneError):
        opened(milestone)


def test_moment_decides_the_day_where_the_workspace_is(assessment: Assessment) -> None:
    Workspace.objects.update(time_zone="Pacific/Auckland")
    piece = Evidence.objects.get(title="Piece 0")
    moment = datetime.combine(piece.observed_date or timezone.localdate(), datetime.min.time(), UTC).replace(hour=20)
    milestone = freeze(assessment, moment=moment)
    assert milestone.frozen_at == moment
    assert milestone.as_of_date == moment.date() + timedelta(days=1)
    assert opened(milestone).result.as_of == milestone.as_of_date


def test_list_is_newest_first_and_reads_no_content(assessment: Assessment, django_assert_num_queries: Any) -> None:
    first = freeze(assessment, moment=timezone.now() - timedelta(days=90))
    second = freeze(assessment)
    pack = str(assessment.pack)
    with django_assert_num_queries(1):
        found = milestones_of(assessment)
        assert [(each, str(each.pack), each.frozen_by, each.stored_summary.as_of) for each in found] == [
            (each, pack, each.frozen_by, each.as_of_date) for each in (second, first)
        ]
    assert "content" in found[0].get_deferred_fields()


def test_it_is_in_the_activity(assessment: Assessment) -> None:
    freeze(assessment)
    entry = Activity.objects.order_by("pk").last()
    assert entry
    assert (entry.verb, entry.object_name, entry.detail) == (
        "milestone.frozen",
        "2026 Q4",
        {"assessment": "Ärger & Co"},
    )


def test_answers_stay_open_to_change(assessment: Assessment) -> None:
    freeze(assessment)
    id_ = assessment.questions.questions[2].id
    answer(assessment, id_, level=3)
    assert Answer.objects.get(assessment=assessment, question=id_).level == 3
