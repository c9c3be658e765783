"""The store of what was read and learnt fits exactly, or is not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue.engine import Message
from bot.replies.reply import to_json
from bot.service import opening
from bot.service.opening import open_engine
from tests.conftest import TODAY


@pytest.fixture
def own(small_base: Path) -> Path:
    """A folder that adds one platform to the shipped ones."""
    for path in (*small_base.glob("*.toml"), small_base / "platforms" / "lantern.toml"):
        path.unlink()
    return small_base


QUESTION = Message("does parlour meetings train its ai on my calls")


def test_the_second_opening_takes_the_store(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And gives the same answer."""
    first = open_engine([own], TODAY, tmp_path).engine.handle(QUESTION, TODAY)
    monkeypatch.setattr(opening, "_build", lambda *_: pytest.fail("built anew although nothing changed"))
    assert open_engine([own], TODAY, tmp_path).engine.handle(QUESTION, TODAY) == first


def test_a_changed_file_is_seen_at_once(own: Path, tmp_path: Path) -> None:
    """A stale answer is impossible."""
    open_engine([own], TODAY, tmp_path)
    path = own / "platforms" / "parlour.toml"
    path.write_text(path.read_text().replace("No. Since February 2025", "No! Since February 2025"))
    reply, _ = open_engine([own], TODAY, tmp_path).engine.handle(QUESTION, TODAY)
    assert reply.headline.startswith("No!")


def test_a_damaged_store_is_not_used(own: Path, tmp_path: Path) -> None:
    """It is made anew."""
    open_engine([own], TODAY, tmp_path)
    [store] = tmp_path.glob("*.store")
    store.write_bytes(store.read_bytes()[:-7] + b"garbage")
    assert open_engine([own], TODAY, tmp_path).engine.handle(QUESTION, TODAY)[0].kind == "answer"


def test_a_folder_that_cannot_be_written_costs_time_only(own: Path) -> None:
    """The answer is the same."""
    assert open_engine([own], TODAY, Path("/proc/nowhere")).engine.handle(QUESTION, TODAY)[0].kind == "answer"


def test_a_later_folder_adds_and_overrides(own: Path, tmp_path: Path) -> None:
    """An operator's own entries stand in for the shipped ones, and the rest stays."""
    engine = open_engine([own], TODAY, tmp_path).engine
    assert {"parlour", "zoom"} <= set(engine.knowledge.platforms)


def test_a_file_with_a_mistake_is_left_out_with_a_warning(own: Path, tmp_path: Path) -> None:
    """And nothing of it is stored."""
    (own / "platforms" / "parlour.toml").write_text("slug = ")
    opened = open_engine([own], TODAY, tmp_path)
    assert any("parlour.toml:1" in warning for warning in opened.warnings)
    assert "parlour" not in opened.engine.knowledge.platforms
    assert not list(tmp_path.glob("*.store"))


def test_being_prepared_changes_no_answer() -> None:
    """It only takes less time; also for words that are mistyped or were never seen."""
    prepared, plain = (open_engine((), TODAY).engine for _ in range(2))
    prepared.understanding.prepare()
    for text in ("does zom train on my recrodings", "is zoom e2ee", "blorp", "who can read the transcripts of otter ai"):
        assert to_json(prepared.handle(Message(text), TODAY)[0]) == to_json(plain.handle(Message(text), TODAY)[0])
