"""The pages of assessments as a whole."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.roles import Role
from accounts.models import Workspace
from assessments.models import Assessment
from assessments.operations.answers import save_answer
from assessments.operations.assessments import change_assessment, delete_assessment
from catalog.files.load import SHIPPED
from catalog.models import Pack
from catalog.operations import install_pack
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import make_assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(client: Client) -> Workspace:
    workspace = make_workspace(name="Northwind")
    client.force_login(owner_of(workspace))
    return workspace


def at(workspace: Workspace, name: str, *arguments: str) -> str:
    return reverse(name, args=[workspace.code, *arguments])


def answer(assessment: Assessment, question: str, **said: Any) -> None:
    save_answer(
        workspace=assessment.workspace,
        assessment=assessment.code,
        question=question,
        actor=owner_of(assessment.workspace),
        seen=1,
        said={"state": "answered", **said},
    )


def begun(**changed: Any) -> dict[str, Any]:
    return {"title": "Baseline", "scope": "core", "target": "4", **changed}


# Beginning ----------------------------------------------------------------------------------------------------------


def test_shipped_pack_is_installed_when_it_is_first_used(client: Client, workspace: Workspace) -> None:
    page = client.get(at(workspace, "assessment_create")).text
    assert "version 1.0.0" in page
    assert "24 questions, about 40 minutes." in page
    assert "66 questions, about 2 hours." in page
    assert f'value="Baseline {workspace.today:%B %Y}"' in page
    assert not Pack.objects.exists()
    sent = client.post(at(workspace, "assessment_create"), begun(**{"phase-scale": "3"}))
    assessment = Assessment.objects.get()
    assert sent["Location"] == at(workspace, "assessment_detail", assessment.code)
    assert str(assessment.pack) == "saas-reliability 1.0.0"
    assert (assessment.target, assessment.phase_targets, assessment.profile) == (4, {"scale": 3}, {})
    assert assessment.answers.count() == 24
    assert assessment.owner == owner_of(workspace)


def test_profile_leads_to_what_may_not_apply_and_applies_nothing(client: Client, workspace: Workspace) -> None:
    profile = {"profile-stage": "before_launch", "profile-regulated_data": ["personal", "health"]}
    sent = client.post(at(workspace, "assessment_create"), begun(scope="full", **profile))
    assessment = Assessment.objects.get()
    assert assessment.profile == {"stage": ["before_launch"], "regulated_data": ["personal", "health"]}
    page = client.get(sent["Location"]).text
    assert "3 questions may not apply" in page
    assert "there are no incidents to log" in page
    assert "checked" not in page
    assert not assessment.answers.exclude(state="unanswered").exists()


def test_what_is_wrong_is_told_and_what_was_typed_stays(client: Client, workspace: Workspace) -> None:
    sent = client.post(
        at(workspace, "assessment_create"),
        {"title": "", "scope": "some", "target": "9", "phase-scale": "7", "profile-stage": "retired"},
    )
    assert set(sent.context["form"].errors) == {"title", "scope", "target", "phase-scale", "profile-stage"}
    assert "Give the assessment a title." in sent.text
    assert '<details class="more" open>' in sent.text
    assert not Assessment.objects.exists()


def test_older_version_can_be_chosen_and_is_pinned(client: Client, workspace: Workspace) -> None:
    source = (SHIPPED / "saas-reliability.yaml").read_bytes().replace(b"version: 1.0.0", b"version: 0.9.0", 1)
    install_pack(source=source, file="old.yaml")
    page = client.get(at(workspace, "assessment_create")).text
    assert page.index("saas-reliability%401.0.0") < page.index("saas-reliability%400.9.0")
    assert "There is a newer version" in page
    client.post(at(workspace, "assessment_create") + "?pack=saas-reliability@0.9.0", begun())
    assert str(Assessment.objects.get().pack) == "saas-reliability 0.9.0"


# What may not apply -------------------------------------------------------------------------------------------------


def test_only_ticked_suggestions_are_taken_up(client: Client, workspace: Workspace) -> None:
    assessment = make_assessment(workspace, profile={"stage": ["before_launch"]})
    address = at(workspace, "suggestion_list", assessment.code)
    client.post(address, {})
    assert not assessment.answers.filter(state="not_applicable").exists()
    client.post(address, {"question": ["DIS-06", "DIS-01"]})
    assert [row.question for row in assessment.answers.filter(state="not_applicable")] == ["DIS-06"]
    assert "2 open questions may not apply" in client.get(at(workspace, "assessment_detail", assessment.code)).text
    client.post(address, {"all": "1"})
    assert assessment.answers.filter(state="not_applicable").count() == 3
    assert "Nothing is suggested" in client.get(address).text


# The list -----------------------------------------------------------------------------------------------------------


def test_list_shows_progress_and_scores(client: Client, workspace: Workspace) -> None:
    assessment = make_assessment(workspace, title="Billing")
    make_assessment(make_workspace(), title="Of somebody else")
    answer(assessment, "ARC-11", level=3)
    page = client.get(at(workspace, "assessment_list")).text
    assert "1 of 66" in page
    assert '<span class="scored num" data-l="3">3.0</span>' in page
    assert "In progress" in page
    assert "Of somebody else" not in page
    assert "scores as of" not in page
    Assessment.objects.update(summary_date=workspace.today - timedelta(days=1))
    assessment.refresh_from_db()
    data = {**assessment.summary, "as_of": "2026-01-02"}
    Assessment.objects.filter(pk=assessment.pk).update(summary=data)
    assert "scores as of 2 Jan 2026" in client.get(at(workspace, "assessment_list")).text


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, {"Billing", "Ledger"}),
        ({"text": "bill"}, {"Billing"}),
        ({"state": "in_progress"}, {"Billing"}),
        ({"state": "not_started"}, {"Ledger"}),
        ({"state": "complete"}, set()),
        ({"owner": "nobody"}, set()),
    ],
)
def test_filters_stand_in_the_address(
    client: Client, workspace: Workspace, wanted: dict[str, str], expected: set[str]
) -> None:
    answer(make_assessment(workspace, title="Billing"), "ARC-11", level=3)
    make_assessment(workspace, title="Ledger")
    page = client.get(at(workspace, "assessment_list"), wanted)
    assert {each.assessment.title for each in page.context["page"]} == expected
    assert ("No assessment matches" in page.text) is (not expected)


def test_list_says_that_all_phases_are_complete(client: Client, workspace: Workspace) -> None:
    for title, kind in (("Billing", "phase"), ("Ledger", "domain")):
        assessment = make_assessment(workspace, title=title)
        for phase in assessment.questions.phases:
            assessment.completed_sections.create(kind=kind, group=phase.id)
    page = client.get(at(workspace, "assessment_list"), {"state": "complete"})
    assert [each.assessment.title for each in page.context["page"]] == ["Billing"]


def test_list_can_be_narrowed_to_one_owner(client: Client, workspace: Workspace) -> None:
    editor = make_member(workspace, Role.EDITOR)
    make_assessment(workspace, title="Hers")
    make_assessment(workspace, title="His", actor=editor)
    page = client.get(at(workspace, "assessment_list"), {"owner": editor.code})
    assert [each.assessment.title for each in page.context["page"]] == ["His"]


def test_empty_list_offers_one_action_to_whom_it_is_allowed(client: Client, workspace: Workspace) -> None:
    assert at(workspace, "assessment_create") in client.get(at(workspace, "assessment_list")).text
    client.force_login(make_member(workspace, Role.CONTRIBUTOR))
    page = client.get(at(workspace, "assessment_list")).text
    assert "No assessments yet" in page
    assert at(workspace, "assessment_create") not in page


# Settings, copies and the end ---------------------------------------------------------------------------------------


def settings_sent(assessment: Assessment, **changed: Any) -> dict[str, Any]:
    assert assessment.owner
    return {
        "revision": "1",
        "title": assessment.title,
        "initial-title": assessment.title,
        "owner": assessment.owner.code,
        "initial-owner": assessment.owner.code,
        "target": "4",
        "initial-target": "4",
        **changed,
    }


def test_settings_are_saved(client: Client, workspace: Workspace) -> None:
    assessment, editor = make_assessment(workspace, title="Old"), make_member(workspace, Role.EDITOR)
    sent = settings_sent(assessment, title="New", owner=editor.code, target="3")
    address = at(workspace, "assessment_settings", assessment.code)
    sent |= {"phase-scale": "2", "profile-stage": "established", "profile-regulated_data": ["personal"]}
    assert client.post(address, sent).status_code == 302
    assessment.refresh_from_db()
    assert (assessment.title, assessment.owner, assessment.target) == ("New", editor, 3)
    assert assessment.phase_targets == {"scale": 2}
    assert assessment.profile == {"stage": ["established"], "regulated_data": ["personal"]}
    page = client.get(address).text
    assert '<option value="2" selected>2 – Partial</option>' in page


def test_target_is_one_of_the_levels(client: Client, workspace: Workspace) -> None:
    assessment = make_assessment(workspace)
    address = at(workspace, "assessment_settings", assessment.code)
    assert '<option value="4" selected>4 – Proven</option>' in client.get(address).text
    refused = client.post(address, settings_sent(assessment, target="9"))
    assert set(refused.context["form"].errors) == {"target"}


def test_two_people_change_the_targets_of_two_phases(client: Client, workspace: Workspace) -> None:
    assessment = make_assessment(workspace)
    other = make_member(workspace, Role.EDITOR)
    change_assessment(assessment=assessment, actor=other, seen=1, phase_targets={"scale": 2}, profile={})
    sent = settings_sent(assessment, **{"phase-discover": "5", "initial-phase-discover": ""})
    answered = client.post(at(workspace, "assessment_settings", assessment.code), sent, follow=True)
    assert f"{other} changed “Scale with governance” meanwhile; kept." in answered.text
    assessment.refresh_from_db()
    assert assessment.phase_targets == {"scale": 2, "discover": 5}


def test_two_people_change_the_same_and_one_is_asked(client: Client, workspace: Workspace) -> None:
    assessment = make_assessment(workspace)
    other = make_member(workspace, Role.EDITOR)
    changed = change_assessment(
        assessment=assessment, actor=other, seen=1, owner=other, profile={"stage": ["established"]}
    )
    names = ("profile-stage", "owner")
    sent = settings_sent(
        assessment, owner="", **{"profile-stage": "before_launch", "initial-profile-stage": "", "target": "4"}
    )
    asked = client.post(at(workspace, "assessment_settings", assessment.code), sent)
    assert asked.status_code == 409
    assert set(asked.context["form"].conflicts) == set(names)
    assert str(other) in asked.text
    assessment.refresh_from_db()
    assert assessment.revision == changed.revision
    sent |= {"revision": "2"} | {f"asked-{name}": "1" for name in names}
    sent |= {"pick-profile-stage": "typed", "pick-owner": "stored", "initial-owner": other.code}
    assert client.post(at(workspace, "assessment_settings", assessment.code), sent).status_code == 302
    assessment.refresh_from_db()
    assert (assessment.profile, assessment.owner) == ({"stage": ["before_launch"]}, other)


def test_who_owns_it_and_has_left_can_stay_the_owner(client: Client, workspace: Workspace) -> None:
    gone = make_member(workspace, Role.EDITOR)
    assessment = make_assessment(workspace, actor=gone)
    workspace.memberships.filter(user=gone).delete()
    page = client.get(at(workspace, "assessment_settings", assessment.code)).text
    assert f'<option value="{gone.code}" selected>' in page


@pytest.mark.parametrize(("choice", "answered"), [("yes", 1), ("no", 0)])
def test_copy_comes_with_answers_or_without(client: Client, workspace: Workspace, choice: str, answered: int) -> None:
    assessment = make_assessment(workspace, title="First")
    answer(assessment, "ARC-11", level=3)
    address = at(workspace, "assessment_duplicate", assessment.code)
    assert 'value="First, copy"' in client.get(address).text
    client.post(address, {"title": "Second", "with_answers": choice})
    copy = Assessment.objects.get(title="Second")
    assert copy.answers.filter(state="answered").count() == answered
    assert copy.stored_summary.overall.counts.answered == answered


@pytest.mark.parametrize("title", ["bell\x07", "two\nlines", "\u202ednuorgnrut", "\u200b", "none\ufffe"])
def test_title_that_breaks_lines_and_spreadsheets_is_refused(client: Client, workspace: Workspace, title: str) -> None:
    assessment = make_assessment(workspace, title="Before")
    settings = {"title": title, "target": "3", "revision": "1"}
    for name, sent in (
        ("assessment_create", {"title": title, "scope": "full", "target": "3"}),
        ("assessment_settings", settings),
        ("assessment_duplicate", {"title": title, "with_answers": "no"}),
    ):
        arguments = [] if name == "assessment_create" else [assessment.code]
        assert "Write it on one line" in client.post(at(workspace, name, *arguments), sent).text
    assert list(Assessment.objects.values_list("title", flat=True)) == ["Before"]


def test_deletion_is_undone_from_the_page_that_says_so(client: Client, workspace: Workspace) -> None:
    assessment = make_assessment(workspace, title="Trial")
    page = client.post(at(workspace, "assessment_delete", assessment.code), follow=True).text
    undo = at(workspace, "assessment_restore", assessment.code)
    assert f'action="{undo}"' in page
    assert "Recently deleted" in page
    assert client.get(at(workspace, "assessment_detail", assessment.code)).status_code == 404
    assert "Trial is back." in client.post(undo, follow=True).text
    assert client.get(at(workspace, "assessment_detail", assessment.code)).status_code == 200


def test_what_was_deleted_too_long_ago_is_neither_offered_nor_restored(client: Client, workspace: Workspace) -> None:
    assessment = make_assessment(workspace, title="Trial")
    delete_assessment(assessment=assessment, actor=owner_of(workspace))
    Assessment.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    assert "Recently deleted" not in client.get(at(workspace, "assessment_list")).text
    said = client.post(at(workspace, "assessment_restore", assessment.code), follow=True).text
    assert "was deleted more than 30 days ago" in said


@pytest.mark.parametrize("name", ["assessment_detail", "assessment_settings", "assessment_delete", "suggestion_list"])
def test_assessment_of_another_workspace_is_not_there(client: Client, workspace: Workspace, name: str) -> None:
    """Also for who belongs to both: an address holds the workspace it is of."""
    elsewhere = make_workspace(owner=owner_of(workspace))
    foreign = make_assessment(elsewhere)
    assert client.post(at(workspace, name, foreign.code)).status_code in {404, 405}
    assert client.get(at(workspace, name, foreign.code)).status_code in {404, 405}
    foreign.refresh_from_db()
    assert foreign.deleted_at is None
