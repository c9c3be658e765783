"""A reply answers the question that was asked, in one glance."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bot.dialogue.respond import Message, card_on, respond
from bot.replies.answer import answer
from bot.replies.blocks import Block, Heading, Paragraph, Points, Sources
from bot.replies.card import Card
from bot.replies.current import NOT_POLAR
from bot.replies.layout import lay_out
from bot.replies.reply import Choice, Reply
from bot.replies.reply_context import ReplyContext
from bot.replies.scoped import steps_for
from bot.understanding.periods import NOW
from bot.understanding.revision import Revision
from bot.understanding.scope import ANYBODY
from bot.understanding.subject import HISTORY, OPT_OUT, Subject
from knowledge.base import answer_on
from knowledge.vocabulary import NO_LIKE, YES_LIKE
from tests.conftest import TODAY

PHONE = 42
"""Characters in a line of a phone."""
SCREEN = 29
"""Lines on a phone's screen."""
POLAR = Path(__file__).parents[1] / "data" / "judges" / "polar.jsonl"
AGREEING, DISAGREEING = {"yes", "true"}, {"no", "false"}


def answers(revision: Revision) -> Iterator[Card]:
    """Yield every answer on record."""
    for slug in revision.knowledge.platforms:
        for topic in revision.knowledge.topics:
            yield card_on(revision.knowledge, Subject("answer", (slug,), (topic,)), TODAY)


def lines(blocks: Iterable[Block]) -> int:
    """Count the lines that blocks take on a phone."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Points):
            texts += [f"{block.label}:", *block.points]
        elif not isinstance(block, Sources):
            label = getattr(block, "label", "")
            texts.append(f"{label}: {getattr(block, 'text', '')}" if label else getattr(block, "text", ""))
    return sum(len(textwrap.wrap(text, PHONE)) for text in texts)


def test_the_brief_is_a_third_of_a_phone_screen(revision: Revision) -> None:
    """Ten lines for 95 of 100 answers, thirteen for all."""
    counts = sorted(lines(card.brief) for card in answers(revision))
    assert counts[int(0.95 * len(counts))] <= 10
    assert counts[-1] <= 13


@pytest.mark.parametrize(("compared", "screens"), [(2, 1), (5, 2)])
def test_a_comparison_fits_on_a_phone(revision: Revision, compared: int, screens: int) -> None:
    """One screen for two platforms, two for five, over the whole base: what is said, and the table row by row."""
    slugs = list(revision.knowledge.platforms)
    for topic in revision.knowledge.topics:
        for first in range(0, len(slugs) - compared, compared):
            subject = Subject("compare", tuple(slugs[first : first + compared]), (topic,))
            card = card_on(revision.knowledge, subject, TODAY)
            rows = card.table.rows if card.table else ()
            assert lines(card.brief) + sum(len(textwrap.wrap("; ".join(row.cells), PHONE)) for row in rows) <= screens * SCREEN, subject


def test_questions_are_answered_as_briefly(revision: Revision) -> None:
    """With what they add: how they were read, further readings, steps."""
    texts = [json.loads(line)["text"] for line in POLAR.read_text("utf-8").splitlines()]
    counts = sorted(lines(respond(revision, Message(text), TODAY).card.brief) for text in texts)
    assert counts[int(0.95 * len(counts))] <= 13


def test_every_title_is_a_sentence(revision: Revision) -> None:
    """It has no placeholder left, and says neither Yes nor No of itself."""
    for card in answers(revision):
        assert card.reply is not None
        title = card.reply.said.sentence
        assert title.endswith("."), title
        assert not re.search(r"[\[\]{}|]|^(?:Yes|No|Only)\b(?! reliable source| change)|depends on who you are", title), title


def test_no_opening_is_against_the_truth(revision: Revision) -> None:
    """Messages that take a side, labelled by people: a wrong word is a mistake, silence is one only if the answer is a yes or a no.

    A reply that has nothing on the place or law that is named says that first, and neither Yes nor No.
    """
    right, sided_right, total, sided = 0, 0, 0, 0
    for line in POLAR.read_text("utf-8").splitlines():
        label = json.loads(line)
        reply = respond(revision, Message(label["text"]), TODAY).card.reply
        if reply is None or reply.kind != "answer" or reply.topics[0] not in label["topics"]:
            continue
        total += 1
        if not label["side"] or reply.verdict not in YES_LIKE | NO_LIKE or reply.said.not_on_record:
            right += reply.said.opening in {"", "partly", "outdated", "unknown"}
            continue
        holds = (label["side"] == "yes") == (reply.verdict in YES_LIKE)
        assert reply.said.opening not in (DISAGREEING if holds else AGREEING), (label["text"], reply.said.opening, reply.said.sentence)
        sided += 1
        sided_right += reply.said.opening in (AGREEING if holds else DISAGREEING) | {"partly", "outdated"}
    assert sided_right / sided >= 0.64
    assert (right + sided_right) / total >= 0.8


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("is messenger's staff barred from listening to calls", "As far as is known, yes:"),
        ("whatsapp leaves my face alone?", "By default, yes:"),
        ("does zoom make voiceprints?", "As of August 2024, not by default:"),
        ("does gong send calls to chatgpt?", "Not known:"),
        ("does skype still keep my calls?", "Microsoft kept Skype chats"),
        ("do people at rev listen to recordings?", "As of 2019, yes:"),
        ("do people at rev listen to everything?", "As of 2019, partly:"),
        ("webex ok under FERPA?", "I have nothing on FERPA; the nearest answer: Webex is fit for US patients only"),
        ("are minors allowed on otter", "I have nothing on minors; the nearest answer:"),
        ("is fireflies covered by attorney client privilege", "I have nothing on attorney-client privilege;"),
        ("is otter fit for a confession with my priest", "I have nothing on talks with clergy; the nearest answer:"),
        ("is zoom suitable for union meetings", "I have nothing on staff matters; the nearest answer:"),
        ("is webex ok for journalists and their sources", "I have nothing on talks with journalists; the nearest answer:"),
        ("is meet ok for parent teacher talks", "Yes: for schools"),
        ("how do i turn off the ai in dialpad", "No steps on record for the AI in the call; what there is:"),
        ("turn off the ai on loom", "No steps on record for the AI in the call; what there is:"),
        ("we use granola for interviews are candidates told about it", "No, with a limit: Granola tells nobody"),
        ("how do i turn off ai training in dialpad", "Dialpad admins can turn AI Training off"),
        ("what changed at skype and when", "Skype was retired on 5 May 2025."),
        ("zoom for a board meeting", "Zoom, confidential business or legal talks: the terms do not treat"),
        ("is otter safe for a board meeting", "I have nothing on secret business talks; the nearest answer: Otter.ai is fit"),
        ("can we do performance reviews on google meet", "I have nothing on staff matters; the nearest answer:"),
        ("is slack fine for redundancy talks", "I have nothing on staff matters; the nearest answer:"),
        ("teams vs zoom for schools", "Microsoft Teams and Zoom, confidential use: by plan or contract at each"),
        ("teams or slack for hr talks", "I have nothing on staff matters; the nearest answer: Microsoft Teams and"),
        ("ringcentral vs dialpad hipaa", "RingCentral and Dialpad, confidential use: not known for RingCentral"),
        ("zoom vs meet for patient calls", "Zoom and Google Meet, confidential use: by plan or contract at each"),
        ("how long does whatsapp keep my call history", "WhatsApp's policy describes no storing of what is said"),
        ("is it encrypted when i call on viber", "Yes: Viber"),
        ("if my doctor whatsapps me is that encrypted", "WhatsApp calls"),
        ("my boss teams me and records", "If a Teams meeting at work is recorded"),
        ("can teams use our calls", "Partly: at work or school, Microsoft says"),
        ("can zoom use my calls", "No: Zoom does not train"),
        ("does teams keep data in switzerland", "I have nothing on Switzerland; the nearest answer:"),
        ("can we turn off fireflies only for the legal department", "I have nothing on single teams"),
        ("how long exactly does snapchat keep calls in days", "I have no time in figures;"),
        ("how many days does teams keep recordings", "Teams keeps a meeting only if somebody records it."),
        ("whatsapp can meta read my calls", "No: WhatsApp says nobody outside a call"),
        ("is every teams call recorded", "Teams keeps a meeting only if somebody records it."),
        ("we dont have much money. is signal end to end encrypted", "Yes: Signal calls and messages are always end-to-end encrypted."),
        ("can zoom train on my calls? i never agreed to that", "No: Zoom does not train its AI on your calls."),
        ("amazon chime gone?", "Amazon Chime was retired"),
        ("is skype safe now", "Skype was retired"),
        ("is wechat data in china", "WeChat stores data in Singapore"),
        ("does loom train on audio or video", "As far as is known, no:"),
        ("has zoom ever trained on calls", "Yes, from 31 March 2023 to 7 August 2023: Zoom's terms licensed"),
        ("can i opt out of zoom training", "Nothing to turn off: Zoom does not train"),
        ("what changed at zoom since 2025", "2 changes on record for Zoom since 2025"),
        ("zoom never trains on calls", "True since 11 August 2023."),
        ("did discord always encrypt calls", "No, not from 17 September 2024 to 1 March 2026: Discord was still moving"),
        ("who at zoom can listen to my calls", "As of August 2024, Zoom says its staff"),
        ("nobody at zoom listens to my calls", "As of August 2024, partly true: Zoom says its staff"),
        ("webex deletes everything when the call ends", "Partly true."),
        ("zoom records calls by default", "Not true."),
        ("can zoom train on my calls without my consent", "No: Zoom does not train"),
        ("isn't zoom training on our calls?", "No: Zoom does not train"),
        ("all my zoom data sits in the us", "Paying Zoom customers in the EEA"),
    ],
)
def test_the_first_word_is_the_answer(revision: Revision, text: str, first: str) -> None:
    """Words that keep somebody out are denials; what is unknown, old or on a condition says so."""
    heading = respond(revision, Message(text), TODAY).card.brief[0]
    assert isinstance(heading, Heading)
    assert heading.text.startswith(first)


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("do not install fireflies. it trains on your calls", "false"),
        ("don't use whatsapp, meta listens to your calls", "false"),
        ("not using signal anymore, it stores calls", "false"),
        ("never record with fathom, it keeps your audio", "true"),
        ("fireflies trains on your calls, so don't use it", "false"),
        ("guys dont use read ai it joins your meetings without asking", "partly"),
        ("please don't use zoom, does it train on calls?", "no"),
        ("pls dont install fireflies because it keeps recordings forever", "partly"),
        ("don't use dialpad (it trains on customer calls)", "partly"),
        ("no one should be using tldv, it joins uninvited", ""),
        ("stop using discord, they keep your voice chats", "false"),
    ],
)
def test_a_warning_denies_nothing_of_its_reason(revision: Revision, text: str, opening: str) -> None:
    """What stands behind "don't use it" is stated, and judged by itself."""
    reply = respond(revision, Message(text), TODAY).card.reply
    assert reply is not None
    assert reply.said.opening == opening, reply.said.sentence


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("does discord share anything at all with third parties", ""),
        ("can cops get anything from signal", ""),
        ("does fireflies train on anything at all", "no"),
        ("can police listen to my zoom calls", ""),
        ("can police get my zoom calls", "yes"),
        ("can the cops hear my otter meetings", ""),
        ("can i turn off training in circleback", "yes"),
        ("you can turn off training in circleback", "true"),
        ("can the fbi eavesdrop on facetime", ""),
        ("can police get my whatsapp calls", ""),
        ("if somebody turns on ai companion, does zoom send our call to openai", ""),
        ("when I press transcribe does plaud send it to openai", ""),
        ("does webex's ai assistant send our meeting to microsoft", ""),
        ("does webex send our meetings to microsoft", "partly"),
        ("does limitless send my recordings to openai", ""),
        ("does fireflies use openai", "yes"),
        ("does read ai make voiceprints", ""),
        ("does read ai score my mood", "yes"),
        ("is viber spying on my calls", "no"),
        ("are webex recordings kept after i leave the company", ""),
        ("is facetime fit for confidential board talks", ""),
        ("is facetime fit for therapy", "no"),
        ("do not disturb mode in teams, does it stop recording", ""),
        ("is granola free of outside ai", "no"),
        ("does line encrypt group video", ""),
        ("does line encrypt calls", "yes"),
        ("are telegram live streams encrypted", ""),
        ("did threema get subpoenaed", ""),
        ("have police got my zoom calls before", ""),
        ("did zoom start training on calls", ""),
        ("did betterhelp sell my data", ""),
        ("hasn't zoom trained on calls before", "yes"),
        ("did zoom train on my calls", "yes"),
        ("zoom trained on calls before, right", "true"),
    ],
)
def test_the_word_is_on_what_the_answer_judges(revision: Revision, text: str, opening: str) -> None:
    """No No to "anything" if some of it is listed, no Yes to listening over what is handed over or to what is not mentioned.

    An answer on patients judges no other talks, one on all calls no recording that is there, and today's nothing that happened.
    No Partly if police get none of what is said, no default for whoever uses the feature. Stated and asked are judged alike.
    """
    reply = respond(revision, Message(text), TODAY).card.reply
    assert reply is not None
    assert reply.said.opening == opening, reply.said.sentence


def test_no_answer_leads_without_its_limit(revision: Revision) -> None:
    """Who, which, what and how long are answered by the headline; where the limit stands in the title alone, that comes first."""
    limited = [(slug, entry) for slug, platform in revision.knowledge.platforms.items() for entry in platform.answers if entry.limit]
    for form in NOT_POLAR:
        context = ReplyContext(TODAY, ANYBODY, NOW, form=form)
        replies = [((entry.limit or "").casefold(), answer(revision.knowledge, slug, (entry.topic,), context)) for slug, entry in limited]
        lost = [
            (reply.title, limit)
            for limit, reply in replies
            if limit not in " ".join(getattr(block, "text", "") for block in lay_out(reply)[0]).casefold()
        ]
        assert not lost
    assert len(limited) > 100


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("is signal encrypted and does it store calls", "Signal describes no storing"),
        ("does viber sell data and do viber staff listen", "Viber says it does not listen"),
        ("is zoom recording people without telling and does zoom train ai", "Zoom does not train"),
    ],
)
def test_a_second_line_has_no_opening(revision: Revision, text: str, second: str) -> None:
    """Its Yes or No could be taken for that to the first question."""
    reply = respond(revision, Message(text), TODAY).card.reply
    assert reply is not None
    assert reply.also[0].headline.startswith(second)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("my therapist is on google meet is it encrypted", "No. Meet calls"),
        ("our school moved to zoom are the lessons used for ai training", "No: Zoom does not train"),
        ("my lawyer sends zoom links is that end to end encrypted", "Not by default:"),
        ("new job uses slack huddles are they stored", "Not by default."),
        ("can i turn off copilot in teams, i'm not the admin", "Yes, with a limit:"),
    ],
)
def test_what_somebody_tells_of_themselves_is_no_part_of_the_question(revision: Revision, text: str, first: str) -> None:
    """A question behind it stays one, and a role that they have not denies nothing."""
    heading = respond(revision, Message(text), TODAY).card.brief[0]
    assert isinstance(heading, Heading)
    assert heading.text.startswith(first)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("does snapchat keep voice messages", "I have nothing on voice messages. On calls:"),
        ("my old phone is still logged in. can my ex hear my whatsapp calls", "I have nothing on a device that is still logged in."),
        (
            "whatsapp can meta read my messages",
            "WhatsApp, private messages: a lawsuit of January 2026 claims that staff can read messages. Meta denies it",
        ),
        ("does discord use my dms for ai training", "I have nothing on private messages."),
        ("does snapchat keep who i called", "I have nothing on who called whom and when."),
        ("does facetime keep call logs", "On who called whom and when only this is on record: Apple cannot decrypt FaceTime calls"),
        ("can the police find out who i called on signal", "As of April 2021, Signal, data about the account: it gave two dates"),
        (
            "can telegram staff read my private messages",
            "Telegram says it has no way to decipher calls and secret chats. That does not hold for",
        ),
        ("linkedin messages used for ai training?", "LinkedIn's privacy texts do not mention calls; profile, posts and group messages"),
        ("does google meet keep voicemail", "I have nothing on voicemail."),
        ("does telegram sell group chats", "I have nothing on group chats"),
        ("does skype keep group chats", "Microsoft kept Skype chats"),
        ("snapchat never deletes pictures", "Snapchat, photos: Snap gives no period"),
        ("can deleted zoom recordings be restored", "Zoom, what somebody has deleted: something deleted can normally be restored"),
    ],
)
def test_an_answer_on_calls_is_none_on_something_else(revision: Revision, text: str, first: str) -> None:
    """It names what was asked about first, and says neither Yes nor No."""
    card = respond(revision, Message(text), TODAY).card
    assert isinstance(card.brief[0], Heading)
    assert card.brief[0].text.startswith(first)
    assert card.reply is not None
    assert card.reply.said.opening == ""


@pytest.mark.parametrize("text", ["since when does Zoom no longer train on calls", "since when do they not use calls to train ai at zoom"])
def test_since_when_is_asked_on_the_topic_named(revision: Revision, text: str) -> None:
    """The date comes first."""
    heading = respond(revision, Message(text), TODAY).card.brief[0]
    assert isinstance(heading, Heading)
    assert heading.text.startswith("Since 11 August 2023")


@pytest.mark.parametrize("platform", ["zoom", "fireflies"])
@pytest.mark.parametrize(
    "asked", ["when {} is sold do they get our old recordings", "{} was bought by a big firm, does the new owner have my old meetings"]
)
def test_what_a_new_owner_gets_is_sharing(revision: Revision, asked: str, platform: str) -> None:
    """Not how long calls are kept; and no Yes or No stands over an answer that does not speak of a sale."""
    card = respond(revision, Message(asked.format(platform)), TODAY).card
    assert card.reply is not None
    assert card.reply.topics[0] == "data-sharing"
    assert card.reply.said.opening == ""
    assert isinstance(card.brief[0], Heading)
    assert card.brief[0].text.startswith("I have nothing on a sale of the company")


@pytest.mark.parametrize(
    "text", ["i sold my old phone, can the new owner see my whatsapp calls", "if zoom gets acquired who owns our recordings"]
)
def test_another_sale_moves_no_topic(revision: Revision, text: str) -> None:
    """Nor does one on which it is asked who owns calls."""
    reply = respond(revision, Message(text), TODAY).card.reply
    assert reply is not None
    assert reply.topics[0] in {"access", "ownership"}


@pytest.mark.parametrize(
    "asked", ["does {} encrypt the picture in group calls", "can {} staff look at the picture", "who can see the picture on a {} call"]
)
@pytest.mark.parametrize("platform", ["Wire", "Zoom", "Signal", "Webex"])
def test_the_picture_of_a_call_is_no_photo(revision: Revision, asked: str, platform: str) -> None:
    """What the camera sends is part of the call."""
    heading = respond(revision, Message(asked.format(platform)), TODAY).card.brief[0]
    assert isinstance(heading, Heading)
    assert "photos" not in heading.text


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("does zoom train on calls and sell data to advertisers", "No: Zoom does not train", "Zoom says it does not use call content for"),
        ("is whatsapp end to end encrypted and can police still get stuff", "Yes: WhatsApp calls", "police and courts can get only data"),
        (
            "can i turn off gemini in meet and will people be told",
            "Yes, with a limit: Workspace admins can",
            "Google Meet tells people when",
        ),
        ("which ai model does zoom use and is it legal in germany", "Zoom sends call content", "Not on record: if it is legal"),
        (
            "if i delete a zoom recording is it gone from training too",
            "No: Zoom does not train",
            "Not on record: if the one changes the other.",
        ),
        ("do i have to tell people when i use otter", "Telling you is left to", "Not on record: if you have to tell people"),
    ],
)
def test_no_half_of_a_question_is_dropped(revision: Revision, text: str, first: str, second: str) -> None:
    """The first half is answered first; the second has a line of its own, even if it only says that nothing is on record."""
    heading, *others = respond(revision, Message(text), TODAY).card.brief
    assert isinstance(heading, Heading)
    assert heading.text.startswith(first)
    assert any(second in block.text for block in others if isinstance(block, Paragraph))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("i'm the host, how do i get rid of someone else's otter bot", "Host: Leave Otter Notetaker in the waiting room"),
        ("i am hosting, how do i kick out my client's fireflies bot", "Host: Remove it from a Zoom call"),
        ("a coworker brought read ai into our call how do i remove it", "1. Guest: Send opt out"),
        ("how do i block read ai from teams across the company", "1. Microsoft Teams, Admin: Set Manage external bots"),
        ("how do we keep otter out of zoom for the whole company", "1. Zoom, Host: Turn on Waiting Room"),
        ("i do not use otter myself, how do i get my voice out of it", "Guest: Write 'stop otter' in the meeting chat"),
        ("i'm a customer calling a company that uses gong, can i opt out", "an enforced consent page can let you join unrecorded"),
        ("my manager was not in the teams call, can she read the transcript", "I have nothing on your manager; the nearest answer:"),
        ("as an attendee, not as host, can i stop zoom ai", "Guests have no switch of their own against Zoom's AI"),
        ("i'm not the host, how do i stop the zoom ai summary", "Guest: Ask the host to stop AI Companion"),
        ("as a student can i keep zoom ai out of my class", "Guests have no switch of their own against Zoom's AI"),
    ],
)
def test_whoever_asks_is_answered_in_their_role(revision: Revision, text: str, said: str) -> None:
    """Not with the step of the account's owner, and not with what others may do."""
    card = respond(revision, Message(text), TODAY).card
    brief = " ".join(
        block.text if isinstance(block, Heading | Paragraph) else " ".join(block.points)
        for block in card.brief
        if isinstance(block, Heading | Paragraph | Points)
    )
    assert said.casefold() in brief.casefold()


@pytest.mark.parametrize("text", ["does teams store chats and recordings in the eu", "does zoom record and transcribe my calls"])
def test_a_list_of_things_is_one_question(revision: Revision, text: str) -> None:
    """What stands behind "and" need not be a question."""
    assert not revision.understanding.understand(text, TODAY).halves


WAYS = (
    "{claim}",
    "is it true that {lower}?",
    "i heard {claim}",
    "{claim}, right?",
    "{claim} doesn't it",
    "people say {claim}",
    "it is not true that {claim}",
    "it's a myth that {claim}",
)
"""Eight ways to put a claim; the last two deny it."""


def test_no_claim_on_record_is_contradicted(revision: Revision) -> None:
    """Every claim of every platform in eight ways: never against what there is to it, and nearly always with it."""
    against = {"true": DISAGREEING | {"outdated"}, "false": AGREEING, "outdated": AGREEING}
    denied = {"true": AGREEING, "false": DISAGREEING, "outdated": DISAGREEING}
    judged = total = 0
    for platform in revision.knowledge.platforms.values():
        for claim in platform.claims:
            if claim.topic == HISTORY:
                continue
            for way in WAYS:
                text = way.format(claim=claim.text, lower=claim.text.lower())
                reply = respond(revision, Message(text), TODAY).card.reply
                assert reply is not None
                wrong = (denied if way in WAYS[-2:] else against).get(claim.status, set())
                assert reply.said.opening not in wrong, (text, reply.said.opening)
                judged += bool(reply.said.opening)
                total += 1
    assert judged / total >= 0.9


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        ("fireflies.ai sells recordings, doesn't it", {"false", ""}),
        ("signal keeps call recordings, does it not", {"false"}),
        ("webex never sold anything", {""}),
        ("has zoom ever trained on calls", {"yes"}),
        ("zoom has never trained on calls", {"false"}),
        ("zoom never trains on calls", {"true"}),
        ("has teams ever trained on calls", {""}),
        ("signal encryption calls", {""}),
        ("google meet recording training", {""}),
        ("switch off zoom companion", {""}),
        ("signal owns my calls these days", {"false", ""}),
        ("otter keeps everything forever", {"partly"}),
        ("zoom's ai is always on", {"false"}),
        ("whatsapp calls are always encrypted, no exceptions", {"true", ""}),
        ("am i breaking the rules if i use otter in a client meeting?", {""}),
        ("would i see it if the host turned on ai companion?", {""}),
        ("can anyone in the call start the ai on zoom?", {""}),
        ("does zoom sell calls, and to whom?", {""}),
    ],
)
def test_tags_keywords_and_all_times_are_no_denials(revision: Revision, text: str, openings: set[str]) -> None:
    """A tag denies nothing; keywords, orders and questions about all times get no Yes, No or True."""
    reply = respond(revision, Message(text), TODAY).card.reply
    assert reply is not None
    assert reply.said.opening in openings, reply.said.sentence


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("can I turn off the AI summary in zoom as a guest", "Guests have no switch"),
        ("are discord stage channels encrypted", "Discord, text and Stage channels"),
        ("how long does plaud keep recordings", "Plaud"),
        ("who can see my otter transcript", "Otter.ai can send notes to everybody invited"),
        ("where does otter store our calls, which country", "Otter.ai's content lies in the United States"),
        ("does heidi keep the audio", "Heidi, sound: transcribed while people speak"),
        ("whatsapp screen record notify?", "I have nothing on “screen”; in general: WhatsApp"),
    ],
)
def test_the_part_that_was_asked_about_leads(revision: Revision, text: str, title: str) -> None:
    """Role, data, time or people; if nothing is on record about it, that is said."""
    card = respond(revision, Message(text), TODAY).card
    heading, reply = card.brief[0], card.reply
    assert isinstance(heading, Heading)
    assert reply is not None
    opening = reply.said.opening_words.rstrip(":")
    assert heading.text.removeprefix(opening).lstrip(":. ").casefold().startswith(title.casefold())


def test_the_sentence_with_the_words_that_were_asked_leads(revision: Revision) -> None:
    """Out of the detail, in place of the headline."""
    reply = respond(revision, Message("betterhelp flogged sessions to facebook"), TODAY).card.reply
    assert reply is not None
    assert "Facebook" in reply.said.headline


def test_words_in_passing_narrow_nothing(revision: Revision) -> None:
    """Children are no school's plan, and a call of yesterday is no other time."""
    for text in ("do my kids' zoom calls train ai", "I had a zoom call yesterday, does zoom train on it"):
        reply = respond(revision, Message(text), TODAY).card.reply
        assert reply is not None
        assert (reply.lead, reply.as_of) == ((), None)


def test_a_how_to_begins_with_the_steps(revision: Revision) -> None:
    """Numbered, those of one role; the rest is in the details."""
    card = respond(revision, Message("how do I turn off AI in teams"), TODAY).card
    [steps] = [block for block in card.brief if isinstance(block, Points)]
    assert steps.points[0].startswith("1. You: ")
    assert lines(card.brief) <= 13


@pytest.mark.parametrize(
    ("text", "step", "note"),
    [
        ("how do admins turn off gemini in google meet", "1. Admin: ", ""),
        ("our IT wants to disable copilot in teams for everyone, how?", "1. Admin: ", ""),
        ("i'm an attendee, how do i turn off fireflies", "1. Guest: ", ""),
        ("how do i kick read ai out of my meeting", "1. Host: ", ""),
        ("where in the teams admin center do i turn copilot off", "1. Admin: ", ""),
        ("gemini notes off in the admin console of google meet, how", "1. Admin: ", ""),
        (
            "how can our IT switch off otter auto join for the entire team",
            "1. Account holder: ",
            "No steps on record for admins; what there is:",
        ),
    ],
)
def test_steps_are_those_of_whoever_asks(revision: Revision, text: str, step: str, note: str) -> None:
    """If there are none on what they want to do, that is said, with what others can do."""
    card = respond(revision, Message(text), TODAY).card
    assert card.reply is not None
    [steps] = [block for block in card.brief if isinstance(block, Points)]
    assert steps.points[0].startswith(step)
    assert card.reply.said.not_on_record == note


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("how do i turn off ai summaries in dialpad", False),
        ("how do i turn off ai in messenger calls", False),
        ("how do i turn off ai features in 8x8", False),
        ("how do i turn off ai training in dialpad", True),
        ("how do i turn off ai in whatsapp", True),
    ],
)
def test_steps_on_something_else_wait_for_the_full_reply(revision: Revision, text: str, *, shown: bool) -> None:
    """Who wants the AI off is not told first how to object to training."""
    card = respond(revision, Message(text), TODAY).card
    assert card.reply is not None
    assert card.reply.todo.steps
    assert any(isinstance(block, Points) for block in card.brief) is shown


def test_what_did_not_train_in_general_is_not_said_below_a_plan_that_does(revision: Revision) -> None:
    """Nor the other way round: a school is told of schools."""
    reply = respond(revision, Message("does google meet for education train gemini on students"), TODAY).card.reply
    assert reply is not None
    assert "the education plan too" in reply.said.sentence
    assert reply.said.general == ""


def test_a_history_shows_what_was_named(revision: Revision) -> None:
    """Lawsuits, if it is asked about them."""
    reply = respond(revision, Message("was zoom sued over ai"), TODAY).card.reply
    assert reply is not None
    assert re.search(r"class action|sued|settlement", reply.history[-1].what)


def test_thanks_are_answered_shortly(revision: Revision) -> None:
    """Without anything to press."""
    card = respond(revision, Message("thanks!"), TODAY).card
    assert (lines(card.brief), card.buttons) == (1, ())


def test_every_choice_typed_gives_what_it_names(revision: Revision) -> None:
    """The words of a choice lead to what pressing it gives."""
    offered: dict[str, Choice] = {}
    for card in answers(revision):
        assert card.reply is not None
        offered.update((choice.question, choice) for choice in _choices(card.reply))
    wrong = []
    for question, choice in offered.items():
        reply = respond(revision, Message(question), TODAY).card.reply
        assert reply is not None
        asks = choice.asks
        if asks is not None and (reply.kind, set(reply.platforms), reply.topics[0]) != (asks.kind, set(asks.platforms), asks.topics[0]):
            wrong.append((question, reply.kind, reply.platforms, reply.topics[:1]))
    assert wrong == []


def _choices(reply: Reply) -> Iterator[Choice]:
    yield from reply.choices
    for below in reply.replies:
        yield from _choices(below)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("can i make otter delete my voice", "You: Delete the conversation, then empty the trash"),
        ("can a guest ask otter to delete his recording", "Guest: Ask whoever owns the recording to delete it"),
        ("i was in a fathom call, can i have it deleted", "Not on record: how to have it deleted."),
        ("do they delete my recording if i ask hirevue", "Guest: Ask the employer how long the recording is kept, and for its deletion"),
    ],
)
def test_whether_something_can_be_deleted_is_told_by_the_step(revision: Revision, text: str, step: str) -> None:
    """That of whoever asks; how long it is kept is no Yes or No to that."""
    card = respond(revision, Message(text), TODAY).card
    assert step in [block.text for block in card.brief if isinstance(block, Paragraph)]
    assert card.reply is not None
    assert card.reply.said.opening == ""


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("how do i turn off otter for the whole company in zoom", ("Zoom, Host: Turn on Waiting Room", "Otter.ai, You: Choose Meetings")),
        ("how do we switch off fireflies in teams for everyone", ("Microsoft Teams, Admin: Set Manage external bots",)),
        ("how do i turn off ai in zoom and teams", ("Zoom, Admin: Turn Meeting summary", "Microsoft Teams, Admin: Turn Meeting recording")),
        ("how do i remove my own otter bot", ("You: Choose Meetings I manually select", "You: Look for a switch")),
        ("her otter bot sits in our call, how do i get it out", ("Host: Leave Otter Notetaker", "Guest: Write 'stop otter'")),
    ],
)
def test_a_bot_is_kept_out_by_the_step_of_whoever_asks(revision: Revision, text: str, steps: tuple[str, ...]) -> None:
    """With a bot and a platform named, each has its step; switching the bot off there is no switch in the platform."""
    card = respond(revision, Message(text), TODAY).card
    [shown] = [block for block in card.brief if isinstance(block, Points)]
    assert len(shown.points) == len(steps)
    assert all(step in point for step, point in zip(steps, shown.points, strict=True))


def test_anything_at_all_is_answered_with_what_is_listed(revision: Revision) -> None:
    """The condition that keeps the reply from a No stands in its brief."""
    card = respond(revision, Message("does signal give police anything at all"), TODAY).card
    assert any("two dates for each number" in block.text for block in card.brief if isinstance(block, Paragraph))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("when did zoom change its ai terms and what changed", "11 August 2023"),
        ("when and what did linkedin change about ai training", "3 November 2025"),
        ("what did telegram change about handing data to police", "23 September 2024"),
        ("when did bluejeans shut down", "31 August 2023"),
    ],
)
def test_a_history_begins_with_the_newest_change(revision: Revision, text: str, first: str) -> None:
    """What tells that nothing had changed by then stands in the details; "police" does not find "policy"."""
    card = respond(revision, Message(text), TODAY).card
    [changes] = [block for block in card.brief if isinstance(block, Points)]
    assert changes.points[0].startswith(first)


def test_no_step_stands_before_the_one_that_it_leans_on(revision: Revision) -> None:
    """Whatever words the question has."""
    entry = answer_on(revision.knowledge.platforms["google-meet"], OPT_OUT)
    assert entry is not None
    steps = [step.do for step in steps_for(entry, ("user",), ("google", "products", "settings"))]
    assert steps[0].startswith("Untick Smart features")
    assert steps[1].startswith("Turn off both settings there")
