"""Edit the base: make a proposal, see what the linter says of it, write it down for good, undo it.

The one way for the command, for forms in chat and for the web. Nothing is written before the linter has seen it, nothing is
written over what somebody else has changed meanwhile, and every edit is in the audit trail with who, why and how to undo it. Edits
go to one folder, the target: a folder of the operator's own that stands over the shipped base, or a checkout of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from knowledge import git, safe_files
from knowledge.editing.additions import new_platform, with_alias, with_note, with_phrase
from knowledge.editing.answers import with_answer
from knowledge.editing.commit_message import message_of
from knowledge.editing.documents import Document, EditError, path_of, set_key
from knowledge.editing.folder import Folder
from knowledge.editing.proposal import ConflictError, EditRefusedError, Proposal, diff_between
from knowledge.editing.proposing import Proposer
from knowledge.editing.trail import Edit, EditLog, digest, hunks_between
from knowledge.editing.undoing import check_undo, edit_to_undo, last_standing, text_without
from knowledge.editing.verification import copy_read_on, with_verification
from knowledge.folders import fingerprint
from knowledge.load import TOLERABLE
from knowledge.rules import aliases

_BEGUN = frozenset({"coverage", "unused-sources"})
"""Rules that a platform without any answer cannot keep yet."""
_TOLERATED_IN_UNDO = TOLERABLE - {aliases.NAME}
"""An undo may bring back what other rules find, but no name that two platforms share: neither is found by it."""


class Editor:
    """Edits one folder of a base: `target`, the last of `folders`.

    `folder` says what stands there now. With `alone` a proposal is checked without the other platforms, for somebody who is still
    typing; `apply` checks it whole.
    """

    def __init__(self, folders: Sequence[Path], target: Path, today: date, *, alone: bool = False) -> None:
        self.folder, self._today = Folder(folders, target), today
        self._proposer = Proposer(self.folder, today, alone=alone)
        self._log = EditLog(target)

    def while_typing(self) -> Editor:
        """Return an editor of the same folder that checks a file alone, which takes a tenth of the time."""
        return Editor(self.folder.folders, self.folder.target, self._today, alone=True)

    # Proposals

    def set_answer(
        self, answer_id: str, changes: Mapping[str, object], sources: Sequence[str] = (), *, by: str = "", changed_on: str | None = None
    ) -> Proposal:
        """Propose other values for keys of an answer, or a new answer.

        `sources` are those in which it was read, the first one first ("name" or "name:section"): they are cited, and the answer
        counts as verified by `by` against the copy of the first. With `changed_on` the position that held until then is kept
        under `earlier`. Keys that begin with "sources." add or change a source of the file.
        """
        document = with_answer(self.folder, answer_id, changes, sources, by=by, changed_on=changed_on)
        return self._propose("set", answer_id, document)

    def set_platform(self, slug: str, changes: Mapping[str, object]) -> Proposal:
        """Propose other values for keys of a platform itself: its name, status, aliases, sources, events and claims."""
        document = self.folder.document(slug)
        for key, value in changes.items():
            set_key(document, path_of(key), value)
        return self._propose("set", slug, document)

    def verify(self, answer_id: str, on: str, by: str, source: str | None = None) -> Proposal:
        """Propose that an answer (or all of a platform that rest on `source`) still holds by a copy of its source read on a day.

        The new date goes to the source itself if nothing else rests on the old copy; else the new copy gets a name of its own
        ("terms-2026-11-01"), so that answers nobody has checked again keep the date of the copy they were read in.
        """
        return self._propose("verify", answer_id, with_verification(self.folder, answer_id, on, by, source))

    def add_alias(self, slug: str, alias: str) -> Proposal:
        """Propose one more name that people call a platform by."""
        return self._propose("alias", slug, with_alias(self.folder, slug, alias))

    def add_phrase(self, topic: str, phrase: str) -> Proposal:
        """Propose one more question that teaches the matcher what people mean by a topic."""
        path, document = with_phrase(self.folder, topic, phrase)
        return self._proposer.propose("phrase", topic, path, document)

    def add_note(self, answer_id: str, text: str) -> Proposal:
        """Propose the local note beside an answer, in place of the one there was; an empty text takes it away."""
        return self._propose("note", answer_id, with_note(self.folder, answer_id, text))

    def new_platform(self, slug: str, keys: Mapping[str, object]) -> Proposal:
        """Propose a new platform from its keys ("name", "sources.terms.title", "answers[1].verdict")."""
        document = new_platform(self.folder, slug, keys)
        return self._propose("new", slug, document, frozenset() if document.get("answers") else _BEGUN)

    def undo(self, number: int | None = None) -> Proposal:
        """Propose to take one edit back, wherever its lines stand by now; left out, the last one that still stands."""
        edits = self.log()
        edit = last_standing(edits) if number is None else edit_to_undo(edits, number)
        path = self.folder.target / edit.file
        text = self.folder.text(path)
        wanted = text_without(edit, text, edits)
        changes = {key: (edit.after.get(key), edit.before.get(key)) for key in {**edit.after, **edit.before}}
        proposal = self._proposer.propose_text("undo", edit.id, path, text, wanted, changes, _TOLERATED_IN_UNDO, edit.number)
        check_undo(edit, proposal, edits)
        return proposal

    def _propose(self, what: str, edit_id: str, document: Document, tolerated: frozenset[str] = frozenset()) -> Proposal:
        return self._proposer.propose(what, edit_id, self.folder.path(edit_id.partition("/")[0]), document, tolerated)

    # Looking up

    def copy_read_on(self, answer_id: str, name: str, day: str) -> tuple[str, Mapping[str, str]]:
        """Return the name of the copy of a source that was read on a day, and the changes by which an answer cites it."""
        return copy_read_on(self.folder, answer_id, name, day)

    def state(self, slug: str) -> str:
        """Return what tells one state of a platform's file from another; "none" if the target has none."""
        return digest(self.folder.text(self.folder.path(slug))) or "none"

    def log(self) -> list[Edit]:
        """Return every edit that was made here, oldest first."""
        return self._log.edits()

    def changes_since(self, slug: str, state: str) -> list[Edit]:
        """Return the edits of a platform's file since a state of it, oldest first; none if it was changed by hand since."""
        edits = [edit for edit in self.log() if edit.file == self._inside(self.folder.path(slug))]
        first = next((number for number, edit in enumerate(edits) if (edit.digest_before or "none") == state), None)
        return edits[first:] if first is not None else []

    # Writing

    def apply(self, proposal: Proposal, who: str, why: str = "", *, commit: bool = False) -> Edit:
        """Write a proposal and its line in the trail; ConflictError or RefusedError, with nothing written, if it may not be.

        With `commit` the file is committed to git afterwards; GitError if that fails, with the edit written.
        """
        if not who.strip():
            raise EditError("say who makes the edit")
        if proposal.before == proposal.after:
            raise EditError(f"nothing changes: {proposal.id} says so already")
        with safe_files.locked(self.folder.target):
            current = safe_files.read(proposal.path)
            if current != proposal.before:
                message = f"{proposal.path} was changed meanwhile; nothing was written. What changed:"
                raise ConflictError(message, diff_between(proposal.before, current, proposal.path))
            if fingerprint(self.folder.folders) != proposal.state:
                proposal = replace(proposal, findings=tuple(self._proposer.new_findings(proposal.path, proposal.after)))
            if proposal.stopping:
                raise EditRefusedError(proposal.stopping)
            edit = self._edit(proposal, who.strip(), why.strip())
            self._log.append(edit)
            if proposal.after is None:
                safe_files.remove(proposal.path)
            else:
                safe_files.write(proposal.path, proposal.after)
        if commit:
            git.commit(proposal.path, message_of(edit))
        return edit

    def _edit(self, proposal: Proposal, who: str, why: str) -> Edit:
        return Edit(
            number=max((edit.number for edit in self.log()), default=0) + 1,
            when=datetime.now(UTC).isoformat(timespec="seconds"),
            who=who,
            what=proposal.what,
            id=proposal.id,
            why=why,
            file=self._inside(proposal.path),
            before={key: old for key, (old, _) in proposal.changes.items()},
            after={key: new for key, (_, new) in proposal.changes.items()},
            hunks=hunks_between(proposal.before, proposal.after),
            digest_before=digest(proposal.before),
            digest_after=digest(proposal.after),
            undoes=proposal.undoes,
        )

    def _inside(self, path: Path) -> str:
        """Return where a file is inside the target."""
        return path.relative_to(self.folder.target).as_posix()
