"""Paths of web pages, for every surface that links to them; in front comes `ServiceSettings.public_url`."""

from __future__ import annotations

from urllib.parse import urlencode

from bot.understanding.subject import HISTORY, Subject


def answer_path(subject: Subject | None) -> str:
    """Return the page of an answer on one platform, or of a comparison; "" if the subject is anything else."""
    if subject is None or not subject.topics:
        return ""
    topic = subject.topics[0]
    if subject.kind == "compare" and len(subject.platforms) > 1:
        return f"/compare?{urlencode({'platform': subject.platforms, 'topic': topic}, doseq=True)}"
    if subject.kind != "answer" or len(subject.platforms) != 1:
        return ""
    slug = subject.platforms[0]
    return f"/platforms/{slug}" if topic == HISTORY else f"/answers/{slug}/{topic}"
