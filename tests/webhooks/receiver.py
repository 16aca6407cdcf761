"""A receiver of webhooks on this machine, as well or as badly behaved as a test wants it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Self

type Behaviour = Callable[[socket.socket, threading.Event], None]


@dataclass
class Request:
    line: str
    headers: dict[str, str]
    body: bytes
    at: float = field(default_factory=monotonic)


def answer(status: int = 200, *, body: bytes = b"", **headers: str) -> Behaviour:
    """Names of headers with _ for -."""
    lines = [f"HTTP/1.1 {status} Words", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    head = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode()

    def behave(connection: socket.socket, ended: threading.Event) -> None:
        connection.sendall(head + body)

    return behave


def hang(connection: socket.socket, ended: threading.Event) -> None:
    """Takes the message and never says a word, until the sender has had enough."""
    connection.settimeout(60)
    connection.recv(1)


def close_early(connection: socket.socket, ended: threading.Event) -> None:
    """Ends the connection as soon as it has read the message."""


def talk_nonsense(connection: socket.socket, ended: threading.Event) -> None:
    connection.sendall(b"220 mail.example ESMTP\r\n")


def drip(connection: socket.socket, ended: threading.Event) -> None:
    """Never silent for long, and not done before every sender should have had enough; then it closes early."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(100):
        if ended.wait(0.05):
            return
        connection.sendall(b"a")


def flood(connection: socket.socket, ended: threading.Event) -> None:
    """A head without end."""
    connection.sendall(b"HTTP/1.1 500 Words\r\n")
    while not ended.is_set():
        connection.sendall(b"X-Line: " + b"a" * 8000 + b"\r\n")


def flood_body(connection: socket.socket, ended: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 500 Words\r\nContent-Type: text/plain\r\n\r\n")
    while not ended.is_set():
        connection.sendall(b"a" * 65536)


@dataclass
class Receiver:
    behaviour: Behaviour = field(default_factory=answer)
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    most_at_once: int = 0
    _open: int = 0

    def __enter__(self) -> Self:
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # or who waits in accept() would take one more
        self._socket.close()

    @property
    def url(self) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}/hook?key=1"

    def _listen(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._lock:
            self._open += 1
            self.most_at_once = max(self.most_at_once, self._open)
        try:
            with suppress(OSError), connection:
                if self.tls:
                    with self.tls.wrap_socket(connection, server_side=True) as secure:
                        self._take(secure)
                else:
                    self._take(connection)
        finally:
            with self._lock:
                self._open -= 1

    def _take(self, connection: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            if not (more := connection.recv(4096)):
                return
            data += more
        head, _separator, body = data.partition(b"\r\n\r\n")
        line, *lines = head.decode().split("\r\n")
        headers = dict(each.split(": ", 1) for each in lines)
        while len(body) < int(headers.get("Content-Length", 0)):
            body += connection.recv(4096)
        self.requests.append(Request(line, headers, body))
        self.behaviour(connection, self._ended)
