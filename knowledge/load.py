"""Reads folders of TOML files, keeps what is right, and reports everything that is not.

A folder holds `topics.toml`, `language.toml`, `excused.toml` and the platforms' files, beside them or under `platforms/`,
each of them optional; a later folder's file replaces an earlier one's of the same name. Where no folder has topics, the
shipped ones hold. A file with a mistake is left out; the others are not touched by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from knowledge.excuses import RULE as EXCUSES
from knowledge.excuses import ExcuseFile, excuse
from knowledge.findings import Finding
from knowledge.folders import SHIPPED, files_of, messages_of
from knowledge.language import LanguageFile, TopicFile
from knowledge.lines import LineIndex
from knowledge.messages import LabelledMessage
from knowledge.read_messages import read_messages
from knowledge.records import Platform
from knowledge.rules import RULES, Entry, Problem, Rule, Surroundings, phrases
from knowledge.rules.aliases import claims
from knowledge.schema import dotted, parse, read

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read, and what is wrong with the rest."""

    topics: TopicFile
    language: LanguageFile
    platforms: tuple[Platform, ...]
    messages: tuple[LabelledMessage, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[Finding, ...]
    """The findings because of which a file cannot be answered from."""


BLOCKING = tuple(rule for rule in RULES if rule.blocking)


def load(folders: Sequence[Path], today: date, rules: Sequence[Rule] = RULES) -> Loaded:
    """Read the folders, check every file by shape and by rule, and keep the ones without a blocking mistake.

    Whoever only wants to answer passes BLOCKING as `rules`, which takes half the time.
    """
    findings: list[Finding] = [
        Finding(folder, 1, "", "there is no such folder; check SMALLPRINT_KNOWLEDGE", "folder") for folder in folders if not folder.is_dir()
    ]
    topics, language = TopicFile(topics=()), LanguageFile()
    excuses: tuple[ExcuseFile, Path, LineIndex] = (ExcuseFile(excused=()), Path(), LineIndex(""))
    placed: dict[str, tuple[Path, LineIndex]] = {}
    entries: list[Entry] = []
    for path in _with_topics(files_of(folders)):
        if path.name == "topics.toml":
            read_topics, _, _, lines = _read_file(path, TopicFile, findings)
            topics, placed[path.name] = read_topics or topics, (path, lines)
        elif path.name == "language.toml":
            read_language, _, _, lines = _read_file(path, LanguageFile, findings)
            language, placed[path.name] = read_language or language, (path, lines)
        elif path.name == "excused.toml":
            held, _, _, lines = _read_file(path, ExcuseFile, findings)
            excuses = (held or excuses[0], path, lines)
        else:
            platform, stand_in, text, lines = _read_file(path, Platform, findings)
            if checked := platform or stand_in:  # a stand-in is checked and then left out, because its findings are blocking
                entries.append(Entry(path, text, checked, lines))
    known_topics = frozenset(topic.id for topic in topics.topics)
    messages = tuple(message for path in messages_of(folders) for message in read_messages(path, known_topics, findings))
    around = Surroundings(today, known_topics, claims(entries))
    if rules is RULES:
        findings += _placed(phrases.check_topics(topics, language), placed.get("topics.toml"))
        findings += _placed(phrases.check_language(language, around.claimed_by), placed.get("language.toml"))
    tolerable = {rule.name for rule in RULES if not rule.blocking} | {EXCUSES, phrases.NAME}
    blocking = frozenset(rule.name for rule in RULES if rule.blocking)
    excused = excuses[0].excused if rules is RULES else ()
    by_rules = [found for found in _apply_rules(entries, around, rules) if not _follows_from(found, findings)]
    findings = excuse([*findings, *by_rules], excused, *excuses[1:], blocking)
    findings.sort(key=lambda found: (str(found.file), found.line, found.key))
    left_out = tuple(finding for finding in findings if finding.rule not in tolerable)
    faulty = {finding.file for finding in left_out}
    platforms = tuple(entry.platform for entry in entries if entry.file not in faulty)
    return Loaded(topics, language, platforms, messages, tuple(findings), left_out)


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


def _with_topics(files: Sequence[Path]) -> Sequence[Path]:
    shipped = SHIPPED / "topics.toml"
    return files if any(path.name == shipped.name for path in files) else [shipped, *files]


def _read_file(path: Path, record: type[Record], findings: list[Finding]) -> tuple[Record | None, Record | None, str, LineIndex]:
    """Return the record of a file, a stand-in if its shape is wrong, its text and lines."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        findings.append(Finding(path, 1, "", f"cannot be read ({error.strerror})", "syntax"))
        return None, None, "", LineIndex("")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        findings.append(Finding(path, line, "", "is not UTF-8 text; save it as UTF-8", "syntax"))
        return None, None, "", LineIndex("")
    document, faults = parse(text, path)
    findings.extend(faults)
    if document is None:
        return None, None, text, LineIndex("")
    lines = LineIndex(text)
    held = read(document, record, path, lines)
    findings.extend(held.findings)
    return held.record, held.stand_in, text, lines


def _apply_rules(entries: Sequence[Entry], around: Surroundings, rules: Sequence[Rule]) -> Iterable[Finding]:
    for entry in entries:
        for rule in rules:
            for problem in rule.check(entry, around):
                yield Finding(entry.file, problem.line or entry.lines.line(problem.path), dotted(problem.path), problem.message, rule.name)


def _placed(problems: Iterable[Problem], place: tuple[Path, LineIndex] | None) -> list[Finding]:
    """Return the problems of a file that is no platform's, as findings."""
    if place is None:
        return []
    file, lines = place
    return [Finding(file, lines.line(problem.path), dotted(problem.path), problem.message, phrases.NAME) for problem in problems]
