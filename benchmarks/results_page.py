"""Processor time, queries and size of results and of composing a report, every question answered and with evidence.

Run: .venv/bin/python -m benchmarks.results_page
"""

from __future__ import annotations

import gzip
import os
from functools import partial
from io import BytesIO

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

from assessments.operations.large_files import write_answers  # noqa: E402
from benchmarks.measure import median_of, print_table  # noqa: E402
from reports.operations.results_files import write_results  # noqa: E402
from tests.factories.accounts import make_workspace, owner_of  # noqa: E402
from tests.factories.assessments import answer_everything, make_assessment, make_large_pack  # noqa: E402
from tests.factories.evidence import make_stored_evidence  # noqa: E402

RUNS = 40


def main() -> None:
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        _measure()
        _measure_large()
    finally:
        teardown_databases(databases, verbosity=0)


def _measure() -> None:
    workspace = make_workspace()
    assessment = make_assessment(workspace)
    pieces = [
        make_stored_evidence(workspace, evidence_class=class_, days_old=days)
        for class_ in ("document", "measurement")
        for days in (10, 120, 200)
    ]
    answer_everything(assessment, evidence=pieces, note="As it is.")
    client = Client()
    client.force_login(owner_of(workspace))
    address = reverse("result_detail", args=[workspace.code, assessment.code])
    part = reverse("result_group", args=[workspace.code, assessment.code, "phase", "architect"])
    asked = {
        "results": (address, {}),
        "results of a phase": (part, {}),
        "a thought, by script": (f"{address}?close=ARC-01&close=ARC-02", {"X-Part": "what-if"}),
        "terms, by script": (f"{address}?terms=phase:architect:verified", {"X-Part": "terms"}),
        "workbook": (f"{address}results.xlsx", {}),
        "composing a report": (reverse("report_compose", args=[workspace.code, assessment.code]), {}),
        "its preview": (reverse("report_preview", args=[workspace.code, assessment.code]), {}),
    }
    rows = []
    for name, (url, headers) in asked.items():
        seconds = median_of(partial(client.get, url, headers=headers), RUNS)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url, headers=headers)
        assert answer.status_code == 200
        size = len(gzip.compress(answer.content)) / 1000
        rows.append((name, f"{seconds * 1000:.1f} ms", str(len(queries)), f"{size:.1f} kB"))
    print_table(("page, 66 answered questions with evidence", "processor time", "queries", "size, gzip"), rows)


def _measure_large() -> None:
    """Of 1,320 questions, which a job writes."""
    assessment = make_assessment(make_workspace(), pack=make_large_pack(20))
    answer_everything(assessment, note="As it is.")
    rows = []
    for name, write in (("answers", write_answers), ("results", write_results)):
        seconds = median_of(lambda write=write: write(assessment, BytesIO()), 3)  # type: ignore[misc]
        rows.append((name, f"{seconds:.1f} s"))
    print()
    print_table(("workbook of 1,320 questions", "processor time"), rows)


if __name__ == "__main__":
    main()
