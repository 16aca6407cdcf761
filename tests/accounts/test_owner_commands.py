"""`createowner` and `resetpassword`: for a machine that sends no mail."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from accounts.domain.roles import Role
from accounts.models import Membership, User
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str) -> tuple[int, str]:
        """Exit code, and what was said on whichever output."""
        try:
            call_command(*arguments)
            code = 0
        except SystemExit as end:
            code = int(str(end.code))
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def follow(said: str) -> Any:
    """Choose a password where the printed link leads."""
    link = next(word for word in said.split() if word.startswith("http"))
    client = Client()
    form = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    assert "Choose a new password" in form.text
    return client.post(form.redirect_chain[-1][0], {"password1": PASSWORD})


def signs_in(email: str) -> bool:
    return Client().post("/account/login/", {"login": email, "password": PASSWORD}).status_code == 302


def test_owner_chooses_a_password_by_the_link_and_owns_the_workspace(run: Any) -> None:
    code, said = run("createowner", "Ada@Example.com", "--name", "Ada", "--workspace", "Northwind")
    membership = Membership.objects.select_related("user", "workspace").get()
    assert (code, membership.role, membership.workspace.name) == (0, Role.OWNER, "Northwind")
    assert (membership.user.email, membership.user.name) == ("ada@example.com", "Ada")
    assert membership.user.is_superuser
    assert not membership.user.has_usable_password()
    follow(said)
    assert signs_in("ada@example.com")


def test_second_owner_does_not_run_the_installation(run: Any) -> None:
    run("createowner", "ada@example.com")
    run("createowner", "grace@example.com")
    assert [user.is_superuser for user in User.objects.order_by("pk")] == [True, False]
    assert Membership.objects.filter(role=Role.OWNER.value).count() == 2


def test_owner_who_is_there_already_is_not_touched(run: Any) -> None:
    make_user(email="ada@example.com", name="Ada")
    code, said = run("createowner", "ada@example.com", "--name", "Eve")
    assert code == 2
    assert "./rungs resetpassword ada@example.com" in said
    assert User.objects.get().name == "Ada"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nobody"], "'nobody' is not a mail address."),
        (["ada@example.com", "--name", "x" * 151], "--name can have at most 150 characters."),
        (["ada@example.com", "--workspace", "x" * 121], "--workspace can have at most 120 characters."),
        (["ada@example.com", "--name", "Ada\nEve"], "--name: Write the name on one line"),
        (["ada@example.com", "--workspace", "\u202eNorthwind"], "--workspace: Write the name on one line"),
    ],
)
def test_owner_with_a_fault_is_refused_in_words(run: Any, arguments: list[str], sentence: str) -> None:
    code, said = run("createowner", *arguments)
    assert (code, sentence in said) == (2, True)
    assert not User.objects.exists()


def test_link_begins_with_where_rungs_is_reached(run: Any, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://rungs.example"
    assert "  https://rungs.example/account/" in run("createowner", "ada@example.com")[1]
    assert "  https://rungs.example/account/" in run("resetpassword", "ada@example.com")[1]


def test_password_is_reset_by_the_link_and_stays_until_then(run: Any) -> None:
    user = make_user(email="ada@example.com", password="the old horse battery")
    code, said = run("resetpassword", "ADA@example.com")
    user.refresh_from_db()
    assert code == 0
    assert user.check_password("the old horse battery")
    follow(said)
    assert signs_in("ada@example.com")


def test_password_of_nobody_is_not_reset(run: Any) -> None:
    code, said = run("resetpassword", "eve@example.com")
    assert (code, "Nobody has an account with the address eve@example.com." in said) == (2, True)


def test_password_of_who_is_switched_off_is_not_reset(run: Any) -> None:
    make_user(email="ada@example.com", is_active=False)
    code, said = run("resetpassword", "ada@example.com")
    assert (code, "has been switched off" in said) == (2, True)


def test_second_step_is_removed_for_who_lost_it(run: Any) -> None:
    user = make_user(email="ada@example.com")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert "The second step was removed." in run("resetpassword", "ada@example.com", "--remove-second-step")[1]
    assert not Authenticator.objects.exists()
    assert "There was no second step" in run("resetpassword", "ada@example.com", "--remove-second-step")[1]


def test_superusers_of_django_are_not_made(run: Any) -> None:
    code, said = run("createsuperuser")
    assert (code, "./rungs createowner MAIL" in said) == (2, True)
