"""Renew the parts of docs/ that are made from the code: `make docs`.

The drawing and the table of rooms in architecture.md come from the imports, the table in privacy.md from the store's tables.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import grimp

from bot.storage.retention import retention_of
from bot.storage.tables import metadata

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
_MARKS = "<!-- {}: {} -->"
PACKAGES = ("adapters", "bot", "knowledge")


def rooms() -> Mapping[str, set[str]]:
    """Return for each room the rooms that it imports from."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    found: dict[str, set[str]] = {}
    for module in sorted(graph.modules):
        room = _room(module)
        if room is None:
            continue
        imported = {_room(other) for other in graph.find_modules_directly_imported_by(module)}
        found.setdefault(room, set()).update(other for other in imported if other not in {None, room})
    return found


def drawing(imports: Mapping[str, set[str]]) -> str:
    """Draw the rooms; an arrow that follows from others is left out."""
    lines = ["```mermaid", "flowchart TD"]
    for package in PACKAGES:
        lines.append(f"  subgraph {package}")
        lines += [
            f"    {_name(room)}[{room.removeprefix('bot.').removeprefix('adapters.')}]" for room in imports if room.split(".")[0] == package
        ]
        lines.append("  end")
    lines += [
        f"  {_name(room)} --> {_name(other)}"
        for room, others in imports.items()
        for other in sorted(others)
        if not _follows(room, other, imports)
    ]
    return "\n".join([*lines, "```"])


def table(imports: Mapping[str, set[str]]) -> str:
    """Return what each room is for, in its own words, and what it imports from."""
    rows = ["| room | is | imports from |", "|---|---|---|"]
    for room, others in imports.items():
        init = ROOT.joinpath(*room.split("."), "__init__.py").read_text(encoding="utf-8")
        what = (ast.get_docstring(ast.parse(init)) or "").splitlines()[0]
        rows.append(f"| `{room.replace('.', '/')}` | {what} | {', '.join(sorted(others)) or 'nothing'} |")
    return "\n".join(rows)


def stored() -> str:
    """Return every table: what it holds, how long, its columns, and with what it is deleted."""
    rows = ["| table | holds | kept | columns | deleted when |", "|---|---|---|---|---|"]
    for name, stored_table in metadata.tables.items():
        retention, columns = retention_of(stored_table), [column.name for column in stored_table.columns]
        ends = ["its time is over"] if retention.since else []
        ends += ["you delete your data"] if "person" in columns else []
        ends += ["the app leaves the workspace"] if "workspace" in columns else []
        kept = retention.how_long(90).replace("90 days", "`SMALLPRINT_RETENTION_DAYS`, 90 days unless set")
        rows.append(f"| `{name}` | {retention.what} | {kept} | {', '.join(columns)} | {', '.join(ends) or 'replaced'} |")
    return "\n".join(rows)


def parts() -> Iterator[tuple[Path, str, str]]:
    """Yield file, name of the part, and what has to stand there."""
    imports = rooms()
    yield DOCS / "architecture.md", "drawing", drawing(imports)
    yield DOCS / "architecture.md", "rooms", table(imports)
    yield DOCS / "privacy.md", "tables", stored()


def between(text: str, name: str) -> str:
    """Return what stands between the marks of a part; ValueError if they are not there."""
    begin, end = _MARKS.format(name, "begin"), _MARKS.format(name, "end")
    if begin not in text or end not in text:
        raise ValueError(f"no marks {begin} and {end}")
    return text.partition(begin)[2].partition(end)[0].strip("\n")


def main() -> None:
    """Write each part into its place."""
    for path, name, made in parts():
        text = path.read_text(encoding="utf-8")
        begin, end = _MARKS.format(name, "begin"), _MARKS.format(name, "end")
        before, after = text.partition(begin)[0], text.partition(end)[2]
        path.write_text(f"{before}{begin}\n{made}\n{end}{after}", encoding="utf-8")


def _room(module: str) -> str | None:
    """Return the room of a module; None for a package's own file above the rooms."""
    top, _, rest = module.partition(".")
    if top == "knowledge":
        return top
    return f"{top}.{rest.split('.')[0]}" if rest else None


def _name(room: str) -> str:
    return room.replace(".", "_")


def _follows(room: str, other: str, imports: Mapping[str, set[str]]) -> bool:
    """Return True if a room reaches another one by way of a third too."""
    waiting, seen = list(imports[room] - {other}), set[str]()
    while waiting:
        here = waiting.pop()
        if other in imports.get(here, ()):
            return True
        seen.add(here)
        waiting += [further for further in imports.get(here, ()) if further not in seen]
    return False


if __name__ == "__main__":
    main()
