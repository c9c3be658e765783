"""Edits that go to a folder of one's own, over a base that stays as it is."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from knowledge.editing import EditError, Editor
from knowledge.folders import SHIPPED
from knowledge.load import Loaded, load
from knowledge.records import Answer
from tests.conftest import TODAY

TRAINING = "parlour/ai-training"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An empty folder of one's own."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


@pytest.fixture
def editor(small_base: Path, own: Path) -> Editor:
    """An editor whose edits go there."""
    return Editor([small_base, own], own, TODAY)


def loaded(small_base: Path, own: Path) -> Loaded:
    """Load both, without a mistake."""
    found = load([small_base, own], TODAY)
    assert [str(finding) for finding in found.findings] == []
    return found


def answer(found: Loaded, slug: str) -> Answer:
    """Return the first answer of a platform."""
    return next(platform for platform in found.platforms if platform.slug == slug).answers[0]


def says(own: Path, name: str) -> Any:
    """Return what a file of the own folder says."""
    return tomllib.loads((own / name).read_text())


def test_other_words_make_an_answer_of_ones_own(editor: Editor, small_base: Path, own: Path) -> None:
    """With all that it has and the sources it cites, named by their dates, so that an update of the base leaves it alone."""
    base = (small_base / "platforms" / "parlour.toml").read_text()
    editor.apply(editor.set_answer(TRAINING, {"detail": "We asked them; it covers everything."}), "Ann")
    document = says(own, "platforms/parlour.toml")
    assert set(document) == {"slug", "sources", "answers"}
    assert set(document["sources"]) == {"terms-2026-08-06", "terms-2023-03"}
    found = answer(loaded(small_base, own), "parlour")
    assert (found.detail, found.verdict, len(found.conditions), len(found.earlier)) == ("We asked them; it covers everything.", "no", 1, 1)
    assert (small_base / "platforms" / "parlour.toml").read_text() == base
    updated = base.replace("2026-08-06", "2026-10-01")
    (small_base / "platforms" / "parlour.toml").write_text(updated)
    assert answer(loaded(small_base, own), "parlour").last_verified == "2026-08-06"


def test_the_trail_tells_what_changed_and_not_what_was_copied(editor: Editor) -> None:
    """Against what held before, wherever that stood."""
    edit = editor.apply(editor.set_answer(TRAINING, {"detail": "We asked them; it covers everything."}), "Ann")
    assert (edit.before["detail"], edit.after["detail"]) == ("The promise covers audio and video.", "We asked them; it covers everything.")
    assert set(edit.after) == {"detail"}  # the copies of sources that come along say nothing new
    edit = editor.apply(editor.add_alias("parlour", "the blue room"), "Ann")
    assert edit.after == {"aliases": ["parlour meetings", "the blue room"]}


def test_a_verification_is_a_partial_answer(editor: Editor, small_base: Path, own: Path) -> None:
    """Only the dates and the copy that was read; the texts go on coming from the base."""
    path, name = small_base / "platforms" / "lantern.toml", "lantern/ai-training"
    text = path.read_text()
    path.write_text(text[: text.index("[[answers.conditions]]")] + text[text.index("[[answers.steps]]") :])
    held = answer(load([small_base], TODAY), "lantern")
    editor.apply(editor.verify(name, "2026-11-01", "Ann"), "Ann")
    [own_answer] = says(own, "platforms/lantern.toml")["answers"]
    assert set(own_answer) == {"topic", "last_verified", "verified_in", "verified_by", "sources"}
    found = answer(loaded(small_base, own), "lantern")
    assert (found.last_verified, found.verified_by, found.headline) == ("2026-11-01", "Ann", held.headline)
    editor.apply(editor.set_answer(name, {"review_days": "30"}), "Ann")
    editor.apply(editor.set_answer(name, {"headline": held.headline.replace("Lantern", "The Lantern")}), "Ann")
    found = answer(loaded(small_base, own), "lantern")
    assert (found.last_verified, found.review_days, found.detail) == ("2026-11-01", 30, held.detail)
    for number in (3, 2, 1):
        editor.apply(editor.undo(number), "Ann")
    assert answer(loaded(small_base, own), "lantern") == held
    assert not (own / "platforms" / "lantern.toml").exists()


def test_a_condition_read_in_the_same_source_is_verified_with_its_answer(editor: Editor, small_base: Path, own: Path) -> None:
    """Then the whole answer is one's own."""
    editor.apply(editor.verify(TRAINING, "2026-11-01", "Ann"), "Ann")
    found = answer(loaded(small_base, own), "parlour")
    assert (found.last_verified, found.conditions[0].sources[0].name) == ("2026-11-01", found.verified_in)


def test_names_phrases_and_notes_are_added(editor: Editor, small_base: Path, own: Path) -> None:
    """Each in a file that holds nothing else."""
    editor.apply(editor.add_alias("parlour", "the blue room"), "Ann")
    editor.apply(editor.add_phrase("encryption", "could PLATFORM listen in"), "Ann")
    editor.apply(editor.add_note(TRAINING, "Here: it is switched off; ask privacy@example.com."), "Ann")
    assert says(own, "topics.toml") == {"topics": [{"id": "encryption", "phrases": ["could PLATFORM listen in"]}]}
    platform = next(platform for platform in loaded(small_base, own).platforms if platform.slug == "parlour")
    assert platform.aliases == ("parlour meetings", "the blue room")
    assert [(note.topic, note.text) for note in platform.notes] == [("ai-training", "Here: it is switched off; ask privacy@example.com.")]
    editor.apply(editor.add_note(TRAINING, "Here: ask us."), "Ann")
    editor.apply(editor.add_note(TRAINING, ""), "Ann")
    assert says(own, "platforms/parlour.toml") == {"slug": "parlour", "aliases": ["the blue room"]}


def test_an_edit_can_be_undone_after_others(editor: Editor, small_base: Path, own: Path) -> None:
    """Even the one that began the file, where the lines of the others are let stand."""
    editor.apply(editor.add_alias("parlour", "the blue room"), "Ann")
    editor.apply(editor.add_note(TRAINING, "Here: ask us."), "Ann")
    with pytest.raises(EditError, match="undo those first"):
        editor.undo(1)
    editor.apply(editor.undo(2), "Ann")
    editor.apply(editor.undo(1), "Ann")
    assert loaded(small_base, own).platforms == load([small_base], TODAY).platforms


def test_an_edit_on_which_a_later_one_rests_is_not_undone_before_it(editor: Editor, small_base: Path, own: Path) -> None:
    """Here the second answer cites the copy of the source that the first edit brought in; it is said what to undo first."""
    keys = {"verdict": "yes", "headline": "Parlour encrypts calls end to end.", "detail": "All of them.", "confidence": "high"}
    base = Editor([small_base], small_base, TODAY)
    base.apply(base.set_answer("parlour/encryption", {**keys, "applies_to.text": "all plans"}, ["terms"], by="Ann"), "Ann")
    editor.apply(editor.add_alias("parlour", "the blue room"), "Ann")
    for topic in ("ai-training", "encryption"):
        editor.apply(editor.verify(f"parlour/{topic}", "2026-11-01", "Ann"), "Ann")
    with pytest.raises(EditError, match=r"edits 3 came after edit 2.*undo those first"):
        editor.undo(2)
    editor.apply(editor.undo(3), "Ann")
    editor.apply(editor.undo(2), "Ann")
    loaded(small_base, own)


def test_a_note_is_not_for_the_shipped_base() -> None:
    """It would be lost with the next update, and shown to everybody."""
    with pytest.raises(EditError, match="folder of your own"):
        Editor([SHIPPED], SHIPPED, TODAY).add_note("zoom/ai-training", "Here: ask us.")
