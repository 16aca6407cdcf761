"""Inviting and accepting."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection  # noqa: F401  (named in the condition of a mark)
from django.utils import timezone
from pytest_django import Settings

from accounts.domain.roles import Role
from accounts.models import Activity, Invitation, Membership, Notice, User, Workspace
from accounts.operations import invitations
from accounts.operations.invitations import (
    BelongsAlreadyError,
    Invited,
    OtherAddressError,
    TooManyInvitationsError,
    WaitsAlreadyError,
    accept_invitation,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from accounts.queries.invitations import InvitationGoneError
from tests.factories.accounts import make_invitation, make_member, make_user, make_workspace, owner_of
from tests.together import at_once, only_where_transactions_overlap

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace(name="Northwind")


@pytest.fixture
def owner(workspace: Workspace) -> User:
    return owner_of(workspace)


def address(path: str) -> str:
    return f"https://rungs.example{path}"


def invite_somebody(workspace: Workspace, email: str = "", role: Role = Role.EDITOR) -> Invited:
    return invite(workspace=workspace, actor=owner_of(workspace), role=role, email=email, address=address)


def secret_of(invited: Invited) -> str:
    return invited.link.rstrip("/").rpartition("/")[2]


def test_secret_is_nowhere_but_in_the_link(workspace: Workspace) -> None:
    invited = invite_somebody(workspace)
    secret = secret_of(invited)
    stored = Invitation.objects.values().get()
    assert len(secret) >= 40
    assert secret not in str(stored)
    assert secret not in str(list(Activity.objects.values()))
    assert accept_invitation(secret=secret, user=make_user()).workspace == workspace


def test_invitation_with_an_address_is_mailed(workspace: Workspace, settings: Settings) -> None:
    settings.HAS_MAIL = True
    invited = invite_somebody(workspace, "Bo@Example.com")
    assert invited.was_mailed
    assert mail.outbox[0].to == ["bo@example.com"]
    assert "Northwind" in mail.outbox[0].subject
    assert invited.link in mail.outbox[0].body


def test_name_with_a_line_break_adds_no_header(workspace: Workspace, settings: Settings) -> None:
    settings.HAS_MAIL = True
    Workspace.objects.update(name="Northwind\nBcc: everybody@example.com")
    workspace.refresh_from_db()
    assert invite_somebody(workspace, "bo@example.com").was_mailed
    assert mail.outbox[0].recipients() == ["bo@example.com"]
    assert "\n" not in mail.outbox[0].subject


def test_server_that_takes_no_mail_leaves_the_invitation(
    workspace: Workspace, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HAS_MAIL = True

    def refuse(*arguments: object, **options: object) -> int:
        raise ConnectionRefusedError("no server here")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    invited = invite_somebody(workspace, "bo@example.com")
    assert not invited.was_mailed
    assert Invitation.objects.get().email == "bo@example.com"


def test_installation_without_mail_says_so(workspace: Workspace, settings: Settings) -> None:
    settings.HAS_MAIL = False
    assert not invite_somebody(workspace, "bo@example.com").was_mailed
    assert mail.outbox == []


def test_only_owners_invite(workspace: Workspace) -> None:
    with pytest.raises(PermissionDenied):
        invite(workspace=workspace, actor=make_member(workspace, Role.EDITOR), role=Role.OWNER, address=address)
    assert not Invitation.objects.exists()


def test_open_invitations_have_a_limit(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "MOST_WAITING", 1)
    invite_somebody(workspace)
    with pytest.raises(TooManyInvitationsError):
        invite_somebody(workspace)


@pytest.mark.parametrize("typed", ["vera@example.com", " Vera@EXAMPLE.com "])
def test_member_is_not_invited_again(workspace: Workspace, typed: str) -> None:
    make_member(workspace, Role.CONTRIBUTOR, user=make_user(email="vera@example.com"))
    with pytest.raises(BelongsAlreadyError) as caught:
        invite_somebody(workspace, typed)
    assert caught.value.membership.role == "contributor"
    assert not Invitation.objects.exists()
    assert invite_somebody(make_workspace(), typed)


@pytest.mark.parametrize("typed", ["bo@example.com", " Bo@EXAMPLE.com "])
@pytest.mark.parametrize("has_run_out", [True, False])
def test_address_is_not_invited_twice(workspace: Workspace, typed: str, has_run_out: bool) -> None:
    waiting = invite_somebody(workspace, "Bo@example.com").invitation
    if has_run_out:
        Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    with pytest.raises(WaitsAlreadyError):
        invite_somebody(workspace, typed)
    assert Invitation.objects.count() == 1
    assert invite_somebody(make_workspace(), typed)
    withdraw_invitation(invitation=waiting, actor=owner_of(workspace))
    assert invite_somebody(workspace, typed)


def test_links_for_whoever_holds_them_are_as_many_as_one_likes(workspace: Workspace) -> None:
    assert invite_somebody(workspace).link != invite_somebody(workspace).link


def test_accepting_gives_the_role_and_tells_who_invited(workspace: Workspace, owner: User) -> None:
    person = make_user(name="Bo")
    secret = secret_of(invite_somebody(workspace, role=Role.CONTRIBUTOR))
    accept_invitation(secret=secret, user=person)
    assert Membership.objects.get(workspace=workspace, user=person).role == "contributor"
    assert "Bo accepted your invitation" in Notice.objects.get(user=owner).sentence
    assert Activity.objects.order_by("pk").last().verb == "member.joined"  # type: ignore[union-attr]


def test_accepting_twice_is_harmless(workspace: Workspace) -> None:
    person, secret = make_user(), secret_of(invite_somebody(workspace))
    first = accept_invitation(secret=secret, user=person)
    assert accept_invitation(secret=secret, user=person) == first
    assert Activity.objects.filter(verb="member.joined").count() == 1


def test_link_works_once(workspace: Workspace) -> None:
    secret = secret_of(invite_somebody(workspace))
    accept_invitation(secret=secret, user=make_user())
    with pytest.raises(InvitationGoneError):
        accept_invitation(secret=secret, user=make_user())


def test_who_left_cannot_come_back_by_the_same_link(workspace: Workspace) -> None:
    person, secret = make_user(), secret_of(invite_somebody(workspace))
    accept_invitation(secret=secret, user=person).delete()
    with pytest.raises(InvitationGoneError):
        accept_invitation(secret=secret, user=person)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OWNER])
def test_member_stays_what_they_are_and_leaves_the_link_to_others(workspace: Workspace, role: Role) -> None:
    member = make_member(workspace, role)
    secret = secret_of(invite_somebody(workspace, role=Role.EDITOR))
    assert accept_invitation(secret=secret, user=member).role == role.value
    assert accept_invitation(secret=secret, user=make_user()).role == "editor"


def test_bad_secrets_are_all_told_the_same(workspace: Workspace) -> None:
    now = timezone.now()
    make_invitation(workspace, secret="expired", expires_at=now)
    make_invitation(workspace, secret="withdrawn", revoked_at=now)
    make_invitation(make_workspace(deleted_at=now), secret="of-a-deleted-workspace")
    person = make_user()
    for secret in ["unknown", "expired", "withdrawn", "of-a-deleted-workspace", ""]:
        with pytest.raises(InvitationGoneError):
            accept_invitation(secret=secret, user=person)
    assert not Membership.objects.filter(user=person).exists()


def test_addressed_invitation_is_for_the_address_they_sign_in_by(workspace: Workspace) -> None:
    secret = secret_of(invite_somebody(workspace, "Bo@Example.com"))
    with pytest.raises(OtherAddressError):
        accept_invitation(secret=secret, user=make_user())
    assert accept_invitation(secret=secret, user=make_user(email="bo@example.com"))


@pytest.mark.parametrize("verified", [True, False])
def test_addressed_invitation_is_for_another_address_only_when_proven(workspace: Workspace, verified: bool) -> None:
    secret, person = secret_of(invite_somebody(workspace, "bo@example.com")), make_user()
    EmailAddress.objects.create(user=person, email="Bo@example.com", verified=verified)
    if verified:
        assert accept_invitation(secret=secret, user=person)
    else:
        with pytest.raises(OtherAddressError):
            accept_invitation(secret=secret, user=person)


def test_renewed_invitation_has_a_new_secret_and_new_time(workspace: Workspace, owner: User) -> None:
    old = make_invitation(workspace, secret="old", expires_at=timezone.now() - timedelta(days=1))
    invited = renew_invitation(invitation=old, actor=owner, address=address)
    assert invited.invitation.expires_at > timezone.now() + timedelta(days=13)
    with pytest.raises(InvitationGoneError):
        accept_invitation(secret="old", user=make_user())
    assert accept_invitation(secret=secret_of(invited), user=make_user())


def test_withdrawn_invitation_opens_nothing(workspace: Workspace, owner: User) -> None:
    invitation = make_invitation(workspace, secret="held")
    withdraw_invitation(invitation=invitation, actor=owner)
    withdraw_invitation(invitation=invitation, actor=owner)
    assert Activity.objects.filter(verb="invitation.withdrawn").count() == 1
    with pytest.raises(InvitationGoneError):
        accept_invitation(secret="held", user=make_user())
    with pytest.raises(InvitationGoneError):
        renew_invitation(invitation=invitation, actor=owner, address=address)


def test_accepted_invitation_cannot_be_withdrawn(workspace: Workspace, owner: User) -> None:
    invitation = make_invitation(workspace, secret="held")
    accept_invitation(secret="held", user=make_user())
    with pytest.raises(InvitationGoneError):
        withdraw_invitation(invitation=invitation, actor=owner)


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(5))
def test_of_two_who_accept_at_once_one_comes_in(attempt: int) -> None:
    workspace = make_workspace()
    make_invitation(workspace, secret="held")
    one, other = make_user(), make_user()
    outcomes = at_once(
        lambda: accept_invitation(secret="held", user=one), lambda: accept_invitation(secret="held", user=other)
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["InvitationGoneError", "Membership"]
    assert workspace.memberships.count() == 2


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_pressing_twice_at_once_comes_in_once() -> None:
    workspace, person = make_workspace(), make_user()
    make_invitation(workspace, secret="held")
    outcomes = at_once(*[lambda: accept_invitation(secret="held", user=person)] * 2)
    assert [type(outcome).__name__ for outcome in outcomes] == ["Membership"] * 2
    assert workspace.memberships.filter(user=person).count() == 1


@only_where_transactions_overlap
@pytest.mark.django_db(transaction=True)
def test_inviting_twice_at_once_makes_one_invitation() -> None:
    workspace = make_workspace()
    outcomes = at_once(*[lambda: invite_somebody(workspace, "bo@example.com")] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Invited", "WaitsAlreadyError"]
