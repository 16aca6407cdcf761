"""Being stopped from outside, by Ctrl-C, a closed terminal or an order to end: tidy up, say so, go."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def told_when_stopped(sentence: str) -> Iterator[None]:
    """Make every stop end this block as Ctrl-C does: `finally` is run, the sentence is said, the exit code is 128 more
    than the signal's number, as shells have it. Left alone, all but Ctrl-C would leave temporary files behind."""
    came: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        for heard in before:
            signal.signal(heard, signal.SIG_IGN)  # the next one must not disturb the tidying up
        came.append(number)
        raise KeyboardInterrupt

    # What is ignored stays ignored: that is how `nohup` and a shell's `&` ask for it.
    before = {number: handler for number in STOPS if (handler := signal.getsignal(number)) is not signal.SIG_IGN}
    try:
        for number in before:
            signal.signal(number, stop)
        yield
    except KeyboardInterrupt:
        sys.stderr.write(f"{sentence}\n")
        sys.exit(128 + (came or [signal.SIGINT])[0])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
