"""The store of what was read and learnt fits exactly, or is not used."""

from __future__ import annotations

import gc
import itertools
import shutil
import weakref
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.respond import Message, respond
from bot.replies.reply import Reply
from bot.service.opening import open_knowledge, opening
from bot.understanding import learning
from bot.understanding.revision import KnowledgeHolder, Revision
from bot.understanding.understand import Learnt
from tests.conftest import SMALL, TODAY


@pytest.fixture
def small(small_base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small base in place of the shipped one, which takes no time to learn."""
    monkeypatch.setattr(opening, "SHIPPED", small_base)
    return small_base


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder that adds one platform to the shipped ones."""
    folder = tmp_path / "own"
    (folder / "platforms").mkdir(parents=True)
    shutil.copy(SMALL / "platforms" / "parlour.toml", folder / "platforms")
    return folder


QUESTION = Message("does parlour meetings train its ai on my calls")


def answer_of(revision: Revision) -> Reply:
    """The answer to the question."""
    reply = respond(revision, QUESTION, TODAY).card.reply
    assert reply is not None
    return reply


def test_the_second_opening_takes_the_store(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And gives the same answer."""
    first = answer_of(open_knowledge((), TODAY, tmp_path))
    monkeypatch.setattr(opening, "build", lambda *_: pytest.fail("built anew although nothing changed"))
    assert answer_of(open_knowledge((), TODAY, tmp_path)) == first


def test_a_changed_file_is_seen_at_once(small: Path, tmp_path: Path) -> None:
    """A stale answer is impossible."""
    open_knowledge((), TODAY, tmp_path)
    path = small / "platforms" / "parlour.toml"
    path.write_text(path.read_text().replace("Since February 2025 Parlour", "From February 2025 Parlour"))
    reply = answer_of(open_knowledge((), TODAY, tmp_path))
    assert reply.said.headline.startswith("From February")


def test_a_damaged_store_is_not_used(small: Path, tmp_path: Path) -> None:
    """It is made anew."""
    open_knowledge((), TODAY, tmp_path)
    [store] = tmp_path.glob("*.store")
    store.write_bytes(store.read_bytes()[:-7] + b"garbage")
    assert answer_of(open_knowledge((), TODAY, tmp_path)).kind == "answer"


def test_a_folder_that_cannot_be_written_costs_time_only(small: Path) -> None:
    """The answer is the same."""
    assert answer_of(open_knowledge((), TODAY, Path("/proc/nowhere"))).kind == "answer"


def test_a_later_folder_adds_and_overrides(own: Path, tmp_path: Path) -> None:
    """An operator's own entries stand in for the shipped ones, and the rest stays; what was learnt from the shipped topics holds."""
    known = open_knowledge([own], TODAY, tmp_path).knowledge
    assert {"parlour", "zoom"} <= set(known.platforms)


def test_whom_a_layer_is_for_is_seen_at_once(small: Path, own: Path, tmp_path: Path) -> None:
    """A store of before shows no note to anybody whom it is no longer for."""
    (own / "platforms" / "parlour.toml").write_text('slug = "parlour"\n\n[[notes]]\ntopic = "ai-training"\ntext = "Here: ask."\n')
    for workspaces in ((), ("slack:T1",)):
        (own / "layer.toml").write_text(f'name = "Acme"\n{f"workspaces = {list(workspaces)}" if workspaces else ""}\n')
        [note] = open_knowledge([own], TODAY, tmp_path).knowledge.platforms["parlour"].notes
        assert (note.layer, note.workspaces) == ("Acme", workspaces)


def test_a_file_with_a_mistake_is_left_out_with_a_warning(small: Path, tmp_path: Path) -> None:
    """And nothing of it is stored."""
    (small / "platforms" / "parlour.toml").write_text("slug = ")
    opened = open_knowledge((), TODAY, tmp_path)
    assert any("parlour.toml:1" in warning for warning in opened.warnings)
    assert "parlour" not in opened.knowledge.platforms
    assert not list(tmp_path.glob("*.store"))


def test_a_changed_headline_retrains_nothing(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The topics are learnt from phrases and messages alone, so an edited answer is opened at once."""
    open_knowledge([own], TODAY, tmp_path)
    path = own / "platforms" / "parlour.toml"
    path.write_text(path.read_text().replace("Since February 2025 Parlour", "From February 2025 Parlour"))
    monkeypatch.setattr(learning, "learn", lambda *_: pytest.fail("learnt again although no phrase changed"))
    revision = open_knowledge([own], TODAY, tmp_path)
    assert revision.knowledge.platforms["parlour"].answers[0].headline.startswith("From February")


def test_a_new_name_retrains_nothing(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are learnt apart from the topics."""
    open_knowledge((), TODAY, tmp_path)
    path = small / "platforms" / "parlour.toml"
    path.write_text(path.read_text().replace('aliases = ["', 'aliases = ["parlatorium", "', 1))
    monkeypatch.setattr(learning, "learn", lambda *_: pytest.fail("learnt again although no phrase changed"))
    revision = open_knowledge((), TODAY, tmp_path)
    assert revision.understanding.platforms_in("is parlatorium safe") == ("parlour",)


def test_a_changed_phrase_is_learnt(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the topics are learnt from is part of what the learning is known by."""
    times = []
    learn = learning.learn

    def counted(*taught: Any) -> Learnt:
        times.append(1)
        return learn(*taught)

    monkeypatch.setattr(learning, "learn", counted)
    open_knowledge((), TODAY, tmp_path)
    path = small / "topics.toml"
    path.write_text(path.read_text().replace('phrases = ["', 'phrases = ["may PLATFORM feed its models with us", "', 1))
    open_knowledge((), TODAY, tmp_path)
    open_knowledge((), TODAY, tmp_path)
    assert len(times) == 2


def edit(path: Path, before: str, after: str) -> None:
    """Change a word of a file."""
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def like_parlour(base: Path, name: str, aliases: str = "") -> str:
    """A platform like Parlour with another name."""
    lines = (base / "platforms" / "parlour.toml").read_text().splitlines()
    kept = [line for line in lines if not line.startswith(("aliases", "ordinary_aliases", "name", "slug"))]
    return "\n".join([f'slug = "{name.lower()}"', f'name = "{name}"', aliases, *kept])


def test_what_is_read_in_part_is_what_a_whole_reading_gives(small: Path, tmp_path: Path) -> None:
    """Whatever is edited: also if a layer takes an alias from another platform, or lists what another does not."""
    own = tmp_path / "own"
    (own / "platforms").mkdir(parents=True)
    parlour, lounge = small / "platforms" / "parlour.toml", own / "platforms" / "lounge.toml"
    caches = (tmp_path / f"cache-{number}" for number in itertools.count())

    def check() -> None:
        in_part, whole = (open_knowledge([own], TODAY, cache) for cache in (tmp_path / "cache", next(caches)))
        assert in_part.warnings == whole.warnings == ()
        assert dict(in_part.knowledge.platforms) == dict(whole.knowledge.platforms)
        assert in_part.understanding.lexicon == whole.understanding.lexicon

    check()
    edit(parlour, "Since February 2025 Parlour", "From February 2025 Parlour")
    check()
    lounge.write_text(like_parlour(small, "Lounge", 'aliases = ["parlour meetings"]'))
    check()
    edit(lounge, "parlour meetings", "lounge meetings")
    check()
    edit(parlour, 'aliases = ["', 'aliases = ["lounge meetings", "')
    check()
    lounge.unlink()
    check()
    (small / "language.toml").write_text('unlisted = ["Saloon|Saloon Talk"]')
    (own / "platforms" / "saloon.toml").write_text(like_parlour(small, "Saloon"))
    check()
    edit(parlour, "From February 2025 Parlour", "Since February 2025 Parlour")
    check()
    edit(small / "topics.toml", 'phrases = ["', 'phrases = ["may PLATFORM feed its models with us", "')
    check()


def test_a_replaced_revision_is_freed(small: Path, tmp_path: Path) -> None:
    """Nothing keeps the one before alive, not even after it answered."""
    holder = KnowledgeHolder(open_knowledge((), TODAY, tmp_path))
    before = weakref.ref(holder.current), weakref.ref(holder.current.understanding)
    assert answer_of(holder.current).kind == "answer"
    holder.replace(open_knowledge((), TODAY, tmp_path))
    gc.collect()
    assert [reference() for reference in before] == [None, None]
    assert holder.current.knowledge.platforms["parlour"].slug == "parlour"
