"""The inputs of kg publish: articles are built, graphs are read, and what came of each is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.io.graphs import is_graph
from kg.cli.io.inputs import Inputs, list_files
from kg.cli.io.progress import show_progress
from kg.cli.io.terminal import complain, say
from kg.plurals import counted
from kg.values import dataclass

if TYPE_CHECKING:
    from kg.cli.publish.sources import Sources
    from kg.graph.provenance import Provenance
    from kg.publish.gather.found import Found
    from kg.publish.gather.gather import Gathering
    from kg.read.registry import ReadOptions

# More results of one graph, and more versions that are left out, are not told one by one.
_SHOWN = 10


@dataclass(frozen=True, slots=True, eq=False)
class Gatherer:
    """Gathers the inputs of a release."""

    sources: Sources
    options: ReadOptions
    provenance: Provenance
    redirects: tuple[str, ...]
    jobs: int
    quiet: bool

    def __call__(self, gathering: Gathering) -> tuple[int, int]:
        """Read and build all; how many inputs gave nothing, and how many graphs do not conform."""
        taking = _Taking(gathering, self.quiet)
        unread = sum(self._read(path, taking) for path in self.sources.graphs)
        if self.sources.twins and not self.quiet:
            twin, read = self.sources.twins[0]
            say(f"{counted(len(self.sources.twins), 'graph')} not read, as the same name has been read in another syntax: {twin} beside {read}")
        if self.sources.articles:
            unread += self._build(self.sources.articles, taking)
        if self.redirects and gathering.articles:
            self._follow(gathering, taking)
        taking.close()
        return unread, taking.refused

    def _follow(self, gathering: Gathering, taking: _Taking) -> None:
        """Follow redirects of pages in all graphs, as kg merge does, and check the graphs then."""
        from kg.cli.io.merges import plan_redirects, tell_plan
        from kg.link.merge.renaming import rename_triples
        from kg.link.merge.survey import Survey
        from kg.publish.gather.found import make_found
        from kg.publish.release import ReleaseError
        from kg.rdf.graph import ArticleGraph
        from kg.validation.shapes import validate

        if gathering.has_merges:
            raise ReleaseError("kg link has made things one in these graphs: follow redirects first (kg merge), then link")
        survey = Survey()
        for graph in gathering.graphs():
            survey.add(graph.triples)
        plan = plan_redirects(survey, self.redirects, self.provenance.base)

        def change(graph: ArticleGraph, place: str) -> Found:
            renamed = ArticleGraph.of(graph.name, rename_triples(graph.triples, plan.merges), graph.title) if plan.merges else graph
            return make_found(renamed, place, report=validate(renamed.triples))

        for found in show_progress(gathering.rewrite(change), "graph", label="following redirects", quiet=self.quiet):
            taking.refuse(found)
        if not self.quiet:
            tell_plan(plan)

    def _read(self, path: str, taking: _Taking) -> bool:
        """Read a graph file; whether that failed."""
        from kg.publish.gather.found import make_found
        from kg.publish.gather.graphs import is_of_links, read_article_graphs
        from kg.rdf.reading import GraphReadError
        from kg.validation.shapes import validate

        try:
            for graph in show_progress(read_article_graphs(path, self.provenance.base), "graph", label=f"reading {path}", quiet=self.quiet):
                if is_of_links(graph, self.provenance.base):
                    taking.gathering.add_links(graph)
                elif not graph.name.startswith(self.provenance.base):
                    raise GraphReadError(path, f"the graph {graph.name} is not under the base {self.provenance.base}: tell its own (--base)")
                else:
                    place = f"{path} ({graph.title})" if graph.title else path
                    found = make_found(graph, place, report=validate(graph.triples))
                    if self.provenance.licence and found.entry.licence != self.provenance.licence:
                        raise GraphReadError(place, f"the graph says that its article is under {found.entry.licence}: tell another when you build it")
                    taking.take(found)
        except (GraphReadError, OSError) as error:
            complain(str(error))
            return True
        return False

    def _build(self, articles: tuple[str, ...], taking: _Taking) -> int:
        """Build articles; how many inputs gave none or could not be read."""
        from kg.pipeline.run import BuildError, run_each
        from kg.publish.gather.found import BuiltArticle, Refused, finish_outcome
        from kg.read.error import NoArticleError, ReadError

        inputs, failed = Inputs(articles), 0
        results = run_each(articles, self.options, self.provenance, finish_outcome, check=not self.redirects, jobs=self.jobs)
        for result in show_progress(results, "article", files=list_files(articles), quiet=self.quiet):
            if isinstance(result, BuiltArticle):
                inputs.hear(result.file)
                taking.gathering.note_issues(result.found)
                taking.take(result.found)
            elif isinstance(result, Refused):
                inputs.pass_over(result.file, result.reason)
                taking.gathering.note_issues(result)
            elif isinstance(result, NoArticleError):
                if not (result.file and is_graph(result.file)):
                    inputs.pass_over(result.file, str(result))
            elif isinstance(result, ReadError) and result.file in self.sources.with_graphs:
                inputs.hear(result.file)  # No article is in a folder, but graphs are.
            else:
                inputs.hear(result.file if not isinstance(result, BuildError) else None)
                complain(str(result))
                failed += 1
        return failed + inputs.close(quiet=self.quiet)


class _Taking:
    """Takes graphs that conform, and tells of the others and of versions that are left out."""

    def __init__(self, gathering: Gathering, quiet: bool) -> None:
        self.gathering, self._quiet = gathering, quiet
        self.refused = self._left_out = 0

    def take(self, found: Found) -> None:
        """Keep a graph, or say why not."""
        if found.wrong:
            self.refuse(found)
            return
        told = self.gathering.add(found)
        if told:
            self._left_out += 1
            if self._left_out <= _SHOWN and not self._quiet:
                say(f"left out: {told}")

    def refuse(self, found: Found) -> None:
        """Say why a graph is not published."""
        complain(f"{found.place}: the graph of {found.entry.title!r} does not conform and is not published")
        for result in found.wrong[:_SHOWN]:
            say(f"  {result}")
        self.refused += 1

    def close(self) -> None:
        """Say how many more were left out."""
        if self._left_out > _SHOWN and not self._quiet:
            say(f"… and {self._left_out - _SHOWN} more versions of pages that have a current one")
