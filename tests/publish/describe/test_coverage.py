"""Times and places that conflicts cover."""

from __future__ import annotations

import pytest

from kg.publish.describe.coverage import Coverage, find_coverage


def row(start: str = "", end: str = "", longitude: str = "", latitude: str = "") -> dict[str, str]:
    return {"start": start, "end": end, "longitude": longitude, "latitude": latitude}


@pytest.mark.parametrize(
    ("rows", "expected", "wkt"),
    [
        ([], Coverage(), ""),
        ([row(), row("about 1900")], Coverage(), ""),
        ([row("1944-06-06", "1944-08"), row("1944-06")], Coverage("1944-06", "1944-08"), ""),
        ([row("1944"), row("-0330-10", "-0330-10"), row("2026-01-02")], Coverage("-0330-10", "2026-01-02"), ""),
        ([row("1900", "1899")], Coverage("1899", "1900"), ""),
        ([row(longitude="12.5", latitude="-3")], Coverage(box=(12.5, -3.0, 12.5, -3.0)), "POINT(12.5 -3.0)"),
        ([row(longitude="1", latitude="2"), row(longitude="1", latitude="4")], Coverage(box=(1.0, 2.0, 1.0, 4.0)), "LINESTRING(1.0 2.0,1.0 4.0)"),
        (
            [row(longitude="1", latitude="2"), row(longitude="-3", latitude="4"), row(longitude="9")],
            Coverage(box=(-3.0, 2.0, 1.0, 4.0)),
            "POLYGON((-3.0 2.0,1.0 2.0,1.0 4.0,-3.0 4.0,-3.0 2.0))",
        ),
    ],
)
def test_coverage_is_that_of_the_rows(rows: list[dict[str, str]], expected: Coverage, wkt: str) -> None:
    found = find_coverage(rows)
    assert (found, found.wkt) == (expected, wkt)
