"""What management commands have in common: how they end when the input is bad."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from collections.abc import Iterable
from io import TextIOWrapper
from typing import NoReturn

BAD_INPUT = 2
"""Exit code when a file or argument cannot be used, as opposed to 1 for everything that went wrong on our side."""


def stop_for_bad_input(sentences: Iterable[object]) -> NoReturn:
    """Say every sentence on standard error and end with exit code 2."""
    for sentence in sentences:
        sys.stderr.write(f"{sentence}\n")
    sys.exit(BAD_INPUT)


def given(text: str) -> str:
    """The type of an argument that may not be empty, as that of a script is whose variable is not set."""
    if not text:
        raise ArgumentTypeError("must not be empty.")
    return text


def print_any_text() -> None:
    """Show as \\u2026 what standard output has no characters for: a file's name must not break off a finished job."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
