"""How long strangers who try addresses wait for an answer, where there is an account and where there is none.

`python benchmarks/sign_in.py`. In processor time, which other work on the machine disturbs least. With the real
settings, so with Argon2, on a new SQLite database in a temporary folder. Mail goes to memory: sending one takes the
same time for every address. Limits are forgotten between requests, or most would not be tried at all.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

RUNS = 60
PASSWORD = "correct horse battery"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "RUNGS_DATA_DIR": folder,
            "RUNGS_DEBUG": "1",  # static files were not gathered here
            "RUNGS_OPEN_SIGNUP": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        import django

        (Path(folder) / "static").mkdir()
        django.setup()
        _prepare()
        _measure()


def _prepare() -> None:
    import logging

    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    from accounts.models import User

    logging.disable()
    setup_test_environment(debug=False)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("migrate", verbosity=0)
    User.objects.create_user("known@example.com", PASSWORD)


def _measure() -> None:
    from benchmarks.measure import print_table

    forms: dict[str, Callable[[str, int], tuple[str, dict[str, str]]]] = {
        "sign in": lambda email, _: ("/account/login/", {"login": email, "password": "wrong horse battery"}),
        "new password": lambda email, _: ("/account/password/reset/", {"email": email}),
        "sign up": lambda email, number: (
            "/account/signup/",
            {
                "name": "Somebody",
                "email": email if email.startswith("known") else f"new-{number}@example.com",
                "password1": PASSWORD,
            },
        ),
    }
    rows = []
    for name, form in forms.items():
        known, unknown = [], []
        for number in range(RUNS):  # in turns, so that whatever else the machine does meets both alike
            known.append(_seconds(*form("known@example.com", number)))
            unknown.append(_seconds(*form("unknown@example.com", number)))
        rows.append([name, *(f"{statistics.median(some) * 1000:.1f} ms" for some in (known, unknown))])
    print_table(["form", "address with an account", "without one"], rows)


def _seconds(address: str, fields: dict[str, str]) -> float:
    from django.core.cache import cache
    from django.test import Client

    cache.clear()
    client = Client()
    started = time.process_time()
    answer = client.post(address, fields)
    took = time.process_time() - started
    assert answer.status_code in {200, 302}
    return took


if __name__ == "__main__":
    main()
