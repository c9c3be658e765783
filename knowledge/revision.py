"""The revision of an answer: a short digest of what it says, by which ratings and reports refer to it."""

from __future__ import annotations

import base64
import hashlib
import json

from knowledge.plain import as_plain

LENGTH = 8
"""Characters of a revision: 48 bits, so that answer and revision fit on a Discord button."""


def revision_of(*records: object) -> str:
    """Return a digest of the canonical JSON of some records; it changes if and only if what they say changes.

    A field that has its default is left out, so that a new field in the code does not change the revision of what was there before.
    """
    canonical = json.dumps(as_plain(records, without_defaults=True), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(canonical.encode()).digest()).decode()[:LENGTH]
