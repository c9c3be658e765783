"""The matrix: platforms by topics, filtered and sorted on the server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from bot.replies.glance import Glance, glance
from bot.replies.ranking import concern, evidence
from bot.understanding.scope import AskedScope
from bot.understanding.subject import DEFAULT_TOPIC
from knowledge.base import Knowledge, answer_on
from knowledge.records import Platform
from knowledge.topics import Topic
from knowledge.vocabulary import Plan, PlatformKind, Region

FRONT_TOPICS = 5
"""Topics that fit beside the names on the front page; the first in topics.toml are those that people ask about most."""
_LAST = (9, 0)


class Filter(NamedTuple):
    """The filter: a kind of platform, for a plan and a region, only those that do not train, in which order.

    `sort` is "" for the name, "checked" for the newest check first, or a topic for its best answers first.
    """

    kind: PlatformKind | Literal[""] = ""
    plan: Plan | Literal[""] = ""
    region: Region | Literal[""] = ""
    sort: str = ""
    no_training: bool = False

    @property
    def asked(self) -> AskedScope:
        """For whom the answers are wanted."""
        return AskedScope((self.plan,) if self.plan else (), (self.region,) if self.region else ())


ALL = Filter()
"""Everything, by name."""


class MatrixRow(NamedTuple):
    """A platform with its answers in the order of the columns, None where there is none."""

    platform: Platform
    cells: tuple[Glance | None, ...]


class Matrix(NamedTuple):
    """Columns, rows, and what they were chosen by."""

    topics: tuple[Topic, ...]
    rows: tuple[MatrixRow, ...]
    filter: Filter
    on_record: int


def answerable(knowledge: Knowledge) -> tuple[Topic, ...]:
    """Return the topics that have a verdict; history has none."""
    return tuple(topic for topic in knowledge.topics.values() if topic.verdicts)


def matrix(knowledge: Knowledge, today: date, wanted: Filter = ALL, topics: Sequence[Topic] = ()) -> Matrix:
    """Return the matrix, with all topics as columns unless some are given."""
    columns = tuple(topics) or answerable(knowledge)
    asked = wanted.asked
    rows = []
    for platform in knowledge.platforms.values():
        if wanted.kind and platform.kind != wanted.kind:
            continue
        if wanted.no_training and not _does_not_train(knowledge, platform, today, asked):
            continue
        answers = {entry.topic: entry for entry in platform.answers}
        found = (answers.get(topic.id) for topic in columns)
        cells = tuple(glance(knowledge, platform, entry, today, asked) if entry else None for entry in found)
        rows.append(MatrixRow(platform, cells))
    return Matrix(columns, tuple(_sorted(knowledge, rows, today, wanted)), wanted, len(knowledge.platforms))


def _does_not_train(knowledge: Knowledge, platform: Platform, today: date, asked: AskedScope) -> bool:
    entry = answer_on(platform, DEFAULT_TOPIC)
    return entry is not None and glance(knowledge, platform, entry, today, asked).verdict == "no"


def _sorted(knowledge: Knowledge, rows: list[MatrixRow], today: date, wanted: Filter) -> list[MatrixRow]:
    rows.sort(key=lambda row: row.platform.name.casefold())
    if wanted.sort == "checked":
        rows.sort(key=_newest_check, reverse=True)
    elif wanted.sort in knowledge.topics:
        rows.sort(key=lambda row: _worry(knowledge, row.platform, today, wanted))
    return rows


def _newest_check(row: MatrixRow) -> str:
    return max((str(cell.last_verified) for cell in row.cells if cell and cell.last_verified), default="")


def _worry(knowledge: Knowledge, platform: Platform, today: date, wanted: Filter) -> tuple[tuple[int, ...], ...]:
    """Return the place of a platform on the topic by which is sorted: its answer, then how well that is founded."""
    entry = answer_on(platform, wanted.sort)
    if entry is None:
        return (_LAST, ())
    shown = glance(knowledge, platform, entry, today, wanted.asked)
    return (concern(knowledge.topics[wanted.sort], shown.verdict), evidence(platform, entry, today))
