"""Files damaged at random are reported with file and line, never a traceback."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given

from knowledge.load import load
from tests.conftest import SMALL, TODAY
from tests.damage import damaged_text, fuzzed

PLATFORM = Path("platforms") / "parlour.toml"
WHOLE = {name: (SMALL / name).read_text(encoding="utf-8") for name in (str(PLATFORM), "topics.toml", "language.toml")}
OTHER_VALUES = ("1", "true", '""', "[]", "{}", '"x"', "[1, 2]", "1979-05-27", '"2023-02-30"', '"2999"')


@fuzzed(200)
@given(damaged_text(WHOLE[str(PLATFORM)], OTHER_VALUES))
def test_a_damaged_platform_is_reported_with_file_and_line(small_base: Path, text: str) -> None:
    """Whatever is cut, doubled, swapped or overwritten."""
    path = small_base / PLATFORM
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    for found in load([small_base], TODAY).findings:
        assert found.file == path, found
        assert 1 <= found.line <= text.count("\n") + 1, found


@fuzzed(50)
@given(damaged_text(WHOLE["topics.toml"], OTHER_VALUES), damaged_text(WHOLE["language.toml"], OTHER_VALUES))
def test_damage_beside_the_platforms_is_reported(small_base: Path, topics: str, language: str) -> None:
    """In the two files that every platform leans on."""
    for name, text in (("topics.toml", topics), ("language.toml", language)):
        (small_base / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    for found in load([small_base], TODAY).findings:
        assert found.file.is_relative_to(small_base), found
        assert found.line >= 1, found
