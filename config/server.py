"""gunicorn, as Rungs runs it: the application is loaded once and forked, and its lines go where all others go."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from config.character_sets import Application
from jobs import inprocess

THREADS = 4
SECONDS_TO_FINISH = 15
"""How long requests under way may take when the server is told to stop."""

SECONDS_IDLE = 75
"""Longer than proxies and programs keep a connection without a request: otherwise one meets it just as it closes."""

TO_STOP = {signal.SIGTERM, signal.SIGINT, signal.SIGQUIT}


class Server(BaseApplication):
    def __init__(self, *, listener: socket.socket, workers: int, when_ready: Callable[[], None]) -> None:
        self.options: dict[str, Any] = {
            "bind": f"fd://{listener.detach()}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": SECONDS_TO_FINISH,
            "keepalive": SECONDS_IDLE,
            "logger_class": Lines,
            "control_socket_disable": True,
            "proc_name": "rungs",
            "when_ready": lambda arbiter: when_ready(),
            "pre_fork": _before_fork,
            "post_worker_init": _after_fork,
            "worker_exit": _before_exit,
        }
        if os.access("/dev/shm", os.W_OK):  # workers touch a file to show that they live: not on a disk
            self.options["worker_tmp_dir"] = "/dev/shm"
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Application:
        """Also what the first request would load, so that workers share it instead of each having its own."""
        from config.wsgi import application

        get_resolver().url_patterns  # noqa: B018 - loads every app's views
        inprocess.load()
        return application

    def run(self) -> None:
        Master(self).run()


class Master(Arbiter):
    def handle_int(self) -> None:
        """Ctrl-C lets requests under way finish as well; a second one does not."""
        self.handle_term()

    def spawn_worker(self) -> Any:
        """Told to stop before it looks at signals for the first time, a worker would not hear it: it hears it then."""
        signal.pthread_sigmask(signal.SIG_BLOCK, TO_STOP)
        try:
            return super().spawn_worker()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, TO_STOP)


class Lines(Logger):
    def setup(self, cfg: Any) -> None:
        """No handler of its own; requests are logged by `core.middleware`, which knows what may be written down."""
        self.cfg = cfg
        self.error_log.propagate = True

    def access(self, *args: Any) -> None:
        pass

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """A request that cannot be read is quoted by gunicorn: what is in it may be secret."""
        if msg.startswith("Invalid request from ip="):
            msg = f"A request that cannot be read was refused: {type(sys.exception()).__name__}"
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Addresses may be secret as well."""
        if msg.startswith("Error handling request"):
            msg, args = "Error handling a request", ()
        super().exception(msg, *args, **kwargs)


def _before_fork(arbiter: Any, worker: Any) -> None:
    """A connection to the database belongs to one process."""
    connections.close_all()


def _after_fork(worker: Any) -> None:
    # A terminal sends Ctrl-C to every process of the group: what to do about it is the master's affair.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TO_STOP)
    inprocess.start()


def _before_exit(arbiter: Any, worker: Any) -> None:
    inprocess.stop()
    connections.close_all()
