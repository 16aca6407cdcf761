import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import override_settings

from accounts.models import User
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def test_address_is_kept_in_lower_case() -> None:
    assert make_user(email=" Ada@Example.COM ").email == "ada@example.com"


def test_address_in_another_case_is_taken() -> None:
    make_user(email="ada@example.com")
    with pytest.raises(ValidationError, match="already a user with this mail address"):
        User(email="ADA@example.com", password="any").full_clean()


def test_address_taken_by_another_is_refused_by_the_database() -> None:
    make_user(email="ada@example.com")
    with pytest.raises(IntegrityError):
        make_user(email="Ada@Example.com")


def test_address_not_in_lower_case_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError, match="accounts_user_email_lower_case"):
        User.objects.create(email="Ada@example.com")


def test_user_signs_in_by_address_in_any_case() -> None:
    user = make_user(email="ada@example.com", password="a long enough secret")
    assert authenticate(username="ADA@example.com", password="a long enough secret") == user
    assert authenticate(username="ADA@example.com", password="another secret") is None


def test_inactive_user_cannot_sign_in() -> None:
    make_user(email="ada@example.com", password="a long enough secret", is_active=False)
    assert authenticate(username="ada@example.com", password="a long enough secret") is None


def test_user_without_password_cannot_sign_in() -> None:
    assert not make_user().has_usable_password()


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"])
def test_password_is_hashed_with_argon2() -> None:
    user = make_user(password="a long enough secret")
    assert user.password.startswith("argon2")
    assert user.check_password("a long enough secret")


def test_user_made_here_has_a_proven_address() -> None:
    user = make_user(email="Ada@example.com")
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("ada@example.com", True, True)


def test_user_is_shown_by_name_or_else_by_address() -> None:
    assert str(make_user(name="Ada")) == "Ada"
    assert str(make_user(name="", email="ada@example.com")) == "ada@example.com"
