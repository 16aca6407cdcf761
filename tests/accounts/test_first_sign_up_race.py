"""Several people find an empty installation at the same moment: real threads on a real database of their own."""

from pathlib import Path

from tests.installations import Installation

RACE = """
from threading import Barrier, Thread
from django.conf import settings
from django.db import connections
from django.test import Client
from accounts.models import Membership, User, Workspace

settings.ALLOWED_HOSTS.append("testserver")
start, answers = Barrier(6), []

def sign_up(email):
    client = Client()
    client.get("/account/signup/")
    start.wait()
    answer = client.post(
        "/account/signup/", {"name": "Somebody", "email": email, "password1": "correct horse battery"}
    )
    answers.append(answer.status_code)
    connections.close_all()

emails = [f"person-{number}@example.com" for number in range(4)] + ["twice@example.com"] * 2
threads = [Thread(target=sign_up, args=[email]) for email in emails]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(sorted(answers), User.objects.count(), Workspace.objects.count(), Membership.objects.filter(role="owner").count())
"""


def test_of_several_first_sign_ups_exactly_one_is_first(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    installation.environment["RUNGS_DEBUG"] = "1"  # static files were not gathered here
    installation.migrate()
    said = installation.python(RACE).splitlines()[-1]
    assert said == "[200, 200, 200, 200, 200, 302] 1 1 1"
