"""The footnotes of saved pages."""

from __future__ import annotations

from html_pages import page

from kg.model.article import Reference
from kg.read.html.article import read_html


def test_notes_of_words_and_of_works() -> None:
    data = page('5<sup class="reference"><a href="#cite_note-1">[1]</a></sup><sup class="reference"><a href="#cite_note-2">[b]</a></sup>').replace(
        b"</body>", b'<ol><li id="cite_note-1">Lund, p. 3.</li><li id="cite_note-2">Without guns.</li></ol></body>'
    )
    notes = [(note.key, note.text.shown if note.text else None, note.reference) for note in read_html(data).notes]
    assert notes == [("1", None, Reference(text="Lund, p. 3.")), ("2", "Without guns.", None)]
