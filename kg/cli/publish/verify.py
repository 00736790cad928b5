"""kg verify: every promise of a release, checked."""

from __future__ import annotations

import sys

import click

from kg.cli.io.progress import show_progress
from kg.cli.io.reading import check_url
from kg.cli.io.terminal import CONFORMS_NOT, UNREADABLE, give_up, require_output, say
from kg.output.visible import show_safely

EPILOG = """\b
Examples:
  kg verify release/
  kg verify release.zip --articles articles/         each quote is cut out of its article again
  kg verify https://example.org/data/ --format json
  kg verify release/ --previous old-release.zip      what changed, against both

\b
Exit codes: 0 every promise that was checked holds, 1 a promise is broken,
2 wrong usage, 3 the release, or the one before it (--previous), cannot be read."""


@click.command(epilog=EPILOG)
@click.argument("release", metavar="RELEASE")
@click.option(
    "--articles", multiple=True, metavar="FILE|FOLDER", help="The articles that the release was made from, to cut quotes out of. Repeatable."
)
@click.option("--previous", default="", metavar="RELEASE", help="The release before, to check what the release says has changed since.")
@click.option("--check", "names", multiple=True, metavar="NAME", help="Run this check only (its name as --format json tells it). Repeatable.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="Form of the report.")
@click.option("--allow-private", is_flag=True, help="Let a server at a public address redirect to a private one.")
@click.option("-q", "--quiet", is_flag=True, help="Tell only what is broken.")
def verify(release: str, articles: tuple[str, ...], previous: str, names: tuple[str, ...], form: str, allow_private: bool, quiet: bool) -> None:
    """Check every promise of a RELEASE: a folder or its release.json, a .zip, or a web address.

    Each promise is told with pass or fail, and the file that breaks it. What cannot be checked, such as quotes without their articles, is told to be
    not checked. Nothing of the release is trusted or run.
    """
    from pathlib import Path

    from kg.publish.verify.check import FAILED, Result
    from kg.publish.verify.opened import Options
    from kg.publish.verify.opening import OpenError
    from kg.publish.verify.report import sum_up, to_json, to_lines
    from kg.publish.verify.run import CHECKS
    from kg.publish.verify.run import verify as run

    require_output()
    for given, option in ((release, "RELEASE"), (previous, "--previous")):
        if given and given.lower().startswith(("http://", "https://")):
            check_url(given, option)
    for path in articles:
        if not Path(path).exists():
            raise click.BadParameter(f"{path} is not there", param_hint="--articles")
    if strange := sorted(set(names) - {check.name for check in CHECKS}):
        raise click.BadParameter(f"there is no check {strange[0]!r}; there are {', '.join(check.name for check in CHECKS)}", param_hint="--check")
    results: list[Result] = []
    try:
        found = run(release, Options(articles, previous, allow_private), names)
        for result in show_progress(found, "check", total=len(names) or len(CHECKS), quiet=quiet or form == "text"):
            results.append(result)
            if form == "text" and not (quiet and result.status != FAILED):
                _print(to_lines(result), result.status)
    except OpenError as error:
        give_up(str(error), UNREADABLE)
    if form == "json":
        sys.stdout.write(to_json(release, results))
    elif not quiet or any(result.count for result in results):
        say(sum_up(release, results), bold=True)
    if any(result.count for result in results):
        raise SystemExit(CONFORMS_NOT)


def _print(lines: list[str], status: str) -> None:
    colour = {"passed": "green", "failed": "red"}.get(status, "yellow")
    click.echo(click.style(lines[0][:1], fg=colour, bold=True) + show_safely(lines[0][1:]))
    for line in lines[1:]:
        click.echo(show_safely(line))
