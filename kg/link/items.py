"""The items that a linked graph needs: their numbers, a query for them, and themselves from Wikidata's API in polite batches.

The client is the one of live wikis (kg/read/mediawiki/api.py): it names itself, asks one thing at a time, gives way to a lagging server and waits as
long as it asks. What has come is kept in a cache at once, so that a broken run goes on where it ended.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from kg.link.service import AnswerCache
from kg.read.mediawiki.api import Client

WIKIDATA_API = "https://www.wikidata.org/w/api.php"
BATCH = 50
_PROPS = "claims|labels|descriptions"


def fetch_items(
    qids: Iterable[int], client: Client, cache: AnswerCache, *, language: str = "en", tell: Callable[[int, int], None] = lambda done, of: None
) -> Iterator[dict[str, Any]]:
    """Yield the items with these numbers in order, from the cache or the API; those deleted or unknown are left out. Raises ReadError."""
    wanted = sorted(set(qids))
    known = {qid: item for qid in wanted if (item := cache.get(client.api, language, f"Q{qid}")) is not None}
    missing = [qid for qid in wanted if qid not in known]
    for at in range(0, len(missing), BATCH):
        batch = missing[at : at + BATCH]
        known |= _fetch_batch(batch, client, cache, language)
        tell(at + len(batch), len(missing))
    yield from (known[qid] for qid in wanted if "missing" not in known[qid])


def _fetch_batch(batch: Sequence[int], client: Client, cache: AnswerCache, language: str) -> dict[int, dict[str, Any]]:
    """The items of one request, kept; a redirect stands under the number that was asked for."""
    ids = [f"Q{qid}" for qid in batch]
    answer = client.fetch({"action": "wbgetentities", "ids": "|".join(ids), "props": _PROPS, "languages": f"{language}|mul"})
    told = answer.get("entities") or {}
    by_asked = {one.get("redirects", {}).get("from", name): one for name, one in told.items() if isinstance(one, dict)}
    found = {}
    for qid, name in zip(batch, ids, strict=True):
        item = {**by_asked.get(name, {"missing": ""}), "id": name}
        cache.put(item, client.api, language, name)
        found[qid] = item
    return found


def to_lines(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Items as Wikidata's dump has them: a JSON array with one on each line."""
    yield "[\n"
    before = ""
    for item in items:
        yield before + json.dumps(item, ensure_ascii=False, sort_keys=True)
        before = ",\n"
    yield "\n]\n" if before else "]\n"


def construct_query(qids: Iterable[int], properties: Iterable[str]) -> str:
    """A query for a SPARQL service of Wikidata that constructs the statements of these items with these properties, with their qualifiers."""
    values = " ".join(f"wd:Q{qid}" for qid in sorted(set(qids)))
    predicates = " ".join(f"p:{name}" for name in sorted(set(properties), key=lambda name: int(name[1:])))
    return (
        "PREFIX wd: <http://www.wikidata.org/entity/>\nPREFIX p: <http://www.wikidata.org/prop/>\n"
        "CONSTRUCT { ?item ?property ?statement . ?statement ?predicate ?value }\n"
        f"WHERE {{\n  VALUES ?item {{ {values} }}\n  VALUES ?property {{ {predicates} }}\n"
        "  ?item ?property ?statement . ?statement ?predicate ?value\n}\n"
    )
