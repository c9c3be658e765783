"""What a person can do in a chat, whatever the surface."""

from __future__ import annotations

import pytest

from bot.dialogue.asker import Asker
from bot.dialogue.chat import MAX_SENT, Chat
from bot.dialogue.engine import Engine
from bot.replies import wording
from bot.replies.card import Card, Reference
from bot.replies.layout import Heading, Points, Sources, Text
from bot.storage import Person, Store, StoreError, Workspace
from bot.understanding.subject import Subject
from tests.storage.counting import ratings_in
from tests.storage.databases import Clock, clock, store, store_url

__all__ = ["clock", "store", "store_url"]

HERE = Workspace("slack", "T1")
ANN = Asker(Person(HERE, "U1"), "C1/U1")
USAGE = ("/smallprint QUESTION",)


@pytest.fixture
def chat(engine: Engine, store: Store, clock: Clock) -> Chat:
    """A chat over the shipped knowledge, on the day of the tests."""
    return Chat(engine, store, retention_days=90, clock=clock)


def said(card: Card) -> str:
    """Everything that stands on a card."""
    parts: list[str] = []
    for block in card.blocks:
        match block:
            case Heading(text=text) | Text(text=text):
                parts.append(text)
            case Points(label=label, points=points):
                parts += [label, *points]
            case Sources(sources=sources):
                parts += [entry.source.url for entry in sources]
    return "\n".join(parts)


async def test_an_answer_has_verdict_sources_and_a_reference(chat: Chat) -> None:
    """And can be shown again from the reference alone."""
    card = await chat.ask("Can Zoom use my calls for AI?", ANN)
    assert "Zoom: No, not for training AI" in said(card)
    assert "https://zoom.us/en/trust/terms/" in said(card)
    assert card.about is not None
    reference = Reference.decode(card.about.encode() or "")
    assert chat.show(reference.subject, ANN).blocks == card.blocks
    assert chat.shared(reference) is not None


async def test_a_follow_up_leans_on_the_question_before(chat: Chat, clock: Clock) -> None:
    """In the same conversation, for half an hour, and nobody else's."""
    await chat.ask("is zoom end to end encrypted", ANN)
    assert "Signal" in said(await chat.ask("what about signal?", ANN))
    stranger = ANN._replace(person=Person(Workspace("slack", "T2"), "U1"))
    assert (await chat.ask("and on the free plan?", stranger)).unmatched
    clock.advance(minutes=31)
    assert (await chat.ask("and on the free plan?", ANN)).unmatched


async def test_a_lost_memory_costs_the_follow_up_not_the_answer(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database does not answer."""

    async def broken(*_: object) -> None:
        raise StoreError("the database does not answer", transient=True)

    monkeypatch.setattr(chat.store, "turn", broken)
    assert "Zoom" in said(await chat.ask("is zoom encrypted", ANN))
    assert (await chat.ask("what's the weather", ANN)).unmatched


@pytest.mark.parametrize("text", ["", "  ", "help", "Help", "/help"])
async def test_help_shows_how_to_ask_and_examples_to_press(chat: Chat, text: str) -> None:
    """Three of them, and they work."""
    card = await chat.ask(text, ANN, USAGE)
    assert USAGE[0] in said(card)
    assert len(card.buttons) == 3
    for button in card.buttons:
        assert not (await chat.ask(button.value, ANN)).unmatched


async def test_sub_words_lead_to_the_same_places(chat: Chat) -> None:
    """As the buttons do."""
    assert (await chat.ask("compare zoom teams", ANN)).table is not None
    assert "Instead of Zoom" in said(await chat.ask("alternatives zoom", ANN))
    assert "11 August 2023" in said(await chat.ask("history zoom", ANN))
    assert "Jitsi" in said(await chat.ask("platforms", ANN))
    assert "30 minutes" in said(await chat.ask("privacy", ANN))
    assert said(await chat.ask("compare", ANN)) == wording.COMPARE_NEEDS_TWO


async def test_an_answer_beside_another_platform(chat: Chat) -> None:
    """Compare with… keeps the topic; the same platform twice is one."""
    card = await chat.ask("is zoom encrypted", ANN)
    assert card.about is not None
    compared = chat.compared(card.about, "signal", ANN)
    assert compared.table is not None
    assert [row[0] for row in compared.table.rows] == ["Zoom", "Signal"]
    assert chat.compared(card.about, "zoom", ANN).table is None


def test_a_button_whose_entry_is_gone_says_so(chat: Chat) -> None:
    """Instead of failing or guessing."""
    gone = Subject("answer", ("blorptalk",), ("ai-training",))
    assert said(chat.show(gone, ANN)) == wording.NO_LONGER_ON_RECORD
    assert chat.shared(Reference(gone, "00000000")) is None


def test_platforms_are_found_while_typing(chat: Chat) -> None:
    """By name, slug or alias, those that start so first."""
    assert chat.platform_choices("zoo", 5)[0] == ("zoom", "Zoom")
    assert ("microsoft-teams", "Microsoft Teams") in chat.platform_choices("teams", 25)
    assert len(chat.platform_choices("", 25)) == 25
    assert "zoom" not in dict(chat.platform_choices("zo", 5, without=("zoom",)))
    assert chat.platform_choices("blorp", 5) == ()


async def test_a_second_rating_replaces_the_first(chat: Chat) -> None:
    """And is counted for the answer that it was given to."""
    about = (await chat.ask("is zoom encrypted", ANN)).about
    assert about is not None
    await chat.rate(about, ANN, helpful=False)
    await chat.rate(about, ANN, helpful=True)
    assert await ratings_in(chat.store, HERE, "zoom", "encryption") == (1, 0)


async def test_a_report_goes_to_the_curators_with_the_answers_version(chat: Chat) -> None:
    """So that they see which wording it was about."""
    about = (await chat.ask("is zoom encrypted", ANN)).about
    assert about is not None
    assert "90 days" in said(await chat.report(about, "the page says otherwise now", ANN))
    [entry] = await chat.store.queue(HERE)
    assert (entry.kind, entry.platform, entry.topic, entry.version) == ("report", "zoom", "encryption", about.version)
    assert entry.text == "the page says otherwise now"


async def test_a_question_is_kept_only_where_it_was_sent(chat: Chat) -> None:
    """Asking stores none."""
    card = await chat.ask("does blorptalk train on my calls", ANN)
    assert card.unmatched
    assert await chat.store.queue(None) == ()
    await chat.send_to_curators("does blorptalk train on my calls" + "?" * MAX_SENT, ANN)
    [entry] = await chat.store.queue(None)
    assert entry.text.startswith("does blorptalk")
    assert len(entry.text) == MAX_SENT
    assert said(await chat.send_to_curators("  ", ANN)) == wording.NOTHING_TO_SEND


async def test_a_product_known_by_name_only_is_noted_without_words(chat: Chat) -> None:
    """The name is from our own list."""
    card = await chat.ask("is nextcloud talk end to end encrypted", ANN)
    assert wording.NOTED_ASKED_FOR in said(card)
    assert [slug for slug, _ in await chat.store.most_asked(HERE, chat.today, 5)] == ["Nextcloud Talk"]
    assert await chat.popular(HERE, 5) == ()


async def test_what_is_asked_about_most_here(chat: Chat) -> None:
    """Each platform with today's verdict in words, and nothing of another workspace."""
    for text in ("is zoom encrypted", "does zoom keep recordings", "is signal encrypted"):
        await chat.ask(text, ANN)
    await chat.ask("is webex encrypted", ANN._replace(person=Person(Workspace("slack", "T2"), "U1")))
    assert [(name, slug) for name, _, slug in await chat.popular(HERE, 5)] == [("Zoom", "zoom"), ("Signal", "signal")]


async def test_privacy_shows_what_is_stored_about_you_and_deletes_it(chat: Chat) -> None:
    """From the code's own list of tables."""
    await chat.ask("is zoom encrypted", ANN)
    assert "About you" in said(await chat.privacy(ANN))
    assert wording.NOTHING_STORED not in said(await chat.privacy(ANN)).splitlines()
    assert said(await chat.forget(ANN)) == wording.FORGOTTEN
    assert wording.NOTHING_STORED in said(await chat.privacy(ANN)).splitlines()
    assert said(await chat.forget(ANN)) == wording.NOTHING_TO_FORGET


def test_a_message_is_read_for_claims(chat: Chat) -> None:
    """And what there is to each is said, with sources."""
    card = chat.claims("Zoom now owns your private conversations and uses them to train AI.", None)
    assert "2 claims" in said(card)
    assert any(isinstance(block, Sources) for block in card.blocks)
    assert "no claim" in said(chat.claims("lunch at noon?", None))
