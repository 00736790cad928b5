"""The documentation agrees with the program: its commands are parsed, its links and paths lead somewhere, and the site has all of its pages."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml
from test_architecture import LAYERS

from kg.cli import COMMANDS, main
from kg.query.named import find_query

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*(ROOT / "docs").glob("*.md"), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"))])
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in DOCUMENTS}
# Inputs that examples take from earlier ones.
FOLDERS, FILES = ("store", "articles"), ("issues.jsonl",)


def commands_in(text: str) -> set[str]:
    """The calls of kg in blocks of code. What stands after two blanks is a comment, unless it is quoted; what has [OPTIONS] is a usage."""
    found = set()
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            found |= set(re.findall(r"(?:^|[\s(/|])kg (?:[a-z]|--)(?:'[^']*'|\"[^\"]*\"|(?!  |[>|&)]).)*", line))
    return {call[call.index("kg ") :].strip() for call in found if "[OPTIONS]" not in call}


def mentions_in(text: str) -> set[str]:
    """The commands in running text, perhaps with some options: ``kg build --report``."""
    return set(re.findall(r"`(kg (?:[a-z]|--)[^`]*)`", text))


def parse(call: str) -> None:
    """Parse a call as the program does, without running it."""
    _, *arguments = shlex.split(call)
    with main.make_context("kg", arguments) as context:
        name, command, rest = main.resolve_command(context, [*context._protected_args, *context.args])
        assert command is not None
        command.make_context(name, rest, parent=context)


CALLS = sorted({(name, call) for name, text in TEXTS.items() for call in commands_in(text)})


@pytest.mark.parametrize(("document", "call"), CALLS, ids=[f"{name}: {call}" for name, call in CALLS])
def test_every_command_is_one_of_the_program(document: str, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in FOLDERS:
        (tmp_path / name).mkdir()
    for name in FILES:
        (tmp_path / name).touch()
    parse(call)


@pytest.mark.parametrize("document", TEXTS)
def test_every_command_and_option_that_is_mentioned_is_one_of_the_program(document: str) -> None:
    context = click.Context(main)
    for mention in mentions_in(TEXTS[document]) - {"kg --help", "kg COMMAND --help"}:
        _, name, *words = mention.split()
        command = main.get_command(context, name)
        assert command is not None, mention
        options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        options |= {f"--{parameter.name}" for word in words if (named := find_query(word)) for parameter in named.parameters}
        assert {word for word in words if re.fullmatch("--?[a-z-]+", word)} <= options, mention


def test_calls_are_found_in_blocks_and_lines() -> None:
    text = (
        "See `kg load --to` and `kg build ARTICLE... -o OUT`.\n```sh\n$ .venv/bin/kg facts a.ttl | head  # all\ncat a | kg build - -o out/ > b\n```\n"
    )
    text += "```\nkg serve x.nq        at http\nkg query 'SELECT  ?c { ?c a ck:Conflict }' x.nq --explain\neval \"$(kg completion bash)\"\n```\n"
    assert commands_in(text) == {
        "kg facts a.ttl", "kg build - -o out/", "kg serve x.nq", "kg query 'SELECT  ?c { ?c a ck:Conflict }' x.nq --explain",
        "kg completion bash",
    }  # fmt: skip
    assert mentions_in(text) == {"kg load --to", "kg build ARTICLE... -o OUT"}
    with pytest.raises(click.UsageError):
        parse("kg build --nothing")


@pytest.mark.parametrize("document", ["README.md", "docs/commands.md"])
def test_every_command_is_named(document: str) -> None:
    assert [name for name in COMMANDS if f"kg {name}" not in TEXTS[document]] == []


@pytest.mark.parametrize("document", TEXTS)
def test_links_and_paths_lead_somewhere(document: str) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", re.sub(r"```.*?```", "", TEXTS[document], flags=re.DOTALL))
    assert [link for link in links if not (ROOT / document).parent.joinpath(link).exists()] == []
    paths = re.findall(r"`((?:kg|tests|benchmarks|shapes|ontology|docs)/[\w./-]*)`", TEXTS[document])
    # Of languages other than English, paths are examples.
    assert [path for path in paths if not (ROOT / path).exists() and "/de/" not in path] == []


def test_the_architecture_names_every_package_in_its_layer() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*?) \|", TEXTS["docs/architecture.md"], re.MULTILINE)
    named = {(int(layer), name.removesuffix(".py")) for layer, cell in rows for name in re.findall(r"`kg/(\w+(?:\.py)?)/?`", cell)}
    assert named == {(number, part) for number, row in enumerate(LAYERS, 1) for part in row if part != "__main__"}


def test_the_site_has_every_page() -> None:
    site = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    pages = {page for section in site["nav"] for part in section.values() for page in ([part] if isinstance(part, str) else [*map(only, part)])}
    assert {path.name for path in (ROOT / "docs").glob("*.md")} <= pages
    assert site["strict"] is True
    assert site["theme"]["font"] is False


def only(entry: dict[str, str]) -> str:
    [page] = entry.values()
    return page


def test_versions_agree() -> None:
    from kg.version import __version__

    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\n## {__version__}\n" in TEXTS["CHANGELOG.md"]
