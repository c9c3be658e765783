"""Reads folders of TOML files, merges them, keeps what is right, and reports everything that is not.

A folder holds `topics.toml`, `language.toml`, `matters.toml`, `excused.toml`, `layer.toml` and the platforms' files, beside them or
under `platforms/`, each of them optional; a later folder adds to the earlier ones and overrides them, see `knowledge.layers`. Where
no folder has topics or matters, the shipped ones hold. A file with a mistake is left out; the others are not touched by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from knowledge.common_files import added_since, problems_in, read_common_files
from knowledge.excuses import RULE as EXCUSES
from knowledge.excuses import excuse
from knowledge.findings import Finding
from knowledge.folders import everyday_words, messages_of
from knowledge.language import LanguageFile, TopicFile
from knowledge.layers import RULE as LAYER
from knowledge.layers import read_layers, read_parts
from knowledge.matters import Matter
from knowledge.merging import PLATFORM_FILE, Layer, Merged, merge, merge_sound
from knowledge.messages import LabelledMessage
from knowledge.read_messages import read_messages
from knowledge.records import Named, Platform
from knowledge.rules import RULES, Entry, Rule, Surroundings, matters, phrases
from knowledge.rules.aliases import claims, names_in, without_given_up
from knowledge.schema import RULE as SHAPE
from knowledge.schema import read


@dataclass(frozen=True, slots=True)
class Loaded:
    """The content of the folders, and the mistakes in what had to be left out."""

    topics: TopicFile
    language: LanguageFile
    matters: tuple[Matter, ...]
    platforms: tuple[Platform, ...]
    messages: tuple[LabelledMessage, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[Finding, ...]
    """The findings because of which a file cannot be answered from."""
    layers: tuple[Layer, ...]
    origins: Mapping[str, Merged]
    """Of each platform by slug: the files that it was merged from, and where each key stands."""
    named: Mapping[str, Named]
    """Of each platform by slug: how its files name it."""


NOTHING_KNOWN: Mapping[str, Named] = {}
BLOCKING = tuple(rule for rule in RULES if rule.blocking)


def load(
    folders: Sequence[Path],
    today: date,
    *,
    only_blocking: bool = False,
    unread: Mapping[str, Named] = NOTHING_KNOWN,
    with_messages: bool = True,
) -> Loaded:
    """Read the folders, check every platform by shape and by rule, and keep what is without a blocking mistake.

    `only_blocking` is enough for answering, and takes half the time. The platforms in `unread`, by slug, are left out; if no
    other platform has one of their names, this changes nothing for the others under blocking rules.
    """
    findings: list[Finding] = []
    layers = read_layers(folders, findings)
    parts = read_parts(layers, findings, {f"{slug}.toml" for slug in unread})
    common = read_common_files(parts, findings)
    messages = _read_messages(layers, common.topic_ids, findings) if with_messages else ()

    candidates = [_read_platform(merge(files, PLATFORM_FILE)) for _, files in sorted(parts.items())]
    claimed = claims([candidate.entry for candidate in candidates if candidate.entry is not None])
    around = Surroundings(today, common.topic_ids, claimed, everyday_words())
    for candidate in candidates:
        candidate.findings.extend(_apply_rules(candidate, around, BLOCKING if only_blocking else RULES))
    usable = [entry for candidate in candidates if (entry := _usable(candidate, around)) is not None]
    findings += (finding for candidate in candidates for finding in candidate.findings)

    added = added_since(common.language, usable, unread.values())
    given_up = phrases.given_up(common.topics.record, common.topics.merged) if common.topics.merged is not None else frozenset()
    if not only_blocking:
        findings += problems_in(common, around, added, given_up)
        if common.excuses.merged is not None:
            findings = excuse(findings, common.excuses.record.excused, common.excuses.merged, _BLOCKING_NAMES)
    findings.sort(key=lambda found: (str(found.file), found.line, found.key))
    language = common.language.record
    return Loaded(
        phrases.without(common.topics.record, given_up),
        language._replace(unlisted=tuple(product for index, product in enumerate(language.unlisted) if index not in added)),
        common.matters.record.matters,
        _signed_platforms(usable, common.topics.record),
        messages,
        tuple(findings),
        tuple(finding for finding in findings if finding.rule not in TOLERABLE),
        tuple(layers),
        {entry.platform.slug: entry.merged for entry in usable},
        {entry.platform.slug: Named(names_in(entry.platform), entry.merged.parts[-1].layer.rank) for entry in usable},
    )


def load_messages(folders: Sequence[Path], topics: Collection[str]) -> tuple[LabelledMessage, ...]:
    """Read the labelled messages of all folders, without those that have a mistake."""
    findings: list[Finding] = []
    return _read_messages(read_layers(folders, findings), topics, findings)


_BLOCKING_NAMES = frozenset(rule.name for rule in BLOCKING)
TOLERABLE = frozenset(rule.name for rule in RULES if not rule.blocking) | {EXCUSES, phrases.NAME, matters.NAME}
"""The rules because of which no file is left out."""


class _ReadPlatform(NamedTuple):
    """A platform as its files have it; `entry` is None if nothing can be checked, and a stand-in if the shape is wrong."""

    merged: Merged
    entry: Entry | None
    well_formed: bool
    findings: list[Finding]


def _read_platform(merged: Merged) -> _ReadPlatform:
    if not merged.document.keys() & _WHO_IT_IS and merged.document:
        message = "no folder before this one has this platform; mend the file's name, or add name, vendor, kind, status and sources"
        return _ReadPlatform(merged, None, False, [merged.finding(("slug",), message, SHAPE)])
    found = read(merged.document, Platform, merged.finding)
    platform = found.record or found.stand_in  # a stand-in is checked and then left out, because its findings are blocking
    return _ReadPlatform(merged, Entry(platform, merged) if platform else None, found.record is not None, found.findings)


_WHO_IT_IS = frozenset({"name", "vendor", "kind", "status"})
"""Without any of these keys a file only adds to a platform of an earlier folder."""


def _usable(candidate: _ReadPlatform, around: Surroundings) -> Entry | None:
    """Return what can be answered from: everything, or what is left without the files that have a blocking mistake.

    A file that breaks what another one says is left out as well, and told in a finding of its own.
    """
    if candidate.well_formed and all(found.rule not in _BLOCKING_NAMES for found in candidate.findings):
        return candidate.entry

    def is_sound(merged: Merged) -> bool:
        read_again = _read_platform(merged)
        return read_again.well_formed and not any(_apply_rules(read_again, around, BLOCKING))

    sound = merge_sound(candidate.merged.parts, PLATFORM_FILE, is_sound)
    kept = sound.parts if sound is not None else ()
    wrong = [found for found in candidate.findings if found.rule in _BLOCKING_NAMES | {SHAPE}]
    for part in candidate.merged.parts:
        if part not in kept and all(found.file != part.file for found in wrong):
            message = f"left out, because what it overrides makes another file wrong: {wrong[0]}"
            candidate.findings.append(part.finding((), message, LAYER))
    return _read_platform(sound).entry if sound is not None else None


def _apply_rules(candidate: _ReadPlatform, around: Surroundings, rules: Sequence[Rule]) -> list[Finding]:
    """Return what the rules find, without what follows from a wrong shape."""
    if candidate.entry is None:
        return []
    found = [
        Finding(*problem.at, "", problem.message, rule.name)
        if problem.at
        else candidate.merged.finding(problem.path, problem.message, rule.name)
        for rule in rules
        for problem in rule.check(candidate.entry, around)
    ]
    return [finding for finding in found if not _follows_from(finding, candidate.findings)]


def _signed_platforms(entries: Sequence[Entry], topics: TopicFile) -> tuple[Platform, ...]:
    """Return the platforms without the aliases that they gave up, with what their layers and topics say of them."""
    claimed_by = claims(entries)
    intervals = {topic.id: topic.review_days for topic in topics.topics}
    return tuple(_signed(without_given_up(entry, claimed_by), entry.merged, intervals) for entry in entries)


def _signed(platform: Platform, merged: Merged, intervals: Mapping[str, int]) -> Platform:
    """Return a platform with what the layers say of its notes and of the owners of its answers, and the intervals of their topics."""
    answers = tuple(
        answer._replace(
            owner=answer.owner or platform.owner or merged.place(("answers", index)).part.layer.owner,
            review_days=answer.review_days if "review_days" in given else intervals.get(answer.topic, answer.review_days),
        )
        for index, (answer, given) in enumerate(zip(platform.answers, merged.document.get("answers", ()), strict=True))
    )
    layers = [merged.place(("notes", index)).part.layer for index in range(len(platform.notes))]
    notes = tuple(note._replace(layer=layer.name, workspaces=layer.workspaces) for note, layer in zip(platform.notes, layers, strict=True))
    owner = platform.owner or merged.place(("slug",)).part.layer.owner
    return platform._replace(answers=answers, notes=notes, owner=owner)


def _read_messages(layers: Sequence[Layer], topics: Collection[str], findings: list[Finding]) -> tuple[LabelledMessage, ...]:
    return tuple(message for path in _messages(layers, findings) for message in read_messages(path, topics, findings))


def _messages(layers: Sequence[Layer], findings: list[Finding]) -> Iterable[Path]:
    """Yield the files of labelled messages; they teach for everybody, so a layer for some workspaces has none."""
    for layer in layers:
        for path in messages_of([layer.folder]):
            if layer.workspaces:
                findings.append(Finding(path, 1, "", "messages teach for everybody; move them to a folder without workspaces", LAYER))
            else:
                yield path


def _follows_from(found: Finding, shape: Sequence[Finding]) -> bool:
    """Return True if a rule only stumbled over a stand-in: at a key already reported, or at a date that hangs on it."""
    return any(other.file == found.file and (other.key == found.key or _same_dates(found, other)) for other in shape)


_ABOUT_SOURCES = frozenset({"verified", "verified-in", "confidence"})
_ABOUT_DATES = _ABOUT_SOURCES | {"periods", "gaps", "since", "status"}


def _same_dates(found: Finding, other: Finding) -> bool:
    if found.rule in _ABOUT_SOURCES and other.key.startswith("sources."):
        return True
    if found.rule not in _ABOUT_DATES:
        return False
    table, reported = found.key.rpartition(".")[0], other.key.rpartition(".")[0]
    return table == reported or (reported != "" and table.startswith(f"{reported}."))
