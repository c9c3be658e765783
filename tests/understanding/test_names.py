"""Platforms are found by name, alias and typing error, and ordinary words are left alone."""

from __future__ import annotations

import pytest

from bot.understanding.revision import Revision
from tests.conftest import TODAY


def named(revision: Revision, text: str) -> tuple[str, ...]:
    """The platforms that a message names."""
    return revision.understanding.understand(text, TODAY).platforms


@pytest.mark.parametrize(
    ("text", "platforms"),
    [
        ("does zoom train on calls", ("zoom",)),
        ("does Zooom train on calls", ("zoom",)),
        ("does zom train on my calls", ("zoom",)),
        ("can i ban the LinkedIn bot from my meetings", ("linkedin",)),
        ("can teems record me without telling", ("microsoft-teams",)),
        ("microsft teams encryption", ("microsoft-teams",)),
        ("is google met encrypted", ("google-meet",)),
        ("are ms teams calls encrypted", ("microsoft-teams",)),
        ("does whats app train ai", ("whatsapp",)),
        ("mircosoft taems encryption", ("microsoft-teams",)),
        ("is googl emeet encrypted", ("google-meet",)),
        ("AI Companion, does it learn from us", ("zoom",)),
        ("is fb messenger encrypted", ("facebook-messenger",)),
        ("who keeps recordings longer, Slack or Discord?", ("slack", "discord")),
        ("can meet use my calls for ai", ("google-meet",)),
        ("we moved to teams, is it recorded for training", ("microsoft-teams",)),
        ("does signal keep calls", ("signal",)),
        ("is my slack huddle transcribed", ("slack",)),
        ("a LINE salesman told me they record calls, do they", ("line",)),
        ("our IT banned Read. who gets what it took down", ("read-ai",)),
        ("a Fellow salesman said they keep the notes forever", ("fellow",)),
        ("my mum whatsapps me, is that encrypted", ("whatsapp",)),
        ("what line does with my voice", ("line",)),
        ("how long keeps line my calls", ("line",)),
    ],
)
def test_finds_the_platform(revision: Revision, text: str, platforms: tuple[str, ...]) -> None:
    """Names are found in the order in which they stand."""
    assert named(revision, text) == platforms


@pytest.mark.parametrize(
    "text",
    [
        "let's meet tomorrow to train the ai",
        "can i train my team on ai",
        "there is a signal problem when i record calls",
        "two teams share one recording",
        "we meet to record the training",
        "i read the terms and they can keep my recordings",
        "cut me some slack about the recording",
        "can my manager read the transcript",
        "zoom in on the face in the recording",
        "a fellow salesman said they keep the notes forever",
        "for reasons X, Y and Z i left",
        "Can They Read My Messages On The Work Phone",
        "what does the line do with my voice",
        "he signals me that the call is recorded",
        "my sister wires me money during our calls",
        "which messenger can hand nothing to the police",
        "we fled the old app, too slick, and went through the calls line by line",
    ],
)
def test_leaves_ordinary_words_alone(revision: Revision, text: str) -> None:
    """A word in its ordinary sense is not a platform."""
    assert named(revision, text) == ()


@pytest.mark.parametrize(
    ("text", "platforms"),
    [
        ("does the transcript get sent to chatgpt", ()),
        ("does zoom share calls with facebook", ("zoom",)),
        ("does otter use openai", ("otter",)),
        ("i meet clients by zoom and we chat after. does it train ai", ("zoom",)),
        ("we chat by whatsapp, is it end to end encrypted", ("whatsapp",)),
        ("when we chat on signal is it stored", ("signal",)),
        ("does we chat train on calls", ("wechat",)),
        ("we chat vs signal for calls", ("wechat", "signal")),
        ("zoom owned by google, does zoom train on calls", ("zoom",)),
        ("heard google meet trains on meetings same as zoom", ("google-meet",)),
        ("is microsoft training on our teams calls", ("microsoft-teams",)),
        ("is what i say to chatgpt voice used to train it", ("chatgpt",)),
        ("we picked webex over zoom. is it encrypted", ("webex",)),
        ("can staff read discord voice chats", ("discord",)),
        ("with hubspot or salesforce, which one can i switch off", ("hubspot", "salesforce")),
        ("signal or messenger, which encrypts group calls", ("signal", "facebook-messenger")),
        ("is there a messenger which never trains, unlike zoom", ("zoom",)),
        ("an app or messenger which never trains, unlike zoom", ("zoom",)),
        ("one call by telegram, the other with viber: do both keep them", ("telegram", "viber")),
        ("signal instead of zoom or teams, is it encrypted", ("signal",)),
        ("is zoom, not teams or meet, encrypted", ("zoom",)),
        ("not zoom or teams, what else doesnt train", ("zoom", "microsoft-teams")),
    ],
)
def test_tells_who_is_asked_about_from_who_receives(revision: Revision, text: str, platforms: tuple[str, ...]) -> None:
    """A company that gets something, or that is only an example, is not the platform of the question."""
    assert named(revision, text) == platforms


@pytest.mark.parametrize("text", ["are huddles transcribed by slack ai", "i host a podcast on zoom, who owns it", "a sales demo on zoom"])
def test_words_of_our_topics_are_no_misspelt_names(revision: Revision, text: str) -> None:
    """Not TranscribeMe, Podcastle or Demio, which would make it a question about an unknown platform."""
    question = revision.understanding.understand(text, TODAY)
    assert (len(question.platforms), question.unlisted) == (1, ())


@pytest.mark.parametrize("text", ["dialpad ads after a phone chat", "plaud pci card numbers by phone", "if i report a dialpad bot as spam"])
def test_a_name_that_is_spelt_right_is_not_half_of_a_misspelt_longer_one(revision: Revision, text: str) -> None:
    """Not "Dialpad AI" or "Plaud Pin", which would take a word away that speaks for the topic."""
    (name,) = revision.understanding.understand(text, TODAY).names
    assert (name.misspelt, name.end - name.start) == (False, 1)
