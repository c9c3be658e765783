"""Say in which source an answer was checked, and when: the vendor's own page first, then through whom it was read."""

from __future__ import annotations

import re
from datetime import date

from bot.replies import dates, wording
from knowledge.base import Cited, Position, cited
from knowledge.dates import PartialDate
from knowledge.records import Answer, Condition, Earlier, Platform, Source
from knowledge.vocabulary import Verdict

LONGEST_DECIDING = 44
"""So much of a source's title stands in the line that says when an answer was checked."""
SHORTEST_DECIDING = 16
_TITLE_BREAK = re.compile(r" \(|: | [|–—-] ")
_THROUGH = re.compile(r"(?P<reader>.+), citing (?P<vendor>.+)|(?P<owner>.+) via (?P<copier>.+)")
"""How a publisher is written whose page was read through somebody else: "A guide, citing Zoom", "Zoom via a repost"."""
_BY_OTHERS = frozenset({"analysis", "press"})
_ASIDE = re.compile(r" \([^()]*\)$")


def deciding_source(platform: Platform, held: Answer | Condition | Earlier, day: PartialDate | None) -> Cited | None:
    """Return the source in which an answer was last checked: the one that it names, one of that day, else its first; None without any."""
    sources = cited(platform, held.sources)
    if isinstance(held, Earlier) or day is None:
        return next(iter(sources), None)
    named = (entry for entry in sources if held.verified_in and entry.source == platform.sources.get(held.verified_in))
    return next(named, None) or next((entry for entry in sources if entry.source.dated == day), next(iter(sources), None))


def read_line(source: Cited | None) -> str:
    """Say in which source something was read that is not of today; "" without a source."""
    return wording.read_in(short_title(source.source), read_through(source.source)) if source else ""


def checked_line(
    day: PartialDate | None, again: PartialDate | None, source: Cited | None, today: date, verdict: Verdict, *, overdue: bool
) -> str:
    """Say when an answer was checked, and in which source; `again` is the day on which that was last seen unchanged."""
    if verdict == "unverified":
        return read_line(source)
    title, through = (short_title(source.source), read_through(source.source)) if source else ("", "")
    if day is None:
        return wording.never_checked(title, through)
    seen_again = dates.in_words(again) if again else ""
    return wording.checked(dates.in_words(day), dates.ago(again or day, today), title, through, overdue=overdue, reread=seen_again)


def read_through(source: Source) -> str:
    """Return through whom a vendor's page was read, "" if it was read itself."""
    match = _THROUGH.fullmatch(source.publisher)
    if match is None:
        return ""
    name = _ASIDE.sub("", match["reader"] or match["copier"])
    return wording.within_sentence(name) if name.startswith(("A ", "An ", "Two ", "Third ")) else name


def short_title(source: Source) -> str:
    """Return a source's title if it is short, else its beginning up to a break, else publisher and kind.

    Of a page by somebody else than the vendor the publisher: its title may read like the vendor's own ("Slack Privacy Policy: history").
    """
    match = _THROUGH.fullmatch(source.publisher)
    title = _ASIDE.sub("", source.title) if match else source.title
    if len(title) <= LONGEST_DECIDING and (match or source.kind not in _BY_OTHERS):
        return title
    first = _TITLE_BREAK.split(title)[0].strip()
    if SHORTEST_DECIDING <= len(first) <= LONGEST_DECIDING and (match or source.kind in {"primary", "archive"}):
        return first
    return (
        wording.by_publisher(match["vendor"] or match["owner"], "primary") if match else wording.by_publisher(source.publisher, source.kind)
    )


def read_as_condition(platform: Platform, entry: Answer, condition: Condition) -> PartialDate | None:
    """Return the date for which a condition can stand: the newest of its own sources, or the answer's if it has none of its own."""
    if not condition.sources or entry.last_verified is None:
        return entry.last_verified
    return max((entry.source.dated for entry in cited(platform, condition.sources) if entry.source.dated), default=None)


def where_read(entry: Cited) -> str:
    """Return where a source's link leads: to the copy that was read, if there is one."""
    return entry.source.archived_url or entry.source.url


def source_words(entry: Cited) -> str:
    """Return a source in one line: title, section, publisher, dates."""
    source = entry.source
    section = f", {wording.section(entry.section)}" if entry.section else ""
    day = dates.in_words(source.document_date) if source.document_date else ""
    copy = wording.copy_of(dates.in_words(source.copy_date)) if source.copy_date else ""
    when = "; ".join(part for part in (day, copy) if part) or wording.NO_DATE
    kind = "" if source.kind == "primary" else f", {source.kind}"
    return f"{source.title}{section} ({source.publisher}{kind}; {when})"


def read_as_position(platform: Platform, position: Position) -> PartialDate | None:
    """Return the newest date of the sources in which a past position was read."""
    return max((entry.source.dated for entry in cited(platform, position.sources) if entry.source.dated), default=None)
