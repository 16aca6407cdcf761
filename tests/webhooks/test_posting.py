"""One message to a receiver on this machine, whatever that does with it."""

from __future__ import annotations

import io
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.webhooks import receiver
from tests.webhooks.receiver import Behaviour, Receiver, answer
from webhooks.domain.outcomes import Ending, Outcome
from webhooks.domain.targets import target_of
from webhooks.posting import MOST_READ, post

SECONDS = 0.6
BODY = b'{"event": "answer.changed"}'


def send(url: str, *, tls: ssl.SSLContext | None = None, is_private_allowed: bool = True) -> Outcome:
    target = target_of(url, is_private_allowed=True)
    headers = {"webhook-id": "m1"}
    return post(target, headers, BODY, is_private_allowed=is_private_allowed, seconds=SECONDS, tls=tls)


@dataclass
class Spent:
    """What a sender is ready to wait each time, in seconds, and how many bytes it reads of the answer."""

    waits: list[float] = field(default_factory=list)
    read: int = 0


@pytest.fixture
def spent(monkeypatch: pytest.MonkeyPatch) -> Spent:
    """By this thread: the receiver has others."""
    found, here = Spent(), threading.current_thread()
    wait, read = socket.socket.settimeout, socket.socket.recv_into

    def settimeout(opened: socket.socket, seconds: float | None) -> None:
        if threading.current_thread() is here:
            assert seconds is not None
            found.waits.append(seconds)
        wait(opened, seconds)

    def recv_into(opened: socket.socket, buffer: Any) -> int:
        count = read(opened, buffer)
        if threading.current_thread() is here:
            found.read += count
        return count

    monkeypatch.setattr(socket.socket, "settimeout", settimeout)
    monkeypatch.setattr(socket.socket, "recv_into", recv_into)
    return found


def test_message_arrives_as_it_was_made() -> None:
    with Receiver() as here:
        assert send(here.url) == Outcome(Ending.ACCEPTED, 200)
    [request] = here.requests
    assert (request.line, request.body) == ("POST /hook?key=1 HTTP/1.1", BODY)
    assert request.headers["Host"] == f"127.0.0.1:{here.port}"
    assert request.headers["webhook-id"] == "m1"


@pytest.mark.parametrize(
    ("behaviour", "ending", "status"),
    [
        (answer(204), Ending.ACCEPTED, 204),
        (answer(500), Ending.REFUSED, 500),
        (answer(410), Ending.GONE, 410),
        (receiver.hang, Ending.TIMED_OUT, None),
        (receiver.drip, Ending.TIMED_OUT, None),
        (receiver.close_early, Ending.NO_ANSWER, None),
        (receiver.talk_nonsense, Ending.NO_ANSWER, None),
        (receiver.flood, Ending.NO_ANSWER, None),
        (receiver.flood_body, Ending.REFUSED, 500),
    ],
)
def test_receiver_ends_as_documented_and_gets_little(
    behaviour: Behaviour, ending: Ending, status: int | None, spent: Spent
) -> None:
    with Receiver(behaviour) as here:
        found = send(here.url)
    assert (found.ending, found.status) == (ending, status)
    assert spent.waits == sorted(spent.waits, reverse=True)  # each time for what is left, and no more
    assert spent.waits[0] <= SECONDS
    assert spent.read <= MOST_READ + io.DEFAULT_BUFFER_SIZE


def test_redirection_to_this_machine_is_not_followed() -> None:
    with Receiver() as other, Receiver(answer(307, Location=other.url)) as here:
        assert send(here.url) == Outcome(Ending.REDIRECTED, 307)
    assert other.requests == []


def test_nobody_listening_is_told_at_once() -> None:
    with Receiver() as here:
        url = here.url
    assert send(url) == Outcome(Ending.UNREACHABLE)


def test_retry_after_is_handed_over() -> None:
    with Receiver(answer(503, Retry_After="120")) as here:
        assert send(here.url).retry_after == "120"


def test_private_address_is_refused_before_anything_is_sent() -> None:
    with Receiver() as here:
        assert send(here.url, is_private_allowed=False) == Outcome(Ending.PRIVATE_ADDRESS)
    assert here.requests == []


def resolving(*answers: list[str]) -> Callable[..., Any]:
    """The name leads to each list of addresses in turn, to the last one ever after."""
    left = list(answers)

    def resolve(host: str, port: int, **options: Any) -> list[Any]:
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    return resolve


def test_name_that_leads_inside_the_second_time_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the address that was checked is the one that is connected to, and the name is not asked again."""
    tried: list[Any] = []

    def connect(opened: socket.socket, place: Any) -> None:
        tried.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolving(["8.8.8.8"], ["127.0.0.1"]))
    monkeypatch.setattr(socket.socket, "connect", connect)
    assert send("http://rebinding.example/", is_private_allowed=False) == Outcome(Ending.UNREACHABLE)
    assert tried == [("8.8.8.8", 80)]


@pytest.mark.parametrize("addresses", [["8.8.8.8", "127.0.0.1"], ["127.0.0.1", "8.8.8.8"], ["169.254.169.254"]])
def test_name_with_any_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, addresses: list[str]) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolving(addresses))
    assert send("http://mixed.example/", is_private_allowed=False) == Outcome(Ending.PRIVATE_ADDRESS)


def test_address_that_is_dead_leaves_time_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    with Receiver() as here:
        monkeypatch.setattr(socket, "getaddrinfo", resolving(["127.0.0.2", "127.0.0.1"]))
        assert send(f"http://two.example:{here.port}/") == Outcome(Ending.ACCEPTED, 200)


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b", "x" * 64 + ".example"])
def test_name_that_leads_nowhere_is_told(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    real = socket.getaddrinfo

    def resolve(name: str, *arguments: Any, **options: Any) -> Any:
        if name.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(name, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert send(f"http://{host}/") == Outcome(Ending.UNKNOWN_HOST)


def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with Receiver() as proxy, Receiver() as here:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        assert send(here.url).is_success
    assert proxy.requests == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [("text/plain", "bad  signature"), ("application/json; charset=utf-8", "bad  signature"), ("", "")],
)
def test_what_a_public_receiver_says_is_kept_where_it_is_text(
    monkeypatch: pytest.MonkeyPatch, kind: str, said: str
) -> None:
    """Only the check is told that this machine is public."""
    monkeypatch.setattr("webhooks.posting.may_be_reached", lambda text, **options: True)
    with Receiver(answer(400, body=b"bad\r\nsignature" + b"\x00" * 900, Content_Type=kind)) as here:
        assert send(here.url, is_private_allowed=False) == Outcome(Ending.REFUSED, 400, None, said)
        assert send(here.url).said == ""  # from within a network nothing is shown


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of localhost, signed by itself: key and certificate in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def test_certificate_must_be_trusted_and_of_the_host(certificate: Path) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=str(certificate))
    with Receiver(tls=server) as here:
        assert send(f"https://localhost:{here.port}/", tls=trusting) == Outcome(Ending.ACCEPTED, 200)
        assert send(f"https://localhost:{here.port}/") == Outcome(Ending.BAD_CERTIFICATE)
        assert send(here.url, tls=trusting) == Outcome(Ending.BAD_CERTIFICATE)  # it is not of 127.0.0.1
    assert len(here.requests) == 1


def test_plain_answer_where_tls_is_expected_is_no_secure_connection() -> None:
    with Receiver(receiver.hang) as here:
        assert send(f"https://127.0.0.1:{here.port}/").ending is Ending.TIMED_OUT
    with Receiver() as here:
        here._take = lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")  # type: ignore[method-assign]
        assert send(f"https://127.0.0.1:{here.port}/").ending is Ending.BAD_CERTIFICATE
