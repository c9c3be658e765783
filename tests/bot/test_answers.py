"""What a person is told. The sentences are those of the shipped base."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.dialogue.engine import Engine, Message
from bot.replies.reply import Reply, to_json
from bot.understanding.scope import Asked
from knowledge.base import Knowledge
from knowledge.dates import PartialDate
from tests.conftest import TODAY

Ask = Callable[..., Reply]


def test_the_question_that_it_all_began_with(ask: Ask) -> None:
    """No, since when, on what evidence, what was before, and when it was verified."""
    reply = ask("Can Zoom use my calls for AI?")
    assert (reply.kind, reply.platforms, reply.topics[0], reply.verdict) == ("answer", ("zoom",), "ai-training", "no")
    assert reply.since == "2023-08-11"
    assert reply.last_verified == "2026-08-06"
    assert any(entry.section == "10.2" for entry in reply.sources)
    assert [change.date for change in reply.history] == ["2023-08-07", "2023-03-31", None]
    assert "7 August 2023 to 11 August 2023" in reply.before
    assert not reply.stale


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2023-02-15", "silent"),
        ("2023-07-28", "yes"),
        ("2023-07", "yes"),
        ("2023-08-08", "opt-in"),
        ("2023-08-12", "no"),
        ("2023-08", "depends"),
    ],
)
def test_a_past_day_has_an_answer_of_its_own(engine: Engine, day: str, verdict: str) -> None:
    """What held then, not what holds today; a month in which it changed lists each position."""
    reply, _ = engine.handle(Message("can zoom train on my calls", as_of=PartialDate(day)), TODAY)
    assert (reply.verdict, reply.as_of) == (verdict, day)
    assert "not today" in " ".join(reply.lead)
    assert (len(reply.conditions) > 1) is (verdict == "depends")


def test_a_time_of_which_nothing_is_on_record_is_admitted(engine: Engine) -> None:
    """Today's position is not given for a time before any source."""
    reply, _ = engine.handle(Message("is zoom's retention of recordings forever", as_of=PartialDate("2012-05")), TODAY)
    assert reply.verdict == "unverified"
    assert "nothing on record" in reply.headline


def test_a_date_in_the_question_counts(ask: Ask) -> None:
    """Nobody has to know of --as-of."""
    assert ask("Could Zoom use my call of 28 July 2023 for AI training?").verdict == "yes"
    assert ask("could zoom train on calls before the change?").verdict == "opt-in"
    assert ask("could slack train on calls before the change?").verdict == "yes"


@pytest.mark.parametrize(
    ("text", "after", "platform", "topic"),
    [
        ("what about teems?", "can zoom use my calls for ai", "microsoft-teams", "ai-training"),
        ("and on the free plan?", "can zoom use my calls for ai", "zoom", "ai-training"),
        ("how do I turn that off?", "does zoom have ai summaries by default", "zoom", "opt-out"),
        ("and slack", "is zoom end-to-end encrypted", "slack", "encryption"),
        ("and do any outside firms receive it?", "does zoom train its ai on calls", "zoom", "third-party-ai"),
        ("do they sell it to other companies for ads?", "does zoom train its ai on calls", "zoom", "data-sharing"),
    ],
)
def test_a_follow_up_leans_on_the_turn_before(ask: Ask, text: str, after: str, platform: str, topic: str) -> None:
    """What is missing comes from the question before."""
    reply = ask(text, after=after)
    assert (reply.kind, reply.platforms, reply.topics[0]) == ("answer", (platform,), topic)


def test_a_false_premise_is_corrected_first(ask: Ask) -> None:
    """Kindly, and before the answer."""
    reply = ask("Zoom owns my conversations now, right?")
    assert reply.verdict == "no"
    assert reply.lead[0].startswith("Good that you ask")


def test_a_premise_that_held_once_is_said_to_be_outdated(ask: Ask) -> None:
    """With the time in which it held."""
    assert "That was so once" in ask("zoom trains its ai on every call, right?").lead[0]


def test_two_platforms_in_one_call_show_both_sets_of_rules(ask: Ask) -> None:
    """The stricter concern comes first."""
    reply = ask("a zoom call with a guest's otter bot, is it used to train ai")
    assert reply.kind == "answer"
    assert reply.platforms == ("otter", "zoom")
    assert [below.platforms for below in reply.replies] == [("otter",), ("zoom",)]


def test_the_plan_asked_about_leads(ask: Ask) -> None:
    """A person on a free plan is answered for the free plan."""
    reply = ask("is zoom fit for therapy on a free account")
    assert reply.topics[0] == "sensitive"
    assert reply.applies_to == "health care on a free account"
    assert reply.verdict == "no"
    # The page that says so carries no date, although the answer around it was verified.
    assert (reply.last_verified, reply.stale) == (None, True)


def test_the_role_asked_about_leads(ask: Ask) -> None:
    """A guest is told what a guest can do."""
    reply = ask("can I turn off the AI summary in zoom as a guest")
    assert (reply.topics[0], reply.verdict) == ("opt-out", "no")
    assert reply.steps[0].startswith("Guest:")


def test_an_overdue_answer_says_so_first(engine: Engine) -> None:
    """The warning comes before anything else."""
    reply, _ = engine.handle(Message("Can Zoom use my calls for AI?"), date(2028, 1, 1))
    assert reply.stale
    assert "last verified on 6 August 2026" in reply.lead[0]


def test_an_answer_without_a_dated_copy_says_so(ask: Ask) -> None:
    """No date is invented."""
    reply = ask("can I keep notetaker bots out of my zoom meeting")
    assert reply.topics[0] == "uninvited-bots"
    assert (reply.last_verified, reply.stale) == (None, True)
    assert "Not verified against a dated copy" in " ".join(reply.lead)


def test_alternatives_come_best_first_and_with_evidence(ask: Ask) -> None:
    """Each proposal is a whole answer with sources."""
    reply = ask("what can I use instead of otter that does not train on my calls")
    assert (reply.kind, reply.platforms) == ("alternatives", ("otter",))
    assert reply.replies
    assert all(below.verdict in {"no", "opt-in", "depends"} and below.sources for below in reply.replies)


def test_a_comparison_holds_a_whole_answer_for_each(ask: Ask) -> None:
    """In the order named."""
    reply = ask("slack or discord, which one trains on calls")
    assert (reply.kind, reply.platforms) == ("compare", ("slack", "discord"))
    assert [below.platforms[0] for below in reply.replies] == ["slack", "discord"]


def test_platforms_weighed_on_the_whole_are_compared_by_ai_training(ask: Ask) -> None:
    """Better "on AI" names no topic: the question that Smallprint exists for is meant."""
    reply = ask("webex any better than zoom on AI?")
    assert (reply.kind, reply.topics[0]) == ("compare", "ai-training")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("how do I record a teams meeting", "off-topic"),
        ("zoom keeps crashing on my laptop", "off-topic"),
        ("what's the weather", "off-topic"),
        ("", "off-topic"),
        ("😀", "off-topic"),
        ("does it train on my calls", "clarify"),
        ("zoom?", "clarify"),
        ("does blorptalk train ai on my calls", "unknown-platform"),
        ("is nextcloud talk end to end encrypted", "unknown-platform"),
    ],
)
def test_rather_asks_than_guesses(ask: Ask, text: str, kind: str) -> None:
    """Nothing is answered that was not asked or is not known."""
    reply = ask(text)
    assert reply.kind == kind
    assert reply.verdict is None
    assert reply.choices


def test_an_unknown_name_is_named_back(ask: Ask) -> None:
    """So that a typing error can be seen."""
    assert "blorptalk" in ask("does blorptalk train ai on my calls").headline.lower()


def test_an_unsure_reading_offers_the_other(ask: Ask) -> None:
    """Uncertainty of the match is kept apart from confidence in the fact."""
    reply = ask("does teems train on calls")
    assert any("teems" in sentence for sentence in reply.lead)
    assert "teems" not in reply.headline


def test_where_nothing_is_on_record_that_is_what_is_said(ask: Ask) -> None:
    """And a short question to the company is offered."""
    reply = ask("is gong end-to-end encrypted")
    assert (reply.kind, reply.verdict, reply.sources) == ("answer", "unverified", ())
    assert "I don't know" in reply.headline
    assert "Gong" in reply.ask_company


def test_the_json_has_the_promised_keys(ask: Ask) -> None:
    """Names and order are fixed; more keys may stand between."""
    said = to_json(ask("Can Zoom use my calls for AI?"))
    promised = [
        "kind", "platforms", "topics", "verdict", "applies_to", "headline", "detail", "conditions", "steps", "history",
        "sources", "since", "last_verified", "stale", "as_of", "replies",
    ]  # fmt: skip
    assert [key for key in said if key in promised] == promised
    assert set(said["sources"][0]) >= {"title", "url", "publisher", "kind", "section", "document_date", "copy_date"}
    assert set(said["conditions"][0]) >= {"applies_to", "verdict", "note"}
    assert set(said["history"][0]) == {"date", "what", "sources"}


def test_an_answer_given_before_is_not_given_for_another_day_scope_or_base(engine: Engine) -> None:
    """A reply that is kept is kept for just this platform, topic, day, scope and base."""
    first, _ = engine.handle(Message("can zoom train on my calls"), TODAY)
    later, _ = engine.handle(Message("can zoom train on my calls"), date(2028, 1, 1))
    assert (first.stale, later.stale) == (False, True)
    brazil, _ = engine.handle(Message("can zoom train on my calls", scope=Asked(regions=("brazil",))), TODAY)
    assert "BRAZIL" in " ".join(brazil.lead)
    zoom = engine.knowledge.platforms["zoom"]
    renamed = Knowledge(engine.knowledge.topics, {"zoom": zoom._replace(name="Zoom Renamed")})
    other, _ = Engine(renamed, engine.understanding).handle(Message("can zoom train on my calls"), TODAY)
    assert (first.title, other.title) == ("Zoom", "Zoom Renamed")


def test_every_answer_of_the_base_has_a_source_and_can_be_given(engine: Engine) -> None:
    """No answer without a source, whatever is asked."""
    for platform in engine.knowledge.platforms.values():
        for entry in platform.answers:
            question = engine.knowledge.topics[entry.topic].question
            reply, _ = engine.handle(Message(f"{platform.name}: {question}"), TODAY)
            assert reply.sources or reply.kind != "answer", (platform.slug, entry.topic)
