"""Measure how long pages take to render, how long they are, and how long a static site of 1,000 platforms takes to build.

`python -m benchmarks.pages`, or with a number of platforms for the site, 0 for none.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import get_args

from adapters.web import site
from adapters.web.links import ServiceLinks
from adapters.web.pages.matrix import Filter
from adapters.web.public import Public, example
from adapters.web.rendering import Renderer
from bot.service.opening import open_knowledge
from bot.understanding.revision import Revision
from knowledge.base import Knowledge
from knowledge.vocabulary import Plan

ROUNDS = 40
PLATFORMS = 1_000


def main() -> int:
    """Print the table; the result is the exit status."""
    today = date.today()
    revision = open_knowledge((), today)
    public = Public(Renderer(), revision.knowledge, today)
    links = ServiceLinks()
    for name, render in _pages(public, revision, links).items():
        _measure(name, render)
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else PLATFORMS
    if wanted:
        with tempfile.TemporaryDirectory() as folder:
            start, used = time.perf_counter(), time.process_time()
            count = site.build(Path(folder), _enlarged(revision, wanted), today, "https://smallprint.example")
            took, used = time.perf_counter() - start, time.process_time() - used
            print(f"static site of {wanted} platforms: {count} files in {took:.1f} s, {used:.1f} s of processor time")
    return 0


def _pages(public: Public, revision: Revision, links: ServiceLinks) -> dict[str, Callable[[], str]]:
    plan = get_args(Plan)[0]
    return {
        "/": lambda: public.front(links, example(revision, public.today)),
        "/platforms": lambda: public.platforms(links),
        "/platforms, filtered and sorted": lambda: public.platforms(links, Filter(plan=plan, sort="encryption")),
        "/platforms/zoom": lambda: public.platform(links, "zoom"),
        "/answers/zoom/ai-training": lambda: public.answer(links, "zoom", "ai-training"),
        "/topics/ai-training": lambda: public.topic(links, "ai-training"),
        "/changes": lambda: public.changes(links),
        "/changes.atom": lambda: public.feed(links),
    }


def _measure(name: str, render: Callable[[], str]) -> None:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        page = render()
        times.append(time.process_time() - start)
    size, sent = len(page.encode()), len(gzip.compress(page.encode(), 5))
    print(f"{name:<34} {statistics.median(times) * 1000:6.1f} ms {size / 1000:7.1f} KB {sent / 1000:6.1f} KB compressed")


def _enlarged(revision: Revision, count: int) -> Revision:
    """Return the revision with so many platforms: those on record, and copies of them under other names."""
    shipped = list(revision.knowledge.platforms.values())
    platforms = {}
    for number in range(count):
        round_, place = divmod(number, len(shipped))
        platform = shipped[place]
        slug = f"{platform.slug}-{round_}" if round_ else platform.slug
        platforms[slug] = platform._replace(slug=slug)
    return Revision(Knowledge(revision.knowledge.topics, platforms), revision.understanding)


if __name__ == "__main__":
    sys.exit(main())
