"""To which addresses a connection may be made."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webhooks.domain.addresses import may_be_reached

INSIDE = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
]
INSIDE_6 = [
    "::/8",
    "64:ff9b:1::/48",
    "100::/64",
    "2001:db8::/32",
    "2002::/16",
    "3fff::/20",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
]
INNER = st.sampled_from([IPv4Network(net) for net in INSIDE]).flatmap(
    lambda net: st.integers(0, net.num_addresses - 1).map(lambda number: net[number])
)
INNER_6 = st.sampled_from([IPv6Network(net) for net in INSIDE_6]).flatmap(
    lambda net: st.integers(0, net.num_addresses - 1).map(lambda number: net[number])
)
ANY_4 = st.integers(0, 2**32 - 1).map(IPv4Address)
ANY_6 = st.integers(0, 2**128 - 1).map(IPv6Address)
NAT64 = int(IPv6Address("64:ff9b::"))
MAPPED = int(IPv6Address("::ffff:0:0"))


def is_public(address: object) -> bool:
    return may_be_reached(str(address), is_private_allowed=False)


@pytest.mark.parametrize("text", ["8.8.8.8", "1.1.1.1", "2001:4860:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_address_may_be_reached(text: str) -> None:
    assert is_public(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com",
        "127.1",
        "0177.0.0.1",
        "2130706433",
        "169.254.169.254",
        "168.63.129.16",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "fd00:ec2::254",
        "fe80::1%eth0",
        "2001:4860:4860::8888%eth0",
    ],
)
def test_anything_else_is_never_reached(text: str) -> None:
    assert not is_public(text)


@given(INNER)
def test_address_inside_of_a_network_is_refused_however_it_is_written(address: IPv4Address) -> None:
    assert not is_public(address)
    assert not is_public(IPv6Address(MAPPED + int(address)))
    assert not is_public(IPv6Address(NAT64 + int(address)))


@given(INNER_6)
def test_special_address_of_version_6_is_refused(address: IPv6Address) -> None:
    mapped = address.ipv4_mapped
    assert not is_public(address) or (mapped is not None and is_public(mapped))


@given(ANY_4)
def test_address_inside_of_another_counts_as_what_it_holds(address: IPv4Address) -> None:
    assert is_public(address) == is_public(IPv6Address(MAPPED + int(address)))
    assert is_public(address) == is_public(IPv6Address(NAT64 + int(address)))


@given(ANY_4 | ANY_6)
def test_what_is_public_is_so_too_where_private_is_allowed(address: IPv4Address | IPv6Address) -> None:
    assert may_be_reached(str(address), is_private_allowed=True) or not is_public(address)


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("::1", True),
        ("fd12::1", True),
        ("169.254.169.254", False),
        ("::ffff:169.254.169.254", False),
        ("fe80::1%eth0", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("168.63.129.16", False),
    ],
)
def test_where_private_is_allowed_metadata_and_groups_are_not(text: str, may: bool) -> None:
    assert may_be_reached(text, is_private_allowed=True) is may
