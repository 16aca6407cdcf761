"""Presets in the browser: saved, used, renamed, deleted and brought back, by editors of the workspace only."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from assessments.models import Assessment
from core.models import StaleWriteError
from reports.models import ReportPlan, ReportPreset
from reports.queries.plans import plan_of
from tests.factories.accounts import make_member, make_workspace
from tests.factories.assessments import make_assessment
from tests.factories.reports import make_preset

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_workspace())


@pytest.fixture
def editor(client: Client, assessment: Assessment) -> Client:
    client.force_login(make_member(assessment.workspace, Role.EDITOR))
    return client


def send(
    client: Client, assessment: Assessment, url_name: str, preset: ReportPreset | None = None, name: str = ""
) -> str:
    """The page that one is led to."""
    arguments = [assessment.workspace.code, assessment.code, *([preset.code] if preset else [])]
    answer = client.post(reverse(url_name, args=arguments), {"name": name}, follow=True)
    assert answer.redirect_chain == [(reverse("report_compose", args=arguments[:2]), 302)]
    return answer.text


def test_saved_choices_are_used_for_another_assessment(editor: Client, assessment: Assessment) -> None:
    ReportPlan.objects.create(assessment=assessment, detail="board", chapters=["results"], prepared_by="Ada")
    assert "saved as the preset “Board”" in send(editor, assessment, "preset_create", name=" Board ")
    preset, other = ReportPreset.objects.get(), make_assessment(assessment.workspace)
    assert "The report looks as “Board” says" in send(editor, other, "preset_apply", preset)
    assert (plan_of(other).detail, plan_of(other).chapters, plan_of(other).prepared_by) == ("board", ["results"], "Ada")


def test_nothing_is_used_over_what_somebody_saves_at_this_moment(
    editor: Client, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved_meanwhile(*, plan: ReportPlan, **_: object) -> None:
        raise StaleWriteError(plan)

    monkeypatch.setattr("reports.views.presets.apply_preset", saved_meanwhile)
    page = send(editor, assessment, "preset_apply", make_preset(assessment.workspace))
    assert "Nothing was changed; look, then try again." in page


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Give the preset a name."),
        ("Board", "There is a preset of this name already."),
        ("x" * 81, "at most 80 characters"),
    ],
)
def test_name_that_cannot_be_one_is_refused(editor: Client, assessment: Assessment, name: str, sentence: str) -> None:
    make_preset(assessment.workspace, name="Board")
    client = make_preset(assessment.workspace, name="Client")
    assert sentence in send(editor, assessment, "preset_create", name=name)
    assert sentence in send(editor, assessment, "preset_rename", client, name=name)
    assert sorted(ReportPreset.objects.values_list("name", flat=True)) == ["Board", "Client"]


def test_deleted_preset_can_be_had_back(editor: Client, assessment: Assessment) -> None:
    preset = make_preset(assessment.workspace, name="Board")
    page = send(editor, assessment, "preset_delete", preset)
    assert reverse("preset_restore", args=[assessment.workspace.code, assessment.code, preset.code]) in page
    assert "Use “Board”" not in page
    assert "Use “Board”" in send(editor, assessment, "preset_restore", preset)


@pytest.mark.parametrize("url_name", ["preset_apply", "preset_rename", "preset_delete", "preset_restore"])
def test_preset_of_another_workspace_is_not_there(editor: Client, assessment: Assessment, url_name: str) -> None:
    preset = make_preset(make_workspace(), name="Theirs")
    at = reverse(url_name, args=[assessment.workspace.code, assessment.code, preset.code])
    assert editor.post(at, {"name": "Ours"}).status_code == 404
    preset.refresh_from_db()
    assert (preset.name, preset.deleted_at) == ("Theirs", None)
