"""What a person is told. The sentences are those of the shipped base."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.dialogue.respond import Message, card_on, respond
from bot.replies import dates
from bot.replies.reply import Reply, to_json
from bot.understanding.revision import Revision
from bot.understanding.scope import AskedScope
from bot.understanding.subject import Subject
from knowledge.base import Knowledge
from knowledge.dates import PartialDate
from tests.conftest import TODAY

Ask = Callable[..., Reply]


def reply_to(revision: Revision, message: Message, today: date = TODAY) -> Reply:
    """Return the reply to a message that stands alone."""
    reply = respond(revision, message, today).card.reply
    assert reply is not None
    return reply


def test_the_question_that_it_all_began_with(ask: Ask) -> None:
    """No, since when, on what evidence, what was before, and when it was verified."""
    reply = ask("Can Zoom use my calls for AI?")
    assert (reply.kind, reply.platforms, reply.topics[0], reply.verdict) == ("answer", ("zoom",), "ai-training", "no")
    assert reply.since == "2023-08-11"
    assert reply.evidence.last_verified == "2026-08-06"
    assert any(entry.section == "10.2" for entry in reply.evidence.sources)
    assert [change.date for change in reply.history] == ["2023-08-07", "2023-03-31", None]
    assert "7 August 2023 to 11 August 2023" in reply.before


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
def test_a_past_day_has_an_answer_of_its_own(revision: Revision, day: str, verdict: str) -> None:
    """What held then, not what holds today; a month in which it changed lists each position."""
    reply = reply_to(revision, Message("can zoom train on my calls", as_of=PartialDate(day)))
    assert (reply.verdict, reply.as_of) == (verdict, day)
    assert dates.in_words(PartialDate(day)) in reply.said.sentence
    assert (len(reply.conditions) > 1) is (verdict == "depends")


def test_a_time_of_which_nothing_is_on_record_is_admitted(revision: Revision) -> None:
    """Today's position is not given for a time before any source."""
    reply = reply_to(revision, Message("is zoom's retention of recordings forever", as_of=PartialDate("2012-05")))
    assert reply.verdict == "unverified"
    assert reply.said.sentence == "May 2012: nothing on record."
    assert reply.evidence.sources == ()


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
        (
            "good to know. and suppose somebody objects afterwards, is the recording still stored for months",
            "is zoom end to end encrypted",
            "zoom",
            "retention",
        ),
        (
            "fine. and are the patients or their relatives asked before the recording begins",
            "does teams train on calls",
            "microsoft-teams",
            "consent",
        ),
    ],
)
def test_a_follow_up_leans_on_the_turn_before(ask: Ask, text: str, after: str, platform: str, topic: str) -> None:
    """What is missing comes from the question before."""
    reply = ask(text, after=after)
    assert (reply.kind, reply.platforms, reply.topics[0]) == ("answer", (platform,), topic)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("ok cool", "is zoom hipaa compliant"),
        ("thanks", "is zoom encrypted"),
        ("lol nice", "is zoom encrypted"),
        ("is talky.io encrypted", "is signal encrypted"),
        ("is cabbage encrypted", "is signal encrypted"),
        ("what about blorp", "is zoom encrypted"),
        ("and is laxis encrypted", "is signal encrypted"),
    ],
)
def test_what_does_not_lean_on_the_turn_before_is_not_completed_from_it(ask: Ask, text: str, after: str) -> None:
    """It has nothing of ours, or is about another product."""
    assert ask(text, after=after).kind in {"off-topic", "clarify", "unknown-platform"}


def test_a_false_premise_is_corrected_first(ask: Ask) -> None:
    """Before the answer."""
    reply = ask("Zoom owns my conversations now, right?")
    assert reply.verdict == "no"
    assert reply.said.opening == "false"


def test_a_premise_that_held_once_is_said_to_be_outdated(ask: Ask) -> None:
    """With the time in which it held."""
    reply = ask("zoom trains its ai on every call, right?")
    assert (reply.said.opening, reply.said.opening_words) == ("outdated", "Out of date since 7 August 2023.")


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
    assert (reply.evidence.last_verified, reply.evidence.stale) == (None, True)


def test_the_role_asked_about_leads(ask: Ask) -> None:
    """A guest is told what a guest can do."""
    reply = ask("can I turn off the AI summary in zoom as a guest")
    assert (reply.topics[0], reply.verdict) == ("opt-out", "no")
    assert reply.todo.steps[0].startswith("Guest:")


def test_an_overdue_answer_says_so_after_the_answer(revision: Revision) -> None:
    """In one short line."""
    reply = reply_to(revision, Message("Can Zoom use my calls for AI?"), date(2028, 1, 1))
    assert reply.evidence.stale
    assert reply.lead == ()
    assert "Last checked 6 August 2026" in reply.evidence.verified


def test_an_answer_without_a_dated_copy_says_so(revision: Revision) -> None:
    """No date is invented."""
    known = revision.knowledge
    zoom = known.platforms["zoom"]
    undated = zoom._replace(answers=tuple(entry._replace(last_verified=None) for entry in zoom.answers))
    reply = reply_to(Revision(Knowledge(known.topics, {"zoom": undated}), revision.understanding), Message("can zoom train on my calls"))
    assert (reply.evidence.last_verified, reply.evidence.stale) == (None, True)
    assert reply.evidence.verified.endswith("not checked against a dated copy.")
    assert reply.evidence.deciding is not None


def test_alternatives_come_best_first_and_with_evidence(ask: Ask) -> None:
    """Each proposal is a whole answer with sources."""
    reply = ask("what can I use instead of otter that does not train on my calls")
    assert (reply.kind, reply.platforms) == ("alternatives", ("otter",))
    assert reply.replies
    assert all(below.verdict in {"no", "opt-in", "depends"} and below.evidence.sources for below in reply.replies)


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
        ("😀", "off-topic"),
        ("does it train on my calls", "clarify"),
        ("zoom?", "clarify"),
        ("does blorptalk train ai on my calls", "unknown-platform"),
        ("is laxis end to end encrypted", "unknown-platform"),
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
    assert "blorptalk" in ask("does blorptalk train ai on my calls").said.headline.lower()


def test_an_unsure_reading_offers_the_other(ask: Ask) -> None:
    """Uncertainty of the match is kept apart from confidence in the fact."""
    reply = ask("does teems train on calls")
    assert any("teems" in sentence for sentence in reply.lead)
    assert "teems" not in reply.said.headline


def test_where_nothing_is_on_record_that_is_what_is_said(ask: Ask) -> None:
    """And a short question to the company is offered."""
    reply = ask("is gong end-to-end encrypted")
    assert (reply.kind, reply.verdict, reply.evidence.sources) == ("answer", "unverified", ())
    assert reply.said.sentence.startswith("No reliable source says")
    assert "Gong" in reply.todo.ask_company


def test_the_json_has_the_promised_keys(ask: Ask) -> None:
    """Names and order are fixed; more keys may stand between."""
    said = to_json(ask("Can Zoom use my calls for AI?"))
    promised = [
        "kind", "platforms", "topics", "verdict", "applies_to", "headline", "detail", "conditions", "steps", "notes", "history",
        "sources", "since", "last_verified", "stale", "as_of", "replies",
    ]  # fmt: skip
    assert [key for key in said if key in promised] == promised
    assert set(said["sources"][0]) >= {"title", "url", "publisher", "kind", "section", "document_date", "copy_date"}
    assert set(said["conditions"][0]) >= {"applies_to", "verdict", "note"}
    assert set(said["history"][0]) == {"date", "what", "sources"}


def test_an_answer_is_for_its_day_its_scope_and_its_base(revision: Revision) -> None:
    """Nothing of an answer given before comes back."""
    question = Message("can zoom train on my calls")
    assert (
        reply_to(revision, question, date(2026, 8, 7)).evidence.stale,
        reply_to(revision, question, date(2028, 1, 1)).evidence.stale,
    ) == (False, True)
    in_brazil = question._replace(scope=AskedScope(regions=("brazil",)))
    assert reply_to(revision, in_brazil).lead == ("No difference is on record for Brazil.",)
    zoom = revision.knowledge.platforms["zoom"]
    renamed = Knowledge(revision.knowledge.topics, {"zoom": zoom._replace(name="Zoom Renamed")})
    assert reply_to(Revision(renamed, revision.understanding), question).title == "Zoom Renamed"


def test_every_answer_has_a_lasting_id_and_a_revision(revision: Revision) -> None:
    """Histories and comparisons too; the revision changes with what is on record, the id does not."""
    known = revision.knowledge
    for subject, answer in (
        (Subject("answer", ("zoom",), ("ai-training",)), "zoom/ai-training"),
        (Subject("answer", ("zoom",), ("history", "encryption")), "zoom/history"),
        (Subject("answer", ("gong",), ("encryption",)), "gong/encryption"),
        (Subject("compare", ("zoom", "webex"), ("encryption",)), "compare:zoom+webex/encryption"),
        (Subject("answer", ("zoom", "otter"), ("ai-training",)), "together:zoom+otter/ai-training"),
        (Subject("alternatives", ("otter",), ("ai-training",)), "alternatives:otter/ai-training"),
    ):
        about = card_on(known, subject, TODAY).about
        assert about is not None
        assert about.answer == answer
        slug = subject.platforms[0]
        platform = known.platforms[slug]
        changed = platform._replace(
            answers=tuple(entry._replace(headline="Changed.") for entry in platform.answers), events=platform.events[1:]
        )
        later = card_on(Knowledge(known.topics, {**known.platforms, slug: changed}), subject, TODAY).about
        assert later is not None
        assert later.answer == answer
        assert (later.revision == about.revision) is (answer == "gong/encryption")  # nothing is on record there, before and after


def test_every_answer_of_the_base_has_a_source_and_can_be_given(revision: Revision) -> None:
    """No answer without a source, whatever is asked."""
    for platform in revision.knowledge.platforms.values():
        for entry in platform.answers:
            reply = card_on(revision.knowledge, Subject("answer", (platform.slug,), (entry.topic,)), TODAY).reply
            assert reply is not None
            assert reply.evidence.sources, (platform.slug, entry.topic)
