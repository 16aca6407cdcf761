"""Made-up calls of every operation of the API, many of them and as everybody; tests/api/fuzzing.py has the checks.

    python tests/fuzz.py                                    # 100 right and 100 wrong calls of each, as each caller
    python tests/fuzz.py --examples 20 -k "Webhook and viewer"

Every run makes the same calls; more examples begin with those of fewer.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description="Call every operation of the API with made-up values.")
    parser.add_argument("--examples", type=int, default=100, help="how many right and how many wrong calls of each")
    arguments, of_pytest = parser.parse_known_args()
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--no-header", "tests/api/test_fuzzing.py", *of_pytest],
        cwd=ROOT,
        env={**os.environ, "RUNGS_FUZZ_EXAMPLES": str(arguments.examples)},
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
