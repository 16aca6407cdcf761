"""Work that runs outside of a request, declared where it belongs and run by the jobs.

A handler is registered by a decorator in an app's `tasks.py`. The app does not know who runs it; `jobs` looks it up
by its kind. Every handler may run twice, after a worker was killed in the middle, and must do no harm by it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, BinaryIO, Protocol

from django.utils.functional import Promise


class JobFailed(Exception):  # noqa: N818  (it reads as what a handler says: raise JobFailed("The file is empty."))
    """What a handler raises to end with a sentence of its own, for the person who started the work."""


class JobStopped(BaseException):
    """The runner may not go on: the job was cancelled, or is somebody else's by now.

    Not an Exception, so that a handler's own `except Exception` does not swallow it.
    """


class Progress(Protocol):
    """What a handler is given: what to work on, a way to say how far it is, and a way to hand over a file."""

    code: str
    """Names the job, and is the same when it runs a second time: the key under which to find what is done already."""

    parameters: dict[str, Any]
    workspace_id: int | None
    started_by_id: int | None

    def say(self, sentence: str, *, done: int = 0, total: int = 0) -> None:
        """Tell people how far the work is, `done` of `total`. Raises JobStopped when it must not go on.

        It writes, so a few times a second is enough. Said inside a transaction, what that transaction writes is
        kept only if the job is still this runner's: so a step is done once, whatever happens to the process.
        """

    def attach(self, name: str, content: bytes | BinaryIO, *, content_type: str) -> None:
        """Keep a file as the job's result, for whoever started it to fetch. A second one replaces the first."""


type Handler = Callable[[Progress], str]
type Condition = Callable[[datetime], bool]


@dataclass(frozen=True)
class Work:
    """`handler` returns the sentence that says what came of it. `every` puts it on the schedule.

    `when` is asked every two seconds by each process that runs jobs, and so must be quick: where it says that there is
    something to do, one job is started for it, and no second one beside it.

    Work that `tells_itself` leaves its own notice when it is done, with the way to what it made. What work
    `is_for_owners` hands over, nobody fetches who is no owner, or is none any more.
    """

    kind: str
    title: str | Promise
    handler: Handler
    every: timedelta | None = None
    tells_itself: bool = False
    is_for_owners: bool = False
    when: Condition | None = None


REGISTERED: dict[str, Work] = {}


def background(
    kind: str,
    *,
    title: str | Promise,
    every: timedelta | None = None,
    tells_itself: bool = False,
    is_for_owners: bool = False,
    when: Condition | None = None,
) -> Callable[[Handler], Handler]:
    """Register a handler under a kind, which is stored with each job and so never changes."""

    def register(handler: Handler) -> Handler:
        if kind in REGISTERED:
            raise ValueError(f"Two kinds of work are called {kind!r}.")
        REGISTERED[kind] = Work(kind, title, handler, every, tells_itself, is_for_owners, when)
        return handler

    return register


@cache
def registered_work() -> dict[str, Work]:
    """Every kind of work, by its name, with all apps' `tasks.py` loaded."""
    from django.utils.module_loading import autodiscover_modules

    autodiscover_modules("tasks")
    return REGISTERED
