"""Digests of what a store is made from, by which a fitting store is found and what is new in the others."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import bot.understanding
import knowledge
from knowledge.folders import EVERYDAY_WORDS, LAYER, NOT_PLATFORMS, WORD_VECTORS, files_of, messages_of

if TYPE_CHECKING:
    from knowledge.load import Loaded

DIGEST_LETTERS = 32


class Files(NamedTuple):
    """Digests of the files of a base: of all of them, of the code that reads them, of each platform's with it, of the messages'."""

    all: str
    code: str
    platforms: Mapping[str, str]
    messages: str


def digest_files(folders: Sequence[Path]) -> Files:
    """Digest everything that a revision is made from."""
    code = _digest(_contents((*_code(), EVERYDAY_WORDS, WORD_VECTORS)))
    by_name: dict[str, list[bytes]] = defaultdict(list)
    messages: list[bytes] = []
    for folder in folders:
        layer = [folder.name.encode(), *_contents((folder / LAYER,))]
        for path in files_of((folder,)):
            by_name[path.name] += (*layer, *_contents((path,)))
        messages += (*layer, *_contents(messages_of((folder,))))
    each = {name: _digest((code.encode(), *contents)) for name, contents in sorted(by_name.items())}
    of_messages = _digest(messages)
    everything = _digest(digest.encode() for digest in (code, of_messages, *each.values()))
    platforms = {name.removesuffix(".toml"): digest for name, digest in each.items() if name not in NOT_PLATFORMS}
    return Files(everything, code, platforms, of_messages)


def digest_of_learning(loaded: Loaded, files: Files) -> str:
    """Digest what the slow learning depends on: phrases, near misses and messages; a new alias changes only the lexicon."""
    topics = [(topic.id, topic.words, topic.phrases) for topic in loaded.topics.topics]
    return _digest((json.dumps([topics, loaded.language.near_misses, files.messages, files.code]).encode(),))


def _code() -> Iterator[Path]:
    """Find the modules that read the files and learn from them."""
    of_knowledge, of_understanding = (Path(str(package.__file__)).parent for package in (knowledge, bot.understanding))
    for folder in (Path(__file__).parent, of_knowledge, of_knowledge / "rules", of_understanding):
        yield from sorted(folder.glob("*.py"))


def _contents(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        with suppress(OSError):  # the loader says which file cannot be read
            yield path.name.encode() + b"\n" + path.read_bytes()


def _digest(contents: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for content in contents:
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()[:DIGEST_LETTERS]
