"""Bad input, bad outputs and interruptions, as a user meets them: a right graph, or a clear message with place and code; nothing half written."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli import main
from kg.read.registry import open_articles

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = (Path(__file__).resolve().parents[1] / "data" / "articles" / "siege-of-hollenfurt.txt").read_text(encoding="utf-8")
DATES = "4 May – 13 May 1701"
# Facts that every variant below must keep, whatever was done to another row.
KEPT = {("commander", "Knud Hars"), ("supporter", "Lowland League"), ("partOf", "War of the Two Rivers"), ("losses", "300 killed")}


def kg_run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def program(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(options.pop("env", None) or {})}  # type: ignore[dict-item]
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, **{"capture_output": True, "timeout": 600, "env": environment, **options})  # type: ignore[call-overload, no-any-return]


def changed(*changes: tuple[str, str]) -> str:
    text = ARTICLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


class Case(NamedTuple):
    """An input and the outcome of building it: exit code, what is said, issues (code, the words it begins at, message), facts it has and has not."""

    name: str
    data: bytes | str
    code: int = 0
    says: str = ""
    issues: tuple[tuple[str, str, str], ...] = ()
    facts: frozenset[tuple[str, str]] = frozenset()
    without: tuple[str, ...] = ()

    @property
    def bytes(self) -> bytes:
        return self.data if isinstance(self.data, bytes) else self.data.encode()


UNREADABLE = (
    Case("empty", b"", 3, "FILE: empty: no text in it"),
    Case("white space", b" \n\t\r\n \xc2\xa0\n", 3, "FILE: empty: no text in it"),
    Case("only a byte order mark", b"\xef\xbb\xbf", 3, "FILE: empty: no text in it"),
    Case("binary", random.Random(1).randbytes(5000), 3, "FILE: binary data, not text (it holds NUL bytes)"),
    Case("NUL in text", "Title\n\na\0b\n", 3, "FILE:3:2: binary data, not text (it holds NUL characters)"),
    Case("invalid UTF-8", b"Title\n\nab\xff\xfe c", 3, "FILE:3:3: not UTF-8: byte 0xff at offset 9 (invalid start byte)"),
    Case("UTF-8 cut off", "Title\n\nab–".encode()[:-1], 3, "FILE:3:3: not UTF-8: byte 0xe2 at offset 9 (unexpected end of data)"),
    Case("Latin-1", ARTICLE.replace("–", "-").replace("Rein", "Réin").encode("latin-1"), 3, "FILE:29:12: not UTF-8: byte 0xe9"),
    Case("UTF-16 without a mark", ARTICLE.encode("utf-16-le"), 3, "FILE:1:2: binary data, not text (it holds NUL characters)"),
    Case("UTF-16 cut off", b"\xff\xfe" + ARTICLE.encode("utf-16-le")[:-1], 3, "not UTF-16-LE: byte 0x0a at offset"),
    Case("one line", "x" * 1_000_001, 3, "FILE:1:1: a line of 1000001 characters: not an article"),
)

SAME = (
    Case("as it is", ARTICLE),
    Case("byte order mark", b"\xef\xbb\xbf" + ARTICLE.encode()),
    Case("UTF-16 little endian", ARTICLE.encode("utf-16")),
    Case("UTF-16 big endian", b"\xfe\xff" + ARTICLE.encode("utf-16-be")),
    Case("UTF-32", b"\xff\xfe\0\0" + ARTICLE.encode("utf-32-le")),
    Case("CR", ARTICLE.replace("\n", "\r")),
    Case("CRLF", ARTICLE.replace("\n", "\r\n")),
    Case("no line end at the end", ARTICLE.rstrip("\n")),
)

READ = (
    Case(
        "no box", "Battle of Esk\n\nA pie is made of apples. It is eaten with cream.\n",
        issues=(("no-infobox", "", "no infobox was found in the text"),),
    ),
    Case(
        "no date row", changed((f"Date{DATES}\n(1 week and 2 days)\n", "")),
        facts=frozenset({*KEPT, ("start", "1701-05-04"), ("when", "1701-05-04/")}), without=("end",),
    ),
    Case(
        "no date at all", changed((f"Date{DATES}\n(1 week and 2 days)\n", ""), (" on 4 May 1701, and the town fell nine days later", "")),
        facts=frozenset(KEPT), without=("start", "end", "when"),
    ),
    Case(
        "lead contradicts", changed(("It began on 4 May 1701", "It was fought from 6 June to 9 June 1702")),
        issues=(("lead-contradicts-infobox", "6 June",
                 "the lead gives 1702-06-06 for the start, the infobox 1701-05-04; the lead gives 1702-06-09 for the end, the infobox 1701-05-13"),),
        facts=frozenset({*KEPT, ("start", "1701-05-04"), ("end", "1701-05-13"), ("start", "1702-06-06"), ("end", "1702-06-09")}),
    ),
    Case(
        "lead's beginning after the end", changed(("It began on 4 May 1701", "It began on 9 June 1702")),
        issues=(("lead-contradicts-infobox", "9 June", "the lead gives 1702-06-09 for the start, the infobox 1701-05-13 for the end"),),
        facts=frozenset({*KEPT, ("start", "1701-05-04"), ("end", "1701-05-13")}),
    ),
    Case(
        "end before start", changed((DATES, "13 May 1701 – 4 May 1701")),
        issues=(("end-before-start", "13 May 1701", "the end 1701-05-04 comes before the start 1701-05-13"),),
        facts=frozenset({*KEPT, ("start", "1701-05-04")}), without=("end",),
    ),
    Case(
        "no such day", changed((DATES, "31 February 1701")),
        issues=(("date-impossible", "31 February", "no such day: 31 February 1701"),),
        facts=frozenset({*KEPT, ("start", "1701-05-04")}), without=("end",),
    ),
    Case("digits grouped as in India", changed(("~2,400 men", "1,50,000 men")), facts=frozenset({*KEPT, ("strength", "150000 men")})),
    Case(
        "digits grouped wrongly", changed(("~2,400 men", "1,50,00 men")), facts=frozenset(KEPT),
        issues=(("number-malformed", "1,50,00", "not a number: 1,50,00"),),
    ),
    Case("a power", changed(("~2,400 men", "10^30 men")), issues=(("number-malformed", "10^30", "not a number: 10^30"),), facts=frozenset(KEPT)),
    Case(
        "too large a number", changed(("~2,400 men", "1" + "0" * 30 + " men")),
        facts=frozenset({*KEPT, ("strengthRemark", "1" + "0" * 30 + " men")}),
    ),
    Case("characters that IRIs refuse", changed(("Peder Loft", 'Peder {"Low\\}" ^Loft')), facts=frozenset(KEPT)),
    Case("angle brackets", changed(("Peder Loft", "Peder < Loft > Low")), facts=frozenset(KEPT)),
    Case("a bar", changed(("Peder Loft", "Peder | Loft")), facts=frozenset(KEPT)),
    Case("quotes", changed(("Otto Rein", "Otto 'Iron' \u201eOx\u201c Rein")), facts=frozenset(KEPT)),
    Case("bidi controls", changed(("Peder Loft", "Peder \u202eLoft\u202c")), facts=frozenset(KEPT)),
    Case("terminal controls", changed(("Peder Loft", "Peder \x1b[31mLoft\x1b[0m")), facts=frozenset(KEPT)),
    Case("a title of 2,000 characters", changed(("Siege of Hollenfurt", "Siege of " + "H" * 2000)), facts=frozenset(KEPT)),
    Case("a title that climbs", changed(("Siege of Hollenfurt", "../../x")), facts=frozenset(KEPT)),
    Case("a title that Windows refuses", changed(("Siege of Hollenfurt", "CON")), facts=frozenset(KEPT)),
    Case("a title with line separators", changed(("Siege of Hollenfurt", "Siege\u2028of\u2029Hollenfurt")), facts=frozenset(KEPT)),
)  # fmt: skip


def write_case(case: Case, folder: Path) -> Path:
    path = folder / "article.txt"
    path.write_bytes(case.bytes)
    return path


def by_name(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", UNREADABLE, ids=by_name)
def test_what_cannot_be_read_is_named_with_its_place_and_nothing_is_written(case: Case, tmp_path: Path) -> None:
    path = write_case(case, tmp_path)
    result = kg_run("build", path, "-o", tmp_path / "out", "--issues", tmp_path / "issues.jsonl", "--report", tmp_path / "report.html")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("error: " + case.says.replace("FILE", str(path)) if "FILE" in case.says else "error: ")
    assert case.says.replace("FILE", str(path)) in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert [member.name for member in tmp_path.iterdir()] == ["article.txt"]


@pytest.mark.parametrize("case", UNREADABLE, ids=by_name)
@pytest.mark.parametrize("command", ["facts", "explain"])
def test_the_other_commands_name_it_too(command: str, case: Case, tmp_path: Path) -> None:
    path = write_case(case, tmp_path)
    result = kg_run(command, path, *(["Rein"] if command == "explain" else []))
    assert (result.exit_code, result.stdout) == (3, "")
    assert case.says.replace("FILE", str(path)) in result.stderr


def facts_of(path: Path) -> list[tuple[int | None, str, str, str | None]]:
    return [(fact.side, fact.what, fact.value, fact.fate) for fact in kg.facts(path, names=True)]


@pytest.mark.parametrize("case", SAME, ids=by_name)
def test_encodings_and_line_ends_give_the_same_facts(case: Case, hollenfurt: Path, tmp_path: Path) -> None:
    path = write_case(case, tmp_path)
    assert kg_run("build", path, "-o", tmp_path / "out.nt").exit_code == 0
    assert kg_run("build", hollenfurt, "-o", tmp_path / "plain.nt").exit_code == 0
    assert sorted(facts_of(tmp_path / "out.nt"), key=str) == sorted(facts_of(tmp_path / "plain.nt"), key=str)


@pytest.mark.parametrize("case", READ, ids=by_name)
def test_what_can_be_read_gives_a_right_graph_and_its_issues(case: Case, tmp_path: Path) -> None:
    path = write_case(case, tmp_path)
    result = kg_run("build", path, "-o", tmp_path / "out", "--issues", tmp_path / "issues.jsonl")
    assert result.exit_code == 0, result.stderr
    issues = [json.loads(line) for line in (tmp_path / "issues.jsonl").read_text(encoding="utf-8").splitlines()]
    text = case.bytes.decode()
    wanted = [(code, text.index(words) if words else None) for code, words, _ in case.issues]
    assert [(issue["code"], issue["start"]) for issue in issues if (issue["code"], issue["start"]) in wanted or issue["code"] != "unread"] == wanted
    for issue, (_, _, words) in zip(issues, case.issues, strict=False):
        assert words in issue["message"]
        assert issue["start"] is None or f"{path}:{issue['line']}:{issue['column']}: {issue['message']} [{issue['code']}]" in result.stderr
    names = sorted(member.name for member in (tmp_path / "out").iterdir())
    assert [name.rpartition(".")[2] for name in names] == ["jsonld", "ttl"]
    assert all(re.fullmatch(r"[^\x00-\x1f<>:\"/\\|?*.]{1,140}\.(?:jsonld|ttl)", name.replace("_..", "__", 1)) for name in names)
    assert kg_run("validate", *(tmp_path / "out").iterdir()).exit_code == 0
    facts = {(what, value) for _, what, value, _ in facts_of(tmp_path / "out" / names[1])}
    assert facts >= case.facts
    assert not {what for what, _ in facts} & set(case.without)


@pytest.mark.parametrize("case", READ, ids=by_name)
@pytest.mark.parametrize("suffix", [".nq", ".rdf"])
def test_every_syntax_holds_it_or_says_that_it_cannot(case: Case, suffix: str, tmp_path: Path) -> None:
    path, out = write_case(case, tmp_path), tmp_path / f"out{suffix}"
    result = kg_run("build", path, "-o", out, "-q")
    if suffix == ".rdf" and case.name == "terminal controls":
        assert result.exit_code == 3
        assert f"error: {path}: XML cannot hold the character U+001B" in result.stderr
        assert not out.exists()
    else:
        [outcome] = kg.build(path)
        assert result.exit_code == 0
        assert isinstance(outcome, kg.Outcome)
        assert list(kg.facts(out)) == list(kg.facts(outcome.built.graph.triples))


def test_the_terminal_is_not_steered_by_an_article(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(changed(("Peder Loft", "Peder \x1b[2J\u202eLoft\u202c"), ("~2,400 men", "10^30\x1b[2J")), encoding="utf-8")
    results = [kg_run("facts", path), kg_run("explain", path, "Loft"), kg_run("build", path, "-o", tmp_path / "x.nt")]
    for result in results:
        assert result.exit_code == 0
        assert not re.search("[\x1b\u202a-\u202e\u2066-\u2069]", result.stdout + result.stderr)
    assert "\\u202eLoft\\u202c" in results[1].stdout


OPTIONS = (
    (("--revision", "abc"), "--revision"),
    (("--revision", "0"), "--revision"),
    (("--retrieved", "yesterday"), "--retrieved"),
    (("--retrieved", "2026-02-31"), "--retrieved"),
    (("--language", "!!"), "--language"),
    (("--language", ""), "--language"),
    (("--title", " "), "--title"),
    (("--title", "a\x1bb"), "--title"),
    (("--url", "nowhere"), "--url"),
    (("--licence", "a b"), "--licence"),
    (("--base", "data:<>"), "--base"),
    (("--form", "fax"), "no reader for the form 'fax'"),
    (("--contact", ""), "--contact"),
    (("--title", "x", "--sample"), "--title tells of one page"),
    (("--url", "https://example.org/x", "."), "--url tells of one page"),
    (("--revision", "7", "-"), "--revision tells of one page"),
    (("-", "-"), "only once"),
    (("",), "an ARTICLE is empty"),
    (("-o", ""), "-o is empty"),
    (("--report", "x.nt"), "-o and --report are both x.nt"),
    (("--issues", "./x.nt"), "-o and --issues are both ./x.nt"),
    (("--issues", "a", "--report", "a"), "--report and --issues are both a"),
    (("--issues", "-", "--report", "-"), "--report and --issues are both -"),
)


@pytest.mark.parametrize(("options", "message"), OPTIONS, ids=lambda value: " ".join(value) if isinstance(value, tuple) else "")
def test_options_that_cannot_be(options: tuple[str, ...], message: str, hollenfurt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = kg_run("build", hollenfurt, "-o", "x.nt", *options)
    assert (result.exit_code, message in result.stderr) == (2, True), result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("epoch", ["yesterday", "--5", "1.5", "99999999999999", "-99999999999999"])
def test_times_that_cannot_be(epoch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = kg_run("build", "--sample", "-o", tmp_path / "x.nt")
    assert (result.exit_code, f"SOURCE_DATE_EPOCH is a number of seconds that gives a time, not {epoch!r}" in result.stderr) == (2, True)


@pytest.mark.parametrize("option", ["-o", "--report", "--issues"])
@pytest.mark.parametrize("link", [None, os.symlink, os.link], ids=["same path", "symbolic link", "hard link"])
def test_an_article_is_not_replaced_by_what_is_made_of_it(option: str, link: Callable[[Path, Path], None] | None, tmp_path: Path) -> None:
    article, output = tmp_path / "article.txt", tmp_path / ("link.nt" if link else "article.txt")
    article.write_text(ARTICLE, encoding="utf-8")
    if link:
        link(article, output)
    result = kg_run("build", article, *(() if option == "-o" else ("-o", tmp_path / "x.nt")), option, output, "--format", "nt")
    assert (result.exit_code, "would replace the article" in result.stderr) == (2, True)
    assert article.read_text(encoding="utf-8") == ARTICLE


def test_report_and_issues_of_a_graph_that_does_not_conform(hollenfurt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import kg.pipeline.run
    from kg.validation.shapes import validate

    monkeypatch.setattr(kg.pipeline.run, "validate", lambda triples: validate([t for t in triples if not t.predicate.endswith("sha256")]))
    result = kg_run("build", hollenfurt, "-o", tmp_path / "x.nt", "--report", tmp_path / "report.html", "--issues", tmp_path / "issues.jsonl")
    assert result.exit_code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["issues.jsonl", "report.html"]
    assert "Does not conform to the shapes: 1 result." in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_more_issues_than_can_be_read_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(changed(("~2,400 men", "\n".join(f"10^{power} men" for power in range(30, 60)))), encoding="utf-8")
    lines = kg_run("build", path, "-o", tmp_path / "x.nt").stderr.splitlines()
    assert sum(line.startswith(str(path)) for line in lines) == 10
    assert re.fullmatch(r"… and \d+ more issues: --issues FILE lists all", lines[10])


def test_folders_hold_hidden_files_loops_pipes_and_files_of_others(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    deep = folder / "/".join("d" * 300) / "page_files"
    deep.mkdir(parents=True)
    for path in (folder / "a.txt", folder / ".hidden.txt", folder / ".git" / "b.txt", deep / "c.txt", deep.parent / "z.txt"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(ARTICLE, encoding="utf-8")
    (folder / "graph.ttl").write_text("@prefix x: <y> .")
    (folder / "loop").symlink_to(folder)
    (folder / "nowhere.txt").symlink_to("nothing")
    (folder / "itself.txt").symlink_to("itself.txt")
    os.mkfifo(folder / "pipe.txt")
    found = [article.source.file if not isinstance(article, kg.ReadError) else str(article) for article in open_articles([str(folder)])]
    unknown = f"{folder / 'graph.ttl'}: a graph, which is no article, so it was not read"
    assert found == [str(folder / "a.txt"), str(deep.parent / "z.txt"), unknown]


def test_a_folder_that_cannot_be_listed_is_named(hollenfurt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    (tmp_path / "in" / "closed").mkdir(parents=True)
    (tmp_path / "in" / "open.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.setattr(os, "scandir", refuse)
    result = kg_run("build", tmp_path / "in", "-o", tmp_path / "x.nt")
    assert (result.exit_code, f"error: {tmp_path / 'in' / 'closed'}: cannot be read: Permission denied" in result.stderr) == (3, True)
    assert len(facts_of(tmp_path / "x.nt")) > 20


@pytest.mark.parametrize(
    ("arguments", "streams", "says"),
    [
        (("build", "-", "-o", "x.nt"), "<&-", b"error: -: cannot be read: standard input is closed\n"),
        (("facts", "-"), "<&-", b"error: -: cannot be read: standard input is closed\nerror: nothing could be read\n"),
        (("build", "{article}", "-o", "-"), ">&-", b"error: -: cannot be written: standard output is closed\n"),
        (("facts", "{article}"), ">&-", b"error: standard output is closed\n"),
        (("explain", "{article}", "Rein"), ">&-", b"error: standard output is closed\n"),
        (("build", "{article}", "-o", "-"), ">/dev/full", b"error: -: cannot be written: No space left on device\n"),
        (("build", "{article}", "-o", "/dev/full", "--format", "nt"), "", b"error: /dev/full: cannot be written: No space left on device\n"),
        (("facts", "{article}"), ">/dev/full", b"error: standard output: No space left on device\n"),
        (("facts", "{article}", "--format", "csv"), ">/dev/full", b"error: standard output: cannot be written: No space left on device\n"),
        (("explain", "{article}", "Rein"), ">/dev/full", b"error: standard output: No space left on device\n"),
        (("--help",), ">/dev/full", b"error: standard output: No space left on device\n"),
    ],
)  # fmt: skip
def test_streams_that_are_closed_or_full(arguments: tuple[str, ...], streams: str, says: bytes, hollenfurt: Path, tmp_path: Path) -> None:
    if "/dev/full" in (streams[1:], *arguments) and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    words = [argument.format(article=hollenfurt) for argument in arguments]
    command = ["sh", "-c", f'exec "$@" {streams}', "sh", sys.executable, "-m", "kg", *words]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=600, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, b"", says)
    assert list(tmp_path.iterdir()) == []


def test_no_standard_error_is_no_error(hollenfurt: Path, tmp_path: Path) -> None:
    command = ["sh", "-c", 'exec "$@" 2>&-', "sh", sys.executable, "-m", "kg", "build", str(hollenfurt), "-o", str(tmp_path / "x.nt")]
    assert subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=600, check=False).returncode == 0
    assert (tmp_path / "x.nt").stat().st_size > 10_000


@pytest.mark.parametrize(
    "arguments",
    [("facts",), ("facts", "--format", "csv"), ("facts", "--format", "jsonl"), ("build", "-o", "-", "--format", "nt")],
    ids=" ".join,
)
def test_a_pipe_whose_reader_leaves_ends_the_program_without_a_word(arguments: tuple[str, ...], hollenfurt: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = program(arguments[0], hollenfurt, *arguments[1:], capture_output=False, stdout=writer, stderr=subprocess.PIPE)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}]
)
def test_tables_in_any_locale_and_data_in_utf_8(environment: dict[str, str], hollenfurt: Path) -> None:
    table = program("facts", hollenfurt, env=environment)
    assert (table.returncode, table.stderr, b"Otto Rein" in table.stdout) == (0, b"", True)
    explained = program("explain", hollenfurt, "9,000", env=environment)
    assert (explained.returncode, explained.stderr, b"10,000" in explained.stdout) == (0, b"", True)
    data = program("facts", hollenfurt, "--format", "jsonl", env=environment)
    assert data.stdout.decode("utf-8") == program("facts", hollenfurt, "--format", "jsonl").stdout.decode("utf-8")
    assert "9,000–10,000" in data.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("environment", "coloured"), [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)], ids=str
)
def test_colour_only_on_a_terminal_that_wants_it(environment: dict[str, str], coloured: bool, hollenfurt: Path) -> None:
    import pty

    control, terminal = pty.openpty()
    done = program("explain", hollenfurt, "Otto Rein", capture_output=False, stdout=terminal, stderr=subprocess.PIPE, env=environment)
    os.close(terminal)
    shown = b""
    with contextlib.suppress(OSError):  # So Linux tells that nobody has the terminal open any more; other systems read nothing then.
        while part := os.read(control, 100_000):
            shown += part
    os.close(control)
    assert (done.returncode, b"\x1b[" in shown, b"[Gen. Otto Rein (POW)]" in shown) == (0, coloured, not coloured)


def test_an_output_folder_that_cannot_be_made(hollenfurt: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = kg_run("build", hollenfurt, "-o", f"{tmp_path / 'file'}/")
    assert (result.exit_code, "cannot be written: Not a directory" in result.stderr) == (3, True)
    assert (tmp_path / "file").read_text() == "x"


@pytest.mark.parametrize("output", ["x.nt", "x.ttl.gz", "out/"])
def test_a_full_disk_leaves_what_was_there(output: str, hollenfurt: Path, tmp_path: Path) -> None:
    old = [tmp_path / output, tmp_path / output / "Siege_of_Hollenfurt.ttl"][output.endswith("/")]
    old.parent.mkdir(exist_ok=True)
    old.write_text("old")
    limit = 2000

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = program("build", hollenfurt, "-o", str(tmp_path) + "/" + output, preexec_fn=fill, env={"PYTHONDONTWRITEBYTECODE": "1"})
    assert done.returncode == 3
    assert done.stderr.startswith(b"error: ")
    assert done.stderr.endswith(b"cannot be written: File too large\n")
    assert [path.read_text() for path in tmp_path.rglob("*") if path.is_file()] == ["old"]


@pytest.mark.slow
def test_two_builds_into_one_folder(hollenfurt: Path, tmp_path: Path) -> None:
    alone, both = tmp_path / "alone", tmp_path / "both"
    command = [sys.executable, "-m", "kg", "build", str(hollenfurt), "--sample", "-q", "-o"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen([*command, str(folder)], env=environment) for folder in (both, both, alone)]
    assert [process.wait(600) for process in running] == [0, 0, 0]
    assert {path.name: path.read_bytes() for path in both.iterdir()} == {path.name: path.read_bytes() for path in alone.iterdir()}


def test_an_interruption_in_the_making_of_a_class_is_one_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted:
        def __set_name__(self, owner: type, name: str) -> None:
            raise KeyboardInterrupt

    @click.command()
    def broken() -> None:
        type("Broken", (), {"attribute": Interrupted()})

    monkeypatch.setattr(main, "get_command", lambda context, name: broken)
    result = kg_run("facts")
    assert (result.exit_code, result.stderr) == (130, "error: interrupted; what was written before is whole\n")


def begin_program(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """The program, begun: before that, Python itself would answer an interruption, with a traceback and the code 1."""
    code = "import os, signal; signal.signal(signal.SIGINT, signal.SIG_DFL); os.write(1, b'begun'); from kg.__main__ import run; run()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.read(5) == b"begun"
    return process


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_an_interruption_at_any_time_leaves_whole_files_only(number: signal.Signals, hollenfurt: Path, tmp_path: Path) -> None:
    articles = tmp_path / "in"
    articles.mkdir()
    for index in range(10):
        (articles / f"{index:02d}.txt").write_text(ARTICLE.replace("Siege of Hollenfurt", f"Siege {index} of Hollenfurt"), encoding="utf-8")
    began = time.monotonic()
    assert program("build", articles, "-o", tmp_path / "whole", "-q").returncode == 0
    took = time.monotonic() - began
    whole = {path.name: path.read_bytes() for path in (tmp_path / "whole").iterdir()}
    for step, share in enumerate((0.05, 0.3, 0.6, 0.9)):
        out, one = tmp_path / f"out{step}", tmp_path / f"one{step}.nt"
        for output in (out, one):
            process = begin_program("build", articles, "-o", output, "-q")
            time.sleep(share * took)
            process.send_signal(number)
            said = process.communicate(timeout=600)[1]
            assert said in (b"", b"error: interrupted; what was written before is whole\n")
            assert process.returncode in (0, 130, 143, -number)
        written = {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith(".")} if out.exists() else {}
        assert written.items() <= whole.items()
        assert not one.exists() or len(facts_of(one)) > 200
    # SIGKILL can fall between the naming of a file, which is whole then, and its taking the place of another.
    assert number == signal.SIGKILL or not list(tmp_path.glob("**/.kg-*"))
