"""That what django-allauth shows and sends is in our words and keeps our content policy."""

import io
import re
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from core.mail import ConsoleBackend
from tests.factories.accounts import make_user
from tests.tree import ROOT

THEIRS = Path(allauth.__file__).parent / "templates"
OURS = ROOT / "templates"
# What these belong to is switched off: signing in and up by codes, phones, trusted browsers, several addresses.
NOT_USED = re.compile(r"code|phone|signup_by_passkey|signup_form|trust|account/email\.html|snippets/(already|warn)")
APPS = ("account", "mfa", "usersessions")


def used(pattern: str) -> list[str]:
    """allauth's templates that can come up here, as paths below `templates`."""
    found = [str(file.relative_to(THEIRS)) for app in APPS for file in (THEIRS / app).rglob(pattern)]
    unused = [name for name in found if NOT_USED.search(name) and "recovery_codes" not in name]
    return sorted(set(found) - set(unused))


@pytest.mark.parametrize("name", used("*.txt"))
def test_every_mail_and_message_is_ours(name: str) -> None:
    assert (OURS / name).exists()


@pytest.mark.parametrize("name", [name for name in used("*.html") if "/base" not in name])
def test_every_page_is_ours(name: str) -> None:
    assert (OURS / name).exists()


def test_no_page_breaks_the_content_policy() -> None:
    """Ours, and the few of theirs that stay: no style of an element, no picture inside an address, no script inside."""
    kept = [THEIRS / name for name in used("*.html") if not (OURS / name).exists()]
    ours = [file for app in (*APPS, "allauth") for file in (OURS / app).rglob("*.html")]
    inside = re.compile(r"style=|data:|<style|<script(?![^>]*(src=|application/json))|\son\w+=")
    assert kept
    assert {str(file): found for file in [*kept, *ours] if (found := inside.findall(file.read_text()))} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in used("*_message.txt") if "/email/" in name and "base" not in name])
def test_mail_is_plain_text_with_product_link_and_no_escapes(name: str) -> None:
    person = make_user(email="o'neill&co@example.com")
    link = "https://rungs.example/x?a=1&b=2"
    context = {
        "user": person,
        "email": person.email,
        "home": "https://rungs.example/",
        "timestamp": timezone.now(),
        "ip": "192.0.2.1",
        "user_agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0",
        **dict.fromkeys(("activate_url", "password_reset_url", "signup_url"), link),
        **dict.fromkeys(("from_email", "to_email", "deleted_email"), person.email),
    }
    text = render_to_string(name, context).strip()
    subject = render_to_string(name.replace("_message", "_subject"), context).strip()
    assert text.startswith("Hello,\n\n")
    assert text.endswith("--\nRungs, https://rungs.example/")
    assert "Rungs" in subject
    assert "\n" not in subject
    assert not re.search(r"&amp;|&#x27;|<", text + subject)


def test_mail_on_the_console_keeps_its_link_whole() -> None:
    link = f"https://rungs.example/{'x' * 200}/"
    stream = io.StringIO()
    mail = EmailMessage("Choose a new password", f"Here:\n\n{link}\n", to=["ada@example.com"])
    ConsoleBackend(stream=stream).send_messages([mail])
    assert stream.getvalue() == f"Mail to ada@example.com: Choose a new password\n\nHere:\n\n{link}\n\n\n"


def test_content_policy_allows_nothing_inside_a_page() -> None:
    assert "'unsafe-inline'" not in str(settings.SECURE_CSP)
    assert "data:" not in str(settings.SECURE_CSP)
