"""Measure links by name: plain text articles are linked, and the links of the same articles' infoboxes are the answers.

usage: python benchmarks/link_names.py TEXT_FOLDER YAML_FOLDER TABLE... [--show]

TEXT_FOLDER has the plain text of articles, YAML_FOLDER the parameters of their infoboxes with links, under the same file name; the tables make
the index. A name is what an entity of the built graph is called. Where the same name is the text of a link in the same article (or, failing
that, in just one sense in the whole folder), the item of the linked page is its answer: by its title, or where the index has no such title, as for
redirects, the one item labelled with it to the letter. A link to a page that the index does not know at all says that no item is right. A link
that no answer judges is listed with --show, to be judged by a human, and counts for neither.
Needs PyYAML (the extra "dev").
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kg.graph.provenance import Provenance
from kg.language.fold import fold_name
from kg.link.decide import Decision, decide_links
from kg.link.entities import read_entities
from kg.link.index.build import build_index
from kg.link.index.lookup import Index
from kg.link.index.sources import open_source
from kg.pipeline.run import run
from kg.read.registry import ReadOptions

_NOWHERE = ("undefined", "", None)


@dataclass(slots=True)
class Tally:
    """Links that are right and wrong, names whose answer is in the index and those of them that got it, links that nothing judges."""

    right: int = 0
    wrong: int = 0
    answers: int = 0
    reached: int = 0
    open: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, article: str, decision: Decision, answer: set[int] | None) -> None:
        """Count a decision; ``answer`` is None where no link judges the name, empty where the page is not in the index."""
        link = decision.link
        words = f"{article}: {decision.entity.kind} {decision.entity.names[0]}" + (
            f" -> Q{link.item.qid} {link.item.label or link.item.title}" if link else ""
        )
        if answer:
            self.answers += 1
            self.reached += bool(link and link.item.qid in answer)
            if not link:
                self.errors.append(f"missed  {words}: {decision.reason}")
        if link and answer is None:
            self.open.append(words)
        elif link and link.item.qid in (answer or ()):
            self.right += 1
        elif link:
            self.wrong += 1
            self.errors.append(f"WRONG   {words}")


def read_links(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """The folded text and the page of each link in the infobox of an article."""
    document = next(yaml.safe_load_all((folder / f"{name}.yaml").read_text(encoding="utf-8")))
    for box in document["infoboxes"]:
        for value in box.values():
            for link in (value.get("links") or ()) if isinstance(value, dict) else ():
                if link.get("page") not in _NOWHERE:
                    yield fold_name(link.get("text") or link["page"]), link["page"]


def items_of_page(page: str, index: Index) -> set[int]:
    """The items that a linked page may be about."""
    titled = {item.qid for item in index.by_title(page)}
    return titled or {candidate.item.qid for candidate in index.by_name(page, "") if candidate.name.casefold() == page.casefold()}


def measure(texts: Path, boxes: Path, index: Index) -> Tally:
    """Link every article that has both forms."""
    names = sorted(path.stem for path in boxes.glob("*.yaml") if (texts / f"{path.stem}.txt").exists())
    everywhere: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for text, page in read_links(boxes, name):
            everywhere[text].add(page)
    tally = Tally()
    for name in names:
        own: dict[str, set[str]] = defaultdict(set)
        for text, page in read_links(boxes, name):
            own[text].add(page)
        outcomes = run([str(texts / f"{name}.txt")], ReadOptions(), Provenance("https://example.org/", "0"), check=False)
        for triples in (outcome.built.graph.triples for outcome in outcomes if hasattr(outcome, "built")):
            for decision in decide_links(read_entities(triples), index):
                folded = fold_name(decision.entity.names[0])
                pages = own.get(folded) or (everywhere[folded] if len(everywhere.get(folded, ())) == 1 else None)
                tally.add(name, decision, None if pages is None else {qid for page in pages for qid in items_of_page(page, index)})
    return tally


def main(arguments: list[str]) -> None:
    """Build the index, link, and print the figures."""
    paths = [argument for argument in arguments if argument != "--show"]
    if len(paths) < 3:
        sys.exit(__doc__)
    texts, boxes, *tables = paths
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "names.idx")
        build_index(path, (record for table in tables for record in open_source(table)))
        with Index(path) as index:
            tally = measure(Path(texts), Path(boxes), index)
    judged = tally.right + tally.wrong
    if not judged or not tally.answers:
        sys.exit("nothing to judge: no article stands in both folders, or none could be built")
    for line in (*tally.errors, *(f"to judge {line}" for line in tally.open if "--show" in arguments)):
        print(line)
    print(f"links judged {judged}, right {tally.right}: precision {tally.right / judged:.3f}")
    print(f"names with an answer {tally.answers}, reached {tally.reached}: recall {tally.reached / tally.answers:.3f}")
    print(f"links that no answer judges: {len(tally.open)}")


if __name__ == "__main__":
    main(sys.argv[1:])
