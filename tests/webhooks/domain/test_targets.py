"""Which addresses of receivers are taken, and how they are taken apart."""

import pytest

from webhooks.domain.targets import Fault, Target, TargetError, target_of


@pytest.mark.parametrize(
    ("url", "target", "header"),
    [
        ("https://example.com", Target(True, "example.com", 443, "/"), "example.com"),
        ("https://Example.com/a/b?c=d&e", Target(True, "example.com", 443, "/a/b?c=d&e"), "example.com"),
        ("https://example.com:8443?x", Target(True, "example.com", 8443, "/?x"), "example.com:8443"),
        ("https://[2001:db8::1]/x", Target(True, "2001:db8::1", 443, "/x"), "[2001:db8::1]"),
    ],
)
def test_address_is_taken_apart(url: str, target: Target, header: str) -> None:
    found = target_of(url, is_private_allowed=False)
    assert (found, found.host_header) == (target, header)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("", Fault.UNREADABLE),
        ("example.com/hook", Fault.UNREADABLE),
        ("https://", Fault.UNREADABLE),
        ("https:///path", Fault.UNREADABLE),
        ("https://a b.com/", Fault.UNREADABLE),
        ("https://example.com/a\r\nX: y", Fault.UNREADABLE),
        ("https://example.com\\@127.0.0.1/", Fault.UNREADABLE),
        ("https://example.com:99999/", Fault.UNREADABLE),
        ("https://exa%6dple.com/", Fault.UNREADABLE),
        ("https://[::1", Fault.UNREADABLE),
        ("https://example.com/" + "a" * 500, Fault.UNREADABLE),
        ("http://example.com/", Fault.NOT_HTTPS),
        ("ftp://example.com/", Fault.NOT_HTTPS),
        ("https://me:secret@example.com/", Fault.WITH_PASSWORD),
        ("https://@example.com/", Fault.WITH_PASSWORD),
        ("https://example.com/#top", Fault.WITH_FRAGMENT),
        ("https://example.com:25/", Fault.BAD_PORT),
        ("https://example.com:0/", Fault.BAD_PORT),
    ],
)
def test_address_that_nobody_should_send_to_is_refused(url: str, fault: Fault) -> None:
    with pytest.raises(TargetError) as error:
        target_of(url, is_private_allowed=False)
    assert error.value.fault is fault


def test_where_private_is_allowed_plain_http_is_and_any_port() -> None:
    assert target_of("http://hooks/", is_private_allowed=True) == Target(False, "hooks", 80, "/")
    assert target_of("http://hooks:81/", is_private_allowed=True).host_header == "hooks:81"
