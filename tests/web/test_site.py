"""The static site: every link leads to a file, and every file is reached."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from adapters.terminal import cli
from adapters.terminal.shared import FOUND_WRONG, OK, Setup
from adapters.web.links import file_of, links_from
from adapters.web.site import SiteError, build
from bot.understanding.revision import Revision
from knowledge.base import Knowledge
from tests.conftest import TODAY
from tests.web.browser import Page

SHOWN = ("zoom", "signal", "avoma", "skype")


@pytest.fixture(scope="module")
def few(revision: Revision) -> Revision:
    """A base of a few platforms."""
    platforms = {slug: revision.knowledge.platforms[slug] for slug in SHOWN}
    return Revision(Knowledge(revision.knowledge.topics, platforms), revision.understanding)


@pytest.fixture(scope="module")
def site(few: Revision, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a few platforms."""
    folder = tmp_path_factory.mktemp("site")
    assert build(folder, few, TODAY, "https://s.example") == sum(path.is_file() for path in folder.rglob("*"))
    return folder


def test_every_link_leads_to_a_file(site: Path) -> None:
    """Wherever the site lies, even on a disk; and every page is reached from the front page."""
    reached = {site / "index.html"}
    waiting = [site / "index.html"]
    while waiting:
        path = waiting.pop()
        page = Page(200, {}, path.read_text(encoding="utf-8"))
        elements = page.elements
        assert [one.tag for one in elements].count("h1") == 1
        ids = {one.attributes["id"] for one in elements if "id" in one.attributes}
        leading = [one.attributes for one in elements if one.tag in {"a", "link", "script"}]
        addresses = [one.get("href") or one.get("src") or "" for one in leading]
        for address in addresses:
            if address.startswith(("https://", "http://")):
                continue
            file, _, anchor = address.partition("#")
            if not file:
                assert anchor in ids, (path, address)
                continue
            target = (path.parent / file).resolve()
            assert target.is_file(), (path, address)
            if target not in reached and target.suffix == ".html":
                reached.add(target)
                waiting.append(target)
    assert reached == set(site.rglob("*.html"))


def test_nothing_needs_a_service(site: Path) -> None:
    """No form is left."""
    for path in site.rglob("*.html"):
        assert "<form" not in path.read_text(encoding="utf-8"), path


def test_search_feeds_and_sitemap(site: Path) -> None:
    """The index names files that are there, the feeds and the sitemap have full addresses."""
    index = json.loads((site / "search.json").read_text(encoding="utf-8"))
    assert all((site / entry["file"]).is_file() for entry in index)
    assert "zoom ai companion" in next(entry for entry in index if entry["name"] == "Zoom")["words"]
    for path in (*site.rglob("*.atom"), site / "sitemap.xml"):
        ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own
    listed = [one.text or "" for one in ElementTree.fromstring((site / "sitemap.xml").read_text(encoding="utf-8")).iter() if one.text]  # noqa: S314
    addresses = [address.strip() for address in listed if address.strip()]
    assert all((site / address.removeprefix("https://s.example/")).is_file() for address in addresses)
    assert "Sitemap: https://s.example/sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def test_a_day_has_a_file(site: Path) -> None:
    """So that the timeline works without a service."""
    then = (site / "platforms/zoom/2023-08-07.html").read_text(encoding="utf-8")
    assert "Trains only if somebody agrees" in then


def test_it_is_written_again_but_not_over_other_files(few: Revision, tmp_path: Path) -> None:
    """A folder that is no site of ours stays as it is."""
    build(tmp_path / "site", few, TODAY)
    build(tmp_path / "site", few, TODAY)
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteError, match="name an empty folder"):
        build(tmp_path, few, TODAY)


def test_the_command_builds_it(few: Revision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """And says how many files there are; a wrong address is refused."""
    monkeypatch.setattr(Setup, "revision", lambda _: few)
    assert cli.main(["site", "build", str(tmp_path / "out"), "--url", "https://s.example/"], TODAY) == OK
    assert "files in" in capsys.readouterr().out
    assert "https://s.example/platforms/zoom.html" in (tmp_path / "out/sitemap.xml").read_text(encoding="utf-8")
    assert cli.main(["site", "build", str(tmp_path / "out"), "--url", "s.example"], TODAY) == FOUND_WRONG
    assert "SMALLPRINT_PUBLIC_URL" in capsys.readouterr().err


def test_files_of_paths() -> None:
    """As a host serves them."""
    assert file_of("/") == "index.html"
    assert file_of("/platforms/zoom") == "platforms/zoom.html"
    assert file_of("/platforms/zoom", "2023") == "platforms/zoom/2023.html"
    assert file_of("/changes.atom") == "changes.atom"
    assert links_from("/answers/zoom/ai-training", "").to("/static/style.css") == "../../static/style.css"
