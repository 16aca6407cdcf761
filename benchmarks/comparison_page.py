"""Processor time, queries and size of the pages of comparison and trend, with twenty milestones.

Run: .venv/bin/python -m benchmarks.comparison_page
"""

from __future__ import annotations

import gzip
import os
from datetime import timedelta
from functools import partial

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
os.environ["DATABASE_URL"] = ""
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessments.models import Assessment  # noqa: E402
from assessments.operations.milestones import freeze_milestone  # noqa: E402
from benchmarks.measure import median_of, print_table  # noqa: E402
from tests.factories.accounts import make_workspace, owner_of  # noqa: E402
from tests.factories.assessments import answer_everything, make_assessment, make_large_pack  # noqa: E402
from tests.factories.evidence import make_stored_evidence  # noqa: E402

RUNS = 40
MILESTONES = 20


def main() -> None:
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        rows = _measure(_with_milestones(make_assessment(make_workspace())), RUNS)
        rows += _measure(_with_milestones(make_assessment(make_workspace(), pack=make_large_pack(20))), 5)
        print_table((f"page, {MILESTONES} milestones", "processor time", "queries", "size, gzip"), rows)
    finally:
        teardown_databases(databases, verbosity=0)


def _with_milestones(assessment: Assessment) -> Assessment:
    """Two years of them, half of the answers better from one to the next, and evidence that lapses in between."""
    workspace = assessment.workspace
    pieces = [
        make_stored_evidence(workspace, evidence_class=class_, days_old=days)
        for class_ in ("document", "measurement")
        for days in (10, 120, 400, 700)
    ]
    answer_everything(assessment, evidence=pieces, note="As it is.")
    half = list(assessment.answers.values_list("pk", flat=True))[::2]
    for number in range(MILESTONES):
        assessment.answers.filter(pk__in=half).update(level=number % 6)
        moment = timezone.now() - timedelta(days=35 * (MILESTONES - number))
        freeze_milestone(assessment=assessment, actor=owner_of(workspace), title=f"Review {number}", moment=moment)
    return assessment


def _measure(assessment: Assessment, runs: int) -> list[tuple[str, str, str, str]]:
    client, workspace = Client(), assessment.workspace
    client.force_login(owner_of(workspace))
    asked = len(assessment.questions.questions)
    first = assessment.milestones.order_by("frozen_at").values_list("code", flat=True)[0]
    last = assessment.milestones.order_by("-frozen_at").values_list("code", flat=True)[0]

    def address(name: str) -> str:
        return reverse(name, args=[workspace.code, assessment.code])

    pages = {
        "last milestone and today": address("result_compare"),
        "two milestones": f"{address('result_compare')}?before=milestone-{first}&after=milestone-{last}",
        "comparison as a workbook": address("result_compare_xlsx"),
        "trend": address("result_trend"),
    }
    rows = []
    for name, url in pages.items():
        seconds = median_of(partial(client.get, url), runs)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
        assert answer.status_code == 200
        size = len(gzip.compress(answer.content)) / 1000
        rows.append((f"{name}, {asked} questions", f"{seconds * 1000:.1f} ms", str(len(queries)), f"{size:.1f} kB"))
    return rows


if __name__ == "__main__":
    main()
