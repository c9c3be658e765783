"""Know which company makes which platform: somebody who says "Microsoft" behind a question on Skype means Skype."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from bot.understanding.text import tokens

if TYPE_CHECKING:
    from bot.understanding.names import Vendor

_PARTS = re.compile(r"[(/]")


class Makers:
    """The companies behind the platforms, by the word that names each."""

    def __init__(self, makers: Mapping[str, str], vendors: Iterable[Vendor]) -> None:
        """Take the vendor of each platform as its file says it ("Slack Technologies (Salesforce)") and the companies people name."""
        first = {slug: next(iter(tokens(maker)), "") for slug, maker in makers.items()}
        companies = {words[0] for maker in makers.values() for part in _PARTS.split(maker) if (words := tokens(part))}
        self._makers = {slug: companies.intersection(tokens(maker)) for slug, maker in makers.items()}
        self._same = {vendor.name: first.get(vendor.platform, "") for vendor in vendors if not vendor.hints}

    def company(self, word: str) -> str:
        """Return the company behind a word that stands for one ("facebook" for Meta), else the word itself."""
        return self._same.get(word, word)

    def made_by(self, words: Iterable[str]) -> frozenset[str]:
        """Return the platforms that each of these words names the maker of; none if there are no words."""
        companies = {self.company(word) for word in words}
        return frozenset(slug for slug, makers in self._makers.items() if companies and companies <= makers)

    def is_maker(self, name: str, of: str, slug: str) -> bool:
        """Return True if `name`, found as the platform `of`, is the company that makes `slug`, another one."""
        company = self.company(name)
        return of != slug and company in self._makers.get(slug, ()) and company in self._makers.get(of, ())
