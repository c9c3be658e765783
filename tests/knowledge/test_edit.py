"""Editing by one layer: what is written, what is refused, what is in the trail, and how it is undone."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from knowledge.editing import ConflictError, EditError, Editor, EditRefusedError, Proposal, target_of
from knowledge.editing.trail import EditLog
from knowledge.load import load
from tests.conftest import TODAY

TRAINING = "parlour/ai-training"
SALON = {
    "name": "Salon",
    "vendor": "Salon Ltd",
    "kind": "meetings",
    "status": "active",
    "sources.terms.title": "Salon Terms",
    "sources.terms.url": "https://salon.example.com/terms",
    "sources.terms.publisher": "Salon",
    "sources.terms.kind": "primary",
    "sources.terms.copy_date": "2026-10-01",
}
SALON_ANSWER = {
    "answers[1].topic": "ai-training",
    "answers[1].verdict": "no",
    "answers[1].headline": "Salon's terms rule out training on calls.",
    "answers[1].detail": "All of it.",
    "answers[1].applies_to.text": "all plans",
    "answers[1].confidence": "high",
    "answers[1].last_verified": "2026-10-01",
    "answers[1].verified_in": "terms",
    "answers[1].verified_by": "Ann",
    "answers[1].sources[1].name": "terms",
}


@pytest.fixture
def base(small_base: Path) -> Path:
    """The small base, with a comment at every place at which people write one."""
    path = small_base / "platforms" / "parlour.toml"
    text = path.read_text().replace('verdict = "no"', 'verdict = "no"  # read twice', 1)
    path.write_text("# Kept by the privacy team\n" + text.replace("[[answers]]", "# what people come for\n[[answers]]", 1))
    assert load([small_base], TODAY).findings == ()
    return small_base


@pytest.fixture
def editor(base: Path) -> Editor:
    """An editor of the small base."""
    return Editor([base], base, TODAY)


def parlour(base: Path) -> Any:
    """Return what Parlour's file says."""
    return tomllib.loads((base / "platforms" / "parlour.toml").read_text())


def faultless(base: Path) -> None:
    """Check that the base has no mistake."""
    assert [str(finding) for finding in load([base], TODAY).findings] == []


def test_a_value_is_set_on_its_line_and_told_in_the_trail(editor: Editor, base: Path) -> None:
    """With who, what it was, what it is, and why."""
    proposal = editor.set_answer(TRAINING, {"detail": "The promise covers everything said."})
    assert proposal.diff.count("\n-") == 1
    assert proposal.findings == ()
    edit = editor.apply(proposal, "Ann", "clearer")
    assert (edit.number, edit.who, edit.what, edit.id, edit.why) == (1, "Ann", "set", TRAINING, "clearer")
    assert edit.before == {"detail": "The promise covers audio and video."}
    assert edit.after == {"detail": "The promise covers everything said."}
    assert editor.log() == [edit]
    assert parlour(base)["answers"][0]["detail"] == "The promise covers everything said."
    text = (base / "platforms" / "parlour.toml").read_text()
    assert all(comment in text for comment in ("# Kept by the privacy team", "# read twice", "# what people come for"))


def test_title_and_limit_go_with_what_they_spoke_for(editor: Editor, base: Path) -> None:
    """Another headline or verdict takes them out, unless they are set anew."""
    title = "Parlour does not train its AI on private calls."
    editor.apply(editor.set_answer(TRAINING, {"title": title, "limit": "on private calls"}), "Ann")
    editor.apply(editor.set_answer(TRAINING, {"detail": "The promise covers everything said."}), "Ann")
    answer = parlour(base)["answers"][0]
    assert (answer["title"], answer["limit"]) == (title, "on private calls")
    editor.apply(editor.set_answer(TRAINING, {"headline": "Parlour's terms forbid training on calls."}), "Ann")
    assert {"title", "limit"}.isdisjoint(parlour(base)["answers"][0])
    faultless(base)


def test_values_are_read_by_their_types(editor: Editor, base: Path) -> None:
    """Lists from commas, numbers from digits, and nothing takes a key out."""
    changes = {"review_days": "90", "applies_to.plan": "free, education", "conditions[1].note": "They are asked.", "steps[1].seen": ""}
    editor.apply(editor.set_answer(TRAINING, changes), "Ann")
    answer = parlour(base)["answers"][0]
    assert (answer["review_days"], answer["applies_to"]["plan"], answer["conditions"][0]["note"]) == (
        90,
        ["free", "education"],
        "They are asked.",
    )
    assert "seen" not in answer["steps"][0]
    faultless(base)


def test_a_new_verdict_names_its_source_and_keeps_the_old_position(editor: Editor, base: Path) -> None:
    """The date is that of the source, the old verdict ends on the day of the change."""
    changes = {
        "verdict": "opt-in",
        "headline": "Since June 2026 Parlour asks before it trains on your calls.",
        "sources.terms-new.title": "Parlour Terms (2026)",
        "sources.terms-new.url": "https://parlour.example.com/terms-2026",
        "sources.terms-new.publisher": "Parlour",
        "sources.terms-new.kind": "primary",
        "sources.terms-new.copy_date": "2026-06-02",
    }
    with pytest.raises(EditError, match="name the source in which the new verdict was read; cited now: terms"):
        editor.set_answer(TRAINING, changes)
    editor.apply(editor.set_answer(TRAINING, changes, ["terms-new:3"], by="Ann", changed_on="2026-06-01"), "Ann")
    answer = parlour(base)["answers"][0]
    assert (answer["since"], answer["last_verified"], answer["verified_in"], answer["verified_by"]) == (
        "2026-06-01",
        "2026-06-02",
        "terms-new",
        "Ann",
    )
    assert [(old["verdict"], old.get("since"), old["until"]) for old in answer["earlier"]] == [
        ("no", "2025-02-01", "2026-06-01"),
        ("yes", "2023-03", "2025-02-01"),
    ]
    faultless(base)


def test_mistakes_stop_an_edit_and_are_placed_at_their_keys(editor: Editor, base: Path) -> None:
    """The field of a form can show them; nothing is written."""
    before = (base / "platforms" / "parlour.toml").read_text()
    proposal = editor.set_answer(TRAINING, {"headline": "x" * 200, "verdict": "perhaps", "since": "2030"}, ["terms"])
    by_key = proposal.by_key()
    assert {"headline", "verdict", "since"} <= set(by_key)
    assert "is not one of" in by_key["verdict"][0]
    with pytest.raises(EditRefusedError, match="not one of"):
        editor.apply(proposal, "Ann")
    assert (base / "platforms" / "parlour.toml").read_text() == before
    assert editor.log() == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda editor: editor.set_answer("parlour", {}), "PLATFORM/TOPIC"),
        (lambda editor: editor.set_answer("parlor/ai-training", {"verdict": "no"}), 'did you mean "parlour"'),
        (lambda editor: editor.set_answer(TRAINING, {"applies_to": "all"}), "applies_to.text="),
        (lambda editor: editor.set_answer(TRAINING, {"conditions": "all"}), r"conditions\[1\].verdict="),
        (lambda editor: editor.set_answer(TRAINING, {"conditions[5].note": "x"}), "the next one is number 2"),
        (lambda editor: editor.set_answer(TRAINING, {"a b": "x"}), "is no key"),
        (lambda editor: editor.set_answer(TRAINING, {"verdict": "yes"}, ["tems"]), 'did you mean "terms"'),
        (lambda editor: editor.verify("parlour/encryption", "2026-10-01", "Ann"), "no answer on"),
        (lambda editor: editor.verify(TRAINING, "2026-10-01", "Ann", "terms-2023"), "cited: terms"),
        (lambda editor: editor.verify(TRAINING, "2026-10-01", " "), "who has read"),
        (lambda editor: editor.add_alias("parlour", "parlour meetings"), "already"),
        (lambda editor: editor.add_phrase("ai-trainig", "x"), "there is no topic"),
        (lambda editor: editor.new_platform("Par lour", {}), "lower-case"),
        (lambda editor: editor.new_platform("parlour", {}), "already"),
        (lambda editor: editor.verify(TRAINING, "2026-08-05", "Ann"), "later than 2026-08-05"),
        (lambda editor: editor.undo(7), "no edit 7"),
        (lambda editor: editor.undo(), "no edit left"),
        (lambda editor: editor.verify("parlour", "2026-10-01", "Ann"), r"name the source that was read(?s:.*)--source terms: ai-training"),
        (lambda editor: editor.verify("parlour", "2026-10-01", "Ann", "blog"), r"verified in blog; those that were:(?s:.*)--source terms"),
        (lambda editor: editor.apply(editor.set_answer(TRAINING, {"verdict": "no"}), "Ann"), "nothing changes"),
        (lambda editor: editor.apply(editor.add_alias("parlour", "salon"), ""), "who makes"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(editor: Editor, wrong: Any, says: str) -> None:
    """In one sentence."""
    with pytest.raises(EditError, match=says):
        wrong(editor)


def test_the_copy_that_was_read_dates_the_answer(editor: Editor, base: Path) -> None:
    """If nothing else rests on the old copy, its source gets the date; else the new copy gets a name of its own."""
    editor.apply(editor.verify(TRAINING, "2026-11-01", "Ann"), "Ann")
    document = parlour(base)
    assert document["sources"]["terms"]["copy_date"] == "2026-11-01"
    assert (document["answers"][0]["last_verified"], document["answers"][0]["verified_by"]) == ("2026-11-01", "Ann")
    faultless(base)

    added = {"verdict": "silent", "headline": "Parlour's terms do not say how calls are encrypted.", "detail": "They were read whole.",
             "applies_to.text": "all plans", "confidence": "high"}  # fmt: skip
    editor.apply(editor.set_answer("parlour/encryption", added, ["terms"], by="Bo"), "Bo")
    editor.apply(editor.verify(TRAINING, "2026-11-20", "Ann", "terms"), "Ann")
    document = parlour(base)
    assert {name: source.get("copy_date") for name, source in document["sources"].items()} == {
        "terms": "2026-11-01", "terms-2023": None, "terms-2026-11-20": "2026-11-20",
    }  # fmt: skip
    assert [answer["verified_in"] for answer in document["answers"]] == ["terms-2026-11-20", "terms"]
    assert document["answers"][0]["sources"] == [{"name": "terms-2026-11-20", "section": "4.1"}]
    faultless(base)

    editor.apply(editor.verify("parlour", "2026-11-20", "Cy", "terms"), "Cy")
    document = parlour(base)
    assert {answer["verified_in"] for answer in document["answers"]} == {"terms-2026-11-20"}
    faultless(base)


def test_a_date_ahead_of_today_is_refused(editor: Editor) -> None:
    """By the linter, at the key of the source or the answer."""
    with pytest.raises(EditRefusedError, match="ahead of today"):
        editor.apply(editor.verify(TRAINING, "2027-01-01", "Ann"), "Ann")


def test_aliases_phrases_and_new_platforms(editor: Editor, base: Path) -> None:
    """Each in its own file, and the linter guards what others have."""
    editor.apply(editor.add_alias("parlour", "parlour rooms"), "Ann")
    editor.apply(editor.add_phrase("encryption", "could PLATFORM listen in"), "Ann")
    assert parlour(base)["aliases"] == ["parlour meetings", "parlour rooms"]
    with pytest.raises(EditError, match="is a name of lantern"):
        editor.apply(editor.add_alias("parlour", "lantern meetings"), "Ann")
    editor.apply(editor.new_platform("salon", {**SALON, **SALON_ANSWER}), "Ann")
    faultless(base)
    assert {platform.slug for platform in load([base], TODAY).platforms} == {"lantern", "parlour", "salon"}
    assert [edit.what for edit in editor.log()] == ["alias", "phrase", "new"]


def test_a_platform_without_answers_is_a_beginning(editor: Editor, base: Path) -> None:
    """That the question people come with is open is said, and does not stop it."""
    proposal = editor.new_platform("salon", SALON)
    assert {finding.rule for finding in proposal.findings} >= {"coverage"}
    assert proposal.stopping == ()
    editor.apply(proposal, "Ann")
    assert (base / "platforms" / "salon.toml").exists()


def test_an_edit_made_against_an_old_text_is_refused_with_what_changed(editor: Editor, base: Path) -> None:
    """And loses nothing."""
    proposal = editor.set_answer(TRAINING, {"detail": "Everything."})
    editor.apply(editor.add_alias("parlour", "parlour rooms"), "Bo")
    held = (base / "platforms" / "parlour.toml").read_text()
    with pytest.raises(ConflictError) as conflict:
        editor.apply(proposal, "Ann")
    assert "parlour rooms" in conflict.value.diff
    assert (base / "platforms" / "parlour.toml").read_text() == held
    assert len(editor.log()) == 1


def test_an_edit_is_checked_again_if_another_file_changed_meanwhile(editor: Editor) -> None:
    """Two people who give one name to two platforms: the second is told."""
    mine, theirs = editor.add_alias("parlour", "salon"), editor.add_alias("lantern", "salon")
    editor.apply(theirs, "Bo")
    with pytest.raises(EditRefusedError, match="also claimed"):
        editor.apply(mine, "Ann")


def test_any_edit_can_be_undone_wherever_its_lines_are_by_now(editor: Editor, base: Path) -> None:
    """Byte for byte if nothing came after it; and an undo can be undone."""
    path = base / "platforms" / "parlour.toml"
    original = path.read_text()
    editor.apply(editor.set_answer(TRAINING, {"detail": "Everything."}), "Ann")
    editor.apply(editor.add_alias("parlour", "parlour rooms"), "Bo")
    editor.apply(editor.undo(1), "Ann", "was right before")
    assert parlour(base)["answers"][0]["detail"] == "The promise covers audio and video."
    assert parlour(base)["aliases"][-1] == "parlour rooms"
    editor.apply(editor.undo(2), "Ann")
    assert path.read_text() == original
    with pytest.raises(EditError, match="undone by 3"):
        editor.undo(1)
    editor.apply(editor.undo(3), "Ann")
    assert parlour(base)["answers"][0]["detail"] == "Everything."
    assert editor.apply(editor.undo(1), "Ann").undoes == 1


def test_undoing_again_goes_further_back(editor: Editor, base: Path) -> None:
    """Without a number: the last edit that still stands, so that nobody brings back what they have just taken back."""
    before = (base / "platforms" / "parlour.toml").read_text()
    editor.apply(editor.set_answer(TRAINING, {"detail": "The promise covers video."}), "Ann")
    editor.apply(editor.set_answer(TRAINING, {"review_days": "90"}), "Ann")
    assert [editor.apply(editor.undo(), "Ann").undoes for _ in range(2)] == [2, 1]
    assert (base / "platforms" / "parlour.toml").read_text() == before
    with pytest.raises(EditError, match="no edit left"):
        editor.undo()


def test_lines_that_changed_since_are_not_undone_by_force(editor: Editor) -> None:
    """What came after is named."""
    editor.apply(editor.set_answer(TRAINING, {"detail": "Everything."}), "Ann")
    editor.apply(editor.set_answer(TRAINING, {"detail": "Nothing."}), "Bo")
    with pytest.raises(ConflictError, match="edits 2 came after"):
        editor.undo(1)


def test_an_undo_never_leaves_a_file_that_cannot_be_read(editor: Editor, base: Path) -> None:
    """Here a key would stand in it twice."""
    path = base / "platforms" / "parlour.toml"
    homepage = 'homepage = "https://parlour.example.com/"\n'
    text = path.read_text()
    assert text.count(homepage) == 1
    path.write_text(text.replace(homepage, "").replace("ordinary_aliases", homepage + "ordinary_aliases", 1))
    editor.apply(editor.set_platform("parlour", {"homepage": ""}), "Ann")
    editor.apply(editor.set_platform("parlour", {"homepage": "https://parlour.example.com/new"}), "Bo")
    held = path.read_text()
    with pytest.raises(ConflictError, match=r"edits 2 came after edit 1.*undo those first"):
        editor.apply(editor.undo(1), "Ann")
    assert path.read_text() == held


def test_an_undo_gives_no_platform_a_name_that_another_has_by_now(editor: Editor) -> None:
    """Neither would be found by it."""
    editor.apply(editor.add_alias("parlour", "the lounge"), "Ann")
    editor.apply(editor.undo(1), "Ann")
    editor.apply(editor.add_alias("lantern", "the lounge"), "Bo")
    with pytest.raises(EditRefusedError, match="also claimed by lantern"):
        editor.apply(editor.undo(2), "Ann")


def test_a_new_platform_is_undone_with_its_file(editor: Editor, base: Path) -> None:
    """And comes back by undoing that."""
    path = base / "platforms" / "lantern.toml"
    text = path.read_text()
    path.unlink()
    lantern = Proposal("new", "lantern", path, None, text, {}, (), frozenset(), frozenset())
    editor.apply(lantern, "Ann")
    editor.apply(editor.undo(1), "Ann")
    assert not path.exists()
    editor.apply(editor.undo(2), "Ann")
    assert path.read_text() == text


def test_a_line_without_its_edit_counts_for_nothing(editor: Editor, base: Path) -> None:
    """As a crash leaves it, torn or whole; the next edit takes it out."""
    first = editor.apply(editor.add_alias("parlour", "salon"), "Ann")
    path, trail = base / "platforms" / "parlour.toml", base / "edits.jsonl"
    held, lines = path.read_text(), trail.read_bytes()
    editor.apply(editor.add_alias("parlour", "bureau"), "Ann")
    path.write_text(held)
    assert editor.log() == [first]
    trail.write_bytes(lines + b'{"number": 2, "wh')
    assert editor.log() == [first]
    (base / "platforms" / ".parlour.toml.1.draft").write_text("torn")
    second = editor.apply(editor.add_alias("parlour", "bureau"), "Ann")
    assert editor.log() == [first, second]
    assert EditLog(base).edits()[-1].number == 2
    assert not (base / "platforms" / ".parlour.toml.1.draft").exists()


def test_an_edit_can_be_committed(editor: Editor, base: Path) -> None:
    """That file alone, with a message made from the change."""
    for command in (
        ["init", "-q"],
        ["config", "user.name", "Ann"],
        ["config", "user.email", "ann@example.com"],
        ["add", "."],
        ["commit", "-qm", "all"],
    ):
        subprocess.run(["git", "-C", str(base), *command], check=True)
    (base / "platforms" / "lantern.toml").write_text((base / "platforms" / "lantern.toml").read_text() + "# staged\n")
    subprocess.run(["git", "-C", str(base), "add", "."], check=True)
    editor.apply(editor.set_answer(TRAINING, {"detail": "Everything."}), "Ann", "clearer", commit=True)
    shown = subprocess.run(["git", "-C", str(base), "show", "--stat", "--format=%B"], capture_output=True, text=True, check=True).stdout
    assert shown.startswith("parlour/ai-training: set detail")
    assert "Why: clearer" in shown
    assert "lantern" not in shown


def test_edits_go_to_a_folder_of_ones_own(base: Path, tmp_path: Path) -> None:
    """The last one that is named, or the shipped one if it is a checkout; else a word on what to set."""
    assert target_of([tmp_path, base]) == base
    with pytest.raises(EditError, match="SMALLPRINT_KNOWLEDGE"):
        target_of([], tmp_path)
    with pytest.raises(EditError, match="no folder"):
        target_of([tmp_path / "none"])
    with pytest.raises(EditError, match="last folder"):
        Editor([base, tmp_path], base, TODAY)
