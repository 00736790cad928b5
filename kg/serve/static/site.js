// What makes the pages pleasanter where scripts run; nothing needs it.
"use strict";

// Esc hides the notes with a fact's words until the pointer or the focus moves on.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.add("quietly");
});
for (const kind of ["focusin", "mouseover"]) {
  document.addEventListener(kind, (event) => {
    if (!event.target.closest(".cite")) document.body.classList.remove("quietly");
    else if (kind === "focusin" && document.hasFocus()) document.body.classList.remove("quietly");
    placeNote(event.target.closest(".cite"));
  });
}

// Back at a page whose mark led away, its note is closed until the pointer or the focus moves on.
addEventListener("pageshow", () => document.activeElement?.closest(".cite") && document.body.classList.add("quietly"));
addEventListener("pagehide", () => document.body.classList.add("quietly"));

// A note stays within the window: it opens to the other side, or above, where there is no room.
function placeNote(cite) {
  const note = cite?.querySelector(".tip");
  if (!note || note.matches(":hover")) return;
  const place = cite.getBoundingClientRect();
  note.classList.toggle("before", place.left + note.offsetWidth > document.documentElement.clientWidth && place.right > note.offsetWidth);
  note.classList.toggle("above", place.bottom + note.offsetHeight > innerHeight && place.top > note.offsetHeight);
}

// Suggestions while one types, by the combobox pattern of the ARIA Authoring Practices.
class Suggestions {
  constructor(form, number) {
    this.form = form;
    this.input = form.querySelector("input");
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `suggestions-${number}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    form.append(this.list);
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.chosen = -1;
    this.close();
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), 120);
    });
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  async ask() {
    const words = this.input.value.trim();
    if (!words) return this.close();
    const found = await this.find(words);
    if (found && words === this.input.value.trim()) this.show(found);
  }

  // A site of files brings its own index; a server is asked.
  async find(words) {
    if (globalThis.siteSearch) return (await globalThis.siteSearch(words, 40)).found.filter((thing) => thing.href).slice(0, 8);
    const answer = await fetch(`${this.form.dataset.suggest}?q=${encodeURIComponent(words)}`).catch(() => null);
    return answer && answer.ok ? answer.json() : null;
  }

  show(found) {
    this.list.replaceChildren(...found.map((thing, number) => {
      const item = document.createElement("li");
      item.id = `${this.list.id}-${number}`;
      item.setAttribute("role", "option");
      item.dataset.href = thing.href;
      const name = document.createElement("bdi");
      name.textContent = thing.label;
      const kind = document.createElement("span");
      kind.className = "small";
      kind.textContent = ` ${thing.kind}${thing.name === thing.label ? "" : `, also ${thing.name}`}${thing.note ? ` · ${thing.note}` : ""}`;
      item.append(name, kind);
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.go(item);
      });
      return item;
    }));
    this.chosen = -1;
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  press(event) {
    const items = [...this.list.children];
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.chosen >= 0 && !this.list.hidden) {
      event.preventDefault();
      this.go(items[this.chosen]);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && items.length && !this.list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.chosen = (this.chosen + step + items.length + (this.chosen < 0 && step < 0 ? 1 : 0)) % items.length;
      items.forEach((item, number) => item.setAttribute("aria-selected", String(number === this.chosen)));
      this.input.setAttribute("aria-activedescendant", items[this.chosen].id);
      items[this.chosen].scrollIntoView({ block: "nearest" });
    }
  }

  go(item) {
    location.assign(item.dataset.href);
  }

  close() {
    this.list.hidden = true;
    this.chosen = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
document.querySelectorAll("form[data-suggest]").forEach((form, number) => new Suggestions(form, number));

// In the evidence view, marked words and what they say light up together.
for (const mark of document.querySelectorAll(".evidence mark a[href^='#']")) {
  const claim = document.getElementById(mark.getAttribute("href").slice(1));
  if (!claim) continue;
  for (const [on, off] of [["mouseenter", "mouseleave"], ["focus", "blur"]]) {
    mark.addEventListener(on, () => claim.classList.add("lit"));
    mark.addEventListener(off, () => claim.classList.remove("lit"));
  }
}

// The words that a link names by their place light up whole, however many marks they are cut into, and so does what they say.
function lightWords() {
  const place = /^#char-(\d+)-(\d+)$/.exec(location.hash);
  for (const lit of document.querySelectorAll(".evidence .lit")) lit.classList.remove("lit", "chosen");
  if (!place) return;
  const within = (mark) => Number(mark.dataset.at) >= Number(place[1]) && Number(mark.dataset.at) < Number(place[2]);
  const marks = [...document.querySelectorAll("mark[data-at]")].filter(within);
  for (const mark of marks) mark.classList.add("lit");
  let claims = [...document.querySelectorAll(`.claims a[href="${location.hash}"]`)].map((link) => link.closest("li"));
  if (!claims.length) claims = [document.getElementById((marks[0]?.querySelector("a")?.getAttribute("href") || "#").slice(1))].filter(Boolean);
  if (!claims.length) return;
  for (const claim of claims) claim.classList.add("lit");
  claims[0].classList.add("chosen");
  const panel = claims[0].closest("section");
  if (getComputedStyle(panel).position === "sticky") panel.scrollTop = claims[0].offsetTop - panel.clientHeight / 3;
}
addEventListener("hashchange", lightWords);
lightWords();

// Tables whose heads say what they hold are sorted by a click on a head; groups of rows stay together.
function sortTable(table, head, column) {
  const descending = head.getAttribute("aria-sort") === "ascending";
  const groups = [...table.tBodies];
  const rows = groups.length > 1 ? groups : [...groups[0].rows];
  const keyOf = (row) => {
    const cell = (row.rows ? row.rows[0] : row).cells[column];
    const key = cell.dataset.key ?? cell.textContent.trim();
    return head.dataset.sort === "number" ? (key === "" ? NaN : Number(key)) : key;
  };
  const keys = new Map(rows.map((row) => [row, keyOf(row)]));
  const lacks = (key) => key === "" || Number.isNaN(key) || key === -1;
  rows.sort((first, second) => {
    const [a, b] = [keys.get(first), keys.get(second)];
    if (lacks(a) || lacks(b)) return lacks(a) - lacks(b);
    return (typeof a === "number" ? a - b : a.localeCompare(b)) * (descending ? -1 : 1);
  });
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", descending ? "descending" : "ascending");
  rows[0].parentNode.append(...rows);
}
for (const table of document.querySelectorAll("table.sortable")) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    if (!head.dataset.sort) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(head.firstChild);
    head.prepend(button);
    if (head.dataset.sorted) head.setAttribute("aria-sort", head.dataset.sorted);
    button.addEventListener("click", () => sortTable(table, head, column));
  });
}
