"""Fetching: what may be fetched, how politely, and how each kind of trouble is told."""

from __future__ import annotations

import ipaddress
import socket
import tracemalloc
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given
from hypothesis import strategies as st

from bot.upkeep.watching.addresses import NotPublicError, is_public, public_socket
from bot.upkeep.watching.fetch import Fetcher, FetchError, Known, Limits
from tests.fakes.pages import server
from tests.fakes.pages.server import Site, answering, redirect
from tests.patience import HANG

QUICK = Limits(seconds=HANG, size=200_000, pause=0.0)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A site on this machine."""
    async with server.running() as site:
        yield site


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    """A fetcher that may visit this machine."""
    async with Fetcher.open("curators@smallprint.example", QUICK, allow_private=True) as fetcher:
        yield fetcher


class Names(AbstractResolver):
    """A name service whose answers for one name change from one question to the next."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        """Give the next answer, or the last one again."""
        address = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)]

    async def close(self) -> None:
        """Nothing is open."""


async def refusal(fetcher: Fetcher, url: str) -> tuple[str, str]:
    """The outcome of a fetch that fails, and its words."""
    with pytest.raises(FetchError) as error:
        await fetcher.fetch(url)
    return error.value.outcome, str(error.value)


async def test_a_page_is_fetched_under_an_honest_name(site: Site, fetcher: Fetcher) -> None:
    """Site owners learn who asks, and where to complain."""
    site.pages["/terms"] = "<p>Everything is allowed.</p>"
    page = await fetcher.fetch(f"{site.address}/terms")
    assert page.text == "<p>Everything is allowed.</p>"
    agent = site.asked[-1].headers["User-Agent"]
    assert agent.startswith("Smallprint/")
    assert "curators@smallprint.example" in agent


async def test_a_page_that_did_not_change_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    """The server is given back what it gave."""
    site.pages["/terms"] = "<p>Everything is allowed.</p>"
    first = await fetcher.fetch(f"{site.address}/terms")
    assert first.known.etag
    assert (await fetcher.fetch(f"{site.address}/terms", first.known)).text is None
    site.pages["/terms"] = "<p>Nothing is allowed.</p>"
    assert (await fetcher.fetch(f"{site.address}/terms", first.known)).text == "<p>Nothing is allowed.</p>"


async def test_robots_txt_is_obeyed_and_read_once(site: Site, fetcher: Fetcher) -> None:
    """What is forbidden is not asked for."""
    site.pages |= {"/robots.txt": "User-agent: *\nDisallow: /private/*.html", "/private/a.html": "no", "/terms": "yes"}
    assert (await refusal(fetcher, f"{site.address}/private/a.html"))[0] == "refused"
    await fetcher.fetch(f"{site.address}/terms")
    assert [request.path for request in site.asked] == ["/robots.txt", "/terms"]


async def test_a_broken_robots_txt_forbids_everything_for_now(site: Site, fetcher: Fetcher) -> None:
    """A server in trouble is left alone."""
    site.pages |= {"/robots.txt": answering(503), "/terms": "yes"}
    assert (await refusal(fetcher, f"{site.address}/terms"))[0] == "unreachable"
    assert site.paths == []


async def test_requests_to_a_host_have_a_pause_between_them(site: Site) -> None:
    """Also between robots.txt, a redirect and its target; a host that asks for longer pauses gets them."""
    site.pages |= {"/robots.txt": "User-agent: *\nCrawl-delay: 0.4", "/a": redirect("/b"), "/b": "here"}
    async with Fetcher.open(limits=QUICK._replace(pause=0.2), allow_private=True) as fetcher:
        await fetcher.fetch(f"{site.address}/a")
    pauses = [later - earlier for earlier, later in zip(site.times, site.times[1:], strict=False)]
    assert len(pauses) == 2
    assert all(pause >= 0.39 for pause in pauses)
    assert site.most_together == 1


@pytest.mark.parametrize(("status", "moved"), [(301, True), (308, True), (302, False), (307, False)])
async def test_only_a_lasting_redirect_is_a_move(site: Site, fetcher: Fetcher, status: int, moved: bool) -> None:
    """A detour is followed without a word."""
    site.pages |= {"/old": redirect("/new", status), "/new": "here"}
    page = await fetcher.fetch(f"{site.address}/old")
    assert page.text == "here"
    assert page.moved_to == (f"{site.address}/new" if moved else None)


async def test_redirects_in_a_circle_end(site: Site, fetcher: Fetcher) -> None:
    """After some hops."""
    site.pages["/a"] = redirect("/a")
    assert (await refusal(fetcher, f"{site.address}/a"))[0] == "unreachable"
    assert len(site.paths) <= 6


@pytest.mark.parametrize("status", [404, 410])
async def test_a_page_that_is_not_there_is_gone(site: Site, fetcher: Fetcher, status: int) -> None:
    """And nothing else is."""
    site.pages |= {"/terms": answering(status), "/busy": answering(503), "/forbidden": answering(403)}
    assert (await refusal(fetcher, f"{site.address}/terms"))[0] == "gone"
    assert (await refusal(fetcher, f"{site.address}/busy"))[0] == "unreachable"
    assert (await refusal(fetcher, f"{site.address}/forbidden"))[0] == "unreachable"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/terms",
        "http://localhost:{port}/terms",
        "http://[::1]:{port}/terms",
        "http://[::ffff:127.0.0.1]:{port}/terms",
        "http://0.0.0.0:{port}/terms",
        "http://2130706433:{port}/terms",
        "http://0x7f.1:{port}/terms",
        "http://10.0.0.1/terms",
        "http://169.254.169.254/latest/meta-data/",
        "http://user:word@127.0.0.1:{port}/terms",
        "file:///etc/passwd",
        "ftp://127.0.0.1/terms",
        "http:///terms",
        "gopher://127.0.0.1:{port}/",
    ],
)
async def test_no_address_that_is_not_public_is_visited(site: Site, address: str) -> None:
    """However it is written."""
    site.pages["/terms"] = "secret"
    async with Fetcher.open(limits=QUICK) as fetcher:
        assert (await refusal(fetcher, address.format(port=site.address.rpartition(":")[2])))[0] == "refused"
    assert site.asked == []


@pytest.mark.parametrize("location", ["http://[", "//[::", "http://[x]/"])
async def test_a_redirect_to_no_address_is_told(site: Site, fetcher: Fetcher, location: str) -> None:
    """Of a page and of robots.txt."""
    site.pages["/terms"] = redirect(location)
    assert await refusal(fetcher, f"{site.address}/terms") == ("unreachable", "is redirected to what is no address")
    site.pages["/robots.txt"] = redirect(location)
    async with Fetcher.open("", QUICK, allow_private=True) as another:
        assert await refusal(another, f"{site.address}/terms") == ("unreachable", "is redirected to what is no address")


async def test_a_redirect_to_a_private_address_is_refused(site: Site) -> None:
    """Each hop is judged by where it really leads: here the first one is let through, by a name that is said to be public."""
    site.pages |= {"/terms": redirect("http://inner.example/secret"), "/secret": "secret"}
    port = int(site.address.rpartition(":")[2])
    public: list[tuple[Any, ...]] = []

    def one_public(address: Any) -> socket.socket:
        """Take the first two connections (robots.txt, the page) for public ones."""
        public.append(address)
        return socket.socket(*address[:3]) if len(public) <= 1 else public_socket(address)

    async with Fetcher.open(limits=QUICK, resolver=Names("127.0.0.1")) as fetcher:
        fetcher._session.connector._socket_factory = one_public  # type: ignore[union-attr]
        outcome, says = await refusal(fetcher, f"http://outer.example:{port}/terms")
    assert outcome == "refused"
    assert "inner.example" in says
    assert site.paths == ["/terms"]


async def test_a_name_that_changes_between_check_and_connection_leads_nowhere(site: Site) -> None:
    """The address is checked where the socket is made, so no later answer can be another one."""
    port = int(site.address.rpartition(":")[2])
    site.pages["/terms"] = "secret"
    for answers in (("127.0.0.1",), ("203.0.113.7", "127.0.0.1"), ("10.1.2.3", "127.0.0.1")):
        async with Fetcher.open(limits=QUICK, resolver=Names(*answers)) as fetcher:
            for _ in range(3):
                assert (await refusal(fetcher, f"http://rebinding.example:{port}/terms"))[0] == "refused"
    assert site.asked == []


async def test_an_endless_body_is_cut_off(site: Site, fetcher: Fetcher) -> None:
    """By its length."""
    site.pages["/terms"] = server.endless
    outcome, says = await refusal(fetcher, f"{site.address}/terms")
    assert outcome == "unreadable"
    assert "longer than 0.2 MB" in says


@pytest.mark.parametrize("behaviour", [server.slow, server.silent])
async def test_a_slow_body_is_cut_off(site: Site, behaviour: server.Behaviour) -> None:
    """By its time."""
    site.pages["/terms"] = behaviour
    async with Fetcher.open(limits=QUICK._replace(seconds=1), allow_private=True) as fetcher:
        assert await refusal(fetcher, f"{site.address}/terms") == ("unreachable", "took longer than 1 seconds")


async def test_a_bomb_is_not_unpacked(site: Site, fetcher: Fetcher) -> None:
    """A gigabyte of nothing takes no more memory than a page may."""
    site.pages["/terms"] = server.bomb
    tracemalloc.start()
    try:
        outcome, _ = await refusal(fetcher, f"{site.address}/terms")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert outcome == "unreadable"
    assert peak < 20_000_000


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Vergütung für Änderungen".encode("latin-1"), "text/html; charset=utf-8"),
        (b"<meta charset=utf-8><p>caf\xe9</p>", "text/html"),
        (b"caf\xe9", "text/html; charset=no-such-charset"),
        (b"\xff\xfea\x00", "text/html; charset=utf-32"),
        (b"a\x00b", "text/html; charset=utf-8"),
    ],
)
async def test_a_wrong_charset_is_said(site: Site, fetcher: Fetcher, body: bytes, kind: str) -> None:
    """Nothing is guessed, because a wrong guess is a false alarm later."""
    site.pages["/terms"] = answering(200, body, Content_Type=kind)
    outcome, says = await refusal(fetcher, f"{site.address}/terms")
    assert outcome == "unreadable"
    assert "charset" in says


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("caf\u00e9".encode("latin-1"), "text/html; charset=ISO-8859-1"),
        ("caf\u00e9".encode(), "text/html; charset=ISO-8859-1"),
        ("caf\u00e9".encode("utf-8-sig"), "text/html"),
        ("caf\u00e9".encode("utf-16"), "text/html; charset=utf-16"),
    ],
)
async def test_every_charset_that_is_named_rightly_is_read(site: Site, fetcher: Fetcher, body: bytes, kind: str) -> None:
    """And UTF-8 that is named wrongly, as it often is."""
    site.pages["/terms"] = answering(200, body, Content_Type=kind)
    assert (await fetcher.fetch(f"{site.address}/terms")).text == "caf\u00e9"


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"%PDF-1.7", "application/octet-stream"), (b"x", "application/pdf"), (b"x", "image/png"), (b"%PDF-1.4", "text/html")],
)
async def test_what_is_no_page_cannot_be_read(site: Site, fetcher: Fetcher, body: bytes, kind: str) -> None:
    """A PDF is named as one."""
    site.pages["/terms"] = answering(200, body, Content_Type=kind)
    outcome, says = await refusal(fetcher, f"{site.address}/terms")
    assert outcome == "unreadable"
    assert ("PDF" in says) == (kind != "image/png")


async def test_what_is_packed_badly_cannot_be_read(site: Site, fetcher: Fetcher) -> None:
    """The server says gzip and sends something else."""
    site.pages["/terms"] = answering(200, b"not packed at all", Content_Type="text/html", Content_Encoding="gzip")
    assert (await refusal(fetcher, f"{site.address}/terms"))[0] == "unreadable"


async def test_a_host_that_is_not_there_is_unreachable(fetcher: Fetcher) -> None:
    """Nobody listens on this port."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert (await refusal(fetcher, f"http://127.0.0.1:{port}/terms"))[0] == "unreachable"


async def test_nothing_is_fetched_with_conditions_that_nobody_gave(site: Site, fetcher: Fetcher) -> None:
    """A first request is a plain one."""
    site.pages["/terms"] = "here"
    await fetcher.fetch(f"{site.address}/terms", Known())
    assert not {"If-None-Match", "If-Modified-Since"} & set(site.asked[-1].headers)


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_judged_by_itself(address: ipaddress.IPv4Address) -> None:
    """IPv4 in IPv6, however it is wrapped, is public only if it is."""
    wrapped = [
        ipaddress.IPv6Address(f"::ffff:{address}"),
        ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) | int(address)),
        ipaddress.IPv6Address((0x2002 << 112) | (int(address) << 80)),
    ]
    assert {is_public(outer) for outer in wrapped} == {is_public(address)}


@pytest.mark.parametrize(
    "network",
    ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/4",
     "240.0.0.0/4", "::1/128", "::/128", "fc00::/7", "fe80::/10", "ff00::/8"],
)  # fmt: skip
def test_no_address_of_a_private_network_is_public(network: str) -> None:
    """First and last of each; no socket is made for them."""
    net = ipaddress.ip_network(network)
    for address in (net[0], net[-1]):
        assert not is_public(address)
        with pytest.raises(NotPublicError):
            public_socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", (str(address), 80)))


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_public(address: str) -> None:
    """Or nothing could be fetched."""
    assert is_public(ipaddress.ip_address(address))
