"""The program: ``kg``, or ``python -m kg``."""

from __future__ import annotations

import signal


def run() -> None:
    """Run the command line. Until a command begins, an interruption ends the program at once: there is nothing to clear away yet."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from kg.cli import main

    main()


if __name__ == "__main__":
    run()
