"""What is kept of a person: no words but those they send to the curators, and nothing at all once they delete it."""

from __future__ import annotations

import logging

import pytest

from bot.storage import Person as StoredPerson
from bot.storage import Workspace
from tests.fakes.slack import Person
from tests.slack.running import Running

WORDS = "quincunx"
"""A word that stands in everything that the person types and nowhere else."""


async def do_everything(app: Running, person: Person, channel: str) -> None:
    """Ask each way, press everything, have claims checked, report, open the Home tab."""
    slack = app.slack
    asked = await person.command("/smallprint", f"can zoom use my {WORDS} calls for ai?", channel)
    assert asked.ephemeral is not None
    await person.command("/smallprint", f"and {WORDS} is it encrypted?", channel)
    for action, option in (("more", "Follow"), ("show:0", None), ("more", "Wrong or outdated?"), ("more", "Share in channel")):
        await person.press(asked.ephemeral, action, option)
        await app.settled()
    [form] = slack.views_open(person)
    await person.mention(channel, f"does blorptalk train on my {WORDS} calls")
    await app.settled()
    await person.direct_message(f"does webex train on my {WORDS} calls")
    await app.settled()
    thread = (await person.open_assistant()).payload["event"]["assistant_thread"]["thread_ts"]
    await person.direct_message(f"is {WORDS} signal encrypted", thread_ts=thread)
    await app.settled()
    await person.shortcut("check_claims", person.say(channel, f"Zoom owns all {WORDS} recordings"))
    await app.settled()
    await person.open_home()
    await app.settled()
    home = slack.home_of(person)
    assert home is not None
    await person.press(home, "search", f"does {WORDS} otter train on my calls")
    await app.settled()
    await person.close(form)


async def test_no_word_is_stored_or_logged(app: Running, ann: Person, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever they do, but for what they send to the curators on purpose."""
    with caplog.at_level(logging.DEBUG):
        await do_everything(app, ann, "C1")
        assert WORDS not in caplog.text
    assert not in_files(app, WORDS)
    answer = next(m for m in app.slack.messages("C1") if "send" in [control.action_id for control in m.shown.controls])
    await ann.press(answer, "send")
    await app.settled()
    assert in_files(app, WORDS)
    assert app.slack.refusals == []


async def test_deleting_leaves_no_trace_in_any_table_or_file(app: Running, ben: Person) -> None:
    """What others have stored stays; and the person can go on asking."""
    ann = app.slack.workspace("T1").user("U0QUINCE")
    for person in (ann, ben):
        await do_everything(app, person, "C1")
        answer = [m for m in app.slack.messages("C1") if "send" in [control.action_id for control in m.shown.controls]][-1]
        await person.press(answer, "send")
        await app.settled()
    await app.dialogue.noted()
    bens = StoredPerson(Workspace("slack", "T1"), ben.id)
    kept = await app.store.personal.held_about(bens)
    assert in_files(app, ann.id)
    asked = await ann.command("/smallprint", "privacy", "C1")
    assert asked.ephemeral is not None
    await ann.press(asked.ephemeral, "forget")
    await app.settled()
    assert app.slack.messages(visible_to=ann)[-1].shown.says("Everything that was stored about you is deleted")
    assert not in_files(app, ann.id)
    assert await app.store.personal.held_about(bens) == kept
    assert [entry.person for entry in await app.store.queue.entries(None)] == [bens]
    again = await ann.command("/smallprint", "can zoom use my calls for ai?", "C1")
    assert again.ephemeral is not None
    assert app.slack.refusals == []


def in_files(app: Running, word: str) -> bool:
    """Whether a word stands in any file of the database, its log included."""
    return any(word.encode() in path.read_bytes() for path in app.folder.iterdir() if path.is_file())
