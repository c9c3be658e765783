"""Nothing is called better that is not, on any platform and topic; a list of those that do something lists those."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.respond import Message, respond
from bot.replies import wording
from bot.replies.alternatives import alternatives
from bot.replies.answer import answer
from bot.replies.blocks import Points, Table
from bot.replies.ranking import concern
from bot.replies.reply import Reply
from bot.replies.reply_context import ReplyContext
from bot.understanding.doers import wants_those_that_do
from bot.understanding.revision import Revision
from bot.understanding.scope import ANYBODY, AskedScope
from bot.understanding.subject import HISTORY, Subject
from bot.understanding.text import split
from knowledge.base import Knowledge, answer_on
from knowledge.vocabulary import Verdict, says_nothing
from tests.conftest import TODAY

BETTER = wording.better_on_record(["…"]).partition("…")[0]
OTHER_KIND = wording.of_another_kind(["…"]).partition("…")[0]
AS_GOOD = wording.equally_good("", "…", ["…"]).partition("(")[0].strip()

Ask = Callable[..., Reply]


def worry(knowledge: Knowledge, slug: str, topic: str, verdict: Verdict | None) -> tuple[int, int] | None:
    """How bad a shown verdict is; None if it leaves open what holds."""
    entry = answer_on(knowledge.platforms[slug], topic)
    return None if entry is None or verdict is None or says_nothing(verdict) else concern(knowledge.topics[topic], verdict)


@pytest.mark.parametrize("scope", [ANYBODY, AskedScope(plans=("free",)), AskedScope(regions=("eu",))], ids=["anybody", "free", "eu"])
def test_no_proposal_with_an_equal_or_worse_verdict_is_called_better(revision: Revision, scope: AskedScope) -> None:
    """For all platforms and topics: the verdict decides that is shown to whoever asks."""
    known, context = revision.knowledge, ReplyContext(TODAY, scope)
    for topic in known.topics.values():
        for slug in known.platforms if topic.id != HISTORY else ():
            reply = alternatives(known, (slug,), (topic.id,), context)
            own = answer(known, slug, (topic.id,), context)
            bar = worry(known, slug, topic.id, own.verdict)
            proposed = [worry(known, below.platforms[0], topic.id, below.verdict) for below in reply.replies]
            assert None not in proposed, (slug, topic.id)
            assert proposed == sorted(held for held in proposed if held is not None), (slug, topic.id)
            if reply.said.headline.startswith((BETTER, OTHER_KIND)):
                assert all(held is not None and bar is not None and held < bar for held in proposed), (slug, topic.id)
            elif AS_GOOD in reply.said.headline:
                assert set(proposed) == {bar}, (slug, topic.id)
            elif proposed:
                assert bar is None or own.said.not_on_record, (slug, topic.id)


def test_of_a_platform_whose_documents_do_not_say_nothing_is_better(ask: Ask) -> None:
    """That they do not say is what is said."""
    reply = ask("alternatives to instagram for ai training")
    assert reply.replies
    assert reply.said.headline.startswith("Instagram: the documents do not say.")


def test_a_list_of_those_that_train_holds_those(ask: Ask) -> None:
    """The worst first, with those that depend told apart."""
    reply = ask("list platforms that train")
    assert (reply.kind, reply.platforms, reply.topics) == ("alternatives", (), ("ai-training",))
    assert reply.replies
    assert {below.verdict for below in reply.replies} <= {"yes", "opt-out"}
    assert reply.said.headline.startswith("Can train on calls: ")


def test_a_list_where_yes_is_good_news_holds_the_best(ask: Ask) -> None:
    """Encrypted end to end is what somebody wants."""
    assert {below.verdict for below in ask("which apps use end-to-end encryption").replies} == {"yes"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("which note taker does not train on my calls", {"notetaker"}),
        ("what chat app is end to end encrypted", {"messaging"}),
        ("alternatives to fireflies for training", {"notetaker"}),
        ("alternatives to gong for ownership", {"sales", "notetaker"}),
        ("i need an app to record calls that doesn't learn from them", {"phone"}),
        ("need smth to record lectures which doesnt use my voice for ai", {"recording"}),
        ("video call app that doesn't record calls", {"meetings", "messaging"}),
    ],
)
def test_proposals_are_of_the_kind_that_is_looked_for(revision: Revision, ask: Ask, text: str, kinds: set[str]) -> None:
    """The kind that is named, else that of the platform to replace; messengers make video calls too."""
    reply = ask(text)
    assert reply.kind == "alternatives"
    assert {revision.knowledge.platforms[below.platforms[0]].kind for below in reply.replies} <= kinds


def test_what_is_as_bad_for_some_is_not_called_better(ask: Ask) -> None:
    """An exception of its own counts, and so does the part that is asked about."""
    replaced = ask("alternative to gong whose ai doesn't train on our sales calls")
    assert "salesforce" not in {reply.platforms[0] for reply in replaced.replies}
    shared = ask("what can i use instead of whatsapp so meta doesn't get my data")
    assert {reply.verdict for reply in shared.replies} == {"no"}


def test_nothing_of_the_company_that_is_left_is_proposed(revision: Revision) -> None:
    """Google's other products are no way out of Google."""
    known = revision.knowledge
    for topic in known.topics:
        for below in alternatives(known, ("google-meet",), (topic,), ReplyContext(TODAY)).replies:
            assert "Google" not in known.platforms[below.platforms[0]].vendor


@pytest.mark.parametrize(
    "text", ["who owns the recordings in gong if we leave", "could he have recorded our facetime call without me knowing"]
)
def test_leaving_and_doing_without_are_no_wish_for_another_platform(ask: Ask, text: str) -> None:
    """The question is on the platform itself."""
    assert ask(text).kind == "answer"


@pytest.mark.parametrize("text", ["is signal safer than messenger", "zoom or signal, which is more secure"])
def test_the_safer_one_is_chosen_by_encryption(ask: Ask, text: str) -> None:
    """Not by training."""
    assert ask(text).topics[0] == "encryption"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("list platforms that train", True),
        ("which apps train on my calls", True),
        ("what notetakers are selling my data", True),
        ("show me the tools which share calls with openai", True),
        ("list platforms that don't train", False),
        ("which app keeps my calls private", False),
        ("what platform should I use", False),
        ("which app can I use for free", False),
        ("recommend a tool that records", False),
    ],
)
def test_who_asks_for_those_that_do(text: str, wanted: bool) -> None:
    """Not somebody who looks for a platform to use."""
    assert wants_those_that_do(split(text)) == wanted


@pytest.mark.parametrize(
    "subject",
    [
        Subject("alternatives", (), ("ai-training",), those_that_do=True, of_kind="notetaker"),
        Subject("alternatives", ("zoom",), ("location",), own_server=True),
    ],
)
def test_the_list_can_be_given_again(subject: Subject) -> None:
    """A button carries that it is one of those that do, or of those to run on one's own server."""
    assert Subject.decode(subject.encode() or "") == subject


@pytest.mark.parametrize(
    "text",
    [
        "good note taker that never trains",
        "recommend a meeting bot which does not learn from us",
        "get me off instagram",
        "looking for something other than discord",
        "what could replace teams for us",
        "which note taking app should we pick",
    ],
)
def test_a_choice_without_a_topic_is_about_training(ask: Ask, text: str) -> None:
    """What a model finds in "replace" or "note taker" is no topic, and whoever says "train" means it."""
    reply = ask(text)
    assert (reply.kind, reply.topics[0]) == ("alternatives", "ai-training")


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("which video call app is end to end encrypted and doesn't train on calls", ("ai-training", "encryption")),
        ("an encrypted video call app that does not sell my data", ("data-sharing", "encryption")),
        ("alternative to teams that is encrypted and doesn't train", ("ai-training", "encryption")),
    ],
)
def test_who_wants_two_things_gets_what_is_good_on_both(ask: Ask, revision: Revision, text: str, topics: tuple[str, ...]) -> None:
    """The title names both; messengers are for video calls, too."""
    reply, known = ask(text), revision.knowledge
    assert all(known.topics[topic].name.lower() in reply.title.lower() for topic in topics)
    assert reply.replies
    for below in reply.replies:
        entries = [answer_on(known.platforms[below.platforms[0]], topic) for topic in topics]
        tones = {known.topics[entry.topic].verdicts[entry.verdict].tone for entry in entries if entry is not None}
        assert tones <= {"good", "caution"}, below.platforms


def test_a_list_of_the_best_says_what_it_leaves_out(ask: Ask) -> None:
    """Which kinds were looked at, and that only the first five are shown."""
    headline = ask("best app that is end to end encrypted").said.headline
    assert ", the first 5 of " in headline
    assert headline.endswith("Looked at: meetings; messages and calls.")
    assert ask("which notetaker doesn't train on my calls").said.headline.endswith("Looked at: note takers.")


def test_if_nothing_is_good_on_both_that_is_said(ask: Ask) -> None:
    """No list on one of them instead."""
    assert ask("notetaker that does not train and does not keep recordings").said.headline == wording.NONE_FOR_BOTH


def test_none_is_better_holds_for_the_kind_that_was_looked_at(ask: Ask) -> None:
    """Other kinds that record a talk are named, else those of the kind that are better for a part."""
    assert ask("instead of otter for retention").said.headline.startswith(
        "No product of the same kind on record has a better answer. Of another"
    )
    assert "Granola (sound)" in ask("what notetaker keeps less than otter").said.headline


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("slack or teams, which one trains on my calls", wording.DEPENDS_ON_ACCOUNT),
        ("is meet or slack better for ai training", wording.DEPENDS_ON_ACCOUNT),
        ("is meet or slack better at work for ai training", wording.NO_CLEAR_DIFFERENCE),
        ("teams free or slack, who trains on calls", "Slack is better on record"),
        ("teams or zoom on training", "Zoom is better on record, for some accounts only"),
    ],
)
def test_no_winner_over_an_answer_that_is_better_for_some_accounts(ask: Ask, text: str, found: str) -> None:
    """At work Teams does not train."""
    assert ask(text).title.endswith(f": {found}")


@pytest.mark.parametrize(
    "text", ["heidi or otter, which keeps the {}", "granola vs otter, which one keeps {}", "otter or jamie: who stores the {}"]
)
@pytest.mark.parametrize("word", ["audio", "sound"])
def test_sound_that_is_named_is_compared(ask: Ask, text: str, word: str) -> None:
    """What holds of transcripts does not stand for the sound, by whichever word it is asked for."""
    verdicts = {below.title: below.verdict for below in ask(text.format(word)).replies}
    assert verdicts.pop("Otter.ai") == "yes"
    assert set(verdicts.values()) == {"no"}


@pytest.mark.parametrize("text", ["loom or zoom, which trains on calls", "abridge or heidi, who trains on visits"])
def test_a_table_hedges_where_the_answer_does(revision: Revision, text: str) -> None:
    """An answer that rests on little is neither flat in its cell nor the same as a plain one."""
    card = respond(revision, Message(text), TODAY).card
    [table] = [block for block in card.brief if isinstance(block, Table)]
    hedged = {row.name for row in table.rows if row.answer.endswith("as far as is known")}
    assert hedged in ({"Loom"}, {"Abridge"})
    assert card.reply is not None
    assert card.reply.title.endswith(wording.NO_CLEAR_DIFFERENCE)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("gong or chorus, which keeps calls longer", "three years"),
        ("teams vs webex how long do they keep recordings", "120 days"),
        ("otter or fireflies, which sends calls to openai", "OpenAI and Anthropic"),
    ],
)
def test_a_comparison_tells_the_time_or_the_name_in_its_brief(revision: Revision, text: str, told: str) -> None:
    """Two platforms kept alike are told apart by the time only, which no verdict has; it is told once."""
    brief = respond(revision, Message(text), TODAY).card.brief
    [points] = [block for block in brief if isinstance(block, Points)]
    assert sum(told in point for point in points.points) == 1


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("an app for online classes that doesn't train on the kids", "Not looked at: if it is fit for minors."),
        ("telehealth app that doesnt train on sessions", "Not looked at: if it is fit for patients."),
        ("i need encrypted calls for therapy, no training", "Not looked at: encryption; AI training."),
        ("an app other than zoom that is encrypted and doesnt train", ""),
        ("which platforms never train on calls", ""),
    ],
)
def test_a_wish_that_did_not_count_is_named(ask: Ask, text: str, left_out: str) -> None:
    """A proposal fits what was asked for, or says what it leaves open."""
    headline = ask(text).said.headline
    assert left_out in headline if left_out else "Not looked at" not in headline


def test_how_those_proposed_stand_to_the_second_wish_is_told(ask: Ask) -> None:
    """Each of them with its answer on that."""
    reply = ask("an app other than zoom that is encrypted and doesnt train")
    _, found, second = reply.said.headline.partition(" Encryption. ")
    assert found
    assert all(below.title in second for below in reply.replies)


@pytest.mark.parametrize(
    "wish",
    [
        "a self-hosted replacement for {}",
        "alternative to {} that we run on our own server",
        "what can a club host itself instead of {}, so nobody trains on our calls",
        "something like {} that runs on premises",
        "on-prem and encrypted instead of {}",
        "what can i run on my own box instead of {}",
    ],
)
@pytest.mark.parametrize("name", ["Zoom", "Google Meet", "Webex", "WhatsApp", "Discord"])
def test_who_wants_an_own_server_gets_all_that_run_on_one(revision: Revision, ask: Ask, wish: str, name: str) -> None:
    """Whatever their grade on any topic, and told that the rest is up to whoever runs the server."""
    reply = ask(wish.format(name))
    own_server = {platform.slug for platform in revision.knowledge.platforms.values() if platform.own_server}
    assert own_server
    assert {below.platforms[0] for below in reply.replies} == own_server
    assert "up to whoever runs the server" in reply.said.headline


def test_what_does_not_run_on_an_own_server_is_not_offered_as_if_it_did(ask: Ask) -> None:
    """There is no such note taker on record."""
    reply = ask("a self-hosted alternative to Otter")
    assert reply.said.headline.startswith(wording.NONE_ON_OWN_SERVER)
    assert reply.replies


@pytest.mark.parametrize(
    "text",
    [
        "alternative to Jitsi so we don't have to run our own server",
        "what can i use instead of Nextcloud Talk that is not self-hosted",
        "so the host itself can't record, what to use instead of zoom",
    ],
)
def test_an_own_server_that_is_unwanted_is_no_wish(ask: Ask, text: str) -> None:
    """Nor is the host of a call one who runs a server."""
    assert "own server" not in ask(text).said.headline


@pytest.mark.parametrize("maker", ["OpenAI", "Anthropic", "ChatGPT", "Claude"])
@pytest.mark.parametrize("kind", ["note taker", "meeting bot", "meeting assistant", "recording bot"])
def test_a_maker_of_models_is_no_platform_to_replace(revision: Revision, ask: Ask, kind: str, maker: str) -> None:
    """Which product of a kind does not use it is a wish for that kind, ranked by other companies' AI."""
    reply = ask(f"which {kind} does not send our calls to {maker}")
    assert (reply.kind, reply.platforms, reply.topics[0]) == ("alternatives", (), "third-party-ai")
    assert {revision.knowledge.platforms[below.platforms[0]].kind for below in reply.replies} == {"notetaker"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("does the meeting assistant keep the recording", "notetaker"),
        ("does our phone system train ai on calls", "telephony"),
        ("does the call center software record my voice", "contact-center"),
    ],
)
def test_who_names_a_kind_is_asked_back_with_platforms_of_it(revision: Revision, ask: Ask, text: str, kind: str) -> None:
    """Zoom is no note taker."""
    reply = ask(text)
    offered = {slug for choice in reply.choices if choice.asks is not None for slug in choice.asks.platforms}
    assert reply.kind == "clarify"
    assert {revision.knowledge.platforms[slug].kind for slug in offered} == {kind}


def test_bots_to_be_kept_out_are_not_what_is_looked_for(revision: Revision, ask: Ask) -> None:
    """A wish to keep bots out is answered with platforms for meetings, not with bots."""
    reply = ask("which meeting app can block meeting bots")
    assert {revision.knowledge.platforms[below.platforms[0]].kind for below in reply.replies} == {"meetings"}
