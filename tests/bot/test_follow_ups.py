"""What somebody writes behind an answer is read as asked on from it: a comparison, its reasons, another time, how to change it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dialogue.asker import Asker
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.respond import Message, respond
from bot.replies.blocks import BlockRole, Heading, Points, Sources
from bot.replies.card import Card
from bot.replies.reply import Reply
from bot.storage import Person, Store, Workspace
from bot.understanding.question import NOTHING_BEFORE
from bot.understanding.revision import KnowledgeHolder, Revision
from tests.conftest import TODAY
from tests.storage.databases import Clock, clock, store, store_url

__all__ = ["clock", "store", "store_url"]


def after(revision: Revision, before: str, *texts: str, today: date = TODAY) -> Card:
    """Return the card of the last of several messages behind a first one."""
    state = NOTHING_BEFORE
    for text in (before, *texts):
        card, state, *_ = respond(revision, Message(text), today, before=state)
    return card


def reply_after(revision: Revision, before: str, *texts: str) -> Reply:
    """Return the reply to the last of several messages."""
    reply = after(revision, before, *texts).reply
    assert reply is not None
    return reply


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("compared to google meet?", "google-meet"),
        ("versus slack", "slack"),
        ("any worse than whatsapp?", "whatsapp"),
        ("does it do better than facetime", "facetime"),
        ("put it side by side with discord", "discord"),
        ("what's the difference to telegram", "telegram"),
        ("compare webex", "webex"),
    ],
)
def test_another_platform_is_compared_with_the_one_before(revision: Revision, text: str, other: str) -> None:
    """On the topic of the answer, which the message does not name."""
    reply = reply_after(revision, "are viber calls end to end encrypted", text)
    assert (reply.kind, reply.platforms, reply.topics[0]) == ("compare", ("viber", other), "encryption")


def test_a_comparison_takes_its_own_topic_if_it_names_one(revision: Revision) -> None:
    """The platform is carried over all the same."""
    reply = reply_after(revision, "are viber calls end to end encrypted", "compare with line on selling data to advertisers")
    assert (reply.kind, reply.platforms, reply.topics[0]) == ("compare", ("viber", "line"), "data-sharing")


@pytest.mark.parametrize("text", ["is telegram any worse?", "would telegram be better", "telegram?", "and what about telegram"])
def test_another_platform_alone_keeps_the_topic(revision: Revision, text: str) -> None:
    """Also if it is asked whether that is better."""
    reply = reply_after(revision, "how long does line keep recordings", text)
    assert (reply.platforms, reply.topics[0]) == (("telegram",), "retention")


@pytest.mark.parametrize(
    "text",
    [
        "why is that",
        "but why?",
        "links please",
        "any evidence for this?",
        "where did you read that",
        "who says so",
        "can you cite that",
        "really?",
        "you sure?",
    ],
)
@pytest.mark.parametrize("before", ["does fathom train its ai on my calls", "compare zoom and slack on encryption"])
def test_reasons_are_given_with_the_same_answer(revision: Revision, before: str, text: str) -> None:
    """Its sources stand in the brief, so that every surface shows them."""
    first, card = after(revision, before), after(revision, before, text)
    assert first.reply is not None
    assert card.reply is not None
    assert (card.reply.kind, card.reply.platforms, card.reply.topics[0]) == (
        first.reply.kind,
        first.reply.platforms,
        first.reply.topics[0],
    )
    shown = [block for block in card.brief if isinstance(block, Sources)]
    assert len(shown) == 1
    assert shown[0].sources
    assert not any(isinstance(block, Sources) for block in first.brief)


@pytest.mark.parametrize("text", ["and in early 2023?", "what about june 2023", "how was that back in may 2023", "2023-06?"])
def test_a_time_alone_asks_for_the_same_then(revision: Revision, text: str) -> None:
    """The platform and the topic stay."""
    reply = reply_after(revision, "does zoom train its ai on my calls", text)
    assert (reply.kind, reply.platforms, reply.topics[0]) == ("answer", ("zoom",), "ai-training")
    assert reply.as_of is not None
    assert reply.as_of.startswith("2023")


@pytest.mark.parametrize(
    ("before", "text", "topic"),
    [
        ("does read ai train on my meetings", "how can one change this", "opt-out"),
        ("does fireflies compute voiceprints", "how would i prevent that?", "opt-out"),
        ("how long does webex keep recordings", "how do we change that", "retention"),
    ],
)
def test_how_to_change_it_leads_to_the_steps(revision: Revision, before: str, text: str, topic: str) -> None:
    """Of what AI does, how to refuse it; of anything else, its own."""
    reply = reply_after(revision, before, text)
    assert (reply.kind, reply.topics[0]) == ("answer", topic)


def test_since_when_names_the_day_of_the_same_topic(revision: Revision) -> None:
    """First, and not what changed elsewhere."""
    card = after(revision, "does zoom train its ai on my calls", "since when tho")
    assert isinstance(card.brief[0], Heading)
    assert card.brief[0].text == "Zoom's answer on AI training is as it is today since 11 August 2023."
    reply = reply_after(revision, "is teams end to end encrypted", "and since when")
    assert reply.topics[:2] == ("history", "encryption")
    assert "encryption" in reply.said.sentence
    assert "AI training" not in reply.said.headline


def test_a_history_is_told_for_the_topic_that_is_named(revision: Revision) -> None:
    """And says what holds on it today."""
    reply = reply_after(revision, "have zoom calls always been encrypted, or did that change")
    if reply.topics[0] == "history":
        assert reply.topics[1] == "encryption"
        assert reply.said.headline.startswith("Today, on encryption")


def test_one_change_has_no_order(revision: Revision) -> None:
    """A single line is not the newest of several."""
    for slug in revision.knowledge.platforms:
        card = after(revision, f"history {slug}")
        for block in card.brief:
            if isinstance(block, Points) and block.role is BlockRole.HISTORY and len(block.points) == 1:
                assert "first" not in block.label


@pytest.mark.parametrize(
    "text",
    ["ok then", "cheers mate", "lmao", "brilliant, ta", "why did the chicken cross the road", "hm, spooky", "gotcha", "see you later"],
)
@pytest.mark.parametrize("before", ["is zoom encrypted", "does otter train on my calls"])
def test_chatter_behind_an_answer_is_not_answered(revision: Revision, before: str, text: str) -> None:
    """Thanks and jokes fetch nothing."""
    assert after(revision, before, text).kind in {"off-topic", "clarify"}


@pytest.mark.parametrize("text", ["why", "vs slack?", "what about 2021", "links?", "says who", "and in march 2022?"])
def test_nothing_else_is_proposed_without_a_word_for_it(revision: Revision, text: str) -> None:
    """Alternatives are for whoever looks for them."""
    assert reply_after(revision, "does gong sell my data", text).kind != "alternatives"


@pytest.mark.parametrize(("text", "topics"), [("alternatives", ("encryption",)), ("History?", ("history", "encryption"))])
def test_a_direct_word_alone_is_about_what_stands_before(revision: Revision, text: str, topics: tuple[str, ...]) -> None:
    """Without anything before it, a platform is asked for."""
    reply = reply_after(revision, "is webex end to end encrypted", text)
    assert (reply.platforms, reply.topics) == (("webex",), topics)
    assert after(revision, text).kind == "clarify"


@pytest.mark.parametrize(
    ("before", "text", "platform"),
    [
        ("does skype record calls", "for how long does microsoft keep them", "skype"),
        ("does viber store calls", "would rakuten hand them to the police", "viber"),
        ("can linkedin train on my messages", "and can people at microsoft read them", "linkedin"),
        ("does fathom train on my calls", "does openai get a copy", "fathom"),
        ("does webex train on my calls", "do people at microsoft listen to teams calls", "microsoft-teams"),
        ("does fathom train on my calls", "and does apple listen to facetime calls", "facetime"),
    ],
)
def test_a_company_behind_a_question_on_its_product_means_that_product(revision: Revision, before: str, text: str, platform: str) -> None:
    """Not the one it is best known for; another company's product is another one."""
    assert reply_after(revision, before, text).platforms == (platform,)


@pytest.mark.parametrize("text", ["in the EU too?", "and in germany?", "on the free plan?"])
def test_a_region_or_plan_alone_keeps_the_topic(revision: Revision, text: str) -> None:
    """It says for whom the same is asked, not that where things are kept is asked."""
    reply = reply_after(revision, "does discord train its ai on my calls", text)
    assert (reply.platforms, reply.topics[0]) == (("discord",), "ai-training")


def test_a_platform_is_kept_from_a_question_that_is_not_ours(revision: Revision) -> None:
    """But nothing is answered without a question of ours."""
    assert reply_after(revision, "how do i record a teams meeting", "and who gets to watch it after").platforms == ("microsoft-teams",)
    assert after(revision, "zoom keeps freezing", "ok thanks").kind in {"off-topic", "clarify"}


def test_a_company_beside_its_product_is_no_second_platform(revision: Revision) -> None:
    """Unless the two are weighed against each other."""
    assert reply_after(revision, "can 8x8 staff listen to my jitsi calls").platforms == ("jitsi-meet",)
    assert reply_after(revision, "slack vs salesforce for privacy").platforms == ("slack", "salesforce")


async def test_what_is_asked_on_finds_the_answer_in_the_conversation(revision: Revision, store: Store, clock: Clock) -> None:
    """Every surface has it through the one door, with what it remembers of the thread."""
    dialogue = Dialogue(KnowledgeHolder(revision), store, 90, clock)
    ann = Asker(Person(Workspace("slack", "T1"), "U1"), "C1:1700000000.1")
    for text, kind, platforms in (
        ("is webex end to end encrypted", "answer", ("webex",)),
        ("vs slack?", "compare", ("webex", "slack")),
        ("sources?", "compare", ("webex", "slack")),
        ("compare with zoom", "compare", ("webex", "slack", "zoom")),
    ):
        reply = (await dialogue.answer(text, ann)).reply
        assert reply is not None
        assert (reply.kind, reply.platforms, reply.topics[0]) == (kind, platforms, "encryption"), text
