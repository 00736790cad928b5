"""The page to read first: what a release is, what is in it, how to ask it, how to check it, how to cite it. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from kg.plurals import counted, noun_for
from kg.publish.closing.licences import link_licences
from kg.publish.dataset import Dataset
from kg.publish.release import LAYERS, File, Layer

_FOLDERS = {
    "data/": "the data as RDF: N-Quads (canonical, sorted), TriG, each article as Turtle and JSON-LD, ontology, shapes, context, frame",
    "tables/": "the same as tables: CSV and Parquet with a dictionary of each, SQLite, GeoJSON",
    "metadata/": "descriptions for programs (DCAT, VoID, PROV), quality, and what was not understood",
    "queries/": "example queries",
    "answers/": "their answers",
    "changes/": "what changed since the previous release, and why",
    "site/": "the pages of all articles, to read without a server",
}
_FILES = {
    "index.html": "the page to begin with, in a browser",
    "LICENCES.md": "the licence of each layer, and why",
    "CITATION.cff": "how to cite, for programs",
    "datacite.json": "the description for DataCite",
    ".zenodo.json": "the description for Zenodo",
    "ro-crate-metadata.json": "the description as a research object",
    "croissant.json": "the description for machine learning",
    "release.json": "the manifest: every file with size, sha256, media type, licence and count",
    "SHA256SUMS": "checksums of all files",
}
_MADE_LAST = ("ro-crate-metadata.json", "release.json", "SHA256SUMS", "LICENCES.md")


def write_readme(dataset: Dataset, files: Mapping[str, File], layers: Mapping[str, Layer]) -> str:
    """The text of README.md, of those files that there are."""
    parts = [_head(dataset), _layers(layers), _layout(files), _asking(files), _checking(), _citing(dataset, files)]
    return "\n".join(part for part in parts if part)


def _head(dataset: Dataset) -> str:
    config, counts = dataset.config, dataset.counts
    by = [name.partition(" <")[0] for name in config.creator]
    told = [f"Version {config.version}", dataset.issued, f"by {', '.join(by)}" if by else "", config.doi and f"doi:{config.doi}"]
    what = config.description or (
        "Armed conflicts as linked data: who fought whom, on which side, when, where, under whose command, with what strength and losses, and with "
        "what result. Every statement cites the exact words of an article."
    )
    own = len({conflict for entry in dataset.articles for conflict in entry.conflicts})
    numbers = (
        f"{counted(counts['facts'], 'fact')} and {counted(counts['claims'], 'claim')} about {counted(counts['conflicts'], 'conflict')} "
        f"({own:,} with an article of {noun_for(own, 'its', 'their')} own), from {counted(counts['articles'], 'article')}."
    )
    return f"# {config.title}\n\n{', '.join(part for part in told if part)}\n\n{what}\n\n{numbers}\n"


def _layers(layers: Mapping[str, Layer]) -> str:
    rows = [
        f"| {name} | {layer.triples:,} | {link_licences(layer.licence) or 'not stated'} | {', '.join(f'`{path}`' for path in layer.files)} |"
        for name in LAYERS
        if (layer := layers.get(name))
    ]
    return "\n".join(["## Layers", "", "| layer | statements | licence | files |", "|---|---|---|---|", *rows, ""])


def _layout(files: Mapping[str, File]) -> str:
    folders = [f"| `{folder}` | {words} |" for folder, words in _FOLDERS.items() if any(path.startswith(folder) for path in files)]
    single = [f"| `{path}` | {words} |" for path, words in _FILES.items() if path in files or path in _MADE_LAST]
    return "\n".join(["## What is here", "", "| | |", "|---|---|", *single, *folders, ""])


def _asking(files: Mapping[str, File]) -> str:
    dumps = " ".join(sorted(path for path in files if path.startswith("data/full") and path.endswith(".nq.gz")))
    lines = ["## Asking", "", "Tables, with DuckDB, pandas, R or a spreadsheet:", "", "```sh"]
    lines += ["duckdb -c \"SELECT conflict, side, killed_low, killed_high FROM 'tables/sides.parquet' WHERE killed_low IS NOT NULL\"", "```", ""]
    lines += [
        "Which figures may be added up, the column `adds_up` of the table figures tells. RDF, with any store, or with conflict-kg:",
        "",
        "```sh",
    ]
    return "\n".join([*lines, f"kg load {dumps} --store store", "kg query --store store victors", "kg serve --store store", "```", ""])


def _checking() -> str:
    return "\n".join([
        "## Checking", "", "```sh", "sha256sum -c SHA256SUMS     # every byte is as it was published",
        "kg verify .                 # every promise holds: counts, licences, shapes, answers, tables, links", "```", "",
        "The N-Quads files, unpacked one after the other, are the canonical form of their layer (RDFC-1.0); its hash is in `release.json`.", "",
    ])  # fmt: skip


def _citing(dataset: Dataset, files: Mapping[str, File]) -> str:
    licences = sorted({entry.graph_licence for entry in dataset.articles if entry.graph_licence})
    how = "`CITATION.cff` says how to cite the release." if "CITATION.cff" in files else "Cite the release by its title, version and date."
    return (
        f"## Citing and licence\n\n{how} The data are under {link_licences(licences)}: name the authors of the articles; `LICENCES.md` tells more.\n"
    )
