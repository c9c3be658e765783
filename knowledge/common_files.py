"""The files of a base that are no platform's: topics, language, matters, excuses. Of each name all layers together make one record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from knowledge.excuses import ExcuseFile
from knowledge.findings import Finding
from knowledge.folders import EXCUSED, LANGUAGE, MATTERS, SHIPPED, TOPICS
from knowledge.language import LanguageFile, TopicFile
from knowledge.layers import read_part
from knowledge.matters import MatterFile
from knowledge.merging import EXCUSE_FILE, LANGUAGE_FILE, MATTER_FILE, TOPIC_FILE, Layer, Merged, SourceFile, TableRules, merge, merge_sound
from knowledge.positions import KeyPath
from knowledge.records import Named
from knowledge.rules import Entry, Problem, Surroundings, matters, phrases
from knowledge.rules.aliases import claims, folded
from knowledge.schema import read

Record = TypeVar("Record")


class CommonFile(NamedTuple, Generic[Record]):
    """The record read from all files of one name, and the merged tables with the place of each key; None if no such file can be read."""

    record: Record
    merged: Merged | None = None


class CommonFiles(NamedTuple):
    """The files that are no platform's; `own_matters` says that the matters are not the shipped ones."""

    topics: CommonFile[TopicFile]
    language: CommonFile[LanguageFile]
    matters: CommonFile[MatterFile]
    excuses: CommonFile[ExcuseFile]
    own_matters: bool

    @property
    def topic_ids(self) -> frozenset[str]:
        """The ids of the topics."""
        return frozenset(topic.id for topic in self.topics.record.topics)


def read_common_files(parts: dict[str, list[SourceFile]], findings: list[Finding]) -> CommonFiles:
    """Take the files that are no platform's out of `parts`, and read them; shipped topics and matters stand in for missing ones."""
    own_matters = parts.pop(MATTERS, [])
    return CommonFiles(
        _read_common(parts.pop(TOPICS, []) or _shipped(TOPICS, findings), TOPIC_FILE, TopicFile(topics=()), findings),
        _read_common(parts.pop(LANGUAGE, []), LANGUAGE_FILE, LanguageFile(), findings),
        _read_common(own_matters or _shipped(MATTERS, findings), MATTER_FILE, MatterFile(), findings),
        _read_common(parts.pop(EXCUSED, []), EXCUSE_FILE, ExcuseFile(excused=()), findings),
        bool(own_matters),
    )


def _read_common(parts: Sequence[SourceFile], table: TableRules, nothing: Record, findings: list[Finding]) -> CommonFile[Record]:
    """Return what is merged from files such as all `topics.toml`, without those that have a mistake; `nothing` if none is left."""
    kind = type(nothing)
    if not parts:
        return CommonFile(nothing)
    merged = merge(parts, table)
    found = read(merged.document, kind, merged.finding)
    findings += found.findings
    if found.record is not None:
        return CommonFile(found.record, merged)
    sound = merge_sound(parts, table, lambda merged: read(merged.document, kind, merged.finding).record is not None)
    record = read(sound.document, kind, sound.finding).record if sound is not None else None
    return CommonFile(nothing) if record is None else CommonFile(record, sound)


def _shipped(name: str, findings: list[Finding]) -> list[SourceFile]:
    part = read_part(Layer(SHIPPED, "shipped"), SHIPPED / name, findings)
    return [part] if part is not None else []


def problems_in(common: CommonFiles, around: Surroundings, added: Collection[int], given_up: Collection[KeyPath]) -> Iterator[Finding]:
    """Yield what is wrong with the files that are no platform's, beside their shape."""
    topics, language, known = common.topics, common.language, common.matters
    yield from _placed(phrases.check_topics(topics.record, language.record, given_up), topics.merged)
    wrong = phrases.check_language(language.record, around.claimed_by)
    yield from _placed((problem for problem in wrong if problem.path[1] not in added), language.merged)
    if common.own_matters:
        yield from _placed(matters.check_matters(known.record, common.topic_ids), known.merged, matters.NAME)


def _placed(problems: Iterable[Problem], merged: Merged | None, rule: str = phrases.NAME) -> list[Finding]:
    """Return the problems of a file that is no platform's, as findings."""
    return [merged.finding(problem.path, problem.message, rule) for problem in problems] if merged is not None else []


def added_since(language: CommonFile[LanguageFile], entries: Sequence[Entry], unread: Iterable[Named]) -> frozenset[int]:
    """Return the numbers of the unlisted products for which a later layer than the one that lists them has a platform."""
    merged = language.merged
    if merged is None:
        return frozenset()
    ranks = {entry.stem: entry.merged.parts[-1].layer.rank for entry in entries}
    claimed = {name: max(ranks[stem] for stem in stems) for name, stems in claims(entries).items()}
    claimed |= {name: named.rank for named in unread for name in named.names}
    return frozenset(
        index
        for index, product in enumerate(language.record.unlisted)
        for spelling in product.split("|")
        if claimed.get(folded(spelling), -1) > merged.rank(("unlisted", index))
    )
