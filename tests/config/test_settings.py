"""The settings as a process gets them: each test is a start of its own, with its own environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tree import ROOT


def setting(name: str, **environment: str) -> str:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("RUNGS_", "DATABASE_"))}
    done = subprocess.run(
        [sys.executable, "-c", f"from config import settings; print((settings.{name}))"],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.rstrip("\n")


def test_secret_key_is_made_once_and_kept_readable_by_its_owner_only(tmp_path: Path) -> None:
    first = setting("SECRET_KEY", RUNGS_DATA_DIR=str(tmp_path))
    assert len(first) >= 50
    assert setting("SECRET_KEY", RUNGS_DATA_DIR=str(tmp_path)) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_secret_key_of_the_environment_comes_first(tmp_path: Path) -> None:
    assert setting("SECRET_KEY", RUNGS_DATA_DIR=str(tmp_path), RUNGS_SECRET_KEY="given") == "given"
    assert not (tmp_path / "secret-key").exists()


def test_debug_is_off_unless_it_is_switched_on(tmp_path: Path) -> None:
    assert setting("DEBUG", RUNGS_DATA_DIR=str(tmp_path)) == "False"


def test_passwords_are_kept_with_argon2(tmp_path: Path) -> None:
    hashers = setting("PASSWORD_HASHERS", RUNGS_DATA_DIR=str(tmp_path))
    assert hashers == "['django.contrib.auth.hashers.Argon2PasswordHasher']"


def test_behind_tls_everything_is_for_tls_only(tmp_path: Path) -> None:
    tls = {"RUNGS_DATA_DIR": str(tmp_path), "RUNGS_TLS": "1", "RUNGS_ALLOWED_HOSTS": "rungs.example,.clients.example"}
    names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS SECURE_PROXY_SSL_HEADER"
    values = ", ".join(f"settings.{name}" for name in names.split())
    assert setting(f"DEBUG, {values}", **tls) == (
        "(False, True, True, True, 31536000, ('HTTP_X_FORWARDED_PROTO', 'https'))"
    )
    assert setting("CSRF_TRUSTED_ORIGINS", **tls) == "['https://rungs.example', 'https://*.clients.example']"
    assert setting("ALLAUTH_TRUSTED_PROXY_COUNT", **tls) == "1"
    assert setting("SECURE_HSTS_SECONDS", **tls, RUNGS_HSTS_SECONDS="0") == "0"


def test_without_proxy_no_header_is_believed(tmp_path: Path) -> None:
    plain = {"RUNGS_DATA_DIR": str(tmp_path)}
    assert setting("ALLAUTH_TRUSTED_PROXY_COUNT", **plain) == "0"
    assert setting("__dict__.get('SECURE_PROXY_SSL_HEADER')", **plain) == "None"


@pytest.mark.parametrize(
    ("environment", "verification"),
    [
        ({}, "none"),
        ({"RUNGS_OPEN_SIGNUP": "1"}, "mandatory"),
        ({"RUNGS_MAIL_URL": "smtp://mail.example.com"}, "mandatory"),
    ],
    ids=["neither", "open to strangers", "sends mail"],
)
def test_addresses_are_proven_where_strangers_sign_up_or_mail_is_sent(
    tmp_path: Path, environment: dict[str, str], verification: str
) -> None:
    assert setting("ACCOUNT_EMAIL_VERIFICATION", RUNGS_DATA_DIR=str(tmp_path), **environment) == verification


def test_no_proxy_is_trusted_unless_it_is_said(tmp_path: Path) -> None:
    assert setting("ALLAUTH_TRUSTED_PROXY_COUNT", RUNGS_DATA_DIR=str(tmp_path)) == "0"
    told = setting("ALLAUTH_TRUSTED_PROXY_COUNT", RUNGS_DATA_DIR=str(tmp_path), RUNGS_TRUSTED_PROXIES="2")
    assert told == "2"


def test_passwords_have_at_least_twelve_characters(tmp_path: Path) -> None:
    assert "'min_length': 12" in setting("AUTH_PASSWORD_VALIDATORS", RUNGS_DATA_DIR=str(tmp_path))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RUNGS_TLS", "maybe"),
        ("RUNGS_JOB_THREADS", "two"),
        ("RUNGS_MAIL_URL", "mail.example.com"),
        ("RUNGS_URL", "rungs"),
    ],
)
def test_value_that_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path, name: str, value: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "serve", "--port", "0"],
        cwd=ROOT,
        env={**os.environ, "RUNGS_DATA_DIR": str(tmp_path), name: value},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{name} ")
    assert done.stderr.count("\n") == 1
