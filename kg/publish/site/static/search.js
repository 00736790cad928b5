// Search in the site's own index, from a folder too: its parts are scripts, which pages may load where they may not fetch files.
"use strict";

(() => {
  const site = new URL("../", document.currentScript.src);
  const parts = new Map(), kinds = ["conflict", "person", "group", "place"];
  let split = null;

  const load = (name) => new Promise((done) => {
    const script = document.createElement("script");
    script.src = new URL(`search/${name}`, site);
    script.onload = done;
    script.onerror = done;
    document.head.append(script);
  });
  globalThis.kgNames = (beginning, rows) => parts.set(beginning, rows);
  globalThis.kgBeginnings = (found) => { split = new Set(found); };

  // Years in what is searched for: 1944, 1941–1945, 1941-45, 331 BC. Dates count 1 BC as 0.
  const YEARS = /(?<![\p{L}\p{N}_-])(\d{1,4})(?:\s*[-–—/]\s*(\d{1,4}))?(\s*(?:bce?|b\.\s?c\.(?:\s?e\.?)?|before christ))?(?![\p{L}\p{N}_-])/gu;
  const readWanted = (text) => {
    const years = [];
    const rest = fold(text).replace(YEARS, (written, first, last, era) => {
      const whole = !last || last.length >= first.length ? last || first : first.slice(0, first.length - last.length) + last;
      const span = era ? [1 - Number(first), 1 - Number(last || first)] : [Number(first), Number(whole)];
      if ((!era && first.length < 3) || span[0] > span[1]) return written;
      years.push([written.trim(), ...span]);
      return " ";
    });
    return { words: wordsOf(rest), years };
  };
  const wasThen = (name, covered, years) => years.every(([written, first, last]) => {
    for (let i = 0; i < covered.length; i += 2) if (covered[i] <= last && first <= covered[i + 1]) return true;
    return fold(name).includes(written);
  });

  const fold = (text) => text.toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ").normalize("NFKD").replace(/\p{Mn}/gu, "");
  const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}_]+/gu) || [];
  const fileOf = (beginning) => `n-${[...beginning].map((c) => (/[a-z0-9]/.test(c) ? c : `_${c.codePointAt(0).toString(16)}_`)).join("")}.js`;

  // The longest beginning of a word that has a file, and whether that file has all names.
  const partOf = (word) => {
    const letters = [...word];
    let length = 1;
    while (length < letters.length && split.has(letters.slice(0, length).join(""))) length += 1;
    const beginning = letters.slice(0, length).join("");
    return { beginning, whole: !split.has(beginning), length };
  };

  const rank = (name, whole) => {
    const folded = wordsOf(name).join(" ");
    return folded === whole ? 0 : folded.startsWith(whole) ? 1 : ` ${folded}`.includes(` ${whole}`) ? 2 : 3;
  };

  // The things whose names have words that begin with all of the words, and that were in all of the years, each once; exact matches first, then
  // names that begin with the words. A thing whose page says no more than its name has no address.
  globalThis.siteSearch = async (text, most) => {
    const { words, years } = readWanted(text), whole = words.join(" ");
    // Years alone find conflicts, which stand under each of their years too.
    const sought = words.length ? words : years.flatMap(([, first, last]) => (last - first > 30 ? [] : Array.from({ length: last - first + 1 }, (_, i) => String(first + i))));
    if (!sought.length) return { found: [], more: false };
    if (!split) await load("beginnings.js");
    if (!split) return { found: [], more: false };
    // One part with all names is enough; of parts with only the best names, every word's.
    const ranked = sought.map(partOf).sort((a, b) => b.whole - a.whole || b.length - a.length);
    const chosen = words.length && ranked[0].whole ? ranked.slice(0, 1) : ranked;
    await Promise.all(chosen.filter((part) => !parts.has(part.beginning)).map((part) => load(fileOf(part.beginning))));
    const best = ranked[0], rows = chosen.flatMap((part) => parts.get(part.beginning) || []);
    const things = new Map();
    for (const [name, label, kind, address, local, note, covered, empty] of rows) {
      const own = wordsOf(name);
      if (!words.every((word) => own.some((other) => other.startsWith(word)))) continue;
      if (!wasThen(name, (words.length || !kind) && covered || [], years)) continue;
      const order = words.length ? [rank(name, whole), kind, name.length] : [0, kind, covered ? covered[0] : Infinity];
      const found = { label: label || name, name, kind: kinds[kind], href: empty ? "" : new URL(address, site).href, local: local || "", note: note || "", order };
      const known = things.get(address);
      if (!known || compare(found, known) < 0) things.set(address, found);
    }
    const found = [...things.values()].sort(compare);
    return { found: found.slice(0, most), more: !(words.length ? best.whole : chosen.every((part) => part.whole)) || found.length > most };
  };
  const compare = (a, b) => {
    for (let i = 0; i < 3; i += 1) if (a.order[i] !== b.order[i]) return a.order[i] - b.order[i];
    return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
  };

  // The search page: the words are in its address.
  const show = async (list, status, words) => {
    const { found, more } = await siteSearch(words, 100);
    list.replaceChildren(...found.map((thing) => {
      const item = document.createElement("li"), link = document.createElement(thing.href ? "a" : "span"), name = document.createElement("bdi");
      if (thing.href) link.href = thing.href;
      name.textContent = thing.label;
      link.append(name);
      const kind = document.createElement("span");
      kind.className = "chip";
      kind.textContent = thing.kind;
      item.append(link, " ", kind);
      const notes = [thing.name === thing.label ? "" : `also ${thing.name}`, thing.local ? `in ${thing.local}` : "", thing.note].filter(Boolean).join(", ");
      if (notes) {
        const note = document.createElement("span");
        note.className = "small";
        note.textContent = ` ${notes}`;
        item.append(note);
      }
      return item;
    }));
    status.textContent = !found.length ? `Nothing found for ${words}. Try fewer letters, or the list of all names.`
      : more ? `The first ${found.length} found for ${words}; more letters find the others` : `${found.length} found for ${words}`;
  };
  addEventListener("DOMContentLoaded", () => {
    const list = document.getElementById("found"), status = document.getElementById("status");
    const words = (new URLSearchParams(location.search).get("q") || "").trim().slice(0, 200);
    if (!list || !words) return;
    for (const input of document.querySelectorAll("input[name=q]")) input.value = words;
    document.title = `${words} – ${document.title}`;
    show(list, status, words);
  });
})();
