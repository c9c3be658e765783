"""Find the files of a knowledge base."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

LAYER, TOPICS, LANGUAGE, MATTERS, EXCUSED = "layer.toml", "topics.toml", "language.toml", "matters.toml", "excused.toml"
NOT_PLATFORMS = frozenset({LAYER, TOPICS, LANGUAGE, MATTERS, EXCUSED})
"""The files that are no platform's."""
Fingerprint = frozenset[tuple[str, int, int, int]]
SHIPPED = Path(__file__).parent / "data"
EVERYDAY_WORDS = SHIPPED / "everyday-words.txt"
"""Everyday English, from SCOWL sizes 10 and 20 (everyday-words.LICENSE): never taken for a typing error."""
WORD_VECTORS = SHIPPED / "word-vectors.npz"
"""Vectors of the words in both lists, from all-MiniLM-L6-v2 (Apache-2.0); `docs/matching.md` says how they were made."""


def everyday_words() -> frozenset[str]:
    """Read everyday English, whose words are never taken for a typing error."""
    return frozenset(EVERYDAY_WORDS.read_text(encoding="utf-8").split())


def messages_of(folders: Sequence[Path]) -> list[Path]:
    """Return the files of labelled messages of all folders, in a fixed order."""
    return [path for folder in folders for path in sorted(folder.glob("messages/*.jsonl"))]


def folder_problems(folders: Sequence[Path]) -> list[str]:
    """Return a sentence for each folder that is missing or cannot be read, or of which a part cannot be read."""
    problems = []
    for folder in folders:
        try:
            os.scandir(folder).close()
            for below in _PARTS:
                if (folder / below).exists():
                    os.scandir(folder / below).close()
        except OSError as error:
            problems.append(f"SMALLPRINT_KNOWLEDGE: {error.filename}: {error.strerror}")
    return problems


_PARTS = ("platforms", "messages")


def files_of(folders: Sequence[Path]) -> list[Path]:
    """Return the TOML files of all folders: one folder after the other, each in a fixed order."""
    return [path for folder in folders for path in sorted((*folder.glob("*.toml"), *folder.glob("platforms/*.toml")))]


def fingerprint(folders: Sequence[Path]) -> Fingerprint:
    """Return what changes if a file of the folders is written, replaced, added or deleted: quick to take, and not read from the files."""
    found = []
    for path in (*files_of(folders), *messages_of(folders)):
        with suppress(OSError):  # it is gone meanwhile
            status = path.stat()
            found.append((str(path), status.st_mtime_ns, status.st_size, status.st_ino))
    return frozenset(found)
