"""Under which licence each layer and kind of file is, and why: LICENCES.md. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kg.domain.licence import NOT_EVALUATED
from kg.patterns import lazy_pattern
from kg.publish.dataset import Dataset
from kg.publish.release import FACTS, FULL, LAYERS, LINKS, ONTOLOGY, Layer

_CREATIVE_COMMONS = lazy_pattern(r"https?://creativecommons\.org/(licenses|publicdomain)/([a-z+-]+)/(?:([0-9.]+)/)?")
_SHORT = {"zero": "CC0"}
_WHAT = {
    FACTS: "What is so, without quotes: the direct statements of all articles.",
    FULL: "All claims with their quotes, places in the text and references.",
    LINKS: "Links of conflicts, groups, people and places to Wikidata, each with its evidence, and what Wikidata says of them.",
    ONTOLOGY: "The ontology, the SHACL shapes, the JSON-LD context and frame.",
}
_SHARE_ALIKE = lazy_pattern(r"https?://creativecommons\.org/licenses/by-sa/.*")
_SHARED = {
    FACTS: "Statements are restructured from the articles, whose licence asks that what is made of them be shared alike.",
    FULL: "Quotes are words of the articles. Their licence asks to name the authors, to link to the licence, and to share alike; each graph does "
    "the first two.",
}
_WHY = {
    FACTS: "Statements are restructured from the articles and kept under their licences.",
    FULL: "Quotes are words of the articles and kept under their licences. Each graph names the authors and links to the licence.",
    LINKS: "Links are facts of our own, and Wikidata's statements are in the public domain (CC0).",
    ONTOLOGY: "It is a work of the project, free to use with attribution.",
}
_ADAPTED = " A graph made from an article under any version of CC BY-SA is under CC BY-SA 4.0, as the licence allows for adaptations."


def name_licence(iri: str) -> str:
    """A licence by the short name that people know ("CC BY-SA 4.0"); the IRI for others than those of Creative Commons."""
    if iri == NOT_EVALUATED.iri:
        return "no licence that is known (copyright not evaluated)"
    match = _CREATIVE_COMMONS.fullmatch(iri)
    if match is None:
        return iri
    kind, code, version = match.groups()
    name = _SHORT.get(code, code.upper() if kind == "publicdomain" else f"CC {code.upper()}")
    return f"{name} {version}" if version else f"{name} (version not stated)"


def link_licences(licences: Iterable[str]) -> str:
    """Licences as links of Markdown."""
    return ", ".join(f"[{name}]({iri})" if (name := name_licence(iri)) != iri else f"<{iri}>" for iri in licences)


def write_licences(dataset: Dataset, layers: Mapping[str, Layer]) -> str:
    """The text of LICENCES.md: the licence of each layer with the reason, and how many articles are under which licence by which basis."""
    rows = [
        f"| {name} | {_WHAT[name]} | {link_licences(layers[name].licence) or 'not stated'} | {_why(name, layers[name])} |"
        for name in LAYERS
        if name in layers
    ]
    articles = Counter(entry.licence for entry in dataset.articles)
    bases = Counter((entry.licence, _basis(entry.basis)) for entry in dataset.articles)
    listed = [
        f"| {link_licences([licence]) if licence else 'not stated'} | {articles[licence]:,} | {basis or 'not told'} | {count:,} |"
        for (licence, basis), count in sorted(bases.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    ]
    return "\n".join([
        "# Licences", "", "| layer | what it holds | licence | why |", "|---|---|---|---|", *rows, "",
        "Tables, site, answers and descriptions of the data are made from the layer full and are under its licence. `release.json` tells the licence "
        "of every file.", "",
        "## The articles", "",
        "Each article keeps its own licence, which its graph states (`dct:license`, and in `dct:rights` how it is known) with its authors "
        "(`cc:attributionName`) and their list (the address of the page's history, in `tables/articles.csv`)."
        + _ADAPTED * any(map(_SHARE_ALIKE.fullmatch, articles)), "",
        "| licence | articles of it | how it is known | articles |", "|---|---|---|---|", *listed, "",
    ])  # fmt: skip


def _why(name: str, layer: Layer) -> str:
    """Why a layer is under its licences: what CC BY-SA asks is said only where all of them are versions of it."""
    shared = bool(layer.licence) and all(map(_SHARE_ALIKE.fullmatch, layer.licence))
    return _SHARED.get(name, _WHY[name]) if shared else _WHY[name]


def _basis(words: str) -> str:
    """The basis without the date of one article, so that articles of one basis count together; as one line of a table."""
    return " ".join(words.partition("is inferred from the date of the revision")[0].split()).replace("|", "/") + (
        " is inferred from the date of the revision" if "is inferred from the date of the revision" in words else ""
    )
