"""The last files of a release, which tell of all others: the manifest and the checksums."""

from __future__ import annotations

from kg.publish.dataset import Dataset
from kg.publish.draft import Draft
from kg.publish.release import CHECKSUMS, LAYERS, MANIFEST, Manifest, write_checksums


def make_closing(dataset: Dataset, draft: Draft) -> None:
    """Write them."""
    config = dataset.config
    manifest = Manifest(
        config.title, config.version, dataset.issued, config.base, config.creator, config.publisher, dataset.software_version,
        dataset.ontology_version, dataset.counts, tuple(draft.layers[name] for name in LAYERS if name in draft.layers), tuple(draft.files.values()),
    )  # fmt: skip
    draft.write(MANIFEST, manifest.to_json(), "application/json")
    draft.write(CHECKSUMS, write_checksums((file.path, file.sha256) for file in draft.files.values()), "text/plain")
