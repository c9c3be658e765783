"""Sixty pairs of versions of a page: thirty that say the same where it is cited, thirty that do not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.fakes.pages import skins
from tests.fakes.pages.documents import Block, Document, read
from tests.fakes.pages.skins import Around, Skin

Edit = tuple[str, str]
Markup = Callable[[str], str]

TODAY = Around()
LATER = Around(
    menu=("Platform", "Solutions", "Pricing", "AI agents", "Customers", "Log in"),
    banner="Join us at our conference on 12 May: register now",
    cookies="We and our 41 partners store and access information on your device. You can change your choices at any time.",
    year=2027,
    build="7d20be",
    crumbs=("Home", "Legal", "Policies"),
    related=("Inviting people to a meeting", "What is new in our winter release", "Managing seats"),
    helpful="41 out of 63 found this helpful",
    author="Last reviewed on 2 February 2027",
    aside="New: our mobile app has been redesigned. Try it today.",
)
"""The same site some months on, with everything around the text changed."""


class Pair(NamedTuple):
    """Two versions of a page, the section for which it is cited, and whether that section says something else now."""

    name: str
    section: str | None
    before: str
    after: str
    changed: bool


def pairs() -> Iterator[Pair]:
    """Yield all of them: first those without a change in the cited section."""
    yield from _same()
    yield from _different()


def _pair(
    name: str,
    of: tuple[str, str | None],
    skin: Skin,
    *edits: Edit,
    changed: bool,
    after_skin: Skin | None = None,
    around: Around = TODAY,
    later: Around = TODAY,
    markup: Markup = lambda page: page,
    rearranged: Callable[[Document], Document] = lambda document: document,
) -> Pair:
    document, section = of
    before = skin(read(document), around)
    after = markup((after_skin or skin)(rearranged(read(document, *edits)), later))
    assert before != after, name
    return Pair(name, section, before, after, changed)


PRIVACY_USE = ("privacy", "How do we use personal data?")
PRIVACY_CONTENT = ("privacy", "Content and files")
PRIVACY_SEEN = ("privacy", "Who can see what happens in a call?")
CLAUSE = ("terms", "10.2")
CLAUSES = ("terms", "10.2, 10.4")
ASSISTANT = ("terms", "12")
STORED = ("help", "Where recordings are stored")
TURN_OFF = ("help", "Turn the assistant on or off")
TRAINING_FAQ = ("faq", "Do you use recordings or transcripts to train your models?")
AUDIO_FAQ = ("faq", "Do you record audio?; Who can read my notes?")
EXPIRY = ("admin", "Recording expiration")
POLICIES = ("admin", "Recording policies")
LEARNING = ("training", "Machine learning for search and recommendations")
WHOLE_HELP = ("help", "whole document")
WHOLE_PRIVACY = ("privacy", None)


def _same() -> Iterator[Pair]:
    def same(name: str, of: tuple[str, str | None], skin: Skin, *edits: Edit, **settings: object) -> Pair:
        return _pair(name, of, skin, *edits, changed=False, **settings)  # type: ignore[arg-type]

    yield same("the menu has other entries", PRIVACY_USE, skins.plain, later=TODAY._replace(menu=LATER.menu))
    yield same("everything around the text changed", PRIVACY_USE, skins.plain, later=LATER)
    yield same("a banner announces a conference", CLAUSE, skins.plain, later=TODAY._replace(banner=LATER.banner, cookies=LATER.cookies))
    yield same("a new build of the site", PRIVACY_SEEN, skins.hashed, later=LATER)
    yield same("votes, related articles and the author changed", STORED, skins.help_centre, later=LATER)
    yield same("the whole article is cited, and votes changed", WHOLE_HELP, skins.help_centre, later=LATER)
    yield same("a year has passed", WHOLE_PRIVACY, skins.plain, later=TODAY._replace(year=2027, build="f00ba4"))
    yield same(
        "only the date of the statement changed",
        WHOLE_PRIVACY,
        skins.plain,
        ("Effective date: 14 March 2026", "Effective date: 2 June 2026"),
    )
    yield same(
        "only the date of the terms changed", CLAUSE, skins.exported, ("Last updated: January 8, 2026", "Last updated: Feb. 11th, 2027")
    )
    yield same("the help centre counts the weeks", WHOLE_HELP, skins.help_centre, ("Updated over a week ago", "Updated over 3 months ago"))
    yield same(
        "date and number of contributors changed",
        ("admin", None),
        skins.manual,
        ("02/11/2026, 9 contributors", "11/24/2026, 12 contributors"),
    )
    yield same("a table of contents was added", PRIVACY_USE, skins.plain, later=TODAY._replace(contents=True))
    yield same("the chapters at the left changed", LEARNING, skins.manual, later=LATER)
    yield same("the site was redesigned", PRIVACY_CONTENT, skins.plain, after_skin=skins.hashed, later=LATER)
    yield same("the terms moved from a word processor to a manual", CLAUSES, skins.exported, after_skin=skins.manual, later=LATER)
    yield same("old layout replaced", LEARNING, skins.tables, after_skin=skins.plain, later=LATER)
    yield same("folding questions were rebuilt", TRAINING_FAQ, skins.folded, after_skin=skins.buttons, later=LATER)
    yield same("folding questions, nothing but a new menu", AUDIO_FAQ, skins.folded, later=LATER)
    yield same("quotation marks and spaces were set well", CLAUSE, skins.plain, markup=_typography)
    yield same("headings one level lower, bold became strong", PRIVACY_USE, skins.plain, markup=_lower_headings)
    yield same("words became links and bold", STORED, skins.help_centre, markup=_decorate)
    yield same("list items became paragraphs", TURN_OFF, skins.help_centre, markup=_items_as_paragraphs)
    yield same("a paragraph was split in two", PRIVACY_SEEN, skins.plain, markup=_split_paragraphs)
    yield same("links got parameters, elements ids", EXPIRY, skins.manual, markup=_tracking)
    yield same(
        "another section was rewritten",
        PRIVACY_USE,
        skins.hashed,
        ("Tallow stores data in Ireland and in the United States.", "Tallow stores data in Ireland, Japan and the United States."),
        ("Backups are overwritten within 35 days.", "Backups are overwritten within 14 days."),
        later=TODAY._replace(build="c0ffee"),
    )
    yield same(
        "neighbouring clauses changed",
        CLAUSE,
        skins.plain,
        ("10.1 You keep all rights", "10.1 You and your licensors keep all rights"),
        ("10.3 You are responsible for obtaining the consent", "10.3 You alone are responsible for obtaining the consent"),
    )
    yield same(
        "a section was added before the cited one",
        STORED,
        skins.help_centre,
        ("## Where recordings are stored", "## Languages\nThe assistant understands 34 languages.\n\n## Where recordings are stored"),
        later=LATER,
    )
    yield same(
        "the neighbours of a folding question changed",
        TRAINING_FAQ,
        skins.buttons,
        ("is gone.\n", "is gone. Nobody can restore it, not even we.\n"),
        ("the access ends after 24 hours", "the access ends after eight hours"),
    )
    yield same(
        "other sections were put in another order",
        PRIVACY_CONTENT,
        skins.plain,
        rearranged=lambda document: _swapped(document, "Children", "International transfers"),
        later=LATER,
    )
    yield same(
        "what follows a table was rewritten",
        POLICIES,
        skins.manual,
        ("New recordings expire after 120 days.", "New recordings expire after 60 days."),
        ("how to search the audit log and how", "how to search the audit log, how to brand meetings and how"),
        later=LATER,
    )


def _different() -> Iterator[Pair]:
    def different(name: str, of: tuple[str, str | None], skin: Skin, *edits: Edit, **settings: object) -> Pair:
        return _pair(name, of, skin, *edits, changed=True, **settings)  # type: ignore[arg-type]

    yield different("thirty days became ninety", PRIVACY_CONTENT, skins.plain, ("kept for 30 days", "kept for 90 days"))
    yield different("a not was dropped", PRIVACY_USE, skins.hashed, ("We do not use audio, video", "We use audio, video"), later=LATER)
    yield different(
        "an exception was added",
        PRIVACY_USE,
        skins.plain,
        ("intelligence models.", "intelligence models, except where you have consented."),
    )
    yield different(
        "third parties are no longer named",
        PRIVACY_USE,
        skins.plain,
        ("our own or third-party artificial", "our own artificial"),
        later=LATER,
    )
    yield different(
        "an item was added to a list",
        PRIVACY_USE,
        skins.plain,
        ("- To detect abuse", "- To develop new features and models.\n- To detect abuse"),
    )
    yield different("an item was taken from a list", PRIVACY_USE, skins.hashed, ("- To tell you about changes of our terms.\n", ""))
    yield different(
        "may read became may read and export", PRIVACY_SEEN, skins.plain, ("can export the list of participants", "can export them")
    )
    yield different("opt in became opt out", CLAUSE, skins.plain, ("unless you have opted in", "unless you have opted out"))
    yield different("will not became may", CLAUSE, skins.exported, ("We will not use Customer Content", "We may use Customer Content"))
    yield different(
        "a sentence was taken away",
        CLAUSE,
        skins.manual,
        (" You can withdraw your consent at any time in the settings of your account, with effect for the future.", ""),
    )
    yield different(
        "the second of two clauses got an item",
        CLAUSES,
        skins.plain,
        ("- (c) when a court", "- (c) to improve the accuracy of the Assistant;\n- (d) when a court"),
    )
    yield different(
        "the clauses were renumbered",
        CLAUSE,
        skins.exported,
        ("10.2 We will", "10.3 We will"),
        ("10.3 You are", "10.4 You are"),
        ("10.4 Our", "10.5 Our"),
        ("10.5 We delete", "10.6 We delete"),
    )
    yield different(
        "off by default became on by default", ASSISTANT, skins.plain, ("switched off by default", "switched on by default"), later=LATER
    )
    yield different(
        "the last clause of a chapter changed",
        ASSISTANT,
        skins.exported,
        ("Check it before you rely on it.", "You alone are liable for relying on it."),
    )
    yield different("a year became ninety days", STORED, skins.help_centre, ("kept for one year", "kept for 90 days"), later=LATER)
    yield different("only one plan can choose", STORED, skins.help_centre, ("on the Enterprise plan can choose", "can choose"))
    yield different("a step was added", TURN_OFF, skins.help_centre, ("- Press Save.", "- Confirm with your password.\n- Press Save."))
    yield different(
        "somewhere in a whole article",
        WHOLE_HELP,
        skins.help_centre,
        ("Anybody in the call may remove it.", "Only the host may remove it."),
        later=LATER,
    )
    yield different(
        "the last sentence of a whole article", WHOLE_HELP, skins.plain, ("within two minutes of being", "within five minutes of being")
    )
    yield different(
        "permission was dropped from a folded answer", TRAINING_FAQ, skins.folded, ("With the permission of the practice we use", "We use")
    )
    yield different(
        "the answer below a button turned",
        TRAINING_FAQ,
        skins.buttons,
        ("Practices can decline in Settings without losing any feature.", "Practices on the free plan cannot decline."),
        later=LATER,
    )
    yield different(
        "the second of two questions changed", AUDIO_FAQ, skins.folded, ("the access ends after 24 hours", "the access ends after 72 hours")
    )
    yield different(
        "a cell of a table changed",
        POLICIES,
        skins.manual,
        ("| Require participant agreement | Off |", "| Require participant agreement | On |"),
    )
    yield different(
        "what is below a heading within the section changed",
        EXPIRY,
        skins.manual,
        ("expire after 30 days at most", "expire after 60 days at most"),
    )
    yield different(
        "a row was added to a table",
        POLICIES,
        skins.plain,
        ("| Automatic recording | Off | Organizer |", "| Automatic recording | Off | Organizer |\n| Copy recording | On | Organizer |"),
        later=LATER,
    )
    yield different(
        "a quotation lost its not", ("admin", "Copilot in meetings"), skins.manual, ("responses are not used", "responses are used")
    )
    yield different(
        "redesigned and rewritten at once",
        LEARNING,
        skins.tables,
        (
            "Workspace owners can opt out by writing to feedback@quillon.example with the address of their workspace.",
            "This cannot be switched off.",
        ),
        after_skin=skins.plain,
        later=LATER,
    )
    yield different(
        "the section is gone",
        LEARNING,
        skins.manual,
        rearranged=lambda document: _without(document, "Machine learning for search and recommendations"),
    )
    yield different(
        "fourteen days of notice became three",
        ("privacy", "How do we share personal data?"),
        skins.plain,
        ("at least 14 days before", "at least 3 days before"),
        later=LATER,
    )
    yield different(
        "and became or",
        ("training", "Huddle notes"),
        skins.hashed,
        ("The notes and the transcript stay", "The notes or the transcript stay"),
    )


def _typography(page: str) -> str:
    page = re.sub(r'"([A-Z][A-Za-z ]+)"', "\u201c\\1\u201d", page)
    return (
        page.replace("thirty days", "thirty&nbsp;days")
        .replace("Customer Content", "Customer\u00a0Content")
        .replace("small claims", "small \u200bclaims")
    )


def _lower_headings(page: str) -> str:
    for level in (3, 2):
        page = re.sub(rf"<(/?)h{level}>", rf"<\1h{level + 1}>", page)
    return page.replace("do not use audio", "<strong>do not use</strong> audio")


def _decorate(page: str) -> str:
    return (
        page.replace("Enterprise plan", '<a href="/pricing?ref=help">Enterprise</a> plan')
        .replace("one year", "<strong>one year</strong>")
        .replace("transcript and its", "<em>transcript</em> and its")
    )


def _items_as_paragraphs(page: str) -> str:
    head, mark, body = page.partition('<div class="article-body">')
    body = body.replace("<ul><li>Open", "<div><p>Open").replace("</li><li>", "</p><p>", 3).replace("</li></ul>", "</p></div>", 1)
    return head + mark + body


def _split_paragraphs(page: str) -> str:
    return page.replace("may record it. An administrator", "may record it.</p><p>An administrator").replace(
        "gave you the account, it", "gave you the account,<br/>it"
    )


def _tracking(page: str) -> str:
    numbers = random.Random(15)
    page = re.sub(r'href="([^"#]*)"', lambda found: f'href="{found[1]}?utm_source=docs&amp;v={numbers.randrange(10**6)}"', page)
    return re.sub(r"<p>", lambda _: f'<p id="p{numbers.randrange(10**6)}" data-track="{numbers.randrange(10**6)}">', page)


def _sections(document: Document) -> list[list[Block]]:
    parts: list[list[Block]] = [[]]
    for block in document:
        if block.kind == "h2":
            parts.append([])
        parts[-1].append(block)
    return parts


def _swapped(document: Document, one: str, other: str) -> Document:
    parts = _sections(document)
    places = [number for number, part in enumerate(parts) if part[0].text in {one, other}]
    parts[places[0]], parts[places[1]] = parts[places[1]], parts[places[0]]
    return tuple(block for part in parts for block in part)


def _without(document: Document, heading: str) -> Document:
    return tuple(block for part in _sections(document) if part[0].text != heading for block in part)
