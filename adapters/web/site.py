"""The public pages as files for any host: the same templates, with relative links and a search that needs no service."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from adapters.web.links import FileLinks, file_of, links_from
from adapters.web.pages.matrix import answerable
from adapters.web.pages.timeline import picked_days
from adapters.web.public import Public, example
from adapters.web.rendering import Renderer
from adapters.web.static_files import static_files
from bot.understanding.revision import Revision
from knowledge.base import Knowledge, answer_on
from knowledge.errors import OperatorError
from knowledge.export import export_bytes

Render = Callable[[FileLinks], str]


class SiteError(OperatorError):
    """The folder cannot be used; the message says why."""


def build(folder: Path, revision: Revision, today: date, public_url: str = "") -> int:
    """Write all pages into a folder, which is made if it is missing; return how many files there are.

    Feeds and the sitemap need full addresses: without `public_url` the feeds have relative ones, and there is no sitemap.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "index.html").is_file():
        raise SiteError(f"{folder} has files in it and no index.html, so it is no site of ours; name an empty folder")
    count = 0
    for name, content in _files(revision, today, public_url):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        count += 1
    return count


def _files(revision: Revision, today: date, public_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site: its name and its content."""
    public = Public(Renderer(), revision.knowledge, today)
    for path, as_of, render in _pages(public, revision):
        yield file_of(path, as_of), render(links_from(path, public_url, as_of)).encode()
    yield "search.json", json.dumps(_index(public.knowledge), ensure_ascii=False, separators=(",", ":")).encode()
    yield "data/smallprint.json", export_bytes(public.knowledge)
    yield "data/schema.json", public.schema().encode()
    for name, file in static_files().items():
        yield f"static/{name}", file.content
    if public_url:
        yield "sitemap.xml", public.sitemap(links_from("/sitemap.xml", public_url)).encode()
        yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {public_url}/sitemap.xml\n".encode()


def _pages(public: Public, revision: Revision) -> Iterator[tuple[str, str, Render]]:
    """Yield the path of every page, the day for which it is shown ("" for today), and what renders it."""
    knowledge = public.knowledge
    yield "/", "", partial(public.front, example=example(revision, public.today))
    yield "/platforms", "", public.platforms
    yield "/changes", "", public.changes
    yield "/changes.atom", "", public.feed
    yield "/about", "", public.about
    yield "/data", "", public.data
    yield "/privacy", "", public.privacy
    for topic in answerable(knowledge):
        yield f"/topics/{topic.id}", "", partial(public.topic, topic=topic.id)
    for slug, platform in knowledge.platforms.items():
        yield f"/platforms/{slug}", "", partial(public.platform, slug=slug)
        yield f"/platforms/{slug}/changes.atom", "", partial(public.feed, slug=slug)
        for day in picked_days(platform):
            if day.first <= public.today:
                yield f"/platforms/{slug}", day, partial(public.platform, slug=slug, as_of=day)
        for entry in platform.answers:
            yield f"/answers/{slug}/{entry.topic}", "", partial(public.answer, slug=slug, topic=entry.topic)


def _index(knowledge: Knowledge) -> list[dict[str, str]]:
    """Return what the search looks through: platforms by all their names, topics, and each answer."""
    topics = answerable(knowledge)
    found = [
        {"name": platform.name, "file": file_of(f"/platforms/{slug}"), "words": _words(platform.name, slug, *platform.aliases), "says": ""}
        for slug, platform in knowledge.platforms.items()
    ]
    found += [
        {"name": topic.name, "file": file_of(f"/topics/{topic.id}"), "words": _words(topic.name, topic.question), "says": topic.question}
        for topic in topics
    ]
    for slug, platform in knowledge.platforms.items():
        for topic in topics:
            entry = answer_on(platform, topic.id)
            if entry is not None:
                name, says = f"{platform.name}: {topic.name}", topic.verdicts[entry.verdict].short
                words = _words(platform.name, topic.name, *topic.words)
                found.append({"name": name, "file": file_of(f"/answers/{slug}/{topic.id}"), "words": words, "says": says})
    return found


def _words(*parts: str) -> str:
    return " ".join(parts).casefold()
