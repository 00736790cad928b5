"""Judges of the descriptions for archives: RO-Crate, CITATION.cff, DataCite, Croissant."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from judges.verdict import Verdict, compare, run

_CONTEXT = "/ro/crate/1.2/context"


def ask_cffconvert(release: Path) -> Verdict:
    """CITATION.cff is valid by the schema of version 1.2.0, and BibTeX can be made of it."""
    told = run("cffconvert", "--validate", "-i", release / "CITATION.cff")
    made = run("cffconvert", "-f", "bibtex", "-i", release / "CITATION.cff")
    faults = [said.stdout + said.stderr for said in (told, made) if said.returncode]
    return Verdict("cffconvert --validate and -f bibtex", tuple(faults))


def _ask_web(context: bytes) -> Callable[..., Any]:
    """What the validator asks the web: the context of RO-Crate is here, all else is not to be had."""
    from requests import Request, Response

    def get(_: object, url: str, *__: object, **___: object) -> Response:
        response = Response()
        response.url, response.request = url, Request("GET", url).prepare()
        response.status_code, response._content = (200, context) if _CONTEXT in url else (404, b"")
        response.headers["Content-Type"] = "application/ld+json"
        return response

    return get


def ask_rocrate(release: Path) -> Verdict:
    """rocrate-validator misses nothing that RO-Crate 1.2 requires. Its context is that of the npm package ro-crate below NODE_PATH."""
    from rocrate_validator import models, services
    from rocrate_validator.utils import http

    context = Path(os.environ.get("NODE_PATH", "node_modules"), "ro-crate/lib/context.json").read_bytes()
    found = {}
    http.HttpRequester.get = _ask_web(context)
    try:
        for severity in (models.Severity.REQUIRED, models.Severity.RECOMMENDED):
            settings = services.ValidationSettings(rocrate_uri=str(release), profile_identifier="ro-crate-1.2", requirement_severity=severity)
            found[severity] = services.validate(settings).get_issues()
    finally:
        del http.HttpRequester.get
    required = tuple(f"{issue.check.identifier}: {issue.message}" for issue in found[models.Severity.REQUIRED])
    recommended = sorted({issue.check.identifier for issue in found[models.Severity.RECOMMENDED]})
    return Verdict(f"required: none missing; recommended and not met: {', '.join(recommended) or 'none'}", required)


def ask_datacite(release: Path) -> Verdict:
    """datacite.json is valid by DataCite's JSON schema 4.5 (in the package datacite)."""
    import jsonschema

    schema = json.loads((files("datacite") / "schemas" / "datacite-v4.5.json").read_text(encoding="utf-8"))
    data = json.loads((release / "datacite.json").read_text(encoding="utf-8"))
    faults = [f"{'/'.join(map(str, error.path))}: {error.message}"[:300] for error in jsonschema.Draft7Validator(schema).iter_errors(data)]
    return Verdict("DataCite's JSON schema 4.5", tuple(faults))


def ask_croissant(release: Path) -> Verdict:
    """mlcroissant accepts croissant.json and reads as many records from it as the tables have rows."""
    import mlcroissant

    dataset = mlcroissant.Dataset(jsonld=str(release / "croissant.json"))
    issues = dataset.metadata.ctx.issues
    faults = [*issues.errors]
    expected, found = dict[str, object](), dict[str, object]()
    for records in dataset.metadata.record_sets:
        with (release / "tables" / f"{records.name}.csv").open(encoding="utf-8", newline="") as table:
            expected[records.name] = sum(1 for _ in csv.DictReader(table))
        found[records.name] = sum(1 for _ in dataset.records(records.id or records.name))
    return Verdict(f"{len(expected)} record sets", (*faults, *compare("", expected, found).faults))
