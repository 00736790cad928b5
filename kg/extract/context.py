"""What the extraction rules know of the whole article while they read one row."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.language.language import Language, language_of
from kg.model.article import Article
from kg.model.finding import Mention, Period


@dataclass(frozen=True, slots=True)
class Party:
    """A belligerent and the side it stands on (None where that is not known)."""

    mention: Mention
    side: int | None


@dataclass(frozen=True, slots=True)
class Context:
    """The article, when its conflict took place, who fought, and which names mean the same.

    ``period`` and ``parties`` are empty while the date row and the belligerents row are themselves read.
    ``aliases`` maps a folded name (kg.extract.names.aliases.fold_name) to the name that stands for it in this article.
    """

    article: Article
    period: Period = field(default=Period(None, None))
    parties: tuple[Party, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()

    @property
    def language(self) -> Language:
        """The words of the article's language."""
        return language_of(self.article.source.language)

    @property
    def year(self) -> int | None:
        """The year to complete a date with that names none; None where the conflict spans several or is undated."""
        start, end = self.period.start, self.period.end
        return start.year if start and (end is None or end.year == start.year) else None
