"""Score a release by those of F-UJI's metrics that need no network.

usage: fuji_score.py RELEASE

Prints each test with its points; exit 1 where one is missed. What is checked of each is in judges/fuji.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

from judges.fuji import read_metadata, score


def main() -> int:
    """Score; the exit code."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    scored = score(read_metadata(Path(sys.argv[1])))
    for test, passes in scored:
        print(f"{'–' if passes is None else test.points if passes else 0:>4} of {test.points:g}  {test.name}  {test.words}")
    reached = sum(test.points for test, passes in scored if passes)
    possible = sum(test.points for test, passes in scored if passes is not None)
    print(f"{reached:g} of {possible:g} points; “–” needs a network and does not count")
    return 0 if reached == possible else 1


if __name__ == "__main__":
    sys.exit(main())
