"""Somebody who opens pages, straight at the ASGI app, and sees of them what a browser would show."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from fastapi import FastAPI

_VOID = frozenset("area base br col embed hr img input link meta source track wbr circle line path rect".split())
_UNSEEN = frozenset({"head", "script", "style", "svg"})


class Element(NamedTuple):
    """An element: its name, its attributes, and the text within it."""

    tag: str
    attributes: dict[str, str]
    text: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.seen: list[str] = []
        self._open: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text: list[str] = []
        assert len(attrs) == len({name for name, _ in attrs}), f"an attribute stands twice on {tag}"
        self.elements.append((tag, {name: value or "" for name, value in attrs}, text))
        if tag not in _VOID:
            self._open.append((tag, text))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        opened, _ = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}> at {self.getpos()}"

    def handle_data(self, data: str) -> None:
        for _, text in self._open:
            text.append(data)
        if not _UNSEEN & {tag for tag, _ in self._open}:
            self.seen.append(data)

    def close(self) -> None:
        super().close()
        assert self._open == [], f"never closed: {self._open}"


class Page(NamedTuple):
    """A response."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def elements(self) -> list[Element]:
        """Its elements; AssertionError if they are not nested well."""
        reader = _read(self.body)
        return [Element(tag, attributes, "".join(text)) for tag, attributes, text in reader.elements]

    @property
    def text(self) -> str:
        """What can be read on it."""
        return " ".join("".join(_read(self.body).seen).split())

    def all(self, tag: str, **wanted: str) -> list[Element]:
        """The elements of a name with these attributes."""
        return [one for one in self.elements if one.tag == tag and wanted.items() <= one.attributes.items()]

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [one.attributes["href"] for one in self.all("a") if "href" in one.attributes]


def _read(body: str) -> _Reader:
    reader = _Reader()
    reader.feed(body)
    reader.close()
    return reader


class Browser:
    """Opens pages of an app."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self.set_cookies: list[str] = []
        """What the last response would set."""

    async def get(self, address: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Page:
        """Open a page."""
        return await self._request(method, address, headers or {}, b"")

    async def post(self, address: str, *fields: tuple[str, str]) -> Page:
        """Send a form."""
        body = urlencode(fields).encode()
        return await self._request("POST", address, {"content-type": "application/x-www-form-urlencoded"}, body)

    async def press(self, page: Page, address: str, *pressed: tuple[str, str]) -> Page:
        """Send the first form of a page that goes to an address, as it stands, with what was typed or pressed."""
        return await self.post(address, *hidden_fields(page), *pressed)

    async def _request(self, method: str, address: str, headers: Mapping[str, str], body: bytes) -> Page:
        parts = urlsplit(address)
        sent: list[dict[str, Any]] = []
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": parts.path,
            "raw_path": parts.path.encode(), "query_string": parts.query.encode(), "root_path": "", "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
            "headers": [
                *((name.encode(), value.encode()) for name, value in headers.items()),
                (b"host", b"test"), (b"content-length", str(len(body)).encode()),
            ],
        }  # fmt: skip

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        self.set_cookies = [value.decode() for name, value in sent[0]["headers"] if name == b"set-cookie"]
        answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        content = b"".join(message.get("body", b"") for message in sent[1:])
        if answered.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        return Page(sent[0]["status"], answered, content.decode())


def hidden_fields(page: Page) -> Sequence[tuple[str, str]]:
    """Return what the last form of a page carries without being seen."""
    form = page.body.rpartition("<form")[2]
    return [(one.attributes["name"], one.attributes["value"]) for one in _inputs(form) if one.attributes.get("type") == "hidden"]


def _inputs(form: str) -> list[Element]:
    reader = _Reader()
    reader.feed("<form" + form.partition("</form>")[0] + "</form>")
    return [Element(tag, attributes, "") for tag, attributes, _ in reader.elements if tag == "input"]
