"""Answer what ever, never or always was: by every position on record, not by today's alone."""

from __future__ import annotations

from typing import Literal

from bot.replies import dates, wording
from bot.replies.past import span_words
from bot.replies.reply import Opened, Reply
from bot.replies.sourced import deciding_source, read_as_position, read_line
from bot.understanding.question import Question
from bot.understanding.sides import Side
from knowledge.base import cited
from knowledge.records import Answer, Earlier, Platform
from knowledge.vocabulary import NO_LIKE, YES_LIKE


def asks_for_all_times(question: Question, reply: Reply) -> bool:
    """Return True if a message asks what ever, never or always was; "never trains" asks for today, unless it was otherwise once."""
    return question.manner.happened or (bool(question.manner.lifetime) and (bool(reply.before) or question.manner.of_the_past))


def with_position(reply: Reply, platform: Platform, position: Earlier) -> Reply:
    """Return a reply that tells an earlier position first, and in one line what holds today."""
    sources = cited(platform, position.sources)
    deciding = deciding_source(platform, position, None)
    return reply._replace(
        said=reply.said._replace(
            sentence=position.headline,
            headline="",
            headline_first=False,
            general=wording.today_it_says(reply.said.sentence),
            detail=f"{reply.said.headline} {reply.said.detail}".strip(),
        ),
        evidence=reply.evidence._replace(
            sources=(*sources, *(entry for entry in reply.evidence.sources if entry not in sources)),
            deciding=deciding,
            last_verified=read_as_position(platform, position),
            verified=read_line(deciding),
        ),
    )


def open_on_all_times(question: Question, taken: Side, entry: Answer, *, polar: bool) -> Opened:
    """Return what answers a message on all times: a position on record that is against it or bears it out; without a word if none does."""
    word = question.manner.lifetime or ("ever" if question.manner.happened else "")
    if not word or not taken.plain or entry.verdict not in YES_LIKE | NO_LIKE:
        return Opened()
    if not question.manner.of_all_times:  # "never trains" speaks of today
        return _since_then(taken, entry, polar=polar)
    asks_once = word == "ever" or word == "never"  # whether it happened at all; "always" asks whether it never was otherwise
    against: Literal["yes", "no"] = "yes" if asks_once else "no" if taken.side == "yes" else "yes"
    sided = YES_LIKE if against == "yes" else NO_LIKE
    once = [position for position in entry.earlier if position.verdict in sided or (word == "always" and position.verdict == "depends")]
    denies = word == "always" or taken.side == "no"
    if entry.verdict == against:  # what is so today has been so at some time
        return Opened(("no" if denies else "yes") if polar else "false" if denies else "true")
    if entry.verdict in sided or not once:
        return Opened()
    span = wording.span_in_sentence(span_words(once[0]), known=once[0].since is not None)
    if polar:
        return Opened("no", wording.not_always(span), position=once[0]) if denies else Opened("yes", wording.once(span), position=once[0])
    return (
        Opened("false", wording.not_true_at(span), position=once[0]) if denies else Opened("true", wording.true_at(span), position=once[0])
    )


def _since_then(taken: Side, entry: Answer, *, polar: bool) -> Opened:
    """Return since when it has been as somebody says that it always or never is."""
    holds = "yes" if entry.verdict == "yes" else "no" if entry.verdict == "no" else ""
    if polar or not holds:
        return Opened()
    if taken.side != holds:
        return Opened("false")
    return Opened("true", wording.true_since(dates.in_words(entry.since)) if entry.since else wording.TRUE_TODAY)
