"""Eight people who save 150 answers each at once on one assessment, against `rungs serve`, on both databases.

Run: .venv/bin/python -m benchmarks.answering_load

Each sends the next answer as soon as the last one is stored, which no person does: it is the load of many more.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.measure import print_table
from tests.assessments.crowd import answer_together
from tests.installations import Installation
from tests.postgres import TemporaryPostgres, find_binaries

PEOPLE, ANSWERS = 8, 150


def main() -> None:
    rows = [("SQLite", *measure(is_postgresql=False))]
    if not (binaries := find_binaries()):
        raise SystemExit("There are no PostgreSQL binaries here; requirements-dev.lock brings them.")
    server = TemporaryPostgres(binaries)
    try:
        server.start()
        os.environ["DATABASE_URL"] = server.url
        rows.append((server.version, *measure(is_postgresql=True)))
    finally:
        server.stop()
    head = (
        "database",
        "accepted",
        "collisions",
        "failed",
        "median",
        "95 %",
        "longest",
        "saves a second",
        "accounted for",
    )
    print_table(head, rows)


def measure(*, is_postgresql: bool) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder), is_postgresql=is_postgresql)
        installation.migrate()
        started = time.perf_counter()
        people, audit = answer_together(installation, people=PEOPLE, answers=ANSWERS)
        taken = time.perf_counter() - started
    statuses = Counter(status for person in people for status in person.statuses)
    times = sorted(second * 1000 for person in people for second in person.seconds)
    busy = max(sum(person.seconds) for person in people)
    is_complete = (
        audit["revisions"] == audit["versions"] == statuses[200] == PEOPLE * ANSWERS
        and not audit["holes"] + audit["stale"] + audit["unlogged"]
        and audit["summary_is_fresh"]
    )
    assert busy <= taken
    return (
        str(statuses[200]),
        str(statuses[409]),
        str(sum(statuses.values()) - statuses[200] - statuses[409]),
        f"{statistics.median(times):.0f} ms",
        f"{times[int(len(times) * 0.95)]:.0f} ms",
        f"{times[-1]:.0f} ms",
        f"{len(times) / busy:.0f}",
        "all" if is_complete else f"no: {audit}",
    )


if __name__ == "__main__":
    main()
