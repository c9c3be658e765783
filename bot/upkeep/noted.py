"""Knowledge as one workspace sees it: with the notes that its admins wrote in chat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.replies import wording
from bot.understanding.revision import Revision
from knowledge.records import LocalNote, Platform


def with_notes(revision: Revision, workspace: str, notes: Mapping[str, str]) -> Revision:
    """Return a revision with local notes ("zoom/ai-training" to text) of a workspace ("slack:T1") beside those of the files."""
    if not notes:
        return revision
    knowledge = revision.knowledge
    return replace(revision, knowledge=knowledge._replace(platforms=_Noted(knowledge.platforms, workspace, notes)))


class _Noted(Mapping[str, Platform]):
    """Platforms by slug, those with notes among them with their notes."""

    def __init__(self, platforms: Mapping[str, Platform], workspace: str, notes: Mapping[str, str]) -> None:
        self._platforms = platforms
        self._notes: dict[str, list[LocalNote]] = defaultdict(list)
        for answer, text in notes.items():
            slug, _, topic = answer.partition("/")
            self._notes[slug].append(LocalNote(topic, text, wording.THIS_WORKSPACE, (workspace,)))

    def __getitem__(self, slug: str) -> Platform:
        platform = self._platforms[slug]
        return platform._replace(notes=(*platform.notes, *self._notes[slug])) if slug in self._notes else platform

    def __iter__(self) -> Iterator[str]:
        return iter(self._platforms)

    def __len__(self) -> int:
        return len(self._platforms)
