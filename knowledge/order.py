"""The order of these files: which kinds of tables follow each other, which keys in each, and which stand in lists."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.positions import KeyPath

ORDER: dict[str, tuple[str, ...]] = {
    "": (
        "slug", "name", "vendor", "kind", "status", "retired_on", "successor", "homepage", "own_server", "aliases",
        "ordinary_aliases", "owner",
    ),
    "sources": ("title", "url", "archived_url", "publisher", "kind", "document_date", "copy_date"),
    "answers": (
        "topic", "verdict", "title", "headline", "limit", "detail", "applies_to", "since", "confidence", "last_verified", "verified_in",
        "verified_by", "review_days", "owner", "sources",
    ),
    "answers.conditions": ("verdict", "title", "applies_to", "note", "since", "last_verified", "verified_in", "sources"),
    "answers.steps": ("who", "do", "where", "seen"),
    "answers.earlier": ("verdict", "headline", "detail", "applies_to", "since", "until", "sources"),
    "events": ("date", "what", "stayed", "topics", "sources"),
    "claims": ("text", "topic", "asserts", "status", "true_since", "true_until", "why", "signs", "sources"),
    "notes": ("topic", "text"),
}  # fmt: skip
"""The keys of each kind of table in the order in which they are written."""
SECTIONS = ("sources", "answers", "notes", "conditions", "steps", "earlier", "events", "claims")
"""Kinds of tables in the order in which they follow each other."""
MANY = frozenset({"answers", "answers.conditions", "answers.steps", "answers.earlier", "notes", "events", "claims", "topics", "vendors"})
"""Tables of which there are many, written with two brackets."""


def kind_of(path: KeyPath) -> str:
    """Return the kind of a table by its path, as `ORDER` names it: "answers.conditions", "sources"."""
    names = [part for part in path if isinstance(part, str)]
    return names[0] if names[:1] == ["sources"] and len(names) == 2 else ".".join(names)


def place_of(key: str | int, path: KeyPath) -> int:
    """Return the place of a key among those of the table at a path; one that the order does not name comes last."""
    order = ORDER.get(kind_of(path), ())
    return order.index(key) if key in order else len(order)


def in_order(path: KeyPath, keys: Iterable[str]) -> list[str]:
    """Return the keys of the table at a path in the order in which they are written."""
    return sorted(keys, key=lambda key: place_of(key, path))
