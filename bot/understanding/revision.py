"""One revision of the knowledge, and the place from which the running bot takes the current one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.understanding.understand import Understanding
from knowledge.base import Knowledge
from knowledge.watched import SourceState


@dataclass(frozen=True)
class Revision:
    """The knowledge and the understanding learnt from it, which belong together.

    `warnings` says what is wrong with files that had to be left out, a line each. `digest` is that of the files that the knowledge
    was read from, `learning` that of what the understanding was learnt from.
    """

    knowledge: Knowledge
    understanding: Understanding
    warnings: tuple[str, ...] = ()
    digest: str = ""
    learning: str = ""

    def with_notes(self, notes: Mapping[str, str]) -> Revision:
        """Return the revision as one workspace sees it: with the notes that its admins wrote in chat."""
        return replace(self, knowledge=self.knowledge._replace(notes=notes))


class KnowledgeHolder:
    """Holds the current revision of the running bot.

    Whoever answers reads `current` once for each answer and keeps nothing of it afterwards, so that a revision that was
    replaced is freed as soon as the answers under way are finished. `warning` says why the files as they are now are not what is
    answered from, a line for each mistake; None if they are.
    """

    def __init__(self, revision: Revision) -> None:
        self.current = revision
        self.warning: str | None = "\n".join(revision.warnings) or None

    @property
    def sources(self) -> Mapping[tuple[str, str], SourceState]:
        """What became of the cited pages, by slug and name of the source."""
        return self.current.knowledge.sources

    def replace(self, revision: Revision) -> None:
        """Answer from another revision from now on."""
        self.current = _with_sources(revision, self.sources)

    def watched(self, sources: Mapping[tuple[str, str], SourceState]) -> None:
        """Let answers say what became of their sources."""
        self.current = _with_sources(self.current, sources)


def _with_sources(revision: Revision, sources: Mapping[tuple[str, str], SourceState]) -> Revision:
    return replace(revision, knowledge=revision.knowledge._replace(sources=sources))
