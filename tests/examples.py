"""Write what tests of the API send and are told into docs/openapi-examples.json, for what has no example that fits.

    python tests/examples.py                        # of all tests of the API
    python tests/examples.py tests/webhooks/api     # of those of what you add

Afterwards the contract is made anew: ./rungs contract.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


class Recording:
    """A plugin of pytest. It knows Django only when pytest has set that up."""

    def pytest_collection_finish(self) -> None:
        from tests.api import recording

        recording.begin()

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        from tests.api import recording

        for line in recording.write():
            terminalreporter.write_line(line)


def main(arguments: list[str]) -> int:
    os.chdir(ROOT)
    sys.path[0] = str(ROOT)  # and not this folder, whose names are those of packages
    tests = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("tests/*/api"))]
    tests += [f"tests/api/test_{name}.py" for name in ("endpoints", "foundation", "query_budget")]
    return pytest.main(["-q", *(arguments or tests)], plugins=[Recording()])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
