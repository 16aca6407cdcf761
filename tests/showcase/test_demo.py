"""The example workspace: people who can sign in, and nothing lost by a second start."""

from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from pytest_django import Settings

from accounts.domain.roles import Role
from accounts.models import Activity, Membership, User, Workspace
from showcase.operations import CTO, PEOPLE, set_up_example

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files_of_their_own(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_everybody_can_sign_in_with_what_is_printed() -> None:
    assert set_up_example()
    workspace = Workspace.objects.get()
    roles = {member.user.email: member.role for member in Membership.objects.filter(workspace=workspace)}
    assert roles == {person.email: person.role.value for person in PEOPLE}
    assert set(roles.values()) == {Role.OWNER, Role.EDITOR, Role.VIEWER}
    for person in PEOPLE:
        assert check_password(person.password, User.objects.get(email=person.email).password)
        client = Client()
        client.post("/account/login/", {"login": person.email, "password": person.password})
        assert client.get(f"/w/{workspace.code}/").status_code == 200
    assert workspace.logo.size
    assert workspace.consultant_logo.size


def test_second_start_changes_nothing_and_loses_nothing() -> None:
    set_up_example()
    workspace = Workspace.objects.get()
    workspace.save_revision(seen=workspace.revision, name="Renamed by a visitor")
    Membership.objects.exclude(user__email=CTO.email).first().delete()  # type: ignore[union-attr]
    before = list(Workspace.objects.values()), list(User.objects.values()), list(Activity.objects.values())
    assert not set_up_example()
    assert (list(Workspace.objects.values()), list(User.objects.values()), list(Activity.objects.values())) == before
