"""Wires the command line to the machine: environment, clock, cores, server."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """End with the exit code of the command that the arguments name."""
    from datetime import datetime
    from pathlib import Path

    from ironstride.cli import run
    from ironstride.cli.surroundings import Surroundings

    surroundings = Surroundings(
        variables=os.environ,
        home=Path.home(),
        now=lambda: datetime.now().astimezone(),
        cores=os.cpu_count() or 1,
    )
    sys.exit(run(surroundings=surroundings))


if __name__ == "__main__":
    main()
