"""How to cite the dataset: CITATION.cff (Citation File Format 1.2.0, https://citation-file-format.github.io/)."""

from __future__ import annotations

from typing import Any

from kg.publish.agents import ORCID, Agent
from kg.publish.describe.archive.json_text import known, to_yaml
from kg.publish.describe.archive.licences import name_licence
from kg.publish.describe.release import Release


def describe_citation(release: Release) -> str:
    """CITATION.cff as YAML. Names are written as the publisher told them: what of a name is the family's is not guessed."""
    config = release.config
    licences = [name_licence(licence) for licence in release.licences]
    spdx = [name.spdx for name in licences if name.spdx]
    return to_yaml(
        known(
            {
                "cff-version": "1.2.0",
                "message": "If you use this dataset, please cite it as below, and name the authors of the articles that it was made from.",
                "type": "dataset",
                "title": config.title,
                "abstract": release.description,
                "authors": [_author(agent) for agent in release.authors],
                "version": config.version,
                "date-released": release.dataset.issued[:10] if len(release.dataset.issued) >= len("2000-01-01") else "",
                "doi": config.doi,
                "identifiers": [{"type": "url", "value": str(release.iri), "description": "This version of the dataset"}],
                "url": str(release.landing_page),
                "license": spdx if len(spdx) > 1 else spdx[0] if spdx else "",
                "license-url": licences[0].iri if len(licences) == 1 and not spdx else "",
                "keywords": list(release.keywords),
                "contact": [_contact(release)] if config.contact else [],
            }
        )
    )


def _author(agent: Agent) -> dict[str, Any]:
    orcid = agent.iri if agent.iri.startswith(ORCID) else ""
    return known({"name": agent.name, "orcid": orcid, "website": "" if orcid else agent.iri})


def _contact(release: Release) -> dict[str, Any]:
    contact = release.config.contact.removeprefix("mailto:")
    name = release.publisher.name if release.publisher else release.config.title
    return {"name": name, "website" if contact.startswith("http") else "email": contact}
