"""How cards look in Discord: what each kind of card shows where."""

from __future__ import annotations

import pytest

from adapters.discord.buttons import buttons_of_menu
from adapters.discord.escape import unescaped
from adapters.discord.render import COLOURS, Audience, render
from adapters.discord.splitting import MAX_TEXT, size
from bot.replies import dates, wording
from bot.replies.blocks import Heading, Paragraph, Points, Row, Sources, Table
from bot.replies.card import Button, Card, card_of
from bot.replies.compose import reply_on
from bot.replies.reference import Reference
from bot.replies.side_by_side import told_at_each
from bot.understanding.revision import Revision
from bot.understanding.subject import Subject
from knowledge.base import Cited
from knowledge.dates import PartialDate
from knowledge.records import Source
from tests.cards import subjects
from tests.conftest import TODAY
from tests.discord_bot.rendered import PRIVATE, PUBLIC, WHOLE, lines_on_a_phone, rendered

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
TURN_OFF = Button("How to turn it off", "show", "answer~parlour~opt-out")
ANSWER = Card(
    brief=(
        Paragraph(WARNING),
        Heading(VERDICT, "good"),
        Paragraph("No. Since February 2025 Parlour's terms rule out training on your calls."),
        Paragraph("The promise covers audio, video and transcripts."),
        Paragraph("all plans", "For whom"),
        Paragraph("1 February 2025. Before that: March 2023 to 1 February 2025: yes.", "Since"),
        Points("In particular", ("free accounts in the EU: Free accounts in the EU are asked first.",)),
        Points("What to do", ("Admin: Switch off Improve Parlour (Settings > Privacy > AI)", "Ask.")),
        Sources((TERMS, PRESS)),
        Paragraph(LAST),
    ),
    buttons=(HISTORY,),
    about=ABOUT,
)
COMPARISON = Card(
    brief=(
        Heading("Parlour and Salon: AI training"),
        Table(("Platform", "Answer"), (Row(("Parlour", "No, not for training AI"), "good"), Row(("Salon", "Not known")))),
        Heading(VERDICT, "good"),
        Paragraph("No. Parlour's terms rule it out."),
        Paragraph("all plans", "For whom"),
        Sources((TERMS,)),
        Paragraph(LAST),
        Heading("Salon: Not known"),
        Paragraph("I don't know: I have no source on this for Salon (AI training)."),
    ),
    about=Reference(Subject("compare", ("parlour", "salon"), ("ai-training",)), "0a1b2c3d"),
)


def on_record(revision: Revision, *subject: object) -> Card:
    """The card on a subject of the shipped knowledge."""
    about = Subject(*subject)  # type: ignore[arg-type]
    return card_of(reply_on(revision.knowledge, about, TODAY), Reference(about, "0a1b2c3d"))


def test_the_verdict_stands_in_words_beside_its_colour() -> None:
    """As the title; every tone has words, and what is not known has no colour."""
    result = rendered(ANSWER, WHOLE)
    assert result.texts[1].startswith(f"**{VERDICT}**")
    assert result.colours == [None, COLOURS["good"]]
    assert rendered(COMPARISON, WHOLE).colours[2] is None


def test_nothing_depends_on_embeds(revision: Revision) -> None:
    """Whoever has link previews off sees no embed; pages and answers are texts."""
    for card in (ANSWER, Card((Paragraph("So it is."),)), on_record(revision, "answer", ("zoom",), ("history",))):
        for page in rendered(card).pages:
            assert page.view().has_components_v2()


def test_an_answer_is_shown_in_brief_with_its_details_one_press_away(revision: Revision) -> None:
    """One row of buttons; a third of a phone screen for nearly every answer on record."""
    lengths = []
    for subject in subjects(revision):
        if subject.kind == "answer" and len(subject.platforms) == 1 and subject.topics != ("history",):
            card = card_of(reply_on(revision.knowledge, subject, TODAY), Reference(subject, "0a1b2c3d"))
            result = rendered(card, PUBLIC)
            assert len(result.pages) == len(result.pages[0].rows) == 1
            assert result.buttons[0]["custom_id"].startswith("all:")
            assert result.buttons[-1]["custom_id"].startswith("menu:")
            lengths.append(lines_on_a_phone(result))
    lengths.sort()
    assert lengths[int(len(lengths) * 0.95)] <= 10
    assert lengths[-1] <= 13


def test_details_are_everything(revision: Revision) -> None:
    """Word for word, with every source, and without buttons."""
    for card in (ANSWER, COMPARISON, on_record(revision, "answer", ("zoom",), ("retention",))):
        result = rendered(card, WHOLE)
        for block in card.blocks:
            for said in block.points if isinstance(block, Points) else (block.text,) if isinstance(block, Heading | Paragraph) else ():
                assert said in result.words
        assert result.buttons == []


def test_details_are_counted_with_their_sources() -> None:
    """On the button that opens them."""
    assert rendered(ANSWER).buttons[0]["label"] == "Details and 2 sources"


def test_for_whom_since_when_and_how_sure_are_labelled() -> None:
    """Below the statement, in the order in which they are read."""
    text = rendered(ANSWER, WHOLE).texts[1]
    places = [text.index(words) for words in ("No. Since", "**For whom:** all plans", "**Since:** 1 February 2025", "**Sources**", LAST)]
    assert places == sorted(places)


def test_a_source_is_a_link_under_its_title_with_section_publisher_and_dates() -> None:
    """What would end the link early is written in its other form."""
    result = rendered(ANSWER, WHOLE)
    assert result.urls == {"https://parlour.example/terms?a=1&b=%282%29", "https://press.example/parlour"}
    assert "](https://parlour.example/terms?a=1&b=%282%29), section 4.1 (Parlour; 1 February 2025; copy of 6 August 2026)" in result.words
    assert r". [Parlour \[and\] its \*AI\*](https://press.example/parlour) (The Press, press; no date)" in result.seen[0].text


def test_a_link_leads_to_the_copy_that_was_read() -> None:
    """Where there is one."""
    entry = TERMS._replace(source=TERMS.source._replace(archived_url="https://archive.example/terms"))
    assert rendered(Card((Paragraph("So it is."), Sources((entry,))))).urls == {"https://archive.example/terms"}


def test_a_history_is_one_message_with_the_newest_change_first(revision: Revision) -> None:
    """The rest is behind *Details*."""
    card = on_record(revision, "answer", ("zoom",), ("history",))
    assert card.reply is not None
    result = rendered(card, PUBLIC)
    assert len(result.pages) == 1
    newest = max(change.date for change in card.reply.history if change.date and not change.stayed)
    lines = [line for line in result.words.splitlines() if line.startswith("- ")]
    assert lines[0].startswith(f"- {dates.in_words(newest)}: ")
    assert lines_on_a_phone(result) <= 29
    whole = rendered(card, WHOLE)
    assert all(change.what in whole.words for change in card.reply.history)


@pytest.mark.parametrize(
    ("platforms", "most"), [(("zoom", "microsoft-teams"), 29), (("zoom", "microsoft-teams", "webex", "signal", "otter"), 58)]
)
def test_a_comparison_can_be_seen_at_once_on_a_phone(revision: Revision, platforms: tuple[str, ...], most: int) -> None:
    """On every topic: two on a screen, in columns; five on two screens. Each is named with its verdict and its statement."""
    for topic in revision.knowledge.topics:
        card = on_record(revision, "compare", platforms, (topic,))
        result = rendered(card, PUBLIC)
        assert len(result.pages) == 1
        assert lines_on_a_phone(result) <= most
        if len(platforms) == 2 and topic != "history":
            assert len(result.seen[0].code) == 1
            assert max(map(len, result.seen[0].code[0].splitlines())) <= 33
        assert card.reply is not None
        for part in card.reply.replies:
            assert part.title in result.words
        assert all(told in result.words for told in told_at_each(card.reply.replies))


def test_alternatives_are_listed_in_a_line_each(revision: Revision) -> None:
    """With their verdict."""
    card = on_record(revision, "alternatives", ("otter",), ("ai-training",))
    assert card.reply is not None
    words = rendered(card).words
    for part in card.reply.replies:
        assert f"- {part.title}: " in words


def test_a_heading_that_is_long_stands_above_its_text_as_a_whole() -> None:
    """In bold."""
    names = ", ".join(f"Platform number {number}" for number in range(30))
    result = rendered(Card((Heading(names, "bad"), Paragraph("No."))))
    assert result.texts == [f"**{names}**\n\nNo."]
    assert result.colours == [COLOURS["bad"]]


def test_below_a_brief_is_what_is_asked_next_and_behind_more_the_rest() -> None:
    """Sharing is offered on a private answer alone."""
    reference = ABOUT.encode()
    card = ANSWER._replace(buttons=(TURN_OFF, HISTORY))
    assert [(button["label"], button["custom_id"]) for button in rendered(card, PUBLIC).buttons] == [
        ("Details and 2 sources", f"all:{reference}"),
        (TURN_OFF.label, f"show:{TURN_OFF.value}"),
        (wording.MORE, f"menu:{reference}"),
    ]
    rest = [
        (wording.COMPARE_WITH, f"vs:{reference}"),
        ("History", "show:answer~parlour~history"),
        (wording.HELPFUL, f"yes:{reference}"),
        (wording.NOT_HELPFUL, f"no:{reference}"),
        (wording.WRONG_OR_OUTDATED, f"wrong:{reference}"),
        (wording.FOLLOW, "follow:parlour"),
    ]
    public, private = (
        [(button.label, button.custom_id) for row in buttons_of_menu(card, private=private) for button in row] for private in (False, True)
    )
    assert public == rest
    assert private == [(wording.SHARE_IN_CHANNEL, f"share:{reference}"), *rest]


def test_chatter_in_public_carries_no_buttons() -> None:
    """In private it may: there nobody else has to look at them."""
    card = Card((Paragraph("You are welcome."),), (Button("Zoom", "ask", "zoom"),), unmatched=True, kind="off-topic")
    assert rendered(card, PUBLIC._replace(question="thanks")).buttons == []
    assert rendered(card, PRIVATE._replace(question="thanks")).buttons


def test_an_unmatched_question_stands_below_its_answer_and_can_be_sent_by_its_asker() -> None:
    """Harmless, and readable again; the button names who may."""
    card = Card((Paragraph("I know nothing about blorptalk, so I won't guess."),), unmatched=True)
    for asked, shown in (
        ("does blorptalk\ntrain?", "does blorptalk train?"),
        ("*is* <@1> 1. https://a.example", "*is* <@1> 1. https://a.example"),
    ):
        result = rendered(card, PRIVATE._replace(question=asked))
        assert unescaped(result.texts[-1]) == f"{wording.YOU_ASKED}{shown}"
        assert [(button["label"], button["custom_id"]) for button in result.buttons] == [(wording.SEND_TO_CURATORS, "send:7")]


def test_a_question_that_was_answered_is_not_shown() -> None:
    """Only an unmatched one has to be."""
    assert wording.YOU_ASKED not in rendered(ANSWER, PUBLIC._replace(question="does parlour train?")).words


def test_an_unmatched_question_as_long_as_discord_allows_can_be_shown() -> None:
    """A message may have 4,000 characters, as many as all texts of an answer."""
    result = rendered(Card((Paragraph("I did not understand."),), unmatched=True), PRIVATE._replace(question="blorp " * 666))
    assert result.texts[-1].startswith(f"{wording.YOU_ASKED}blorp blorp")


@pytest.mark.parametrize("audience", [PRIVATE, PUBLIC, WHOLE])
def test_an_answer_links_to_its_page(audience: Audience) -> None:
    """In small print below its last text, where the pages are public; left out where there is no room."""
    link = "-# [Link to this answer, with its history](https://s.example/answers/parlour/ai-training)"
    card = ANSWER._replace(page="https://s.example/answers/parlour/ai-training")
    assert render(card, audience)[-1].parts[-1].text.endswith(link)
    assert "Link to this answer" not in render(ANSWER, audience)[-1].parts[-1].text
    full = card._replace(brief=(Heading(VERDICT), Paragraph("word " * 790)))
    assert sum(size(part.text) for part in render(full, audience)[-1].parts) <= MAX_TEXT
