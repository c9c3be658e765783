"""Changed files are taken up while the bot answers: all of them or none."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from bot.dialogue.respond import Message, respond
from bot.service import reloading
from bot.service.opening import open_knowledge, opening
from bot.service.rebuilding import Rebuilder
from bot.service.reloading import Reloader, file_changes
from bot.understanding.revision import KnowledgeHolder, Revision
from knowledge.folders import fingerprint
from tests.conftest import TODAY
from tests.upkeep.live import Saves

QUESTION = Message("does parlour meetings train its ai on my calls")
PARLOUR = "platforms/parlour.toml"


class ToldHolder(KnowledgeHolder):
    """Tells of each revision that takes the place of another."""

    def __init__(self, revision: Revision, replaced: asyncio.Queue[Revision]) -> None:
        super().__init__(revision)
        self._replaced = replaced

    def replace(self, revision: Revision) -> None:
        """Tell of the revision that is current from now on."""
        super().replace(revision)
        self._replaced.put_nowait(self.current)


class Running:
    """A reloader at work on a small base."""

    def __init__(self, base: Path, cache: Path) -> None:
        self.base = base
        self.told: list[str] = []
        self.stopping = asyncio.Event()
        rebuilder = Rebuilder((base,), cache)
        files = fingerprint(rebuilder.folders)
        self.replaced: asyncio.Queue[Revision] = asyncio.Queue()
        self.holder = ToldHolder(open_knowledge((), TODAY, cache), self.replaced)
        self.saves = Saves()
        self.reloader = Reloader(rebuilder, self.holder, files, self.tell, self.saves.changes)

    async def tell(self, mistakes: str) -> None:
        """Note what the admins are told."""
        self.told.append(mistakes)

    @property
    def headline(self) -> str:
        """What the question is answered with now."""
        reply = respond(self.holder.current, QUESTION, TODAY).card.reply
        assert reply is not None
        assert reply.kind == "answer"
        return reply.said.headline

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
    yield running
    running.stopping.set()
    await task


async def test_an_edited_answer_is_there_after_one_look(running: Running) -> None:
    """And every question until then is answered, with the old or the new text."""
    heard: list[str] = []
    running.edit(PARLOUR, "Since February 2025 Parlour", "From February 2025 Parlour")
    looking = asyncio.create_task(running.saves.take_up())
    while not looking.done():
        heard.append(running.headline[:19])
        await asyncio.sleep(0)
    heard.append(running.headline[:19])
    assert list(dict.fromkeys(heard)) == ["Since February 2025", "From February 2025 "]
    assert len(heard) > 2
    assert running.holder.warning is None


async def test_a_mistake_keeps_every_file_as_it_was(running: Running) -> None:
    """Until it is mended: then all that changed meanwhile is taken up. The admins are told once."""
    running.write("platforms/lounge.toml", "slug = ")
    await running.saves.take_up()
    assert "lounge.toml:1: " in str(running.holder.warning)
    running.edit(PARLOUR, "Since February 2025 Parlour", "From February 2025 Parlour")
    running.write("platforms/lounge.toml", "slug = 1")
    await running.saves.take_up()
    assert "lounge.toml:1: slug" in str(running.holder.warning)
    assert running.headline.startswith("Since")
    (running.base / "platforms" / "lounge.toml").unlink()
    await running.saves.take_up()
    assert running.headline.startswith("From")
    assert running.holder.warning is None
    assert len(running.told) == 1


async def test_a_revert_to_what_is_answered_from_ends_the_warning(running: Running) -> None:
    """Although there is nothing to take up."""
    text = (running.base / PARLOUR).read_text()
    running.write(PARLOUR, "slug = ")
    await running.saves.take_up()
    assert running.holder.warning is not None
    running.write(PARLOUR, text)
    await running.saves.take_up()
    assert running.holder.warning is None
    assert running.headline.startswith("Since")


async def test_files_written_one_by_one_are_taken_up_together(running: Running) -> None:
    """So that nobody hears half of a change."""
    parlour = (running.base / PARLOUR).read_text()
    aliases = next(line for line in parlour.splitlines() if line.startswith("aliases"))
    text = parlour.replace('slug = "parlour"', 'slug = "lounge"').replace('name = "Parlour"', 'name = "Lounge"').replace(aliases, "")
    running.edit(PARLOUR, "Since February 2025 Parlour", "From February 2025 Parlour")
    running.write("platforms/lounge.toml", text)
    await running.saves.take_up()
    assert "lounge" in running.replaced.get_nowait().knowledge.platforms
    assert running.replaced.empty()
    assert running.headline.startswith("From")


async def test_a_new_alias_is_known_without_learning(running: Running) -> None:
    """Names are apart from what is learnt."""
    model = running.holder.current.understanding.learnt
    running.edit(PARLOUR, 'aliases = ["', 'aliases = ["parlatorium", "')
    await running.saves.take_up()
    assert running.holder.current.understanding.platforms_in("is parlatorium safe") == ("parlour",)
    assert running.holder.current.understanding.learnt is model


async def test_a_changed_phrase_is_learnt_while_the_old_model_answers(running: Running) -> None:
    """What changed beside it does not wait for that."""
    before = running.holder.current
    running.edit("topics.toml", 'phrases = ["', 'phrases = ["may PLATFORM feed its models with us", "')
    running.edit(PARLOUR, "Since February 2025 Parlour", "From February 2025 Parlour")
    await running.saves.take_up()
    assert running.headline.startswith("From")
    assert (await running.replaced.get()).learning == before.learning
    assert (await running.replaced.get()).learning != before.learning
    assert running.headline.startswith("From")
    assert running.holder.current.understanding.learnt is not before.understanding.learnt


async def test_the_file_system_tells_of_a_change(small_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And now and then the files are looked at though it tells of none."""
    monkeypatch.setattr(reloading, "LOOK_AGAIN_MS", 50)
    stopping = asyncio.Event()
    async with aclosing(file_changes((small_base,), stopping)) as changes:
        assert await anext(changes) is False  # it watches by now
        (small_base / PARLOUR).write_text("slug = ")
        while not await anext(changes):
            pass
        stopping.set()
