"""How cards look in Slack: golden messages of a few cards, and what each kind of card shows where.

`SMALLPRINT_WRITE_GOLDEN=1` writes the golden files anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.buttons import Audience
from adapters.slack.render import Rendered, render
from bot.replies.blocks import BlockRole, Heading, Link, Paragraph, Points, Row, Sources, Table
from bot.replies.card import Button, Card
from bot.replies.claims import FoundClaim, Judgement
from bot.replies.claims.card import lay_out_claims
from bot.replies.pages import notice, privacy_card
from bot.replies.reference import Reference
from bot.understanding.subject import Subject
from knowledge.base import Cited
from knowledge.dates import PartialDate
from knowledge.records import Source
from tests.fakes.slack.blocks import check_message
from tests.fakes.slack.shown import Shown, shown

GOLDEN = Path(__file__).parents[1] / "data" / "slack"


def source(title: str, url: str, **more: Any) -> Source:
    """A source of the invented platforms."""
    return Source(title=title, url=url, **{"publisher": "Parlour", "kind": "primary", **more})


DATES = {"document_date": PartialDate("2025-02-01"), "copy_date": PartialDate("2026-08-06")}
TERMS = Cited(source("Parlour Terms of Service", "https://parlour.example/terms?a=1&b=2", **DATES), "4.1")
PRESS = Cited(source("Parlour & its AI", "https://press.example/parlour", publisher="The Press", kind="press"), None)
ABOUT = Reference(Subject("answer", ("parlour",), ("ai-training",)), "0a1b2c3d")
NEXT = (Button("History", "show", "answer~parlour~history"), Button("Alternatives", "show", "alternatives~parlour~ai-training"))
ANSWER = Card(
    brief=(
        Heading("Parlour: No, not for training AI", "good"),
        Paragraph("Since February 2025 Parlour's terms rule out training on your calls.", role=BlockRole.HEADLINE),
        Paragraph("all plans", "For whom", BlockRole.SCOPE),
        Paragraph("I read “parlor” as Parlour."),
        Paragraph("Last checked 6 August 2026 in Parlour Terms of Service (9 months ago).", role=BlockRole.VERIFIED),
    ),
    details=(
        Paragraph("The promise covers audio, video and transcripts.", role=BlockRole.DETAIL),
        Paragraph("1 February 2025. Before that: March 2023 to 1 February 2025: yes.", "Since", BlockRole.SINCE),
        Points("In particular", ("free accounts in the EU: Free accounts in the EU are asked first.",), BlockRole.CONDITIONS),
        Points("What to do", ("Admin: Switch off Improve Parlour (Settings > Privacy > AI) [seen 6 August 2026]", "Ask."), BlockRole.STEPS),
        Sources((TERMS, PRESS)),
    ),
    buttons=(Button("Did you mean: other companies' AI", "show", "answer~parlour~third-party-ai"), *NEXT),
    about=ABOUT,
)
HOW_TO = Card(
    brief=(
        Heading("Admins can turn Parlour's AI off", "good"),
        Points("What to do", ("1. Admin: Switch off Improve Parlour.", "2. Admin: Save."), BlockRole.STEPS),
        Paragraph("Checked 6 August 2026 (3 months ago).", role=BlockRole.VERIFIED),
    ),
    details=(Paragraph("Guests can only ask.", role=BlockRole.HEADLINE), Sources((TERMS,))),
    buttons=NEXT,
    about=Reference(Subject("answer", ("parlour",), ("opt-out",)), "0a1b2c3d"),
)
PARLOUR_CELLS = ("Parlour", "No, not for training AI", "all plans", "1 February 2025", "6 August 2026")
UNKNOWN_HERE = "I don't know: I have no source on this for Salon (AI training)."
COMPARISON = Card(
    brief=(
        Heading("Parlour and Salon: AI training"),
        Points("What is on record", ("Parlour's terms rule it out.", UNKNOWN_HERE), BlockRole.HEADLINE),
        Table(
            ("Platform", "Answer", "For whom", "Since", "Last verified"),
            (
                Row(PARLOUR_CELLS, "good"),
                Row(("Salon", "Not known", "not on record", "not on record", "never against a dated copy")),
            ),
        ),
        Paragraph("Parlour", "Sources", BlockRole.READ_IN, (Link("Parlour", "https://parlour.example/terms"),)),
    ),
    details=(
        Heading("Parlour: No, not for training AI", "good"),
        Paragraph("Parlour's terms rule it out.", role=BlockRole.HEADLINE),
        Paragraph("all plans", "For whom", BlockRole.SCOPE),
        Paragraph("1 February 2025. Before that: yes.", "Since", BlockRole.SINCE),
        Sources((TERMS,)),
        Heading("Salon: Not known"),
        Paragraph(UNKNOWN_HERE, role=BlockRole.HEADLINE),
        Paragraph("Please ask Salon.", "You could ask the company"),
    ),
    about=Reference(Subject("compare", ("parlour", "salon"), ("ai-training",)), "0a1b2c3d"),
)


def claims_card(*sentences: str) -> Card:
    """The card of a message that makes a claim in each of these sentences; "" where the sentence was not kept."""
    judgement = Judgement("outdated", None, None, "Since 2025 it does not.", "It was so.", (TERMS,))
    text = "Parlour trains its AI on every call"
    found = [FoundClaim(sentence, "parlour", "ai-training", text, "asserted", "yes", judgement, "parlour.1") for sentence in sentences]
    return Card(lay_out_claims(found, PartialDate("2024-08-07")))


SHARE = Button("Share in thread", "share", "C1|1723000000.000100")
CLAIMS = claims_card("They train on *every* call!", "And <!channel> they always did.")._replace(buttons=(SHARE,))
UNKNOWN = Card(brief=(Paragraph("I know nothing about blorptalk, so I won't guess."),), buttons=NEXT, unmatched=True)
PRIVATE = Audience("U1", 90, "channel")
WHOLE = PRIVATE._replace(whole=True)


def laid_out(card: Card, audience: Audience = PRIVATE, *, tables: bool = True) -> tuple[Rendered, Shown]:
    """The message for a card, which Slack takes, and what is seen of it."""
    message = render(card, audience, tables=tables)
    check_message(message._asdict())
    return message, shown(message._asdict())


def kinds(message: Rendered) -> list[str]:
    """The types of a message's blocks."""
    return [block["type"] for block in message.blocks]


@pytest.mark.parametrize(
    ("name", "card", "audience"),
    [
        ("answer", ANSWER, PRIVATE),
        ("answer-details", ANSWER, WHOLE),
        ("how-to", HOW_TO, PRIVATE),
        ("answer-shared", ANSWER, Audience("", 90, above="Shared by <@U1>")),
        ("comparison", COMPARISON, PRIVATE),
        ("comparison-details", COMPARISON, WHOLE),
        ("comparison-in-sections", COMPARISON, PRIVATE),
        ("claims", CLAIMS, Audience("U1", 90)),
        ("claims-shared", claims_card("", ""), Audience("", 90, above="Shared by <@U1>")),
        ("unknown", UNKNOWN, PRIVATE._replace(question="does <@U2> \u201cblorptalk\u201d train?")),
        ("privacy", privacy_card([("Ratings", "90 days")], [("ratings", 2)]), PRIVATE),
    ],
)
def test_looks_as_it_did(name: str, card: Card, audience: Audience) -> None:
    """The whole message, as the file shows it."""
    message, _ = laid_out(card, audience, tables=not name.endswith("in-sections"))
    shown = {"text": message.text, "blocks": message.blocks}
    path = GOLDEN / f"{name}.json"
    if os.environ.get("SMALLPRINT_WRITE_GOLDEN"):
        path.write_text(json.dumps(shown, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert shown == json.loads(path.read_text(encoding="utf-8"))


def test_a_verdict_stands_in_words_beside_its_tone() -> None:
    """The tone is one sign in front of the words; without it nothing is lost."""
    message, _ = laid_out(ANSWER)
    header = next(block for block in message.blocks if block["type"] == "header")
    assert header["text"]["text"] == "🟢 Parlour: No, not for training AI"
    assert "Parlour: No, not for training AI" in message.text


def test_an_answer_is_its_brief_with_a_button_to_the_rest() -> None:
    """One sentence in large letters, one block of words, when it was checked in small print."""
    message, seen = laid_out(ANSWER)
    assert kinds(message) == ["header", "rich_text", "context", "actions"]
    for block in ANSWER.brief:
        assert isinstance(block, (Heading, Paragraph))
        assert seen.says(block.text)
    assert not seen.says("The promise covers")
    assert seen.links == ()
    assert seen.labels[0] == "Details and 2 sources"


def test_the_notification_begins_with_the_answer() -> None:
    """Also of an answer that somebody shares; the whole answer is in it, for screen readers and where a layout is refused."""
    for audience in (PRIVATE, Audience("", 90, above="Shared by <@U1>"), WHOLE):
        message, _ = laid_out(ANSWER, audience)
        assert message.text.startswith("Parlour: No, not for training AI\n")
        for block in ANSWER.blocks:
            if isinstance(block, Paragraph):
                assert block.text in message.text.replace("\u2060", "")
    assert "https://parlour.example/terms?a=1&amp;b=2" in message.text


def test_the_details_hold_everything() -> None:
    """The brief once more, so that they can be read by themselves."""
    _, seen = laid_out(ANSWER, WHOLE)
    for block in ANSWER.blocks:
        if isinstance(block, Paragraph):
            assert seen.says(block.text)


def test_the_steps_of_a_how_to_are_numbered() -> None:
    """By Slack, so that the number is not said twice."""
    message, _ = laid_out(HOW_TO)
    [steps] = message.blocks[1]["elements"]
    assert steps["style"] == "ordered"
    assert steps["elements"][0]["elements"] == [{"type": "text", "text": "Admin: Switch off Improve Parlour."}]


def test_a_source_is_a_link_with_its_section_publisher_and_dates() -> None:
    """Addresses and titles are escaped; they are numbered."""
    _, seen = laid_out(ANSWER, WHOLE)
    assert seen.says("1. Parlour Terms of Service")
    assert seen.says("2. Parlour & its AI")
    assert [(link.url, link.label) for link in seen.links] == [
        ("https://parlour.example/terms?a=1&b=2", "Parlour Terms of Service"),
        ("https://press.example/parlour", "Parlour & its AI"),
    ]
    assert seen.says("section 4.1 (Parlour; 1 February 2025; copy of 6 August 2026)")
    assert seen.says("(The Press, press; no date)")


def test_a_link_leads_to_the_copy_that_was_read() -> None:
    """Where there is one."""
    entry = TERMS._replace(source=TERMS.source._replace(archived_url="https://archive.example/terms"))
    message, seen = laid_out(Card((Paragraph("So it is."), Sources((entry,)))))
    assert [link.url for link in seen.links] == ["https://archive.example/terms"]
    assert "https://archive.example/terms" in message.text


def test_points_show_what_they_are_about_in_bold() -> None:
    """The term before the colon; a point without one is plain."""
    message, _ = laid_out(ANSWER, WHOLE)
    steps = next(block for block in message.blocks if "What to do" in json.dumps(block))
    assert steps["elements"][1]["elements"][0]["elements"][0]["text"] == "Admin: "
    assert steps["elements"][1]["elements"][1]["elements"] == [{"type": "text", "text": "Ask."}]


def test_a_comparison_is_a_table_with_the_sources_below_it_by_platform() -> None:
    """What stands in the table is not said again; what does not fit into it is in the details."""
    message, seen = laid_out(COMPARISON)
    assert kinds(message) == ["header", "rich_text", "table", "context", "actions"]
    assert [(link.url, link.label) for link in seen.links] == [("https://parlour.example/terms", "Parlour")]
    message, seen = laid_out(COMPARISON, WHOLE)
    table = next(block for block in message.blocks if block["type"] == "table")
    assert [cell["text"] for cell in table["rows"][1]] == list(COMPARISON.table.rows[0].cells if COMPARISON.table else ())
    assert seen.texts.count("all plans") == 1
    assert seen.says("1 February 2025. Before that: yes.")
    assert seen.text.index("never against") < seen.text.rindex("Parlour's terms rule it out.") < seen.text.index("Terms of Service")


def test_a_comparison_needs_no_table() -> None:
    """Where Slack refuses one, each platform's sentence stands in the brief, and its part of the details says it all."""
    message, seen = laid_out(COMPARISON, tables=False)
    assert seen.says("Parlour's terms rule it out.")
    assert seen.says("I have no source on this for Salon")
    message, seen = laid_out(COMPARISON, WHOLE, tables=False)
    assert "table" not in kinds(message)
    for block in COMPARISON.blocks:
        if isinstance(block, (Heading, Paragraph)):
            assert seen.says(block.text)


def test_a_heading_that_is_too_long_goes_on_in_bold() -> None:
    """A header takes 150 characters; nothing is said twice."""
    names = ", ".join(f"Platform number {number}" for number in range(20))
    message, seen = laid_out(Card((Heading(f"{names}: AI training"),)))
    assert kinds(message) == ["header", "rich_text"]
    assert " ".join(text.strip("… ") for text in seen.texts) == f"{names}: AI training"


def pressable(message: Rendered) -> list[tuple[str, str]]:
    """Action id and value of every button and option of a message, in reading order."""
    elements = [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]
    return [(element["action_id"], option.get("value", "")) for element in elements for option in element.get("options", [element])]


def test_at_most_two_buttons_and_a_menu() -> None:
    """The details, and the first of what can be asked next: another reading of the question, or how to turn it off."""
    reference = ABOUT.encode()
    message, _ = laid_out(ANSWER)
    assert pressable(message) == [
        ("details", reference),
        ("show:0", "answer~parlour~third-party-ai"),
        ("more", f"share|{reference}"),
        ("more", f"compare|{reference}"),
        ("more", "follow|parlour"),
        ("more", f"unhelpful|{reference}"),
        ("more", f"wrong|{reference}"),
    ]
    whole, _ = laid_out(ANSWER, WHOLE)
    assert [action for action, _ in pressable(whole)] == ["choose"] * 3 + ["more"] * 5


def test_chatter_gets_no_buttons_in_public() -> None:
    """In private it does."""
    chatter = Card((Paragraph("You are welcome."),), NEXT, kind="off-topic")
    assert laid_out(chatter)[1].controls
    assert laid_out(chatter, PRIVATE._replace(public=True))[1].controls == ()


def test_what_to_compare_with_is_chosen_from_a_menu() -> None:
    """The menu knows its answer by its block."""
    reference = ABOUT.encode() or ""
    message, seen = laid_out(notice("Choose.")._replace(buttons=(Button("Compare with…", "compare", reference),)), PRIVATE)
    assert [control.action_id for control in seen.controls] == ["compare"]
    assert message.blocks[-1]["block_id"] == f"about|{reference}"


def test_a_shared_card_names_who_shares_it_and_leaves_out_what_is_the_askers_own() -> None:
    """Sharing it again, sending a question, deleting data."""
    own = ANSWER._replace(buttons=(*ANSWER.buttons, Button("Delete my data", "forget")), unmatched=True)
    audience = Audience("U1", 90, "channel", question="what?")
    private, _ = laid_out(own, audience)
    message, public = laid_out(own, audience._replace(above="Shared by <@U1>"))
    kept = set(pressable(message))
    assert {(action, value.partition("|")[0]) for action, value in set(pressable(private)) - kept if action != "send"} == {
        ("more", "share"),
        ("forget", ""),
    }
    assert "send" not in {action for action, _ in kept}
    assert [ping.target for ping in public.pings] == ["U1"]
    assert "Shared by <@U1>" in message.text


def test_only_the_asker_can_send_a_question_and_is_told_what_is_sent() -> None:
    """The button carries who asked and the words; the dialog says where they go and for how long."""
    message, _ = laid_out(UNKNOWN, Audience("U1", 30, question="does blorptalk train?"))
    button = message.blocks[-1]["elements"][-1]
    assert button["action_id"] == "send"
    assert json.loads(button["value"]) == {"asker": "U1", "question": "does blorptalk train?"}
    assert "word for word" in button["confirm"]["text"]["text"]
    assert "30 days" in button["confirm"]["text"]["text"]


@pytest.mark.parametrize("question", ["", "   "])
def test_without_a_question_there_is_nothing_to_send(question: str) -> None:
    """So there is no button."""
    _, seen = laid_out(UNKNOWN, PRIVATE._replace(question=question))
    assert "send" not in {control.action_id for control in seen.controls}


@pytest.mark.parametrize("letter", ["a", '"', "\\", "\n", "é", "😀"])
def test_a_long_question_is_cut_to_what_a_button_carries(letter: str) -> None:
    """Whatever its characters take when written as JSON, it can be read back."""
    message, _ = laid_out(UNKNOWN, PRIVATE._replace(question=letter * 5_000 + "end" if letter.strip() else "a" + letter * 5_000))
    sent = json.loads(message.blocks[-1]["elements"][-1]["value"])["question"]
    assert 900 < len(sent) < 2_000


def test_claims_are_told_one_by_one() -> None:
    """The sentence, the claim, what held then and holds today, the sources; with a line between them."""
    message, seen = laid_out(CLAIMS, Audience("U1", 90))
    assert kinds(message) == ["header", "divider", "rich_text", "context", "divider", "rich_text", "context", "actions"]
    assert seen.says("On 7 August 2024: It was so.")
    assert [(control.label, control.value) for control in seen.controls] == [("Share in thread", "C1|1723000000.000100")]
    shared, _ = laid_out(claims_card("", ""), Audience("", 90, above="Shared by <@U1>"))
    assert kinds(shared)[1:] == kinds(message)[:-1]


def test_deleting_asks_first() -> None:
    """With a dialog that says what goes."""
    message, _ = laid_out(privacy_card([("Ratings", "90 days")], []))
    button = message.blocks[-1]["elements"][0]
    assert button["action_id"] == "forget"
    assert button["style"] == "danger"
    assert "deletes" in button["confirm"]["text"]["text"]


def test_a_notice_is_just_its_sentences() -> None:
    """No buttons, no sources."""
    message, seen = laid_out(notice("Thank you, that was counted."))
    assert kinds(message) == ["rich_text"]
    assert seen.texts == ("Thank you, that was counted.",)
    assert message.text == "Thank you, that was counted."


def test_an_answer_links_to_its_page() -> None:
    """In small print below it, in brief and whole, where the pages are public."""
    card = ANSWER._replace(page="https://s.example/answers/parlour/ai-training")
    for audience in (Audience("U1", 90), Audience("U1", 90, whole=True)):
        message = render(card, audience)
        check_message({"text": message.text, "blocks": message.blocks})
        links = [part["text"] for block in message.blocks if block["type"] == "context" for part in block["elements"]]
        assert "<https://s.example/answers/parlour/ai-training|Link to this answer, with its history>" in links
        assert "Link to this answer" not in json.dumps(render(ANSWER, audience).blocks)
