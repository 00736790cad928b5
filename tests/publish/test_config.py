"""What a publisher tells, in kg.toml and by options; what is wrong is named with file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.publish.config import Config, ConfigError, make_config, read_config

WHOLE = """\
[dataset]
title = "Wars of Hollenfurt"
description = '''First line.
Second line.'''
creator = ["Ada Storm <https://orcid.org/0000-0002-1825-0097>", "Bo Reed"]
publisher = "Hollenfurt Library"
contact = "mailto:library@example.org"
version = "2.1.0"
issued = 2026-11-29
base = "https://example.org/wars"
licence = "https://creativecommons.org/licenses/by-sa/4.0/"
doi = "https://doi.org/10.5281/zenodo.123"
site = "https://example.org/site"
previous = "old"
keywords = "wars"
shard = 1048576
"""


def test_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "kg.toml"
    path.write_text(WHOLE)
    assert read_config(path) == Config(
        title="Wars of Hollenfurt", description="First line.\nSecond line.",
        creator=("Ada Storm <https://orcid.org/0000-0002-1825-0097>", "Bo Reed"), publisher="Hollenfurt Library",
        contact="mailto:library@example.org", version="2.1.0", issued="2026-11-29", base="https://example.org/wars/",
        licence="https://creativecommons.org/licenses/by-sa/4.0/", doi="10.5281/zenodo.123", site="https://example.org/site/",
        previous=str(tmp_path / "old"), keywords=("wars",), shard=1048576,
    )  # fmt: skip


def test_options_come_first(tmp_path: Path) -> None:
    path = tmp_path / "kg.toml"
    path.write_text(WHOLE)
    found = read_config(path, title="Other", creator=("Cy",), issued=None)
    assert (found.title, found.creator, found.issued) == ("Other", ("Cy",), "2026-11-29")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[dataset]\ntitel = "x"\n', ":2: unknown key 'titel' in [dataset]; did you mean 'title'?"),
        ('[datset]\ntitle = "x"\n', ":1: unknown table or key 'datset'; did you mean 'dataset'?; all keys stand in [dataset]"),
        ('title = "x"\n', ":1: the key 'title' stands outside of [dataset]; put it under [dataset]"),
        ('colour = "x"\n', ":1: unknown table or key 'colour'; the keys are dataset; all keys stand in [dataset]"),
        ('[dataset]\n\ntitle = 1\n', ":3: title in [dataset]: text is wanted, not 1"),
        ('[dataset]\ntitle = ""\n', ":2: title in [dataset]: it is empty"),
        ('[dataset]\nissued = "soon"\n', ":2: issued in [dataset]: 'soon' is no date of the form 2026-01-31"),
        ('[dataset]\nissued = "2026-02-30"\n', ":2: issued in [dataset]: '2026-02-30' is no date of the form 2026-01-31"),
        ('[dataset]\ncreator = [1]\n', ":2: creator in [dataset]: text is wanted, not 1"),
        ('[dataset]\nbase = "wars"\n', ":2: base in [dataset]: not an absolute IRI: 'wars/'"),
        ('[dataset]\nsite = "ftp://x/"\n', ":2: site in [dataset]: an address is wanted that begins with http:// or https://, not 'ftp://x/'"),
        (
            '[dataset]\nissued = 2026-11-29T10:00:00\n',
            ":2: issued in [dataset]: a date without a time is wanted (2026-11-29), not 2026-11-29T10:00:00",
        ),
        ('[dataset]\nversion = 2026-11-29\n', ":2: version in [dataset]: text is wanted, not 2026-11-29"),
        ('[dataset]\ntitle = "a\\u0007b"\n', ":2: title in [dataset]: words are wanted, without control characters or line ends"),
        ('[dataset]\ntitle = "a\\u202Eb"\n', ":2: title in [dataset]: words are wanted, without control characters or line ends"),
        (
            '[dataset]\ncreator = [\n  "Bo Reed",\n  "Ada Storm <https://orcid.org/0000-0002-1825-0098>",\n]\n',
            ":4: creator in [dataset]: https://orcid.org/0000-0002-1825-0098 is no ORCID: by its other digits, the last one would be 7",
        ),
        (
            '[dataset]\npublisher = "Ada <orcid.org/1>"\n',
            ":2: publisher in [dataset]: the form is 'Name' or 'Name <https://…>', not 'Ada <orcid.org/1>'",
        ),
        (
            '[dataset]\nlicence = "https://creativecommons.org/licenses/by-sa/4.0/deed.en"\n',
            ":2: licence in [dataset]: https://creativecommons.org/licenses/by-sa/4.0/deed.en is a page on a licence, whose own address is "
            "https://creativecommons.org/licenses/by-sa/4.0/",
        ),
        ('[dataset]\ndoi = "zenodo"\n', ":2: doi in [dataset]: 'zenodo' is no DOI (10.5281/zenodo.123)"),
        ('[dataset]\ncontact = "Ada"\n', ":2: contact in [dataset]: an e-mail or web address is wanted, not 'Ada'"),
        (
            '[dataset]\nlicence = "https://creativecommons.org/publicdomain/zero/1.0/"\n',
            ":2: licence in [dataset]: articles cannot be under CC0 in a release, in which that is the licence of links alone",
        ),
        ('[dataset]\nshard = 10\n', ":2: shard in [dataset]: a number of bytes is wanted, 1048576 at least, not 10"),
        ("dataset = 1\n", ":1: [dataset] is a table of keys"),
        ("[dataset\n", ":1:9: Expected ']' at the end of a table declaration"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "kg.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert str(caught.value) == f"{path}{message}"


@pytest.mark.parametrize("title", ["Wars of\u00a0Hollenfurt", "Les guerres\u202f: 1701", "\u062c\u0646\u06af\u200c\u0647\u0627"])
def test_a_title_may_have_no_break_spaces_and_joiners(title: str) -> None:
    assert make_config({"dataset": {"title": title}}).title == title


def test_what_is_not_utf_8_is_named_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "kg.toml"
    path.write_bytes('[dataset]\ntitle = "é'.encode() + b'\xff"\n')
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert str(caught.value) == f"{path}:2:11: not UTF-8: byte 0xFF"


def test_the_mark_that_some_editors_write_first_is_no_part_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('[dataset]\ntitle = "Wars"\n', encoding="utf-8-sig")
    assert read_config(tmp_path / "kg.toml").title == "Wars"


def test_a_wrong_option_is_named() -> None:
    with pytest.raises(ConfigError) as caught:
        make_config({}, issued="soon")
    assert str(caught.value) == "--issued: 'soon' is no date of the form 2026-01-31"
