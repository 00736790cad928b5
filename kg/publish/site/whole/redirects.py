"""Rules by which Apache and nginx lead from the IRIs of the data to their pages, or to data where a client asks for that (303, RFC 9110).

They are for the server that answers for the base IRI (w3id.org): the release itself may stand on any other. File names follow from IRIs
(kg.publish.site.names), so that a few rules do for nearly all; what no pattern can find out is listed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from kg.publish.site.buckets import Buckets
from kg.publish.site.input import ArticleInput
from kg.publish.site.names import SITE
from kg.publish.site.plan import Plan
from kg.publish.site.whole.writer import SiteWriter

_FOLDER = f"{SITE}/w3id"
# Apache reads .htaccess at each request, so lists in it are short; what is longer is left to patterns.
_MOST_LISTED = 2000
_THING = "(?:[a-z][a-z-]+/)?(?:conflict|group|person|place)/[^/]+"
_ARTICLE = "(?:[a-z][a-z-]+/)?article/[^/]+"
_PLAIN = "[A-Za-z0-9._()!,'+-]"
_TYPES = (("ttl", "text/turtle"), ("jsonld", r"application/ld\+json"), ("nt", "application/n-triples"), ("rdf", r"application/rdf\+xml"))


class Odd(NamedTuple):
    """A thing whose page a pattern does not find: its path below the base (percent-decoded), and its page."""

    path: str
    page: str


def encode_path(path: str) -> str:
    """A path below the base as rules see it: what is no ASCII letter, digit or one of a few signs is "~" and two hexadecimal digits."""
    return "/".join(quote(unquote(segment), safe="()!,'+").replace("~", "%7E").replace("%", "~") for segment in path.split("/"))


def write_redirects(plan: Plan, articles: Sequence[ArticleInput], found: Buckets, alike: Iterable[str], out: SiteWriter) -> None:
    """The rules. ``found`` holds the IRIs whose pages no pattern finds, and the conflicts with an article about each; ``alike`` are IRIs of pages
    that have a hash in their names."""
    base = plan.config.base
    odd = {iri: place.path for iri in (*(row[0] for row in found.read("pages")), *alike) if (place := plan.names.find(iri))}
    listed = sorted(Odd(unquote(_page_path(iri[len(base) :])), path) for iri, path in odd.items())
    stems = {article.iri[len(base) :].rpartition("/")[0]: article.stem for article in articles if article.iri.startswith(base)}
    for conflict, stem in sorted(found.read("described")):
        stems.setdefault(conflict[len(base) :], stem)
    address = plan.config.address or "/"
    mount = urlsplit(base).path
    out.file(f"{_FOLDER}/.htaccess", "\n".join(_to_apache(mount, address, plan, listed, stems)) + "\n", "text/plain")
    out.file(f"{_FOLDER}/nginx.conf", "\n".join(_to_nginx(mount, address, plan)) + "\n", "text/plain")
    out.file(f"{_FOLDER}/nginx-names.conf", "\n".join(_to_maps(mount, plan, listed, stems)) + "\n", "text/plain")


def _to_apache(mount: str, address: str, plan: Plan, odd: Sequence[Odd], stems: dict[str, str]) -> Iterator[str]:
    yield f"# Leads from {plan.config.base} to the pages and data at {address} (mod_rewrite). Made by kg publish."
    yield "Options -MultiViews"
    yield "RewriteEngine On"
    yield from _encoding(mount)
    yield "# What the client wants: a page, unless it asks for data and not for HTML."
    for form, media_type in _TYPES:
        yield f"RewriteCond %{{HTTP_ACCEPT}} {media_type} [NC]"
        yield "RewriteCond %{HTTP_ACCEPT} !text/html [NC]"
        yield "RewriteCond %{ENV:KG_FORM} ^$"
        yield f"RewriteRule ^ - [E=KG_FORM:{form}]"
    yield "RewriteCond %{ENV:KG_OUT} ^(.+)\\.(html|ttl|jsonld)$"
    yield "RewriteRule ^ - [E=KG_FORM:%2,E=KG_OUT:%1]"
    yield from _apache_ontology(address, plan)
    yield "# Data of an article, and of a conflict that an article is about."
    short = len(stems) <= _MOST_LISTED
    for path, stem in sorted(stems.items()):
        encoded = encode_path(path)
        if (short and encoded.rpartition("/")[2] != stem) or (short and "conflict/" in path):
            yield f"RewriteCond %{{ENV:KG_FORM}}:%{{ENV:KG_OUT}} ^(ttl|jsonld):{re.escape(encoded)}(/[0-9a-f]{{12}})?$"
            yield f"RewriteRule ^ {address}data/articles/{stem}.%1 [R=303,NE,L]"
    kinds = "article" if short else "article|conflict"
    yield f"RewriteCond %{{ENV:KG_FORM}}:%{{ENV:KG_OUT}} ^(ttl|jsonld):(?:{kinds})/({_PLAIN}+)(/[0-9a-f]{{12}})?$"
    yield f"RewriteRule ^ {address}data/articles/%2.%1 [R=303,NE,L]"
    yield "RewriteCond %{ENV:KG_FORM} ^(ttl|jsonld|nt|rdf)$"
    yield "RewriteRule ^ - [R=406,L]"
    yield from _apache_pages(address, plan, odd)


def _encoding(mount: str) -> Iterator[str]:
    """Rules that put the path as it was asked into KG_OUT, in the form of encode_path: piece by piece, each time from the first rule on."""
    yield "# The path as file names have it, piece by piece."
    yield "RewriteCond %{ENV:KG_BEGUN} ^$"
    yield f'RewriteCond %{{THE_REQUEST}} "^[A-Z]+ {re.escape(mount)}([^? ]*)"'
    yield "RewriteRule ^ - [E=KG_BEGUN:1,E=KG_IN:%1]"
    yield "RewriteCond %{ENV:KG_IN} ^([/A-Za-z0-9._()!,'+-]+)(.*)$"
    yield "RewriteRule ^ - [E=KG_OUT:%{ENV:KG_OUT}%1,E=KG_IN:%2,N]"
    for digit in "abcdef":
        yield f"RewriteCond %{{ENV:KG_IN}} ^%{digit}(.*)$"
        yield f"RewriteRule ^ - [E=KG_IN:\\%{digit.upper()}%1,N]"
        yield f"RewriteCond %{{ENV:KG_IN}} ^%([0-9A-F]){digit}(.*)$"
        yield f"RewriteRule ^ - [E=KG_IN:\\%%1{digit.upper()}%2,N]"
    for sign in "()!,'+-._":  # The sign comes out of the condition, since a comma cannot stand in a flag.
        yield f'RewriteCond "{sign}%{{ENV:KG_IN}}" "^(.)%{ord(sign):02X}(.*)$"'
        yield "RewriteRule ^ - [E=KG_OUT:%{ENV:KG_OUT}%1,E=KG_IN:%2,N]"
    yield "RewriteCond %{ENV:KG_IN} ^%([0-9A-F][0-9A-F])(.*)$"
    yield "RewriteRule ^ - [E=KG_OUT:%{ENV:KG_OUT}~%1,E=KG_IN:%2,N]"
    for sign in ":@;=&$*~":
        yield f"RewriteCond %{{ENV:KG_IN}} ^\\{sign}(.*)$"
        yield f"RewriteRule ^ - [E=KG_OUT:%{{ENV:KG_OUT}}~{ord(sign):02X},E=KG_IN:%1,N]"


def _apache_ontology(address: str, plan: Plan) -> Iterator[str]:
    yield "# The ontology, its versions, shapes and context."
    for pattern, folder in (("ontology", "ontology"), ("ontology/([0-9][^/]*)", "ontology/%1")):
        for form, _ in _TYPES:
            yield f"RewriteCond %{{ENV:KG_FORM}}:%{{ENV:KG_OUT}} ^{form}:{pattern}$"
            yield f"RewriteRule ^ {address}{SITE}/{folder}/ontology.{form} [R=303,NE,L]"
        yield f"RewriteCond %{{ENV:KG_OUT}} ^{pattern}$"
        yield f"RewriteRule ^ {address}{SITE}/{folder}/index.html [R=303,NE,L]"
    for pattern, file in (("ontology/context", "context.jsonld"), ("ontology/frame", "frame.jsonld"), ("shapes", "shapes.ttl")):
        yield f"RewriteCond %{{ENV:KG_OUT}} ^{pattern}$"
        yield f"RewriteRule ^ {address}{SITE}/ontology/{file} [R=303,NE,L]"
    yield "# The files of this release."
    yield f"RewriteCond %{{ENV:KG_OUT}} ^release/{re.escape(encode_path(plan.config.version or '1'))}(?:/(.*))?$"
    yield f"RewriteRule ^ {address}%1 [R=303,NE,L]"


def _apache_pages(address: str, plan: Plan, odd: Sequence[Odd]) -> Iterator[str]:
    yield "# Pages whose names follow from no pattern."
    for path, page in odd[:_MOST_LISTED]:
        encoded = encode_path(path)
        if f"{SITE}/{encoded}.html" != page:
            yield f"RewriteCond %{{ENV:KG_OUT}} ^{re.escape(encoded)}(?:/.*)?$"
            yield f"RewriteRule ^ {address}{page} [R=303,NE,L]"
    digits = "[0-9a-f]" * plan.names.digits
    rules = (
        (f"({_ARTICLE})/conflict/([^/]+)(?:/.*)?", f"{SITE}/%1/conflict/%2.html"),
        (f"({_ARTICLE})/([a-z]+/.+)", f"{SITE}/%1.html#%2"),
        (f"({_ARTICLE})(?:/[0-9a-f]+)?", f"{SITE}/%1.html"),
        (f"({_THING})(?:/.*)?", f"{SITE}/%1.html"),
        (f"(claim|reference)/({digits})([0-9a-f]*)", f"{SITE}/%1/%2.html#%2%3"),
        ("software/.*", f"{SITE}/about.html"),
        ("(?:graph|link)/.*", "index.html#data"),
        ("", "index.html"),
    )
    for pattern, target in rules:
        yield f"RewriteCond %{{ENV:KG_OUT}} ^{pattern}$"
        yield f"RewriteRule ^ {address}{target} [R=303,NE,L]"
    yield "<IfModule mod_headers.c>"
    yield "Header always merge Vary Accept"
    yield "</IfModule>"


def _to_maps(mount: str, plan: Plan, odd: Sequence[Odd], stems: dict[str, str]) -> Iterator[str]:
    """What the rules of nginx look up, for its http block: where each path leads, below the release's address."""
    at, suffix = re.escape(mount), r"(?:\.(?:html|ttl|jsonld))?(?:/.*)?$"
    yield "# To be included in the http block of nginx; nginx.conf beside it belongs in a server block. Made by kg publish."
    yield "map_hash_max_size 262144;\nmap_hash_bucket_size 1024;"
    yield "map $http_accept $kg_wanted {\n  default html;\n  ~*text/html html;"
    yield from (f"  ~*{media_type} {form};" for form, media_type in _TYPES)
    yield "}\nmap $uri $kg_form {\n  default $kg_wanted;"
    yield from (f"  ~\\.{form}$ {form};" for form in ("html", "ttl", "jsonld"))
    yield "}\n" + 'map "$kg_form:$uri" $kg_fixed {\n  default "";'
    yield from (f'  "~{pattern}" "{target}";' for pattern, target in _fixed(at, plan))
    yield f'}}\nmap $uri $kg_path {{\n  default "";\n  "~^{at}(?<kg_c>{_ARTICLE}/conflict/[^/]+?){suffix}" $kg_c;'
    yield f'  "~^{at}(?<kg_a>{_ARTICLE}?){suffix}" $kg_a;\n  "~^{at}(?<kg_t>{_THING}?){suffix}" $kg_t;\n}}'
    yield 'map $kg_path $kg_page {\n  default "";'
    yield from _entries(dict(odd))
    yield f'  "~^(?<kg_s>[A-Za-z0-9._()!,\'+/-]+)$" {SITE}/$kg_s.html;\n}}'
    yield 'map $kg_path $kg_stem {\n  default "";'
    yield from _entries({unquote(path): stem for path, stem in stems.items()})
    yield '}\nmap "$kg_form:$kg_stem" $kg_data {\n  default "";\n  "~^(?<kg_d>ttl|jsonld):(?<kg_n>.+)$" data/articles/$kg_n.$kg_d;\n}'
    yield 'map $uri $kg_mark {\n  default "";'
    yield f'  "~^{at}{_ARTICLE}/conflict/" "";\n  "~^{at}{_ARTICLE}/(?<kg_m>[a-z]+/[A-Za-z0-9._()!,\'+/-]+)$" "#$kg_m";\n}}'


def _fixed(at: str, plan: Plan) -> Iterator[tuple[str, str]]:
    """What leads to one place whatever the dataset: patterns of form and path, and the files."""
    digits = "[0-9a-f]" * plan.names.digits
    for name, version in (("o", ""), ("v", "/[0-9][^/]*?")):
        folder = f"(?<kg_{name}>ontology{version})"
        yield f"^(?<kg_{name}f>ttl|jsonld|nt|rdf):{at}{folder}(?:\\.[a-z]+)?$", f"{SITE}/$kg_{name}/ontology.$kg_{name}f"
        yield f"^html:{at}{folder}(?:\\.html)?$", f"{SITE}/$kg_{name}/index.html"
    yield f"^[a-z]+:{at}ontology/(?<kg_j>context|frame)(?:\\.jsonld)?$", f"{SITE}/ontology/$kg_j.jsonld"
    yield f"^[a-z]+:{at}shapes(?:\\.ttl)?$", f"{SITE}/ontology/shapes.ttl"
    yield f"^[a-z]+:{at}release/{re.escape(plan.config.version or '1')}/(?<kg_f>.+)$", "$kg_f"
    yield f"^[a-z]+:{at}release/{re.escape(plan.config.version or '1')}/?$", "index.html"
    yield f"^html:{at}(?<kg_k>claim|reference)/(?<kg_b>{digits})(?<kg_r>[0-9a-f]*)$", f"{SITE}/$kg_k/$kg_b.html#$kg_b$kg_r"
    yield f"^html:{at}software/", f"{SITE}/about.html"
    yield f"^html:{at}(?:graph|link)/", "index.html#data"
    yield f"^html:{at}$", "index.html"


def _entries(values: Mapping[str, str]) -> Iterator[str]:
    """Lines of a map. nginx compares texts without case, but not patterns: what differs in nothing else is a pattern."""
    folded = Counter(key.lower() for key in values)
    for key, value in sorted(values.items()):
        yield f'  "{_quote(key)}" "{value}";' if folded[key.lower()] == 1 else f'  "~^{_quote(re.escape(key))}$" "{value}";'


def _quote(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _to_nginx(mount: str, address: str, plan: Plan) -> Iterator[str]:
    """The rules, for a server block."""
    yield f"# Leads from {plan.config.base} to the pages and data at {address}. nginx-names.conf belongs in the http block. Made by kg publish."
    yield f"location {mount} {{\n  add_header Vary Accept always;\n  absolute_redirect off;"
    for name in ("$kg_fixed", "$kg_data"):
        yield f"  if ({name}) {{ return 303 {address}{name}; }}"
    yield '  if ($kg_form != "html") { return 406; }'
    yield f"  if ($kg_page) {{ return 303 {address}$kg_page$kg_mark; }}"
    yield "  return 404;\n}"


def _page_path(path: str) -> str:
    """The part of an IRI's path that names its page: an article's is without the version."""
    segments = path.split("/")
    return "/".join(segments[:-1]) if "article" in segments[:-2] and "conflict" not in segments[1:] else path
