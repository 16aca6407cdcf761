"""Service accounts are no people: nothing is asked of them, nobody tells them anything, and no rule counts them."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.domain.roles import Role
from accounts.forms.members import HandOverForm
from accounts.models import Membership, Notice, User, Workspace
from accounts.operations.invitations import OtherAddressError, accept_invitation
from accounts.operations.members import LastOwnerError, change_role, hand_over, remove_member
from accounts.operations.notices import notify
from accounts.operations.owners import create_owner
from accounts.operations.people import delete_account
from accounts.operations.workspaces import create_workspace
from accounts.queries.activity import people_in
from accounts.queries.members import is_last_owner, people_of
from accounts.queries.overview import overview_of
from accounts.queries.workspaces import choices_of
from assessments.domain.review import Act
from assessments.operations.reviews import NotAllowedError
from assessments.queries.assessments import owners_of
from assessments.queries.comments import people_of as people_to_mention
from assessments.queries.reviews import deciders_besides
from evidence.forms.evidence import members_of as owners_of_evidence
from evidence.operations.reminders import remind_of_lapses
from roadmap.queries.artifact_reviews import ruling_on
from roadmap.queries.artifacts import versions_of
from roadmap.queries.roadmaps import people_of as people_of_roadmap
from tests.factories.accounts import (
    make_event,
    make_invitation,
    make_member,
    make_service_account,
    make_workspace,
    owner_of,
)
from tests.factories.artifacts import review_artifact
from tests.factories.assessments import make_assessment
from tests.factories.evidence import make_stored_evidence
from tests.factories.reviews import act, look_at_everything
from tests.factories.roadmap import make_roadmap
from tests.factories.vendors import make_evaluation
from vendors.domain.stages import Part
from vendors.models import ModelVersion
from vendors.operations.participants import ask_participant
from vendors.operations.versions import SamePersonError, approve_change
from vendors.queries.evaluations import possible_moderators
from vendors.queries.participants import possible_participants

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def program(workspace: Workspace) -> User:
    """With every right there is, so that nothing but what it is keeps it away."""
    return make_service_account(workspace, Role.OWNER, name="Build server")


OFFERED: dict[str, Callable[[Workspace], Iterable[User]]] = {
    "people": people_of,
    "heirs": lambda found: HandOverForm(None, workspace=found).fields["to"].queryset,  # type: ignore[attr-defined]
    "owners of an assessment": lambda found: owners_of(make_assessment(found)),
    "reviewers": lambda found: [each.user for each in deciders_besides(owner_of(found), found.pk)],
    "owners of evidence": owners_of_evidence,
    "owners in a roadmap": lambda found: people_of_roadmap(make_roadmap(found)),
    "moderators": lambda found: possible_moderators(found, make_evaluation(found)),
    "evaluators": lambda found: possible_participants(found, make_evaluation(found)),
}


@pytest.mark.parametrize("name", OFFERED)
def test_program_is_offered_for_nothing(name: str, workspace: Workspace, program: User) -> None:
    editor = make_member(workspace, Role.EDITOR)
    offered = list(OFFERED[name](workspace))
    assert editor in offered
    assert program not in offered


def test_program_cannot_be_mentioned(workspace: Workspace, program: User) -> None:
    assert program.code not in {person.code for person in people_to_mention(workspace)}


def test_what_a_program_did_can_be_looked_for(workspace: Workspace, program: User) -> None:
    make_event(workspace, actor=program)
    assert program in people_in(workspace)


def test_program_is_told_nothing(program: User, workspace: Workspace) -> None:
    notify(user=program, workspace=workspace, sentence="Something happened.")
    notify(user=owner_of(workspace), workspace=workspace, sentence="Something happened.")
    assert [notice.user for notice in Notice.objects.all()] == [owner_of(workspace)]


def test_program_owns_nothing_that_it_makes(workspace: Workspace, program: User) -> None:
    assert make_assessment(workspace, actor=program).owner is None
    assert make_roadmap(workspace, actor=program).owner is None


def test_lapse_of_what_a_program_filed_is_told_to_who_owns_the_workspace(workspace: Workspace, program: User) -> None:
    make_stored_evidence(workspace, days_old=170, added_by=program)
    remind_of_lapses(now=timezone.now())
    assert [notice.user for notice in Notice.objects.all()] == [owner_of(workspace)]


def test_program_is_no_owner_who_could_stay_behind(workspace: Workspace, program: User) -> None:
    owner = owner_of(workspace)
    assert is_last_owner(Membership.objects.get(workspace=workspace, user=owner))
    with pytest.raises(LastOwnerError):
        remove_member(workspace=workspace, member=owner, actor=owner)
    with pytest.raises(LastOwnerError):
        change_role(workspace=workspace, member=owner, role=Role.EDITOR, actor=owner)
    delete_account(user=owner)
    assert not Workspace.objects.exists()
    assert not User.objects.exists()


def test_program_is_not_counted_among_the_people(workspace: Workspace, program: User) -> None:
    membership = Membership.objects.get(workspace=workspace, user=owner_of(workspace))
    overview = overview_of(membership)
    assert (overview.members, overview.owners, overview.lacks_others) == (1, 1, True)
    assert [choice.members for choice in choices_of([membership], None)] == [1]


def test_program_is_handed_nothing_and_is_changed_on_its_own_page_only(workspace: Workspace, program: User) -> None:
    said: dict[str, Any] = {"workspace": workspace, "actor": owner_of(workspace)}
    for step_down in [None, Role.EDITOR]:
        with pytest.raises(Membership.DoesNotExist):
            hand_over(**said, to=program, step_down_to=step_down)
    with pytest.raises(Membership.DoesNotExist):
        change_role(**said, member=program, role=Role.VIEWER)
    with pytest.raises(Membership.DoesNotExist):
        remove_member(**said, member=program)
    with pytest.raises(Membership.DoesNotExist):
        remove_member(workspace=workspace, member=program, actor=program)
    assert Membership.objects.get(user=program).role == "owner"


def test_program_stays_in_its_one_workspace(program: User) -> None:
    make_invitation(make_workspace(), secret="a-link")
    with pytest.raises(OtherAddressError):
        accept_invitation(secret="a-link", user=program)
    with pytest.raises(PermissionDenied):
        create_workspace(name="Mine", owner=program)
    with pytest.raises(PermissionDenied):
        delete_account(user=program)
    assert program.memberships.count() == 1


def test_program_is_not_the_second_person(workspace: Workspace, program: User) -> None:
    assessment, owner = make_assessment(workspace), owner_of(workspace)
    look_at_everything(assessment)
    act(assessment, Act.SUBMIT, owner)
    for wanted in (Act.ACCEPT, Act.SEND_BACK):
        with pytest.raises(NotAllowedError):
            act(assessment, wanted, program, reason="It looks right.")
    artifact = review_artifact(make_roadmap(workspace), by=owner)
    ours = Membership.objects.get(user=program)
    assert not ruling_on(artifact, versions_of(artifact)[0], ours).may


def test_program_lets_no_change_of_criteria_into_force(workspace: Workspace, program: User) -> None:
    evaluation = make_evaluation(workspace)
    evaluation.stage = "scoring"
    evaluation.save()
    version = ModelVersion.objects.get(evaluation=evaluation)
    with pytest.raises(SamePersonError):
        approve_change(version=version, actor=program, seen=version.revision)


def test_address_of_a_program_finds_no_evaluator(workspace: Workspace, program: User) -> None:
    evaluation = make_evaluation(workspace)
    asked = ask_participant(evaluation=evaluation, actor=owner_of(workspace), part=Part.EVALUATOR, email=program.email)
    assert asked.user is None


def test_nobody_gets_in_as_a_program(client: Client, program: User, settings: Settings) -> None:
    settings.HAS_MAIL = True
    client.post(reverse("account_reset_password"), {"email": program.email})
    assert [sent.body for sent in mail.outbox if "/password/reset/key/" in sent.body] == []
    client.post(reverse("account_login"), {"login": program.email, "password": ""})
    assert "_auth_user_id" not in client.session
    with pytest.raises(SystemExit):
        call_command("resetpassword", program.email)


def test_installation_without_people_waits_for_its_first_owner(client: Client, program: User) -> None:
    User.objects.filter(is_service=False).delete()
    assert client.get(reverse("account_login"))["Location"] == reverse("account_signup")
    assert create_owner(email="ada@example.com", name="Ada", workspace_name="Northwind").is_superuser


def test_program_is_not_invited(client: Client, workspace: Workspace, program: User) -> None:
    client.force_login(owner_of(workspace))
    asked = {"email": program.email, "role": "viewer"}
    answer = client.post(reverse("invitation_create", args=[workspace.code]), asked)
    assert "A service account gets no mail and cannot be invited." in answer.text
    assert not workspace.invitations.exists()
