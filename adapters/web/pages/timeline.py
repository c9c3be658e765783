"""The drawn timeline of a platform: a column for each day on which something changed, a bar for each position."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.replies import dates
from knowledge.base import Knowledge, Position
from knowledge.dates import PartialDate
from knowledge.records import Answer, Earlier, Platform
from knowledge.topics import Topic
from knowledge.vocabulary import Tone

COLUMN = 108
ROW = 46
TOP = 62
"""Room for the dates above the first row."""
MOST_ROWS = 6
LETTER = 6.6
"""The usual width of a letter in a bar, by which is decided if its words fit."""
MARGIN = 30
REPEATED = 3 * COLUMN


class Mark(NamedTuple):
    """A day to pick, in two lines, at its place; with what happened on it. `picked`: the day that is shown lies in its column."""

    day: PartialDate
    lines: tuple[str, str]
    x: int
    changes: tuple[str, ...]
    picked: bool


class Bar(NamedTuple):
    """A position; `words` is "" if there is no room for them, `title` says it in full."""

    x: int
    width: int
    tone: Tone
    words: str
    title: str


class Line(NamedTuple):
    """The positions on one topic; `now` is the present one in words."""

    name: str
    now: str
    y: int
    bars: tuple[Bar, ...]


class Timeline(NamedTuple):
    """The drawing, oldest first, in points; `repeats` are the places at which the name of a line stands again.

    They are near enough to each other that one is in view wherever a phone is scrolled to.
    """

    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    repeats: tuple[int, ...]


def timeline(knowledge: Knowledge, platform: Platform, topics: Sequence[str] = (), as_of: PartialDate | None = None) -> Timeline | None:
    """Return the timeline of a platform, or of some of its topics only; None if no day is on record."""
    answers = [entry for entry in platform.answers if not topics or entry.topic in topics]
    events = [event for event in platform.events if not topics or set(topics) & set(event.topics)]
    days = sorted({*(event.date for event in events), *_boundaries(answers)}, key=lambda day: (day.first, day))
    if not days:
        return None
    places = {day: MARGIN + number * COLUMN for number, day in enumerate(days)}
    end = MARGIN + len(days) * COLUMN
    dated = sorted((entry for entry in answers if entry.since or entry.earlier), key=lambda entry: not entry.earlier)[:MOST_ROWS]
    lines = tuple(
        Line(topic.name, topic.verdicts[entry.verdict].short, TOP + number * ROW, tuple(_bars(topic, entry, places, end)))
        for number, (entry, topic) in enumerate((entry, knowledge.topics[entry.topic]) for entry in dated)
    )
    before = [day for day in days if as_of is not None and day.first <= as_of.last]
    marks = tuple(
        Mark(day, _two_lines(day), places[day], tuple(event.what for event in events if event.date == day), day in before[-1:])
        for day in days
    )
    return Timeline(marks, lines, end, TOP + len(lines) * ROW, tuple(range(REPEATED, end - REPEATED, REPEATED)))


def picked_days(platform: Platform) -> tuple[PartialDate, ...]:
    """Return the days that the timeline of a platform offers."""
    return tuple(sorted({*(event.date for event in platform.events), *_boundaries(platform.answers)}))


def _boundaries(answers: Iterable[Answer]) -> Iterable[PartialDate]:
    for entry in answers:
        for day in (entry.since, *(day for earlier in entry.earlier for day in (earlier.since, earlier.until))):
            if day is not None:
                yield day


def _bars(topic: Topic, entry: Answer, places: dict[PartialDate, int], end: int) -> Iterable[Bar]:
    positions: tuple[Position, ...] = (*reversed(entry.earlier), entry)
    for position in positions:
        start = places[position.since] if position.since else 0
        stop = places[position.until] if isinstance(position, Earlier) else end
        meaning = topic.verdicts[position.verdict]
        words = meaning.short if len(meaning.short) * LETTER < stop - start - 34 else ""
        yield Bar(start, max(4, stop - start - 3), meaning.tone, words, f"{meaning.short}: {position.headline}")


def _two_lines(day: PartialDate) -> tuple[str, str]:
    rest, _, year = dates.in_words(day).rpartition(" ")
    return rest, year
