"""Work that runs outside of a request, declared where it belongs and run by the jobs.

A handler is registered by a decorator in an app's `tasks.py`. The app does not know who runs it; `jobs` looks it up
by its kind. Every handler may run twice, after a worker was killed in the middle, and must do no harm by it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from django.utils.functional import Promise


class Progress(Protocol):
    """What a handler is given: its parameters, a way to say how far it is, and a way to hand over a file."""

    parameters: dict[str, Any]

    def say(self, sentence: str, *, done: int = 0, total: int = 0) -> None:
        """Tell people how far the work is, `done` of `total`. Raises when the job was cancelled or taken over."""

    def attach(self, name: str, content: bytes, *, content_type: str) -> None:
        """Keep a file as the job's result, for whoever started it to fetch."""


type Handler = Callable[[Progress], str]


@dataclass(frozen=True)
class Work:
    """`handler` returns the sentence that says what came of it. `every` puts it on the schedule."""

    kind: str
    title: str | Promise
    handler: Handler
    every: timedelta | None = None


REGISTERED: dict[str, Work] = {}


def background(kind: str, *, title: str | Promise, every: timedelta | None = None) -> Callable[[Handler], Handler]:
    """Register a handler under a kind, which is stored with each job and so never changes."""

    def register(handler: Handler) -> Handler:
        if kind in REGISTERED:
            raise ValueError(f"Two kinds of work are called {kind!r}.")
        REGISTERED[kind] = Work(kind, title, handler, every)
        return handler

    return register


def registered_work() -> dict[str, Work]:
    """Every kind of work, by its name, with all apps' `tasks.py` loaded."""
    from django.utils.module_loading import autodiscover_modules

    autodiscover_modules("tasks")
    return REGISTERED
