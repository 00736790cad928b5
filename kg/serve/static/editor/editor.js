// The query editor: CodeMirror in place of the plain textarea, which stays the form's field. It lives in a shadow root, where its styles
// are adopted style sheets; the page's policy forbids style elements.
import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const KEYWORDS = (
  "SELECT ASK CONSTRUCT DESCRIBE WHERE PREFIX DISTINCT REDUCED FROM NAMED OPTIONAL UNION FILTER BIND VALUES GRAPH MINUS EXISTS COUNT SUM AVG MIN MAX " +
  "SAMPLE GROUP_CONCAT BOUND STR LANG DATATYPE IRI REGEX CONTAINS STRSTARTS STRENDS LCASE UCASE YEAR MONTH DAY IF COALESCE IN"
).split(" ").concat(["GROUP BY", "ORDER BY", "LIMIT", "OFFSET", "HAVING", "NOT EXISTS", "NOT IN", "DESC", "ASC"]);

const theme = EditorView.theme({
  "&": { backgroundColor: "var(--paper)", color: "var(--ink)", fontSize: "14px", borderRadius: ".4rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-content": { caretColor: "var(--ink)", fontFamily: "ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace", minHeight: "18rem" },
  ".cm-scroller": { maxHeight: "70vh", overflow: "auto" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--soft)", border: "0" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--raised) 60%, transparent)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { backgroundColor: "var(--stated)" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--soft)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--raised)", color: "var(--ink)" },
  ".cm-completionDetail": { color: "var(--soft)" },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--c1)" },
  { tag: [tags.string, tags.literal], color: "var(--c3)" },
  { tag: [tags.atom, tags.propertyName, tags.typeName], color: "var(--c4)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

/** Names of the ontology, asked for once, when completion first wants them. */
function makeSource(field) {
  const prefixes = Object.fromEntries(field.dataset.prefixes.split(" ").map((pair) => pair.split(/:(.*)/s).slice(0, 2)));
  let terms = null;
  const load = async () => {
    const answer = await fetch(field.dataset.terms).catch(() => null);
    const text = answer && answer.ok ? await answer.text() : "";
    return [...new Set([...text.matchAll(/"ck:([A-Za-z]\w*)"|ontology#([A-Za-z]\w*)"/g)].map((found) => `ck:${found[1] || found[2]}`))].sort();
  };
  return async (context) => {
    const before = context.matchBefore(/[?$]?[\w-]*:?[\w-]*/);
    if (!before || (before.from === before.to && !context.explicit)) return null;
    if (before.text.startsWith("ck:")) {
      terms ??= load();
      return { from: before.from, options: (await terms).map((label) => ({ label, type: "property" })), validFor: /^ck:\w*$/ };
    }
    const text = context.state.doc.toString();
    const variables = [...new Set(text.match(/[?$]\w+/g) || [])].filter((name) => name !== before.text);
    const options = [
      ...variables.map((label) => ({ label, type: "variable" })),
      ...KEYWORDS.map((label) => ({ label, type: "keyword" })),
      ...Object.keys(prefixes).map((name) => ({ label: `${name}:`, detail: prefixes[name], type: "namespace", apply: declare(name, prefixes[name]) })),
    ];
    return { from: before.from, options, validFor: /^[?$]?[\w-]*:?$/ };
  };
}

/** Completing a prefix declares it, where the query does not yet. */
function declare(name, space) {
  return (view, completion, from, to) => {
    const known = new RegExp(`prefix\\s+${name}:`, "i").test(view.state.doc.toString());
    const line = `PREFIX ${name}: <${space}>\n`;
    const changes = [{ from, to, insert: `${name}:` }, ...(known ? [] : [{ from: 0, insert: line }])];
    view.dispatch({ changes, selection: { anchor: from + name.length + 1 + (known ? 0 : line.length) } });
  };
}

function troubleOf(field, doc) {
  const line = Number(field.dataset.line), column = Number(field.dataset.column) || 1;
  if (!line || line > doc.lines) return [];
  const { from, to } = doc.line(line);
  const start = Math.min(from + column - 1, to);
  return [{ from: start, to: Math.max(Math.min(start + 1, to), start), severity: "error", message: field.dataset.words }];
}

function enhance(field) {
  const form = field.form;
  const host = document.createElement("query-editor");
  const root = host.attachShadow({ mode: "open" });
  field.after(host);
  const run = () => {
    form.requestSubmit();
    return true;
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(), lintGutter(), theme,
        StreamLanguage.define(sparql), syntaxHighlighting(colours), EditorView.lineWrapping,
        autocompletion({ override: [makeSource(field)] }),
        keymap.of([{ key: "Mod-Enter", run }, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({ "aria-label": "SPARQL query", tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) field.value = update.state.doc.toString();
        }),
      ],
    }),
  });
  field.hidden = true;
  document.querySelector(`label[for="${field.id}"]`)?.addEventListener("click", () => view.focus());
  for (const hint of form.querySelectorAll(".keys")) hint.hidden = false;
  const trouble = troubleOf(field, view.state.doc);
  if (trouble.length) {
    view.dispatch(setDiagnostics(view.state, trouble));
    view.dispatch({ selection: { anchor: trouble[0].from }, scrollIntoView: true });
    view.focus();
  }
  host.editor = view;
}

function offerCopy(form) {
  const button = form.querySelector(".copy");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form)).toString();
    const said = form.querySelector(".copied");
    try {
      await navigator.clipboard.writeText(address.href);
      said.textContent = "Copied.";
    } catch {
      window.history.replaceState(null, "", address.href);
      said.textContent = "The link stands in the address bar.";
    }
  });
}

const field = document.querySelector("textarea#query");
if (field) {
  enhance(field);
  offerCopy(field.form);
}
