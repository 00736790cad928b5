"""The pages in a real browser: a way through them, the keyboard alone, a narrow screen, no script at all, and what axe-core finds.

They need a Chromium with its driver and the extra ``browser``; axe-core is taken from kg/serve/static/editor (npm ci).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from page_graph import ARTICLES, GRAPH, Site, run_site

pytest.importorskip("selenium", reason="pages are tried in a browser with the extra browser")
pytest.importorskip("pyoxigraph", reason="kg serve needs the extra serve")
pytest.importorskip("uvicorn", reason="kg serve needs the extra serve")

from browsers import BROWSER, DRIVER, axe_source, complaints, find_faults, open_browser, wait
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from kg.query.named import named_queries

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="no chromium with chromedriver on this machine")

SET_EDITOR = """
const view = document.querySelector("query-editor").editor;
view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: arguments[0]}, selection: {anchor: arguments[0].length}});
view.focus();
"""
BOX = "const {left, right} = document.querySelector('.cite:hover .tip').getBoundingClientRect(); return [left, right]"
COUNT = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?s ?n (COUNT(?x) AS ?c) { ?s rdfs:label ?n . ?x ?p ?s } GROUP BY ?s ?n"
# The width of the paper between margins of a centimetre, in CSS pixels.
A4 = 718
TARSK = "/conflict/Tarsk_offensive.html"
KINDS = {
    "start": "/", "conflict": TARSK, "conflict without article": "/conflict/Drava_Civil_War.html", "group": "/group/Drava.html",
    "person": "/person/Osk_Marel.html",
    "place": "/place/Drava.html", "people": "/people", "groups": "/groups?sort=date", "places": "/places", "wars": "/wars",
    "who fell": "/people?fell=yes&sort=conflicts", "search": "/search?q=marel", "empty search": "/search?q=", "years": "/search?q=2014",
    "about": "/about", "ontology": "/ontology.html", "query": "/query",
    "hostile": "/conflict/Hostile.html", "missing": "/conflict/Nothing_here.html",
    "answer": "/query?query=" + quote(COUNT), "error": "/query?query=" + quote("SELECT * {\n  ?s ?p\n}"),
    "no rows": "/query?query=" + quote("SELECT ?c { ?c <urn:none> ?d }"),
    "wide answer": "/query?query=" + quote(named_queries()["losses-by-side"].text),
    "graph": "/query?query=" + quote("DESCRIBE <https://w3id.org/conflict-kg/group/Drava>"),
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with run_site(tmp_path_factory.mktemp("site"), "--sources", ARTICLES) as started:
        yield started


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Each conflict twice, under another name, at one place."""
    folder = tmp_path_factory.mktemp("crowded")
    twins = folder / "twins.ttl"
    twins.write_text(GRAPH.read_text(encoding="utf-8").replace("Tarsk", "Torsk").replace("Lomna", "Lumna"), encoding="utf-8")
    with run_site(folder, twins) as started:
        yield started


@pytest.fixture(scope="module")
def wide() -> Iterator[WebDriver]:
    with open_browser() as driver:
        yield driver


def type_keys(driver: WebDriver, *keys: str) -> None:
    driver.switch_to.active_element.send_keys(*keys)


def test_from_the_start_page_to_the_words_in_the_article(site: Site, wide: WebDriver) -> None:
    wide.get(site.server.url)
    wide.find_element(By.LINK_TEXT, "Tarsk offensive").click()
    assert wide.find_element(By.TAG_NAME, "h1").text.startswith("Tarsk offensive")
    wide.find_element(By.LINK_TEXT, "Osk Marel").click()
    assert wide.find_element(By.TAG_NAME, "h1").text == "Osk Marel"
    row = wide.find_element(By.XPATH, "//tr[th//*[text()='Tarsk offensive']]")
    row.find_element(By.CSS_SELECTOR, ".cite > a").click()
    marked = wide.find_element(By.CSS_SELECTOR, "mark:target, mark:has(:target)")
    assert "Osk Marel" in "".join(mark.text for mark in wide.find_elements(By.CSS_SELECTOR, "mark.lit"))
    assert "Osk Marel" in wide.find_element(By.CSS_SELECTOR, ".claims li.lit").text
    assert 0 <= wide.execute_script("return arguments[0].getBoundingClientRect().top", marked) < 800
    assert complaints(wide) == []


def test_pointing_at_a_mark_shows_the_words_and_escape_hides_them(site: Site, wide: WebDriver) -> None:
    wide.get(site.server.url + TARSK)
    mark = wide.find_element(By.XPATH, "//li[.//*[text()='Abu Talin']]//span[@class='cite']")
    note = mark.find_element(By.CSS_SELECTOR, ".tip")
    assert not note.is_displayed()
    webdriver.ActionChains(wide).move_to_element(mark).perform()
    assert "Abu Talin" in note.text
    webdriver.ActionChains(wide).move_to_element(note).perform()
    assert note.is_displayed()
    left, right = wide.execute_script(BOX)
    assert 0 <= left < right <= 1280
    assert wide.execute_script("const frame = document.querySelector('.scroll'); return frame.offsetWidth - frame.clientWidth") == 0
    type_keys(wide, Keys.ESCAPE)
    assert not note.is_displayed()


def test_back_at_a_page_the_note_of_the_mark_that_led_away_is_closed(site: Site, wide: WebDriver) -> None:
    wide.get(site.server.url + TARSK)
    mark = wide.find_element(By.CSS_SELECTOR, ".glance .cite > a")
    webdriver.ActionChains(wide).move_to_element(mark).perform()
    wait(wide, "document.querySelector('.cite:hover .tip').checkVisibility()")
    mark.click()
    wait(wide, "location.pathname.startsWith('/article/')")
    wide.back()
    wait(wide, f"location.pathname === '{TARSK}' && document.readyState === 'complete'")
    shown = "return [...document.querySelectorAll('.tip')].filter((tip) => tip.checkVisibility()).length"
    assert wide.execute_script(shown) == 0
    webdriver.ActionChains(wide).move_to_element(wide.find_element(By.TAG_NAME, "h1")).perform()
    webdriver.ActionChains(wide).move_to_element(wide.find_element(By.CSS_SELECTOR, ".glance .cite > a")).perform()
    assert wide.execute_script(shown) == 1


def test_the_keyboard_alone_goes_the_whole_way(site: Site, wide: WebDriver) -> None:
    wide.get(site.server.url)
    type_keys(wide, Keys.TAB)
    assert wide.switch_to.active_element.text == "Skip to content"
    assert wide.switch_to.active_element.is_displayed()
    while wide.switch_to.active_element.get_attribute("id") != "q":
        type_keys(wide, Keys.TAB)
    type_keys(wide, "osk")
    wait(wide, "document.querySelectorAll('.suggestions [role=option]').length > 0")
    type_keys(wide, Keys.ARROW_DOWN)
    chosen = wide.find_element(By.ID, wide.switch_to.active_element.get_attribute("aria-activedescendant"))
    assert (chosen.get_attribute("aria-selected"), chosen.text.partition(" · ")[0]) == ("true", "Osk Marel person")
    type_keys(wide, Keys.ENTER)
    wait(wide, "document.title.startsWith('Osk Marel')")
    for _ in range(40):
        type_keys(wide, Keys.TAB)
        if wide.execute_script("return document.activeElement.closest('.cite') !== null"):
            break
    assert wide.find_element(By.CSS_SELECTOR, ".cite:focus-within .tip").is_displayed()
    type_keys(wide, Keys.ENTER)
    wait(wide, "document.querySelector(':target') !== null")
    assert complaints(wide) == []


def editor_text(driver: WebDriver) -> str:
    return str(driver.execute_script("return document.querySelector('query-editor').editor.state.doc.toString()"))


def set_editor(driver: WebDriver, text: str) -> None:
    driver.execute_script(SET_EDITOR, text)


def test_a_query_is_run_broken_mended_and_shared(site: Site, wide: WebDriver) -> None:
    wide.get(site.server.url + "/query")
    wide.find_element(By.CSS_SELECTOR, ".run .main").click()
    wait(wide, "document.querySelector('.answer') !== null")
    assert "Osk Marel" in wide.find_element(By.CSS_SELECTOR, ".answer table.list").text
    assert len(wide.find_elements(By.CSS_SELECTOR, "table.chart tr")) > 1
    set_editor(wide, "SELECT * WHERE {\n  ?s ?p\n}")
    webdriver.ActionChains(wide).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    wait(wide, "document.querySelector('.trouble') !== null")
    assert "Line 3" in wide.find_element(By.CSS_SELECTOR, ".trouble").text
    marked = "document.querySelector('query-editor').shadowRoot.querySelector('.cm-lint-marker-error, .cm-lintRange-error, .cm-lintPoint-error')"
    wait(wide, f"{marked} !== null")
    set_editor(wide, "SELECT ?s WHERE { ?s a <https://w3id.org/conflict-kg/ontology#Side> } ORDER BY ?s LIMIT 1")
    wide.find_element(By.CSS_SELECTOR, ".copy").click()
    wait(wide, "document.querySelector('.copied').textContent !== ''")
    wide.find_element(By.CSS_SELECTOR, ".run .main").click()
    wait(wide, "document.querySelector('.answer') !== null")
    shared = wide.current_url
    assert wide.find_element(By.ID, "answer").text == "1 row"
    assert complaints(wide) == []
    wide.get("about:blank")
    wide.get(shared)
    assert wide.find_element(By.ID, "answer").text == "1 row"
    assert "LIMIT 1" in editor_text(wide)


def test_an_answer_stands_within_the_page_and_its_dates_in_one_line(site: Site, wide: WebDriver) -> None:
    wide.get(site.server.url + KINDS["wide answer"])
    assert wide.execute_script("return document.documentElement.scrollWidth") <= 1280
    table = wide.find_element(By.CSS_SELECTOR, ".answer .scroll")
    examples = wide.find_element(By.CSS_SELECTOR, ".ask aside")
    assert wide.execute_script("return arguments[0].scrollWidth > arguments[0].clientWidth", table)
    assert table.rect["x"] + table.rect["width"] <= examples.rect["x"]
    wide.get(site.server.url + "/query?query=" + quote(named_queries()["conflict"].text))
    lines = "const range = document.createRange(); range.selectNodeContents(arguments[0]); return range.getClientRects().length"
    dates = wide.find_elements(By.CSS_SELECTOR, ".answer td.nowrap bdi")
    assert len(dates) > 2
    assert {wide.execute_script(lines, date) for date in dates} == {1}
    wide.execute_script("document.querySelector('.answer table').style.width = '10rem'")
    assert {wide.execute_script(lines, date) for date in dates} == {1}


def test_the_typeface_comes_from_the_server_and_what_a_page_needs_of_it(site: Site, wide: WebDriver) -> None:
    wide.get(site.server.url + TARSK)
    loaded = "return document.fonts.ready.then(() => [...document.fonts].filter((face) => face.status === 'loaded').length)"
    assert wide.execute_script(loaded) == 1
    assert wide.execute_script("return getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Literata")
    wide.execute_script("document.querySelector('h1').append('Łódź')")
    assert wide.execute_script(loaded) == 2
    assert complaints(wide) == []


def test_the_editor_completes_and_declares_prefixes_and_lets_the_keyboard_go(site: Site, wide: WebDriver) -> None:
    wide.get(site.server.url + "/query")
    set_editor(wide, "")
    webdriver.ActionChains(wide).send_keys("SELECT * { ?s ge").key_down(Keys.CONTROL).send_keys(" ").key_up(Keys.CONTROL).perform()
    wait(wide, "document.querySelector('query-editor').shadowRoot.querySelector('.cm-tooltip-autocomplete li[aria-selected]') !== null")
    webdriver.ActionChains(wide).pause(0.3).send_keys(Keys.ENTER).perform()
    wait(wide, "document.querySelector('query-editor').editor.state.doc.toString().includes('geo:')")
    assert editor_text(wide).startswith("PREFIX geo: <http://www.opengis.net/ont/geosparql#>\n")
    webdriver.ActionChains(wide).send_keys(Keys.ESCAPE).send_keys(Keys.TAB).perform()
    assert wide.execute_script("return document.activeElement.textContent") == "Run"
    assert complaints(wide) == []


def test_a_click_on_a_head_sorts_a_table_and_groups_stay_together(site: Site, wide: WebDriver) -> None:
    wide.get(site.server.url + "/conflict/Drava_Civil_War.html")

    def names() -> list[str]:
        return [head.text for head in wide.find_elements(By.CSS_SELECTOR, ".battles tbody th a:first-child > bdi")]

    head = wide.find_element(By.CSS_SELECTOR, ".battles thead th:first-child")
    assert wide.find_element(By.CSS_SELECTOR, ".battles [aria-sort]").text.startswith("When")
    assert names() == ["Tarsk offensive", "Battle of Lomna"]
    head.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
    assert (names(), head.get_attribute("aria-sort")) == (["Battle of Lomna", "Tarsk offensive"], "ascending")
    head.find_element(By.TAG_NAME, "button").click()
    assert (names(), head.get_attribute("aria-sort")) == (["Tarsk offensive", "Battle of Lomna"], "descending")
    wide.find_element(By.XPATH, "//th[button='Losses']/button").click()
    assert [body.text.split(chr(10))[0].split(" ❝")[0] for body in wide.find_elements(By.CSS_SELECTOR, ".battles tbody")][-1].startswith("Tarsk")
    assert len(wide.find_elements(By.CSS_SELECTOR, ".battles tbody tr")) == 4
    assert complaints(wide) == []


def test_on_a_phone_a_fact_stands_beside_its_words(site: Site) -> None:
    with open_browser(360) as driver:
        driver.get(site.server.url + TARSK)
        address = driver.find_element(By.CSS_SELECTOR, ".cite > a").get_attribute("href").partition("#")[0]
        driver.get(address)
        mark = driver.find_element(By.CSS_SELECTOR, ".text mark a")
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
        mark.click()
        shown = driver.find_element(By.CSS_SELECTOR, ".claims li:target")
        top, bottom = driver.execute_script("const {top, bottom} = arguments[0].getBoundingClientRect(); return [top, bottom]", shown)
        assert 0 <= top < bottom <= 800
        place = driver.execute_script("return arguments[0].getBoundingClientRect().top", mark)
        assert 0 <= place < 800
        assert driver.execute_script("return document.documentElement.scrollWidth") <= 360


def test_without_scripts_everything_is_there(site: Site) -> None:
    with open_browser(scripts=False) as driver:
        driver.get(site.server.url)
        box = driver.find_element(By.ID, "q")
        box.send_keys("talin", Keys.ENTER)
        driver.find_element(By.LINK_TEXT, "Abu Talin").click()
        assert driver.find_element(By.TAG_NAME, "h1").text == "Abu Talin"
        driver.get(site.server.url + "/conflict/Drava_Civil_War.html")
        assert [head.text for head in driver.find_elements(By.CSS_SELECTOR, ".battles tbody th a:first-child > bdi")] == [
            "Tarsk offensive", "Battle of Lomna",
        ]  # fmt: skip
        assert driver.find_elements(By.CSS_SELECTOR, ".battles button") == []
        driver.get(site.server.url + "/query")
        field = driver.find_element(By.ID, "query")
        field.clear()
        field.send_keys("ASK { ?s ?p ?o }")
        driver.find_element(By.CSS_SELECTOR, ".run .main").click()
        WebDriverWait(driver, 10).until(lambda found: found.find_elements(By.ID, "answer"))
        assert driver.find_element(By.ID, "answer").text == "Yes"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(dark: bool, site: Site) -> None:
    source = axe_source()
    with open_browser(dark=dark) as driver:
        driver.get(site.server.url + TARSK)
        words, claim = (driver.find_element(By.CSS_SELECTOR, ".cite > a").get_attribute("href").partition("#")[0], "/claim/1.html")
        faults = {}
        for kind, path in {**KINDS, "claim": claim, "article": words.removeprefix(site.server.url)}.items():
            driver.get(site.server.url + path)
            found = find_faults(driver, source)
            faults |= {kind: found} if found else {}
            assert [line for line in complaints(driver) if kind != "missing" or "404 (Not Found)" not in line] == [], kind
    assert faults == {}


def test_a_narrow_screen_needs_no_scrolling_sideways(site: Site) -> None:
    source = axe_source()
    with open_browser(360) as driver:
        for kind, path in KINDS.items():
            driver.get(site.server.url + path)
            assert driver.execute_script("return document.documentElement.scrollWidth") <= 360, kind
        driver.get(site.server.url + TARSK)
        assert find_faults(driver, source) == []
        webdriver.ActionChains(driver).move_to_element(driver.find_element(By.CSS_SELECTOR, "td .cite > a")).perform()
        left, right = driver.execute_script(BOX)
        assert 0 <= left < right <= 360


@pytest.mark.parametrize(("width", "marks"), [(1280, "usual"), (360, "narrow")])
def test_the_keyboard_steps_through_the_map_to_the_list_of_a_crowd(width: int, marks: str, crowded: Site) -> None:
    with open_browser(width) as driver:
        driver.get(crowded.server.url)
        shown = [link for link in driver.find_elements(By.CSS_SELECTOR, ".crowds a") if link.is_displayed()]
        assert shown
        assert shown == driver.find_elements(By.CSS_SELECTOR, f".crowds .{marks} a")
        while driver.switch_to.active_element.text != "Skip the map":
            type_keys(driver, Keys.TAB)
        assert driver.switch_to.active_element.is_displayed()
        names = []
        for _ in shown:
            type_keys(driver, Keys.TAB)
            names.append(driver.switch_to.active_element.accessible_name)
            focused = driver.execute_script("return getComputedStyle(document.activeElement.querySelector('circle')).strokeWidth")
            assert focused == "4px"
        assert names == [link.accessible_name for link in shown]
        type_keys(driver, Keys.TAB)
        assert driver.execute_script("return document.activeElement.closest('.crowds') === null")
        webdriver.ActionChains(driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
        while not driver.switch_to.active_element.accessible_name.startswith("2 conflicts: "):
            webdriver.ActionChains(driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
        type_keys(driver, Keys.ENTER)
        wait(driver, "location.search.includes('area=')")
        assert driver.find_element(By.ID, "list").text.startswith("2 conflicts ")
        assert complaints(driver) == []


def test_circles_on_a_narrow_map_are_large_enough_for_a_finger_and_have_numbers(crowded: Site) -> None:
    sizes = "return [...document.querySelectorAll('.crowds .narrow a')].map((mark) => mark.querySelector('circle').getBoundingClientRect().width)"
    text = "return Math.min(...[...document.querySelectorAll('.crowds .narrow text')].map((number) => number.getBoundingClientRect().height))"
    fits = """return [...document.querySelectorAll('.crowds .narrow a:has(text)')].every((mark) =>
mark.querySelector('text').getBoundingClientRect().width < mark.querySelector('circle').getBoundingClientRect().width)"""
    for width in (320, 360):
        with open_browser(width) as driver:
            driver.get(crowded.server.url)
            found = driver.execute_script(sizes)
            assert found
            assert min(found) >= 24
            assert driver.execute_script(text) >= 10
            assert driver.execute_script(fits)
            assert not driver.find_element(By.CSS_SELECTOR, ".crowds .usual").is_displayed()


def test_hostile_names_run_nothing(site: Site, wide: WebDriver) -> None:
    for path in (
        "/conflict/Hostile.html",
        "/article/Hostile/0123456789ab.html",
        "/claim/1.html",
        "/claim/2.html",
        "/person/Nobody.html",
        "/search?q=script",
    ):
        wide.get(site.server.url + path)
        assert wide.execute_script("return document.querySelectorAll('script:not([src]):not([type=\"application/ld+json\"])').length") == 0
        assert wide.find_elements(By.CSS_SELECTOR, "[onerror], [onload], [onmouseover], [href^='javascript'], [href^='data']") == []
        assert complaints(wide) == []


def test_names_from_right_to_left_stand_alone(site: Site, wide: WebDriver) -> None:
    wide.get(site.server.url + TARSK)
    name = wide.find_element(By.XPATH, "//bdi[text()='الجبهة الحرة']")
    assert wide.execute_script("return getComputedStyle(arguments[0]).unicodeBidi", name) == "isolate"


def test_tables_stay_within_the_paper_however_long_the_names_are(site: Site) -> None:
    fill = """for (const name of document.querySelectorAll('main table :is(th, td) bdi')) name.textContent += ' ' + 'Landungsunternehmen'.repeat(4);
for (const part of document.querySelectorAll('main table :is(.number, .nowrap)')) part.textContent = '12,000–1,250,000 killed or wounded';
return [...document.querySelectorAll('main table')].map((table) => table.getBoundingClientRect().right)"""
    with open_browser(A4) as driver:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        for kind in ("people", "groups", "places", "wars", "conflict without article", "group", "person"):
            driver.get(site.server.url + KINDS[kind])
            edges = driver.execute_script(fill)
            assert edges, kind
            assert max(edges) <= A4, kind


def test_nothing_that_is_printed_is_cut_off_or_in_front_of_the_rest(site: Site) -> None:
    """Of a paper's width are narrow screens too, where the fact that was asked for stands in front of the words."""
    cut = """return [...document.querySelectorAll('main *')].filter((part) => getComputedStyle(part).position === 'fixed'
  || (/auto|scroll|hidden/.test(getComputedStyle(part).overflowY) && part.scrollHeight > part.clientHeight + 1 && part.tagName !== 'svg'))
  .filter((part) => part.checkVisibility()).map((part) => part.outerHTML.slice(0, 80))"""
    with open_browser(A4) as driver:
        driver.get(site.server.url + TARSK)
        places = [driver.find_element(By.CSS_SELECTOR, f".glance {link}").get_attribute("href") for link in (".cite > a", "a.to-cite")]
        for place in places:
            driver.get(str(place))
            # Of a citation in a form for programs, more lines than a screen has room for.
            driver.execute_script("for (const code of document.querySelectorAll('details pre')) code.textContent += '\\n'.repeat(99) + '}'")
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
            assert driver.execute_script(cut) == [], place
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_pages_print_without_what_only_a_screen_needs(site: Site, wide: WebDriver) -> None:
    wide.get(site.server.url + TARSK)
    wide.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        shown = {name: wide.find_element(By.CSS_SELECTOR, name).is_displayed() for name in (".sides", "footer", ".top .search", ".data", ".cite")}
    finally:
        wide.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    wide.get(site.server.url + KINDS["conflict without article"])
    wide.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert wide.find_element(By.CSS_SELECTOR, ".gaps").text.endswith(".")  # The links to tables are gone, and the commas between them.
    finally:
        wide.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    wide.get(site.server.url + KINDS["wide answer"])
    wide.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not wide.find_element(By.CSS_SELECTOR, ".files").is_displayed()
        assert wide.execute_script("const list = document.querySelector('.answer .list'); return list.scrollWidth <= list.parentNode.clientWidth")
        assert len(wide.find_elements(By.CSS_SELECTOR, ".answer thead th")) > 10
    finally:
        wide.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert shown == {".sides": True, "footer": True, ".top .search": False, ".data": True, ".cite": False}
