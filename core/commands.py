"""What management commands have in common: how they end when the input is bad."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import NoReturn

BAD_INPUT = 2
"""Exit code when a file or argument cannot be used, as opposed to 1 for everything that went wrong on our side."""


def stop_for_bad_input(sentences: Iterable[object]) -> NoReturn:
    """Say every sentence on standard error and end with exit code 2."""
    for sentence in sentences:
        sys.stderr.write(f"{sentence}\n")
    sys.exit(BAD_INPUT)
