"""The first word of a reply is never against the truth, whatever stands around the question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.replies.first_line import first_line
from bot.replies.part import SENTENCE_END
from bot.replies.reply import Reply
from bot.understanding.revision import Revision
from knowledge.base import cited

Ask = Callable[..., Reply]

ASKED = (
    "is {name} being sued",
    "was {name} sued for training on what people say?",
    "is there a lawsuit against {name}",
    "are people suing {name}",
    "isn't {name} facing a class action over recordings",
    "{name} lawsuit?",
)
"""Ways to ask for a lawsuit, with what it is about or without."""
STATED = ("{name} is being sued for recording people without consent", "is there a lawsuit against {name}, true?")
DENIED = ("{name} isn't being sued", "there is no lawsuit against {name}")
BESIDE = (
    "if i get sued can they get my {name} recordings",
    "are {name} recordings used in lawsuits",
    "can i sue {name}",
    "do companies get sued for using {name}",
)
"""Lawsuits of others than those on record."""


@pytest.mark.parametrize("slug", ["otter", "granola", "fireflies"])
def test_a_lawsuit_is_answered_by_the_claim_on_it(revision: Revision, ask: Ask, slug: str) -> None:
    """Not by what it is about, nor by what police get; and the source is that of the lawsuit."""
    platform = revision.knowledge.platforms[slug]
    claim = next(claim for claim in platform.claims if claim.topic == "history" and claim.status == "true")
    first = SENTENCE_END.split(claim.why)[0]
    for ways, opening in ((ASKED, "yes"), (STATED, "true"), (DENIED, "false")):
        for way in ways:
            reply = ask(way.format(name=slug))
            assert (reply.said.opening, reply.said.sentence) == (opening, first), way
            assert reply.evidence.deciding in cited(platform, claim.sources)
    for way in BESIDE:
        assert ask(way.format(name=slug)).said.sentence != first, way


@pytest.mark.parametrize("text", ["was zoom sued for sharing data with facebook", "is there a lawsuit against teams for voiceprints"])
def test_no_word_on_what_a_lawsuit_is_about(ask: Ask, text: str) -> None:
    """That Zoom sells no data does not mean that nobody sued it."""
    assert ask(text).said.opening == ""


TOLD = (
    "nobody told me.",
    "no idea who to ask.",
    "i dont get it,",
    "we don't have much money.",
    "quick q:",
    "our it guy said no to all else.",
)
POLAR = (
    "does {name} train ai on my calls?",
    "is {name} end to end encrypted",
    "does {name} sell my data?",
    "does {name} own my calls",
    "do people at {name} listen to calls?",
    "isn't {name} hipaa compliant",
)


TURNED_ROUND = (
    ("can {name} staff listen to my calls", "is it impossible for {name} staff to listen to my calls"),
    ("is {name} safe for patients", "is {name} unsafe for patients"),
    ("does {name} keep my calls", "does {name} delete my calls"),
    ("can police get my {name} calls", "are {name} calls out of reach of the police"),
    ("does {name} own my calls", "do i own my {name} calls"),
    ("{name} trains on calls", "{name} doesn't train on calls"),
)
"""Questions and statements, and the same the other way round."""


@pytest.mark.parametrize(("one", "other"), TURNED_ROUND)
def test_the_other_way_round_gets_another_word(revision: Revision, ask: Ask, one: str, other: str) -> None:
    """Never the same Yes, No, True or Not true."""
    for slug in sorted(revision.knowledge.platforms)[::3]:
        name = revision.knowledge.platforms[slug].name
        first, second = (ask(way.format(name=name)) for way in (one, other))
        same = first.said.opening == second.said.opening and first.topics[:1] == second.topics[:1]
        assert not (same and first.said.opening in AGREEING | DISAGREEING), (name, first.said.opening)


@pytest.mark.parametrize("told", TOLD)
def test_what_is_told_turns_no_answer_round(revision: Revision, ask: Ask, told: str) -> None:
    """Behind a story a question gets the word that it gets alone, or none."""
    same = judged = 0
    for place, platform in enumerate(sorted(revision.knowledge.platforms)[::3]):
        question = POLAR[place % len(POLAR)].format(name=revision.knowledge.platforms[platform].name)
        alone, behind = ask(question).said.opening, ask(f"{told} {question}").said.opening
        assert behind in {alone, ""}, (told, question)
        judged += bool(alone)
        same += bool(alone) and behind == alone
    assert same / judged >= 0.8


STORIES = ("we have no IT people here.", "i dont get it,", "nobody told me.", "our office never had a budget.")
"""What is told before something is stated; its denials deny nothing of that."""
AGREEING, DISAGREEING = {"yes", "true"}, {"no", "false"}


@pytest.mark.parametrize("story", STORIES)
def test_what_is_told_turns_no_claim_round(revision: Revision, ask: Ask, story: str) -> None:
    """Behind a story nearly every claim on record gets the word that it gets alone, and no claim the contrary one."""
    same = judged = 0
    for platform in revision.knowledge.platforms.values():
        for claim in platform.claims[::5]:
            alone, behind = ask(claim.text).said.opening, ask(f"{story} {claim.text}").said.opening
            contrary = DISAGREEING if alone in AGREEING else AGREEING if alone in DISAGREEING | {"outdated"} else set()
            assert behind not in contrary, (story, claim.text, behind)
            judged += bool(alone)
            same += bool(alone) and behind == alone
    assert same / judged >= 0.8


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("zoom trains on calls. that's a lie", ""),
        ("nope. signal is encrypted", "true"),
        ("no money for it, signal calls aren't encrypted", "false"),
        ("i don't trust them. fireflies never trains on calls", "true"),
    ],
)
def test_what_judges_a_statement_belongs_to_it(ask: Ask, text: str, opening: str) -> None:
    """Only what is told beside it is left out."""
    assert ask(text).said.opening == opening


@pytest.mark.parametrize(
    ("text", "opening", "begins"),
    [
        ("does jamie keep recordings forever", "", "Jamie keeps the transcript, but deletes the sound"),
        ("does heidi keep recordings", "", "Heidi keeps transcripts and notes"),
        ("is talkspace unsafe for patients", "", "As of April 2024, Talkspace is bound by"),
        ("google meet refuses police requests", "", "Google gives authorities stored content"),
        ("pixel call notes records without asking", "", "Everybody on the call hears an announcement"),
        ("do i have to agree before zoho meeting records", "", "Zoho Meeting shows everybody a notice"),
        ("is it impossible to opt out of threema", "", "Threema describes no AI in calls, so there is nothing to turn off"),
        ("descript shares calls with ai companies", "", "Descript says it does not sell"),
        ("slack trains on calls without asking", "partly", "Partly true. Slack says it trains generative AI"),
        ("abridge never trains on calls", "true", "As far as is known, true: Abridge's lawyer says"),
    ],
)
def test_the_word_fits_the_sentence_behind_it(ask: Ask, text: str, opening: str, begins: str) -> None:
    """A notice is no consent, nothing to turn off is no way out, transcripts are no recordings, and what a reader left open stays open."""
    reply = ask(text)
    assert reply.said.opening == opening
    assert first_line(reply).startswith(begins)


@pytest.mark.parametrize(
    "text",
    [
        "shouldn't they ask us before {name} records",
        "does our coach have to ask everyone before he records on {name}?",
        "must everyone be told when {name} records?",
        "since when does {name} encrypt calls",
        "{name} recorded us without asking, is that how it works?",
        "can {name} be set up so that nobody is recorded without having agreed?",
        "{name} recorded my call without asking me",
        "our {name} call was recorded and i wasn't told",
        "{name} joined my call and i didnt invite it",
        "{name} sent my transcript to everyone in the meeting",
    ],
)
def test_no_word_on_a_duty_a_time_or_what_somebody_went_through(revision: Revision, ask: Ask, text: str) -> None:
    """What a product does says nothing of them."""
    for platform in list(revision.knowledge.platforms.values())[::4]:
        assert ask(text.format(name=platform.name)).said.opening == "", platform.name


@pytest.mark.parametrize(
    "text",
    [
        "can guests see the Microsoft Teams recording",
        "can my boss see my Gemini Live calls",
        "can guests opt out of ai in Gong",
        "you can't opt out of Microsoft Dragon Copilot ai",
        "Microsoft Dragon Copilot stores recordings forever",
        "is X (Twitter) end to end encrypted",
        "Jitsi Meet records secretly",
    ],
)
def test_partly_is_said_only_of_what_holds_in_part(ask: Ask, text: str) -> None:
    """Not over an answer on somebody else, on a part only, or that leaves it to others."""
    assert ask(text).said.opening == ""


@pytest.mark.parametrize("text", ["is Granola ai on by default", "does Fathom train its ai on my calls", "does zoom keep calls"])
def test_partly_is_still_said_of_what_does(ask: Ask, text: str) -> None:
    """Something that has to be switched on, or can be switched off."""
    assert ask(text).said.opening == "partly"


def test_workers_are_no_work_accounts(ask: Ask) -> None:
    """Those of the company listen; only on accounts at work nobody does."""
    assert first_line(ask("do google workers hear what i tell gemini live")).startswith("Yes, with exceptions: people at Google")


def test_no_true_stands_over_what_a_claim_on_record_calls_partly_true(ask: Ask) -> None:
    """The claim with all its signs in the question is hedged."""
    assert ask("is it true people at meta watch what ray-ban glasses film").said.opening in {"", "partly"}


def test_who_films_a_class_uploads_no_video(ask: Ask) -> None:
    """The film is the recording of a call."""
    assert not first_line(ask("Our teacher films the Teams classes. Who is able to open these recordings later on?")).startswith(
        "I have nothing"
    )
