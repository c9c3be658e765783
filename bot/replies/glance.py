"""An answer at a glance: verdict and age, for a table of many platforms, in the words and with the date that the answer itself has."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from bot.replies import dates, wording
from bot.replies.scoped import asked_for
from bot.replies.sourced import read_as_condition
from bot.replies.watched import reread, source_note
from bot.understanding.scope import ANYBODY, AskedScope
from knowledge.base import Knowledge
from knowledge.dates import PartialDate
from knowledge.records import Answer, Platform
from knowledge.vocabulary import Tone, Verdict


class Glance(NamedTuple):
    """What holds on a topic for whoever asks, and how old that is.

    `part` is the scope of the part of the answer that decides, "" if the answer as a whole does.
    """

    topic: str
    verdict: Verdict
    words: str
    tone: Tone
    last_verified: PartialDate | None
    age: str
    stale: bool
    part: str = ""


def glance(knowledge: Knowledge, platform: Platform, entry: Answer, today: date, asked: AskedScope = ANYBODY) -> Glance:
    """Return an answer at a glance: what `answer` says of it, without the rest."""
    leading = None
    if asked.anything and len(fitting := asked_for(platform, entry, asked)) == 1:
        [leading] = fitting
    verdict, last_verified = entry.verdict, entry.last_verified
    if leading is not None:
        verdict, last_verified = leading.verdict, read_as_condition(platform, entry, leading)
    if verdict == "unverified":
        last_verified = None
    noted = False
    if knowledge.sources:  # in most places no source is watched, and there are a thousand answers in a table
        held = entry if leading is None or not leading.sources else leading
        last_verified = reread(platform, entry, held, last_verified, knowledge.sources) or last_verified
        noted = bool(source_note(platform, entry, knowledge.sources))
    overdue = last_verified is None or last_verified.first + timedelta(days=entry.review_days) < today
    meaning = knowledge.topics[entry.topic].verdicts[verdict]
    age = dates.ago(last_verified, today) if last_verified else wording.NOT_DATED
    part = leading.applies_to.text if leading is not None else ""
    return Glance(entry.topic, verdict, meaning.short, meaning.tone, last_verified, age, overdue or noted, part)
