"""Connect to public addresses only.

The check stands where the socket is made, with the very address that it will connect to: what a name resolved to before or after, a
redirect, or an address written as a number make no difference.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]


class NotPublicError(OSError):
    """The address is private, loopback, link-local, multicast or reserved."""


def public_socket(address: AddressInfo) -> socket.socket:
    """Make the socket for a connection; NotPublicError, always in the same words, if it would leave the public internet."""
    family, kind, protocol, _, place = address
    if not is_public(ipaddress.ip_address(place[0])):
        raise NotPublicError("not a public address")
    return socket.socket(family=family, type=kind, proto=protocol)


def is_public(address: Address) -> bool:
    """Return True for an address of the public internet; an IPv4 address inside an IPv6 one is judged by itself."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved)
