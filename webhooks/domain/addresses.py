"""Which addresses of the internet protocol a webhook may be sent to: those of the public internet, and no other.

Asked of the very address that a connection is then made to, so that a name which leads elsewhere the second time it is
looked up gains nothing. The special ranges are those of the registries of IANA, RFC 6890 and its updates.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

UNICAST = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")  # an IPv4 address, reached through a translator: RFC 6052
DOCUMENTATION = IPv6Network("3fff::/20")  # younger than some of the Pythons that run Rungs: RFC 9637
METADATA = IPv4Address("168.63.129.16")  # public by its number, and inside of a cloud by its meaning

type Address = IPv4Address | IPv6Address


def may_be_reached(text: str, *, is_private_allowed: bool) -> bool:
    """Whether to connect to an address. What is no address, or one of a single link, is never reached.

    Where the operator allows private addresses: those and loopback as well, but not link-local ones, where clouds keep
    what their machines know, and none that is no host's.
    """
    try:
        address = _meant(ip_address(text))
    except ValueError:
        return False
    if is_public(address):
        return True
    is_nobodys = address.is_multicast or address.is_unspecified or address.is_link_local or address == METADATA
    return is_private_allowed and not is_nobodys and getattr(address, "scope_id", None) is None


def is_public(address: Address) -> bool:
    """Private, shared (100.64/10), loopback, link-local with its metadata, documentation: none of them is global."""
    if isinstance(address, IPv4Address):
        return address.is_global and not (address.is_multicast or address.is_reserved) and address != METADATA
    is_tunnel = address.sixtofour is not None or address.teredo is not None
    is_one_hosts = address in UNICAST and address not in DOCUMENTATION and address.scope_id is None
    return is_one_hosts and address.is_global and not is_tunnel


def _meant(address: Address) -> Address:
    """Where the system itself goes to an IPv4 address written inside one of IPv6, that is what counts."""
    if isinstance(address, IPv6Address) and address.scope_id is None:
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in NAT64:
            return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address
