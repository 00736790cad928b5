"""The program: ``kg``, or ``python -m kg``."""

from __future__ import annotations

import signal


def run() -> None:
    """Run the command line; until all of it is loaded an interruption ends the program at once, as there is nothing to clear away yet."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from kg.cli import main

    signal.signal(signal.SIGINT, before)
    main()


if __name__ == "__main__":
    run()
