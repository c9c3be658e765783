"""Paths of web pages, for every surface that links to them; in front comes `ServiceSettings.public_url`."""

from __future__ import annotations

from bot.understanding.decide import HISTORY
from bot.understanding.subject import Subject


def answer_path(subject: Subject | None) -> str:
    """Return the page of an answer on one platform, "" if the subject is anything else."""
    if subject is None or subject.kind != "answer" or len(subject.platforms) != 1 or not subject.topics:
        return ""
    slug, topic = subject.platforms[0], subject.topics[0]
    return f"/platforms/{slug}" if topic == HISTORY else f"/answers/{slug}/{topic}"
