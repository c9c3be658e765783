"""Find what a document of a file cites, as a parser reads it."""

from __future__ import annotations

from collections.abc import Iterable


def cited_in(document: object) -> frozenset[str]:
    """Return the names of the sources that anything in a document cites, whatever its shape."""
    return frozenset(_cited(document))


def _cited(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        citations = value.get("sources")
        if isinstance(citations, list):
            yield from (citation["name"] for citation in citations if isinstance(citation, dict) and "name" in citation)
        for part in value.values():
            yield from _cited(part)
    elif isinstance(value, list):
        for part in value:
            yield from _cited(part)
