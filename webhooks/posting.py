"""Sending one message, and what came of it. Knows nothing of the database, so that it can wait in a thread of its own.

Nothing that a receiver does makes it last longer than `DEADLINE`, but for looking up a name, which no program can
stop; whoever calls this goes on without it. Proxies of the environment are not asked, redirections not followed.
"""

from __future__ import annotations

import io
import socket
import ssl
from collections.abc import Mapping, Sequence
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from webhooks.domain.addresses import may_be_reached
from webhooks.domain.outcomes import Ending, Outcome, ending_of
from webhooks.domain.targets import Target

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

DEADLINE = 10.0
"""Seconds from the beginning of a connection to the end of what is read of the answer."""
MOST_READ = 64 * 1024
MOST_SAID = 300
WORDS = ("text/plain", "application/json", "application/problem+json")


type Place = tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[Any, ...]]
"""As the system gives one for a name."""


class PrivateAddressError(OSError):
    """The name leads to an address to which nothing is sent."""


class TooMuchError(HTTPException):
    """The answer is longer than anybody needs."""


@cache
def system_tls() -> ssl.SSLContext:
    """Certificates as the system trusts them; reading those takes a moment, so once."""
    return ssl.create_default_context()


def post(
    target: Target,
    headers: Mapping[str, str],
    body: bytes,
    *,
    is_private_allowed: bool,
    seconds: float = DEADLINE,
    tls: ssl.SSLContext | None = None,
) -> Outcome:
    """Never raises for what a receiver or the network does."""
    ends = monotonic() + seconds
    try:
        opened = _connect(target, ends, tls or system_tls(), is_private_allowed=is_private_allowed)
    except (socket.gaierror, UnicodeError):
        return Outcome(Ending.UNKNOWN_HOST)
    except PrivateAddressError:
        return Outcome(Ending.PRIVATE_ADDRESS)
    except TimeoutError:
        return Outcome(Ending.TIMED_OUT)
    except ssl.SSLError:
        return Outcome(Ending.BAD_CERTIFICATE)
    except OSError:
        return Outcome(Ending.UNREACHABLE)
    with opened:
        try:
            return _ask(target, _Timed(opened, ends), headers, body, keeps_words=not is_private_allowed)
        except TimeoutError:
            return Outcome(Ending.TIMED_OUT)
        except (OSError, HTTPException, ValueError):  # ValueError: a header of the answer that is none
            return Outcome(Ending.NO_ANSWER)


def _connect(target: Target, ends: float, tls: ssl.SSLContext, *, is_private_allowed: bool) -> socket.socket:
    """To one of the addresses that were checked, not to a name that is looked up once more.

    A name with any address that is not allowed is refused as a whole: it is a trick, or a mistake.
    """
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    if not all(may_be_reached(str(place[0]), is_private_allowed=is_private_allowed) for *_, place in found):
        raise PrivateAddressError
    opened = _open_first(found, ends)
    if not target.is_secure:
        return opened
    try:
        opened.settimeout(_left(ends))
        return tls.wrap_socket(opened, server_hostname=target.host)
    except BaseException:
        opened.close()
        raise


def _open_first(found: Sequence[Place], ends: float) -> socket.socket:
    """The first that answers; each but the last gets its share of the time, so that one that is dead costs not all."""
    failure: OSError = OSError("no address")
    for number, (family, kind, protocol, _name, place) in enumerate(found):
        opened = socket.socket(family, kind, protocol)
        try:
            opened.settimeout(_left(ends) / (len(found) - number))
            opened.connect(place)
        except OSError as error:
            opened.close()
            failure = error
        else:
            return opened
    raise failure


def _ask(target: Target, timed: _Timed, headers: Mapping[str, str], body: bytes, *, keeps_words: bool) -> Outcome:
    connection = HTTPConnection(target.host, target.port)
    connection.sock = cast(socket.socket, timed)
    connection.putrequest("POST", target.path, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": target.host_header, "Connection": "close", **headers}.items():
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    ending = ending_of(answer.status)
    said = _words(answer) if keeps_words and ending is not Ending.ACCEPTED else ""
    return Outcome(ending, answer.status, answer.getheader("Retry-After"), said)


def _words(answer: HTTPResponse) -> str:
    """The beginning of what a receiver says is wrong, where that is text. Only of what anybody can reach: an answer
    from within a network, shown on a page, would let people look into it."""
    if (answer.getheader("Content-Type") or "").split(";")[0].strip().lower() not in WORDS:
        return ""
    try:
        text = answer.read(4 * MOST_SAID).decode(errors="replace")
    except (OSError, HTTPException, ValueError):
        return ""
    return "".join(each if each.isprintable() else " " for each in text)[:MOST_SAID].strip()


def _left(ends: float) -> float:
    if (left := ends - monotonic()) <= 0:
        raise TimeoutError
    return left


class _Timed:
    """What http.client wants of a socket, with one end for everything: a receiver that sends a byte every second is
    never silent for long, and so no pause between two bytes can be the measure."""

    def __init__(self, opened: socket.socket, ends: float) -> None:
        self._opened, self._ends = opened, ends

    def sendall(self, data: ReadableBuffer) -> None:
        self._opened.settimeout(_left(self._ends))
        self._opened.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self._opened, self._ends))

    def close(self) -> None:
        """Whoever opened it closes it: http.client would as soon as it has read the head of the answer."""


class _TimedReader(io.RawIOBase):
    def __init__(self, opened: socket.socket, ends: float) -> None:
        self._opened, self._ends, self._room = opened, ends, MOST_READ

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        if self._room <= 0:
            raise TooMuchError
        self._opened.settimeout(_left(self._ends))
        count = self._opened.recv_into(buffer)
        self._room -= count
        return count
