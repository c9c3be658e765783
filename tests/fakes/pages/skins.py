"""How sites dress a text: eight kinds of markup, each with the menus, banners and footers around it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from tests.fakes.pages.documents import Block, Document


class Around(NamedTuple):
    """What stands around the text of a page and changes at any time."""

    menu: tuple[str, ...] = ("Products", "Solutions", "Pricing", "Resources", "Sign in")
    banner: str = ""
    cookies: str = "We use cookies to make this site work and to measure how it is used. Accept all or manage your choices."
    year: int = 2026
    build: str = "a81f3c"
    crumbs: tuple[str, ...] = ("Home", "Trust center", "Legal")
    related: tuple[str, ...] = ("Getting started", "Inviting people to a meeting", "Billing and invoices")
    helpful: str = "34 out of 52 found this helpful"
    author: str = "Updated by the documentation team"
    aside: str = "Subscribe to our newsletter and never miss an update of our product."
    contents: bool = False


Skin = Callable[[Document, Around], str]


def plain(document: Document, around: Around) -> str:
    """A site made by a content management system."""
    return _page(document, around, f'<main id="content"><article>{_contents(document, around)}{_flow(document)}</article></main>')


def help_centre(document: Document, around: Around) -> str:
    """An article of a help centre, with votes, related articles and a comment below it."""
    title, rest = document[0], document[1:]
    related = "".join(f'<li><a href="/hc/articles/{number}">{text}</a></li>' for number, text in enumerate(around.related))
    body = (
        f'<main role="main"><div class="container"><nav class="sub-nav">{_links(around.crumbs)}</nav><article class="article">'
        f'<header class="article-header"><h1 class="article-title">{_text(title.text)}</h1>'
        f'<div class="article-meta">{around.author}</div></header>'
        f'<section class="article-info"><div class="article-content"><div class="article-body">{_flow(rest)}</div></div></section>'
        f'<footer><div class="article-votes"><span class="article-votes-question">Was this article helpful?</span>'
        f'<button>Yes</button><button>No</button><small class="article-votes-count">{around.helpful}</small></div>'
        f'<div class="article-return-to-top"><a href="#top">Return to top</a></div></footer>'
        f'<section class="related-articles"><h2 class="related-articles-title">Related articles</h2><ul>{related}</ul></section>'
        f"</article></div></main>"
    )
    return _page(document, around, body)


def hashed(document: Document, around: Around) -> str:
    """A site of a JavaScript framework: nested divs whose classes change with every build, rendered on the server."""
    parts = "".join(
        f'<div class="css-{around.build}{number}"><div class="css-{around.build[::-1]}{number}">{_element(block)}</div></div>'
        for number, block in enumerate(_grouped(document))
    )
    script = f'<script id="__NEXT_DATA__" type="application/json">{{"buildId":"{around.build}","props":{{"pageProps":{{}}}}}}</script>'
    return _page(document, around, f'<div id="__next"><div class="css-{around.build}"><main>{parts}</main></div></div>{script}')


def tables(document: Document, around: Around) -> str:
    """A site of long ago: the layout is a table, and headings are bold lines."""
    parts = "".join(
        f'<p><b><font size="{4 - int(block.kind[1])}">{_text(block.text)}</font></b></p>'
        if isinstance(block, Block) and block.kind in {"h1", "h2", "h3"}
        else _element(block)
        for block in _grouped(document)
    )
    body = (
        f'<table width="100%" border="0"><tr><td width="160" valign="top">{_links(around.menu)}<br>{around.aside}</td>'
        f'<td valign="top">{parts}</td></tr></table>'
    )
    return _page(document, around, body, menu=False)


def folded(document: Document, around: Around) -> str:
    """Questions that fold out, in details elements."""
    return _page(document, around, f'<main><div class="faq">{_folds(document, _details)}</div></main>')


def buttons(document: Document, around: Around) -> str:
    """Questions that fold out, by buttons in headings."""
    return _page(document, around, f'<main class="{around.build}"><div class="accordion">{_folds(document, _button)}</div></main>')


def manual(document: Document, around: Around) -> str:
    """A site of documentation: chapters at the left, contents at the right, a mark for links behind each heading."""
    sections = "".join(
        f'<section id="{_slug(heading.text) if heading else "top"}">'
        + (
            f'<{heading.kind}>{_text(heading.text)}<a class="headerlink" href="#{_slug(heading.text)}">¶</a></{heading.kind}>'
            if heading
            else ""
        )
        + f"{_flow(blocks)}</section>"
        for heading, blocks in _sections(document)
    )
    body = (
        f'<div class="wrapper"><div class="sidebar" role="navigation"><p class="caption">Guides</p>{_links(around.related)}</div>'
        f'<div role="main" class="document"><div class="body">{sections}</div></div>'
        f'<div class="toc"><p>On this page</p>{_contents(document, around._replace(contents=True))}</div></div>'
        f'<div class="page-meta">{around.author}</div>'
    )
    return _page(document, around, body)


def exported(document: Document, around: Around) -> str:
    """A text that a lawyer wrote in a word processor and somebody exported."""
    parts = "".join(
        f'<p class="MsoNormal" style="margin-left:0cm"><strong><span lang="EN-US">{_text(block.text)}</span></strong></p>'
        if isinstance(block, Block) and block.kind in {"h1", "h2", "h3"}
        else _element(block).replace("<p>", f'<p class="MsoNormal"><span lang="EN-US" style="font-size:{len(around.build) + 5}pt">')
        for block in _grouped(document)
    )
    return _page(document, around, f'<div class="WordSection1">{parts}</div>')


def _page(document: Document, around: Around, body: str, *, menu: bool = True) -> str:
    title = _text(document[0].text)
    banner = f'<div class="announcement" role="banner"><a href="/news">{around.banner}</a></div>' if around.banner else ""
    head = f'<header class="site-header"><a class="logo" href="/">Logo</a><nav aria-label="Main">{_links(around.menu)}</nav></header>'
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="stylesheet" href="/static/app.{around.build}.css"><script src="/static/app.{around.build}.js" defer></script></head>'
        f'<body class="page">{banner}{head if menu else ""}{body}'
        f'<aside class="sidebar-promo">{around.aside}</aside>'
        f'<footer class="site-footer"><nav>{_links(("About us", "Careers", "Press", "Status", "Contact sales"))}</nav>'
        f"<p>© {around.year} All rights reserved.</p></footer>"
        f'<div id="cookie-consent" role="dialog"><p>{around.cookies}</p><button>Accept all</button></div></body></html>'
    )


def _links(names: Iterable[str]) -> str:
    return "<ul>" + "".join(f'<li><a href="/{_slug(name)}">{name}</a></li>' for name in names) + "</ul>"


def _contents(document: Document, around: Around) -> str:
    if not around.contents:
        return ""
    items = "".join(f'<li><a href="#{_slug(block.text)}">{_text(block.text)}</a></li>' for block in document if block.kind == "h2")
    return f'<nav class="toc"><ul>{items}</ul></nav>'


def _flow(blocks: Iterable[Block]) -> str:
    return "".join(map(_element, _grouped(blocks)))


def _grouped(blocks: Iterable[Block]) -> Iterator[Block | list[Block]]:
    """Yield blocks, the items of a list and the rows of a table together."""
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        if kind in {"li", "row"}:
            yield list(run)
        else:
            yield from run


def _element(block: Block | list[Block]) -> str:
    if isinstance(block, list):
        if block[0].kind == "li":
            return "<ul>" + "".join(f"<li>{_text(item.text)}</li>" for item in block) + "</ul>"
        return f"<table><thead>{_row(block[0], 'th')}</thead><tbody>{''.join(_row(row, 'td') for row in block[1:])}</tbody></table>"
    if block.kind == "quote":
        return f"<blockquote><p>{_text(block.text)}</p></blockquote>"
    return f"<{block.kind}>{_text(block.text)}</{block.kind}>"


def _row(row: Block, cell: str) -> str:
    return "<tr>" + "".join(f"<{cell}>{_text(part.strip())}</{cell}>" for part in row.text.strip("| ").split("|")) + "</tr>"


def _folds(document: Document, fold: Callable[[str, str], str]) -> str:
    return "".join(
        fold(_text(heading.text), _flow(blocks)) if heading and heading.kind != "h1" else _flow([*([heading] if heading else []), *blocks])
        for heading, blocks in _sections(document)
    )


def _details(question: str, answer: str) -> str:
    return f'<details><summary>{question}</summary><div class="answer">{answer}</div></details>'


def _button(question: str, answer: str) -> str:
    return (
        f'<h3><button aria-expanded="false" type="button">{question}<svg width="12"><path d="M1 1"/></svg></button></h3>'
        f'<div role="region" hidden="">{answer}</div>'
    )


def _sections(document: Document) -> Iterator[tuple[Block | None, list[Block]]]:
    heading: Block | None = None
    held: list[Block] = []
    for block in document:
        if block.kind in {"h1", "h2", "h3"}:
            if heading or held:
                yield heading, held
            heading, held = block, []
        else:
            held.append(block)
    yield heading, held


def _text(text: str) -> str:
    return html.escape(text, quote=False)


def _slug(text: str) -> str:
    return re.sub(r"\W+", "-", text.lower()).strip("-")
