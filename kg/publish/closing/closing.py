"""The files that close a release: the page to read first, licences, issues, and last the manifest and the checksums."""

from __future__ import annotations

from kg.publish.closing.licences import write_licences
from kg.publish.closing.readme import write_readme
from kg.publish.data.layers import licences_of
from kg.publish.data.ontology import CC_BY
from kg.publish.dataset import Dataset
from kg.publish.draft import Draft
from kg.publish.gather.gather import ISSUES
from kg.publish.release import CHECKSUMS, LAYERS, MANIFEST, Manifest, write_checksums

_MARKDOWN = "text/markdown"


def make_readme(dataset: Dataset, draft: Draft) -> None:
    """Write README.md, LICENCES.md and, where articles were built, what was not understood of them."""
    if dataset.issues is not None:
        with draft.open("metadata/issues.jsonl", "application/jsonl", licence=licences_of(dataset), counted="rows") as out:
            path = dataset.folder / ISSUES
            with path.open(encoding="utf-8", newline="") as issues:
                for line in issues:
                    out.write(line)
                    out.count += 1
    draft.write("LICENCES.md", write_licences(dataset, draft.layers), _MARKDOWN, licence=(CC_BY,))
    draft.write("README.md", write_readme(dataset, draft.files, draft.layers), _MARKDOWN, licence=(CC_BY,))


def make_closing(dataset: Dataset, draft: Draft) -> None:
    """Write manifest and checksums, which tell of all other files."""
    config = dataset.config
    manifest = Manifest(
        config.title, config.version, dataset.issued, config.base, config.creator, config.publisher, dataset.software_version,
        dataset.ontology_version, dataset.counts, tuple(draft.layers[name] for name in LAYERS if name in draft.layers), tuple(draft.files.values()),
    )  # fmt: skip
    draft.write(MANIFEST, manifest.to_json(), "application/json")
    draft.write(CHECKSUMS, write_checksums((file.path, file.sha256) for file in draft.files.values()), "text/plain")
