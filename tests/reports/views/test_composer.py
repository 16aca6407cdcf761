"""Composing a report in the browser: kept, merged, taken over, and shown as it will be printed."""

import re
from typing import Any
from unittest.mock import Mock

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from assessments.models import Assessment
from reports.domain.options import Chapter
from reports.domain.summary import summarise
from reports.domain.summary_text import paragraphs_of, whole_text
from reports.models import ReportPlan
from reports.operations.pdf import make_pdf, results_json
from reports.queries.plans import options_data, options_from, plan_of
from reports.queries.results import assess
from tests.factories.accounts import make_member, make_workspace
from tests.factories.assessments import cite, make_assessment
from tests.factories.evidence import make_stored_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    assessment = make_assessment(make_workspace(name="Northwind Billing"), title="2026 baseline")
    for number in range(3):
        cite(assessment, number, make_stored_evidence(assessment.workspace), level=number + 1)
    return assessment


@pytest.fixture
def editor(client: Client, assessment: Assessment) -> Client:
    client.force_login(make_member(assessment.workspace, Role.EDITOR))
    return client


def at(assessment: Assessment, url_name: str) -> str:
    return reverse(url_name, args=[assessment.workspace.code, assessment.code])


def typed(client: Client, assessment: Assessment, **changes: Any) -> dict[str, Any]:
    """What a browser sends from the page as it is now, with these changes."""
    form = client.get(at(assessment, "report_compose")).context["form"]
    data: dict[str, Any] = {"revision": form["revision"].value()}
    for field in form.visible_fields():
        value = field.value()
        if value is not None and value is not False:
            data[field.html_name] = data[field.html_initial_name] = "on" if value is True else value
    return {name: value for name, value in {**data, **changes}.items() if value is not None}


def save(client: Client, assessment: Assessment, **changes: Any) -> Any:
    return client.post(at(assessment, "report_compose"), typed(client, assessment, **changes))


def text_of(html: str) -> str:
    """What is to be read between the body's tags."""
    body = html.split("<body>")[1].split("</body>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def test_what_is_typed_is_kept(editor: Client, assessment: Assessment) -> None:
    changes = {"summary": "We are *fine*.\r\nMostly.", "phase-scale": "Later.", "is_draft": "on", "has_logo": None}
    answer = save(editor, assessment, **changes)
    assert answer.status_code == 302
    plan = plan_of(assessment)
    assert (plan.summary, plan.phase_comments) == ("We are *fine*.\nMostly.", {"scale": "Later."})
    assert (plan.is_draft, plan.has_logo, plan.has_generated) == (True, False, True)
    page = editor.get(at(assessment, "report_compose")).text
    assert "We are *fine*." in page
    assert "Later." in page


def test_two_people_write_about_two_phases(editor: Client, assessment: Assessment) -> None:
    older = typed(editor, assessment, **{"phase-scale": "Later."})
    save(editor, assessment, **{"phase-discover": "Now."})
    assert editor.post(at(assessment, "report_compose"), older).status_code == 302
    assert plan_of(assessment).phase_comments == {"scale": "Later.", "discover": "Now."}


def test_two_people_write_one_summary_and_the_second_is_asked(editor: Client, assessment: Assessment) -> None:
    older = typed(editor, assessment, summary="Grace's words")
    save(editor, assessment, summary="Ada's words")
    answer = editor.post(at(assessment, "report_compose"), older)
    assert answer.status_code == 409
    assert "Grace's words" in answer.text.replace("&#x27;", "'")
    assert plan_of(assessment).summary == "Ada's words"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"summary": "x" * 16_001}, "at most 16000 characters"),
        ({"summary": "x\n" * 401}, "at most 400 lines"),
        ({"phase-scale": "a\x07b"}, "Remove the control character U+0007."),
        ({"chapters": ["nothing"]}, "nothing is not one of the available choices"),
        ({"detail": "novel"}, "novel is not one of the available choices"),
    ],
)
def test_bad_input_is_told_and_kept(
    editor: Client, assessment: Assessment, changes: dict[str, Any], sentence: str
) -> None:
    answer = save(editor, assessment, **changes, prepared_by="Ada Lovelace")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Ada Lovelace" in answer.text
    assert not ReportPlan.objects.exists()


def test_usual_chapters_change_with_the_detail_and_chosen_ones_stay(editor: Client, assessment: Assessment) -> None:
    save(editor, assessment, detail="board")
    assert plan_of(assessment).chapters == ["results", "phases", "steps", "open"]
    save(editor, assessment, chapters=["results"])
    save(editor, assessment, detail="full")
    assert plan_of(assessment).chapters == ["results"]


@pytest.mark.parametrize("taken", ["steps", "all"])
def test_taking_over_can_be_undone(editor: Client, assessment: Assessment, taken: str) -> None:
    assessed = assess(assessment, as_of=assessment.workspace.today)
    parts = paragraphs_of(summarise(assessed.result, assessed.submission.organisation))
    steps = next(part.text for part in parts if part.name == "steps")
    save(editor, assessment, summary="We are fine.", take=taken)
    plan = plan_of(assessment)
    assert plan.summary == (whole_text(parts) if taken == "all" else f"We are fine.\n\n{steps}")
    assert plan.has_generated == (taken == "steps")
    undo = at(assessment, "report_take_back")
    assert undo in editor.get(at(assessment, "report_compose")).text
    editor.post(undo)
    plan = plan_of(assessment)
    assert (plan.summary, plan.has_generated) == ("We are fine.", True)


def test_words_of_older_findings_are_told_to_be_old(editor: Client, assessment: Assessment) -> None:
    warning = "The findings have changed since"
    save(editor, assessment, summary="We are fine.")
    assert warning not in editor.get(at(assessment, "report_compose")).text
    cite(assessment, 5, make_stored_evidence(assessment.workspace), level=5)
    assert warning in editor.get(at(assessment, "report_compose")).text
    assert plan_of(assessment).summary == "We are fine."


def printed(assessment: Assessment, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page that WeasyPrint is given for a report by the plan as it is."""
    assessed = assess(assessment, as_of=assessment.workspace.today)
    phases = [phase.id for phase in assessment.questions.phases]
    options = options_from(options_data(plan_of(assessment), assessment.workspace), phases=phases)
    render = Mock()
    monkeypatch.setattr("reports.operations.pdf.render_pdf", render)
    data = assessed.data
    make_pdf(results_json(data), data, assessed.result, assessed.submission, options, {})
    return str(render.call_args.args[0])


@pytest.mark.parametrize("detail", ["board", "full"])
def test_preview_says_what_is_printed(
    editor: Client, assessment: Assessment, monkeypatch: pytest.MonkeyPatch, detail: str
) -> None:
    changes = {"summary": "We are **fine**.", "phase-discover": "*Now.*", "detail": detail, "is_draft": "on"}
    save(editor, assessment, **changes, prepared_by="Ada")
    preview = editor.get(at(assessment, "report_preview")).text
    assert text_of(preview) == text_of(printed(assessment, monkeypatch))
    assert {"fine", "Now.", "Draft", "Ada"} <= set(text_of(preview).replace("fine .", "fine").split())


def test_preview_shows_what_is_typed_and_stores_nothing(editor: Client, assessment: Assessment) -> None:
    data = typed(editor, assessment, summary="Not saved <script>alert(1)</script>", chapters=[Chapter.RESULTS.value])
    answer = editor.post(at(assessment, "report_preview"), data)
    assert "Not saved" in answer.text
    assert "<script" not in answer.text
    assert not ReportPlan.objects.exists()
    answer = editor.post(at(assessment, "report_preview"), {**data, "detail": "novel"})
    assert answer.status_code == 422
    assert "not valid" in answer.text


def test_nothing_can_run_in_the_preview_and_only_our_pages_frame_it(editor: Client, assessment: Assessment) -> None:
    answer = editor.get(at(assessment, "report_preview"))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-same-origin" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-src 'self'" in editor.get(at(assessment, "report_compose"))["Content-Security-Policy"]


def test_only_who_may_edit_is_led_here(client: Client, assessment: Assessment) -> None:
    for role in (Role.EDITOR, Role.CONTRIBUTOR):
        client.force_login(make_member(assessment.workspace, role))
        page = client.get(at(assessment, "assessment_detail")).text
        assert at(assessment, "report_list") in page
        page = client.get(at(assessment, "report_list")).text
        assert (at(assessment, "report_compose") in page) == (role is Role.EDITOR)
