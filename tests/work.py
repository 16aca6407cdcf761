"""How much Python has to do, counted: it holds, without a clock, that what is made to take long is refused early."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


class TooMuchWorkError(AssertionError):
    """Raised in the middle of it, so that what would take minutes ends."""


@dataclass
class Work:
    calls: int = 0


@contextmanager
def at_most(calls: int) -> Iterator[Work]:
    """Of functions, in Python and in C, so many are called by this thread.

    What one of them does inside of C is not seen: a regular expression over a megabyte is one call.
    """
    work = Work()

    def count(frame: FrameType, event: str, argument: object) -> None:
        if event in ("call", "c_call"):
            work.calls += 1
            if work.calls > calls:
                raise TooMuchWorkError(f"more than {calls:,} calls")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield work
    finally:
        sys.setprofile(before)
    assert work.calls <= calls
