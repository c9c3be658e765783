"""What admins do by forms: mistakes are shown at the fields, nothing is lost, everybody else is told who can."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.replies import wording
from bot.replies.blocks import Heading, Paragraph, Points
from bot.replies.card import Card
from bot.storage import Person, Store, Workspace
from bot.upkeep.admins import Admins
from bot.upkeep.base_desk import Editing
from bot.upkeep.curators import Curator
from bot.upkeep.desk import Desk
from bot.upkeep.forms import MOST_FIELDS, Form, FormId
from knowledge.base import Knowledge
from knowledge.editing import Editor
from knowledge.load import load
from tests.conftest import SMALL, TODAY
from tests.upkeep.bases import TEAM, holder_of

TRAINING = "parlour/ai-training"
NOON = datetime.combine(TODAY, time(12), UTC)
ANN, NOBODY_SPECIAL = Curator(Person(TEAM, "U1"), True, False), Curator(Person(TEAM, "U2"), False, False)
GUEST = Curator(Person(Workspace("slack", "T2"), "U3"), True, True)
"""The admin of a workspace of a bot that others use too."""
NAMED = Curator(Person(Workspace("discord", "dm"), "42"), False, True)


@dataclass
class Office:
    """A desk, the folder that it edits and the store."""

    desk: Desk
    folder: Path
    store: Store

    async def form(self, form_id: str, curator: Curator = ANN) -> Form:
        """Return an open form."""
        form = await self.desk.open(form_id, curator)
        assert isinstance(form, Form), said(form)
        return form

    async def wrong(self, form: Form, **values: str) -> Form:
        """Send a form and get it back."""
        back = await self.desk.submit(form.id, typed(form, **values), ANN)
        assert isinstance(back, Form), said(back)
        return back

    async def done(self, form: Form, curator: Curator = ANN, **values: str) -> Card:
        """Send a form and return what was done."""
        card = await self.desk.submit(form.id, typed(form, **values), curator)
        assert isinstance(card, Card), (card.note, card.errors)
        return card

    def knowledge(self) -> Knowledge:
        """Return what the files say now."""
        loaded = load([SMALL, self.folder], TODAY)
        assert loaded.findings == ()
        return Knowledge({topic.id: topic for topic in loaded.topics.topics}, {each.slug: each for each in loaded.platforms})

    @property
    def editor(self) -> Editor:
        """Somebody else's editor."""
        return Editor([SMALL, self.folder], self.folder, TODAY)


def typed(form: Form, **values: str) -> dict[str, str]:
    """Return what a surface sends: every field, some of them typed over."""
    return {field.key: values.get(field.key, field.value) for field in form.fields}


def said(card: Form | Card) -> str:
    """Return what a card says."""
    assert isinstance(card, Card)
    points = [f"{block.label}: {'; '.join(block.points)}" for block in card.blocks if isinstance(block, Points)]
    return "\n".join([*(block.text for block in card.blocks if isinstance(block, Heading | Paragraph)), *points])


def headline(office: Office) -> str:
    """Return what Parlour's answer says by now."""
    return next(answer for answer in office.knowledge().platforms["parlour"].answers if answer.topic == "ai-training").headline


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """A desk over the small base, with a folder for edits."""
    folder = tmp_path / "own"
    folder.mkdir()
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/s.db", keys=None, clock=lambda: NOON)
    loaded = load([SMALL], TODAY)
    knowledge = Knowledge({topic.id: topic for topic in loaded.topics.topics}, {each.slug: each for each in loaded.platforms})
    desk = Desk(holder_of(knowledge), store, lambda: NOON, Editing((folder,), base=SMALL), Admins.read("discord:42"))
    yield Office(desk, folder, store)
    await store.close()


async def test_a_mistake_is_shown_at_its_field_and_mended(office: Office) -> None:
    """What was typed stays; once it is right it is saved, and one press undoes it."""
    before = headline(office)
    form = await office.form(f"correct~{TRAINING}")
    assert [field.key for field in form.fields] == ["verdict", "headline", "detail", "source", "why"]
    back = await office.wrong(form, headline="Parlour's terms rule out training on calls", why="shorter")
    assert list(back.errors) == ["headline"]
    assert "full stop" in back.errors["headline"]
    assert [field.value for field in back.fields if field.key in {"headline", "why"}] == [
        "Parlour's terms rule out training on calls",
        "shorter",
    ]
    card = await office.done(back, headline="Parlour's terms rule out training on calls.")
    assert "Headline: Since February 2025" in said(card)
    assert headline(office) == "Parlour's terms rule out training on calls."
    [edit] = office.editor.log()
    assert (edit.who, edit.why, edit.id) == ("slack:U1", "shorter", TRAINING)
    undo = next(button for button in card.buttons if button.label == wording.UNDO)
    assert "Edit 1 is undone" in said(await office.desk.card(undo.value, ANN))
    assert headline(office) == before
    assert "already" in said(await office.desk.card(undo.value, ANN))


async def test_somebody_else_was_faster(office: Office) -> None:
    """What they changed is shown with who and when; what was typed is kept, and sent again it is saved."""
    form = await office.form(f"correct~{TRAINING}")
    editor = office.editor
    editor.apply(editor.set_answer(TRAINING, {"detail": "The promise covers everything."}), "Ben")
    back = await office.wrong(form, headline="Parlour rules out training on calls.", why="shorter")
    assert wording.CHANGED_MEANWHILE in back.note
    assert "Ben" in back.note
    assert "The promise covers everything." in back.note
    assert {field.key: field.value for field in back.fields}["headline"] == "Parlour rules out training on calls."
    await office.done(back, detail="The promise covers everything.")
    assert headline(office) == "Parlour rules out training on calls."
    assert [edit.who for edit in office.editor.log()] == ["Ben", "slack:U1"]


async def test_a_file_edited_by_hand_meanwhile_is_noticed(office: Office) -> None:
    """With what stands there now."""
    shutil.copy(SMALL / "platforms" / "parlour.toml", office.folder / "parlour.toml")
    form = await office.form(f"correct~{TRAINING}")
    path = office.folder / "parlour.toml"
    path.write_text(path.read_text().replace("covers audio and video", "covers sound"))
    back = await office.wrong(form, detail="The promise covers audio.", why="x")
    assert wording.CHANGED_BY_HAND in back.note
    assert "The promise covers sound." in back.note


async def test_still_true_dates_the_answer_by_the_day_of_reading(office: Office) -> None:
    """Signed by who read it; a day that lies ahead, or is none, is refused at its field."""
    form = await office.form(f"verify~{TRAINING}")
    assert {field.key: field.value for field in form.fields} == {"source": "terms", "on": "", "why": ""}
    assert list((await office.wrong(form, on="2027-01-01")).errors) == ["on"]
    assert list((await office.wrong(form, on="yesterday")).errors) == ["on"]
    await office.done(form, on="2026-11-20")
    answer = office.knowledge().platforms["parlour"].answers[0]
    assert (answer.last_verified, answer.verified_by) == ("2026-11-20", "slack:U1")


async def test_a_changed_position_keeps_the_old_one_as_history(office: Office) -> None:
    """With the source read today, which has to be named."""
    form = await office.form(f"changed~{TRAINING}")
    new = {"verdict": "opt-in", "headline": "Parlour trains on calls only where an admin allows it.", "changed_on": "2026-11-01"}
    assert list((await office.wrong(form, **new)).errors) == ["source"]
    await office.done(form, ANN, **new, source="terms")
    answer = office.knowledge().platforms["parlour"].answers[0]
    assert (answer.verdict, answer.since, answer.last_verified) == ("opt-in", "2026-11-01", "2026-11-23")
    assert (answer.earlier[0].verdict, answer.earlier[0].until) == ("no", "2026-11-01")


async def test_an_alias_is_added_unless_it_is_there(office: Office) -> None:
    """And told at the field if not."""
    form = await office.form("alias~parlour")
    await office.done(form, alias="parlour video")
    assert "parlour video" in office.knowledge().platforms["parlour"].aliases
    again = await office.wrong(await office.form("alias~parlour"), alias="parlour video")
    assert "already" in again.errors["alias"]


async def test_every_form_fits_every_surface(office: Office) -> None:
    """At most five fields, ids that fit into a button, choices that fit into a menu."""
    entry = await office.store.queue.add(ANN.person, "question", "does parlour sing")
    for form_id in (*(f"{task}~{TRAINING}" for task in ("verify", "correct", "changed", "note")), "alias~parlour", f"link~{entry.id}"):
        form = await office.form(form_id)
        assert len(form.fields) <= MOST_FIELDS
        assert len(form.id) <= 90
        assert FormId.decode(form.id) is not None
        assert all(len(field.label) <= 45 and len(field.choices) <= 25 for field in form.fields)


@pytest.mark.parametrize("value", ["", TRAINING, "undo:1", "entry:1", "done:1", "dismiss:1"])
async def test_who_is_no_admin_is_told_who_can(office: Office, value: str) -> None:
    """Whatever they press or send."""
    assert said(await office.desk.card(value, NOBODY_SPECIAL)) == wording.ONLY_ADMINS["slack"]
    assert said(await office.desk.open(f"correct~{TRAINING}", NOBODY_SPECIAL)) == wording.ONLY_ADMINS["slack"]
    assert said(await office.desk.submit(f"note~{TRAINING}", {"text": "mine"}, NOBODY_SPECIAL)) == wording.ONLY_ADMINS["slack"]
    assert await office.desk.overview(NOBODY_SPECIAL) is None


async def test_in_a_shared_bot_a_workspace_has_notes_of_its_own_and_no_say_in_the_base(office: Office) -> None:
    """Its admin writes them; nothing else is open to them."""
    await office.store.queue.add(ANN.person, "question", "what others asked")
    for form_id in (f"correct~{TRAINING}", f"verify~{TRAINING}", "alias~parlour", "link~1"):
        assert said(await office.desk.open(form_id, GUEST)) == wording.ONLY_NAMED_ADMINS
        assert said(await office.desk.submit(form_id, {}, GUEST)) == wording.ONLY_NAMED_ADMINS
    for value in ("entry:1", "undo:1", "dismiss:1"):
        assert said(await office.desk.card(value, GUEST)) == wording.ONLY_NAMED_ADMINS
    assert "what others asked" not in said(await office.desk.card("", GUEST))
    form = await office.form(f"note~{TRAINING}", GUEST)
    assert said(await office.done(form, GUEST, text="Here: ask dpo@acme.example.")) == wording.NOTE_KEPT
    assert await office.store.local_notes.of(GUEST.person.workspace) == {TRAINING: "Here: ask dpo@acme.example."}
    assert await office.store.local_notes.of(TEAM) == {}
    assert "dpo@acme.example" in said(await office.desk.card("", GUEST))
    assert said(await office.done(form, GUEST, text="")) == wording.NOTE_GONE
    assert office.editor.log() == []


async def test_whom_the_operator_names_may_edit_everywhere(office: Office) -> None:
    """Also in a direct conversation, where there is no workspace to keep a note to."""
    await office.done(await office.form("alias~parlour", NAMED), NAMED, alias="parlour video")
    assert said(await office.desk.open(f"note~{TRAINING}", NAMED)) == wording.NO_WORKSPACE


async def test_the_queue_is_worked_by_cards_and_forms(office: Office) -> None:
    """Shown, linked, merged, dismissed; what is gone is said to be gone."""
    first, second, third = [await office.store.queue.add(ANN.person, "question", text) for text in ("does it train", "same", "spam")]
    desk = said(await office.desk.card("", ANN))
    assert "does it train" in desk
    assert "spam" in said(await office.desk.card(f"entry:{third.id}", ANN))
    assert said(await office.desk.card(f"dismiss:{third.id}", ANN)) == wording.DISMISSED
    assert said(await office.done(await office.form(f"merge~{second.id}"), number=f"#{first.id}")) == wording.MERGED
    assert said(await office.done(await office.form(f"link~{first.id}"), answer=TRAINING)) == wording.MARKED_ANSWERED
    assert await office.store.queue.entries(None) == ()
    assert said(await office.desk.card(f"entry:{first.id}", ANN)) == wording.GONE_FROM_QUEUE


async def test_an_unnamed_admin_sees_the_queue_of_their_workspace_only(office: Office) -> None:
    """And what the bot itself has put there; whom the operator names sees all of it."""
    other = await office.store.queue.add(GUEST.person, "question", "asked elsewhere")
    assert "asked elsewhere" not in said(await office.desk.card("", ANN))
    assert said(await office.desk.card(f"entry:{other.id}", ANN)) == wording.GONE_FROM_QUEUE
    assert "asked elsewhere" in said(await office.desk.card("", NAMED))


async def test_without_a_folder_to_edit_it_is_said_what_to_set(office: Office) -> None:
    """Rather than editing what an update replaces."""
    desk = Desk(office.desk._holder, office.store, lambda: NOON, Editing((office.folder / "gone",)))
    assert "SMALLPRINT_KNOWLEDGE" in said(await desk.open(f"correct~{TRAINING}", ANN))


async def test_the_answer_card_offers_what_somebody_may_do(office: Office) -> None:
    """All of it to whoever edits the base, the note to the others."""
    labels = [button.label for button in (await office.desk.card(TRAINING, ANN)).buttons]
    assert labels[:5] == [wording.STILL_TRUE, wording.POSITION_CHANGED, wording.CORRECT_ANSWER, wording.EDIT_NOTE, wording.ADD_NAME]
    assert next(button.label for button in (await office.desk.card(TRAINING, GUEST)).buttons) == wording.EDIT_NOTE
