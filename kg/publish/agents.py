"""Who made or published a release: a name, or "Name <IRI>". Pure."""

from __future__ import annotations

from kg.patterns import lazy_pattern
from kg.values import dataclass

ORCID = "https://orcid.org/"
_AGENT = lazy_pattern(r"(?P<name>[^<>]+?)\s*<(?P<iri>https?://[^<>\s]+)>")
_ADDRESS = lazy_pattern(r"(?:https?://|www\.)\S+")
_AT_ORCID = lazy_pattern(r"https?://(?:www\.)?orcid\.org/(?P<own>.*)")
_DIGITS = lazy_pattern(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who made or published: a name, and the address that names them (ORCID, ROR, a page), "" where nobody told one."""

    name: str
    iri: str = ""


def to_agent(text: str) -> Agent:
    """An agent of its name, or of ``Name <https://orcid.org/…>``."""
    match = _AGENT.fullmatch(text.strip())
    return Agent(match["name"], match["iri"]) if match else Agent(text.strip())


def check_agent(text: str) -> str:
    """An agent as it is told, with the address of an ORCID as ORCID writes it. ValueError for another form, and for what is no ORCID."""
    agent = to_agent(text)
    if not agent.iri:
        if "<" in text or ">" in text or _ADDRESS.fullmatch(text):
            raise ValueError(f"the form is 'Name' or 'Name <https://…>', not {text!r}")
        return text
    match = _AT_ORCID.fullmatch(agent.iri)
    if match is None:
        return text
    own = match["own"].rstrip("/").upper()
    if not _DIGITS.fullmatch(own):
        raise ValueError(f"{agent.iri} is no ORCID: one has the form {ORCID}0000-0002-1825-0097")
    if own[-1] != (wanted := orcid_digit(own[:-1])):
        raise ValueError(f"{agent.iri} is no ORCID: by its other digits, the last one would be {wanted}")
    return f"{agent.name} <{ORCID}{own}>"


def orcid_digit(digits: str) -> str:
    """The check digit of an ORCID, by its other digits (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in digits.replace("-", ""):
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
