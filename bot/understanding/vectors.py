"""Word vectors: words of like meaning have vectors that point the same way.

The file holds English words and, for each, a vector of whole numbers from -127 to 127; `docs/matching.md` says how it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


class WordVectors:
    """Vectors of English words."""

    def __init__(self, words: Sequence[str], vectors: NDArray[np.int8]) -> None:
        """Take the words and a row for each."""
        self._places = {word: place for place, word in enumerate(words)}
        self._vectors = vectors

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file that `benchmarks/make_word_vectors.py` writes."""
        with np.load(path) as held:
            return cls(held["words"].tobytes().decode().split(), held["vectors"])

    @property
    def size(self) -> int:
        """The length of a vector."""
        return int(self._vectors.shape[1])

    def __contains__(self, word: str) -> bool:
        """Return True for a word of the English vocabulary."""
        return word in self._places

    def mean(self, words: Iterable[str], rarity: Mapping[str, float], unseen: float) -> Vector:
        """Return the mean vector of a message's words, of length 1, rare words counting more; zeros if none is known."""
        known = [word for word in words if word in self._places]
        if not known:
            return np.zeros(self.size, np.float32)
        weights = np.array([rarity.get(word, unseen) for word in known], np.float32)
        total = weights @ self._vectors[[self._places[word] for word in known]].astype(np.float32)
        length = float(np.linalg.norm(total))
        return total / length if length else total
