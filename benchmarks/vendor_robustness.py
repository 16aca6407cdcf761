"""Ranks over 10,000 draws of weights in all three modes, 20 vendors × 40 criteria: processor time and memory.

Run: .venv/bin/python -m benchmarks.vendor_robustness

Memory is told twice: what Python's and numpy's own allocations come to at their peak, and how far the whole process
grew, with the import of numpy and the buffers of its linear algebra.
"""

from __future__ import annotations

import resource
import tracemalloc
from fractions import Fraction
from random import Random

from benchmarks.measure import median_of, print_table
from vendors.domain.robustness import DRAWS, Mode, robustness
from vendors.domain.weights import shares

VENDORS, CRITERIA, RUNS = 20, 40, 9
MEBIBYTE = 1024 * 1024


def example() -> tuple[dict[str, Fraction], dict[str, dict[str, Fraction]]]:
    random = Random(7)
    weights = shares({f"C-{number}": Fraction(random.randint(1, 30)) for number in range(CRITERIA)})
    values = {
        f"V-{number}": {code: Fraction(20 * random.randint(0, 5)) for code in weights} for number in range(VENDORS)
    }
    return weights, values


def main() -> None:
    weights, values = example()
    before = resident()
    robustness(weights, values)
    grown = resident() - before
    tracemalloc.start()
    robustness(weights, values)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    rows = []
    for name, modes in [*((mode.value, (mode,)) for mode in Mode), ("all three", tuple(Mode))]:
        seconds = median_of(lambda modes=modes: robustness(weights, values, modes=modes), RUNS)  # type: ignore[misc]
        rows.append((name, f"{seconds * 1000:.1f} ms"))
    print(f"{DRAWS} draws, {VENDORS} vendors × {CRITERIA} criteria, processor time:")
    print_table(("mode", "median"), rows)
    print(f"peak of allocations: {peak / MEBIBYTE:.1f} MB; the process grew by {grown / MEBIBYTE:.1f} MB at most")


def resident() -> int:
    """The most memory the process ever held, in bytes; Linux says it in kibibytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
