"""Asking on the page, following up, pressing what is offered, and checking a post."""

from __future__ import annotations

import pytest

from adapters.web.conversation import MOST_TURNS, Turn, context_in, read_turns
from bot.replies import wording
from bot.understanding.question import NOTHING_BEFORE, ConversationState
from bot.understanding.revision import Revision
from tests.contract.contract import Seen, Surface, SurfaceContract
from tests.web.browser import Browser
from tests.web.conftest import Open
from tests.web.test_pages import check

POST = """Zoom trains its AI on every call. I <b>hate</b> it.

Signal sells your data. The weather is fine."""


class Web:
    """Says something on the front page; a page notifies nobody."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    async def say(self, text: str) -> Seen:
        """Ask in a conversation of its own."""
        page = await self._browser.post("/ask", ("text", text))
        assert page.status == 200
        return Seen(page.text, tuple(link for link in page.links if link.startswith("http")))


class TestWeb(SurfaceContract):
    """The pages under the contract of all surfaces."""

    @pytest.fixture
    def surface(self, browser: Browser) -> Surface:
        """The pages."""
        return Web(browser)


async def test_a_question_is_answered_and_followed_up(browser: Browser) -> None:
    """The page itself carries what was asked before; nothing is stored."""
    first = await browser.post("/ask", ("text", "is zoom end to end encrypted?"))
    check(first)
    assert "/answers/zoom/encryption" in first.links
    second = await browser.press(first, "/ask", ("text", "and signal?"))
    check(second)
    assert "/answers/signal/encryption" in second.links
    assert "is zoom end to end encrypted?" in second.text
    third = await browser.press(second, "/ask", ("text", "AI training"))
    assert "/answers/signal/ai-training" in third.links
    assert [one.attributes["value"] for one in third.all("input", type="hidden", name="asked")][:2] == [
        "is zoom end to end encrypted?",
        "and signal?",
    ]


async def test_what_is_asked_back_can_be_answered(browser: Browser) -> None:
    """By a name alone."""
    asked_back = await browser.post("/ask", ("text", "is it end to end encrypted?"))
    answered = await browser.press(asked_back, "/ask", ("text", "signal"))
    assert "/answers/signal/encryption" in answered.links


async def test_what_is_offered_can_be_pressed(browser: Browser) -> None:
    """Each button of an answer."""
    first = await browser.post("/ask", ("text", "Can Zoom use my calls for AI?"))
    buttons = [one for one in first.all("button") if one.attributes.get("name") in {"show", "ask"}]
    assert buttons
    for button in buttons:
        page = await browser.press(first, "/ask", (button.attributes["name"], button.attributes["value"]))
        assert page.status == 200
        check(page)
        assert wording.NO_LONGER_ON_RECORD not in page.text


async def test_an_example_is_a_press(browser: Browser) -> None:
    """With the field empty."""
    page = await browser.post("/ask", ("text", ""), ("example", wording.EXAMPLES[0]))
    assert "/answers/zoom/ai-training" in page.links


@pytest.mark.parametrize(
    "about",
    [
        "",
        "nonsense",
        "@answer~nope~ai-training",
        "@answer~zoom~nope",
        "<script>",
        ".99@answer~zoom~encryption",
        "@answer~~~~~~~~~",
        "@compare~zoom",
    ],
)
async def test_a_made_up_conversation_does_no_harm(browser: Browser, about: str) -> None:
    """What cannot be read is as if it were not there."""
    page = await browser.post("/ask", ("asked", "x"), ("about", about), ("text", "is signal encrypted?"))
    assert page.status == 200
    check(page)
    assert "/answers/signal/encryption" in page.links
    assert (await browser.post("/ask", ("show", about), ("text", "hi"))).status == 200


def test_a_conversation_stays_short(revision: Revision) -> None:
    """The last turns are kept; a follow-up leans on the last one that was about something."""
    turns = read_turns([f"q{number}" for number in range(20)], ["@answer~zoom~encryption"] * 19 + [""])
    assert len(turns) == MOST_TURNS
    assert context_in(turns, revision.knowledge) == ConversationState(("zoom",), ("encryption",))
    with_part = read_turns(["q"], ["x.5@answer~telegram~encryption"])
    assert context_in(with_part, revision.knowledge) == ConversationState(("telegram",), ("encryption",), place=5)
    assert context_in([Turn("q", "@answer~gone~encryption")], revision.knowledge) == NOTHING_BEFORE


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "\x00\ud7ff", "a" * 5000])
async def test_markup_in_a_question_does_nothing(browser: Browser, text: str) -> None:
    """Asked, asked before, or checked as a post."""
    for page in (
        await browser.post("/ask", ("text", text)),
        await browser.post("/ask", ("text", "hi"), ("asked", text), ("about", "")),
        await browser.post("/check", ("post", f"Zoom owns {text} your calls.")),
        await browser.post("/check", ("post", "Zoom"), ("day", text)),
    ):
        assert page.status == 200
        assert "<script>alert" not in page.body
        assert "<img" not in page.body
        assert "49" not in page.text
        check(page)


@pytest.mark.usefixtures("hurried")
async def test_whoever_asks_very_much_is_asked_to_wait(browser: Browser) -> None:
    """On a page that says how long."""
    statuses = [(await browser.post("/ask", ("text", "hi"))).status for _ in range(12)]
    assert statuses[0] == 200
    page = await browser.post("/ask", ("text", "hi"))
    assert page.status == 429
    assert "Please wait" in page.text


async def test_claims_are_marked_where_they_stand(browser: Browser) -> None:
    """With what holds today and held then."""
    page = await browser.post("/check", ("post", POST), ("day", "2023-08-08"))
    check(page)
    marks = [one.text for one in page.all("mark")]
    assert marks == ["Zoom trains its AI on every call.", "Signal sells your data."]
    assert "I <b>hate</b> it." in page.text
    assert "On 8 August 2023: It was no longer true." in page.text
    assert "2 claims" in page.text
    assert {"/answers/zoom/ai-training", "/answers/signal/data-sharing"} <= set(page.links)


async def test_a_post_without_claims_is_said(browser: Browser) -> None:
    """An empty one too."""
    for post in ("The weather is fine.", ""):
        page = await browser.post("/check", ("post", post))
        assert wording.NO_CLAIM in page.text
        check(page)


async def test_the_front_page_tells_how_to_connect_a_chat(open_pages: Open) -> None:
    """Where none is connected."""
    page = await open_pages(unconnected=(("Slack", "create an app"), ("Discord", "take the token"))).get("/")
    check(page)
    assert "Connect Slack" in page.text
    assert "Take the token." in page.text
    assert "No: Zoom does not train its AI on your calls." in page.text
