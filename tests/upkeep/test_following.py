"""Followers are told of each change once, whatever else happens."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.replies.blocks import Heading, Paragraph, Sources
from bot.replies.card import Card
from bot.replies.stored import from_stored
from bot.storage import Destination, Store
from bot.upkeep.following import Following
from bot.upkeep.positions import position_of
from bot.upkeep.upkeep import Upkeep
from knowledge.base import Knowledge
from knowledge.records import Scope
from tests.storage.databases import KEYS, Clock
from tests.storage.rows import clear
from tests.upkeep.bases import DIRECT, SERVER, alone, channel, holder_of, put, revision_of, small, training, with_answer, with_verdict

ANN, BEN, DEE = alone("U1"), alone("U2"), alone("42", DIRECT)
GENERAL, LOBBY = channel("C1", "U1"), channel("77", "42", SERVER)


async def told(store: Store, clock: Clock | None = None) -> list[tuple[Destination | str, Card]]:
    """Take everything from the outbox: to which place, and the card; with a clock, also what a place gets a second later."""
    found = []
    for surface in ("slack", "discord"):
        while messages := await store.outbox.due(surface):
            for message in messages:
                found.append((message.address["channel"], from_stored(message.card["card"])))
                await store.outbox.sent(message)
            if clock is not None:
                clock.advance(seconds=1)
    return found


def words(card: Card) -> str:
    """What a card says."""
    return "\n".join(f"{getattr(block, 'label', '')}: {block.text}" for block in card.blocks if isinstance(block, Heading | Paragraph))


class Process:
    """A process that tells the followers in a store of changes to the small base."""

    def __init__(self, store: Store) -> None:
        self.base = small()
        self.holder = holder_of(self.base)
        self.following = Following(self.holder, store)

    async def take_up(self, knowledge: Knowledge) -> None:
        """Answer from another base, and tell what that changes."""
        self.holder.replace(revision_of(knowledge))
        await self.following.tell_changes()


async def begun(store: Store) -> Process:
    """Return a process that has put the small base on record."""
    process = Process(store)
    await process.following.tell_changes()
    return process


async def test_a_follower_is_told_before_now_since_when_and_the_source(store: Store) -> None:
    """Once, with buttons that show the answer and end it."""
    process = await begun(store)
    assert await process.following.follow("lantern", ANN)
    assert not await process.following.follow("lantern", ANN)
    await process.take_up(with_verdict(process.base, "lantern", "opt-out"))
    await process.following.tell_changes()
    [(place, card)] = await told(store)
    assert place == "U1"
    said = words(card)
    assert "Lantern: what is on record has changed" in said
    meanings = process.base.topics["ai-training"].verdicts
    assert meanings["no"].short.lower() in said.lower().partition("now:")[0]
    assert meanings["opt-out"].short.lower() in said.lower().partition("now:")[2]
    assert "since 1 February 2025" in said
    assert [entry.source.title for block in card.blocks if isinstance(block, Sources) for entry in block.sources] == ["Lantern Terms"]
    assert [(button.action, button.value) for button in card.buttons] == [("show", "answer~lantern~ai-training"), ("unfollow", "lantern")]


async def test_the_first_base_is_news_to_nobody(store: Store) -> None:
    """Nor is a platform, an answer or a claim that is added, nor one that was left out for a while and is back as it was."""
    process = Process(store)
    await process.following.follow("lantern", ANN)
    await process.following.tell_changes()
    lantern = process.base.platforms["lantern"]
    for changed in (
        process.base._replace(platforms={"parlour": process.base.platforms["parlour"]}),
        put(process.base, lantern._replace(answers=(), claims=())),
        process.base,
        put(process.base, lantern._replace(answers=(*lantern.answers, training(lantern)._replace(topic="encryption", verdict="yes")))),
    ):
        await process.take_up(changed)
    assert await told(store) == []


async def test_what_came_back_with_another_verdict_is_told(store: Store) -> None:
    """Compared with what was said last."""
    process = await begun(store)
    await process.following.follow("lantern", ANN)
    for changed in (process.base._replace(platforms={}), with_verdict(process.base, "lantern", "yes")):
        await process.take_up(changed)
    assert len(await told(store)) == 1


async def test_other_words_are_no_change(store: Store) -> None:
    """Headline, detail, steps, dates, sources, the words of a scope and of a claim."""
    process = await begun(store)
    await process.following.follow("lantern", ANN)
    lantern = process.base.platforms["lantern"]
    answer = training(lantern)
    [condition] = answer.conditions
    reworded = condition._replace(applies_to=condition.applies_to._replace(text="EU accounts that are free"), note="Asked first.")
    answer = answer._replace(headline="It does not.", detail="Nothing.", steps=(), earlier=(), since=None, conditions=(reworded,))
    claims = tuple(claim._replace(text="Lantern learns from calls") for claim in lantern.claims)
    await process.take_up(put(with_answer(process.base, "lantern", answer), lantern._replace(claims=claims)))
    assert await told(store) == []


async def test_conditions_and_claims_are_told_apart(store: Store) -> None:
    """A condition that changed, one that is new, one that is gone; a claim that became true."""
    process = await begun(store)
    await process.following.follow("lantern", GENERAL)
    lantern = process.base.platforms["lantern"]
    answer = training(lantern)
    [condition] = answer.conditions
    schools = condition._replace(verdict="no", applies_to=Scope("schools", plan=("education",)))
    changed = with_answer(process.base, "lantern", answer._replace(conditions=(schools,)))
    claims = tuple(claim._replace(status="true") for claim in lantern.claims)
    await process.take_up(put(changed, changed.platforms["lantern"]._replace(claims=claims)))
    [(place, card)] = await told(store)
    assert place == "C1"
    said = words(card)
    assert "free accounts in the EU: before: " in said
    assert "schools: before: no exception. Now: " in said
    assert "“Lantern trains on every call”: before: true once, but no longer. Now: true" in said
    assert card.buttons[-1].value == "lantern/here"


async def test_whoever_follows_after_a_change_is_not_told_of_it(store: Store) -> None:
    """Also if the change is on record already, and only telling it is still to come."""
    process = await begun(store)
    await process.following.follow("lantern", ANN)
    process.holder.replace(revision_of(with_verdict(process.base, "lantern", "yes")))
    await process.following.follow("lantern", BEN)
    await process.following.tell_changes()
    await process.following.follow("lantern", DEE)
    assert [place for place, _ in await told(store)] == ["U1"]
    await process.take_up(process.base)
    assert sorted(str(place) for place, _ in await told(store)) == ["42", "U1", "U2"]


async def test_upkeep_looks_once_at_each_revision(store: Store) -> None:
    """At the start and after a replacement."""
    base = small()
    holder = holder_of(base)
    upkeep, following = Upkeep(holder, store), Following(holder, store)
    await upkeep.look()
    await following.follow("parlour", ANN)
    await upkeep.look()
    holder.replace(revision_of(with_verdict(base, "parlour", "yes")))
    await upkeep.look()
    await upkeep.look()
    assert len(await told(store)) == 1


async def test_many_processes_tell_once(store: Store, store_url: str, clock: Clock) -> None:
    """All at once, and hundreds of followers."""
    base = small()
    others = [await Store.open(store_url, keys=KEYS, clock=clock) for _ in range(3)]
    processes = [(holder_of(base), each) for each in (store, *others)]
    upkeeps = [Following(holder, each) for holder, each in processes]
    await asyncio.gather(*(each.tell_changes() for each in upkeeps))
    for number in range(200):
        await upkeeps[0].follow("lantern", alone(f"U{number}"))
    for round_, verdict in enumerate(("yes", "depends", "yes"), 1):
        for holder, _ in processes:
            holder.replace(revision_of(with_verdict(base, "lantern", verdict)))  # type: ignore[arg-type]
        await asyncio.gather(*(each.tell_changes() for each in upkeeps))
        counted = Counter(place for place, _ in await told(store))
        assert (len(counted), set(counted.values())) == (200, {1}), round_
    for each in others:
        await each.close()


@dataclass
class Model:
    """What followers should have been told, by the rules alone."""

    recorded: Knowledge
    follows: dict[tuple[str, str], Any] = field(default_factory=dict)
    told: Counter[str] = field(default_factory=Counter)

    def tell(self, now: Knowledge) -> None:
        """Compare."""
        for slug, platform in now.platforms.items():
            before, after = _shown(self.recorded, slug), _shown(now, slug)
            if before != after:
                for (place, followed), seen in self.follows.items():
                    if followed == slug:
                        self.told[place] += seen != after
                        self.follows[place, followed] = None
            self.recorded = put(self.recorded, platform)


def _shown(knowledge: Knowledge, slug: str) -> Any:
    position = position_of(knowledge.platforms[slug])
    answers = {topic: (answer["verdict"], _conditions(answer)) for topic, answer in position["answers"].items()}
    return answers, position["claims"]


def _conditions(answer: Any) -> set[str]:
    return {f"{condition['scope']}{condition['verdict']}" for condition in answer["conditions"]}


DESTINATIONS = (ANN, BEN, DEE, GENERAL, LOBBY)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["verdict", "condition", "claim", "reword", "follow", "unfollow", "tell", "tell both"]),
        st.sampled_from(["lantern", "parlour"]),
        st.sampled_from(DESTINATIONS),
        st.sampled_from(["no", "yes", "opt-in"]),
    ),
    max_size=40,
)


def _changed(base: Knowledge, step: str, slug: str, verdict: Any) -> Knowledge:
    platform = base.platforms[slug]
    answer = training(platform)
    match step:
        case "verdict":
            return with_verdict(base, slug, verdict)
        case "condition":
            return with_answer(base, slug, answer._replace(conditions=(answer.conditions[0]._replace(verdict=verdict),)))
        case "claim":
            status = {"no": "false", "yes": "true", "opt-in": "partly"}[verdict]
            return put(base, platform._replace(claims=tuple(claim._replace(status=status) for claim in platform.claims)))  # type: ignore[arg-type]
    return with_answer(base, slug, answer._replace(headline=f"In other words: {verdict}."))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
async def test_whatever_happens_each_change_is_told_once(
    store: Store, clock: Clock, steps: Sequence[tuple[str, str, Destination, str]]
) -> None:
    """Random changes, follows and unfollows, told by one process or by two at once."""
    await clear(store)
    base = small()
    holder = holder_of(base)
    one, two = Following(holder, store), Following(holder, store)
    await one.tell_changes()
    model = Model(base)
    for step, slug, to, verdict in steps:
        match step:
            case "follow":
                if await one.follow(slug, to):
                    model.follows[to.place, slug] = _shown(holder.current.knowledge, slug)
            case "unfollow":
                assert await one.unfollow(slug, to) == ((to.place, slug) in model.follows)
                model.follows.pop((to.place, slug), None)
            case "tell":
                await one.tell_changes()
                model.tell(holder.current.knowledge)
            case "tell both":
                await asyncio.gather(one.tell_changes(), two.tell_changes())
                model.tell(holder.current.knowledge)
            case _:
                holder.replace(revision_of(_changed(holder.current.knowledge, step, slug, verdict)))
    assert Counter(place for place, _ in await told(store, clock)) == +model.told
