"""What somebody decided about a report is kept as it was decided, and nothing of it is lost to anybody."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from assessments.models import Assessment
from core.models import StaleWriteError
from reports.domain.summary_text import Paragraph
from reports.models import ReportPlan, ReportPreset
from reports.operations.plans import (
    NameTakenError,
    NotRestorableError,
    apply_preset,
    change_plan,
    delete_preset,
    purge_presets,
    rename_preset,
    restore_preset,
    save_preset,
    take_back,
    take_over,
)
from reports.queries.plans import options_data, options_from, plan_of, presets_of
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.reports import make_preset

pytestmark = pytest.mark.django_db

STEPS = Paragraph("steps", "What to do first", "1. Rehearse a restore.")


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_workspace(accent="#123456"))


@pytest.fixture
def ada(assessment: Assessment) -> User:
    return owner_of(assessment.workspace)


def change(assessment: Assessment, *, seen: int = 1, **values: Any) -> ReportPlan:
    return change_plan(
        assessment=assessment, actor=owner_of(assessment.workspace), seen=seen, basis="Generated.", **values
    )


def said(assessment: Assessment) -> list[tuple[str, str]]:
    events = assessment.workspace.activities.filter(verb__startswith="report").order_by("pk")
    return [(event.verb, event.detail.get("field", "")) for event in events]


def test_looking_stores_nothing(assessment: Assessment) -> None:
    assert plan_of(assessment).has_generated
    assert not ReportPlan.objects.exists()


def test_change_is_kept_and_each_changed_field_is_told(assessment: Assessment) -> None:
    change(assessment, summary="We are fine.", is_draft=True, prepared_by="")
    plan = plan_of(assessment)
    assert (plan.summary, plan.is_draft, plan.revision) == ("We are fine.", True, 2)
    assert (plan.basis, plan.basis_date) == ("Generated.", assessment.workspace.today)
    assert sorted(said(assessment)) == [("report.planned", "is_draft"), ("report.planned", "summary")]


def test_basis_stays_where_the_words_stay(assessment: Assessment, ada: User) -> None:
    change(assessment, summary="We are fine.")
    change_plan(
        assessment=assessment, actor=ada, seen=2, basis="Other findings.", summary="We are fine.", is_draft=True
    )
    assert plan_of(assessment).basis == "Generated."


def test_second_writer_of_one_revision_overwrites_nothing(assessment: Assessment) -> None:
    change(assessment, summary="Ada's")
    with pytest.raises(StaleWriteError):
        change(assessment, summary="Grace's")
    assert plan_of(assessment).summary == "Ada's"
    assert len(said(assessment)) == 1


def test_paragraph_is_taken_over_below_ones_own_words_and_taken_back(assessment: Assessment, ada: User) -> None:
    values = {"summary": "We are fine.", "has_generated": True}
    take_over(assessment=assessment, actor=ada, seen=1, basis="Generated.", part=STEPS, **values)
    plan = plan_of(assessment)
    assert plan.summary == "We are fine.\n\n1. Rehearse a restore."
    assert plan.has_generated
    take_back(plan=plan, actor=ada, basis="Generated.")
    assert plan_of(assessment).summary == "We are fine."


def test_whole_is_printed_instead_of_what_is_generated_until_it_is_taken_back(
    assessment: Assessment, ada: User
) -> None:
    values = {"summary": "We are fine.", "has_generated": True}
    take_over(assessment=assessment, actor=ada, seen=1, basis="Generated.", part=None, **values)
    plan = plan_of(assessment)
    assert (plan.summary, plan.has_generated) == ("Generated.", False)
    assert set(said(assessment)) == {("report.planned", "summary"), ("report.planned", "has_generated")}
    plan = take_back(plan=plan, actor=ada, basis="Generated.")
    assert (plan.summary, plan.has_generated) == ("We are fine.", True)
    plan = take_back(plan=plan, actor=ada, basis="Generated.")
    assert (plan.summary, plan.has_generated) == ("Generated.", False)


def test_preset_has_the_looks_and_leaves_the_words(assessment: Assessment, ada: User) -> None:
    change(assessment, summary="Ours.", detail="board", chapters=["results"], is_confidential=True, has_logo=False)
    preset = save_preset(workspace=assessment.workspace, actor=ada, name="Board", choices=plan_of(assessment).choices)
    other = make_assessment(assessment.workspace)
    change(other, summary="Theirs.", phase_comments={"scale": "Later."})
    apply_preset(preset=preset, plan=plan_of(other), actor=ada)
    plan = plan_of(other)
    assert plan.choices == plan_of(assessment).choices
    assert (plan.detail, plan.chapters, plan.is_confidential, plan.has_logo) == ("board", ["results"], True, False)
    assert (plan.summary, plan.phase_comments) == ("Theirs.", {"scale": "Later."})


def test_preset_has_its_name_alone_in_its_workspace(assessment: Assessment, ada: User) -> None:
    first, second = (make_preset(assessment.workspace, name=name) for name in ("Board", "Client"))
    make_preset(make_workspace(), name="Board")
    with pytest.raises(NameTakenError):
        save_preset(workspace=assessment.workspace, actor=ada, name="Board", choices={})
    with pytest.raises(NameTakenError):
        rename_preset(preset=second, actor=ada, name="Board")
    rename_preset(preset=first, actor=ada, name="Owners")
    assert [preset.name for preset in presets_of(assessment.workspace)] == ["Client", "Owners"]
    assert said(assessment) == [("report_preset.renamed", "")]


def test_deleted_preset_comes_back_unless_its_name_is_taken(assessment: Assessment, ada: User) -> None:
    preset = make_preset(assessment.workspace, name="Board")
    for _attempt in range(2):
        delete_preset(preset=preset, actor=ada)
    assert presets_of(assessment.workspace) == []
    preset.refresh_from_db()
    restore_preset(preset=preset, actor=ada)
    assert [verb for verb, _field in said(assessment)] == ["report_preset.deleted", "report_preset.restored"]
    delete_preset(preset=preset, actor=ada)
    make_preset(assessment.workspace, name="Board")
    preset.refresh_from_db()
    with pytest.raises(NotRestorableError):
        restore_preset(preset=preset, actor=ada)


def test_preset_goes_for_good_after_a_month(assessment: Assessment, ada: User) -> None:
    now = timezone.now()
    old = make_preset(assessment.workspace, deleted_at=now - timedelta(days=31))
    make_preset(assessment.workspace, deleted_at=now - timedelta(days=29))
    make_preset(assessment.workspace)
    with pytest.raises(NotRestorableError):
        restore_preset(preset=old, actor=ada)
    assert purge_presets(now=now) == 1
    assert ReportPreset.objects.count() == 2


def test_options_are_those_of_the_plan_and_of_the_workspace(assessment: Assessment) -> None:
    comments = {"gone": "No such phase.", "scale": "Later."}
    change(assessment, detail="board", chapters=["phases", "results"], phase_comments=comments, prepared_by="Ada")
    options = options_from(options_data(plan_of(assessment), assessment.workspace), phases=["discover", "scale"])
    assert options.phases == (("scale", "Later."),)
    assert options.chosen_chapters == ("results", "phases")
    assert (options.detail, options.accent, options.prepared_by) == ("board", "#123456", "Ada")
