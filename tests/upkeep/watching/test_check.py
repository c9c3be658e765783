"""What becomes of a source from week to week, and what a person's confirmation does to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from bot.upkeep.watching.check import Found, check, in_words, is_news
from bot.upkeep.watching.cited import CitedPage, is_due
from bot.upkeep.watching.fetch import Fetcher, Limits
from knowledge.dates import PartialDate
from knowledge.records import Answer, Citation, Scope
from knowledge.watched import parts_of, reread_on, under_review
from tests.fakes.pages import server, skins
from tests.fakes.pages.documents import read
from tests.fakes.pages.server import Site, answering, redirect
from tests.fakes.pages.skins import Around
from tests.patience import HANG

DAY = date(2026, 11, 2)
NEW = ("unless you have opted in", "unless you have opted out")


def terms(*edits: tuple[str, str], year: int = 2026) -> str:
    """The terms, with some words replaced."""
    return skins.plain(read("terms", *edits), Around(year=year))


def answer(section: str | None, verified: date | None) -> Answer:
    """An answer that cites the terms, verified on a day."""
    day = None if verified is None else PartialDate(verified.isoformat())
    scope = Scope("all plans")
    return Answer("ai-training", "opt-in", "Only with your consent.", "", scope, "high", (Citation("terms", section),), None, day, "terms")


class Weeks:
    """A page that is looked at week after week."""

    def __init__(self, site: Site, fetcher: Fetcher, section: str | None = "10.2") -> None:
        self.site, self.fetcher, self.section = site, fetcher, section
        self.today = DAY
        self.verified: date | None = None
        self.found: Found | None = None
        self.news: list[bool] = []

    async def week(self, page: str | server.Behaviour | None, *, after: int = 7) -> Found:
        """Let a week pass, and look at what is there then."""
        self.today += timedelta(days=after)
        self.site.pages.pop("/terms", None)
        if page is not None:
            self.site.pages["/terms"] = page
        before = None if self.found is None else self.found[0]
        cited = CitedPage("harrow", "terms", f"{self.site.address}/terms", parts_of(self.section), (answer(self.section, self.verified),))
        self.found = await check(cited, self.found, self.fetcher, self.today)
        self.news.append(is_news(before, self.found[0]))
        return self.found


@pytest.fixture
async def weeks() -> AsyncIterator[Weeks]:
    """A page on a site of this machine."""
    async with server.running() as site, Fetcher.open(limits=Limits(seconds=HANG, pause=0), allow_private=True) as fetcher:
        yield Weeks(site, fetcher)


async def test_a_page_that_stays_is_read_once_and_renews_the_date(weeks: Weeks) -> None:
    """Only for who verified it since the bot has known its text."""
    first, _ = await weeks.week(terms())
    second, _ = await weeks.week(terms())
    assert (second.outcome, second.since, second.unchanged_since) == ("unchanged", first.since, first.since)
    assert weeks.site.asked[-1].headers["If-None-Match"]
    before, after = first.since - timedelta(days=1), first.since
    assert reread_on(PartialDate(before.isoformat()), second) is None
    assert reread_on(PartialDate(after.isoformat()), second) == weeks.today
    assert weeks.news == [False, False]


async def test_a_change_waits_until_a_person_has_verified_the_answer(weeks: Weeks) -> None:
    """Then the new text is the confirmed one; an older verification does not count."""
    await weeks.week(terms())
    changed, _ = await weeks.week(terms(NEW))
    day = weeks.today
    assert (changed.outcome, changed.since, changed.sections) == ("changed", day, ("10.2",))
    assert changed.diff.splitlines()[1:] == [
        "- 10.2 We will not use Customer Content to train any artificial intelligence model unless you have opted in.",
        "+ 10.2 We will not use Customer Content to train any artificial intelligence model unless you have opted out.",
    ]
    weeks.verified = day - timedelta(days=1)
    still, _ = await weeks.week(terms(NEW))
    assert (still.outcome, still.since) == ("changed", day)
    assert under_review(answer("10.2", weeks.verified), "terms", still)
    weeks.verified = day
    assert not under_review(answer("10.2", weeks.verified), "terms", still)
    settled, _ = await weeks.week(terms(NEW))
    assert (settled.outcome, settled.unchanged_since) == ("unchanged", day)
    assert reread_on(PartialDate(day.isoformat()), settled) == weeks.today
    assert weeks.news == [False, True, False, False]


async def test_what_was_verified_before_the_last_change_is_not_confirmed(weeks: Weeks) -> None:
    """The page changed again behind the back of who verified it."""
    await weeks.week(terms())
    await weeks.week(terms(NEW))
    weeks.verified = weeks.today
    again, _ = await weeks.week(terms(("unless you have opted in", "whatever you say")))
    assert (again.outcome, again.since) == ("changed", weeks.today)
    assert under_review(answer("10.2", weeks.verified), "terms", again)
    assert weeks.news == [False, True, True]


async def test_a_change_that_is_taken_back_is_none(weeks: Weeks) -> None:
    """But the date is renewed only after the next verification."""
    first, _ = await weeks.week(terms())
    await weeks.week(terms(NEW))
    back, _ = await weeks.week(terms())
    assert (back.outcome, back.diff, back.sections) == ("unchanged", "", ())
    assert reread_on(PartialDate(first.since.isoformat()), back) is None


async def test_only_answers_that_cite_what_changed_are_under_review(weeks: Weeks) -> None:
    """Another answer may rest on another section of the same page."""
    weeks.section = "10.2, 12"
    await weeks.week(terms())
    changed, _ = await weeks.week(terms(NEW))
    assert changed.sections == ("10.2",)
    assert under_review(answer("10.2, 10.4", None), "terms", changed)
    assert not under_review(answer("12", None), "terms", changed)
    assert not under_review(answer("10.2", None), "privacy", changed)


async def test_a_section_that_is_not_found_at_first_stands_for_the_whole_page(weeks: Weeks) -> None:
    """A citation that names something a page does not show as a heading is watched all the same."""
    weeks.section = "the part on robots"
    first, read = await weeks.week(terms())
    assert (first.outcome, list(read.not_found)) == ("unchanged", ["the part on robots"])
    assert (await weeks.week(terms(year=2027)))[0].outcome == "unchanged"
    changed, _ = await weeks.week(terms(("binding arbitration", "a fair trial")))
    assert (changed.outcome, changed.sections) == ("changed", ("the part on robots",))


async def test_a_section_that_is_cited_later_is_no_change(weeks: Weeks) -> None:
    """Its text is known from that day on."""
    await weeks.week(terms())
    weeks.section = "10.2; 12"
    found, read = await weeks.week(terms())
    assert (found.outcome, found.unchanged_since, set(read.confirmed)) == ("unchanged", weeks.today, {"10.2", "12"})


async def test_a_page_is_told_to_be_unreachable_after_three_days(weeks: Weeks) -> None:
    """Once, and from the first day on; when it is back, it is compared with what was confirmed."""
    await weeks.week(terms())
    for number in range(4):
        state, _ = await weeks.week(answering(503), after=1)
        assert (state.outcome, state.failures) == ("unreachable", number + 1)
        assert is_due(state, weeks.today + timedelta(days=1)) == (number < 2)
    assert state.since == weeks.today - timedelta(days=3)
    assert weeks.news == [False, False, False, True, False]
    assert (await weeks.week(terms()))[0].outcome == "unchanged"
    assert (await weeks.week(None))[0].outcome == "gone"
    assert (await weeks.week(terms(NEW)))[0].outcome == "changed"


async def test_a_change_is_not_forgotten_while_the_page_is_away(weeks: Weeks) -> None:
    """It still waits for a person."""
    await weeks.week(terms())
    changed, _ = await weeks.week(terms(NEW))
    away, _ = await weeks.week(answering(503))
    assert (away.outcome, away.since, away.diff) == (changed.outcome, changed.since, changed.diff)


async def test_a_page_that_moved_is_read_where_it_is_now(weeks: Weeks) -> None:
    """And a curator is told the address."""
    await weeks.week(terms())
    weeks.site.pages["/new"] = terms(year=2027)
    moved, _ = await weeks.week(redirect("/new", 301))
    assert (moved.outcome, moved.says) == ("moved", f"to {weeks.site.address}/new")
    assert weeks.news == [False, True]
    weeks.site.pages["/new"] = terms(NEW)
    assert (await weeks.week(redirect("/new", 301)))[0].outcome == "changed"


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (answering(200, b"%PDF-1.7 ...", Content_Type="application/pdf"), "PDF"),
        ("<html><body><div id=root></div><script src=/app.js></script></body></html>", "JavaScript"),
        ("<html><body><h1>Just a moment...</h1><script>go()</script><p>Checking that you are a human.</p></body></html>", "JavaScript"),
        ("<html><body></body></html>", "hardly any text"),
        ("", "hardly any text"),
    ],
)
async def test_what_the_bot_cannot_read_is_never_a_change(weeks: Weeks, page: str | server.Behaviour, says: str) -> None:
    """Nor does it become the text that later ones are compared with."""
    await weeks.week(terms())
    state, _ = await weeks.week(page)
    assert state.outcome == "unreadable"
    assert says in state.says
    assert (await weeks.week(terms()))[0].outcome == "unchanged"
    assert weeks.news == [False, False, False]


async def test_a_check_says_in_words_what_it_found(weeks: Weeks) -> None:
    """With the difference below."""
    await weeks.week(terms())
    changed, _ = await weeks.week(terms(NEW))
    words = in_words(CitedPage("harrow", "terms", "https://harrow.example/terms", ("10.2",), ()), changed)
    assert words.startswith(f"harrow/terms: changed since {weeks.today}, https://harrow.example/terms\n10.2:\n- 10.2 We will")
