"""Limit how much one address may read: kept in memory only, and no address is logged."""

from __future__ import annotations

import ipaddress

from bot.service.rate_limiter import RateLimiter

AT_ONCE, SECONDS_EACH = 60, 0.5
"""A program reads a platform's answers in one go, and two a second from then on: more than any assistant asks for."""
_NETWORK_BITS = 64
"""The prefix length of an IPv6 customer; all addresses within it count as one."""


class AddressLimits:
    """The limits of all addresses, for everything that programs read."""

    def __init__(self, limiter: RateLimiter | None = None) -> None:
        self._limiter = RateLimiter(AT_ONCE, SECONDS_EACH) if limiter is None else limiter

    def seconds_to_wait(self, address: str, cost: int = 1) -> int:
        """Count a request of an address; return 0 if it is to be answered, else how long to wait."""
        return self._limiter.count(_network(address), cost).seconds


def _network(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if known.version == 4 else str(ipaddress.ip_network(f"{known}/{_NETWORK_BITS}", strict=False))
