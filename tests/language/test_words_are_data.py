"""No function of read, columns or extract holds a word of a language: words are data of a pack (kg/data/CODE, kg/data/wiki/CODE).

Looked at are letters in regular expressions, in arguments of string methods, and in comparisons and collections of strings. What stands there
has to be a term of the program: a name in our data files or the ontology, a value that a ``Literal`` type lists, or a word of markup.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
MODULES = sorted(path for part in ("read", "columns", "extract") for path in (PACKAGE / part).rglob("*.py"))
METHODS = {"startswith", "endswith", "removeprefix", "removesuffix", "find", "rfind", "partition", "rpartition", "split", "rsplit", "count", "index"}
PATTERN_CALLS = {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "finditer", "findall", "escape"}
# Letters of markup and file formats, which are the same in every language.
MARKUP = frozenset({
    "a", "abbr", "align", "alt", "archive", "article", "attributes", "audio", "b", "base", "bibcode", "big", "blockquote", "bmp", "body", "br", "bz",
    "caption", "cite", "class", "code", "colspan", "content", "coord", "data", "dbname", "dd", "del", "dfn", "display", "div", "dl", "doi", "dt",
    "em", "figure", "font", "ftp", "gif", "gz", "h", "head", "header", "hr", "href", "html", "http", "https", "i", "id", "img", "infobox", "ins",
    "invoke", "isbn", "jpeg", "jpg", "jsonld", "kbd", "lang", "li", "link", "main", "mailto", "mediawiki", "meta", "mw", "name", "nbsp", "ns",
    "ol", "org", "page", "pdf", "php", "png", "poem", "pre", "q", "redirect", "ref", "references", "rel", "revision", "rowspan", "s", "samp",
    "sections", "sfn", "small", "source", "span", "src", "strong", "style", "sub", "sup", "svg", "syntaxhighlight", "table", "tbody", "td",
    "template", "text", "th", "thead", "tif", "tiff", "timestamp", "title", "tr", "tt", "u", "ul", "url", "urn", "utf", "var", "video", "w",
    "webp", "wikidata", "wikipedia", "wiktionary", "www", "xml", "zim",
    "amp", "apos", "boundary", "center", "charset", "csv", "doc", "json", "jsonl", "mht", "mhtml", "multipart", "ndjson", "nowiki", "quot", "tsv",
    "type",
    "button", "citeref", "colgroup", "dir", "gt", "gzip", "htm", "lt", "menu", "px", "tag", "tfoot", "txt", "wiki", "wikitext", "xhtml",
    "authorization", "localhost", "move", "proxy",
})  # fmt: skip
WORD = re.compile(r"[^\W\d_]{2,}")
# What is no literal letter in a pattern: escapes, names and flags of groups, classes of characters.
NOT_LITERAL = re.compile(
    r"\\[uU][0-9a-fA-F]{4,8}|\\x[0-9a-fA-F]{2}|\\N\{[^}]*\}|\\.|\(\?P[<=]\w+[>)]|\(\?[aiLmsux-]+[:)]|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\w*\}", re.DOTALL
)


def keys_of(entries: object) -> Iterator[str]:
    if isinstance(entries, dict):
        for name, inner in entries.items():
            yield name
            yield from keys_of(inner)
    elif isinstance(entries, list):
        for inner in entries:
            yield from keys_of(inner)


@cache
def terms() -> frozenset[str]:
    """The names that the program itself gives: keys of data files, relations and fields, terms of the ontology, values of Literal types."""
    found: set[str] = set()
    for file in (PACKAGE / "data").rglob("*.toml"):
        found |= set(keys_of(tomllib.loads(file.read_text(encoding="utf-8")))) | {file.stem}
    ontology = PACKAGE.parent / "ontology" / "conflict-kg.ttl"
    found |= set(re.findall(r"\bck:(\w+)", ontology.read_text(encoding="utf-8")))
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
                found |= {part.value for part in ast.walk(node.slice) if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    found |= set(re.findall(r'^[A-Z]+ = "(\w+)"$', (PACKAGE / "model" / "text.py").read_text(encoding="utf-8"), re.MULTILINE))
    return frozenset(found)


def strings(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def literals(node: ast.AST) -> Iterator[str]:
    """The letters that stand in a pattern itself: not those in the names of what is put into it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not isinstance(node, ast.FormattedValue | ast.Call):
        for part in ast.iter_child_nodes(node):
            yield from literals(part)


def words_in_pattern(pattern: str) -> Iterator[str]:
    yield from (word for word in WORD.findall(NOT_LITERAL.sub(" ", pattern)) if word.casefold() not in MARKUP)


def is_word(value: str) -> bool:
    letters = WORD.findall(value)
    return bool(letters) and value not in terms() and any(word.casefold() not in MARKUP for word in letters)


def words_of_language(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every line and word that no module should hold."""
    listed = {"__all__", "__slots__"}
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    dunder = {id(node.value) for node in assigned if {getattr(name, "id", "") for name in node.targets} & listed}
    for node in ast.walk(tree):
        if id(node) in dunder:
            continue
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            owner = node.func.value.id if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) else ""
            lazy = isinstance(node.func, ast.Name) and node.func.id == "lazy_pattern"
            if (lazy or (owner == "re" and called in PATTERN_CALLS)) and node.args:
                yield from ((node.lineno, word) for text in literals(node.args[0]) for word in words_in_pattern(text))
            elif called in METHODS and owner != "re":
                yield from ((node.lineno, text) for argument in node.args for text in strings(argument) if is_word(text))
        elif isinstance(node, ast.Compare):
            sides = (side for side in (node.left, *node.comparators) if isinstance(side, ast.Constant | ast.Tuple | ast.List | ast.Set))
            yield from ((node.lineno, text) for side in sides for text in strings(side) if is_word(text))
        elif isinstance(node, ast.Tuple | ast.List | ast.Set) and len(node.elts) > 1:
            parts = [part.value for part in node.elts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            if len(parts) == len(node.elts):
                yield from ((node.lineno, text) for text in parts if is_word(text))
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.JoinedStr | ast.BinOp):
            # A piece of a pattern that is put together elsewhere.
            pieces = [text for text in literals(node.value) if re.search(r"\(\?|\\[bsdwSWD]|\|", text)]
            yield from ((node.lineno, word) for text in pieces for word in words_in_pattern(text))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_holds_a_word_of_a_language(path: Path) -> None:
    assert sorted(set(words_of_language(ast.parse(path.read_text(encoding="utf-8"))))) == []


@pytest.mark.parametrize(
    "code",
    [
        're.compile(r"\\s+until\\b")', 'lazy_pattern(r"\\s+until\\b")',
        're.search(r"(?:from|since) \\d+", shown)', 'shown.startswith("of ")', 'word in ("the", "and")',
        'words = {"killed", "dead"}', 'if word == "unknown army": pass', '_BEFORE = r"\\b(?:about|some)"', 're.compile(rf"{x}ommander")',
    ],
)  # fmt: skip
def test_the_check_finds_words(code: str) -> None:
    assert list(words_of_language(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ['re.compile(r"</?ref\\b[^>]*>")', 'field == "casualties"', 'kind in ("killed", "wounded")', 're.compile(r"\\d+(?P<unit>\\w)")']
)
def test_the_check_lets_terms_and_markup_pass(code: str) -> None:
    assert list(words_of_language(ast.parse(code))) == []
