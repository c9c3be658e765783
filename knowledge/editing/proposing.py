"""Make a proposal from what a file should say: the new text, what changes by keys, and what the linter says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from knowledge.editing.documents import Document, EditError
from knowledge.editing.folder import Folder, parsed
from knowledge.editing.proposal import Changes, Proposal, changes_between
from knowledge.editing.rendering import render_table
from knowledge.editing.rewrite import RewriteError, rewrite
from knowledge.findings import Finding
from knowledge.folders import fingerprint
from knowledge.layout import LayoutError, lay_out
from knowledge.overlay import Checked, checked_with

_SCHEMA_LINE = "#:schema ../platform.schema.json\n"


class Proposer:
    """Makes proposals for files of a folder. With `alone` a file is checked without the other platforms."""

    def __init__(self, folder: Folder, today: date, *, alone: bool) -> None:
        self._folder, self._today, self._alone = folder, today, alone

    def propose(self, what: str, edit_id: str, path: Path, document: Document, tolerated: frozenset[str] = frozenset()) -> Proposal:
        """Propose that a file says what a document says; lines that need not change stay as they are."""
        text = self._folder.text(path)
        try:
            wanted = self._new_text(path, document) if text is None else _tidied(text, rewrite(text, document))
        except RewriteError as error:
            raise EditError(f"{path}: {error}") from None
        before = {} if text is None else parsed(text, path)
        changes = changes_between(self._folder.merged_with(path, before), self._folder.merged_with(path, document), edit_id)
        return self.propose_text(what, edit_id, path, text, wanted, changes, tolerated)

    def propose_text(
        self,
        what: str,
        edit_id: str,
        path: Path,
        before: str | None,
        after: str | None,
        changes: Changes,
        tolerated: frozenset[str],
        undoes: int | None = None,
    ) -> Proposal:
        """Propose another text for a file, None for no file."""
        # the state is taken before the linter runs: what changes while it does is seen when the proposal is applied
        state = frozenset() if self._alone else fingerprint(self._folder.folders)
        checked = self._checked(path, after) if before != after else Checked((), ())
        findings = tuple(self._new_findings(path, checked))
        platform = next((platform for platform in checked.platforms if platform.slug == edit_id.partition("/")[0]), None)
        return Proposal(what, edit_id, path, before, after, changes, findings, tolerated, state, platform, undoes)

    def new_findings(self, path: Path, text: str | None) -> Iterable[Finding]:
        """Return what the linter says with the text that it does not say already."""
        return self._new_findings(path, self._checked(path, text))

    def _new_findings(self, path: Path, checked: Checked) -> Iterable[Finding]:
        if not checked.findings:
            return []
        known = {_identity(finding) for finding in self._checked(path, self._folder.text(path)).findings}
        return [finding for finding in checked.findings if _identity(finding) not in known]

    def _checked(self, path: Path, text: str | None) -> Checked:
        return checked_with(self._folder.folders, self._today, path, text, alone=self._alone)

    def _new_text(self, path: Path, document: Document) -> str:
        schema = (self._folder.target / "platform.schema.json").exists() and path.parent.name == "platforms"
        return (_SCHEMA_LINE if schema else "") + "\n".join(render_table((), document)) + "\n"


def _tidied(before: str, after: str) -> str:
    """Return the text in canonical layout if it was in it before; else new lines stand where they are."""
    try:
        return lay_out(after) if lay_out(before) == before else after
    except LayoutError:
        return after


def _identity(finding: Finding) -> tuple[Path, str, str, str]:
    """Return what a finding is known by, wherever its line and number stand by now."""
    return finding.file, re.sub(r"[0-9]+", "", finding.key), finding.message, finding.rule
