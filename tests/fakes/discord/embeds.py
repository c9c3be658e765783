"""Embed limits, as "Embed Limits" in Discord's page on messages gives them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tests.fakes.discord.errors import Form, Where

MOST_EMBEDS = 10
MOST_CHARACTERS = 6_000
"""Over all embeds of a message: titles, descriptions, names and values of fields, footers, authors."""

_KNOWN = {
    "title",
    "type",
    "description",
    "url",
    "timestamp",
    "color",
    "footer",
    "image",
    "thumbnail",
    "video",
    "provider",
    "author",
    "fields",
    "flags",
}
_SCHEMES = ("http", "https")


def check_embeds(body: dict[str, Any], form: Form) -> set[str]:
    """Refuse embeds that are too long, empty or link badly; gives the names of fields that Discord does not know."""
    embeds = form.items(body, "embeds", (), most=MOST_EMBEDS)
    total = 0
    unknown: set[str] = set()
    for position, embed in enumerate(embeds):
        where: Where = ("embeds", position)
        if not isinstance(embed, dict):
            form.wrong(where, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            continue
        unknown |= {f"embeds.{name}" for name in embed.keys() - _KNOWN}
        total += _embed(embed, where, form)
    if total > MOST_CHARACTERS:
        form.wrong(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MOST_CHARACTERS}")
    return unknown


def _embed(embed: dict[str, Any], where: Where, form: Form) -> int:
    texts = [form.text(embed, "title", where, most=256), form.text(embed, "description", where, most=4_096)]
    _address(embed, "url", where, form)
    colour = embed.get("color")
    if colour is not None and not (isinstance(colour, int) and 0 <= colour <= 0xFFFFFF):
        form.wrong((*where, "color"), "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")
    fields = form.items(embed, "fields", where, most=25)
    for position, entry in enumerate(fields):
        at = (*where, "fields", position)
        texts += [
            form.text(entry, "name", at, most=256, required=True),
            form.text(entry, "value", at, most=1_024, required=True),
        ]
    footer, author = embed.get("footer") or {}, embed.get("author") or {}
    texts.append(form.text(footer, "text", (*where, "footer"), most=2_048, required=bool(footer)))
    texts.append(form.text(author, "name", (*where, "author"), most=256, required=bool(author)))
    _address(author, "url", (*where, "author"), form)
    _address(author, "icon_url", (*where, "author"), form, attachments=True)
    _address(footer, "icon_url", (*where, "footer"), form, attachments=True)
    for picture in ("image", "thumbnail"):
        _address(embed.get(picture) or {}, "url", (*where, picture), form, attachments=True)
    if not any(texts) and not embed.get("image") and not embed.get("thumbnail"):
        form.wrong((*where, "description"), "BASE_TYPE_REQUIRED", "This field is required")
    return sum(map(len, texts))


def _address(body: dict[str, Any], key: str, where: Where, form: Form, *, attachments: bool = False) -> None:
    check_address(body.get(key), (*where, key), form, most=2_048, schemes=(*_SCHEMES, "attachment") if attachments else _SCHEMES)


def check_address(value: Any, where: Where, form: Form, *, most: int, schemes: tuple[str, ...] = _SCHEMES) -> None:
    """Refuse an address that is too long, has another scheme or no host; None is no address."""
    if value is None:
        return
    text = str(value)
    try:
        parts = urlsplit(text)
    except ValueError:
        form.wrong(where, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        return
    if len(text) > most:
        form.wrong(where, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
    if parts.scheme.lower() not in schemes:
        form.wrong(where, "URL_TYPE_INVALID_SCHEME", f'Scheme "{parts.scheme}" must be one of {schemes}.')
    elif not (parts.netloc or parts.path.strip("/")) or any(letter.isspace() for letter in text):
        form.wrong(where, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
