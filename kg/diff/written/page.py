"""The differences as one HTML page without scripts: totals by cause at its top, then article by article. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby, islice
from typing import TYPE_CHECKING

from kg.diff.difference import Difference, describe_what, load_data
from kg.diff.tally import Tally, causes_in_words
from kg.plurals import counted, noun_for
from kg.version import __version__

if TYPE_CHECKING:
    from jinja2 import Template

# So many differences of an article are shown, and so many articles: a browser shows no page of a hundred megabytes.
MOST, MOST_ARTICLES = 500, 2000


def render_page(differences: Iterable[Difference], tally: Tally, old: str, new: str) -> Iterator[str]:
    """Yield the page in pieces: its head, a section for each article, its foot."""
    module = _template().make_module({"version": __version__, "in_words": causes_in_words, "what": describe_what})
    causes = [(causes_in_words(causes), counts) for causes, counts in tally.by_causes()]
    kinds = [(load_data()["kind"][kind], counts) for kind, counts in tally.by_kind()]
    yield str(module.head(old, new, tally.total, causes, kinds))  # type: ignore[attr-defined]
    articles = groupby(differences, key=lambda difference: (difference.page or "", difference.article or ""))
    for number, ((page, title), found) in enumerate(islice(articles, MOST_ARTICLES), 1):
        rows = list(islice(found, MOST))
        section = module.article  # type: ignore[attr-defined]
        yield str(section(f"a{number}", title or page or "Beside the articles", rows[0], rows, sum(1 for _ in found)))
    left = sum(1 for _ in articles)
    if left:
        yield f'<p class="small">{counted(left, "more article")} {noun_for(left, "is", "are")} in the table of differences.</p>\n'
    yield str(module.foot())  # type: ignore[attr-defined]


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"counted": counted, "noun_for": noun_for}
    return environment.from_string(files("kg").joinpath("templates/differences.html").read_text(encoding="utf-8"))
