"""From a fresh clone to the demo's PDF, as somebody who tries Rungs for the first time waits for it.

Run: .venv/bin/python -m benchmarks.fresh_clone     (on a clean tree: only what is committed is cloned)
"""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import ROOT, print_table

RUNS = 3


def seconds_to_the_pdf(folder: Path) -> tuple[float, float]:
    """Wall seconds of the first start, which makes the environment, and of a second one."""
    clone = folder / "rungs"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("RUNGS_", "VIRTUAL_ENV"))}
    taken = []
    for _ in range(2):
        started = time.perf_counter()
        subprocess.run(
            ["./rungs", "demo", "--no-serve"], check=True, cwd=clone, env=environment, stdout=subprocess.DEVNULL
        )
        taken.append(time.perf_counter() - started)
        assert (clone / "demo" / "report.pdf").stat().st_size > 100_000
    return taken[0], taken[1]


def main() -> None:
    rows = []
    for run in range(1, RUNS + 1):
        with TemporaryDirectory() as name:
            first, second = seconds_to_the_pdf(Path(name))
        rows.append((str(run), f"{first:.1f} s", f"{second:.1f} s"))
    print_table(("run", "fresh clone to the demo's PDF", "again"), rows)


if __name__ == "__main__":
    main()
