"""Reply with what held on a day in the past."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.replies import dates, wording
from bot.replies.offered import next_of
from bot.replies.reply import Change, Evidence, Reply, Said, ShownCondition
from bot.replies.sourced import deciding_source, read_as_position, read_line
from knowledge.base import Position, cited, known_from
from knowledge.dates import PartialDate
from knowledge.records import Answer, Earlier, Platform
from knowledge.topics import Topic

MOST_POSITIONS = 3
"""As many positions of a period, the last ones, stand in the brief."""


def reply_of_past(
    platform: Platform, topic: Topic, entry: Answer, topics: tuple[str, ...], period: PartialDate, held: Sequence[Position]
) -> Reply:
    """Return what held in a period by the positions that fall into it; without any, that nothing is on record."""
    when = dates.in_words(period)
    today = wording.today_it_says(entry.headline)
    base = Reply(
        kind="answer", platforms=(platform.slug,), topics=topics, title=f"{platform.name}, {when}", as_of=period,
        choices=next_of(platform, topics[0]),
    )  # fmt: skip
    if not held:
        return base._replace(
            said=Said(wording.not_on_record(when), wording.first_on_record(platform.name, _first_known(platform, entry))),
            verdict="unverified",
            words=topic.verdicts["unverified"].short,
            evidence=Evidence(stale=True),
        )
    last = held[-1]
    deciding = deciding_source(platform, last, None)
    several = len(held) > 1
    verdict = last.verdict if not several or len({position.verdict for position in held}) == 1 else "depends"
    parts = tuple(
        ShownCondition(span_words(position), position.verdict, position.headline, cited(platform, position.sources)) for position in held
    )
    return base._replace(
        said=Said(
            wording.changed_during(when) if several else wording.back_then(when, topic.verdicts[verdict].sentence(platform, past=True)),
            _in_order(platform, topic, held[-MOST_POSITIONS:]) if several else last.headline,
            " ".join(part for part in ("" if several else last.detail, "" if last is entry else today) if part),
        ),
        verdict=verdict,
        words=topic.verdicts[verdict].short,
        tone=topic.verdicts[verdict].tone,
        applies_to=last.applies_to.text,
        since=held[0].since,
        conditions=parts if several else (),
        history=tuple(earlier_change(platform, earlier) for earlier in entry.earlier if earlier not in held),
        evidence=Evidence(
            sources=cited(platform, tuple(citation for position in held for citation in position.sources)),
            deciding=deciding,
            confidence=entry.confidence if last is entry and entry.last_verified else None,
            last_verified=entry.last_verified if last is entry else read_as_position(platform, last),
            verified=read_line(deciding),
        ),
    )


def _in_order(platform: Platform, topic: Topic, held: Sequence[Position]) -> str:
    """Return the positions of a period, earliest first; those before the last in the words of the verdict, unless that stays the same."""

    def told(position: Position) -> str:
        is_last = position is held[-1]
        same = position.verdict == held[-1].verdict
        return position.headline if is_last or same else topic.verdicts[position.verdict].sentence(platform, past=True)

    return " ".join(wording.held(span_words(position), told(position)) for position in held)


def _first_known(platform: Platform, entry: Answer) -> str:
    """Return the first day on record in words, "" if there is none."""
    positions: tuple[Position, ...] = (entry, *entry.earlier)
    first = min(day for position in positions if (day := known_from(platform, position)) is not None)
    return "" if first == date.max else dates.in_words(PartialDate(first.isoformat()))


def gone(platform: Platform) -> tuple[str, ...]:
    """Say that a platform is retired, if it is."""
    if platform.status != "retired":
        return ()
    when = dates.in_words(platform.retired_on) if platform.retired_on else None
    return (wording.retired(platform.name, when, platform.successor),)


def before_words(positions: Sequence[Earlier]) -> str:
    """Return the earlier positions in one line, newest first."""
    return "; ".join(f"{span_words(position)}: {wording.VERDICTS[position.verdict]}" for position in positions)


def span_words(position: Position) -> str:
    """Return from when to when a position held."""
    until = dates.in_words(position.until) if isinstance(position, Earlier) else None
    if position.since is None:
        return f"before {until}" if until else "now"
    since = dates.in_words(position.since)
    return f"{since} to {until}" if until else f"since {since}"


def earlier_change(platform: Platform, earlier: Earlier) -> Change:
    """Return an earlier position as a line of a history."""
    return Change(
        earlier.since, f"{wording.begin_upper(span_words(earlier))}: {earlier.headline}", cited(platform, earlier.sources), earlier.until
    )
