"""What an answer says of its sources, where they are watched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.dialogue.respond import Message
from bot.replies.reply import Reply
from bot.understanding.revision import KnowledgeHolder, Revision
from knowledge.watched import Outcome, SourceState
from tests.bot.test_answers import reply_to
from tests.conftest import TODAY

ZOOM = ("zoom", "terms")
VERIFIED = date(2026, 8, 6)
UNCHANGED = SourceState("unchanged", VERIFIED, TODAY - timedelta(days=3), VERIFIED)


def asked(revision: Revision, state: SourceState, today: date = TODAY, question: str = "can zoom use my calls for AI?") -> Reply:
    """The reply to a question, with Zoom's terms in this state."""
    holder = KnowledgeHolder(revision)
    holder.watched({ZOOM: state})
    return reply_to(holder.current, Message(question), today)


@pytest.fixture
def zoom_terms(revision: Revision) -> None:
    """What the tests below take for granted of the shipped base."""
    entry = next(entry for entry in revision.knowledge.platforms["zoom"].answers if entry.topic == "ai-training")
    assert (entry.verified_in, entry.last_verified) == ("terms", VERIFIED.isoformat())
    assert any(citation.name == "terms" and citation.section == "10.2" for citation in entry.sources)


@pytest.mark.usefixtures("zoom_terms")
def test_a_page_that_was_read_again_renews_the_date(revision: Revision) -> None:
    """Both days are said; the answer is fresh as of the second."""
    before = reply_to(revision, Message("can zoom use my calls for AI?"))
    reply = asked(revision, UNCHANGED)
    assert before.evidence.last_verified == VERIFIED.isoformat()
    assert reply.evidence.last_verified == UNCHANGED.last_checked.isoformat()
    assert (
        reply.evidence.verified
        == "Checked 6 August 2026 in Zoom Terms of Service, unchanged on " + _words(UNCHANGED.last_checked) + ", 3 days ago."
    )
    later = TODAY + timedelta(days=400)
    assert asked(revision, UNCHANGED, later).evidence.stale
    assert not asked(revision, UNCHANGED._replace(last_checked=later), later).evidence.stale


@pytest.mark.usefixtures("zoom_terms")
def test_a_text_that_was_not_known_when_the_answer_was_verified_renews_nothing(revision: Revision) -> None:
    """The bot cannot tell whether the person read the same."""
    reply = asked(revision, UNCHANGED._replace(unchanged_since=VERIFIED + timedelta(days=1)))
    assert reply == reply_to(revision, Message("can zoom use my calls for AI?"))


@pytest.mark.usefixtures("zoom_terms")
def test_a_change_of_the_cited_section_is_said_until_somebody_has_verified(revision: Revision) -> None:
    """In the line that says when the answer was checked."""
    changed = SourceState("changed", date(2026, 9, 3), TODAY, date(2026, 9, 3), "- old\n+ new", ("10.2",))
    reply = asked(revision, changed)
    assert reply.evidence.verified.endswith("Its source changed on 3 September 2026; under review.")
    assert (reply.evidence.stale, reply.evidence.last_verified) == (True, VERIFIED.isoformat())
    assert reply.verdict == "no"
    assert "changed on" not in asked(revision, changed._replace(sections=("3.1",))).evidence.verified
    assert "changed on" not in asked(revision, changed._replace(since=VERIFIED)).evidence.verified


@pytest.mark.usefixtures("zoom_terms")
@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        ("gone", "Its source has been gone since 1 November 2026."),
        ("unreachable", "Its source could not be reached since 1 November 2026."),
    ],
)
def test_a_page_that_is_away_is_said_after_the_third_time(revision: Revision, outcome: Outcome, says: str) -> None:
    """With the archived copy, if there is one."""
    state = SourceState(outcome, date(2026, 11, 1), TODAY, VERIFIED, failures=3)
    assert asked(revision, state).evidence.verified.endswith(says)
    assert says not in asked(revision, state._replace(failures=2)).evidence.verified
    assert asked(_archived(revision), state).evidence.verified.endswith(f"{says[:-1]}; the link leads to an archived copy.")


@pytest.mark.usefixtures("zoom_terms")
@pytest.mark.parametrize("outcome", ["refused", "unreadable"])
def test_what_the_bot_may_not_or_cannot_read_says_nothing_about_an_answer(revision: Revision, outcome: Outcome) -> None:
    """The page may well stand as it did."""
    state = SourceState(outcome, date(2026, 11, 1), TODAY, failures=9)
    assert asked(revision, state) == reply_to(revision, Message("can zoom use my calls for AI?"))


def test_what_is_known_of_sources_outlives_a_new_revision(revision: Revision) -> None:
    """A reload changes the files, not the pages."""
    holder = KnowledgeHolder(revision)
    holder.watched({ZOOM: UNCHANGED})
    holder.replace(revision)
    assert holder.sources == holder.current.knowledge.sources == {ZOOM: UNCHANGED}


def _archived(revision: Revision) -> Revision:
    zoom = revision.knowledge.platforms["zoom"]
    terms = zoom.sources["terms"]._replace(archived_url="https://archive.example/terms")
    platforms = {**revision.knowledge.platforms, "zoom": zoom._replace(sources={**zoom.sources, "terms": terms})}
    return replace(revision, knowledge=revision.knowledge._replace(platforms=platforms))


def _words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
