"""Pages of the site that are not in docs/: the documents of the repository's top folder, and the files that they link to (a hook of mkdocs)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md", "DECISIONS.md": "decisions.md",
    "SECURITY.md": "security.md",
}  # fmt: skip
FILES = ("LICENSE", "CITATION.cff", "ontology/conflict-kg.ttl", "ontology/context.jsonld", "shapes/conflict-kg-shapes.ttl")
_LINK = re.compile(r"(?<=\]\()(?P<up>\.\./|docs/)?(?P<path>[^)#:\s]+)(?=[)#])")


def on_files(files: Files, *, config: Any) -> Files:
    """Add the documents and files."""
    for name, page in PAGES.items():
        files.append(File.generated(config, page, content=(ROOT / name).read_text(encoding="utf-8")))
    for name in FILES:
        files.append(File.generated(config, name, abs_src_path=str(ROOT / name)))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Lead links to where the site has their targets."""
    return _LINK.sub(lambda link: PAGES.get(link["path"], link["path"]), markdown)
