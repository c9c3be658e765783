"""Edit the base: make a proposal, see what the linter says of it, write it down for good, undo it.

The one way for the command, for forms in chat and for the web. Nothing is written before the linter has seen it, nothing is
written over what somebody else has changed meanwhile, and every edit is in the audit trail (`edit_log`) with who, why and how to
undo it. Edits go to one folder, the target: a folder of the operator's own that stands over the shipped base, or a checkout of it.
"""

from __future__ import annotations

import copy
import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from knowledge import git, safe_files
from knowledge.dates import PartialDate
from knowledge.editing.documents import (
    Document,
    EditError,
    answer_in,
    cite,
    cited_in,
    dated,
    dated_name,
    path_of,
    rename_citations,
    set_key,
    statements_of,
)
from knowledge.editing.rewrite import RewriteError, render_table, rewrite
from knowledge.editing.trail import Edit, EditLog, digest, hunks_between, without
from knowledge.findings import Finding
from knowledge.folders import NOT_PLATFORMS, SHIPPED, TOPICS, files_of
from knowledge.layers import PLATFORM_FILE, TOPIC_FILE, Layer, Part, Table, merge, read_layers, read_part
from knowledge.layout import LayoutError, lay_out
from knowledge.lines import LineIndex
from knowledge.load import TOLERABLE
from knowledge.overlay import findings_with, platform_with, state_of
from knowledge.records import Platform
from knowledge.rules import aliases
from knowledge.vocabulary import Verdict

__all__ = ["ConflictError", "EditError", "Editor", "Proposal", "RefusedError", "is_undone", "target_of"]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_SMALL_KEYS = frozenset({"last_verified", "verified_in", "verified_by", "review_days", "owner"})
"""Keys of an answer that a folder of one's own can override alone; whoever changes any other answers for the whole answer."""
_VERIFICATION = ("last_verified", "verified_in", "verified_by")
_SCHEMA_LINE = "#:schema ../platform.schema.json\n"
_UNVERIFIED: Verdict = "unverified"


class ConflictError(EditError):
    """Somebody has changed the file since the edit was made; `diff` says how. Nothing was written."""

    def __init__(self, message: str, diff: str) -> None:
        super().__init__(f"{message}\n{diff}" if diff else message)
        self.diff = diff


class RefusedError(EditError):
    """The linter finds mistakes that the edit would bring in. Nothing was written."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edit before it is written.

    `before` is the text that it was made against (None: no file), `after` what it makes of it; `changes` says it by keys.
    `findings` are the mistakes that it would bring in, `tolerated` those of them that do not stop it.
    """

    what: str
    id: str
    path: Path
    before: str | None
    after: str | None
    changes: Mapping[str, tuple[Any, Any]]
    findings: tuple[Finding, ...]
    tolerated: frozenset[str]
    state: str
    undoes: int | None = None

    @property
    def stopping(self) -> tuple[Finding, ...]:
        """The findings because of which it is not written."""
        return tuple(finding for finding in self.findings if finding.rule not in self.tolerated)

    @property
    def diff(self) -> str:
        """The lines that change."""
        return _diff(self.before, self.after, self.path)

    def by_key(self) -> dict[str, list[str]]:
        """Return what is wrong by the keys that were edited ("headline"), "" for what belongs to none of them."""
        number = _number_of(self.after, self.id)
        found: dict[str, list[str]] = {}
        for finding in self.findings:
            inside = finding.file == self.path and (number is None or finding.key.startswith(f"answers[{number + 1}]."))
            key = finding.key.partition("].")[2] if inside and number is not None else finding.key
            found.setdefault(key if inside or finding.key.startswith("sources.") else "", []).append(finding.message)
        return found


def target_of(own_folders: Sequence[Path], shipped: Path = SHIPPED) -> Path:
    """Return the folder that edits go to: the last one of SMALLPRINT_KNOWLEDGE, else the shipped one if it is a checkout."""
    target = own_folders[-1] if own_folders else shipped
    if not own_folders and not git.in_checkout(shipped):
        raise EditError(
            "edits need a folder of your own: make one and name it in SMALLPRINT_KNOWLEDGE; an update replaces the shipped knowledge"
        )
    if not target.is_dir():
        raise EditError(f"SMALLPRINT_KNOWLEDGE: there is no folder {target}; make it first")
    if not os.access(target, os.W_OK):
        raise EditError(f"the folder {target} cannot be written; give yourself the right to, or name another in SMALLPRINT_KNOWLEDGE")
    return target


class Editor:
    """Edits one folder of a base: `target`, the last of `folders`.

    With `alone` a proposal is checked without the other platforms, for somebody who is still typing; whoever applies it checks it whole.
    """

    def __init__(self, folders: Sequence[Path], target: Path, today: date, *, alone: bool = False) -> None:
        if not folders or folders[-1] != target:
            raise EditError(f"{target} must be the last folder, because what stands over it would hide the edits")
        self._folders, self._target, self._today = tuple(folders), target, today
        self._log, self._alone = EditLog(target), alone

    def while_typing(self) -> Editor:
        """Return an editor of the same folder that checks a file alone, which takes a tenth of the time."""
        return Editor(self._folders, self._target, self._today, alone=True)

    # Proposals

    def set_answer(
        self, answer_id: str, changes: Mapping[str, object], sources: Sequence[str] = (), *, by: str = "", changed_on: str | None = None
    ) -> Proposal:
        """Propose other values for keys of an answer, or a new answer.

        `sources` are those in which it was read, the first one first ("name" or "name:section"): they are cited, and the answer
        counts as verified by `by` against the copy of the first. With `changed_on` the position that held until then is kept
        under `earlier`. Keys that begin with "sources." add or change a source of the file.
        """
        slug, topic = _answer_id(answer_id)
        of_sources = {key: value for key, value in changes.items() if key.startswith("sources.")}
        own = {key: value for key, value in changes.items() if key not in of_sources}
        whole = bool(sources or changed_on or {str(path_of(key)[0]) for key in own} - _SMALL_KEYS)
        document = self._document(slug)
        answer, _ = self._own_answer(document, slug, topic, whole=whole)
        old = copy.deepcopy(answer)
        for key, value in of_sources.items():
            set_key(document, path_of(key), value)
        for key, value in own.items():
            set_key(answer, path_of(key), value, ("answers", 0))
        if old.get("verdict") not in {None, answer.get("verdict")} and not sources:
            raise EditError(f"name the source in which the new verdict was read; cited now: {', '.join(_names(old)) or 'none'}")
        if changed_on:
            _keep_old(answer, old, changed_on)
        if sources:
            self._read_in(document, slug, answer, sources, by, own)
        if answer.get("verdict") == _UNVERIFIED:
            _drop(answer, _VERIFICATION)
        _drop_unused_sources(document, self._text(self._path(slug)), {str(path_of(key)[1]) for key in of_sources})
        return self._proposal("set", answer_id, self._path(slug), document)

    def set_platform(self, slug: str, changes: Mapping[str, object]) -> Proposal:
        """Propose other values for keys of a platform itself: its name, status, aliases, sources, events and claims."""
        document = self._document(slug)
        for key, value in changes.items():
            set_key(document, path_of(key), value)
        return self._proposal("set", slug, self._path(slug), document)

    def verify(self, answer_id: str, on: str, by: str, source: str | None = None) -> Proposal:
        """Propose that an answer (or all of a platform that rest on `source`) still holds by a copy of its source read on a day.

        The new date goes to the source itself if nothing else rests on the old copy; else the new copy gets a name of its own
        ("terms-2026-11-01"), so that answers nobody has checked again keep the date of the copy they were read in.
        """
        slug, _, topic = answer_id.partition("/")
        if not by.strip():
            raise EditError("say who has read the source")
        document = self._document(slug)
        merged = self._merged(slug)
        chosen = [answer for answer in merged.get("answers", []) if (answer["topic"] == topic if topic else _rests_on(answer, source))]
        if not chosen:
            raise EditError(
                f'{slug} has no answer on "{topic}"'
                if topic
                else f"no answer of {slug} was verified in {source or 'a source'}; name one answer"
            )
        used: dict[str, list[Document]] = {}
        for answer in chosen:
            if _is_earlier(on, held := answer.get("last_verified", "")):
                raise EditError(
                    f"{slug}/{answer['topic']} was verified in a copy of {held}, which is later than {on}; "
                    "if that date is wrong, set last_verified and the copy_date of its source"
                )
            name = source or answer.get("verified_in")
            if name is None or name not in _names(answer):
                known = ", ".join(_names(answer)) or "none"
                raise EditError(f"{slug}/{answer['topic']}: name the source that was read, one of those cited: {known}")
            used.setdefault(name, []).append(answer)
        for name, answers in used.items():
            self._verify_in(document, merged, name, answers, on, by)
        _drop_unused_sources(document, self._text(self._path(slug)))
        return self._proposal("verify", answer_id, self._path(slug), document)

    def add_alias(self, slug: str, alias: str) -> Proposal:
        """Propose one more name that people call a platform by."""
        document = self._document(slug)
        known = self._merged(slug)
        if alias in known.get("aliases", []):
            raise EditError(f'{slug} has the alias "{alias}" already')
        document.setdefault("aliases", []).append(alias)
        return self._proposal("alias", slug, self._path(slug), document)

    def add_phrase(self, topic: str, phrase: str) -> Proposal:
        """Propose one more question that teaches the matcher what people mean by a topic."""
        topics = self.topics()
        if topic not in topics:
            raise EditError(f'there is no topic "{topic}"; known: {", ".join(topics)}')
        if phrase in topics[topic].get("phrases", []):
            raise EditError(f"{topic} has this phrase already")
        path = self._target / TOPICS
        document = _parsed(self._text(path), path) if path.exists() else {}
        entries = document.setdefault("topics", [])
        entry = next((entry for entry in entries if entry.get("id") == topic), None)
        if entry is None:
            entries.append(entry := {"id": topic})
        entry.setdefault("phrases", []).append(phrase)
        return self._proposal("phrase", topic, path, document)

    def add_note(self, answer_id: str, text: str) -> Proposal:
        """Propose the local note beside an answer, in place of the one there was; an empty text takes it away."""
        slug, topic = _answer_id(answer_id)
        if self._target == SHIPPED:
            raise EditError("a local note belongs in a folder of your own; make one and name it in SMALLPRINT_KNOWLEDGE")
        document = self._document(slug)
        notes = [note for note in document.get("notes", []) if note.get("topic") != topic]
        if text.strip():
            notes.append({"topic": topic, "text": text.strip()})
        document["notes"] = notes
        if not notes:
            del document["notes"]
        return self._proposal("note", answer_id, self._path(slug), document)

    def new_platform(self, slug: str, changes: Mapping[str, object]) -> Proposal:
        """Propose a new platform from its keys ("name", "sources.terms.title", "answers[1].verdict")."""
        if not _SLUG.match(slug):
            raise EditError(f'"{slug}" is no slug; write lower-case letters and digits with hyphens between, for example google-meet')
        if slug in self._slugs():
            raise EditError(f"there is a platform {slug} already; `smallprint knowledge set {slug}` changes it")
        document: Document = {"slug": slug}
        for key, value in changes.items():
            set_key(document, path_of(key), value)
        tolerated = _BEGUN if not document.get("answers") else frozenset()
        return self._proposal("new", slug, self._path(slug), document, tolerated)

    def undo(self, number: int) -> Proposal:
        """Propose to take one edit back, wherever its lines stand by now."""
        edits = {edit.number: edit for edit in self.log()}
        if number not in edits:
            raise EditError(f"there is no edit {number}; `smallprint knowledge log` lists them")
        edit = edits[number]
        if undone := [later.number for later in edits.values() if later.undoes == number and not is_undone(later, edits.values())]:
            raise EditError(f"edit {number} was undone by {undone[0]} already")
        path = self._target / edit.file
        text = self._text(path)
        wanted: str | None
        if edit.digest_after is None and text is None:
            wanted = "\n".join(edit.hunks[0].before)
        elif edit.digest_before is None and digest(text) == edit.digest_after:
            wanted = None
        else:
            wanted = None if text is None or edit.digest_before is None else without(text, edit.hunks)
            if wanted is None:
                raise self._conflict(edit, text)
        changes = {key: (edit.after.get(key), edit.before.get(key)) for key in {**edit.after, **edit.before}}
        tolerated = TOLERABLE - {aliases.NAME}  # by a name that two platforms share neither is found
        proposal = self._made("undo", edit.id, path, text, wanted, changes, tolerated, number)
        if proposal.stopping and (later := self._later(edit)):
            raise ConflictError(
                f"edits {', '.join(map(str, later))} came after edit {number}, and at least one of them needs what it wrote; "
                "undo those first, the last one first. Now it would leave these mistakes:",
                "\n".join(str(finding) for finding in proposal.stopping),
            )
        return proposal

    def with_proposal(self, proposal: Proposal) -> Platform | None:
        """Return the platform as it would be on record; None if it could not be read."""
        slug = proposal.id.partition("/")[0]
        return platform_with(self._folders, self._today, proposal.path, proposal.after, slug)

    # Looking up

    def answer(self, answer_id: str) -> Document:
        """Return what holds on an answer, all folders together; {} if there is none yet. EditError if there is no such platform."""
        slug, topic = _answer_id(answer_id)
        self._document(slug)
        return copy.deepcopy(answer_in(self._merged(slug), topic) or {})

    def copy_read_on(self, answer_id: str, name: str, day: str) -> tuple[str, Mapping[str, str]]:
        """Return the name of the copy of a source that was read on a day, and the changes by which an answer cites it.

        It takes the place of the copy that the answer cites under the name; if that is of the day, nothing changes.
        """
        slug, _ = _answer_id(answer_id)
        source = self.sources(slug).get(name)
        if source is None:
            raise EditError(f'no source of {slug} is named "{name}"{_nearest(name, self.sources(slug))}')
        if dated(source) == day:
            return name, {}
        try:
            PartialDate(day)
        except ValueError as error:
            raise EditError(str(error)) from None
        copy_name = dated_name(name, day)
        changes = {f"sources.{copy_name}.{key}": value for key, value in source.items() if key != "archived_url" and value}
        changes[f"sources.{copy_name}.copy_date"] = day
        for number, citation in enumerate(self.answer(answer_id).get("sources", []), start=1):
            if citation.get("name") == name:
                changes[f"sources[{number}].name"] = copy_name
        return copy_name, changes

    def sources(self, slug: str) -> Mapping[str, Document]:
        """Return the sources of a platform by their names."""
        sources: Mapping[str, Document] = self._merged(slug).get("sources", {})
        return sources

    def state(self, slug: str) -> str:
        """Return what tells one state of a platform's file from another; "none" if the target has none."""
        return digest(self._text(self._path(slug))) or "none"

    def changes_since(self, slug: str, state: str) -> list[Edit]:
        """Return the edits of a platform's file since a state of it, oldest first; none if it was changed by hand since."""
        edits = [edit for edit in self.log() if edit.file == self._path(slug).relative_to(self._target).as_posix()]
        first = next((number for number, edit in enumerate(edits) if (edit.digest_before or "none") == state), None)
        return edits[first:] if first is not None else []

    def topics(self) -> Mapping[str, Document]:
        """Return the topics by their ids, as the files have them."""
        held = self._merged_file(TOPICS, TOPIC_FILE) or _parsed(self._text(SHIPPED / TOPICS), SHIPPED / TOPICS)
        return {topic["id"]: topic for topic in held.get("topics", []) if "id" in topic}

    # Writing

    def apply(self, proposal: Proposal, who: str, why: str = "", *, commit: bool = False) -> Edit:
        """Write a proposal and its line in the trail; ConflictError or RefusedError, with nothing written, if it may not be.

        With `commit` the file is committed to git afterwards; GitError if that fails, with the edit written.
        """
        if not who.strip():
            raise EditError("say who makes the edit")
        if proposal.before == proposal.after:
            raise EditError(f"nothing changes: {proposal.id} says so already")
        with safe_files.locked(self._target):
            held = safe_files.read(proposal.path)
            if held != proposal.before:
                message = f"{proposal.path} was changed meanwhile; nothing was written. What changed:"
                raise ConflictError(message, _diff(proposal.before, held, proposal.path))
            if state_of(self._folders) != proposal.state:
                proposal = replace(proposal, findings=tuple(self._new_findings(proposal.path, proposal.after)))
            if proposal.stopping:
                raise RefusedError(proposal.stopping)
            edit = self._edit(proposal, who.strip(), why.strip())
            self._log.append(edit)
            if proposal.after is None:
                safe_files.remove(proposal.path)
            else:
                safe_files.write(proposal.path, proposal.after)
        if commit:
            git.commit(proposal.path, message_of(edit))
        return edit

    def log(self) -> list[Edit]:
        """Return every edit that was made here, oldest first."""
        return self._log.edits()

    def _edit(self, proposal: Proposal, who: str, why: str) -> Edit:
        return Edit(
            number=max((edit.number for edit in self.log()), default=0) + 1,
            when=datetime.now(UTC).isoformat(timespec="seconds"),
            who=who,
            what=proposal.what,
            id=proposal.id,
            why=why,
            file=proposal.path.relative_to(self._target).as_posix(),
            before={key: old for key, (old, _) in proposal.changes.items()},
            after={key: new for key, (_, new) in proposal.changes.items()},
            hunks=hunks_between(proposal.before, proposal.after),
            digest_before=digest(proposal.before),
            digest_after=digest(proposal.after),
            undoes=proposal.undoes,
        )

    # Documents

    def _path(self, slug: str) -> Path:
        beside = self._target / f"{slug}.toml"
        return beside if beside.exists() else self._target / "platforms" / f"{slug}.toml"

    def _text(self, path: Path) -> str | None:
        try:
            return safe_files.read(path)
        except UnicodeDecodeError:
            raise EditError(f"{path} is not UTF-8 text; save it as UTF-8 first") from None

    def _document(self, slug: str) -> Document:
        """Return what the target says about a platform; a new partial file begins with the slug."""
        path = self._path(slug)
        text = self._text(path)
        if text is None and slug not in self._slugs():
            raise EditError(f'there is no platform "{slug}"{_nearest(slug, self._slugs())}')
        return {"slug": slug} if text is None else _parsed(text, path)

    def _slugs(self) -> set[str]:
        return {path.stem for path in files_of(self._folders) if path.name not in NOT_PLATFORMS}

    def _below(self, slug: str) -> bool:
        """Return True if a folder under the target says something of the platform, too."""
        below = self._folders[:-1]
        return any((folder / place).exists() for folder in below for place in (f"{slug}.toml", f"platforms/{slug}.toml"))

    def _merged(self, slug: str) -> Document:
        """Return what all folders together say about a platform."""
        if not self._below(slug):
            return self._document(slug)
        return self._merged_file(f"{slug}.toml", PLATFORM_FILE)

    def _merged_file(self, name: str, table: Table) -> Document:
        """Return what the files of one name say together; those that cannot be read are left out."""
        parts = self._parts(self._folders, name)
        return copy.deepcopy(merge(parts, table).document) if parts else {}

    def _together(self, path: Path, own: Document) -> Document:
        """Return what all folders would say together if the target's file said this."""
        below = self._parts(self._folders[:-1], path.name)
        part = Part(Layer(self._target, ""), path, "", own, LineIndex(""))
        return merge([*below, part], TOPIC_FILE if path.name == TOPICS else PLATFORM_FILE).document

    def _parts(self, folders: Sequence[Path], name: str) -> list[Part]:
        findings: list[Finding] = []
        files = [(layer, file) for layer in read_layers(folders, findings) for file in files_of([layer.folder]) if file.name == name]
        return [part for layer, file in files if (part := read_part(layer, file, findings)) is not None]

    def _own_answer(self, document: Document, slug: str, topic: str, *, whole: bool) -> tuple[Document, Mapping[str, str]]:
        """Return the target's own answer on a topic, made if it is not there yet, and how its sources are called in it.

        A whole answer that comes from a folder below brings its sources along, named by their dates: so the copy neither changes
        nor loses its ground when the folder below is brought up to date.
        """
        own = answer_in(document, topic)
        if own is not None and ("verdict" in own or not whole or not self._below(slug)):
            return own, {}
        if own is None:
            own = {"topic": topic}
            document.setdefault("answers", []).append(own)
        if not self._below(slug) or not whole:
            return own, {}
        merged = self._merged(slug)
        answer = copy.deepcopy(answer_in(merged, topic) or {})
        answer.pop("owner", None)
        sources = {name: merged["sources"][name] for name in cited_in({"answers": [answer]}) if name in merged["sources"]}
        names = {name: dated_name(name, dated(source) or "undated") for name, source in sources.items()}
        for statement in (*statements_of(answer), *answer.get("earlier", [])):
            rename_citations(statement, names)
        held = document.setdefault("sources", {})
        for name, source in sources.items():
            held.setdefault(names[name], source)
        own.update({**answer, **own})
        return own, names

    def _read_in(
        self, document: Document, slug: str, answer: Document, sources: Sequence[str], by: str, explicit: Mapping[str, object]
    ) -> None:
        """Cite the sources, and date the answer by the first of them, unless the dates are set by themselves."""
        known = {**(self._merged(slug).get("sources", {}) if self._below(slug) else {}), **document.get("sources", {})}
        for citation in sources:
            name = citation.partition(":")[0]
            if name not in known:
                raise EditError(
                    f'no source of {slug} is named "{name}"{_nearest(name, known)}; '
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

    def _verify_in(self, document: Document, merged: Document, name: str, answers: Sequence[Document], on: str, by: str) -> None:
        """Date some answers, and their conditions that rest on the same source, by a copy of it read on a day."""
        slug = str(document["slug"])
        source = merged.get("sources", {}).get(name)
        if source is None:
            raise EditError(f'no source of {slug} is named "{name}"')
        topics = {answer["topic"] for answer in answers}
        others = [answer for answer in merged["answers"] if answer["topic"] not in topics]
        alone = not any(_rests_on(statement, name) for answer in others for statement in statements_of(answer))
        new = name
        if dated(source) != on:
            own = document.get("sources", {}).get(name)
            copy_of_that_day = dated_name(name, on)
            if alone and own is not None and "url" in own and copy_of_that_day not in merged["sources"]:
                own["copy_date"] = on
            else:
                new = copy_of_that_day
                fresh = {key: value for key, value in source.items() if key != "archived_url"}
                document.setdefault("sources", {}).setdefault(new, {**fresh, "copy_date": on})
        for topic in topics:
            in_conditions = [held for held in answer_in(merged, topic).get("conditions", []) if _cites(held, name)]  # type: ignore[union-attr]
            answer, names = self._own_answer(document, slug, topic, whole=bool(in_conditions))
            old = names.get(name, name)
            if "sources" not in answer:
                answer["sources"] = copy.deepcopy(answer_in(merged, topic)["sources"])  # type: ignore[index]
            for condition in answer.get("conditions", []):
                if condition.get("verified_in") == old:
                    condition["last_verified"] = on
                rename_citations(condition, {old: new})
            rename_citations(answer, {old: new})
            answer.update(last_verified=on, verified_in=new, verified_by=by.strip())

    # Proposals, from documents

    def _proposal(self, what: str, edit_id: str, path: Path, document: Document, tolerated: frozenset[str] = frozenset()) -> Proposal:
        text = self._text(path)
        try:
            wanted = self._new_text(path, document) if text is None else _tidied(text, rewrite(text, document))
        except RewriteError as error:
            raise EditError(f"{path}: {error}") from None
        before = {} if text is None else _parsed(text, path)
        changes = _changes(self._together(path, before), self._together(path, document), edit_id)
        return self._made(what, edit_id, path, text, wanted, changes, tolerated)

    def _new_text(self, path: Path, document: Document) -> str:
        schema = (self._target / "platform.schema.json").exists() and path.parent.name == "platforms"
        return (_SCHEMA_LINE if schema else "") + "\n".join(render_table((), document)) + "\n"

    def _made(
        self,
        what: str,
        edit_id: str,
        path: Path,
        before: str | None,
        after: str | None,
        changes: Mapping[str, tuple[Any, Any]],
        tolerated: frozenset[str],
        undoes: int | None = None,
    ) -> Proposal:
        state = "" if self._alone else state_of(self._folders)  # before the linter runs: what changes while it does is seen by `apply`
        findings = tuple(self._new_findings(path, after)) if before != after else ()
        return Proposal(what, edit_id, path, before, after, changes, findings, tolerated, state, undoes)

    def _new_findings(self, path: Path, text: str | None) -> Iterable[Finding]:
        """Return what the linter says with the text that it does not say already."""
        found = findings_with(self._folders, self._today, path, text, alone=self._alone)
        if not found:
            return []
        known = {_identity(finding) for finding in findings_with(self._folders, self._today, path, self._text(path), alone=self._alone)}
        return [finding for finding in found if _identity(finding) not in known]

    def _later(self, edit: Edit) -> list[int]:
        """Return the numbers of the edits of the same file that came after one and still stand."""
        edits = self.log()
        return [
            other.number
            for other in edits
            if other.file == edit.file and other.number > edit.number >= (other.undoes or 0) and not is_undone(other, edits)
        ]

    def _conflict(self, edit: Edit, text: str | None) -> ConflictError:
        later = self._later(edit)
        by = f" (edits {', '.join(map(str, later))} came after it; undo those first)" if later else ""
        lines = [line for hunk in edit.hunks for line in (*(f"-{line}" for line in hunk.after), *(f"+{line}" for line in hunk.before))]
        gone = "" if text is not None else f"; {edit.file} is gone"
        return ConflictError(
            f"the lines of edit {edit.number} were changed since{by}{gone}. It would have been undone by:", "\n".join(lines)
        )


SUBJECT = 72
"""Characters of the first line of a commit's message."""
_BEGUN = frozenset({"coverage", "unused-sources"})
"""Rules that a platform without any answer cannot keep yet."""


def message_of(edit: Edit) -> str:
    """Return the message for git: what changed, in one line, then why and by whom."""
    shown = [f"{key} {_short(edit.before.get(key))} -> {_short(edit.after.get(key))}" for key in {**edit.before, **edit.after}]
    whole = f"{edit.id}: {edit.what} {'; '.join(shown)}"
    by_keys = f"{edit.id}: {edit.what} {', '.join({**edit.before, **edit.after})}"
    subject = next((line for line in (whole, by_keys) if len(line) <= SUBJECT), f"{edit.id}: {edit.what}")
    body = [] if subject == whole else shown
    return "\n".join([subject, "", *body, *([f"Why: {edit.why}"] if edit.why else []), f"By: {edit.who} (edit {edit.number})"])


def _short(value: object) -> str:
    text = "none" if value is None else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _answer_id(answer_id: str) -> tuple[str, str]:
    slug, slash, topic = answer_id.partition("/")
    if not slash or not topic or not slug:
        raise EditError(f'"{answer_id}" names no answer; write PLATFORM/TOPIC, for example zoom/ai-training')
    return slug, topic


def _names(statement: Document) -> list[str]:
    return [citation["name"] for citation in statement.get("sources", []) if "name" in citation]


def _is_earlier(day: str, than: str) -> bool:
    """Return True if both are dates, and one ends before the other begins; what is no date is the linter's to say."""
    try:
        return PartialDate(day).last < PartialDate(than).first
    except ValueError:
        return False


def _rests_on(statement: Document, source: str | None) -> bool:
    """Return True if a statement was verified in a source (in any, if none is named)."""
    held = statement.get("verified_in")
    return held is not None and (source is None or held == source)


def _cites(condition: Document, name: str) -> bool:
    return condition.get("verified_in") == name or name in _names(condition)


def _keep_old(answer: Document, old: Document, changed_on: str) -> None:
    """Put the position that held until a day under `earlier`, the newest first."""
    keys = ("verdict", "headline", "detail", "applies_to", "since")
    kept = {key: old[key] for key in keys if key in old}
    answer.setdefault("earlier", []).insert(0, {**kept, "until": changed_on, "sources": old.get("sources", [])})
    answer["since"] = changed_on


def _drop(table: Document, keys: Iterable[str]) -> None:
    for key in keys:
        table.pop(key, None)


def _drop_unused_sources(document: Document, text: str | None, named: Iterable[str] = ()) -> None:
    """Take out the sources that the edit has brought in or left with nothing that cites them; those it names are the linter's to judge."""
    before = tomllib.loads(text or "")
    unused = set(document.get("sources", {})) - cited_in(document) - set(named)
    for name in unused & (cited_in(before) | (set(document.get("sources", {})) - set(before.get("sources", {})))):
        del document["sources"][name]


def _parsed(text: str | None, path: Path) -> Document:
    try:
        return tomllib.loads(text or "")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise EditError(f"{path} is not valid TOML: {error}; mend it first") from None


def _tidied(before: str, after: str) -> str:
    """Return the text in canonical layout if it was in it before; else new lines stand where they are."""
    try:
        return lay_out(after) if lay_out(before) == before else after
    except LayoutError:
        return after


def _identity(finding: Finding) -> tuple[Path, str, str, str]:
    return finding.file, re.sub(r"[0-9]+", "", finding.key), finding.message, finding.rule


def _diff(before: str | None, after: str | None, path: Path) -> str:
    lines = difflib.unified_diff((before or "").splitlines(), (after or "").splitlines(), path.name, path.name, lineterm="", n=1)
    return "\n".join(lines)


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f', did you mean "{near[0]}"?' if near else ""


def _number_of(text: str | None, edit_id: str) -> int | None:
    """Return which of a file's answers an id means; None if it means no answer."""
    topic = edit_id.partition("/")[2]
    if text is None or not topic:
        return None
    try:
        answers = tomllib.loads(text).get("answers", [])
    except tomllib.TOMLDecodeError:
        return None
    return next((number for number, answer in enumerate(answers) if answer.get("topic") == topic), None)


def is_undone(edit: Edit, edits: Iterable[Edit]) -> bool:
    """Return True if one of the edits undoes this one, and still stands."""
    later = list(edits)
    return any(other.undoes == edit.number and not is_undone(other, later) for other in later)


def _changes(before: Document, after: Document, edit_id: str) -> dict[str, tuple[Any, Any]]:
    """Return the values that differ by their keys; those of the answer that was edited as in its own table."""
    prefix = f"answers.{edit_id.partition('/')[2]}."
    found = _leaves("", _by_topic(before), _by_topic(after))
    return {key.removeprefix(prefix): values for key, values in found}


def _by_topic(document: Document) -> Document:
    named = {answer.get("topic", ""): answer for answer in document.get("answers", [])}
    return {**document, "answers": named} if named else document


def _leaves(key: str, before: Any, after: Any) -> Iterable[tuple[str, tuple[Any, Any]]]:  # noqa: ANN401 - any part of a document
    if before == after:
        return
    if isinstance(before, dict | None) and isinstance(after, dict | None):
        one, other = before or {}, after or {}
        for part in (*one, *(part for part in other if part not in one)):
            yield from _leaves(f"{key}.{part}" if key else part, one.get(part), other.get(part))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True), start=1):
            yield from _leaves(f"{key}[{number}]", one, other)
    else:
        yield key, (before, after)
