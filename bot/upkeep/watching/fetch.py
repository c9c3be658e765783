"""Fetch a page as a polite stranger: robots.txt, one connection a host, pauses, limits, an honest name."""

from __future__ import annotations

import asyncio
import codecs
import re
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from email.message import Message
from importlib.metadata import version
from typing import NamedTuple, Self
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver
from protego import Protego

from bot.upkeep.watching.addresses import NotPublicError, public_socket
from knowledge.watched import Outcome

NAME = "Smallprint"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
MAX_REDIRECTS = 5
MAX_ROBOTS = 500_000
"""Bytes of a robots.txt that are read: the least that RFC 9309 asks for."""
LONGEST_PAUSE = 30.0
READABLE = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", ""})
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LATIN = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""Names of encodings, as browsers read them."""


class Limits(NamedTuple):
    """The limits for one page, and the pause before the next request to its host."""

    seconds: float = 30.0
    size: int = 2_000_000
    pause: float = 2.0


class Known(NamedTuple):
    """The validators of a page, by which its server can say next time that nothing changed."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Return the headers of a conditional request."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


NOTHING_KNOWN = Known()


class FetchedPage(NamedTuple):
    """A page that was fetched. `text` is None if the server says that nothing changed; `moved_to` is its new address, if it has one."""

    text: str | None
    known: Known = NOTHING_KNOWN
    moved_to: str | None = None


class FetchError(Exception):
    """The page was not fetched; `outcome` and the words say why."""

    def __init__(self, outcome: Outcome, says: str) -> None:
        super().__init__(says)
        self.outcome = outcome


class _Answer(NamedTuple):
    """One response of a server: its body is read only if it is wanted."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Fetcher:
    """Fetches pages one after the other. Made by `open`, for a single round: it reads each robots.txt once."""

    def __init__(self, session: aiohttp.ClientSession, limits: Limits) -> None:
        self._session = session
        self._limits = limits
        self._robots: dict[str, Protego] = {}
        self._next_turn: dict[str, float] = {}

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        contact: str = "",
        limits: Limits = Limits(),  # noqa: B008 - a named tuple cannot change
        *,
        allow_private: bool = False,
        resolver: AbstractResolver | None = None,
    ) -> AsyncIterator[Self]:
        """Open connections under a name that says who asks; `allow_private` and `resolver` are for tests."""
        connector = aiohttp.TCPConnector(
            limit_per_host=1, use_dns_cache=False, resolver=resolver, socket_factory=None if allow_private else public_socket
        )
        says = "; ".join(("checks the pages that its answers cite", *([contact] if contact else [])))
        headers = {
            "User-Agent": f"{NAME}/{version('smallprint')} ({says})",
            "Accept": "text/html, text/plain;q=0.8",
            "Accept-Language": "en",
            "Accept-Encoding": "gzip",
        }
        timeout = aiohttp.ClientTimeout(total=limits.seconds)
        jar = aiohttp.DummyCookieJar()
        async with aiohttp.ClientSession(connector=connector, headers=headers, timeout=timeout, cookie_jar=jar) as session:
            yield cls(session, limits)

    async def fetch(self, url: str, known: Known = NOTHING_KNOWN) -> FetchedPage:
        """Fetch a page and follow its redirects; FetchError says in words why it cannot be had."""
        here, permanently = url, True
        for _ in range(MAX_REDIRECTS + 1):
            await self._check_allowed(here)
            answer = await self._request(here, self._limits.size, known.headers())
            if answer.status not in REDIRECTS:
                return self._page(answer, here if permanently and not _same_place(url, here) else None)
            permanently &= answer.status in PERMANENT
            here = _led_to(here, answer)
        raise FetchError("unreachable", f"is redirected more than {MAX_REDIRECTS} times")

    def _page(self, answer: _Answer, moved_to: str | None) -> FetchedPage:
        if answer.status == 304:
            return FetchedPage(None)
        if answer.status in {404, 410}:
            raise FetchError("gone", f"its server answers {answer.status}")
        if answer.status != 200:
            raise FetchError("unreachable", f"its server answers {answer.status}")
        kind, charset = _content_type(answer.headers.get("Content-Type", ""))
        if answer.body.startswith(b"%PDF") or kind == "application/pdf":
            raise FetchError("unreadable", "is a PDF, which the bot cannot read")
        if kind not in READABLE:
            raise FetchError("unreadable", f"is of the kind {kind[:80]}, which the bot cannot read")
        known = Known(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
        return FetchedPage(_decode(answer.body, charset), known, moved_to)

    async def _check_allowed(self, url: str) -> None:
        """Raise FetchError if a page may not be fetched: it is no web page, or robots.txt asks not to."""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
            raise FetchError("refused", "is not the address of a web page")
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = await self._read_robots(origin)
        robots = self._robots[origin]
        if not robots.can_fetch(url, NAME):
            raise FetchError("refused", f"robots.txt of {parts.hostname} asks bots to stay away")
        if delay := robots.crawl_delay(NAME):
            self._next_turn[parts.netloc] = max(self._next_turn[parts.netloc], time.monotonic() + min(float(delay), LONGEST_PAUSE))

    async def _read_robots(self, origin: str) -> Protego:
        """Read a host's robots.txt as RFC 9309 has it: none means that all is allowed, a broken server that nothing is for now."""
        here = f"{origin}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            answer = await self._request(here, MAX_ROBOTS, {}, cut=True)
            if answer.status in REDIRECTS:
                here = _led_to(here, answer)
                continue
            if answer.status >= 500 or answer.status == 429:
                raise FetchError("unreachable", f"its server answers {answer.status} for robots.txt")
            return Protego.parse(answer.body.decode("utf-8", "replace") if answer.status == 200 else "")
        return Protego.parse("")

    async def _request(self, url: str, size: int, headers: Mapping[str, str], *, cut: bool = False) -> _Answer:
        """Ask once, after a pause, and read at most `size` bytes, unpacked; what is longer is cut or an error."""
        host = urlsplit(url).netloc
        await asyncio.sleep(max(0.0, self._next_turn.get(host, 0.0) - time.monotonic()))
        try:
            async with self._session.get(url, headers=headers, allow_redirects=False) as response:
                body = bytearray()
                if response.status == 200:
                    async for chunk in response.content.iter_any():
                        body += chunk
                        if len(body) > size:
                            response.close()
                            break
        except TimeoutError:
            raise FetchError("unreachable", f"took longer than {self._limits.seconds:.0f} seconds") from None
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, NotPublicError):
                raise FetchError("refused", f"{urlsplit(url).hostname} is not on the public internet") from None
            raise FetchError("unreachable", f"no connection to {urlsplit(url).hostname}") from None
        except (aiohttp.InvalidURL, ValueError):
            raise FetchError("refused", "is not the address of a web page") from None
        except aiohttp.ClientPayloadError:
            raise FetchError("unreadable", "came damaged, or packed in a way that cannot be unpacked") from None
        except (aiohttp.ClientError, OSError) as error:
            raise FetchError("unreachable", f"the connection failed ({type(error).__name__})") from None
        finally:
            self._next_turn[host] = time.monotonic() + self._limits.pause
        if len(body) > size and not cut:
            raise FetchError("unreadable", f"is longer than {size / 1e6:.1f} MB")
        return _Answer(response.status, response.headers, bytes(body[:size]))


def _led_to(here: str, answer: _Answer) -> str:
    """Return the address that a redirect leads to; FetchError if it is none."""
    try:
        there = urljoin(here, answer.headers.get("Location", ""))
        urlsplit(there)
    except ValueError:
        raise FetchError("unreachable", "is redirected to what is no address") from None
    return there


def _same_place(one: str, other: str) -> bool:
    """Return True if two addresses differ by nothing that a reader would correct."""
    first, second = (re.sub(r"^https?://(www\.)?|/$", "", address.partition("#")[0]) for address in (one, other))
    return first == second


def _content_type(header: str) -> tuple[str, str]:
    message = Message()
    message["Content-Type"] = header or "text/html"
    return message.get_content_type(), str(message.get_param("charset") or "")


def _decode(body: bytes, charset: str) -> str:
    """Decode a page: UTF-8 if it is that, else the charset that it names; FetchError if it is neither."""
    in_page = _CHARSET.search(body[:2048])
    named = charset or (in_page[1].decode("ascii") if in_page else "")
    for encoding in ("utf-8-sig", named):
        try:
            codec = codecs.lookup(encoding).name
            text = body.decode(_LATIN.get(codec, codec))
        except (LookupError, UnicodeDecodeError):
            continue
        if "\0" not in text:
            return text
    raise FetchError("unreadable", f"its bytes are not in the charset that it names ({named[:40] or 'none'})")
