"""Every address is one that a person can open safely."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from knowledge.layout import without_tracking
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Check the addresses of the sources and of the platform itself."""
    addresses = [
        (("sources", name, key), getattr(source, key)) for name, source in entry.platform.sources.items() for key in ("url", "archived_url")
    ]
    for path, address in [(("homepage",), entry.platform.homepage), *addresses]:
        if address is not None and (fault := wrong_with(address)):
            yield Problem(path, f'"{address}" {fault}')


def wrong_with(address: str) -> str | None:
    """Return what is wrong with an address, or None."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return "is not a well-formed address"
    if parts.scheme != "https":
        return "is not https; find the https address of the page, or of an archived copy"
    if without_tracking(address) != address:
        return "carries tracking parameters; `smallprint knowledge fmt` takes them out"
    if "." not in host or any(character.isspace() for character in address):
        return "is not a well-formed address"
    return None


RULE = Rule("links", check)
