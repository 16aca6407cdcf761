"""The example workspace: people who can sign in, and nothing lost by a second start."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from pytest_django import Settings

from accounts.domain.roles import Role
from accounts.models import Activity, Membership, Notice, User, Workspace
from assessments.domain.scoring import score
from assessments.models import AnswerVersion, Assessment, Thread
from assessments.queries.milestones import find_milestone, milestones_of, result_of_milestone
from assessments.queries.scoring import result_of
from catalog.queries import question_pack
from reports.operations.headless import read_answers_file
from roadmap.choices import ActionStateChoice
from roadmap.models import Roadmap
from showcase.domain.people import CTO, PEOPLE
from showcase.operations.answers import EXAMPLE
from showcase.operations.example import set_up_example

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files_of_their_own(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_everybody_can_sign_in_with_what_is_printed() -> None:
    assert set_up_example()
    workspace = Workspace.objects.get()
    roles = {member.user.email: member.role for member in Membership.objects.filter(workspace=workspace)}
    assert roles == {person.email: person.role.value for person in PEOPLE}
    assert set(roles.values()) == set(Role)
    for person in PEOPLE:
        assert check_password(person.password, User.objects.get(email=person.email).password)
        client = Client()
        client.post("/account/login/", {"login": person.email, "password": person.password})
        assert client.get(f"/w/{workspace.code}/").status_code == 200
    assert workspace.logo.size
    assert workspace.consultant_logo.size


def test_its_answers_are_those_of_the_file_with_three_milestones_on_the_way() -> None:
    set_up_example()
    assessment = Assessment.objects.with_pack().select_related("workspace").get()
    read = read_answers_file(EXAMPLE / "answers.yaml", question_pack(assessment.pack)).submission
    assert read.as_of
    of_file = score(assessment.questions, read.answers, read.targets, as_of=read.as_of)
    assert result_of(assessment, as_of=read.as_of).overall == of_file.overall
    milestones = milestones_of(assessment)[::-1]
    assert [each.title for each in milestones] == ["2025 Q4", "2026 Q2", "2026 Q4"]
    results = [result_of_milestone(find_milestone(assessment, each.code)).result for each in milestones]
    assert results[-1].overall == of_file.overall
    verified = [result.overall.verified for result in results]
    assert verified == sorted(verified)  # type: ignore[type-var]
    assert len({(result.overall.claimed, result.counts) for result in results}) == 3
    assert (milestones[-1].as_of_date - milestones[0].as_of_date).days > 360
    assert max(AnswerVersion.objects.values_list("saved_at", flat=True)) <= milestones[-1].frozen_at


def test_example_is_in_the_middle_of_its_work() -> None:
    set_up_example()
    assert_one_phase_waits_for_review_and_one_question_for_the_cto()
    assert_roadmap_is_half_way_through_its_second_phase()


def assert_one_phase_waits_for_review_and_one_question_for_the_cto() -> None:
    assessment = Assessment.objects.with_pack().get()
    assert assessment.locked_phases == [assessment.questions.phases[-1].id]
    threads = {thread.question: thread.resolved_at is not None for thread in Thread.objects.all()}
    assert threads == {"DIS-06": True, "VAL-01": False}
    assert Notice.objects.filter(user__email=CTO.email, sentence__contains="VAL-01").count() == 1


def assert_roadmap_is_half_way_through_its_second_phase() -> None:
    roadmap = Roadmap.objects.with_pack().select_related("workspace").get()
    today = roadmap.workspace.today
    first, second, third, *_later = roadmap.phases.all()
    assert first.finished_date
    assert first.finished_date < today
    assert second.started_date
    assert second.planned_end_date
    assert abs((today - second.started_date) - (second.planned_end_date - today)) < timedelta(weeks=2)
    assert third.started_date is None
    passing = first.passings.get()
    assert (passing.open_count, bool(passing.reason), passing.withdrawn_at) == (1, True, None)
    states = set(roadmap.actions.values_list("state", flat=True))
    assert states == set(ActionStateChoice.values)
    snapshots = list(roadmap.snapshots.values_list("done_value", flat=True))
    assert len(snapshots) == (today - roadmap.start_date).days // 7 + 1
    assert snapshots == sorted(snapshots)
    assert snapshots[-1] > 0
    assert {row.status for row in roadmap.artifacts.all()} >= {"draft", "in_review", "accepted"}
    accepted = roadmap.artifacts.filter(phase=first.phase, status="accepted")
    assert {row.accepted_at < passing.passed_at for row in accepted} == {True}
    assert roadmap.pilots.get().check_ins.count() == 4


def test_second_start_changes_nothing_and_loses_nothing() -> None:
    set_up_example()
    workspace = Workspace.objects.get()
    workspace.save_revision(seen=workspace.revision, name="Renamed by a visitor")
    Membership.objects.exclude(user__email=CTO.email).first().delete()  # type: ignore[union-attr]
    before = list(Workspace.objects.values()), list(User.objects.values()), list(Activity.objects.values())
    assert not set_up_example()
    assert (list(Workspace.objects.values()), list(User.objects.values()), list(Activity.objects.values())) == before
