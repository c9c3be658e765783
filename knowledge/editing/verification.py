"""Verify answers by a copy of a source that was read on a day: what the platform's document says then."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from knowledge.dates import PartialDate
from knowledge.editing.answers import own_answer
from knowledge.editing.documents import (
    Document,
    EditError,
    answer_in,
    dated,
    dated_name,
    drop_unused_sources,
    names_cited,
    rename_citations,
    split_answer_id,
    statements_of,
)
from knowledge.editing.folder import Folder
from knowledge.misspelt import did_you_mean


def with_verification(folder: Folder, answer_id: str, on: str, by: str, source: str | None) -> Document:
    """Return the platform's document with answers verified by a copy of a source read on a day; see `Editor.verify`."""
    slug, _, topic = answer_id.partition("/")
    if not by.strip():
        raise EditError("say who has read the source")
    document = folder.document(slug)
    before = copy.deepcopy(document)
    merged = folder.merged(slug)
    if not topic and source is None:
        raise EditError(f"{slug}: name the source that was read; a date counts for what was read only:\n{_by_sources(merged)}")
    chosen = [answer for answer in merged.get("answers", []) if (answer["topic"] == topic if topic else _rests_on(answer, source))]
    if not chosen:
        raise EditError(
            f'{slug} has no answer on "{topic}"'
            if topic
            else f"no answer of {slug} was verified in {source}; those that were:\n{_by_sources(merged)}"
        )
    by_source: dict[str, list[Document]] = {}
    for answer in chosen:
        if _is_earlier(on, verified := answer.get("last_verified", "")):
            raise EditError(
                f"{slug}/{answer['topic']} was verified in a copy of {verified}, which is later than {on}; "
                "if that date is wrong, set last_verified and the copy_date of its source"
            )
        name = source or answer.get("verified_in")
        if name is None or name not in names_cited(answer):
            known = ", ".join(names_cited(answer)) or "none"
            raise EditError(f"{slug}/{answer['topic']}: name the source that was read, one of those cited: {known}")
        by_source.setdefault(name, []).append(answer)
    for name, answers in by_source.items():
        _verify_in(folder, document, merged, name, answers, on, by)
    drop_unused_sources(document, before)
    return document


def copy_read_on(folder: Folder, answer_id: str, name: str, day: str) -> tuple[str, Mapping[str, str]]:
    """Return the name of the copy of a source that was read on a day, and the changes by which an answer cites it.

    It takes the place of the copy that the answer cites under the name; if that is of the day, nothing changes.
    """
    slug, _ = split_answer_id(answer_id)
    sources = folder.sources(slug)
    source = sources.get(name)
    if source is None:
        hint = did_you_mean(name, sources, f"known: {', '.join(sources)}")
        raise EditError(f'no source of {slug} is named "{name}"; {hint}')
    if dated(source) == day:
        return name, {}
    try:
        PartialDate(day)
    except ValueError as error:
        raise EditError(str(error)) from None
    copy_name = dated_name(name, day)
    changes = {f"sources.{copy_name}.{key}": value for key, value in source.items() if key != "archived_url" and value}
    changes[f"sources.{copy_name}.copy_date"] = day
    for number, citation in enumerate(folder.answer(answer_id).get("sources", []), start=1):
        if citation.get("name") == name:
            changes[f"sources[{number}].name"] = copy_name
    return copy_name, changes


def _verify_in(folder: Folder, document: Document, merged: Document, name: str, answers: Sequence[Document], on: str, by: str) -> None:
    """Date some answers, and their conditions that rest on the same source, by a copy of it read on a day."""
    slug = str(document["slug"])
    topics = {answer["topic"] for answer in answers}
    new = _name_of_copy(document, merged, name, topics, on)
    for topic in topics:
        in_conditions = [condition for condition in answer_in(merged, topic).get("conditions", []) if _cites(condition, name)]  # type: ignore[union-attr]
        answer, names = own_answer(folder, document, slug, topic, whole=bool(in_conditions))
        old = names.get(name, name)
        if "sources" not in answer:
            answer["sources"] = copy.deepcopy(answer_in(merged, topic)["sources"])  # type: ignore[index]
        for condition in answer.get("conditions", []):
            if condition.get("verified_in") == old:
                condition["last_verified"] = on
            rename_citations(condition, {old: new})
        rename_citations(answer, {old: new})
        answer.update(last_verified=on, verified_in=new, verified_by=by.strip())


def _name_of_copy(document: Document, merged: Document, name: str, topics: set[str], on: str) -> str:
    """Return the name of the copy of a source read on a day: the source itself, dated anew, if nothing else rests on its old copy."""
    source = merged.get("sources", {}).get(name)
    if source is None:
        raise EditError(f'no source of {document["slug"]} is named "{name}"')
    if dated(source) == on:
        return name
    others = [answer for answer in merged["answers"] if answer["topic"] not in topics]
    alone = not any(_rests_on(statement, name) for answer in others for statement in statements_of(answer))
    own = document.get("sources", {}).get(name)
    copy_of_that_day = dated_name(name, on)
    if alone and own is not None and "url" in own and copy_of_that_day not in merged["sources"]:
        own["copy_date"] = on
        return name
    fresh = {key: value for key, value in source.items() if key != "archived_url"}
    document.setdefault("sources", {}).setdefault(copy_of_that_day, {**fresh, "copy_date": on})
    return copy_of_that_day


def _by_sources(merged: Document) -> str:
    """Return a line for each source in which answers were verified, with their topics."""
    verified: dict[str, list[str]] = {}
    for answer in merged.get("answers", []):
        if _rests_on(answer, None):
            verified.setdefault(answer["verified_in"], []).append(answer["topic"])
    return "\n".join(f"  --source {name}: {', '.join(topics)}" for name, topics in verified.items()) or "  no answer was verified yet"


def _is_earlier(day: str, than: str) -> bool:
    """Return True if both are dates, and one ends before the other begins; what is no date is the linter's to say."""
    try:
        return PartialDate(day).last < PartialDate(than).first
    except ValueError:
        return False


def _rests_on(statement: Document, source: str | None) -> bool:
    """Return True if a statement was verified in a source (in any, if none is named)."""
    verified_in = statement.get("verified_in")
    return verified_in is not None and (source is None or verified_in == source)


def _cites(condition: Document, name: str) -> bool:
    return condition.get("verified_in") == name or name in names_cited(condition)
