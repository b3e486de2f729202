"""Which addresses are asked: those of the web, and none inside of this network unless that is wished."""

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from search_api.harvesting.errors import SourceAddressError, SourceUnreachableError

_PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 2000

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A server whose name was looked up, and what to ask it."""

    address: str
    """As it was given, without a fragment."""
    scheme: str
    host: str
    port: int
    machines: tuple[str, ...]
    """Its IP addresses; they are asked themselves, so that the name cannot come to mean others meanwhile."""
    path: str
    """With the query."""
    place: str
    """Host and port as the address has them."""


def look_up(address: str, *, allow_private: bool) -> Target:
    """Return the server of an address.

    Raises:
        SourceAddressError: it is no address of the web, or one inside of a network.
        SourceUnreachableError: nobody has the name.
    """
    parts = _split(address)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    machines = _machines(address, host, port)
    if not allow_private and not all(_is_public(ipaddress.ip_address(one)) for one in machines):
        raise SourceAddressError(
            address,
            "it lies inside of a private network; if that is meant, give --allow-private, or set "
            "SAVOIR_HARVEST_PRIVATE for the desk",
            private=True,
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(
        address=parts._replace(fragment="").geturl(),
        scheme=parts.scheme,
        host=host,
        port=port,
        machines=tuple(machines),
        path=path,
        place=parts.netloc,
    )


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise SourceAddressError(shown(address), "it cannot be read as an address") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise SourceAddressError(shown(address), "write an address that begins with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise SourceAddressError(f"{parts.scheme}://{parts.hostname}", "it holds a name and a password")
    if len(address) > LONGEST_ADDRESS or not address.isascii() or not address.isprintable() or " " in address:
        raise SourceAddressError(shown(address), "it is too long, or holds what addresses write as %..")
    return parts


def shown(address: str) -> str:
    """Return an address as messages repeat it: printable and short."""
    return "".join(char if char.isprintable() else "?" for char in address[:200])


def _machines(address: str, host: str, port: int) -> Sequence[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceUnreachableError(address, f"no server is called {host}") from error
    return [*dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found)]


def _is_public(machine: IpAddress) -> bool:
    """Tell whether anybody may ask a machine; addresses that hold another one are as public as that is."""
    if isinstance(machine, ipaddress.IPv6Address):
        held = machine.ipv4_mapped or machine.sixtofour or (machine.teredo or (None, None))[1]
        if held is None and machine in _TRANSLATED:
            held = ipaddress.IPv4Address(int(machine) & 0xFFFFFFFF)
        if held is not None and not _is_public(held):
            return False
        if machine.ipv4_mapped:
            return True
    return machine.is_global and not machine.is_multicast


_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
