"""Workspaces never see anything of each other, whatever happens in them: the store against a model of separate ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.storage import Delivery, Destination, Follow, Installation, Person, Store, Workspace
from bot.storage.tables import metadata
from bot.understanding.question import ConversationState
from tests.storage.counting import ratings_in
from tests.storage.databases import Clock
from tests.storage.rows import clear

SURFACES = ("slack", "discord")
WORKSPACES = [Workspace(surface, team) for surface in SURFACES for team in ("T1", "T2")]
PEOPLE, KEYS, PLATFORMS = ("U1", "U2"), ("K1", "K2"), ("zoom", "teams")
DAY = date(2026, 11, 23)


@dataclass
class Alone:
    """What a workspace would hold if it had a store to itself; everything with the person it names."""

    conversations: dict[str, tuple[str, ConversationState]] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    unanswered: set[str] = field(default_factory=set)
    ratings: dict[tuple[str, str], bool] = field(default_factory=dict)
    queue: list[tuple[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    outbox: dict[str, str | None] = field(default_factory=dict)
    follows: dict[tuple[str, str], str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    installed: dict[str, str] | None = None

    def forget(self, person: str) -> int:
        """Drop what names a person; how many rows."""
        before = self.rows
        self.conversations = {key: state for key, state in self.conversations.items() if state[0] != person}
        self.deliveries = {key: delivery for key, delivery in self.deliveries.items() if delivery.person.id != person}
        self.unanswered &= set(self.deliveries)
        self.ratings = {key: helpful for key, helpful in self.ratings.items() if key[0] != person}
        self.outbox = {key: recipient for key, recipient in self.outbox.items() if recipient != person}
        self.queue = [entry for entry in self.queue if entry[0] != person]
        self.follows = {key: follower for key, follower in self.follows.items() if follower != person}
        return before - self.rows

    @property
    def rows(self) -> int:
        """How many rows that is."""
        held = (self.conversations, self.deliveries, self.ratings, self.queue, self.counts, self.outbox, self.follows)
        return sum(len(rows) for rows in held) + (self.installed is not None) + bool(self.settings)


World = dict[Workspace, Alone]
Step = Callable[[Store, World, Workspace, Any], Any]


async def _remember(store: Store, world: World, place: Workspace, drawn: Any) -> None:
    person, key, platform, _ = drawn
    state = ConversationState((platform,))
    await store.conversations.remember(Person(place, person), key, state)
    world[place].conversations[key] = (person, state)


async def _claim(store: Store, world: World, place: Workspace, drawn: Any) -> None:
    person, key, _, _ = drawn
    delivery = Delivery(Person(place, person), key, {"in": place.id})
    alone = world[place]
    assert await store.deliveries.claim(delivery) == (key not in alone.deliveries)
    if key not in alone.deliveries:
        alone.deliveries[key] = delivery
        alone.unanswered.add(key)


async def _done(store: Store, world: World, place: Workspace, drawn: Any) -> None:
    person, key, reply, _ = drawn
    await store.deliveries.done(Delivery(Person(place, person), key), reply)
    alone = world[place]
    if key in alone.deliveries:
        alone.deliveries[key] = alone.deliveries[key]._replace(address=None, reply=reply)
        alone.unanswered.discard(key)


async def _rate(store: Store, world: World, place: Workspace, drawn: Any) -> None:
    person, version, platform, helpful = drawn
    await store.feedback.rate(Person(place, person), f"{platform}/encryption", version, helpful)
    world[place].ratings[(person, platform)] = helpful


async def _send(store: Store, world: World, place: Workspace, drawn: Any) -> None:
    person, text, platform, helpful = drawn
    entry = await store.queue.add(Person(place, person), "report" if helpful else "question", text, platform)
    assert (entry.person, entry.text) == (Person(place, person), text)
    world[place].queue.insert(0, (person, text))


async def _resolve(store: Store, world: World, place: Workspace, _: Any) -> None:
    waiting = await store.queue.entries(place)
    if waiting:
        await store.queue.resolve(waiting[0].id)
        world[place].queue.pop(0)


async def _count(store: Store, world: World, place: Workspace, drawn: Any) -> None:
    await store.counters.count(place, drawn[2], "encryption")
    world[place].counts[drawn[2]] += 1


async def _post(store: Store, world: World, place: Workspace, drawn: Any) -> None:
    person, key, _, to_a_person = drawn
    recipient = Person(place, person) if to_a_person else place
    is_new = await store.outbox.add(recipient, key, {"in": place.id}, {})
    assert is_new == (key not in world[place].outbox)
    world[place].outbox.setdefault(key, person if to_a_person else None)


async def _install(store: Store, world: World, place: Workspace, drawn: Any) -> None:
    secrets = {"token": f"{drawn[1]} of {place}"}
    await store.installations.save(Installation(place, secrets, {}, Clock().now))
    world[place].installed = secrets


def _place(place: Workspace, person: str, key: str, *, private: bool) -> Destination:
    return Destination(Person(place, person), person if private else key, {"in": place.id})


async def _follow(store: Store, world: World, place: Workspace, drawn: Any) -> None:
    person, key, platform, private = drawn
    to = _place(place, person, key, private=private)
    follows = world[place].follows
    assert await store.follows.add(Follow(platform, to), "digest") == ((platform, to.place) not in follows)
    follows.setdefault((platform, to.place), person)


async def _unfollow(store: Store, world: World, place: Workspace, drawn: Any) -> None:
    person, key, platform, private = drawn
    to = _place(place, person, key, private=private)
    assert await store.follows.remove(platform, to) == (world[place].follows.pop((platform, to.place), None) is not None)


async def _tell_of_answer(store: Store, _: World, place: Workspace, drawn: Any) -> None:
    """Somebody asks to be told of the answer to an entry: only to their own."""
    person = Person(place, drawn[0])
    for entry in await store.queue.entries(None):
        assert await store.queue.tell_when_answered(person, entry.id, {"in": place.id}) == (entry.person == person)
    for entry in await store.queue.entries(None):
        assert entry.address in (None, {"in": entry.person.workspace.id})


async def _set(store: Store, world: World, place: Workspace, drawn: Any) -> None:
    settings = {"channel": drawn[1]} if drawn[3] else {}
    await store.workspace_settings.put(place, settings)
    world[place].settings = settings


async def _change(store: Store, world: World, _: Workspace, drawn: Any) -> None:
    """A platform changes: every follower is told, wherever they are, each at their own address."""
    platform = drawn[2]
    await store.positions.record({platform: {"is": "new"}})
    before = await store.positions.get(platform)
    assert before is not None
    assert await store.positions.change(before, {"is": before.number}, "another digest", [{"for": "a person"}, {"for": "a channel"}])
    for alone in world.values():
        for (followed, to), person in alone.follows.items():
            if followed == platform:
                alone.outbox.setdefault(f"change:{platform}:{before.number + 1}:{to}", person)


async def _forget(store: Store, world: World, place: Workspace, drawn: Any) -> None:
    person, *_, everywhere = drawn
    places = [other for other in world if other == place or (everywhere and other.surface == place.surface)]
    expected = sum(world[other].forget(person) for other in places)
    assert await store.personal.forget(Person(place, person), everywhere=everywhere) == expected


async def _delete(store: Store, world: World, place: Workspace, _: Any) -> None:
    assert await store.personal.delete_workspace(place) == world[place].rows
    world[place] = Alone()


STEPS: list[Step] = [
    _remember,
    _claim,
    _done,
    _rate,
    _send,
    _resolve,
    _tell_of_answer,
    _count,
    _post,
    _install,
    _follow,
    _unfollow,
    _change,
    _set,
    _forget,
    _delete,
]


async def _seen(store: Store, place: Workspace, clock: Clock) -> Alone:
    """Everything that the store gives out about a workspace."""
    entries = await store.queue.entries(place)
    unanswered = [found for found in await store.deliveries.unanswered(place.surface, clock.now) if found.person.workspace == place]
    deliveries = {key: await store.deliveries.delivery_of(place, key) for key in KEYS}
    installed = await store.installations.get(place)
    destinations = [_place(place, person, key, private=private) for person in PEOPLE for key in KEYS for private in (True, False)]
    return Alone(
        conversations={key: ("", state) for key in KEYS if (state := await store.conversations.last(place, key)) is not None},
        deliveries={key: found for key, found in deliveries.items() if found is not None},
        unanswered={found.key for found in unanswered},
        queue=[(entry.person.id, entry.text) for entry in entries],
        counts=Counter(dict(await store.counters.most_asked(place, DAY, 10))),
        follows={(follow.platform, follow.to.place): follow.to.person.id for follow in await store.follows.at(*destinations)},
        settings=dict(await store.workspace_settings.get(place)),
        installed=None if installed is None else dict(installed.secrets),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(STEPS),
            st.sampled_from(WORKSPACES),
            st.tuples(st.sampled_from(PEOPLE), st.sampled_from(KEYS), st.sampled_from(PLATFORMS), st.booleans()),
        ),
        max_size=40,
    )
)
async def test_no_workspace_sees_anything_of_another(store: Store, clock: Clock, steps: list[tuple[Step, Workspace, Any]]) -> None:
    """With the same people, messages and conversations in each: every one is as if it were alone, also after deletions."""
    await clear(store)
    world: World = {place: Alone() for place in WORKSPACES}
    for step, place, drawn in steps:
        await step(store, world, place, drawn)
        clock.advance(seconds=0.001)
    queued = sum(len(alone.queue) for alone in world.values())
    to_post = {(place, key) for place, alone in world.items() for key in alone.outbox}
    for place, alone in world.items():
        seen = await _seen(store, place, clock)
        assert seen.conversations == {key: ("", state) for key, (_, state) in alone.conversations.items()}
        assert (seen.deliveries, seen.unanswered, seen.queue) == (alone.deliveries, alone.unanswered, alone.queue)
        assert (seen.counts, seen.installed) == (alone.counts, alone.installed)
        assert (seen.follows, seen.settings) == (alone.follows, alone.settings)
        for platform in PLATFORMS:
            rated = [helpful for (_, of), helpful in alone.ratings.items() if of == platform]
            assert await ratings_in(store, place, platform, "encryption") == (rated.count(True), rated.count(False))
        for person in PEOPLE:
            held = sum(rows for _, rows in await store.personal.held_about(Person(place, person)))
            assert held == alone.forget(person)
    assert len(await store.queue.entries(None)) == queued
    for surface in SURFACES:
        messages = await store.outbox.due(surface, 1_000)
        assert all(message.address == {"in": message.workspace.id} for message in messages)
        posted = {(message.workspace, message.key) for message in messages}
        assert posted == {(place, key) for place, key in to_post if place.surface == surface}
        installed = {found.workspace for found in await store.installations.all(surface)}
        assert installed == {place for place, alone in world.items() if place.surface == surface and alone.installed is not None}


def test_every_table_of_a_workspace_is_in_the_model() -> None:
    """So that a table that is added is looked at here too."""
    elsewhere = {"local_notes"}  # tests/bot/test_local_notes.py
    modelled = {"conversations", "deliveries", "ratings", "queue", "counters", "installations", "outbox", "follows", "workspace_settings"}
    assert {table.name for table in metadata.sorted_tables if "workspace" in table.c} == modelled | elsewhere
