"""Open the knowledge base: read the TOML files and learn from them, or take both from a store file.

A store file holds what was read and learnt, as a pickle. Its name has three digests: one of all files and code that it was
made from, one of what the slow learning depends on, and one of the code. With the first a store is used as it is. With the second alone
(somebody edited an answer) what was learnt is taken over. Platforms whose files are as they were in an earlier store are taken
from it; only the others are read. The store of the shipped knowledge comes with the package; others are kept in the user's
cache folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import bot.understanding
import knowledge
from bot.understanding.model import NONE
from bot.understanding.revision import Revision
from bot.understanding.understand import Learnt, Lexicon, Name, Understanding, lexicon_of, names_of
from bot.understanding.vectors import WordVectors
from knowledge.base import Knowledge
from knowledge.folders import EVERYDAY_WORDS, LAYER, NOT_PLATFORMS, SHIPPED, WORD_VECTORS, files_of, messages_of
from knowledge.records import Named, Platform
from knowledge.topics import Topic

if TYPE_CHECKING:
    from knowledge.load import Loaded

KEPT_STORES = 3
SHIPPED_STORES = Path(__file__).parent
SUFFIX = ".store"
DIGEST_LETTERS = 32
CHECKSUM_BYTES = 32


class StoredPlatform(NamedTuple):
    """A platform as it was read: the digest of its files, how they name it, every name that it answers to, and its record, pickled.

    Those differ if a layer gives an alias to another platform.
    """

    digest: str
    named: Named
    names: tuple[Name, ...]
    pickled: bytes


class Stored(NamedTuple):
    """What a store file holds. The platforms are pickled one by one, because an answer needs few of them.

    `digest` is that of all the files, `learning` that of what `learnt` depends on, `code` that of the code, `messages` that of the
    labelled messages.
    """

    digest: str
    learning: str
    code: str
    messages: str
    topics: Mapping[str, Topic]
    platforms: Mapping[str, StoredPlatform]
    lexicon: Lexicon
    learnt: Learnt | None


class Files(NamedTuple):
    """Digests of the files of a base: of all of them, of the code that reads them, of each platform's with it, of the messages'."""

    all: str
    code: str
    platforms: Mapping[str, str]
    messages: str


class RevisionDigests(NamedTuple):
    """The digests of a revision: of all its files, of what its learning depends on, and of each platform's files."""

    digest: str
    learning: str
    platforms: frozenset[str]

    @classmethod
    def of(cls, revision: Revision) -> RevisionDigests:
        """Return the digests of a revision that was opened here."""
        platforms = revision.knowledge.platforms
        return cls(revision.digest, revision.learning, platforms.digests if isinstance(platforms, StoredPlatforms) else frozenset())


class Update(NamedTuple):
    """What is new in files that changed, as another process read it, and what is wrong with them.

    `stored` is None if something is wrong. A platform whose record is empty is as it was; `learnt` is None if that is as it was,
    or is still to be learnt.
    """

    stored: Stored | None
    problems: tuple[str, ...] = ()


def open_knowledge(
    extra: Sequence[Path], today: date, cache: Path | None = None, before_learning: Callable[[], None] = lambda: None
) -> Revision:
    """Open the shipped base and the folders that add to it or override it.

    `cache` is the folder for stores; left out, it is the user's cache folder. With a fitting store this takes milliseconds,
    with one from before an answer was edited less than a second, without one some seconds: then `before_learning` is called first.
    """
    folders = (SHIPPED, *extra)
    files = digest_files(folders)
    stored = _read_store(SHIPPED_STORES, f"{files.all}-*")
    warnings: tuple[str, ...] = ()
    if stored is None:
        stored, warnings = _from_cache_or_files(folders, files, today, cache or cache_folder(), before_learning)
    understanding = Understanding(stored.lexicon, stored.learnt, everyday_words(), WordVectors.read(WORD_VECTORS))
    return _revision(stored, StoredPlatforms(stored.platforms), understanding, warnings)


def updated(current: Revision, update: Stored) -> Revision | None:
    """Return the revision after an update; None if the current model does not know the topics that the update has.

    What was learnt stays until the update brings something else, so that an edited answer need not wait for the learning.
    """
    before = current.understanding
    learnt = update.learnt or before.learnt
    learning = update.learning if update.learnt else current.learning
    if learnt is None or learnt.model.topic.classes != (*update.topics, NONE):
        return None
    same = update.learnt is None and update.lexicon == before.lexicon
    understanding = before if same else before.with_other(update.lexicon, learnt)
    known = current.knowledge.platforms
    platforms = known.updated(update.platforms) if isinstance(known, StoredPlatforms) else StoredPlatforms(update.platforms)
    return _revision(update._replace(learning=learning), platforms, understanding)


def read_changes(
    current: RevisionDigests, folders: Sequence[Path], today: date, cache: Path, *, learn: bool = False
) -> tuple[Update | None, Stored | None]:
    """Read what is not as in the current revision, None if nothing is; return also the store to keep, once it is learnt.

    This takes a second, also for a large base; it is for another process than the one that answers. With `learn` it takes longer,
    if there is something to learn.
    """
    files = digest_files(folders)
    if files.all == current.digest and not learn:
        return None, None
    if learn:
        stored, problems = _build(folders, files, today, cache)
    else:
        stored, _, problems = _read_files(folders, files, today, _earlier_stores(cache, files.code))
        stored = stored._replace(learnt=_learnt_earlier(stored.learning, cache))
    if problems:
        return Update(None, problems), None
    changed = {
        slug: platform._replace(pickled=b"") if platform.digest in current.platforms else platform
        for slug, platform in stored.platforms.items()
    }
    news = stored._replace(platforms=changed, learnt=None if stored.learning == current.learning else stored.learnt)
    return Update(news), stored if stored.learnt is not None else None


def keep(stored: Stored, cache: Path) -> None:
    """Keep a store for the next opening, if it can be written; else that takes as long again."""
    with suppress(OSError):
        _write_store(cache, stored)
        _delete_old_stores(cache)


def write_shipped_store() -> Path:
    """Write the store that comes with the package; ValueError if the shipped knowledge has a mistake."""
    stored, warnings = _build((SHIPPED,), digest_files((SHIPPED,)), date.today(), None)
    if warnings:
        raise ValueError("the shipped knowledge has mistakes:\n" + "\n".join(warnings))
    for old in SHIPPED_STORES.glob(f"*{SUFFIX}"):
        old.unlink()
    return _write_store(SHIPPED_STORES, stored)


def everyday_words() -> frozenset[str]:
    """Read everyday English, whose words are never taken for a typing error."""
    return frozenset(EVERYDAY_WORDS.read_text(encoding="utf-8").split())


def cache_folder() -> Path:
    """Return the user's folder for stores."""
    import platformdirs  # here, because with the shipped store no folder of the user's is needed

    return Path(platformdirs.user_cache_dir("smallprint"))


def _revision(stored: Stored, platforms: StoredPlatforms, understanding: Understanding, warnings: tuple[str, ...] = ()) -> Revision:
    digest = "" if warnings else stored.digest  # with a mistake, the revision is not what the files say
    return Revision(Knowledge(stored.topics, platforms), understanding, warnings, digest, stored.learning)


def _from_cache_or_files(
    folders: Sequence[Path], files: Files, today: date, cache: Path, before_learning: Callable[[], None]
) -> tuple[Stored, tuple[str, ...]]:
    """Take what the user's own store has, or else read the files and keep them for the next time, unless they have a mistake."""
    stored = _read_store(cache, f"{files.all}-*", only_own=True)
    if stored is not None:
        return stored, ()
    stored, warnings = _build(folders, files, today, cache, before_learning)
    if not warnings:
        keep(stored, cache)
    return stored, warnings


def _build(
    folders: Sequence[Path], files: Files, today: date, cache: Path | None, before_learning: Callable[[], None] = lambda: None
) -> tuple[Stored, tuple[str, ...]]:
    """Read the files and learn, each unless an earlier store has it; return also the warnings."""
    stored, loaded, warnings = _read_files(folders, files, today, _earlier_stores(cache, files.code))
    learnt = _learnt_earlier(stored.learning, cache)
    if learnt is None:
        from knowledge.load import load_messages

        before_learning()
        untaught = Understanding(stored.lexicon, None, everyday_words(), WordVectors.read(WORD_VECTORS))
        messages = loaded.messages or load_messages(folders, stored.topics)
        learnt = untaught.learn(loaded.topics.topics, loaded.language.near_misses, messages)
    return stored._replace(learnt=learnt), warnings


def _read_files(folders: Sequence[Path], files: Files, today: date, earlier: Sequence[Stored]) -> tuple[Stored, Loaded, tuple[str, ...]]:
    """Read what no earlier store has, without learning from it; return also what was read, and the warnings."""
    # Imported here: with a fitting store neither the loader nor pydantic is needed.
    from knowledge.load import BLOCKING, load

    kept, right = _kept(earlier, files), _right(earlier, files)
    loaded = load(folders, today, BLOCKING, unread=_named(kept), with_messages=not right)
    topics = {topic.id: topic.without_phrases() for topic in loaded.topics.topics}
    fitting = [stored for stored in earlier if _shape(stored.topics) == _shape(topics)]
    still = _without_shared(_kept(fitting, files), loaded.named)
    if (still.keys(), _right(fitting, files)) != (kept.keys(), right):
        kept, right = still, _right(fitting, files)
        loaded = load(folders, today, BLOCKING, unread=_named(kept), with_messages=not right)
    read = {platform.slug: platform for platform in loaded.platforms}
    platforms = {
        slug: kept.get(slug) or _stored(read[slug], loaded.named[slug], digest)
        for slug, digest in files.platforms.items()
        if slug in kept or slug in read
    }
    lexicon = lexicon_of(loaded.topics.topics, loaded.language, {slug: platform.names for slug, platform in platforms.items()})
    stored = Stored(files.all, _digest_of_learning(loaded, files), files.code, files.messages, topics, platforms, lexicon, None)
    return stored, loaded, tuple(str(finding) for finding in loaded.left_out)


def _shape(topics: Mapping[str, Topic]) -> list[tuple[str, int]]:
    """Return what platforms and messages are checked by, and filled in from, in the topics."""
    return [(topic.id, topic.review_days) for topic in topics.values()]


def _kept(earlier: Iterable[Stored], files: Files) -> Mapping[str, StoredPlatform]:
    """Return the platforms whose files are as they were in an earlier store."""
    return {
        slug: platform
        for stored in earlier
        for slug, platform in _without_shared(stored.platforms, {}).items()
        if files.platforms.get(slug) == platform.digest
    }


def _without_shared(platforms: Mapping[str, StoredPlatform], others: Mapping[str, Named]) -> Mapping[str, StoredPlatform]:
    """Leave out the platforms of which another one has a name too: what they answer to hangs on that one's files as well."""
    named = [*_named(platforms).values(), *others.values()]
    counted = Counter(name for of_platform in named for name in of_platform.names)
    return {slug: platform for slug, platform in platforms.items() if all(counted[name] == 1 for name in platform.named.names)}


def _named(platforms: Mapping[str, StoredPlatform]) -> Mapping[str, Named]:
    return {slug: platform.named for slug, platform in platforms.items()}


def _right(earlier: Iterable[Stored], files: Files) -> bool:
    """Return True if the labelled messages are as they were in an earlier store, so that nothing is wrong with them."""
    return any(stored.messages == files.messages for stored in earlier)


def _stored(platform: Platform, named: Named, digest: str) -> StoredPlatform:
    return StoredPlatform(digest, named, names_of(platform), pickle.dumps(platform, pickle.HIGHEST_PROTOCOL))


def _earlier_stores(cache: Path | None, code: str) -> list[Stored]:
    """Return the store of the shipped knowledge and the newest own one, if there are any that this code has written."""
    found = [_read_store(SHIPPED_STORES, f"*-{code}"), None if cache is None else _read_store(cache, f"*-{code}", only_own=True)]
    return [stored for stored in found if stored is not None]


def _learnt_earlier(learning: str, cache: Path | None) -> Learnt | None:
    stored = _read_store(SHIPPED_STORES, f"*-{learning}-*")
    if stored is None and cache is not None:
        stored = _read_store(cache, f"*-{learning}-*", only_own=True)
    return stored.learnt if stored is not None else None


class StoredPlatforms(Mapping[str, Platform]):
    """Platforms by slug, each unpickled when it is first asked for."""

    def __init__(self, stored: Mapping[str, StoredPlatform]) -> None:
        self._stored = stored
        self._read: dict[str, Platform] = {}

    def __getitem__(self, slug: str) -> Platform:
        if slug not in self._read:
            self._read[slug] = pickle.loads(self._stored[slug].pickled)
        return self._read[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)

    @property
    def digests(self) -> frozenset[str]:
        """The digests of the files that the platforms were read from."""
        return frozenset(platform.digest for platform in self._stored.values())

    def updated(self, newer: Mapping[str, StoredPlatform]) -> StoredPlatforms:
        """Return the platforms after an update, in which those that stay as they are have no record."""
        platforms = StoredPlatforms({slug: platform if platform.pickled else self._stored[slug] for slug, platform in newer.items()})
        platforms._read = {slug: platform for slug, platform in self._read.items() if slug in newer and not newer[slug].pickled}
        return platforms


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


def _digest_of_learning(loaded: Loaded, files: Files) -> str:
    """Digest what the slow learning depends on: phrases, near misses and messages; a new alias changes only the lexicon."""
    topics = [(topic.id, topic.words, topic.phrases) for topic in loaded.topics.topics]
    return _digest((json.dumps([topics, loaded.language.near_misses, files.messages, files.code]).encode(),))


def _code() -> Iterator[Path]:
    """Find the modules that read the files and learn from them."""
    yield Path(__file__)
    of_knowledge, of_understanding = (Path(str(package.__file__)).parent for package in (knowledge, bot.understanding))
    for folder in (of_knowledge, of_knowledge / "rules", of_understanding):
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


def _read_store(folder: Path, name: str, *, only_own: bool = False) -> Stored | None:
    """Read the newest undamaged store with a name like this; None if there is none.

    Unpickling runs code, so in a folder where others may write (`only_own`) only files of this user are read.
    """
    for path in _by_age(folder, name):
        with suppress(OSError):
            if only_own and hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
                continue
            content = memoryview(path.read_bytes())
            checksum, pickled = content[:CHECKSUM_BYTES], content[CHECKSUM_BYTES:]
            if hashlib.sha256(pickled).digest() == checksum:
                stored: Stored = pickle.loads(pickled)
                return stored
    return None


def _write_store(folder: Path, stored: Stored) -> Path:
    """Write beside and rename, so that nobody reads half a store."""
    pickled = pickle.dumps(stored, pickle.HIGHEST_PROTOCOL)
    path = folder / f"{stored.digest}-{stored.learning}-{stored.code}{SUFFIX}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(hashlib.sha256(pickled).digest() + pickled)
    draft.replace(path)
    return path


def _delete_old_stores(folder: Path) -> None:
    for store in _by_age(folder, "*")[KEPT_STORES:]:
        store.unlink(missing_ok=True)


def _by_age(folder: Path, name: str) -> list[Path]:
    """Return the stores with a name like this, the newest first."""
    return sorted(folder.glob(name + SUFFIX), key=_age)


def _age(store: Path) -> float:
    try:
        return -store.stat().st_mtime
    except OSError:  # another process has deleted it meanwhile
        return 0.0
