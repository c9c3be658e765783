"""The command, as a real process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import HANG


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder of its own, so that no store of anybody else is used."""
    return tmp_path_factory.mktemp("home")


def environment_of(home: Path) -> dict[str, str]:
    """An environment in which the code of this checkout runs."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])}


def run(home: Path, *arguments: str, stdin: str | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run `smallprint` in an empty folder."""
    environment = {**environment_of(home), "PYTHONUTF8": "1", **environ}
    command = [sys.executable, "-m", "adapters.terminal.main", *arguments]
    return subprocess.run(command, capture_output=True, text=True, input=stdin, cwd=home, env=environment, check=False, timeout=HANG)


def test_alone_it_prints_help(home: Path) -> None:
    """And ends well."""
    result = run(home, stdin="")
    assert result.returncode == 0
    assert "knowledge" in result.stdout


def test_a_question_needs_no_command(home: Path) -> None:
    """In one argument, in several, with options before or behind it, or piped in."""
    whole = run(home, "ask", "--brief", "is zoom encrypted").stdout
    assert "Zoom" in whole
    assert run(home, "is zoom encrypted", "--brief").stdout == whole
    assert run(home, "--brief", "is", "zoom", "encrypted").stdout == whole
    assert run(home, "ask", "--brief", stdin="is zoom encrypted\n").stdout == whole
    assert run(home, stdin="is zoom encrypted\n").stdout.splitlines()[0] == whole.splitlines()[0]


def test_says_its_version(home: Path) -> None:
    """With the name of the command."""
    assert run(home, "--version").stdout.startswith("smallprint ")


def test_says_that_it_has_to_learn(tmp_path: Path) -> None:
    """Once, and on standard error: the answer alone stands on standard output."""
    (tmp_path / "own" / "messages").mkdir(parents=True)
    nothing = dict.fromkeys(("plan", "as_of", "context", "form", "side"), "")
    told = {"id": "m-1", "text": "is zoom a nosy parker", "kind": "answerable", "platforms": ["zoom"], "topics": ["ai-training"], **nothing}
    (tmp_path / "own" / "messages" / "mine.jsonl").write_text(json.dumps(told))
    first, second = (run(tmp_path, "is zoom encrypted", SMALLPRINT_KNOWLEDGE=str(tmp_path / "own")) for _ in range(2))
    assert "learning from the knowledge base" in first.stderr
    assert second.stderr == ""
    assert first.stdout == second.stdout


@pytest.mark.parametrize(
    "command", ["ask", "chat", "claims", "compare", "alternatives", "history", "platforms", "topics", "knowledge", "completion"]
)
def test_every_command_has_help(home: Path, command: str) -> None:
    """Which says what it does."""
    assert run(home, command, "--help").returncode == 0


def test_answers_a_question(home: Path) -> None:
    """Verdict, sources and date are in the text."""
    text = run(home, "ask", "Can Zoom use my calls for AI?").stdout
    for part in (
        "Zoom does not train its AI on your calls",
        "11 August 2023",
        "section 10.2",
        "https://zoom.us/en/trust/terms/",
        "hecked 6 August 2026",
    ):
        assert part in text


def test_answers_in_json(home: Path) -> None:
    """One object, with the time that it took."""
    said = json.loads(run(home, "ask", "--json", "--as-of", "2023-07-28", "can zoom train on my calls").stdout)
    assert (said["kind"], said["verdict"], said["as_of"]) == ("answer", "yes", "2023-07-28")
    assert said["microseconds"] > 0


def test_answers_line_by_line(home: Path) -> None:
    """In order, and a line that cannot be read does not end the rest."""
    lines = [
        json.dumps({"id": "a", "text": "is zoom encrypted"}),
        "not json",
        json.dumps({"id": "b", "text": "and slack?", "context": "is zoom encrypted", "plan": None, "as_of": None}),
        json.dumps({"id": "c"}),
        json.dumps({"id": "d", "text": "is zoom encrypted", "plan": "galactic", "as_of": "someday"}),
    ]
    result = run(home, "ask", "--jsonl", stdin="\n".join(lines) + "\n")
    said = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in said] == ["a", None, "b", None, "d"]
    assert said[2]["platforms"] == ["slack"]
    assert "line 2" in said[1]["error"]
    assert '"text"' in said[3]["error"]
    assert said[4]["platforms"] == ["zoom"]
    assert "galactic" in result.stderr
    assert "someday" in result.stderr
    assert result.returncode == 1


def test_a_conversation_remembers(home: Path) -> None:
    """The second question leans on the first."""
    text = run(home, "chat", stdin="does zoom train ai on my calls\nwhat about signal?\n").stdout
    assert "turn off AI in Signal" in text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("compare meet teams", "Google Meet and Microsoft Teams"),
        ("history signal", "Signal"),
        ("help", "smallprint history"),
        ("platforms", "Jitsi"),
    ],
)
def test_direct_words_are_understood_like_in_a_chat(home: Path, text: str, says: str) -> None:
    """By `ask`, and without a command of their own."""
    assert says in run(home, "ask", text).stdout


def test_interrupting_a_conversation_ends_it(home: Path) -> None:
    """Without a traceback."""
    environment = environment_of(home)
    command = [sys.executable, "-m", "adapters.terminal.main", "chat"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        chat.stdin.write("is zoom encrypted\n")
        chat.stdin.flush()
        assert chat.stdout.readline()
        chat.send_signal(signal.SIGINT)
        _, said = chat.communicate(timeout=HANG)
    assert (chat.returncode, said) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said_in_one_line(home: Path) -> None:
    """On standard error."""
    environment = environment_of(home)
    command = [sys.executable, "-m", "adapters.terminal.main", "ask", "is zoom encrypted"]
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=environment, check=False, timeout=HANG)
    assert result.returncode == 1
    assert result.stderr == "smallprint: cannot write the output: No space left on device\n"


def test_a_closed_output_is_said_in_one_line(home: Path) -> None:
    """Nothing was answered, so the status says so."""
    command = f"{sys.executable} -m adapters.terminal.main ask 'is zoom encrypted' >&-"
    environment = environment_of(home)
    result = subprocess.run(["/bin/sh", "-c", command], stderr=subprocess.PIPE, text=True, env=environment, check=False, timeout=HANG)
    assert result.returncode == 2
    assert result.stderr.startswith("smallprint: standard output is closed")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("folder", ["no-such-folder", "a-file"])
def test_a_knowledge_folder_that_cannot_be_read_is_an_error(home: Path, folder: str) -> None:
    """Not an answer from less than the operator meant."""
    (home / "a-file").touch()
    result = run(home, "ask", "is zoom encrypted", SMALLPRINT_KNOWLEDGE=str(home / folder))
    assert result.returncode == 2
    assert f"SMALLPRINT_KNOWLEDGE: cannot read the folder {home / folder}" in result.stderr
    assert result.stdout == ""


def test_every_fixed_sentence_can_be_printed(home: Path) -> None:
    """For review."""
    said = run(home, "wording").stdout
    assert "PURPOSE: I answer one question" in said
    assert "{platform}" in said


def test_reads_a_post_from_standard_input(home: Path) -> None:
    """And says what held on its date."""
    post = "Zoom now owns your private conversations and uses them to train AI."
    said = json.loads(run(home, "claims", "-", "--json", "--date", "2023-08-01", stdin=post).stdout)
    assert {row["topic"] for row in said} == {"ownership", "ai-training"}
    assert all(row["then"] and row["sources"] for row in said)


def test_compares_ranks_and_lists(home: Path) -> None:
    """The same answers, asked for directly."""
    assert json.loads(run(home, "compare", "zoom", "teams", "--json", "--topic", "encryption").stdout)["platforms"] == [
        "zoom",
        "microsoft-teams",
    ]
    assert json.loads(run(home, "alternatives", "zoom", "--json").stdout)["kind"] == "alternatives"
    assert json.loads(run(home, "history", "zoom", "--json").stdout)["topics"] == ["history"]
    assert "zoom" in {row["slug"] for row in json.loads(run(home, "platforms", "--json").stdout)}
    assert "ai-training" in {row["id"] for row in json.loads(run(home, "topics", "--json").stdout)}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ask",), "ask what?"),
        (("ask", "--as-of", "yesterday", "zoom"), "is not a date"),
        (("ask", "--as-of", "2999", "zoom"), "is in the future"),
        (("compare", "blorptalk"), "No platform is known"),
        (("compare", "zoom", "--topic", "weather"), "No topic is called"),
        (("claims", "no-such-file"), "cannot read"),
        (("ask", "--plan", "", "zoom"), 'I do not know the plan ""'),
        (("ask", "--plan", "gold", "zoom"), 'I do not know the plan "gold"; known: free'),
        (("ask", "--as-of", "", "zoom"), "is not a date"),
        (("ask", "--context", " ", "zoom"), "--context is empty"),
        (("ask", "--jsonl", "zoom"), "leave out what stands beside it"),
        (("ask", "--json", "--brief", "zoom"), "leave out --brief"),
        (("compare", "zoom", "blorptalk", "teams"), "No platform is known as “blorptalk”"),
        (("compare", "zoom", "encryption"), "give it as --topic encryption"),
        (("compare", "zoom", "--topic", ""), "No topic is called"),
        (("compare", "zoom", "teams", "--topic", "encription"), "Did you mean encryption?"),
        (("compare", "zoom", "teams", "--topic", "history"), "smallprint history"),
        (("compare", "zoom,teams,webex,google meet,slack,signal"), "6 platforms are named, and this takes at most 5"),
        (("alternatives", "zoom", "teams"), "2 platforms are named, and this takes one"),
        (("history", ","), "name a platform"),
        (("cliams", "post.txt"), 'there is no command "cliams", did you mean claims?'),
        (("kas", "zoom"), 'there is no command "kas", did you mean ask?'),
        (("comparr", "zoom"), 'there is no command "comparr", did you mean compare?'),
        (("compare", "zoom", "--topc", "encryption"), "--topic"),
        (("claims", "-", "--date", ""), "is not a date"),
    ],
)
def test_bad_usage_is_said_in_one_line(home: Path, arguments: tuple[str, ...], says: str) -> None:
    """On standard error, with exit status 2."""
    result = run(home, *arguments)
    assert result.returncode == 2
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_question_that_cannot_be_printed_is_answered(home: Path) -> None:
    """A lone surrogate on the command line comes from bytes that are no UTF-8."""
    command: list[str | bytes] = [sys.executable, "-m", "adapters.terminal.main", "ask", b"does \xff\xfeblorptalk train on calls"]
    result = subprocess.run(command, capture_output=True, env=environment_of(home), check=False, timeout=HANG)
    assert result.returncode == 0
    assert b"Traceback" not in result.stderr


def test_knowledge_check_reports_and_exits(home: Path, small_base: Path) -> None:
    """0 where all is right, 1 with a line for each mistake."""
    assert run(home, "knowledge", "check", str(small_base)).returncode == 0
    path = small_base / "platforms" / "parlour.toml"
    path.write_text(path.read_text().replace('kind = "meetings"', 'kind = "meating"'))
    result = run(home, "knowledge", "check", str(small_base))
    assert result.returncode == 1
    assert f"{path}:4: kind:" in result.stdout


@pytest.mark.parametrize("names", [("Zoom,Teams",), ("zoom", "and", "teams"), ("zoom vs teams",), ("zoom", "microsoft-teams")])
def test_names_can_be_listed_in_any_way(home: Path, names: tuple[str, ...]) -> None:
    """With commas, with words between, in one argument or several, by slug."""
    assert json.loads(run(home, "compare", "--json", *names).stdout)["platforms"] == ["zoom", "microsoft-teams"]


def test_a_name_of_two_words_needs_no_quotes(home: Path) -> None:
    """Also where only one name is wanted."""
    assert json.loads(run(home, "history", "google", "meet", "--json").stdout)["platforms"] == ["google-meet"]


@pytest.mark.parametrize(
    ("words", "offered"), [("history zo", "zoom"), ("compare zoom --topic enc", "encryption"), ("alt", "alternatives")]
)
def test_a_shell_can_complete(home: Path, words: str, offered: str) -> None:
    """Commands, platforms and topics, without opening the knowledge base."""
    shown = run(home, _SMALLPRINT_COMPLETE="bash_complete", COMP_WORDS=f"smallprint {words}", COMP_CWORD=str(len(words.split()))).stdout
    assert offered in [line.partition(",")[2] for line in shown.splitlines()]


def test_an_operators_folder_counts(home: Path, small_base: Path) -> None:
    """Set in the environment or in a .env file."""
    assert "parlour" in run(home, "platforms", SMALLPRINT_KNOWLEDGE=str(small_base)).stdout


def test_asking_in_the_terminal_loads_no_chat_library(home: Path) -> None:
    """Nor pydantic, where a store fits."""
    run(home, "platforms")
    code = (
        "import sys; from adapters.terminal import main; sys.argv = ['smallprint', 'ask', 'is zoom encrypted']; main.run();"
        "print(sorted({name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)), file=sys.stderr)"
    )
    environment = environment_of(home)
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True, timeout=HANG)
    loaded = {name for name in eval(result.stderr.splitlines()[-1]) if not name.startswith(("_", "sitecustomize", "cython"))}  # noqa: S307
    assert loaded <= {"adapters", "bot", "knowledge", "numpy", "rapidfuzz", "platformdirs", "click", "rich"}
