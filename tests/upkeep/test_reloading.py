"""Changed files are taken up while the bot answers: all of them or none."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.dialogue.respond import Message, respond
from bot.service.opening import open_knowledge, opening
from bot.service.rebuilding import ChildRebuilder
from bot.understanding.revision import KnowledgeHolder
from bot.upkeep.reloading import Reloader, fingerprint
from tests.conftest import TODAY

VISIBLE_SECONDS = 2.0
QUESTION = Message("does parlour meetings train its ai on my calls")


class Running:
    """A reloader at work on a small base."""

    def __init__(self, base: Path, cache: Path) -> None:
        self.base = base
        self.told: list[str] = []
        self.stopping = asyncio.Event()
        rebuilder = ChildRebuilder((base,), cache)
        files = fingerprint(rebuilder.folders)
        self.holder = KnowledgeHolder(open_knowledge((), TODAY, cache))
        self.reloader = Reloader(rebuilder, self.holder, files, self.tell)

    async def tell(self, mistakes: str) -> None:
        """Note what the admins are told."""
        self.told.append(mistakes)

    @property
    def headline(self) -> str:
        """What the question is answered with now."""
        reply = respond(self.holder.current, QUESTION, TODAY).card.reply
        assert reply is not None
        assert reply.kind == "answer"
        return reply.headline

    def write(self, name: str, text: str) -> None:
        """Write a file as editors do: beside it, then renamed."""
        path = self.base / name
        draft = path.with_suffix(".tmp")
        draft.write_text(text)
        draft.replace(path)

    def edit(self, name: str, before: str, after: str) -> None:
        """Change a word of a file."""
        text = (self.base / name).read_text()
        assert before in text
        self.write(name, text.replace(before, after, 1))


@pytest.fixture
async def running(small_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    """A reloader that watches."""
    monkeypatch.setattr(opening, "SHIPPED", small_base)
    running = Running(small_base, tmp_path / "cache")
    task = asyncio.create_task(running.reloader.run(running.stopping))
    await asyncio.sleep(0.3)  # until it watches
    yield running
    running.stopping.set()
    await task


async def until(holds: Callable[[], bool], seconds: float = 60.0) -> float:
    """Wait until something holds; return how long that took."""
    started = time.perf_counter()
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.01)
    return time.perf_counter() - started


PARLOUR = "platforms/parlour.toml"


async def test_an_edited_answer_is_there_within_two_seconds(running: Running) -> None:
    """And every question until then is answered, with the old or the new text."""
    heard: set[str] = set()
    answered = 0

    def edited() -> bool:
        nonlocal answered
        answered += 1
        heard.add(running.headline[:19])
        return running.headline.startswith("From February")

    running.edit(PARLOUR, 'aliases = ["', 'aliases = ["parlatorium", "')  # the first look waits until the process that reads has started
    await until(lambda: bool(running.holder.current.understanding.platforms_in("is parlatorium safe")))
    assert not edited()
    running.edit(PARLOUR, "Since February 2025 Parlour", "From February 2025 Parlour")
    busy = time.process_time()
    taken = await until(edited)
    waited = taken - (time.process_time() - busy)  # what answering itself took is not the reloader's
    assert waited < VISIBLE_SECONDS
    assert heard == {"Since February 2025", "From February 2025 "}
    assert answered > 2
    assert running.holder.warning is None


async def test_a_mistake_keeps_every_file_as_it_was(running: Running) -> None:
    """Until it is mended: then all that changed meanwhile is taken up. The admins are told once."""
    running.write("platforms/lounge.toml", "slug = ")
    await until(lambda: running.holder.warning is not None)
    assert "lounge.toml:1: " in str(running.holder.warning)
    running.edit(PARLOUR, "Since February 2025 Parlour", "From February 2025 Parlour")
    running.write("platforms/lounge.toml", "slug = 1")
    await until(lambda: "lounge.toml:1: slug" in str(running.holder.warning))
    assert running.headline.startswith("Since")
    (running.base / "platforms" / "lounge.toml").unlink()
    await until(lambda: running.headline.startswith("From"))
    assert running.holder.warning is None
    assert len(running.told) == 1


async def test_a_revert_to_what_is_answered_from_ends_the_warning(running: Running) -> None:
    """Although there is nothing to take up."""
    text = (running.base / PARLOUR).read_text()
    running.write(PARLOUR, "slug = ")
    await until(lambda: running.holder.warning is not None)
    running.write(PARLOUR, text)
    await until(lambda: running.holder.warning is None)
    assert running.headline.startswith("Since")


async def test_files_written_one_by_one_are_taken_up_together(running: Running) -> None:
    """So that nobody hears half of a change."""
    replaced: list[bool] = []
    running.holder.on_replaced(lambda revision: replaced.append("lounge" in revision.knowledge.platforms))
    parlour = (running.base / PARLOUR).read_text()
    aliases = next(line for line in parlour.splitlines() if line.startswith("aliases"))
    text = parlour.replace('slug = "parlour"', 'slug = "lounge"').replace('name = "Parlour"', 'name = "Lounge"').replace(aliases, "")
    running.edit(PARLOUR, "Since February 2025 Parlour", "From February 2025 Parlour")
    await asyncio.sleep(0.02)
    running.write("platforms/lounge.toml", text)
    await until(lambda: bool(replaced))
    assert replaced == [True]
    assert running.headline.startswith("From")


async def test_a_new_alias_is_known_without_learning(running: Running) -> None:
    """Names are apart from what is learnt."""
    model = running.holder.current.understanding.learnt
    running.edit(PARLOUR, 'aliases = ["', 'aliases = ["parlatorium", "')
    await until(lambda: running.holder.current.understanding.platforms_in("is parlatorium safe") == ("parlour",))
    assert running.holder.current.understanding.learnt is model


async def test_a_changed_phrase_is_learnt_while_the_old_model_answers(running: Running) -> None:
    """What changed beside it does not wait for that."""
    before = running.holder.current
    seen: list[tuple[bool, bool]] = []

    def look() -> bool:
        learnt = running.holder.current.learning != before.learning
        seen.append((running.headline.startswith("From"), learnt))
        return learnt

    running.edit("topics.toml", 'phrases = ["', 'phrases = ["may PLATFORM feed its models with us", "')
    running.edit(PARLOUR, "Since February 2025 Parlour", "From February 2025 Parlour")
    await until(look)
    assert list(dict.fromkeys(seen)) == [(False, False), (True, False), (True, True)]
    assert running.holder.current.understanding.learnt is not before.understanding.learnt
