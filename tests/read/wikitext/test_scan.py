"""Where the constructs of wikitext begin and end."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import mwparserfromhell

from kg.read.wikitext.scan import read_call, scan


def _templates(source: str, start: int, end: int) -> Counter[str]:
    """All templates of a range, those in references too."""
    markup, found = scan(source, start, end), Counter[str]()
    for at, stop in markup.ends.items():
        if source.startswith("{{", at) and at not in markup.parameters:
            found[source[at:stop]] += 1
        elif source[at : at + 4].lower() == "<ref" and source[stop - 2] != "/":
            found += _templates(source, source.index(">", at) + 1, source.rindex("</", at, stop))
    return found


def test_structure_is_that_of_mwparserfromhell(corpus: Path) -> None:
    for path in sorted((corpus / "xml").glob("*.xml"))[::6]:
        text = ET.fromstring(path.read_bytes()).findtext("revision/text", "")
        oracle = mwparserfromhell.parse(text).filter_templates()
        assert _templates(text, 0, len(text)) == Counter(map(str, oracle)), path.name
        for template in oracle:
            source = str(template)
            call = read_call(scan(source), 0)
            expected = [(str(p.name).strip(), str(p.value).strip()) for p in template.params]
            assert [(a.name, source[a.start : a.end]) for a in call.arguments] == expected
