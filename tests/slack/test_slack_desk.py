"""The admins' desk in Slack, from the command to the answer that everybody gets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.slack.settings import BOT_SCOPES
from bot.replies import wording
from bot.storage import Person as StoredPerson
from bot.storage import Workspace
from bot.understanding.revision import Revision
from bot.upkeep.base_desk import Editing
from tests.fakes.slack import Approval, FakeSlack, Message, Person, View
from tests.slack.running import Running, private_word, running
from tests.upkeep.live import headline, reloading
from tests.upkeep.news import News

NEW = "Zoom may use calls for its AI only where an admin has agreed."


@pytest.fixture
async def app(revision: Revision, slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Running]:
    """The app over HTTP, with a folder for edits."""
    folder = tmp_path / "own"
    folder.mkdir()
    async with running(revision, slack, tmp_path, "http", editing=Editing((folder,)), SMALLPRINT_ADMINS="slack:U7") as opened:
        yield opened
        assert slack.refusals == []


@pytest.fixture
def ada(slack: FakeSlack) -> Person:
    """An admin of the workspace."""
    return slack.workspace("T1").user("U9", "ada", admin=True)


def button(message: Message | View, label: str) -> str:
    """The action of the button with a label."""
    blocks = [block for block in message.blocks if block["type"] == "actions"]
    return str(next(part["action_id"] for block in blocks for part in block["elements"] if part.get("text", {}).get("text") == label))


async def opened(app: Running, person: Person, message: Message | View, label: str) -> View:
    """The form that a button opens."""
    await person.press(message, button(message, label))
    await app.settled()
    [view] = app.slack.views_open(person)
    return view


def shown(view: View) -> str:
    """Every label, hint and note of a form."""
    return str(view.blocks)


def typed(**values: str) -> dict[str, dict[str, str]]:
    """What is typed into fields."""
    return {key: {"what": value} for key, value in values.items()}


async def test_change_by_a_form_with_a_mistake_ask_again_be_told_undo(app: Running, ada: Person, ann: Person) -> None:
    """The linter's message stands at the field; once mended it is saved, answered with and told to a follower; one press undoes it."""
    holder = app.dialogue.holder
    before = headline(holder)
    news = News(app.dialogue, app.store, "slack", app.app)
    await news.start()
    await private_word(ann, "follow zoom")
    async with reloading(holder, app.folder / "own") as saves:
        card = await private_word(ada, "admin zoom")
        form = await opened(app, ada, card, wording.POSITION_CHANGED)
        values = {"verdict": "opt-in", "headline": NEW.removesuffix("."), "source": "terms", "changed_on": "2026-11-01"}
        sent = await ada.submit(form, typed(**values))
        assert list(sent.errors) == ["headline"]
        assert "full stop" in sent.errors["headline"]
        assert headline(holder) == before
        sent = await ada.submit(form, typed(headline=NEW))
        assert not sent.errors
        await app.settled()
        assert "saved as edit 1" in form.shown.text
        assert f"→ {NEW}" in form.shown.text
        await saves.take_up()
        assert headline(holder) == NEW
        assert (await private_word(ann, "does zoom train on my calls")).shown.says("only where an admin has agreed")
        await news.tell()
        [told] = [message for message in app.slack.messages() if message.shown.says("what is on record has changed")]
        assert ann.sees(told)
        [done] = [message for message in app.slack.messages() if message.shown.says("saved as edit 1")]
        assert done.ephemeral_to == ada.id
        await ada.press(done, button(done, wording.UNDO))
        await app.settled()
        assert app.slack.messages()[-1].shown.says("Edit 1 is undone")
        await saves.take_up()
        assert headline(holder) == before


async def test_who_is_no_admin_is_told_who_can(app: Running, ann: Person, ada: Person) -> None:
    """By the command, and by a press on what an admin sees."""
    assert (await private_word(ann, "admin")).shown.says("Only admins and owners of this workspace can do this")
    assert (await private_word(ada, "admin")).shown.says(wording.NOTHING_WAITS)
    assert (await private_word(ann, "admin can hear my zoom calls?")).shown.says("Zoom")


async def test_whom_the_settings_name_is_an_admin(app: Running, slack: FakeSlack) -> None:
    """Whatever Slack says of them."""
    assert (await private_word(slack.workspace("T1").user("U7", "eve"), "admin zoom")).shown.says("Zoom: AI training")


async def test_a_local_note_is_seen_beside_the_answer(app: Running, ada: Person, ann: Person) -> None:
    """By people of the workspace; an empty one takes it away."""
    card = await private_word(ada, "admin zoom/ai-training")
    form = await opened(app, ada, card, wording.EDIT_NOTE)
    await ada.submit(form, typed(text="Here: ask dpo@acme.example."))
    await app.settled()
    assert form.shown.says(wording.NOTE_KEPT)
    assert (await private_word(ann, "does zoom train on my calls")).shown.says("Local note (this workspace): Here: ask dpo@acme.example.")
    await ada.close(form)
    form = await opened(app, ada, await private_word(ada, "admin zoom"), wording.EDIT_NOTE)
    await ada.submit(form, typed(text=""))
    await app.settled()
    assert not (await private_word(ann, "does zoom train on my calls")).shown.says("Local note")


async def test_the_home_shows_admins_what_waits(app: Running, ada: Person, ann: Person) -> None:
    """With buttons that work there; nobody else sees it."""
    entry = await app.store.queue.add(StoredPerson(Workspace("slack", "T1"), ann.id), "question", "does zoom sing?")
    for person in (ada, ann):
        await person.open_home()
    await app.settled()
    hers, others = app.slack.home_of(ada), app.slack.home_of(ann)
    assert hers is not None
    assert others is not None
    assert hers.shown.says("does zoom sing?")
    assert not others.shown.says("does zoom sing?")
    await ada.press(hers, button(hers, wording.entry_title(entry.id, "question")))
    await app.settled()
    await ada.press(hers, button(hers, wording.DISMISS))
    await app.settled()
    assert hers.shown.says(wording.DISMISSED)
    assert await app.store.queue.entries(None) == ()


async def test_a_mistake_that_is_found_after_slack_has_stopped_waiting(app: Running, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands at its field as well, with what was typed."""
    monkeypatch.setattr("adapters.slack.desk.LOOK_SECONDS", 0.0)
    form = await opened(app, ada, await private_word(ada, "admin zoom"), wording.CORRECT_ANSWER)
    sent = await ada.submit(form, typed(headline=NEW.removesuffix("."), why="shorter"))
    assert not sent.errors
    assert form.shown.says(wording.SAVING)
    await app.settled()
    fields = {block["block_id"]: block for block in form.blocks if block["type"] == "input"}
    assert "full stop" in fields["headline"]["hint"]["text"]
    assert fields["headline"]["element"]["initial_value"] == NEW.removesuffix(".")
    assert not (app.folder / "own" / "edits.jsonl").exists()


async def test_a_mistake_that_belongs_to_no_field_stands_above_the_form(app: Running, ada: Person) -> None:
    """And what was typed is kept."""
    form = await opened(app, ada, await private_word(ada, "admin zoom"), wording.ADD_NAME)
    (app.folder / "own" / "zoom.toml").write_text('slug = "zoom"\n')
    sent = await ada.submit(form, typed(alias="zoomy"))
    assert not sent.errors
    assert form.shown.says(wording.CHANGED_MEANWHILE)
    assert "zoomy" in str(form.blocks)


async def test_in_a_shared_bot_a_workspace_admin_writes_notes_only(revision: Revision, slack: FakeSlack, tmp_path: Path) -> None:
    """Whoever installed it elsewhere does not change everybody's answers."""
    async with running(revision, slack, tmp_path, "many") as app:
        await slack.install(f"{app.url}/slack/install", Approval("T1", "U0ADMIN"))
        ada = slack.workspace("T1").user("U9", "ada", admin=True)
        card = await private_word(ada, "admin zoom")
        assert button(card, wording.EDIT_NOTE)
        with pytest.raises(StopIteration):
            button(card, wording.CORRECT_ANSWER)
        assert (await private_word(ada, "admin")).shown.says("This bot serves many workspaces")


async def test_without_the_scope_only_named_people_are_admins(revision: Revision, tmp_path: Path) -> None:
    """An app that may not look takes nobody's word for it."""
    async with FakeSlack(scopes=BOT_SCOPES) as slack, running(revision, slack, tmp_path, "http", SMALLPRINT_ADMINS="slack:T1/U7") as app:
        workspace = slack.workspace("T1")
        assert (await private_word(workspace.user("U9", "ada", admin=True), "admin")).shown.says("Only admins and owners")
        assert (await private_word(workspace.user("U7", "eve"), "admin")).shown.says(wording.ADMIN_DESK)
        assert app.slack.refusals != []
