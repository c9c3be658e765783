"""The pages on which the answers of a base rest today, and the cited parts of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from knowledge.base import Knowledge
from knowledge.records import Answer, Platform, Source
from knowledge.watched import AWAY, FAILURES_TOLD, SourceState, citations_of, parts_of

EVERY = timedelta(days=7)
AGAIN = timedelta(days=1)
"""When a page that could not be had is tried again, until that is said on its answers."""


class CitedPage(NamedTuple):
    """A source of a platform, the parts of it that are cited, and the answers that cite it."""

    slug: str
    name: str
    url: str
    parts: tuple[str, ...]
    answers: tuple[Answer, ...]

    @property
    def key(self) -> tuple[str, str]:
        """The slug and the name of the source."""
        return self.slug, self.name

    @property
    def host(self) -> str:
        """The server that has the page."""
        return urlsplit(self.url).netloc.lower()


def cited_pages(knowledge: Knowledge) -> Iterator[CitedPage]:
    """Yield the pages on which today's answers rest; of several copies of one page only the newest."""
    for platform in knowledge.platforms.values():
        newest = _newest(platform)
        parts: dict[str, dict[str, None]] = defaultdict(dict)
        answers: dict[str, list[Answer]] = defaultdict(list)
        for answer in platform.answers:
            for citation in citations_of(answer):
                if platform.sources[citation.name].url not in newest or newest[platform.sources[citation.name].url] != citation.name:
                    continue
                parts[citation.name].update(dict.fromkeys(parts_of(citation.section)))
                if answer not in answers[citation.name]:
                    answers[citation.name].append(answer)
        for name, named in parts.items():
            yield CitedPage(platform.slug, name, platform.sources[name].url, tuple(named), tuple(answers[name]))


def by_host(pages: Iterable[CitedPage]) -> Mapping[str, tuple[CitedPage, ...]]:
    """Return pages by the server that has them."""
    hosts: dict[str, list[CitedPage]] = defaultdict(list)
    for page in pages:
        hosts[page.host].append(page)
    return {host: tuple(found) for host, found in hosts.items()}


def is_due(state: SourceState | None, today: date) -> bool:
    """Return True if a page should be looked at: a week after the last time, or a day after it could not be had."""
    if state is None:
        return True
    again = state.outcome in AWAY and state.failures < FAILURES_TOLD
    return today >= state.last_checked + (AGAIN if again else EVERY)


def _newest(platform: Platform) -> dict[str, str]:
    """Return for each address the name of the source that is its newest copy."""
    named: dict[str, str] = {}
    for name, source in platform.sources.items():
        if source.url not in named or _day(source) > _day(platform.sources[named[source.url]]):
            named[source.url] = name
    return named


def _day(source: Source) -> date:
    return source.dated.last if source.dated else date.min
