"""An assessment with every question, answer and piece of evidence in one request to the API, and all answers in one.

Run: .venv/bin/python -m benchmarks.assessment_tree
"""

from __future__ import annotations

import gzip
import logging
import os
from collections.abc import Callable, Iterable
from functools import partial
from itertools import count
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
os.environ["DATABASE_URL"] = ""
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases  # noqa: E402

from assessments.models import Assessment  # noqa: E402
from benchmarks.measure import median_of, print_table  # noqa: E402
from tests.api.client import ApiClient, at  # noqa: E402
from tests.factories.accounts import make_workspace, owner_of  # noqa: E402
from tests.factories.assessments import answer_everything, make_assessment, make_large_pack, shipped_pack  # noqa: E402
from tests.factories.evidence import make_evidence_with_file, make_stored_evidence  # noqa: E402

RUNS = 40
TIMES = 20


def main() -> None:
    # Without `setup_test_environment`, by which each template would leave a copy of its context for tests.
    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable(logging.INFO)  # of each request a line
    settings.API_CALLS_PER_MINUTE = 1_000_000
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        found = [filled(), filled(TIMES)]
        print_table(
            ("request", "processor time", "queries", "size", "gzip"), [row for each in found for row in rows(each)]
        )
    finally:
        teardown_databases(databases, verbosity=0)


def filled(times: int = 0) -> Assessment:
    """Every question with a level, a note as long as the pack's why and one of 20 pieces of evidence, some with two."""
    workspace = make_workspace()
    assessment = make_assessment(workspace, pack=make_large_pack(times) if times else shipped_pack())
    pieces = [
        make_stored_evidence(workspace, days_old=days, title=f"Protocol of drill {days}", kind="restore_drill")
        for days in range(18)
    ]
    pieces += [make_evidence_with_file(workspace) for _number in range(2)]
    answer_everything(assessment, evidence=pieces)
    asked, owner = assessment.questions.question, owner_of(workspace)
    for number, answer in enumerate(assessment.answers.order_by("pk")):
        answer.note, answer.changed_by, answer.changed_at = asked[answer.question].why, owner, workspace.created_at
        answer.save()
        if number % 3 == 0:
            answer.citations.create(evidence=pieces[(number + 7) % len(pieces)])
    return assessment


def rows(assessment: Assessment) -> Iterable[tuple[str, ...]]:
    client = ApiClient(owner_of(assessment.workspace))
    questions = len(assessment.questions.questions)
    where = (assessment.workspace.code, assessment.code)
    runs = RUNS if questions < 100 else RUNS // 4
    yield _measured(f"tree of {questions} questions", partial(client.get, at("assessment_tree", *where)), runs)
    numbers = count()

    def save_all() -> Any:
        seen = dict(assessment.answers.values_list("question", "revision"))
        note = f"Looked at again, number {next(numbers)}."
        sent = [{"question": id_, "revision": revision, "note": note} for id_, revision in seen.items()]
        return client.put(at("answers", *where), {"answers": sent})

    yield _measured(f"saving all of {questions} answers", save_all, runs // 4)


def _measured(what: str, call: Callable[[], Any], runs: int) -> tuple[str, ...]:
    seconds = median_of(call, runs)
    with CaptureQueriesContext(connection) as queries:
        answer = call()
    assert answer.status_code == 200, answer.content
    size, packed = len(answer.content) / 1000, len(gzip.compress(answer.content, 6)) / 1000
    return what, f"{seconds * 1000:.1f} ms", str(len(queries)), f"{size:.1f} kB", f"{packed:.1f} kB"


if __name__ == "__main__":
    main()
