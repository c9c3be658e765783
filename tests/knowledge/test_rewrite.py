"""A change touches only the lines concerned, and whatever people wrote beside it stays."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.editing.rewrite import RewriteError, rewrite
from knowledge.folders import SHIPPED
from knowledge.layout import lay_out
from tests.conftest import SMALL

FILES = sorted([*SHIPPED.glob("*.toml"), *SHIPPED.glob("platforms/*.toml")])
PARLOUR = (SMALL / "platforms" / "parlour.toml").read_text(encoding="utf-8")


def changed(text: str, change: str) -> str:
    """Carry out a statement on the document `d`, and rewrite the text so that it says the result."""
    wanted = tomllib.loads(text)
    exec(change, {"d": wanted})  # noqa: S102 - a statement of this file
    after = rewrite(text, wanted)
    assert tomllib.loads(after) == wanted
    return after


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_file_comes_back_byte_for_byte(path: Path) -> None:
    """Nothing is changed where nothing changes, and setting a value to another and back changes nothing either."""
    text = path.read_bytes().decode("utf-8")
    wanted = tomllib.loads(text)
    assert rewrite(text, wanted) == text
    if path in FILES[::9]:
        there = rewrite(text, {**wanted, "homepage": "https://somebody.example/"})
        assert there != text
        assert rewrite(there, wanted) == text


@pytest.mark.parametrize("path", FILES[::9], ids=lambda path: path.stem)
def test_every_value_of_a_shipped_file_can_be_set_on_its_own_lines(path: Path) -> None:
    """Each answer in turn."""
    text = path.read_text(encoding="utf-8")
    for number, answer in enumerate(tomllib.loads(text).get("answers", [])[:6]):
        wanted = tomllib.loads(text)
        wanted["answers"][number] |= {"headline": 'It\'s "new" \\ now.', "since": "1999"}
        after = rewrite(text, wanted)
        assert tomllib.loads(after) == wanted
        assert lay_out(after) == after
        assert abs(after.count("\n") - text.count("\n")) == ("since" not in answer)


@pytest.mark.parametrize(
    ("change", "removed", "added"),
    [
        ('d["answers"][0]["verdict"] = "yes"', ['verdict = "no"'], ['verdict = "yes"']),
        ('d["retired_on"] = "2026"', [], ['retired_on = "2026"']),
        ('del d["answers"][0]["since"]', ['since = "2025-02-01"'], []),
        ('d["aliases"].append("parlour two")', ['aliases = ["parlour meetings"]'], ['aliases = ["parlour meetings", "parlour two"]']),
        (
            'd["answers"][0]["conditions"][0]["sources"].append({"name": "terms-2023"})',
            [],
            ['  { name = "terms-2023" },'],
        ),
        (
            'd["answers"][0]["applies_to"]["plan"] = ["free"]',
            ['applies_to = { text = "all plans", plan = ["free", "business"], data = ["audio", "video"] }'],
            ['applies_to = { text = "all plans", plan = ["free"], data = ["audio", "video"] }'],
        ),
        ('d["sources"]["faq"] = {"url": "https://a.example/", "title": "A"}', [], ["", "[sources.faq]", 'title = "A"', 'url = "https://a.example/"']),
        ('d["answers"].append({"topic": "encryption"})', [], ["[[answers]]", 'topic = "encryption"', ""]),
        ('d["answers"][0]["steps"].append({"who": "host", "do": "Ask"})', [], ["[[answers.steps]]", 'who = "host"', 'do = "Ask"', ""]),
        ('d["answers"][0]["earlier"].insert(0, {"verdict": "no"})', [], ["[[answers.earlier]]", 'verdict = "no"', ""]),
        ('del d["claims"]', PARLOUR[PARLOUR.index("[[claims]]") :].split("\n"), []),
        ('d["notes"] = [{"topic": "encryption", "text": "Ask us."}]', [], ["[[notes]]", 'topic = "encryption"', 'text = "Ask us."', ""]),
    ],
)  # fmt: skip
def test_only_the_lines_concerned_change(change: str, removed: list[str], added: list[str]) -> None:
    """In the place where these files have them, so that the layout is kept."""
    after = changed(PARLOUR, change)
    assert lay_out(after) == after
    old, new = middles(PARLOUR, after)
    assert sorted(old) == sorted(removed)
    assert sorted(new) == sorted(added)


def middles(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines in which two texts differ: what is left without the lines that are alike at the start and at the end."""
    old, new = before.split("\n"), after.split("\n")
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    return old[head : len(old) - tail], new[head : len(new) - tail]


COMMENTED = """# above all
slug = 'parlour' # beside
aliases = [
  "one", # the first
  # between
  "two"
]   # after

# about the terms
[sources.terms] # here
title = '''
[not.a.table]
key = "none"
'''
# at the end of the terms

# about the answer
[[answers]]
topic = "a"
  # indented
  verdict = "no"   # for now
applies_to.text = "all"
# below
"""


@pytest.mark.parametrize(
    "change",
    [
        'd["slug"] = "other"',
        'd["aliases"].append("three")',
        'd["aliases"][0] = "five"',
        'd["sources"]["terms"]["url"] = "https://a.example/"',
        'd["sources"]["terms"]["title"] = "short"',
        'd["answers"][0]["verdict"] = "yes"',
        'd["answers"][0]["applies_to"]["text"] = "some"',
        'd["answers"][0]["headline"] = "new"',
        'd["answers"].append({"topic": "b", "conditions": [{"note": "n"}]})',
        'd["answers"].insert(0, {"topic": "b"})',
        'd["answers"][0]["steps"] = [{"do": "this"}]',
        'd["sources"]["faq"] = {"title": "x"}',
        'd["vendor"] = "\\u2028 \\x7f \\r\\n \\U0001f600"',
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_comments_stay(change: str, ending: str) -> None:
    """Above, beside, inside and below, in order, whatever the lines end with."""
    text = COMMENTED.replace("\n", ending)
    after = changed(text, change)
    comments = [line.partition("#")[2].rstrip() for line in text.split("\n") if "#" in line]
    assert [line.partition("#")[2].rstrip() for line in after.split("\n") if "#" in line] == comments
    assert all(line.endswith("\r") == (ending == "\r\n") for line in after.split("\n")[:-1])


def test_what_cannot_be_changed_safely_is_left_to_a_person() -> None:
    """With a word on what to do."""
    with pytest.raises(RewriteError, match="by hand"):
        changed(
            'answers = [{ topic = "a" }]\n[answers_of.x]\ny = 1\n',
            'd["answers_of"]["z"] = {"q": [1]}; d["new"] = {}; del d["answers_of"]["x"]["y"]; d["answers_of"]["x"] = 3',
        )
    with pytest.raises(RewriteError, match="not valid TOML"):
        rewrite("a = ", {})


# Files as people write them: comments and empty lines anywhere, lists on one line or many, either kind of quotes.

names = st.sampled_from(["verdict", "headline", "detail", "since", "confidence", "review_days", "odd-key"])
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
comment = st.from_regex(r"# [a-z\[\]\"'={}]{0,8}", fullmatch=True)
noise = st.lists(comment | st.just(""), max_size=2).map(lambda lines: "".join(f"{line}\n" for line in lines))
beside = st.just("") | comment.map(lambda words: f"  {words}")


@st.composite
def value(draw: st.DrawFn) -> str:
    """A value, in one of the ways to write it."""
    kind = draw(st.sampled_from(["basic", "literal", "long", "number", "list", "lines", "inline"]))
    text = draw(words)
    if kind == "literal":
        return f"'{draw(st.from_regex(r'[a-z#=]{0,6}', fullmatch=True))}'"
    if kind == "long":
        return f'"""\n{draw(st.from_regex(r"[a-z#=]{0,6}", fullmatch=True))}\n[x]\n"""'
    if kind == "number":
        return str(draw(st.integers(-9, 10**6)))
    quoted = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    if kind == "list":
        return f"[{quoted}, {quoted}]"
    if kind == "lines":
        return f"[\n  {quoted},{draw(beside)}\n{draw(noise)}  {quoted}{draw(st.sampled_from(['', ',']))}{draw(beside)}\n]"
    return quoted if kind == "basic" else f"{{ text = {quoted}, plan = [{quoted}] }}"


@st.composite
def table(draw: st.DrawFn, header: str) -> str:
    """A table with its header, its keys in any order."""
    keys = draw(st.lists(names, unique=True, max_size=4))
    lines = "".join(f"{draw(noise)}{key} = {draw(value())}{draw(beside)}\n" for key in keys)
    return f"{draw(noise)}{header}{draw(beside) if header else ''}\n{lines}"


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file with sources, answers and their conditions."""
    parts = [draw(table(""))]
    parts += [draw(table(f"[sources.{name}]")) for name in draw(st.lists(st.sampled_from(["terms", "faq", '"a b"']), unique=True))]
    for _ in range(draw(st.integers(0, 3))):
        parts.append(draw(table("[[answers]]")))
        parts += [draw(table("[[answers.conditions]]")) for _ in range(draw(st.integers(0, 2)))]
    return "".join(parts) + draw(noise)


plain = words | st.integers(0, 9) | st.lists(words, max_size=3) | st.fixed_dictionaries({"text": words})


def tables_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the tables of a generated file: its top, sources, answers, conditions."""
    found = [document, *document.get("sources", {}).values()]
    for answer in document.get("answers", []):
        found += [answer, *answer.get("conditions", [])]
    return found


def draw_change(draw: st.DrawFn, document: dict[str, Any]) -> None:
    """Change one thing of a document: a value set, a table added."""
    kind = draw(st.sampled_from(["set", "set", "append", "answer", "condition", "source"]))
    if kind == "answer":
        document.setdefault("answers", []).append({"topic": draw(words), "conditions": [{"note": draw(words)}]})
    elif kind == "condition" and document.get("answers"):
        draw(st.sampled_from(document["answers"])).setdefault("conditions", []).append({"note": draw(words)})
    elif kind == "source":
        document.setdefault("sources", {})[draw(st.sampled_from(["new", "b c"]))] = {"title": draw(words)}
    else:
        chosen = draw(st.sampled_from(tables_of(document)))
        key = draw(names)
        if kind == "append" and isinstance(chosen.get(key), list):
            chosen[key].append(draw(words))
        else:
            chosen[key] = draw(plain)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_a_file_looks_like_a_change_keeps_the_rest(data: st.DataObject) -> None:
    """Every line but those of the changed key stays, and with it every comment."""
    text = data.draw(files())
    before = tomllib.loads(text)
    wanted = copy.deepcopy(before)
    data.draw(st.composite(lambda draw: draw_change(draw, wanted))())
    after = rewrite(text, wanted)
    assert tomllib.loads(after) == wanted
    if after == text:
        return
    gone, _ = middles(text, after)
    assert not gone or one_value(gone), gone


def one_value(lines: list[str]) -> bool:
    """Return True if lines that went are the value of one key: no header, no second key, no comment but those in a list."""
    several = lines[0].rstrip().endswith("[") or not re.match(r"[a-z-]+ = |#", lines[0])
    return not any(re.match(r"\[\[|\[s|[a-z-]+ = ", line) or (line.startswith("#") and not several) for line in lines[1:])
