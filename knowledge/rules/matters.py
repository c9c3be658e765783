"""A matter's phrases can be found, and its topics exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from knowledge.matters import MatterFile, plain
from knowledge.rules.rule import Problem

NAME = "matters"


def check_matters(file: MatterFile, topics: Collection[str]) -> Iterable[Problem]:
    """Report phrases that can never be found, topics that do not exist, and roles that are missing."""
    for number, matter in enumerate(file.matters):
        for key in ("asked", "unless", "told", "not_told"):
            for index, phrase in enumerate(getattr(matter, key)):
                if any(plain(piece) != f" {piece} " for piece in phrase.split(" * ")):
                    message = f"“{phrase}” is never found; write words in lower case, without marks, with one space between"
                    yield Problem(("matters", number, key, index), message)
        for key in ("topics", "elsewhere"):
            for index, topic in enumerate(getattr(matter, key)):
                if topic not in topics:
                    yield Problem(("matters", number, key, index), f"there is no topic “{topic}” in topics.toml")
        if (matter.kind == "role") != (matter.role is not None):
            yield Problem(("matters", number, "kind"), "a matter of the kind “role” names a role, and no other one does")
