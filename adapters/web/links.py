"""Addresses of pages: of the running service, or of files that lie on any host.

A path begins with a slash; one whose last part has a dot is a file.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlencode


class ServiceLinks(NamedTuple):
    """Addresses on the running service; `public_url` has no slash at its end and is "" if none is set."""

    public_url: str = ""
    prefix: str = ""
    """The path under which a proxy shows the service."""
    live: bool = True
    """True if a service is there that can answer questions and filter."""

    def to(self, path: str, as_of: str = "", **query: str) -> str:
        """Return a path on this host; `as_of` asks for the page as things stood on a day."""
        asked = {**query, "as_of": as_of} if as_of else query
        return f"{self.prefix}{path}?{urlencode(asked)}" if asked else f"{self.prefix}{path}"

    def absolute(self, path: str) -> str:
        """Return the public address of a path; "" if none is known."""
        return f"{self.public_url}{path}" if self.public_url else ""


class FileLinks(NamedTuple):
    """Relative addresses between files; `up` leads from the file that is written to the top folder."""

    public_url: str = ""
    up: str = ""
    live: bool = False

    def to(self, path: str, as_of: str = "", **_query: str) -> str:
        """Return the relative address of a file; what needs a service to be asked is left out."""
        return self.up + file_of(path, as_of)

    def absolute(self, path: str) -> str:
        """Return the public address of the file behind a path."""
        return f"{self.public_url}/{quote(file_of(path))}" if self.public_url else ""


Links = ServiceLinks | FileLinks
"""The addresses by which a page refers to others."""


def file_of(path: str, as_of: str = "") -> str:
    """Return the file in which a page is kept."""
    name = path.strip("/") or "index"
    if as_of:
        name = f"{name}/{as_of}"
    return name if "." in name.rsplit("/", 1)[-1] else f"{name}.html"


def links_from(path: str, public_url: str, as_of: str = "") -> FileLinks:
    """Return the links of the file in which a page is kept."""
    return FileLinks(public_url, "../" * file_of(path, as_of).count("/"))
