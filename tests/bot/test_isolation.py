"""What a workspace sees does not depend on any other: with a busy neighbour it is the same, word for word, as without one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue.asker import Asker
from bot.dialogue.dialogue import Dialogue
from bot.replies.card import Action, Card
from bot.storage import Destination, Person, Store, Workspace
from bot.understanding.revision import KnowledgeHolder, Revision
from knowledge.records import LocalNote
from tests.storage.databases import KEYS, Clock
from tests.storage.rows import clear, rows_of

HERE, NEIGHBOUR = Workspace("slack", "T1"), Workspace("slack", "T2")
TEXTS = (
    "can zoom use my calls for AI?",
    "is signal encrypted",
    "and on the free plan?",
    "what about teams?",
    "is blorptalk ok",
    "follow zoom",
    "follow zoom here",
    "unfollow zoom",
    "following",
    "privacy",
    "help",
    "platforms",
)
SECRET = "only the neighbour wrote this"  # noqa: S105 - words to be looked for
PRESSED: tuple[Action, ...] = ("helpful", "unhelpful", "wrong", "why", "send", "tell", "follow", "unfollow", "details", "share", "forget")


class Step(NamedTuple):
    """What somebody does: writes a text, or presses a button on the last answer that they saw."""

    workspace: Workspace
    person: str
    conversation: str
    do: str | Action


class World:
    """A service with the workspaces that live in it."""

    def __init__(self, revision: Revision, store: Store, clock: Clock) -> None:
        self.store = store
        self.dialogue = Dialogue(KnowledgeHolder(revision), store, 90, clock)
        self._seen: dict[Person, Card] = {}
        self._tell: dict[Person, str] = {}

    async def take(self, step: Step) -> tuple[Any, ...]:
        """Let it happen; everything that its workspace sees afterwards."""
        person = Person(step.workspace, step.person)
        direct = Destination(person, step.person, {"channel": step.person})
        here = Destination(person, "C1", {"channel": "C1", "added_by": step.person})
        asker = Asker(person, step.conversation, direct=direct, here=here)
        card = await (self._press(step.do, asker) if step.do in PRESSED else self.dialogue.answer(step.do, asker))
        self._seen[person] = card
        for button in card.buttons:
            if button.action == "tell":
                self._tell[person] = button.value
        seen = card._replace(buttons=tuple(button._replace(value="") if button.action == "tell" else button for button in card.buttons))
        return (seen, *await self.pages(step.workspace))

    async def _press(self, action: Action, asker: Asker) -> Card:
        about = self._seen[asker.person].about if asker.person in self._seen else None
        value = (about.encode() if about else None) or ""
        typed = SECRET if asker.person.workspace == NEIGHBOUR else "words of ours"
        match action:
            case "send":
                value = asker.person.id
            case "tell":
                value = self._tell.get(asker.person, "")
            case "follow" | "unfollow":
                value = "signal"
        return await self.dialogue.press(action, value, asker, typed)

    async def pages(self, workspace: Workspace) -> tuple[Any, ...]:
        """What the people of a workspace can look at beside answers."""
        askers = [Asker(Person(workspace, name), direct=Destination(Person(workspace, name), name, {})) for name in ("U1", "U2")]
        return (
            await self.dialogue.popular(workspace, 5),
            *[await self.dialogue.privacy(asker) for asker in askers],
            *[await self.dialogue.followed(asker) for asker in askers],
        )


@pytest.fixture
async def stores(tmp_path: Path, clock: Clock) -> AsyncIterator[tuple[Store, Store]]:
    """One store that two workspaces share, and one that is for the first alone."""
    opened = [await Store.open(f"sqlite:///{tmp_path}/{name}.db", keys=KEYS, clock=clock) for name in ("shared", "alone")]
    yield opened[0], opened[1]
    for store in opened:
        await store.close()


@pytest.fixture
def clock() -> Clock:
    """The time, which stands still."""
    return Clock()


@pytest.fixture(scope="module")
def noted(revision: Revision) -> Revision:
    """The shipped base with a note that is for the neighbour alone."""
    zoom = revision.knowledge.platforms["zoom"]
    note = LocalNote(topic="ai-training", text=SECRET, layer="theirs", workspaces=(str(NEIGHBOUR),))
    platforms = {**revision.knowledge.platforms, "zoom": zoom._replace(notes=(note,))}
    return replace(revision, knowledge=revision.knowledge._replace(platforms=platforms))


steps = st.builds(
    Step,
    st.sampled_from([HERE, NEIGHBOUR]),
    st.sampled_from(["U1", "U2"]),
    st.sampled_from(["C1:1", "C1:2"]),
    st.one_of(st.sampled_from(TEXTS), st.sampled_from(PRESSED)),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=12), st.booleans())
async def test_a_neighbour_changes_nothing_that_one_sees(
    noted: Revision, stores: tuple[Store, Store], clock: Clock, taken: list[Step], leaves: bool
) -> None:
    """With the same people, channels and threads; also after the neighbour has left, with everything of it."""
    for store in stores:
        await clear(store)
    shared, alone = (World(noted, store, clock) for store in stores)
    for step in taken:
        seen = await shared.take(step)
        if step.workspace == HERE:
            assert seen == await alone.take(step)
            assert SECRET not in repr(seen)
    if leaves:
        await shared.store.personal.delete_workspace(NEIGHBOUR)
        assert SECRET not in repr(await rows_of(shared.store))
    assert await shared.pages(HERE) == await alone.pages(HERE)
