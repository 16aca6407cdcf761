"""Processor time of answering: saving one answer and building the page of a section, for packs of 66 and 1,320.

Run: .venv/bin/python -m benchmarks.answering

Whole requests in this process, with every middleware of the served one, on a new SQLite database in a temporary
folder. Every answer has a level, a note and, every second one, a piece of evidence, as late in an assessment.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks.measure import print_table

if TYPE_CHECKING:
    from django.test import Client

    from assessments.models import Assessment

RUNS = 60
SECTION = "architect"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"RUNGS_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings", "RUNGS_DEBUG": "0"}
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        rows = [row for times in (1, 20) for row in measure(times)]
    print_table(("processor time", "questions", "median", "95 %", "queries"), rows)


def measure(times: int) -> list[tuple[str, ...]]:
    from django.test import Client

    from tests.factories.accounts import make_workspace, owner_of
    from tests.factories.assessments import make_assessment, make_large_pack, shipped_pack

    workspace = make_workspace()
    assessment = make_assessment(workspace, pack=make_large_pack(times) if times > 1 else shipped_pack())
    fill(assessment)
    client = Client(HTTP_HOST="localhost")
    client.force_login(owner_of(workspace))
    at = f"/w/{workspace.code}/assessments/{assessment.code}"
    ids = [question.id for question in assessment.questions.questions if question.phase == SECTION]
    save = Saving(client, at, ids)
    count = f"{len(assessment.questions.questions):,}"
    return [
        ("saving a new level", count, *timed(save.level)),
        ("saving a longer note", count, *timed(save.note)),
        ("the page of a section", count, *timed(lambda: load(client, f"{at}/by-phase/{SECTION}/"))),
    ]


def fill(assessment: Assessment) -> None:
    from assessments.models import Answer, Citation
    from assessments.operations.assessments import refresh_summary
    from tests.factories.evidence import make_stored_evidence

    answers = list(assessment.answers.order_by("pk"))
    proof = [make_stored_evidence(assessment.workspace) for _ in range(20)]
    for number, answer in enumerate(answers):
        answer.state, answer.level, answer.note = "answered", number % 6, "Two of three services, see the wiki."
    Answer.objects.bulk_update(answers, ["state", "level", "note"], batch_size=200)
    Citation.objects.bulk_create(
        Citation(answer=answer, evidence=proof[number % 20]) for number, answer in enumerate(answers) if number % 2
    )
    refresh_summary(assessment)


class Saving:
    """Answers the questions of a section in turn, each as the browser would: the whole answer and its revision."""

    def __init__(self, client: Client, at: str, ids: list[str]) -> None:
        self.client, self.at, self.ids = client, at, ids
        self.count = 0
        self.stored: dict[str, dict[str, object]] = {}

    def level(self) -> None:
        self._save(choice=str(self.count // len(self.ids) % 2))

    def note(self) -> None:
        self._save(note=f"Two of three services, and {self.count} more.")

    def _save(self, **changed: str) -> None:
        id_ = self.ids[self.count % len(self.ids)]
        self.count += 1
        before = self.stored.get(id_, {"revision": 1, "choice": "5", "note": ""})
        sent = {"by": "phase", **before, **changed}
        answer = self.client.post(
            f"{self.at}/questions/{id_}/answer/",
            urlencode(sent),
            content_type="application/x-www-form-urlencoded",
            headers={"Accept": "application/json"},
        )
        assert answer.status_code == 200, answer.content
        self.stored[id_] = {**before, **changed, "revision": answer.json()["revision"]}


def load(client: Client, address: str) -> None:
    assert client.get(address, headers={"Accept-Encoding": "gzip"}).status_code == 200


def timed(work: Callable[[], object]) -> tuple[str, str, str]:
    """Median and 95th percentile of the processor time, and the number of queries of one run."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(3):
        work()
    seconds = []
    for _ in range(RUNS):
        started = time.process_time()
        work()
        seconds.append((time.process_time() - started) * 1000)
    with CaptureQueriesContext(connection) as found:
        work()
    asked = sum(not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for query in found)
    return f"{statistics.median(seconds):.1f} ms", f"{sorted(seconds)[int(RUNS * 0.95)]:.1f} ms", str(asked)


if __name__ == "__main__":
    main()
