"""The shape of `topics.toml` and `language.toml` as whole files."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.topics import Topic


class TopicFile(NamedTuple):
    """`topics.toml`; `lists` are phrases that stand in those of several topics' claims, by name."""

    topics: tuple[Topic, ...]
    lists: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - a default of a named tuple, which nothing changes


class VendorName(NamedTuple):
    """A company whose name stands for one of its platforms; with `hints`, only if one of these words is said with it."""

    name: str
    platform: str
    hints: tuple[str, ...] = ()


class LanguageFile(NamedTuple):
    """`language.toml`: messages that are not ours to answer, products not covered, and names that are also words.

    `near_misses` are messages about calls and platforms on subjects outside the topics. `unlisted` holds products
    that people ask about and that have no file here; other spellings stand behind the name, with `|` between.
    `needs_place` are aliases that count only where a name stands, `plain` expressions in which an alias is an ordinary word.
    """

    near_misses: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    needs_place: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    vendors: tuple[VendorName, ...] = ()
