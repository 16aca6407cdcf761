"""`serve`: run Rungs for a team."""

import errno
import os
import socket
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from config.static import gather_static_files
from core.checks import check_public_url
from core.locks import file_lock
from core.schema import NewerDatabaseError, bring_up_to_date


class Command(BaseCommand):
    help = "Run Rungs for a team: brings the database up to date, then answers requests until it is told to stop."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="default: 8000; 0 takes any free one")
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on; default: 127.0.0.1")
        parser.add_argument("--workers", type=int, default=2, help="processes that answer requests; default: 2")

    def handle(self, *args: Any, port: int, host: str, workers: int, **options: Any) -> None:
        if settings.DEBUG:
            raise CommandError("RUNGS_DEBUG shows secrets in error pages: serve runs without it, runserver with it.")
        if workers < 1:
            raise CommandError("--workers must be 1 or more.")
        for warning in check_public_url():
            self.stderr.write(f"Warning: {warning.msg}")
        listener = _listen(host, port)
        address = _address_for_people(listener)
        # Held by every worker, so that a backup is never restored underneath a running server.
        with file_lock(settings.DATA_DIR / "running.lock", shared=True):
            try:
                bring_up_to_date()
            except NewerDatabaseError as error:
                raise CommandError(str(error)) from error
            except OperationalError as error:
                raise CommandError(f"The database cannot be used: {str(error).strip()}") from error
            gather_static_files()
            self._serve(listener, workers, address)

    def _serve(self, listener: socket.socket, workers: int, address: str) -> None:
        from config.server import Server

        def say_where() -> None:
            self.stdout.write(f"Rungs {settings.VERSION} answers at {address}")
            self.stdout.flush()

        Server(listener=listener, workers=workers, when_ready=say_where).run()


def _listen(host: str, port: int) -> socket.socket:
    """The port is taken before anything else is done: whoever asks meanwhile waits, and nothing is done in vain."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sentence = f"Port {port} is taken by another program: choose another with --port."
        elif error.errno == errno.EACCES:
            sentence = f"Port {port} needs more rights: choose one above 1023 with --port."
        else:
            sentence = f"Cannot listen on {host}, port {port}: {error.strerror or os.strerror(error.errno or 0)}."
        raise CommandError(sentence) from error
    except OverflowError as error:
        raise CommandError("--port must be between 0 and 65535.") from error


def _address_for_people(listener: socket.socket) -> str:
    """By the name of localhost where that leads here: passkeys work on no other plain-HTTP host."""
    host, port = listener.getsockname()[:2]
    if host in {"127.0.0.1", "0.0.0.0", "::1", "::"}:
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
