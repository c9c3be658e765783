"""Two workspaces whose people, messages and conversations have the same ids."""

from __future__ import annotations

from bot.storage import Delivery, Person, Workspace

HERE, THERE = Workspace("slack", "T1"), Workspace("slack", "T2")
ANN, HER_NAMESAKE = Person(HERE, "U1"), Person(THERE, "U1")
BOB = Person(HERE, "U2")


def delivery(key: str, person: Person = ANN, **address: str) -> Delivery:
    """A delivery as an adapter makes it."""
    return Delivery(person, key, address or None)
