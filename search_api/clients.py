"""Who asks, as far as a server needs to know it."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from starlette.types import Scope

NAMELESS = "nameless"
"""Every client without an IP address: one of a Unix socket, or what a proxy calls by another name."""

_COUNTED_BITS = 64
_LOGGED_BITS = {4: 24, 6: 48}


def counted(scope: Scope) -> str:
    """Return whom a request counts for: an IPv4 address, or the /64 of an IPv6 one."""
    address = _address(scope)
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _COUNTED_BITS), strict=False))
    return str(address or NAMELESS)


def shortened(scope: Scope) -> str | None:
    """Return the network that a log may name: the /24 of an IPv4 address, the /48 of an IPv6 one."""
    address = _address(scope)
    if address is None:
        return None
    return str(ip_network((address, _LOGGED_BITS[address.version]), strict=False))


def _address(scope: Scope) -> IPv4Address | IPv6Address | None:
    client = scope.get("client")
    try:
        address = ip_address(client[0]) if client else None
    except ValueError:
        return None
    # An IPv4 client of a socket that listens on both is written ::ffff:192.0.2.1.
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
