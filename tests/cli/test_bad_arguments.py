"""No command lets an exception out, whatever file, folder, address or value it is given: it ends with an exit code and says why."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import COMMANDS, main

# Files that are not what a command wants; None is a folder.
INPUTS: dict[str, bytes | None] = {
    "empty.ttl": b"", "binary.nq": bytes(range(128, 256)) * 20, "cut.nq.gz": gzip.compress(b"<a:a> <a:b> <a:c> .\n" * 99)[:-9],
    "broken.jsonld": b"{", "broken.rdf": b"<a>", "binary": bytes(range(128, 256)) * 20, "broken.json": b"[\n{]\n", "broken.json.bz2": b"BZhx",
    "good.nt": b"<http://a/a> <http://a/b> <http://a/c> .\n", "table.tsv": b"a\tb\n1\t2\n", "page.sql.gz": gzip.compress(b"INSERT INTO"),
    "folder.ttl": None, "folder": None,
}  # fmt: skip
ADDRESSES = ("nowhere.ttl", "nowhere", "", "-", "http://127.0.0.1:9/", "http://[::", "ftp://127.0.0.1/", "a" * 400, "\udcff")
OUTPUTS = ("nowhere/x.nq", "folder.ttl", "/dev/full", "", "a" * 400 + ".nq")
# X stands for every input and address, Y for every output. Where an article is published in earnest, no processes are begun for it (-j 1).
CALLS = """
build X -o out.nq
build --sample -o Y
build --sample -o out.nq --issues Y
build --sample -o out.nq --report Y
build --sample -o - --base X
build --sample -o - --url X
build --sample -o - --language X
build --sample -o - --form X
build --sample -o - --licence X
build --sample -o - --revision X
build --sample -o - --retrieved X
bulk X -o out
bulk good.nt -o Y
bulk good.nt -o out --jobs X
update X good.nt
update folder.ttl X
update folder.ttl --since X
update folder.ttl table.tsv --wiki X
update folder.ttl table.tsv --dump X
update folder.ttl table.tsv --keep X
validate X
facts X
table facts X
table figures --sample -o Y
table sides --sample --format X
cite X
verify X
verify good.nt --articles X
verify X --previous X --check files
publish X -o out -j 1
publish --sample -o Y --no-site -j 1
publish --sample -o out --config X -j 1
publish --sample -o out --previous X -j 1
publish --sample -o out --issued X -j 1
publish --sample -o out --jobs X
cite good.nt --claim X
cite good.nt --conflict X
cite --sample --dataset X --address X --issued X --format csl
query near --km X good.nt
query battles-of --of X good.nt
explain X words
explain good.nt X
build --sample -o out.nq --redirects X
convert X -o out.nq
convert good.nt -o Y
convert good.nt -o out.nq --format X
diff X good.nt
diff good.nt X -o out.csv
diff good.nt empty.ttl -o Y
diff good.nt empty.ttl --added Y
merge X -o out.nq --redirects table.tsv
merge good.nt -o out.nq --redirects X
merge good.nt -o Y --undo
merge X -o out.nq --undo
merge good.nt -o out.nq --undo --base X
index X -o out.idx
index table.tsv -o Y
link X --index X -o out.nq
link good.nt --index X -o out.nq
link good.nt --service X -o out.nq --cache cache --offline
link good.nt --service http://127.0.0.1:9/ --offline -o Y --cache cache
link good.nt --service http://127.0.0.1:9/ --offline -o out.nq --cache X
link good.nt --service http://127.0.0.1:9/ --offline -o out.nq --cache cache --decisions X
review X
items X
items good.nt -o Y
compare X --wikidata broken.json
compare good.nt --wikidata X
give-back X --wikidata broken.json
give-back good.nt --wikidata X
load X --store new-store
load good.nt --store X
load good.nt --to X --journal journal
load good.nt --to http://127.0.0.1:9/ --journal X
query commanders X
query X good.nt
query ASK{} --store X
query ASK{} --endpoint X
query conflicts-of good.nt --set X
serve X --host 256.0.0.1
serve --store X --host 256.0.0.1
serve --endpoint X --host 256.0.0.1
serve good.nt --host 256.0.0.1 --sources X
completion X
X
""".strip().splitlines()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("kg.store.upload._WAIT", 0)
    for name, content in INPUTS.items():
        if content is None:
            (tmp_path / name).mkdir()
        else:
            (tmp_path / name).write_bytes(content)


def test_every_command_is_tried() -> None:
    assert {call.split()[0] for call in CALLS} == {*COMMANDS, "X"}


@pytest.mark.parametrize("call", CALLS)
def test_no_exception_is_let_out(call: str) -> None:
    """A usage error says "Usage", all else "error: "."""
    for value in OUTPUTS if "Y" in call.split() else (*INPUTS, *ADDRESSES):
        arguments = [value if word in ("X", "Y") else word for word in call.split()]
        result = CliRunner().invoke(main, arguments, input=b"x\n", prog_name="kg")
        assert result.exception is None or isinstance(result.exception, SystemExit), (arguments, result.exception)
        assert result.exit_code in (0, 1, 2, 3), arguments
        if result.exit_code:
            assert "rror: " in result.stderr or "does not conform" in result.stderr, (arguments, result.stderr)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (
            ["query", "ASK {}", "--endpoint", "ftp://a/"],
            2,
            "Invalid value for --endpoint: 'ftp://a/': a URL is wanted that begins with http:// or https://",
        ),
        (["serve", "--endpoint", "nonsense"], 2, "Invalid value for --endpoint: 'nonsense': a URL is wanted that begins with http:// or https://"),
        (["load", "good.nt", "--to", "http://[::"], 2, "Invalid value for --to: 'http://[::': Invalid IPv6 URL"),
        (["load", "good.nt", "--to", "http://a:99999/"], 2, "Invalid value for --to: 'http://a:99999/': Port out of range 0-65535"),
        (
            ["link", "good.nt", "--service", "http://", "-o", "-"],
            2,
            "Invalid value for --service: 'http://': a URL is wanted that begins with http://",
        ),
        (["build", "--sample", "-o", "out.nq", "--time-limit", "nan"], 2, "a number of seconds is wanted"),
        (["build", "--sample", "-o", "out.nq", "--time-limit", "inf"], 2, "--time-limit"),
        (["load", "", "--store", "store"], 2, "a GRAPH is empty: name a file"),
        (["review", "nowhere.tsv"], 3, "error: nowhere.tsv: no such file"),
        (["index", "binary.tsv", "-o", "out.idx"], 3, "error: binary.tsv: line 2: not UTF-8: byte 0x80"),
    ],
)
def test_what_is_wrong_is_named(arguments: list[str], code: int, says: str) -> None:
    Path("binary.tsv").write_bytes(b"label\tqid\n\x80\tQ1\n")
    result = CliRunner().invoke(main, arguments, prog_name="kg")
    assert (result.exit_code, says in result.stderr) == (code, True), result.stderr
