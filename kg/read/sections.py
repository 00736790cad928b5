"""Links to a section: what they name is the section's subject, which is the page's only where both bear one name."""

from __future__ import annotations

from kg.language.fold import fold_name

_AROUND = "'\"“”‘’«» \t\n\u00a0[]()"


def title_of_section(section: str, shown: str, title: str) -> str:
    """Return the title that a link names which shows some words: "" where it leads to a section of the page about something else."""
    if not section.strip():
        return title
    words = fold_name(shown.strip(_AROUND))
    return title if words and words == fold_name(title) else ""
