"""The table of all articles: which version of which page was read, where it stands, under which licence, and whom to name."""

from __future__ import annotations

from kg.tables.schema import Column, Table

PATH = "tables/articles.csv"
_COLUMNS = (
    ("stem", "text", True, "Name of the article's files in data/articles, without their ending."),
    ("title", "text", False, "Title of the article."),
    ("language", "text", False, "Language of the article (ISO 639-1)."),
    ("address", "iri", False, "Address of the page."),
    ("permanent", "iri", False, "Address of the very revision that was read."),
    ("history", "iri", False, "Address of the list of all revisions, which names the authors."),
    ("revision", "text", False, "Revision of the article that was read."),
    ("modified", "text", False, "When that revision was saved (ISO 8601)."),
    ("retrieved", "text", False, "When it was retrieved (ISO 8601)."),
    ("form", "text", False, "Form of the file that was read."),
    ("sha256", "text", True, "sha256 of the file, or of the part of it that is the article, in hexadecimal."),
    ("licence", "iri", False, "Licence of the article."),
    ("basis", "text", False, "How the licence is known."),
    ("graph_licence", "iri", False, "Licence of the graph that was made from the article."),
    ("attribution", "text", False, "Whom the licence asks to name as the authors."),
    ("claims", "integer", True, "How many claims its graph makes."),
    ("facts", "integer", True, "How many of them do more than name something."),
    ("article", "iri", True, "The article version in the graph."),
    ("graph", "iri", True, "The named graph that holds what it says."),
)


def articles_table() -> Table:
    """The table as kg.tables describes tables; the fields of ArticleEntry are its columns."""
    return Table(
        "articles", "Articles", "Each article version that the dataset was made from.", "A row is an article version.", ("graph",),
        tuple(Column(*column) for column in _COLUMNS),
    )  # fmt: skip
