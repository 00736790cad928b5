"""Pages over the graph of thousands of articles in a real browser: the keyboard, a narrow screen, no script, barriers, and how long they take.

    python benchmarks/browser.py GRAPH.nq [--articles 5000]
    python benchmarks/browser.py --store FOLDER

The graph is copied as in benchmarks/pages.py, loaded and served; or a folder that kg load made is. Every kind of page is opened at 1280 and 360
pixels, light and dark, with the keyboard alone and without scripts, and axe-core looks for barriers (npm ci in kg/serve/static/editor). Prints what
is wrong on which page, and for each page the milliseconds from its request to its last byte, asked for the second time; exit code 1 where anything is
wrong. Needs Chromium with chromedriver and the extra ``browser``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pages import count_articles
from serve import BASE, multiply

from kg.pages.catalogue import Catalogue, read_catalogue
from kg.rdf.terms import CK
from kg.store.embedded import EmbeddedStore, open_folder

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from browsers import axe_source, complaints, find_faults, open_browser, wait
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from servers import run_server

if TYPE_CHECKING:
    from selenium.webdriver.remote.webdriver import WebDriver

NARROW = 360
_TABS = 40
# Characters that the main part of a page has at least.
_LEAST = 40
# What the keyboard is at: how large it is, whether it (in an SVG what is drawn, in an element with parts of its own one of these) shows that, a word
# for it, whether it is nothing, and whether it is what it was at before.
_FOCUS = """
let at = document.activeElement;
while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
const shows = (part) => getComputedStyle(part).outlineStyle !== "none" || getComputedStyle(part).boxShadow !== "none";
const drawn = at instanceof SVGElement && [...at.querySelectorAll("circle")].some((part) => parseFloat(getComputedStyle(part).strokeWidth) >= 3);
const own = [at, at.closest(".cm-editor")].filter(Boolean).some(shows), box = at.getBoundingClientRect(), same = at === window.kgBefore;
window.kgBefore = at;
return [box.width * box.height, own || drawn, at.outerHTML.slice(0, 100), at === document.body, same];
"""


def choose_paths(store: EmbeddedStore, catalogue: Catalogue) -> dict[str, str]:
    """A page of each kind: the largest war, group, person and place, the conflict and the article with the most claims, lists and searches."""
    summaries = catalogue.summaries

    def path(iri: str) -> str:
        return f"/{iri.removeprefix(BASE)}.html"

    def largest(kind: str) -> str:
        return max(sorted(thing for thing in catalogue.involved if f"/{kind}/" in thing), key=lambda thing: len(catalogue.involved[thing]))

    def first(query: str) -> str:
        return str(store.select(query).rows[0][0])

    article = first(
        f"SELECT ?article {{ ?words <http://www.w3.org/ns/oa#hasSource> ?article . ?claim <{CK.term('evidence')}> ?words }} "
        "GROUP BY ?article ORDER BY DESC(COUNT(*)) ?article LIMIT 1"
    )
    conflict = max(sorted(summaries.conflicts), key=lambda one: sum(len(side.sums) + len(side.members) for side in summaries.of(one).sides))
    found = {
        "war": max(sorted(summaries.parts), key=lambda war: len(summaries.parts_of(war))), "conflict": conflict, "group": largest("group"),
        "person": largest("person"), "place": max(sorted(summaries.at), key=lambda place: len(summaries.at[place])), "article": article,
        "claim": first(f"SELECT ?claim {{ ?claim a <{CK.term('Claim')}> }} LIMIT 1"),
    }  # fmt: skip
    own = {"start": "/", "list of a year": "/?from=1944&to=1944&sort=date", "search": "/search?q=battle", "search by year": "/search?q=battle+1944"}
    lists = {name: f"/{name}" for name in ("people", "groups", "places", "wars")}
    return {**own, **lists, "who fell": "/people?fell=yes&sort=conflicts", "query": "/query", **{kind: path(iri) for kind, iri in found.items()}}


def look_at(driver: WebDriver, url: str, paths: dict[str, str], axe: str) -> Iterator[str]:
    """Barriers, complaints of the browser, and pages wider than the window."""
    for kind, path in paths.items():
        driver.get(url + path)
        yield from (f"{kind}: {words}" for words in complaints(driver))
        width = driver.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
        if width[0] > width[1]:
            yield f"{kind}: {width[0]} pixels wide in a window of {width[1]}"
        yield from (f"{kind}: {impact} {rule}: {element}" for rule, impact, element in find_faults(driver, axe))


def press_tab(driver: WebDriver, url: str, paths: dict[str, str]) -> Iterator[str]:
    """What the keyboard reaches: first the link to the content, then things that can be seen and say that they are chosen; it is caught nowhere."""
    for kind, path in paths.items():
        driver.get(url + path)
        seen = []
        for _ in range(_TABS):
            driver.switch_to.active_element.send_keys(Keys.TAB)
            size, shown, words, away, same = driver.execute_script(_FOCUS)
            if same:
                yield f"{kind}: the keyboard is caught at {words}"
            if away or same:
                break
            seen.append(words)
            if not shown:  # An editor says so a moment later.
                time.sleep(0.2)
                shown = driver.execute_script(_FOCUS)[1]
            if not size or not shown:
                yield f"{kind}: {'not seen' if not size else 'does not show that it is chosen'}: {words}"
        if not seen or 'class="skip"' not in seen[0]:
            yield f"{kind}: the keyboard comes to {seen[:1]} first"


def search_by_keyboard(driver: WebDriver, url: str) -> Iterator[str]:
    """From the start page to a thing, by suggestions."""
    driver.get(f"{url}/")
    box = driver.find_element(By.ID, "q")
    box.send_keys("battle 1944")
    wait(driver, "!document.querySelector('.suggestions').hidden")
    chosen = driver.find_element(By.CSS_SELECTOR, ".suggestions li").get_dom_attribute("data-href")
    box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    wait(driver, f"location.pathname === new URL({chosen!r}, location).pathname")
    if not driver.find_element(By.TAG_NAME, "h1").text:
        yield f"search: {chosen} has no heading"


def read_without_scripts(driver: WebDriver, url: str, paths: dict[str, str]) -> Iterator[str]:
    """Pages that lack a heading, or whose main part is empty."""
    for kind, path in paths.items():
        driver.get(url + path)
        if not driver.find_element(By.TAG_NAME, "h1").text or len(driver.find_element(By.ID, "main").text) < _LEAST:
            yield f"{kind}: without scripts there is nothing on it"


def time_page(url: str) -> tuple[float, float]:
    """Milliseconds from the request of a page to its last byte, when it is asked for again and the server has kept it, and made anew."""
    times = []
    for address in (url, url, f"{url}{'&' if '?' in url else '?'}anew=1"):
        began = time.perf_counter()
        with urllib.request.urlopen(address) as response:
            response.read()
        times.append((time.perf_counter() - began) * 1000)
    return times[1], times[2]


def try_pages(url: str, paths: dict[str, str]) -> list[str]:
    """All that is wrong; prints how long pages take."""
    axe, wrong = axe_source(), list[str]()
    for kind, path in paths.items():
        kept, anew = time_page(url + path)
        print(f"{kind} ({path}): {kept:.0f} ms kept, {anew:.0f} ms made anew, by the clock")
    looks: list[tuple[str, dict[str, object], Callable[[WebDriver], Iterator[str]]]] = [
        ("1280 pixels", {"width": 1280}, lambda driver: look_at(driver, url, paths, axe)),
        ("1280 pixels, dark", {"width": 1280, "dark": True}, lambda driver: look_at(driver, url, paths, axe)),
        (f"{NARROW} pixels", {"width": NARROW}, lambda driver: look_at(driver, url, paths, axe)),
        ("keyboard", {"width": 1280}, lambda driver: press_tab(driver, url, paths)),
        ("keyboard", {"width": 1280}, lambda driver: search_by_keyboard(driver, url)),
        ("no script", {"width": NARROW, "scripts": False}, lambda driver: read_without_scripts(driver, url, paths)),
    ]
    for name, options, look in looks:
        with open_browser(**options) as driver:  # type: ignore[arg-type]
            found = [f"{name}: {words}" for words in look(driver)]
        print(f"{name}: {len(paths)} pages, {len(found)} faults")
        wrong += found
    return wrong


def make_store(graph: Path, articles: int, folder: Path) -> Path:
    """A store of copies of a graph, with so many articles."""
    with graph.open("rb") as lines:
        quads = sum(1 for _ in lines)
    multiply(graph, folder / "graph.nq", quads * -(-articles // count_articles(graph)))
    subprocess.run([sys.executable, "-m", "kg", "load", folder / "graph.nq", "--store", folder / "store"], check=True, capture_output=True)
    return folder / "store"


def main() -> int:
    """Try all pages, and print what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--store", type=Path, help="a folder that kg load made, instead of a graph")
    options = parser.parse_args()
    if (options.graph is None) == (options.store is None):
        parser.error("give a graph or --store")
    folder = Path(tempfile.mkdtemp(prefix="kg-browser-"))
    try:
        place = options.store or make_store(options.graph, options.articles, folder)
        store = open_folder(place)
        catalogue = read_catalogue(store)
        paths = choose_paths(store, catalogue)
        print(f"{len(catalogue.articles):,} articles, {len(catalogue.names):,} names")
        del store, catalogue
        with run_server("--store", place, folder=folder) as server:
            wrong = try_pages(server.url, paths)
    finally:
        shutil.rmtree(folder)
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
