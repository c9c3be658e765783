"""Other values for an answer: what the platform's document says with them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence

from knowledge.citing import cited_in
from knowledge.editing.documents import (
    Document,
    EditError,
    answer_in,
    cite,
    dated,
    dated_name,
    drop_unused_sources,
    names_cited,
    path_of,
    rename_citations,
    set_key,
    split_answer_id,
    statements_of,
)
from knowledge.editing.folder import Folder
from knowledge.misspelt import did_you_mean
from knowledge.vocabulary import Verdict

_SMALL_KEYS = frozenset({"last_verified", "verified_in", "verified_by", "review_days", "owner"})
"""Keys of an answer that a folder of one's own can override alone; a change of any other one takes the whole answer over."""
_VERIFICATION = ("last_verified", "verified_in", "verified_by")
_OF_THE_WORDING = ("title", "limit")
"""Keys that speak for the verdict and headline beside which they stand."""
_UNVERIFIED: Verdict = "unverified"


def with_answer(
    folder: Folder, answer_id: str, changes: Mapping[str, object], sources: Sequence[str], *, by: str, changed_on: str | None
) -> Document:
    """Return the platform's document with other values for keys of an answer; see `Editor.set_answer`."""
    slug, topic = split_answer_id(answer_id)
    of_sources = {key: value for key, value in changes.items() if key.startswith("sources.")}
    own = {key: value for key, value in changes.items() if key not in of_sources}
    whole = bool(sources or changed_on or {str(path_of(key)[0]) for key in own} - _SMALL_KEYS)
    document = folder.document(slug)
    before = copy.deepcopy(document)
    answer, _ = own_answer(folder, document, slug, topic, whole=whole)
    old = copy.deepcopy(answer)
    for key, value in of_sources.items():
        set_key(document, path_of(key), value)
    for key, value in own.items():
        set_key(answer, path_of(key), value, ("answers", 0))
    if old.get("verdict") not in {None, answer.get("verdict")} and not sources:
        raise EditError(f"name the source in which the new verdict was read; cited now: {', '.join(names_cited(old)) or 'none'}")
    if {"verdict", "headline"} & set(own):
        _drop(answer, tuple(key for key in _OF_THE_WORDING if key not in own))
    if changed_on:
        _keep_old(answer, old, changed_on)
    if sources:
        _read_in(folder, document, slug, answer, sources, by, own)
    if answer.get("verdict") == _UNVERIFIED:
        _drop(answer, _VERIFICATION)
    drop_unused_sources(document, before, {str(path_of(key)[1]) for key in of_sources})
    return document


def own_answer(folder: Folder, document: Document, slug: str, topic: str, *, whole: bool) -> tuple[Document, Mapping[str, str]]:
    """Return the target's own answer on a topic, made if it is not there yet, and how its sources are called in it.

    A whole answer that comes from a folder below brings its sources along, named by their dates: so the copy neither changes
    nor loses its ground when the folder below is brought up to date.
    """
    own = answer_in(document, topic)
    if own is not None and ("verdict" in own or not whole or not folder.stands_over_another(slug)):
        return own, {}
    if own is None:
        own = {"topic": topic}
        document.setdefault("answers", []).append(own)
    if not folder.stands_over_another(slug) or not whole:
        return own, {}
    merged = folder.merged(slug)
    answer = copy.deepcopy(answer_in(merged, topic) or {})
    answer.pop("owner", None)
    sources = {name: merged["sources"][name] for name in cited_in({"answers": [answer]}) if name in merged["sources"]}
    names = {name: dated_name(name, dated(source) or "undated") for name, source in sources.items()}
    for statement in (*statements_of(answer), *answer.get("earlier", [])):
        rename_citations(statement, names)
    own_sources = document.setdefault("sources", {})
    for name, source in sources.items():
        own_sources.setdefault(names[name], source)
    own.update({**answer, **own})
    return own, names


def _read_in(
    folder: Folder,
    document: Document,
    slug: str,
    answer: Document,
    sources: Sequence[str],
    by: str,
    explicit: Mapping[str, object],
) -> None:
    """Cite the sources, and date the answer by the first of them, unless the dates are set by themselves."""
    known = {**(folder.sources(slug) if folder.stands_over_another(slug) else {}), **document.get("sources", {})}
    for citation in sources:
        name = citation.partition(":")[0]
        if name not in known:
            hint = did_you_mean(name, known, f"known: {', '.join(known)};")
            raise EditError(
                f'no source of {slug} is named "{name}"; {hint} '
                f"to add it, give sources.{name}.title, .url, .publisher, .kind and .copy_date"
            )
    cite(answer, sources)
    first = sources[0].partition(":")[0]
    if set(_VERIFICATION) & set(explicit):
        return
    if day := dated(known[first]):
        answer.update(last_verified=day, verified_in=first, verified_by=by or answer.get("verified_by") or "smallprint")
    else:
        _drop(answer, _VERIFICATION)


def _keep_old(answer: Document, old: Document, changed_on: str) -> None:
    """Put the position that held until a day under `earlier`, the newest first."""
    keys = ("verdict", "headline", "detail", "applies_to", "since")
    kept = {key: old[key] for key in keys if key in old}
    answer.setdefault("earlier", []).insert(0, {**kept, "until": changed_on, "sources": old.get("sources", [])})
    answer["since"] = changed_on


def _drop(table: Document, keys: Iterable[str]) -> None:
    for key in keys:
        table.pop(key, None)
