"""Read files that changed while the service runs in another process, and take over what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bot.service.opening.digests import digest_files
from bot.service.opening.reading import build, read_files
from bot.service.opening.stores import Stored, StoredPlatforms, earlier_stores, learnt_earlier, revision_of
from bot.understanding.model import NONE
from bot.understanding.revision import Revision


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
    """The new part of files that changed, as another process read it, and the mistakes in them.

    `stored` is None if there is a mistake. A platform with an empty record has not changed; `learnt` is None if nothing has to be learnt,
    or if it has not been learnt yet.
    """

    stored: Stored | None
    problems: tuple[str, ...] = ()


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
    return revision_of(update._replace(learning=learning), platforms, understanding)


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
        stored, problems = build(folders, files, today, cache)
    else:
        stored, _, problems = read_files(folders, files, today, earlier_stores(cache, files.code))
        stored = stored._replace(learnt=learnt_earlier(stored.learning, cache))
    if problems:
        return Update(None, problems), None
    changed = {
        slug: platform._replace(pickled=b"") if platform.digest in current.platforms else platform
        for slug, platform in stored.platforms.items()
    }
    news = stored._replace(platforms=changed, learnt=None if stored.learning == current.learning else stored.learnt)
    return Update(news), stored if stored.learnt is not None else None
