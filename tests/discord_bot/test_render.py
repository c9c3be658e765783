"""How cards look in Discord: what each kind of card shows where."""

from __future__ import annotations

from datetime import date

from adapters.discord.render import COLOURS
from bot.replies import wording
from bot.replies.card import Button, Card, Reference, card_of
from bot.replies.compose import reply_on
from bot.replies.layout import Heading, Points, Sources, Table, Text
from bot.understanding.revision import Revision
from bot.understanding.subject import Subject
from knowledge.base import Cited
from knowledge.dates import PartialDate
from knowledge.records import Source
from tests.conftest import TODAY
from tests.discord_bot.rendered import PRIVATE, PUBLIC, rendered

WARNING = "Check before you rely on this: it was last verified on 6 August 2026, 9 months ago, and may have changed since."
VERDICT = "Parlour: No, not for training AI"
LAST = "Last verified: 6 August 2026 (9 months ago), by smallprint. Confidence: high."
TERMS = Cited(
    Source(
        "Parlour Terms of Service",
        "https://parlour.example/terms?a=1&b=(2)",
        "Parlour",
        "primary",
        document_date=PartialDate("2025-02-01"),
        copy_date=PartialDate("2026-08-06"),
    ),
    "4.1",
)
PRESS = Cited(Source("Parlour [and] its *AI*", "https://press.example/parlour", "The Press", "press"), None)
ABOUT = Reference(Subject("answer", ("parlour",), ("ai-training",)), "0a1b2c3d")
HISTORY = Button("History", "show", "answer~parlour~history")
ANSWER = Card(
    brief=(
        Text(WARNING),
        Heading(VERDICT, "good"),
        Text("No. Since February 2025 Parlour's terms rule out training on your calls."),
        Text("The promise covers audio, video and transcripts."),
        Text("all plans", "For whom"),
        Text("1 February 2025. Before that: March 2023 to 1 February 2025: yes.", "Since"),
        Points("In particular", ("free accounts in the EU: Free accounts in the EU are asked first.",)),
        Points("What to do", ("Admin: Switch off Improve Parlour (Settings > Privacy > AI)", "Ask.")),
        Sources((TERMS, PRESS)),
        Text(LAST),
    ),
    buttons=(HISTORY,),
    about=ABOUT,
)
COMPARISON = Card(
    brief=(
        Heading("Parlour and Salon: AI training"),
        Text("Parlour: no, not for training AI; Salon: not known."),
        Heading(VERDICT, "good"),
        Text("No. Parlour's terms rule it out."),
        Text("all plans", "For whom"),
        Sources((TERMS,)),
        Text(LAST),
        Heading("Salon: Not known"),
        Text("I don't know: I have no source on this for Salon (AI training)."),
    ),
    about=Reference(Subject("compare", ("parlour", "salon"), ("ai-training",)), "0a1b2c3d"),
    table=Table(("Platform", "Answer"), (("Parlour", "No, not for training AI"), ("Salon", "Not known"))),
)


def test_the_verdict_stands_in_words_beside_its_colour() -> None:
    """As the title; every tone has words, and what is not known has no colour."""
    answer = rendered(ANSWER).embeds[1]
    assert (answer["title"], answer["color"]) == (VERDICT, COLOURS["good"])
    assert "color" not in rendered(COMPARISON).embeds[2]


def test_a_warning_stands_first_and_apart() -> None:
    """Above the verdict, in an embed of its own, without the colour of the verdict."""
    first, second = rendered(ANSWER).embeds
    assert first["description"] == WARNING
    assert first.keys().isdisjoint({"title", "color"})
    assert second["title"] == VERDICT


def test_an_overdue_answer_says_so_below_it(revision: Revision) -> None:
    """From the shipped knowledge, some years from now."""
    subject = Subject("answer", ("zoom",), ("ai-training",))
    card = card_of(reply_on(revision.knowledge, subject, date(TODAY.year + 4, 1, 1)), Reference(subject, "0a1b2c3d"))
    embeds = rendered(card).embeds
    assert embeds[0]["title"].startswith("Zoom")
    assert "Last checked 6 August 2026" in embeds[0]["description"]


def test_for_whom_since_when_and_how_sure_are_labelled() -> None:
    """Below the statement, in the order in which they are read."""
    text = rendered(ANSWER).embeds[1]["description"]
    places = [text.index(words) for words in ("No. Since", "**For whom:** all plans", "**Since:** 1 February 2025", "**Sources**", LAST)]
    assert places == sorted(places)


def test_everything_that_the_card_says_can_be_read() -> None:
    """Word for word."""
    for card in (ANSWER, COMPARISON):
        words = rendered(card).words
        for block in card.blocks:
            for said in block.points if isinstance(block, Points) else (block.text,) if isinstance(block, Heading | Text) else ():
                assert said in words


def test_a_source_is_a_link_under_its_title_with_section_publisher_and_dates() -> None:
    """What would end the link early is written in its other form."""
    result = rendered(ANSWER)
    assert result.urls == {"https://parlour.example/terms?a=1&b=%282%29", "https://press.example/parlour"}
    assert "](https://parlour.example/terms?a=1&b=%282%29), section 4.1 (Parlour; 1 February 2025; copy of 6 August 2026)" in result.words
    assert r"- [Parlour \[and\] its \*AI\*](https://press.example/parlour) (The Press, press; no date)" in result.seen[0].text


def test_a_link_leads_to_the_copy_that_was_read() -> None:
    """Where there is one."""
    entry = TERMS._replace(source=TERMS.source._replace(archived_url="https://archive.example/terms"))
    assert rendered(Card((Text("So it is."), Sources((entry,))))).urls == {"https://archive.example/terms"}


def test_a_history_is_a_timeline(revision: Revision) -> None:
    """A line for each change, the dates first, none left out; it rather takes a second message."""
    card = card_of(reply_on(revision.knowledge, Subject("answer", ("zoom",), ("history",)), TODAY), None)
    changes = next(block for block in card.blocks if isinstance(block, Points))
    result = rendered(card)
    lines = [line for line in result.words.splitlines() if line.removeprefix("- ") in changes.points]
    assert lines == [f"- {point}" for point in changes.points]
    assert len(lines) > 1


def test_a_comparison_is_a_stack_of_platforms() -> None:
    """An embed for each, with its verdict, its tone and its own sources: a phone shows them one below the other."""
    overview, parlour, salon = rendered(COMPARISON).embeds
    assert overview["title"] == "Parlour and Salon: AI training"
    assert (parlour["title"], salon["title"]) == (VERDICT, "Salon: Not known")
    assert "https://parlour.example/" in parlour["description"]
    assert "https://" not in salon["description"]
    assert not any("fields" in embed for embed in (overview, parlour, salon))


def test_a_heading_that_is_too_long_stands_above_its_text_as_a_whole() -> None:
    """A title takes 256 characters."""
    names = ", ".join(f"Platform number {number}" for number in range(30))
    result = rendered(Card((Heading(names, "bad"), Text("No."))))
    (embed,) = result.embeds
    assert "title" not in embed
    assert (embed["description"], embed["color"]) == (f"**{names}**\n\nNo.", COLOURS["bad"])


def test_buttons_carry_what_they_ask_for() -> None:
    """First what can be asked next, then what is about this answer; sharing is offered on a private answer alone."""
    reference = ABOUT.encode()
    own = [("History", "show:answer~parlour~history")]
    about = [
        (wording.COMPARE_WITH, f"vs:{reference}"),
        (wording.HELPFUL, f"yes:{reference}"),
        (wording.NOT_HELPFUL, f"no:{reference}"),
        (wording.WRONG_OR_OUTDATED, f"wrong:{reference}"),
    ]
    assert [(button["label"], button["custom_id"]) for button in rendered(ANSWER, PUBLIC).buttons] == own + about
    private = [(button["label"], button["custom_id"]) for button in rendered(ANSWER, PRIVATE).buttons]
    assert set(private) - {*own, *about} == {(wording.SHARE_IN_CHANNEL, f"share:{reference}")}


def test_an_unmatched_question_stands_below_its_answer_and_can_be_sent_by_its_asker() -> None:
    """In the footer, where Discord reads no markdown; the button names who may."""
    card = Card((Text("I know nothing about blorptalk, so I won't guess."),), unmatched=True)
    result = rendered(card, PRIVATE._replace(question="does blorptalk\ntrain?"))
    assert result.embeds[-1]["footer"] == {"text": wording.you_asked("does blorptalk train?")}
    assert [(button["label"], button["custom_id"]) for button in result.buttons] == [(wording.SEND_TO_CURATORS, "send:7")]


def test_a_question_that_was_answered_is_not_shown() -> None:
    """Only an unmatched one has to be."""
    assert "footer" not in rendered(ANSWER, PUBLIC._replace(question="does parlour train?")).embeds[-1]


def test_an_unmatched_question_as_long_as_discord_allows_can_be_shown() -> None:
    """A message may have 4,000 characters, a footer 2,048."""
    result = rendered(Card((Text("I did not understand."),), unmatched=True), PRIVATE._replace(question="blorp " * 666))
    assert result.embeds[-1]["footer"]["text"].startswith(wording.you_asked("blorp blorp"))
